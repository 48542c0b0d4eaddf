"""A month of 300 spaces through the sandbox, at high speed, the bot's books against DingTalk's."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from time import time

import pytest

from bench.growth import START, Grown, organisation
from bot.quota.rules import Crossed, Worse
from bot.quota.samples import DAY, HOUR
from bot.storage import Store
from sandbox.app import build_app
from sandbox.server import serving
from sandbox.spaces import Space
from sandbox.world import World
from tests.bot.quota.watching import Watching, watching
from tests.parts import Clock
from tests.sandbox_server import handled

SPACES = 300
DAYS = 30
AT_MOST = 1000
"""Calls that watching them may cost in a month."""


@dataclass(slots=True)
class Truth:
    """What truly happens; the sandbox is made to show it as it is at a moment."""

    world: World
    spaces: list[Grown]
    crossed: Counter[str]

    def at(self, now: int) -> None:
        for grown in self.spaces:
            space = self.world.org.spaces.get(grown.space_id)
            if not grown.exists(now):
                if space is not None:
                    self.world.org.spaces.remove(space)
                continue
            if space is None:
                space = Space(grown.space_id, grown.space_id, "owner", grown.quota, now, now)
                self.world.org.spaces.add(space)
            self.world.org.spaces.set_used(space, grown.sample(now).used)


@asynccontextmanager
async def month(store: Store) -> AsyncIterator[tuple[Watching, Truth]]:
    """An organisation that begins its month, limits of pace off, those of the month on."""
    sandbox = build_app(1)
    async with serving(sandbox) as url, handled(url) as handle:
        await handle.settings(
            qps=0, tokenSeconds=10**7, clockOffsetMillis=START - int(time() * 1000)
        )
        for space in list(sandbox.world.org.spaces):
            sandbox.world.org.spaces.remove(space)
        sandbox.world.org.capacity = 1 << 50
        truth = Truth(sandbox.world, organisation(SPACES, DAYS + 2, seed=4), Counter())
        async with watching(handle, store, Clock(START + HOUR), calls_per_second=10**6) as bot:
            yield bot, truth


async def turn(bot: Watching, truth: Truth) -> None:
    """Let the world be as it is at the bot's time, and let the bot do what it then does."""
    truth.at(bot.clock())
    truth.world.settings = truth.world.settings.model_copy(
        update={"clock_offset_millis": bot.clock() - int(time() * 1000)}
    )
    await bot.tick()


@pytest.mark.timeout(300)
async def test_the_governors_books_agree_with_dingtalks_to_the_call(store: Store) -> None:
    async with month(store) as (bot, truth):
        end = START + DAYS * DAY
        while bot.clock() < end - HOUR:
            await turn(bot, truth)
            bot.clock.at = max((await bot.where()).next_at, bot.clock() + 1)

        counters = (await bot.sandbox.state())["counters"]
        report = await bot.governor.report()
        assert report.calls.used == counters["counted"]
        assert {spent.purpose.value: spent.used for spent in report.purposes if spent.used} == {
            "looks": counters["counted"] - report_of(counters, "GET /v1.0/drive/spaces"),
            "sweeps": report_of(counters, "GET /v1.0/drive/spaces"),
        }
        assert counters["counted"] <= AT_MOST
        assert (await bot.where()).errors == ()
        await told_in_time(bot, truth, end)


def report_of(counters: dict[str, dict[str, int]], api: str) -> int:
    return counters["api"][api]


async def told_in_time(bot: Watching, truth: Truth, end: int) -> None:
    """Every level that was truly crossed a day before the end was told, of the right space."""
    told = {
        telling.space_id
        for telling in await bot.sightings.told()
        if any(isinstance(tell, Crossed | Worse) for tell in telling.tells)
    }
    true = {
        space.space_id
        for space in truth.spaces
        if any(crossing.at < end - DAY for crossing in space.crossings())
    }
    assert true <= told
