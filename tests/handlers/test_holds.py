"""What waits, and taking it back."""

from dataclasses import replace
from typing import Any

import pytest

from bot.errors import Stale
from bot.holds import Hold, Undo
from bot.messages import Conversation, Sender
from handlers.delete import SpaceDeletion
from tests.assembly import Assembly
from tests.handlers.calling import answers, presses, takes, trail, types
from tests.parts import ANN, BOB

OTHER_ADMIN = Sender("manager02", "", "Cid")


async def hold(bot: Assembly, name: str, asker: Sender = BOB, **changed: Any) -> Hold:
    named = {"key": f"turn of {name}", "card": f"card {name}"}
    command = await bot.command("space delete", asker, **named, **changed)
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


async def elsewhere(bot: Assembly, name: str, asker: Sender, kind: str = "group") -> Hold:
    """A deletion that was asked for in another chat."""
    there = Conversation("cidELSEWHERE==", kind, "Board" if kind == "group" else "")
    return await hold(bot, name, asker, conversation=there)


async def test_somebody_elses_deletion_in_another_chat_is_named_first(bot: Assembly) -> None:
    theirs = await elsewhere(bot, "Finance", OTHER_ADMIN)

    asked = await types(bot, "undo")

    assert asked.template == "undo_confirm"
    assert (asked.data["space_name"], asked.data["by"], asked.data["title"]) == (
        "Finance",
        "Cid",
        "Board",
    )
    assert await state(bot, theirs) == ("waiting", "")
    assert await trail(bot) == []
    assert (await answers(bot, asked.then, "maybe")).then == asked.then
    assert await state(bot, theirs) == ("waiting", "")


@pytest.mark.parametrize("how", ["pressed", "typed"])
async def test_once_it_was_named_it_is_taken_back(bot: Assembly, how: str) -> None:
    theirs = await elsewhere(bot, "Finance", OTHER_ADMIN)
    asked = await types(bot, "undo fin")

    after = await (
        takes(bot, asked.actions["confirm"])
        if how == "pressed"
        else answers(bot, asked.then, "yes")
    )

    assert (after.template, list(after.elsewhere)) == ("undone", [theirs.card])
    assert await state(bot, theirs) == ("undone", "Bob")
    assert await trail(bot) == [("undo", "Finance", "undone")]


async def test_one_that_has_happened_meanwhile_comes_too_late(bot: Assembly) -> None:
    theirs = await elsewhere(bot, "Finance", OTHER_ADMIN, "single")
    asked = await types(bot, "undo")
    await bot.services.holds.take(theirs)

    assert (await takes(bot, asked.actions["confirm"])).template == "too_late"
    assert (await types(bot, "undo", key="later")).template == "too_late"


async def test_what_is_near_comes_before_what_is_last(bot: Assembly) -> None:
    """One's own, wherever it was asked for, then what was asked for here."""
    own = await elsewhere(bot, "Own", BOB)
    here = await hold(bot, "Here", OTHER_ADMIN)
    far = await elsewhere(bot, "Far", OTHER_ADMIN)

    for key in ("first", "second", "third"):
        await types(bot, "undo", key=key)

    states = [(await state(bot, each))[0] for each in (own, here, far)]
    assert states == ["undone", "undone", "waiting"]


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
