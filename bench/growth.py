"""Made-up organisations whose spaces fill up in ways real ones do, the same for the same seed."""

from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate
from math import ceil
from random import Random

from bot.quota.limits import Limits
from bot.quota.plan import usages_to_reach
from bot.quota.samples import Sample
from bot.times.spans import DAY, HOUR

START = int(datetime(2026, 5, 31, 16, tzinfo=UTC).timestamp() * 1000)
"""A Monday and the first of a month, midnight in China."""

GIB = 1 << 30
QUOTAS = (10, 20, 50, 100, 200, 500, 1000)
"""In GiB."""
USUAL_RATE = 0.003
"""Half of all spaces grow less than this share of their quota a day, one in 20 five times it."""
OFFICE_DAYS, OFFICE_HOURS = range(5), range(9, 18)
SHARES = {
    "steady": 40,
    "weekly": 20,
    "bursty": 15,
    "sudden": 5,
    "shrinking": 10,
    "new": 5,
    "deleted": 5,
}
"""How many of a hundred spaces grow which way."""

Steps = Callable[[Random, float, int], Iterator[float]]


@dataclass(frozen=True, slots=True)
class Crossing:
    """A level reached at ``at``, in milliseconds since 1970."""

    at: int
    mark: int


@dataclass(frozen=True, slots=True)
class Grown:
    """What truly happens in a space: nobody but the simulation looks at it.

    ``curve`` holds the bytes used at each full hour from START on; between them usage goes in a
    straight line. The space exists from ``born`` until ``gone``.
    """

    space_id: str
    kind: str
    quota: int
    curve: "array[float]"
    born: int
    gone: int

    def exists(self, at: int) -> bool:
        return self.born <= at < self.gone

    def sample(self, at: int) -> Sample:
        """Give what DingTalk would say at a moment."""
        hour, past = divmod(at - START, HOUR)
        low, high = self.curve[hour : hour + 2]
        return Sample(at, int(low + (high - low) * past / HOUR), self.quota)

    def crossings(self) -> list[Crossing]:
        """Find when each level is reached while the space exists; what it is born with is none."""
        first = (self.born - START) // HOUR
        found = []
        for mark in usages_to_reach(Limits(), self.quota):
            hour = next((h for h in range(first, len(self.curve)) if self.curve[h] >= mark), first)
            if hour > first:
                low, high = self.curve[hour - 1 : hour + 1]
                at = START + ceil((hour - 1 + (mark - low) / (high - low)) * HOUR)
                if self.exists(at):
                    found.append(Crossing(at, mark))
        return sorted(found, key=lambda crossing: crossing.at)


def organisation(count: int, days: int, seed: int) -> list[Grown]:
    """Make an organisation of ``count`` spaces, new and deleted ones included."""
    random = Random(seed)  # noqa: S311 (made-up data)
    kinds = random.choices(list(SHARES), weights=list(SHARES.values()), k=count)
    return [_grown(random, str(3_300_000_000 + n), kind, days) for n, kind in enumerate(kinds)]


def _grown(random: Random, space_id: str, kind: str, days: int) -> Grown:
    quota = random.choice(QUOTAS) * GIB
    hours = days * 24 + 1
    rate = USUAL_RATE * quota * random.lognormvariate(0, 1) / 24
    steps = STEPS.get(kind, _steady)(random, rate, hours)
    start = quota * random.uniform(0.05, 0.99)
    curve = array(
        "d", accumulate(steps, lambda used, step: _held(used + step, quota), initial=start)
    )
    moment = START + random.randrange(days * DAY)
    born = moment - moment % HOUR if kind == "new" else START
    gone = moment if kind == "deleted" else START + 2 * days * DAY
    return Grown(space_id, kind, quota, curve, born, gone)


def _held(used: float, quota: int) -> float:
    """Keep usage between nothing and the quota, beyond which uploads fail."""
    return min(max(used, 0.0), float(quota))


def _steady(random: Random, rate: float, hours: int) -> Iterator[float]:
    """Grow every hour, now more, now less."""
    return (rate * random.gammavariate(2, 0.5) for _ in range(hours))


def _weekly(random: Random, rate: float, hours: int) -> Iterator[float]:
    """Grow on working days during office hours only, as much in a week as steady ones."""
    busy = 7 * 24 / (len(OFFICE_DAYS) * len(OFFICE_HOURS))
    for hour in range(hours):
        works = hour // 24 % 7 in OFFICE_DAYS and hour % 24 in OFFICE_HOURS
        yield busy * rate * random.gammavariate(2, 0.5) if works else 0.0


def _bursty(random: Random, rate: float, hours: int) -> Iterator[float]:
    """Take all growth in uploads, one every two days on average, each within an hour."""
    apart = 48
    for _ in range(hours):
        comes = random.random() < 1 / apart
        yield apart * rate * random.expovariate(1) if comes else 0.0


def _sudden(random: Random, rate: float, hours: int) -> Iterator[float]:
    """Hardly grow, until somebody uploads a lot at once."""
    moment, size = random.randrange(hours), rate * 24 / USUAL_RATE * random.uniform(0.05, 0.3)
    for hour in range(hours):
        yield size if hour == moment else rate * 0.1


def _shrinking(random: Random, rate: float, hours: int) -> Iterator[float]:
    return (-step for step in _steady(random, rate, hours))


STEPS: dict[str, Steps] = {
    "weekly": _weekly,
    "bursty": _bursty,
    "sudden": _sudden,
    "shrinking": _shrinking,
}
