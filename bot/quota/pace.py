"""How fast a space fills, and how sure that is: learned sample by sample, in five numbers.

Growth is taken as a walk: so many bytes a day (the *rate*), give or take so many bytes after a day
(the *spread*; after four days it is twice that). A walk suits uploads that come in bursts as well
as steady ones, and answers in closed form when it may reach a level, so that a hundred thousand
spaces are judged in a moment. Only growth counts: what was deleted tells nothing of what will come.
"""

from dataclasses import dataclass
from math import erf, inf, sqrt

from bot.quota.samples import Sample
from bot.times.spans import DAY

HALF_LIFE = 7.0
"""What was seen this many days ago counts half."""
SURE = 2.0
"""How many standard deviations faster than expected a space may grow before it surprises us."""
UNEVEN = 1.0
"""An hour or a day lies off the learned rate by about this share of it, as office hours make it."""
LEAST_SEEN = 1.0
"""Days a space must have been seen before its pace is said."""
UNKNOWN_SPREAD = 0.01
"""The spread before anything is known, as a share of the level that is watched …"""
UNKNOWN_WEIGHT = 0.25
"""… which weighs as much as this many looks."""


@dataclass(frozen=True, slots=True)
class Pace:
    """What the looks at a space say about its growth; older looks have faded.

    ``days`` were seen between ``looks`` looks, in which the space grew ``grown`` bytes. ``rough``
    adds up each growth squared by the days it took, in bytes² a day.
    """

    days: float = 0.0
    looks: float = 0.0
    grown: float = 0.0
    rough: float = 0.0

    def after(self, before: Sample, sample: Sample) -> "Pace":
        """Learn from two looks in a row; looks that go back in time teach nothing."""
        days = (sample.at - before.at) / DAY
        if days <= 0:
            return self
        kept = 0.5 ** (days / HALF_LIFE)
        grown = max(sample.used - before.used, 0)
        return Pace(
            self.days * kept + days,
            self.looks * kept + 1,
            self.grown * kept + grown,
            self.rough * kept + grown * grown / days,
        )

    @property
    def rate(self) -> float:
        """Growth in bytes a day; 0 before anything is known."""
        return self.grown / self.days if self.days else 0.0

    @property
    def said(self) -> float | None:
        """The growth in bytes a day as it is said to people, on the card of a space and in lists
        alike; None before a day was seen, and where nothing grows.
        """
        return (self.rate or None) if self.days >= LEAST_SEEN else None

    def spread(self, level: int) -> float:
        """How far off the rate may be after one day, in bytes, for a space watched at ``level``."""
        known = max(self.rough - self.grown * self.rate, 0.0)
        guessed = UNKNOWN_WEIGHT * (UNKNOWN_SPREAD * level) ** 2
        return sqrt((known + guessed) / (self.looks + UNKNOWN_WEIGHT))

    def earliest(self, used: int, level: int) -> float:
        """Days until ``level`` may be reached: it is sooner only about once in forty times.

        The less time was seen, the less the rate itself is trusted: a quiet night promises no quiet
        week.
        """
        spread = SURE * self.spread(level)
        steady = self.rate * (1 + SURE * UNEVEN) + spread / sqrt(self.days or 1.0)
        return _first_time(level - used, steady, spread)

    def chance(self, used: int, level: int, days: float) -> float:
        """How likely it is that ``level`` has been reached after so many days, from 0 to 1."""
        spread = self.spread(level) * sqrt(days) + UNEVEN * self.rate * days
        ahead = self.rate * days - (level - used)
        return (1 + erf(ahead / spread / sqrt(2))) / 2 if spread else float(ahead >= 0)


def _first_time(gap: int, steady: float, spread: float) -> float:
    """Solve ``steady * t + spread * √t = gap`` for t."""
    if steady <= 0 and spread <= 0:
        return inf
    root = spread + sqrt(spread * spread + 4 * steady * gap)
    return (2 * gap / root) ** 2
