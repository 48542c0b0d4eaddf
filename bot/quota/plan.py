"""Decide what to look at now, so that crossings are known soon and the allowance lasts.

Pure: no clock, no storage, no calls. There are two ways to look. A *sweep* reads the whole list, 50
spaces a call (page `queries-a-space-list`), and finds new and deleted spaces in the same calls. A
*close look* asks for up to 30 spaces by id in one call (page
`retrieves-the-space-list-on-the-management-side`).

Every space is swept once a day. In between, a space is due when its own pace says that it may have
crossed a level a while ago, yet not so long that it would be known late: see :data:`WAIT`. A space
that is due takes 29 others along in its call, the soonest due first. How often calls may leave
follows from what is left and how long it must last: a greedy week makes the next one frugal, and
the allowance does not end before the month.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from heapq import nsmallest
from math import ceil, inf

from bot.quota.limits import Limits, mark
from bot.quota.pace import Pace
from bot.quota.samples import Sample
from bot.times.spans import DAY, HOUR, MINUTE

BATCH = 30
PAGE = 50
"""Spaces a close look and a page of the list hold at most."""

QUARTER = 15 * MINUTE
"""Calls leave at most once a quarter of an hour, and so no space is looked at more often."""
WAIT = 40 * MINUTE
"""A look leaves this long after a space may have crossed, for many others will have by then. With
the quarter of an hour until the next call may leave, a crossing is still known within the hour."""
CROWDED = 3 * MINUTE
"""DingTalk asks to avoid the full hour (page `call-frequency-limit`): so much before and after."""
YEARS = 3650
"""Days after which we may as well stop counting."""
AGAIN = HOUR
"""A sweep that broke off is begun again after so long."""
MISSED = HOUR
"""A space that a sweep should have brought, and did not, is looked at after so long."""
EAGER = 0.8
"""Calls may leave this much closer to one another than an even spending of what is left would."""


class Why(StrEnum):
    """Why a space is looked at when it is."""

    LEVEL = "level"
    """Its pace says that it may have crossed a level by then."""
    SWEEP = "sweep"
    """Nothing is expected before the next sweep, which looks at everything."""


class Note(StrEnum):
    """What the allowance does not reach for; people who are shown numbers are told."""

    FEWER_SWEEPS = "fewer sweeps"
    """The share does not pay for a sweep a day: see :attr:`Plan.every`."""
    NO_LOOKS = "no close looks"
    """Sweeps take all that is left: levels are known once a sweep."""
    NOTHING = "nothing"
    """The month's calls are spent."""


@dataclass(frozen=True, slots=True)
class Watched:
    """What the planner knows of a space. Sizes are bytes, times milliseconds since 1970.

    ``level`` is the usage at which something is told next, None where nothing is; ``due`` is when a
    look begins to pay, which for what hardly grows is years away.
    """

    space_id: str
    used: int
    last_seen: int
    pace: Pace
    level: int | None
    due: int

    def chance(self, now: int) -> float:
        """How likely it is that the level has been crossed since the last look, from 0 to 1."""
        if self.level is None or now <= self.last_seen:
            return 0.0
        return self.pace.chance(self.used, self.level, (now - self.last_seen) / DAY)

    def next_look(self, sweep_at: int | None) -> tuple[int, Why]:
        """Say when it is looked at next, and why; ``sweep_at`` is :attr:`Plan.sweep_at`."""
        if sweep_at is None or self.due < sweep_at:
            return self.due, Why.LEVEL
        return sweep_at, Why.SWEEP


@dataclass(frozen=True, slots=True)
class WatchState:
    """Where the watch stands. Times are milliseconds since 1970.

    ``offset`` is the organisation's own, see :func:`offset`. ``began`` is when the last sweep did,
    ``swept`` when the last one did that came to its end, ``looked`` when the last call of any kind
    left. ``page`` is 20 after `param.error.maxresults`; ``may_query`` is False while the operator
    may not use the query.
    """

    offset: int
    began: int | None = None
    swept: int | None = None
    looked: int | None = None
    page: int = PAGE
    may_query: bool = True


@dataclass(frozen=True, slots=True)
class Allowance:
    """What the governor lets the watch spend before ``until``, the end of the month.

    One pot: a call for a sweep is gone for close looks too. ``sweeps`` is at most ``looks``, since
    the lower purpose is refused first.
    """

    looks: int
    sweeps: int
    until: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What to look at now. Times are milliseconds since 1970.

    ``looks`` are the ids of each call. ``next_at`` is when to plan again. ``every`` is how many
    days lie between sweeps as things stand, and ``sweep_at`` when the next regular one begins; both
    are None when none can be paid.
    """

    next_at: int
    sweep: bool = False
    looks: tuple[tuple[str, ...], ...] = ()
    every: int | None = 1
    sweep_at: int | None = None
    note: Note | None = None


_Calls = tuple[bool, tuple[tuple[str, ...], ...]]
"""Whether to sweep, and the ids of each close look."""
_NOTHING: _Calls = False, ()
_A_SWEEP: _Calls = True, ()


@dataclass(frozen=True, slots=True)
class _Means:
    """What can be paid: a sweep costs ``price`` calls and is made each ``every`` days; beyond the
    sweeps ``left`` calls may leave, ``gap`` milliseconds apart."""

    price: int
    every: float
    left: int
    gap: float

    @property
    def days(self) -> int | None:
        """The days between two sweeps; None when none can be paid."""
        return None if self.every == inf else int(self.every)

    def calls(self, watch: WatchState, now: int) -> int:
        """How many calls may leave now."""
        if watch.looked is None or watch.looked > now:
            return min(1, self.left)
        return min(round((now - watch.looked) / self.gap), self.left)


def offset(organisation: str) -> int:
    """Give an organisation its own moment of the day for sweeps, in milliseconds after midnight.

    Looks keep to the same minutes of each quarter of an hour. Organisations are spread over the
    day, and none comes near a full hour.
    """
    number = int.from_bytes(sha256(organisation.encode()).digest()[:8])
    number, quarter = divmod(number, DAY // QUARTER)
    return quarter * QUARTER + CROWDED + number % (QUARTER - 2 * CROWDED)


def usages_to_reach(limits: Limits, quota: int | None) -> tuple[int, ...]:
    """Give the usages in bytes at which something is told, the lowest first."""
    limit = limits.limit(quota)
    if limit is None or not limits.judges(limit):
        return ()
    reached = (-(-mark(level, limit) // 100) for level in limits.levels)
    return tuple(sorted({used for used in reached if used > 0}))


def watched(space_id: str, sample: Sample, levels: Sequence[int], pace: Pace) -> Watched:
    """Say when a space just seen is due again; ``levels`` come from :func:`usages_to_reach`."""
    level = next((mark for mark in levels if mark > sample.used), None)
    days = pace.earliest(sample.used, level) if level is not None else YEARS
    due = sample.at + round(min(days, YEARS) * DAY) + WAIT
    return Watched(space_id, sample.used, sample.at, pace, level, due)


def plan(spaces: Collection[Watched], watch: WatchState, allowance: Allowance, now: int) -> Plan:
    """Decide what to look at at ``now``, in milliseconds since 1970.

    Times that lie after ``now`` were written under a clock that has been set back: what they are
    about counts as not seen at all.
    """
    means = _means(len(spaces), watch, allowance, now)
    sweep_at = _sweep_at(watch, means, now)
    due = [space for space in spaces if _is_due(space, means, now)]
    sweep, looks = _NOTHING
    if not _is_early(watch, now):
        is_regular = sweep_at is not None and sweep_at <= now
        sweep, looks = _A_SWEEP if is_regular else _calls(due, spaces, watch, means, now)
    soonest = now if due else min(_first_due(spaces, now), sweep_at or inf)
    return Plan(
        next_at=_may_leave(watch, max(int(soonest), now + 1)),
        sweep=sweep,
        looks=looks,
        every=means.days,
        sweep_at=sweep_at,
        note=_note(means),
    )


def _means(count: int, watch: WatchState, allowance: Allowance, now: int) -> _Means:
    """Set aside what the month's sweeps cost, and spread the rest evenly."""
    price = max(ceil(count / watch.page), 1)
    time = max(allowance.until - now, QUARTER)
    days = max(time / DAY, 1.0)
    every = max(ceil(days * price / allowance.sweeps), 1) if allowance.sweeps >= price else inf
    left = max(allowance.looks - ceil(days / every) * price, 0)
    return _Means(price, every, left, EAGER * time / left if left else inf)


def _note(means: _Means) -> Note | None:
    if means.every == inf:
        return Note.FEWER_SWEEPS if means.left else Note.NOTHING
    if means.every > 1:
        return Note.FEWER_SWEEPS
    return None if means.left else Note.NO_LOOKS


def _is_early(watch: WatchState, now: int) -> bool:
    """Tell whether it is a full hour, or a call left in this quarter of an hour already.

    Nobody waits for the very first sweep, at which somebody sits and looks.
    """
    if watch.began is None:
        return False
    if (now + CROWDED) % HOUR < 2 * CROWDED:
        return True
    looked = watch.looked
    return looked is not None and looked <= now < _may_leave(watch, looked + 1)


def _sweep_at(watch: WatchState, means: _Means, now: int) -> int | None:
    """Find when the next regular sweep begins."""
    if means.days is None:
        return None
    soonest = _soonest_sweep(watch, now)
    if watch.swept is None or watch.swept > now:
        return soonest
    day = (watch.swept - watch.offset) // DAY + means.days
    return max(day * DAY + watch.offset, soonest)


def _soonest_sweep(watch: WatchState, now: int) -> int:
    """Find when a sweep may begin: at once, unless the last one broke off a short while ago."""
    began = watch.began
    if began is None or began == watch.swept or began > now:
        return now
    return max(began + AGAIN, now)


def _is_due(space: Watched, means: _Means, now: int) -> bool:
    """Tell whether a space is due by its level, or was missed by the sweep."""
    if space.last_seen > now or space.last_seen + means.every * DAY + MISSED <= now:
        return True
    return space.due <= now


def _calls(
    due: list[Watched],
    spaces: Collection[Watched],
    watch: WatchState,
    means: _Means,
    now: int,
) -> _Calls:
    """Choose between a sweep and close looks at what is due, as far as calls may leave."""
    calls, wanted = means.calls(watch, now), ceil(len(due) / BATCH)
    is_worth_it = wanted >= means.price or (wanted > 0 and not watch.may_query)
    may_sweep = means.days is not None and _soonest_sweep(watch, now) <= now
    if is_worth_it and may_sweep and means.price <= calls:
        return _A_SWEEP
    if not watch.may_query:
        return _NOTHING
    chosen = _chosen(due, spaces, min(calls, wanted) * BATCH, now)
    return False, tuple(_batches([space.space_id for space in chosen]))


def _chosen(due: list[Watched], spaces: Collection[Watched], room: int, now: int) -> list[Watched]:
    """Fill the room of some calls: with the likeliest of what is due, or with what is due next."""
    if len(due) >= room:
        return sorted(due, key=lambda space: _urgency(space, now), reverse=True)[:room]
    taken = {space.space_id for space in due}
    others = (
        space
        for space in spaces
        if space.space_id not in taken and space.last_seen + QUARTER <= now
    )
    return due + nsmallest(room - len(due), others, key=lambda space: space.due)


def _urgency(space: Watched, now: int) -> tuple[bool, float, str]:
    """Put what a sweep has missed first, then what is likeliest to have crossed its level."""
    return space.due > now, space.chance(now), space.space_id


def _batches(ids: list[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(ids[start : start + BATCH]) for start in range(0, len(ids), BATCH))


def _first_due(spaces: Collection[Watched], now: int) -> int:
    """Find when the next space is due; no later than in an hour, for much may change meanwhile."""
    first = min((space.due for space in spaces), default=now + HOUR)
    return min(max(first, now), now + HOUR)


def _may_leave(watch: WatchState, at: int) -> int:
    """Give the first moment from ``at`` on at which this organisation's calls may leave."""
    return at + (watch.offset - at) % QUARTER
