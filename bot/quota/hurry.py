"""Looks at what file events marked before a plan would, where the settings want it known so soon.

Each look is a counted call, so these leave only while the allowance reaches for others too, and one
at a time: as many spaces as one call takes.
"""

from collections.abc import Awaitable, Callable, Mapping

from bot.access import Organisation
from bot.budget import Governor
from bot.quota.events import FileEvents
from bot.quota.observations.model import Observation
from bot.quota.plan import BATCH, QUARTER
from bot.quota.progress import Progress, ProgressStore


class Hurry:
    """Decides what is looked at apart from any plan."""

    def __init__(
        self,
        *,
        events: FileEvents,
        progress: ProgressStore,
        seen: Callable[[], Awaitable[Mapping[str, Observation]]],
        organisation: Organisation,
        governor: Governor,
        seconds: float,
    ) -> None:
        """``seen`` gives the spaces that are watched; ``seconds`` lie between two such looks."""
        self._events = events
        self._progress = progress
        self._seen = seen
        self._organisation = organisation
        self._governor = governor
        self.seconds = seconds
        self._pause = round(seconds * 1000)

    def is_wanted(self, progress: Progress, now: int) -> bool:
        """Tell whether what is marked need not wait for the plan, which is not made now."""
        return self._pause < QUARTER and not progress.is_time(now)

    async def decided(self, progress: Progress, now: int) -> Progress | None:
        """Note a look at what is marked; None where there is none, or it may not leave now."""
        if not progress.may_hurry(now, self._pause) or await self._organisation.operator() is None:
            return None
        marked = await self._events.marked()
        ids = tuple(sorted(marked & (await self._seen()).keys()))[:BATCH] if marked else ()
        if not ids or (await self._governor.allowance()).looks <= 0:
            return None
        jobs = {f"{now}:events": ids}
        after = await self._progress.update(
            lambda before: before.hurried(jobs, now) if before == progress else None
        )
        if after is not None:
            await self._events.looked_at(ids)
        return after
