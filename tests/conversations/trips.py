"""Counts how often what a person says or presses goes to Redis and waits for it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

import pytest
from typing_extensions import override

from tests.conversations.stage import PATIENCE, Person, Seen, Stage
from tests.far_redis import FarRedis, Trip
from tests.sandbox_server import Json

ROUTINE = (
    "XREADGROUP",
    "XAUTOCLAIM",
    "SCRIPT",
    "CLIENT",
    "SELECT",
    "PSUBSCRIBE",
    "EVALSHA docket:queue",
    "EVALSHA docket:leases",
    "SET docket:leases",
)
"""How the trips begin that docket's polling, and connections, take whatever is said."""

QUIET = {
    "repaint_seconds": 600,
    "watch_seconds": 600,
    "rounds_seconds": 600,
    "redelivery_seconds": 60,
    "lease_seconds": 60,
}
"""Settings under which nothing else is done meanwhile."""

LATENCY_MILLIS = 50
"""Of DingTalk's calls: what goes to Redis before one leaves is told by the clock from what goes after."""


@dataclass(frozen=True, slots=True)
class Count:
    """The trips of a turn: until its card left, and until nothing more came of it."""

    before: tuple[Trip, ...]
    after: tuple[Trip, ...]

    @property
    def to_card(self) -> int:
        return len(self.before)

    @property
    def whole(self) -> int:
        return len(self.before) + len(self.after)

    @override
    def __str__(self) -> str:
        lines = [f"{self.to_card} trips to the card, {self.whole} in all"]
        lines += [f"  {_line(trip)}" for trip in self.before]
        lines += ["  the card"]
        return "\n".join(lines + [f"  {_line(trip)}" for trip in self.after])


def _line(trip: Trip) -> str:
    more = len(trip.asked) - 1
    return f"{trip.name[:100]}{f' and {more} more' if more else ''}"


@dataclass(frozen=True, slots=True)
class Counted:
    """A stage whose bots have their Redis behind a counter."""

    stage: Stage
    far: FarRedis

    async def says(self, person: Person, text: str) -> Count:
        """Say something, and count until docket hears that its turn is over."""
        begun = len(self.far.trips)
        msg_id = await person.sends(text)
        await person.answer_to(msg_id)
        task = f"EVALSHA docket:runs:{person.robot}:{msg_id}"

        def is_over() -> bool:
            # Once to begin with it, once to end it.
            return [trip.name for trip in self.far.trips[begun:]].count(task) >= 2

        await self._until(is_over, begun)
        trips = self._of_turns(begun)
        left = await self._card_left()
        before = tuple(trip for trip in trips if trip.at * 1000 < left + 1)
        return Count(before, tuple(trip for trip in trips if trip not in before))

    async def presses(self, person: Person, card: Seen, label: str) -> tuple[Seen, Count]:
        """Press a button of the fast lane, and count until the bot knows that its ack has left."""
        begun = len(self.far.trips)
        pressed = await person.presses(card, label)

        def is_over() -> bool:
            noted = [
                trip for trip in self.far.trips[begun:] if trip.name.startswith("EVALSHA card:")
            ]
            return len(noted) >= 2

        await self._until(is_over, begun)
        return pressed, Count(tuple(self._of_turns(begun)), ())

    async def _until(self, is_over: Callable[[], bool], begun: int) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                await self.far.until(is_over)
        except TimeoutError:
            pytest.fail(str(Count(tuple(self._of_turns(begun)), ())))

    def _of_turns(self, begun: int) -> list[Trip]:
        return [trip for trip in self.far.trips[begun:] if not _is_routine(trip)]

    async def _card_left(self) -> int:
        calls: list[Json] = await self.stage.sandbox.calls()
        cards = [call["at"] for call in calls if call["template"].endswith("/createAndDeliver")]
        return int(cards[-1])


def _is_routine(trip: Trip) -> bool:
    beats = any(":workers" in argument for asked in trip.asked for argument in asked)
    depths = [asked[0] for asked in trip.asked] == ["MULTI", "XLEN", "ZCOUNT", "ZCOUNT", "EXEC"]
    return trip.name.startswith(ROUTINE) or beats or depths


@asynccontextmanager
async def counted(stage: Stage) -> AsyncIterator[Counted]:
    """Put a counter before the stage's Redis."""
    async with FarRedis(stage.redis_url).open() as far:
        yield Counted(replace(stage, redis_url=far.url), far)
