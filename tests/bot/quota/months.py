"""Made-up months that go through the sandbox at high speed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from time import time

from bench.growth import START, Grown, organisation
from bot.storage import Store
from bot.times.spans import HOUR
from sandbox.app import build_app
from sandbox.server import serving
from sandbox.spaces import Space
from sandbox.world import World
from tests.bot.quota.watching import Watching, watching
from tests.parts import Clock
from tests.sandbox_server import handled

DAYS = 30


@dataclass(slots=True)
class Truth:
    """What truly happens; the sandbox is made to show it as it is at a moment."""

    world: World
    spaces: list[Grown]

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
async def month(store: Store, spaces: int) -> AsyncIterator[tuple[Watching, Truth]]:
    """An organisation that begins its month, limits of pace off, those of the month on."""
    sandbox = build_app(1)
    async with serving(sandbox) as url, handled(url, sandbox) as handle:
        await handle.settings(
            qps=0, tokenSeconds=10**7, clockOffsetMillis=START - int(time() * 1000)
        )
        for space in list(sandbox.world.org.spaces):
            sandbox.world.org.spaces.remove(space)
        sandbox.world.org.capacity = 1 << 50
        truth = Truth(sandbox.world, organisation(spaces, DAYS + 2, seed=4))
        async with watching(handle, store, Clock(START + HOUR), calls_per_second=10**6) as bot:
            yield bot, truth


async def turn(bot: Watching, truth: Truth) -> None:
    """Let the world be as it is at the bot's time, and let the bot do what it then does."""
    truth.at(bot.clock())
    truth.world.settings = truth.world.settings.model_copy(
        update={"clock_offset_millis": bot.clock() - int(time() * 1000)}
    )
    await bot.tick()
