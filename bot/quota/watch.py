"""The watch: looks where looking pays, and tells what it knows.

One tick an interval, whatever the number of replicas, asks the planner; what it decides is noted
before it is done, and done by tasks of one batch each, which any replica takes. A tick that finds
such work left queues it again: docket refuses a task that is queued or running already.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from bot.access import Organisation
from bot.budget import Governor
from bot.dingtalk.contacts import LEFT
from bot.documents import Changed
from bot.drive.spaces import Listing, Space
from bot.errors import NotAuthorized
from bot.quota.events import FileEvents, Switched
from bot.quota.forecast import forecast
from bot.quota.hurry import Hurry
from bot.quota.limits import LimitStore, Overrides
from bot.quota.observations.intake import Intake
from bot.quota.observations.model import Observation
from bot.quota.observations.sampler import PERSON, OperatorLost, Sampler
from bot.quota.observations.store import Observations
from bot.quota.outlook import Next, Outlook, Overview
from bot.quota.plan import QUARTER, Allowance, Plan, Watched, offset, plan
from bot.quota.progress import Progress, ProgressStore
from bot.quota.samples import ORGANISATION, Sample
from bot.storage import Clock
from bot.tasks import Tasks
from bot.times.spans import HOUR

T = TypeVar("T")

FIRST_SECONDS, AGAIN_SECONDS = 20, 0.5
"""So long the first look is waited for, by whoever cannot go on without it, and so often."""

LOOK = "look"
SWEEP = "sweep"
"""The tasks; their arguments are a job's name, and when the sweep began."""


class Watch:
    """Decides what to look at, and gives what is known."""

    def __init__(
        self,
        *,
        tasks: Tasks,
        sampler: Sampler,
        intake: Intake,
        observations: Observations,
        limits: LimitStore,
        progress: ProgressStore,
        events: FileEvents,
        organisation: Organisation,
        governor: Governor,
        clock: Clock,
        look_at: Callable[[str, str], Awaitable[Space | None]],
        notify: Callable[[], Awaitable[None]],
        event_seconds: float,
    ) -> None:
        """``look_at`` reads one space now, as a unionId; ``notify`` tells the admins news;
        ``event_seconds`` are as :class:`Hurry` has them.
        """
        self._tasks = tasks
        self.sampler = sampler
        self.intake = intake
        self.observations = observations
        self.limits = limits
        self._progress = progress
        self.events = events
        self._organisation = organisation
        self._governor = governor
        self._clock = clock
        self._look_at = look_at
        self.notify = notify
        self.hurry = Hurry(
            events=events,
            progress=progress,
            seen=self.seen,
            organisation=organisation,
            governor=governor,
            seconds=event_seconds,
        )

    def begin(self, seconds: float) -> None:
        """Tick once in so many seconds, and take part in what is planned."""
        self._tasks.register(LOOK, self.sampler.look)
        self._tasks.register(SWEEP, self.sampler.sweep)
        self._tasks.every(seconds, "watch", self.tick)
        self._tasks.every(seconds, "notices", self.notify)

    async def tick(self) -> None:
        """Queue what is left to do, or plan what to do next."""
        progress, now = await self._progress.load(), await self._clock()
        await self._spare_messages(now)
        if progress.is_stuck(now):
            await self._progress.update(lambda stuck: stuck.dropped())
        elif progress.is_busy:
            await self._queue(progress)
        elif self.hurry.is_wanted(progress, now):
            if after := await self.hurry.decided(progress, now):
                await self._queue(after)
        else:
            marked = await self._marked(progress, now)
            if marked or progress.is_time(now):
                await self._plan(progress, marked, now)

    async def _spare_messages(self, now: int) -> None:
        """Switch file events off once half of the bot's share of stream messages is gone."""
        if await self.events.switched() is None:
            return
        messages = (await self._governor.report()).messages
        if 2 * messages.used >= messages.share:
            await self._progress.update(lambda before: before.troubled("events", "half", now))
            await self.switch_events_off()

    async def _marked(self, progress: Progress, now: int) -> frozenset[str]:
        """Give the spaces that file events marked, once calls may leave again."""
        return await self.events.marked() if _may_leave(progress, now) else frozenset()

    async def _plan(self, progress: Progress, marked: frozenset[str], now: int) -> None:
        corp_id = await self._organisation.corp_id()
        if corp_id is None or await self._organisation.operator() is None:
            return
        seen = await self.observations.all()
        overrides = await self.limits.overrides()
        left = await self._governor.allowance()
        allowance = Allowance(left.looks, left.sweeps, left.until)
        state = progress.watch_state(offset(corp_id), now)

        def decide() -> Plan:
            spaces = _planned(seen, overrides, progress)
            return plan(_marked(spaces, marked, now), state, allowance, now)

        decided = await asyncio.to_thread(decide)
        jobs = {f"{now}:{place}": ids for place, ids in enumerate(decided.looks)}
        due = _organisation_is_due(seen.get(ORGANISATION), overrides, progress, now)
        if due and left.looks > 0:
            jobs[f"{now}:capacity"] = (ORGANISATION,)
        after = await self._progress.update(
            lambda before: before.planned(decided, jobs, now) if before == progress else None
        )
        if after is not None:
            await self._queue(after)
            planned = marked if decided.sweep else {each for ids in decided.looks for each in ids}
            await self.events.looked_at(planned & marked)

    async def _queue(self, progress: Progress) -> None:
        for job in progress.jobs:
            await self._tasks.add(LOOK, job, key=f"{LOOK}:{job}")
        if progress.sweep is not None:
            began = str(progress.sweep.began)
            await self._tasks.add(SWEEP, began, key=f"{SWEEP}:{began}")

    async def taken_over(self, viewer: str, listing: Listing) -> None:
        """Begin as another operator, a unionId, whose list was read to name them: so what they see
        is known at once.
        """
        await self.intake.listed(viewer, listing)
        await self.begin_anew()

    async def begin_anew(self) -> None:
        """Plan at the next tick: somebody has named another operator, or other limits."""
        await self._progress.update(
            lambda progress: replace(
                progress.mended("operator", "query", "capacity"),
                next_at=0,
                halted_until=0,
                no_query_until=0,
            )
        )

    async def switch_events_on(self, by: str) -> Changed[Switched]:
        """Let file events mark spaces as due, from now on; raises as :meth:`now` does."""
        corp_id = await self._organisation.corp_id() or ""
        switched = Switched(by, await self._clock())
        made = await self._as_operator(
            lambda viewer: self.events.switch_on(corp_id, viewer, switched)
        )
        await self._progress.update(lambda progress: progress.mended("events"))
        return made

    async def switch_events_off(self) -> Changed[Switched]:
        """Let them mark nothing any more. Raises PlatformError when DingTalk goes on sending."""
        made = await self.events.ignore()
        await self.unsubscribe()
        return made

    async def unsubscribe(self, viewer: str = "") -> None:
        """Have no file events sent any more, as a unionId: the operator's if left out.

        Raises OperatorLost where that is nobody's, and PlatformError when DingTalk goes on sending.
        """
        corp_id = await self._organisation.corp_id() or ""
        if viewer:
            await self.events.sync(corp_id, viewer)
        else:
            await self._as_operator(lambda operator: self.events.sync(corp_id, operator))

    async def now(self, space_id: str) -> tuple[Space, Outlook | None] | None:
        """Look at one space at once, as the operator; None if there is no such space.

        There is no outlook while its usage was never said. Raises OperatorLost, PlatformError, and
        NoAllowance when the month's share is used.
        """
        try:
            found = await self._as_operator(lambda viewer: self._look_at(space_id, viewer))
        except OperatorLost as lost:
            await self.sampler.halt(lost)
            raise
        if await self.lost_operator():
            await self.begin_anew()  # they can read again
        return None if found is None else (found, await self.outlook(space_id))

    async def _as_operator(self, ask: Callable[[str], Awaitable[T]]) -> T:
        """Ask DingTalk as the operator, a unionId; raises OperatorLost when it refuses them.

        That they are nobody any more is noted at once; what a refusal means, the caller knows.
        """
        try:
            viewer = await self.sampler.viewer()
        except OperatorLost as lost:
            await self.sampler.halt(lost)
            raise
        try:
            return await ask(viewer)
        except (NotAuthorized, *PERSON) as refused:
            raise await self.sampler.lost(refused) from refused

    async def heard(self, kind: str, data: dict[str, object]) -> None:
        """Take in an event: of a file, or that the operator has left (`user_leave_org`)."""
        operator = await self._organisation.operator() if kind == LEFT else None
        left = data.get("userId")
        if operator is not None and isinstance(left, list) and operator.user_id in left:
            await self.sampler.halt(OperatorLost(LEFT, name=operator.name, at=await self._clock()))
        await self.events.note(kind, data)

    async def check_operator(self) -> None:
        """Stop looking as the operator if they may not lend their eyes any more; the admins hear
        of it.
        """
        try:
            await self.sampler.viewer()
        except OperatorLost as lost:
            await self.sampler.halt(lost)

    async def lost_operator(self) -> OperatorLost | None:
        """Tell whether the operator cannot read the list any more, by name."""
        trouble = (await self._progress.load()).troubles.get("operator")
        operator = await self._organisation.operator()
        if trouble is None or operator is None:
            return None
        return OperatorLost(trouble.code, name=operator.name, at=trouble.at)

    async def first_look(self) -> bool:
        """Wait until spaces have been looked at once, for a while; tells whether they have.

        Raises OperatorLost.
        """
        if lost := await self.lost_operator():
            raise lost
        if await self._has_looked():
            return True
        await self.tick()
        for _ in range(round(FIRST_SECONDS / AGAIN_SECONDS)):
            await asyncio.sleep(AGAIN_SECONDS)
            if await self._has_looked():
                return True
        if lost := await self.lost_operator():
            raise lost
        return False

    async def _has_looked(self) -> bool:
        return bool(await self.seen()) or (await self._progress.load()).swept is not None

    async def changed(self, space_ids: Iterable[str]) -> None:
        """Look soon at those of these that are watched: the bot has taken something out of them."""
        seen = await self.seen()
        for space_id in seen.keys() & set(space_ids):
            await self.events.changed(space_id)

    async def seen(self) -> dict[str, Observation]:
        """Give what is known of every space that is watched, by id.

        Not of the organisation's capacity, nor of what only others than the operator see.
        """
        seen = await self.observations.all()
        return {
            space_id: each
            for space_id, each in seen.items()
            if each.watched and space_id != ORGANISATION
        }

    async def outlook(self, space_id: str = ORGANISATION) -> Outlook | None:
        """Give all that is known of one space, or of the organisation; None before it was seen."""
        seen = (await self.observations.some([space_id])).get(space_id)
        if seen is None:
            return None
        limits = (await self.limits.overrides()).limits(space_id)
        samples = await self.observations.history(space_id)
        progress, now = await self._progress.load(), await self._clock()
        limit = limits.limit(seen.sample.quota)
        foreseen = await asyncio.to_thread(forecast, samples, limit, now)
        if not seen.watched or await self._organisation.operator() is None:
            return Outlook(seen, limits, foreseen)
        return Outlook(seen, limits, foreseen, *seen.planned(limits).next_look(progress.sweep_at))

    async def history(self, space_id: str) -> tuple[Sample, ...]:
        """Give all samples of a space, the oldest first."""
        return await self.observations.history(space_id)

    async def progress(self) -> Progress:
        """Say where the watch stands, and what the allowance does not reach for."""
        return await self._progress.load()

    async def overview(self) -> Overview:
        """Say when each space is looked at next, and what went wrong last."""
        progress, overrides = await self._progress.load(), await self.limits.overrides()
        nexts = [
            Next(each, *each.planned(overrides.limits(space_id)).next_look(progress.sweep_at))
            for space_id, each in (await self.seen()).items()
        ]
        nexts.sort(key=lambda each: (each.at, each.seen.name))
        operator = await self._organisation.operator()
        return Overview(operator, progress, tuple(nexts), await self._clock())


def _planned(
    seen: Mapping[str, Observation], overrides: Overrides, progress: Progress
) -> list[Watched]:
    """Give the planner the spaces; while the query refuses what is gone, not those that may be."""
    return [
        each.planned(overrides.limits(space_id))
        for space_id, each in seen.items()
        if space_id != ORGANISATION and each.watched and not (progress.strict and each.missed)
    ]


def _marked(spaces: list[Watched], marked: frozenset[str], now: int) -> list[Watched]:
    """Let spaces be due at once of which an event has told that they have changed."""
    return [
        replace(each, due=min(each.due, now)) if each.space_id in marked else each
        for each in spaces
    ]


def _may_leave(progress: Progress, now: int) -> bool:
    """Tell whether no call has left for a quarter of an hour."""
    return progress.looked is None or not now - QUARTER < progress.looked <= now


def _organisation_is_due(
    seen: Observation | None, overrides: Overrides, progress: Progress, now: int
) -> bool:
    """Tell whether the capacity may have crossed a level; each sweep looks at it besides."""
    if seen is None or "capacity" in progress.troubles:
        return False
    due = seen.planned(overrides.limits(ORGANISATION)).due
    return _may_leave(progress, now) and due <= now and seen.sample.at + HOUR <= now
