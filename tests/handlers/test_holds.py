"""What waits, and taking it back."""

from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest

from bot.cards import Card
from bot.drive.card_list import ShownList
from bot.drive.spaces import Space
from bot.errors import AmbiguousSpace, Stale
from bot.holds import Hold, Undo
from bot.messages import Conversation, Sender
from handlers.delete import SpaceDeletion
from tests.assembly import Assembly
from tests.handlers.calling import answers, body, presses, takes, trail, types
from tests.parts import ANN, BOB

STAFF = replace(ANN, user_id="staff02")
OTHER_ADMIN = Sender("manager02", "", "Cid")


async def hold(bot: Assembly, name: str, asker: Sender = BOB, **changed: Any) -> Hold:
    named = {"key": f"turn of {name}", "card": f"card {name}"}
    command = await bot.command("space delete", asker, **named, **changed)
    return await bot.services.holds.place(command, SpaceDeletion(f"id {name}", name, 5))


async def state(bot: Assembly, placed: Hold) -> tuple[str, str]:
    found = await bot.services.holds.find(placed.id)
    assert found is not None
    return found.state, found.by


async def names(
    bot: Assembly, sender: Sender, conversation: Conversation | None = None
) -> list[str]:
    where = {"conversation": conversation} if conversation else {}
    card = await types(bot, "pending", sender, **where)
    return [name for name, _, _ in card.data["holds"]]  # type: ignore[attr-defined]  # rows


SINGLE = Conversation("cidSINGLE==", "single")


async def test_everybody_of_a_group_sees_what_was_asked_for_there(bot: Assembly) -> None:
    await hold(bot, "Finance", ANN)
    await hold(bot, "市场部")
    await elsewhere(bot, "Far", OTHER_ADMIN)

    assert sorted(await names(bot, BOB)) == ["Far", "Finance", "市场部"]
    assert sorted(await names(bot, ANN)) == ["Finance", "市场部"]
    assert sorted(await names(bot, STAFF)) == ["Finance", "市场部"]


async def test_alone_somebody_sees_their_own_and_admins_all(bot: Assembly) -> None:
    await hold(bot, "Finance", ANN)
    await hold(bot, "市场部")

    assert sorted(await names(bot, BOB, SINGLE)) == ["Finance", "市场部"]
    assert await names(bot, ANN, SINGLE) == ["Finance"]
    assert await names(bot, STAFF, SINGLE) == []


async def test_undo_is_offered_to_whoever_may(bot: Assembly) -> None:
    await hold(bot, "Finance", ANN)

    offered = ["undo" in body(await types(bot, "pending", each)) for each in (ANN, BOB, STAFF)]

    assert offered == [True, True, False]


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
    with pytest.raises(Stale):
        await answers(bot, asked.then, "maybe")
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


async def test_an_exact_name_is_meant_before_one_that_begins_so(bot: Assembly) -> None:
    exact, longer = await hold(bot, "Team"), await hold(bot, "Team Beta")

    await types(bot, "undo team")

    assert [(await state(bot, each))[0] for each in (exact, longer)] == ["undone", "waiting"]


@pytest.mark.parametrize("said", ["undo Tea", "undo eam"])
async def test_what_several_names_or_none_answer_to_takes_nothing_back(
    bot: Assembly, said: str
) -> None:
    """Several are asked about; the middle of a name means none."""
    placed = [await hold(bot, name) for name in ("Team Alpha", "Team Beta")]

    with suppress(AmbiguousSpace):
        card = await types(bot, said)
        assert (card.template, card.data["named"]) == ("nothing_to_undo", True)

    assert [(await state(bot, each))[0] for each in placed] == ["waiting", "waiting"]


async def test_of_several_one_is_chosen_by_its_number(bot: Assembly) -> None:
    first, second = [await hold(bot, name) for name in ("Team Alpha", "Team Beta")]
    with pytest.raises(AmbiguousSpace) as several:
        await types(bot, "undo team")
    ids = tuple(Space(key, name, "org", used) for key, name, used in several.value.candidates)
    asked = Card("ambiguous_space", several.value.data(), kept=ShownList(ids, "team", 0))
    record = await bot.delivery.show(asked, bot.target())

    await types(bot, "undo 2", waiting=True, last_list=record.out_track_id)

    assert [(await state(bot, each))[0] for each in (first, second)] == ["waiting", "undone"]


async def test_an_id_means_its_space(bot: Assembly) -> None:
    first, second = await hold(bot, "Finance"), await hold(bot, "市场部")

    await types(bot, "undo id Finance")

    assert [(await state(bot, each))[0] for each in (first, second)] == ["undone", "waiting"]


async def test_a_name_of_which_none_waits_is_told_what_does(bot: Assembly) -> None:
    placed = await hold(bot, "Finance")

    card = await types(bot, "undo nosuch")

    assert card.data == {"named": True, "files": False, "holds": [("Finance", placed.ends, "Bob")]}
    assert "Finance" in body(card)
    assert await state(bot, placed) == ("waiting", "")


@pytest.mark.parametrize("said", ["undo all", "撤销 全部"])
async def test_all_of_ones_own_are_taken_back_and_no_others(bot: Assembly, said: str) -> None:
    own = [await hold(bot, name) for name in ("Finance", "Allies")]
    away = await elsewhere(bot, "Own", BOB)
    theirs = await hold(bot, "Theirs", OTHER_ADMIN)

    cards = [await types(bot, said) for _ in range(2)]

    assert (cards[0].template, cards[0].data["late"]) == ("undone_all", [])
    assert sorted(cards[0].data["names"]) == ["Allies", "Finance", "Own"]  # type: ignore[call-overload]  # names
    assert set(cards[0].elsewhere) == {each.card for each in (*own, away)}
    assert cards[1] == cards[0]
    assert await state(bot, theirs) == ("waiting", "")
    assert len(await trail(bot)) == 3


async def test_all_names_what_came_too_late(bot: Assembly) -> None:
    first, second = await hold(bot, "Finance"), await hold(bot, "市场部")
    await bot.services.holds.take(first)

    card = await types(bot, "undo all")

    assert (card.data["names"], card.data["late"]) == (["市场部"], ["Finance"])
    assert card.elsewhere[first.card].template == "too_late"
    assert await state(bot, second) == ("undone", "Bob")


async def test_all_of_nobodys_own_takes_nothing_from_others(bot: Assembly) -> None:
    theirs = await hold(bot, "Theirs", OTHER_ADMIN)

    card = await types(bot, "undo all")

    assert (card.template, card.data["named"]) == ("nothing_to_undo", False)
    assert "Theirs" in body(card)
    assert await state(bot, theirs) == ("waiting", "")


async def test_a_space_called_all_is_meant_by_its_name(bot: Assembly) -> None:
    named, other = await hold(bot, "All"), await hold(bot, "Finance")

    await types(bot, "undo all")

    assert [(await state(bot, each))[0] for each in (named, other)] == ["undone", "waiting"]


async def test_ones_own_last_is_the_last_wherever_it_was_asked_for(bot: Assembly) -> None:
    """As the hint on the list of what waits says."""
    here, away = await hold(bot, "Here"), await elsewhere(bot, "Away", BOB)

    await types(bot, "undo")

    assert [(await state(bot, each))[0] for each in (here, away)] == ["waiting", "undone"]


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


async def again(bot: Assembly, name: str, asker: Sender, number: int = 2) -> Hold:
    """One more deletion of a space, asked for in another chat."""
    there = Conversation("cidELSEWHERE==", "group", "Board")
    named = {"key": f"turn {number} of {name}", "card": f"card {number} {name}"}
    command = await bot.command("space delete", asker, conversation=there, **named)
    return await bot.services.holds.place(command, SpaceDeletion(f"id {name}", name, 5))


async def twice(bot: Assembly) -> tuple[Hold, Hold]:
    """Two deletions of one space."""
    return await hold(bot, "Finance"), await again(bot, "Finance", OTHER_ADMIN)


@pytest.mark.parametrize("said", ["undo", "undo finance", "undo id Finance", "undo all"])
async def test_a_space_that_two_wait_to_delete_is_kept_by_taking_both_back(
    bot: Assembly, said: str
) -> None:
    """Or the answer says that it is not kept yet: all means one's own."""
    one, other = await twice(bot)

    card = await types(bot, said)

    states = [(await state(bot, each))[0] for each in (one, other)]
    assert card.template == "undone"
    assert states == ["undone", "waiting" if said == "undo all" else "undone"]
    assert bool(card.data["waits"]) == (states[1] == "waiting")
    assert ("Still waiting" in body(card)) == (states[1] == "waiting")


async def test_a_button_takes_its_own_back_and_says_what_waits_still(bot: Assembly) -> None:
    one, other = await twice(bot)

    first = await presses(bot, Undo(one.id))
    last = await presses(bot, Undo(other.id))

    assert first.data["waits"] == [("Finance", other.ends, OTHER_ADMIN.nick)]
    assert last.data["waits"] == []


async def test_two_of_others_elsewhere_are_taken_back_together_after_a_yes(bot: Assembly) -> None:
    both = [await again(bot, "Finance", OTHER_ADMIN, number) for number in (1, 2)]
    asked = await types(bot, "undo Finance")

    await takes(bot, asked.actions["confirm"])

    assert [(await state(bot, each))[0] for each in both] == ["undone", "undone"]


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_the_button_in_words_names_its_space(bot: Assembly, language: str) -> None:
    one, other = await hold(bot, "Finance"), await hold(bot, "Design")

    await types(bot, Undo(one.id, "id Finance").says(language))

    assert [(await state(bot, each))[0] for each in (one, other)] == ["undone", "waiting"]
