"""How often a turn goes to Redis and waits: each millisecond in between is paid so often.

docket's own three trips (adding a task, beginning it, ending it) are counted, its polling is not.
"""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest

from tests.conversations.stage import Person, Stage
from tests.conversations.trips import LATENCY_MILLIS, QUIET, Counted, counted

LIMITS = {"help": (6, 8), "spaces": (7, 9), "space Finance": (9, 11), "quota": (9, 11)}
"""The most trips from a message's frame to its card, and in its whole turn."""

ELSEWHERE = {**LIMITS, "quota": (11, 13)}
"""The same for who is not an admin alone with a bot that watches nothing: what is foreseen of the
whole capacity is read one after the other.
"""

CLICK = 4
"""The most that a press of the fast lane takes, what is noted after its ack included."""

IDLE = 8
"""The most in a second in which nobody says anything."""


@pytest.fixture
async def count(stage: Stage) -> AsyncIterator[Counted]:
    """A bot that has answered everything once, so that what is kept for long is there."""
    async with counted(stage) as counting, counting.stage.bot(**QUIET):
        admin = await stage.alone("manager01")
        for text in LIMITS:
            await counting.says(admin, text)
        yield counting


@pytest.mark.parametrize("text", LIMITS)
async def test_a_turn_goes_to_redis_a_few_times(count: Counted, text: str) -> None:
    admin = await count.stage.alone("manager01")
    await count.stage.sandbox.settings(latencyMillis=LATENCY_MILLIS)
    turn = await count.says(admin, text)
    print(f"\n{text}: {turn}")
    to_card, whole = LIMITS[text]
    assert turn.to_card <= to_card, str(turn)
    assert turn.whole <= whole, str(turn)


@pytest.mark.parametrize("text", LIMITS)
@pytest.mark.parametrize("situation", ["watched", "refused", "group"])
async def test_it_goes_there_as_seldom_wherever_it_is_said(
    stage: Stage, situation: str, text: str
) -> None:
    """With an operator, of whom the numbers are; by a member whom DingTalk refuses the query of
    spaces by id; in a group.
    """
    async with counted(stage) as count, count.stage.bot(**QUIET):
        person = await _whoever(count, situation)
        for said in LIMITS:
            await count.says(person, said)
        await stage.sandbox.settings(latencyMillis=LATENCY_MILLIS)
        # What ends of an earlier turn may fall into one of them, hardly into both.
        turns = [await count.says(person, text) for _ in range(2)]
        turn = min(turns, key=lambda each: each.whole)

    print(f"\n{situation}, {text}: {turn}")
    to_card, whole = ELSEWHERE[text]
    assert turn.to_card <= to_card, str(turn)
    assert turn.whole <= whole, str(turn)


async def _whoever(count: Counted, situation: str) -> Person:
    """Bring a situation about, and give who speaks in it."""
    admin = await count.stage.alone("manager01")
    await admin.says("help")
    if situation == "group":
        return await count.stage.in_group("staff01")
    await admin.says("/operator me")
    if situation == "watched":
        return admin
    await count.stage.sandbox.settings(managementForMembers=False)
    return await count.stage.alone("staff01")


async def test_rules_cost_no_trip(count: Counted) -> None:
    """They come with what a turn or a press is opened with, and so does the role they are about."""
    admin = await count.stage.alone("manager01")
    for said in (
        "spaces admins everywhere allow",
        "* members everywhere deny",
        "files staff01 here ask",
    ):
        await count.says(admin, f"policy set {said}")
    await count.stage.sandbox.settings(latencyMillis=LATENCY_MILLIS)
    turn = await count.says(admin, "spaces")
    print(f"\nspaces under rules: {turn}")
    to_card, whole = LIMITS["spaces"]
    assert turn.to_card <= to_card, str(turn)
    assert turn.whole <= whole, str(turn)
    card, pressed = list((await admin.cards()).values())[-1], []
    for label in ("Next", "Previous", "Next"):
        card, each = await count.presses(admin, card, label)
        pressed.append(each)
    assert min(each.whole for each in pressed) <= CLICK, str(pressed[0])


async def test_a_press_of_the_fast_lane_goes_to_redis_a_few_times(count: Counted) -> None:
    """Of three, the least: an ack that a busy machine sends late is looked after."""
    admin = await count.stage.alone("manager01")
    await count.says(admin, "spaces")
    card, pressed = list((await admin.cards()).values())[-1], []
    for label in ("Next", "Previous", "Next"):
        card, each = await count.presses(admin, card, label)
        pressed.append(each)
        print(f"\n{label}: {each}")
    assert min(each.whole for each in pressed) <= CLICK, str(pressed[0])


async def test_a_bot_that_nobody_speaks_to_leaves_redis_alone(stage: Stage) -> None:
    async with counted(stage) as count, count.stage.bot(redelivery_seconds=10):
        admin = await count.stage.alone("manager01")
        # What still follows an answer is no idleness.
        await count.says(admin, "help")
        begun, since = len(count.far.trips), time.monotonic()
        async with asyncio.timeout(30):
            await count.far.until(lambda: len(count.far.trips) >= begun + 10 * IDLE)
        took = time.monotonic() - since
        print(f"\nidle: {10 * IDLE / took:.1f} a second")
        assert took >= 10
