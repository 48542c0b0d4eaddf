"""Pressed buttons of cards that belong to their conversation: what concerns one is told one."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from structlog.testing import capture_logs
from typing_extensions import override

from bot.budget import Payer, Purpose
from bot.budget.governor import PRESSES
from bot.cards import Card
from bot.delivery import Record, Records
from bot.errors import NoAllowance
from bot.inbox.taps import ACK_MILLIS
from tests.bot.inbox.pressing import (
    GAP,
    Desk,
    FailsForAll,
    ForAll,
    Hasty,
    PerhapsForAll,
    SlowlyForAll,
    Whispers,
    aside,
    title,
)
from tests.parts import ANN, BOB


async def shared(desk: Desk, *actions: object) -> Record:
    """A card of nobody in particular, with a button for each action."""
    record = await desk.card(*actions)
    all_of_them = replace(record, asker="", asker_user_id=None)
    assert await desk.bot.delivery.records.save(all_of_them, instead_of=record.face)
    return all_of_them


@pytest.mark.parametrize("how", ["stale", "bug", "drawing"])
async def test_what_fails_on_a_shared_card_is_told_who_pressed(desk: Desk, how: str) -> None:
    record = await shared(desk, FailsForAll(how))
    await desk.bot.services.access.note(replace(ANN, is_admin=False))

    with capture_logs():
        assert aside(await desk.press(record, by=ANN))

    assert await desk.bot.record(record.out_track_id) == record


@pytest.mark.parametrize("owned", [False, True])
async def test_an_aside_leaves_the_card_of_others_as_it_is(desk: Desk, owned: Any) -> None:
    await desk.bot.services.access.note(replace(ANN, is_admin=False))
    record = await (desk.card if owned else partial(shared, desk))(Whispers())

    assert aside(await desk.press(record, by=ANN))
    assert await desk.bot.record(record.out_track_id) == record
    if owned:
        assert not aside(await desk.press(record, by=BOB))


async def test_a_slow_press_of_a_shared_card_covers_nothing(desk: Desk) -> None:
    record = await shared(desk, SlowlyForAll())

    first = await desk.press(record, by=ANN)
    second = await desk.press(record, by=ANN)
    other = await desk.press(record, by=BOB)

    assert aside(first)
    assert aside(other)
    assert second == {}  # they are told already, or have been answered
    assert await desk.bot.record(record.out_track_id) == record
    assert [turn["shared"] for turn in await desk.waiting(ANN)] == [True]
    assert len(await desk.waiting(BOB)) == 1
    quiet = await desk.bot.delivery.records.quiet_until(record.out_track_id)
    assert quiet == desk.bot.clock() + ACK_MILLIS + GAP


@pytest.mark.parametrize("how", ["answers", "stale", "bug"])
async def test_a_press_that_needs_no_turn_is_answered_in_its_ack_and_is_no_press(
    desk: Desk, how: str
) -> None:
    record = await shared(desk, PerhapsForAll(how))

    with capture_logs():
        answers = [await desk.press(record, by=ANN) for _ in range(PRESSES + 1)]

    assert all(map(aside, answers))
    assert "minute" not in str(answers[-1])
    assert await desk.waiting(ANN) == []
    assert await desk.bot.record(record.out_track_id) == record


async def test_a_press_that_needs_one_is_a_turn(desk: Desk) -> None:
    assert aside(await desk.press(await shared(desk, PerhapsForAll("")), by=ANN))
    assert len(await desk.waiting(ANN)) == 1


@pytest.mark.parametrize("at_once", [False, True])
async def test_presses_that_join_one_that_waits_are_no_presses(desk: Desk, at_once: Any) -> None:
    """Else whoever presses a button fast has none left for another card."""
    await desk.bot.services.access.note(replace(ANN, is_admin=False))
    record = await shared(desk, SlowlyForAll())
    taps = [desk.press(record, by=ANN) for _ in range(PRESSES)]

    if at_once:
        await asyncio.gather(*taps)
    else:
        assert [await tap for tap in taps][1:] == [{}] * (PRESSES - 1)

    assert len(await desk.waiting(ANN)) == 1
    assert await desk.bot.store.redis.get(desk.bot.store.key("presses", ANN.key)) == "1"


async def test_a_press_that_joins_one_is_not_refused_once_the_others_are_used_up(
    desk: Desk,
) -> None:
    await desk.bot.services.access.note(replace(ANN, is_admin=False))
    record = await shared(desk, SlowlyForAll())
    await desk.press(record, by=ANN)
    for _ in range(PRESSES):
        with suppress(NoAllowance):
            await desk.bot.services.budget.press(Payer(Purpose.PEOPLE, ANN.key))

    assert await desk.press(record, by=ANN) == {}


async def test_once_answered_the_same_press_is_a_new_turn(desk: Desk) -> None:
    record = await shared(desk, SlowlyForAll())
    await desk.press(record, by=ANN)
    name = f"{record.out_track_id}:{record.face}:{record.id_of(0)}:{ANN.key}"

    await desk.bot.delivery.records.answered(name)
    await desk.press(record, by=ANN)

    assert len(await desk.waiting(ANN)) == 2


async def test_an_ack_of_a_slow_press_that_is_late_is_left_empty(desk: Desk) -> None:
    record = await shared(desk, SlowlyForAll())

    assert await desk.press(record, by=ANN, now=Hasty(desk.bot.clock())) == {}
    assert len(await desk.waiting(ANN)) == 1


async def test_who_presses_an_older_face_of_a_shared_card_is_told(desk: Desk) -> None:
    """But not whoever pressed twice: what they see is what they did."""
    record = await shared(desk, ForAll())
    await desk.press(record, by=ANN)

    twice = await desk.press(record, by=ANN)
    late = await desk.press(record, by=BOB)

    assert "userPrivateData" not in twice
    assert "before your press" in str(late["userPrivateData"])
    assert title(twice) == title(late)


async def test_a_shared_button_of_another_release_leaves_the_card(desk: Desk) -> None:
    record = await shared(desk, ForAll())
    record = replace(record, face=2)
    record = replace(record, actions={record.id_of(0): {"is": "Unheard"}})
    await desk.bot.delivery.records.save(record, instead_of=1)

    assert aside(await desk.press(record, by=ANN))


async def test_a_press_beaten_to_the_face_is_drawn_on_top_and_settled(desk: Desk) -> None:
    ForAll.asked.clear()
    record = await shared(desk, ForAll())
    records = Overtaking(desk.bot.store, 3600)
    desk.bot.delivery.records = records

    response = await desk.press(record, by=ANN)

    after = await desk.bot.record(record.out_track_id)
    assert title(response) == after.shown.title
    assert (after.face, after.by) == (3, ANN.key)
    assert desk.settled == [record.out_track_id]
    assert ForAll.asked == [False, True]


class Overtaking(Records):
    """Records of a card that somebody else changes first, once."""

    done = False

    @override
    async def save(self, record: Record, **more: Any) -> bool:
        if not self.done:
            self.done = True
            before = await super().load(record.out_track_id)
            assert before is not None
            await super().save(replace(before, face=before.face + 1), instead_of=before.face)
        return await super().save(record, **more)


async def test_a_shared_card_outlives_what_somebody_asked(desk: Desk) -> None:
    """An alert may stand for weeks without a change; no press of it may close it for all."""
    record = await shared(desk, ForAll())
    shown = await desk.bot.delivery.show(
        Card("cancelled"), desk.bot.target("alert", asker="", asker_user_id=None)
    )

    left = await desk.bot.store.redis.pttl(desk.bot.delivery.records.key(record.out_track_id))

    assert left > 80 * 86_400_000
    assert shown.expires > desk.bot.clock() + 80 * 86_400_000
