"""The rules once more, written to be obvious: all looks are kept and compared as fractions.

It shares no code with `bot.quota.crossings` but the types.
"""

from fractions import Fraction

from bot.quota.crossings import Crossed, Odd, OddKind, Resolved, Transition, Worse
from bot.quota.limits import Level, Limits, Percent
from bot.quota.samples import Sample

WEEK = 7 * 24 * 3600 * 1000
THREE_POINTS = Fraction(3, 100)


class Naive:
    """All that ever happened to one space."""

    def __init__(self) -> None:
        self.good: list[Sample] = []
        self.times: list[int] = []
        self.gaps = 0
        self.open: dict[Level, list[bool]] = {}
        """Of each open level: was usage well below it, at each look after the one that told?"""
        self.held: dict[Level, int] = {}
        """The limit against which each open level was not well left last."""
        self.seen: dict[OddKind, int] = {}

    def look(
        self, sample: Sample | None, limits: Limits, now: int, *, silenced: bool
    ) -> list[Transition]:
        time = now if sample is None else min(now, sample.at)
        if self.times and time <= self.times[-1] <= now:
            return []
        self.times.append(time)
        self.gaps = self.gaps + 1 if sample is None else 0
        broken = self.broken(sample)
        if sample is None or broken:
            return [*self.odd(broken, sample, now, silenced=silenced)]
        limit_before = any_limit(self.good[-1], limits) if self.good else None
        was_watched = limit_before is not None and limit_before >= max(limits.tiny, 1)
        limit = any_limit(sample, limits)
        if not (self.open or was_watched):
            limit = sensible_limit(sample, limits)
        transitions = self.levels(sample, limit, limits, silenced=silenced)
        risen = any(isinstance(transition, Crossed | Worse) for transition in transitions)
        # Whatever level stands where nothing may be, it stands because something is.
        is_full = {level for level in self.open if limit == 0 or share(level, limit or 1) == 1}
        is_said = risen or bool(is_full)
        sensible = sensible_limit(sample, limits)
        odd = self.odd(self.strange(sample, sensible, limits), sample, now, silenced=silenced)
        self.good.append(sample)
        return transitions + [
            transition for transition in odd if not (is_said and transition.kind == "over_quota")
        ]

    def levels(
        self, sample: Sample, limit: int | None, limits: Limits, *, silenced: bool
    ) -> list[Transition]:
        used, before = sample.used, self.good[-1] if self.good else None
        transitions: list[Transition] = []
        fresh: list[Level] = []
        if limit is not None and not silenced:
            fresh = [
                level
                for level in limits.levels
                if level not in self.open
                and (used >= limit or 0 < share(level, limit) <= Fraction(used, limit))
            ]
            for level in highest(fresh, limit):
                was = highest(list(self.open), limit)
                if not was:
                    transitions.append(Crossed(level, sample, limit, before))
                elif share(was[0], limit or 1) < share(level, limit or 1):
                    transitions.append(Worse(level, sample, limit, before, was[0]))
        for level, below in self.open.items():
            below.append(limit is None or well_below(level, used, limit))
            if limit is not None and not below[-1]:
                self.held[level] = limit
        left = [level for level, below in self.open.items() if below[-2:] == [True, True]]
        for level in left:
            del self.open[level]
        self.open |= {level: [] for level in fresh}
        self.held |= dict.fromkeys(fresh, limit or 0)
        size = limit or max(used, 1)
        still = next(iter(highest(list(self.open), size)), None)
        return transitions + [
            Resolved(level, still, sample, limit, self.was_raised(level, used, limit))
            for level in highest(left, size)
        ]

    def was_raised(self, level: Level, used: int, limit: int | None) -> bool:
        """Tell whether a level would still stand, had the limit not grown."""
        held = self.held[level]
        return limit is not None and held < limit and not well_below(level, used, held)

    def broken(self, sample: Sample | None) -> list[OddKind]:
        if sample is None:
            return ["missing"] if self.gaps >= 2 else []
        if sample.used < 0 or (sample.quota is not None and sample.quota < 0):
            return ["negative"]
        if sample.used > 2**60 or (sample.quota is not None and sample.quota > 2**60):
            return ["absurd"]
        return []

    def strange(self, sample: Sample, limit: int | None, limits: Limits) -> list[OddKind]:
        kinds: list[OddKind] = []
        has_limit = sample.quota is not None or limits.soft_quota is not None
        if has_limit and limit is None:
            return []
        if sample.quota is not None and sample.used > sample.quota:
            kinds.append("over_quota")
        before = self.good[-1].used if self.good else 0
        if before >= max(limits.tiny, 1) and Fraction(sample.used, before) <= Fraction(1, 2):
            kinds.append("shrunk")
        return kinds

    def odd(
        self, kinds: list[OddKind], sample: Sample | None, now: int, *, silenced: bool
    ) -> list[Odd]:
        before = self.good[-1] if self.good else None
        new = [kind for kind in kinds if kind not in self.seen and not silenced]
        for kind in kinds:
            if kind in self.seen or not silenced:
                self.seen[kind] = now
        self.seen = {
            kind: seen for kind, seen in self.seen.items() if kind in kinds or now - seen < WEEK
        }
        return [Odd(kind, sample, before) for kind in new]


def any_limit(sample: Sample, limits: Limits) -> int | None:
    return sample.quota if sample.quota is not None else limits.soft_quota


def sensible_limit(sample: Sample, limits: Limits) -> int | None:
    limit = any_limit(sample, limits)
    means_nothing = limit is None or max(limit, sample.used) < max(limits.tiny, 1)
    return None if means_nothing else limit


def share(level: Level, limit: int) -> Fraction:
    """The part of the limit at which a level is reached."""
    if isinstance(level, Percent):
        return Fraction(level.percent, 100)
    return 1 - Fraction(level.free, limit)


def well_below(level: Level, used: int, limit: int) -> bool:
    if used >= limit:
        return False
    reached_at = share(level, limit)
    return reached_at <= 0 or Fraction(used, limit) <= max(reached_at - THREE_POINTS, Fraction(0))


def highest(levels: list[Level], limit: int) -> list[Level]:
    """The highest, the first of equals; none of none."""
    return sorted(levels, key=lambda level: -share(level, limit or 1))[:1]
