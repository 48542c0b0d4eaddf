"""Takes in what everybody's looks show, those of the watch as well as those of people and the
bot's own changes: judged by the organisation's levels, written once.

A number that was shown to anybody is known everywhere at once. What it means for who may see the
space is nothing: what only a member sees is kept for their sake, and named to nobody else.
"""

from collections.abc import (
    Awaitable,
    Callable,
    Collection,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from dataclasses import dataclass

from bot.drive.capacity import Capacity
from bot.drive.spaces import Listing, Space
from bot.quota.crossings import full
from bot.quota.limits import LimitStore, Overrides
from bot.quota.observations.model import Observation, Update, blind, gone, looked, missing
from bot.quota.observations.store import Heard, Observations
from bot.quota.samples import ORGANISATION, Sample
from bot.storage import Clock
from bot.times.spans import MINUTE

SETTLES = MINUTE
"""A look that began before a space was deleted may end after it: for so long it is not believed."""
BATCH = 500
"""Spaces that are written at once: a script holds up everybody else."""

FEW = 100
"""So many may be written along with something else, which waits for them."""

Stir = Callable[[Collection[str]], Awaitable[None]]
"""Looks at once whether spaces are to be told of, by id; asks nothing of DingTalk."""


class Recorder:
    """Takes in spaces and the organisation's capacity, as they are now or not there any more."""

    def __init__(self, observations: Observations, limits: LimitStore, clock: Clock) -> None:
        self._observations = observations
        self._policies = limits
        self._clock = clock

    async def spaces(
        self,
        spaces: Iterable[Space],
        absent: Iterable[str] = (),
        at: int | None = None,
        *,
        watched: bool = True,
    ) -> tuple[Update, ...]:
        """Take in what a look has brought, and what it should have brought and did not, which is
        missing since ``at``; gives what has changed by it.

        ``watched`` tells whether it was the operator's look.
        """
        now = await self._clock()
        brought, missing = {each.id: each for each in spaces}, frozenset(absent)
        look = _Look(brought, missing, now if at is None else at, now, watched)
        taken: list[Update] = []
        for ids in look.batches():
            changes = await self._judged(look, ids)
            taken += await self._observations.take(changes, quiet=not watched)
        return tuple(taken)

    async def shown(self, spaces: Sequence[Space], heard: Heard, *, watched: bool) -> None:
        """Take in what is shown to somebody, at the latest when it is shown: a few along with what
        leaves then. ``heard`` is told what has changed by it.
        """
        if len(spaces) > FEW:
            await heard(await self.spaces(spaces, watched=watched))
            return
        now = await self._clock()
        look = _Look({each.id: each for each in spaces}, frozenset(), now, now, watched)
        changes = await self._judged(look, tuple(look.brought))

        async def written(taken: Sequence[Update]) -> None:
            beaten = [each.seen.space_id for each in changes if each not in taken]
            await heard((*taken, *await self._again(look, beaten)))

        await self._observations.take_later(changes, written, quiet=not watched)

    async def _again(self, look: "_Look", ids: Sequence[str]) -> tuple[Update, ...]:
        """Take in that of a look which another one came before, where that had looked earlier."""
        if not ids:
            return ()
        later = [
            each
            for each in await self._judged(look, ids)
            if each.before is None or each.before.sample.at <= look.now
        ]
        return await self._observations.take(later, quiet=not look.watched)

    async def capacity(self, capacity: Capacity) -> tuple[Update, ...]:
        """Take in what the organisation has in all."""
        used, total, known = capacity.used, capacity.total, capacity.total_known
        return await self.spaces([Space(ORGANISATION, "", "org", used, total, quota_known=known)])

    async def lost(self, space_id: str) -> tuple[Update, ...]:
        """Take in that a space is not there: somebody deleted it, or DingTalk says so."""
        await self._observations.silent.drop([space_id])
        before = (await self._observations.before([space_id])).seen.get(space_id)
        if before is None:
            return ()
        return await self._observations.take([gone(before, await self._clock())])

    async def _judged(self, look: "_Look", ids: Sequence[str]) -> list[Update]:
        """Say what a look at some changes; one at what is lately gone may have begun before."""
        before = await self._observations.before([*ids, ORGANISATION])
        since = look.now - SETTLES
        late = {each for each in ids if since < before.gone.get(each, 0) <= look.now}
        found = {each: look.brought[each] for each in ids if each in look.brought.keys() - late}
        spaces = [each for each in found.values() if each.id != ORGANISATION]
        await self._observations.silent.note(spaces, before.silent)
        overrides = await self._policies.overrides()
        bench = _Bench(before.seen, overrides, look.at, look.now, look.watched)
        judged = (
            bench.judged(each, found.get(each))
            for each in ids
            if each in found or each in look.absent
        )
        return [change for change in judged if change is not None]


async def _nobody(_: Collection[str]) -> None:
    """Stir nobody."""


class Intake:
    """Hears of all that DingTalk shows to anybody; the watch's own rounds it need not hear of."""

    def __init__(
        self,
        recorder: Recorder,
        observations: Observations,
        watches: Callable[[str], Awaitable[bool]],
    ) -> None:
        """``watches`` tells whether a unionId is that of the operator."""
        self._recorder = recorder
        self._observations = observations
        self._watches = watches
        self.stir: Stir = _nobody
        """Set by whoever tells conversations."""

    async def saw(self, viewer: str, spaces: Sequence[Space]) -> None:
        """Take in some spaces as they are now, read as ``viewer`` (a unionId)."""
        if spaces:
            watched = await self._watches(viewer)
            await self._recorder.shown(spaces, self._stirred, watched=watched)

    async def listed(self, viewer: str, listing: Listing) -> None:
        """Take in all that ``viewer`` sees. What is missing there says something only where the
        operator looks, since others do not see all there is, and where all of it could be read.
        """
        watched = await self._watches(viewer)
        absent = await self._watched() if watched and not listing.unread else ()
        await self._stirred(await self._recorder.spaces(listing.spaces, absent, watched=watched))

    async def measured(self, capacity: Capacity) -> None:
        """Take in the organisation's capacity."""
        await self._stirred(await self._recorder.capacity(capacity))

    async def made(self, space: Space) -> None:
        """Take in a space that the bot has made; the watch will find it."""
        await self._stirred(await self._recorder.spaces([space]))

    async def lost(self, space_id: str) -> None:
        """Take in that a space is not there any more, since the bot has deleted it."""
        await self._stirred(await self._recorder.lost(space_id))

    async def denied(self, viewer: str, space_id: str) -> None:
        """Take in that DingTalk says to ``viewer`` in words that there is no such space. Of what
        others than the operator are not given, nobody knows whether it is gone.
        """
        if await self._watches(viewer):
            await self.lost(space_id)

    async def _watched(self) -> Sequence[str]:
        seen = await self._observations.all()
        return [
            each.space_id for each in seen.values() if each.watched and _is_space(each.space_id)
        ]

    async def _stirred(self, changes: Sequence[Update]) -> None:
        if news := {change.seen.space_id for change in changes if change.is_news}:
            await self.stir(news)


@dataclass(frozen=True, slots=True)
class _Look:
    """What a look has brought at ``now``, and what it should have and did not, since ``at``."""

    brought: Mapping[str, Space]
    absent: frozenset[str]
    at: int
    now: int
    watched: bool

    def batches(self) -> Iterator[tuple[str, ...]]:
        """Give the ids of all, so many at once as may be written at once."""
        ids = (*self.brought, *sorted(self.absent - self.brought.keys()))
        return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))


@dataclass(frozen=True, slots=True)
class _Bench:
    """What looks are judged by: what was known before, and what the admins want.

    ``at`` is since when what was not brought is missing, ``now`` when the rest was.
    """

    before: Mapping[str, Observation]
    overrides: Overrides
    at: int
    now: int
    watched: bool

    def judged(self, space_id: str, space: Space | None) -> Update | None:
        """Judge one space; None for what changes nothing. Without its usage it is found, and no
        more.
        """
        before, limits = self.before.get(space_id), self.overrides.limits(space_id)
        if space is None:
            return None if before is None else missing(before, limits, self.at)
        if space.used is None:
            return None if before is None else blind(before, space.name, self.now)
        sample = Sample(self.now, space.used, space.quota, space.quota_known)
        silenced = space_id != ORGANISATION and self._is_full()
        found = Observation(space_id, space.name, sample, self.now, created=_created(space))
        return looked(before, found, limits, silenced=silenced, watched=self.watched)

    def _is_full(self) -> bool:
        """Tell whether the organisation has no room left: then its spaces wait in silence."""
        organisation = self.before.get(ORGANISATION)
        limits = self.overrides.limits(ORGANISATION)
        return organisation is not None and full(organisation.known, limits)


def _created(space: Space) -> int:
    return int(space.created.timestamp() * 1000) if space.created else 0


def _is_space(space_id: str) -> bool:
    return space_id != ORGANISATION
