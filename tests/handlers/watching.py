"""Lets the watch of an assembled bot look, without a worker and whatever the time of day."""

from dataclasses import replace

from bot.access import Operator
from bot.drive.spaces import Space
from bot.quota.observations.model import Observation, looked
from bot.quota.observations.store import Observations
from bot.quota.progress import Progress, ProgressStore, Sweep
from bot.quota.samples import Sample
from bot.times.spans import DAY
from tests.assembly import Assembly

GB = 1 << 30
SECRET = Space("777000111", "Secret plans", "org", 91 * GB, 100 * GB)
"""A space that the operator sees, and nobody else."""


async def learns(bot: Assembly) -> None:
    """Let the bot know the organisation, as the first message does."""
    await bot.services.organisation.learn((await bot.sandbox.state())["corpId"])


async def named(bot: Assembly, user_id: str = "manager01") -> None:
    """Name an operator, but let nothing be looked at yet."""
    await learns(bot)
    await bot.services.organisation.name_operator(Operator(user_id, "Bob", 1))


async def swept(bot: Assembly) -> None:
    """Name an operator, and look at every space and at the capacity."""
    await named(bot)
    began = await bot.store.now()
    await stands(bot, sweep=Sweep(began), began=began, planned_at=began)
    sampler = bot.services.watch.sampler
    await sampler.sweep(str(began))
    for job in (await bot.services.watch.progress()).jobs:
        await sampler.look(job)


async def stands(bot: Assembly, **changed: object) -> None:
    """Change where the watch stands."""

    def change(progress: Progress) -> Progress:
        return replace(progress, **changed)  # type: ignore[arg-type]  # a test names real members

    await ProgressStore(bot.store).update(change)


async def sees_in_secret(bot: Assembly, space: Space = SECRET) -> None:
    """Let the watch have seen a space that is in nobody's list."""
    await bot.services.watch.sampler.take([space], (), await bot.store.now())


async def remembers(bot: Assembly, space: Space, days: int, *, grown: int) -> None:
    """Let the watch have seen a space grow by so many bytes a day until now."""
    observations, now = Observations(bot.store), await bot.store.now()
    policy = (await bot.services.watch.limits.overrides()).limits(space.id)
    for day in range(days, -1, -1):
        sample = Sample(now - day * DAY, (space.used or 0) - day * grown, space.quota)
        before = (await observations.some([space.id])).get(space.id)
        change = looked(before, Observation(space.id, space.name, sample, sample.at), policy)
        assert change is not None
        await observations.take([change])
