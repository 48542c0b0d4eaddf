"""How often a turn goes to Redis and waits: each millisecond in between is paid so often.

docket's own three trips (adding a task, beginning it, ending it) are counted, its polling is not.
"""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest

from tests.conversations.stage import Stage
from tests.conversations.trips import LATENCY_MILLIS, QUIET, Counted, counted

LIMITS = {"help": (25, 33), "spaces": (27, 35), "space Finance": (33, 41), "quota": (41, 49)}
"""The most trips from a message's frame to its card, and in its whole turn."""

CLICK = 8
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


async def test_a_press_of_the_fast_lane_goes_to_redis_a_few_times(count: Counted) -> None:
    admin = await count.stage.alone("manager01")
    await count.says(admin, "spaces")
    listed = list((await admin.cards()).values())[-1]
    card, first = await count.presses(admin, listed, "Next")
    _, second = await count.presses(admin, card, "Previous")
    print(f"\nNext: {first}\nPrevious: {second}")
    assert max(first.whole, second.whole) <= CLICK, str(second)


async def test_a_bot_that_nobody_speaks_to_leaves_redis_alone(stage: Stage) -> None:
    async with counted(stage) as count, count.stage.bot(redelivery_seconds=10):
        admin = await count.stage.alone("manager01")
        await admin.says("help")
        begun, since = len(count.far.trips), time.monotonic()
        async with asyncio.timeout(30):
            await count.far.until(lambda: len(count.far.trips) >= begun + 10 * IDLE)
        took = time.monotonic() - since
        print(f"\nidle: {10 * IDLE / took:.1f} a second")
        assert took >= 10
