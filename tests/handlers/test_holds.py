"""What waits, and taking it back."""

from dataclasses import replace

import pytest

from bot.errors import Stale
from bot.holds import Hold, Undo
from bot.messages import Sender
from handlers.delete import SpaceDeletion
from tests.assembly import Assembly
from tests.handlers.calling import presses, trail, types
from tests.parts import ANN, BOB

OTHER_ADMIN = Sender("manager02", "", "Cid")


async def hold(bot: Assembly, name: str, asker: Sender = BOB) -> Hold:
    command = await bot.command("space delete", asker, key=f"turn of {name}", card=f"card {name}")
    return await bot.services.holds.place(command, SpaceDeletion("sp1", name, 5))


async def state(bot: Assembly, placed: Hold) -> tuple[str, str]:
    found = await bot.services.holds.find(placed.id)
    assert found is not None
    return found.state, found.by


async def names(bot: Assembly, sender: Sender) -> list[str]:
    card = await types(bot, "pending", sender)
    return [name for name, _, _ in card.data["holds"]]  # type: ignore[attr-defined]  # rows


async def test_admins_see_what_waits_and_others_what_they_asked_for(bot: Assembly) -> None:
    await hold(bot, "Finance", ANN)
    await hold(bot, "市场部")

    assert sorted(await names(bot, BOB)) == ["Finance", "市场部"]
    assert await names(bot, ANN) == ["Finance"]
    assert await names(bot, replace(ANN, user_id="staff02")) == []


async def test_the_last_deletion_is_taken_back(bot: Assembly) -> None:
    first, last = await hold(bot, "Finance"), await hold(bot, "市场部")

    card = await types(bot, "undo")

    assert card.template == "undone"
    assert list(card.elsewhere) == [last.card]
    assert await state(bot, last) == ("undone", "Bob")
    assert await state(bot, first) == ("waiting", "")
    assert await trail(bot) == [("undo", "市场部", "undone")]


async def test_an_undo_that_runs_twice_takes_back_one(bot: Assembly) -> None:
    first, last = await hold(bot, "Finance"), await hold(bot, "市场部")

    cards = [await types(bot, "undo") for _ in range(3)]

    assert cards == [cards[0]] * 3
    assert [await state(bot, each) for each in (first, last)] == [
        ("waiting", ""),
        ("undone", "Bob"),
    ]


async def test_a_space_may_be_named(bot: Assembly) -> None:
    first, _ = await hold(bot, "Finance"), await hold(bot, "市场部")

    await types(bot, "undo FIN")

    assert (await state(bot, first))[0] == "undone"


async def test_what_does_not_wait_cannot_be_taken_back(bot: Assembly) -> None:
    assert (await types(bot, "undo")).template == "nothing_to_undo"
    placed = await hold(bot, "Finance")
    assert (await types(bot, "undo", ANN, key="ann")).template == "nothing_to_undo"

    await bot.services.holds.take(placed)
    late = await types(bot, "undo", key="late")
    assert late.template == "too_late"


async def test_the_button_takes_back_without_a_call(bot: Assembly) -> None:
    placed = await hold(bot, "Finance")
    before = await bot.calls()

    card = await presses(bot, Undo(placed.id), OTHER_ADMIN)

    assert (card.template, card.data["by"]) == ("undone", "Cid")
    assert await bot.calls() == before
    assert await trail(bot) == [("undo", "Finance", "undone")]


async def test_a_second_press_tells_who_was_first(bot: Assembly) -> None:
    placed = await hold(bot, "Finance")
    await presses(bot, Undo(placed.id))

    card = await presses(bot, Undo(placed.id), OTHER_ADMIN)

    assert card.data["by"] == "Bob"
    assert len(await trail(bot)) == 1


async def test_a_hold_that_was_lost_is_stale(bot: Assembly) -> None:
    with pytest.raises(Stale):
        await presses(bot, Undo("lost"))
