"""Decide, from what was known and one new look, what is worth telling.

Pure: no clock, no storage. What is remembered between two looks is one :class:`RuleState` for each
space (or organisation) and its limits. A level is told once; it can be told again only after usage
was 3 points below it at two looks in a row, so usage that trembles around a level keeps quiet.
"""

from dataclasses import dataclass, replace
from typing import Literal

from bot.quota.limits import Level, Limits, mark
from bot.quota.samples import Sample
from bot.sizes import EB
from bot.times.spans import DAY

MARGIN_POINTS = 3
"""A level is left when usage is this many percent of the limit below it …"""
LOOKS = 2
"""… at this many looks in a row. As many a space must be missing before that is said."""
CALM = 7 * DAY
"""An oddity is said again only after a look that came without it for so long, in milliseconds."""

OddKind = Literal["negative", "absurd", "missing", "shrunk", "over_quota"]


@dataclass(frozen=True, slots=True)
class OpenLevel:
    """A level that was told at ``at`` and is not left yet; ``below`` counts the looks below it.

    ``limit`` is the one it was reached against last, in bytes: None where that was not kept.
    """

    level: Level
    at: int
    below: int = 0
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something odd that was said; seen first at ``since`` and last at ``seen``."""

    kind: OddKind
    since: int
    seen: int


@dataclass(frozen=True, slots=True)
class RuleState:
    """What is remembered: small, and written as JSON by pydantic.

    ``sample`` holds the last numbers that could be believed, ``looked`` the time of the last look
    of any kind, ``missed`` the looks in a row without numbers. Times are milliseconds since 1970.
    """

    sample: Sample | None = None
    looked: int | None = None
    told: tuple[OpenLevel, ...] = ()
    odd: tuple[Oddity, ...] = ()
    missed: int = 0


@dataclass(frozen=True, slots=True)
class _Rise:
    """``limit`` is in bytes; ``before`` are the last numbers believed, None at a first look."""

    level: Level
    sample: Sample
    limit: int
    before: Sample | None

    @property
    def full(self) -> bool:
        """Nothing more fits in."""
        return self.sample.used >= self.limit


@dataclass(frozen=True, slots=True)
class Crossed(_Rise):
    """A level was reached while none was open; of several reached at once, the highest."""


@dataclass(frozen=True, slots=True)
class Worse(_Rise):
    """A level above ``was``, the highest that was told before, was reached."""

    was: Level


@dataclass(frozen=True, slots=True)
class Resolved:
    """Usage fell below ``level``; ``still`` is the highest level left open, None if all is well.

    ``limit`` is None where the limit itself went away; ``raised`` says that usage has not fallen,
    but that there is room for more.
    """

    level: Level
    still: Level | None
    sample: Sample
    limit: int | None
    raised: bool = False


@dataclass(frozen=True, slots=True)
class Odd:
    """Numbers that are hard to believe, or that somebody should know about.

    ``negative`` and ``absurd`` (beyond 1 EB): numbers that cannot be; levels stay as they were.
    ``missing``: no numbers at two looks in a row; levels stay as they were.
    ``shrunk``: half of what was used, or more, has gone since the look before.
    ``over_quota``: more is used than DingTalk's own quota allows, and no level says so already.
    """

    kind: OddKind
    sample: Sample | None
    before: Sample | None


Transition = Crossed | Worse | Resolved | Odd


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to remember, and what to tell now."""

    known: RuleState
    transitions: tuple[Transition, ...] = ()


NOTHING_KNOWN = RuleState()


def judge(
    known: RuleState,
    sample: Sample | None,
    limits: Limits,
    now: int,
    *,
    silenced: bool = False,
    cleared: int = 0,
) -> Verdict:
    """Judge one look at a space, or at the organisation's capacity.

    ``sample`` is None when the look gave no numbers. While ``silenced`` (the organisation is full)
    only what is resolved is told; the rest is told afterwards if it is still so. ``cleared`` bytes
    went since the last look at somebody's wish, about which nobody is asked. A look that was
    judged before, or that is older than one judged, changes nothing.
    """
    looked = now if sample is None else min(sample.at, now)
    if known.looked is not None and looked <= known.looked <= now:
        return Verdict(known)
    missed = known.missed + 1 if sample is None else 0
    believed = sample if sample is not None and _broken(sample) is None else None
    open_levels, transitions = known.told, tuple[Transition, ...]()
    if believed is not None:
        open_levels, transitions = _judge_levels(known, believed, limits, now, silenced=silenced)
    kinds = _oddities(known.sample, sample, limits, missed, cleared)
    odd, new = _note_odd(known.odd, kinds, now, silenced=silenced)
    if (
        "over_quota" in new
        and believed is not None
        and _says_over(open_levels, transitions, believed)
    ):
        new.remove("over_quota")
    transitions += tuple(Odd(kind, sample, known.sample) for kind in new)
    return Verdict(
        RuleState(believed or known.sample, looked, open_levels, odd, missed), transitions
    )


def full(known: RuleState, limits: Limits) -> bool:
    """Tell whether there was no room left at the last look; a full organisation silences spaces."""
    if known.sample is None:
        return False
    limit = limits.limit(known.sample.quota)
    if limit is None or known.sample.used < limit:
        return False
    return bool(known.told) or limits.judges(limit, known.sample.used)


def reached(level: Level, used: int, limit: int) -> bool:
    """Tell whether a level is reached: each is by what is full.

    Otherwise asking for more free room than fits in is no level.
    """
    return used >= limit or 0 < mark(level, limit) <= 100 * used


def left(level: Level, used: int, limit: int) -> bool:
    """Tell whether usage is so far below a level that it does not tremble around it."""
    if used >= limit:
        return False
    at = mark(level, limit)
    return at <= 0 or 100 * used <= max(at - MARGIN_POINTS * limit, 0)


def _judge_levels(
    known: RuleState, sample: Sample, limits: Limits, now: int, *, silenced: bool
) -> tuple[tuple[OpenLevel, ...], tuple[Transition, ...]]:
    """Give the levels that are open now, and what to tell of those that opened or were left."""
    limit = _limit(known, sample, limits)
    if limit is None:
        return _fall(known.told, sample, None)
    new = [] if silenced else _new_levels(known.told, sample, limits, limit)
    rises = _rises(known, new, sample, limit) if new else ()
    opened = known.told + tuple(OpenLevel(level, now, limit=limit) for level in new)
    still, falls = _fall(opened, sample, limit)
    return still, rises + falls


def _limit(known: RuleState, sample: Sample, limits: Limits) -> int | None:
    """Give the limit to judge against; None where there is none, or none that means anything.

    One that has shrunk below the smallest that is watched still counts: nothing fits in any more,
    and that is no reason to be quiet.
    """
    limit = limits.limit(sample.quota)
    before = None if known.sample is None else limits.limit(known.sample.quota)
    judges = limits.judges(limit, sample.used) or limits.judges(before)
    is_watched = bool(known.told) or judges
    return limit if is_watched else None


def _new_levels(
    open_levels: tuple[OpenLevel, ...], sample: Sample, limits: Limits, limit: int
) -> list[Level]:
    known = [each.level for each in open_levels]
    return [
        level
        for level in dict.fromkeys(limits.levels)
        if reached(level, sample.used, limit) and level not in known
    ]


def _rises(
    known: RuleState, new: list[Level], sample: Sample, limit: int
) -> tuple[Transition, ...]:
    """Say the highest of the levels reached, unless one as high was told before."""
    order = max(limit, 1)
    level = max(new, key=lambda level: mark(level, order))
    was = _highest(known.told, order)
    if was is None:
        return (Crossed(level, sample, limit, known.sample),)
    if mark(level, order) > mark(was, order):
        return (Worse(level, sample, limit, known.sample, was),)
    return ()


def _says_over(
    open_levels: tuple[OpenLevel, ...], transitions: tuple[Transition, ...], sample: Sample
) -> bool:
    """Tell whether a level says already that more is used than there is quota for."""
    quota = sample.quota or 0
    return any(isinstance(transition, _Rise) for transition in transitions) or any(
        mark(each.level, quota) >= 100 * quota for each in open_levels
    )


def _highest(open_levels: tuple[OpenLevel, ...], limit: int) -> Level | None:
    return max(
        (each.level for each in open_levels), key=lambda level: mark(level, limit), default=None
    )


def _fall(
    open_levels: tuple[OpenLevel, ...], sample: Sample, limit: int | None
) -> tuple[tuple[OpenLevel, ...], tuple[Transition, ...]]:
    if not open_levels:
        return (), ()
    counted = [_counted(each, sample.used, limit) for each in open_levels]
    still = tuple(each for each in counted if each.below < LOOKS)
    gone = [each for each in counted if each.below >= LOOKS]
    if not gone:
        return still, ()
    # The order of levels in percent and in bytes depends on a limit; usage stands in for one.
    order = limit or max(sample.used, 1)
    highest = max(gone, key=lambda each: mark(each.level, order))
    raised = limit is not None and _has_more_room(highest, sample.used, limit)
    return still, (Resolved(highest.level, _highest(still, order), sample, limit, raised),)


def _has_more_room(opened: OpenLevel, used: int, limit: int) -> bool:
    """Tell whether a level was left for a larger limit, and would stand against the one before."""
    before = opened.limit
    return before is not None and before < limit and not left(opened.level, used, before)


def _counted(opened: OpenLevel, used: int, limit: int | None) -> OpenLevel:
    """Count one more look below the level, or start again; without a limit there is no level."""
    if limit is None or left(opened.level, used, limit):
        return replace(opened, below=opened.below + 1)
    return replace(opened, below=0, limit=limit)


def _note_odd(
    odd: tuple[Oddity, ...], kinds: set[OddKind], now: int, *, silenced: bool
) -> tuple[tuple[Oddity, ...], list[OddKind]]:
    """Give what to remember, and the kinds to say: while one stays or soon returns, only once."""
    if not (odd or kinds):
        return odd, []
    said = {oddity.kind for oddity in odd}
    new = [] if silenced else sorted(kinds - said)
    kept = tuple(
        replace(oddity, seen=now) if oddity.kind in kinds else oddity
        for oddity in odd
        if oddity.kind in kinds or now - oddity.seen < CALM
    )
    return kept + tuple(Oddity(kind, now, now) for kind in new), new


def _oddities(
    before: Sample | None, sample: Sample | None, limits: Limits, missed: int, cleared: int
) -> set[OddKind]:
    if sample is None:
        return {"missing"} if missed >= LOOKS else set()
    if broken := _broken(sample):
        return {broken}
    kinds: set[OddKind] = set()
    limit = limits.limit(sample.quota)
    if limit is not None and not limits.judges(limit, sample.used):
        return kinds
    if before is not None and _shrunk(before.used, sample.used, limits, cleared):
        kinds.add("shrunk")
    if sample.quota is not None and sample.used > sample.quota:
        kinds.add("over_quota")
    return kinds


def _broken(sample: Sample) -> Literal["negative", "absurd"] | None:
    numbers = (sample.used, sample.quota or 0)
    if min(numbers) < 0:
        return "negative"
    return "absurd" if max(numbers) > EB else None


def _shrunk(before: int, used: int, limits: Limits, cleared: int) -> bool:
    gone = before - used - cleared
    return before >= max(limits.tiny, 1) and 2 * gone >= before
