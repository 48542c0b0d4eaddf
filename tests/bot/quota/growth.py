"""Synthetic growth in GiB, four steps a day: what a forecast is shown, and what then happens."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from bot.quota.samples import Sample
from bot.times.spans import DAY
from tests.bot.quota.walks import GIB, random

A_DAY = 4
STEP = DAY // A_DAY
LIFE = 500 * A_DAY
START = 1_700_000_000_000


@dataclass(frozen=True, slots=True)
class Case:
    """What is known at ``now``; ``full`` is when the limit is reached, None if it never is.

    Times are milliseconds since 1970, the limit is bytes.
    """

    samples: list[Sample]
    limit: int
    now: int
    full: int | None


Series = Callable[[Random, float], list[float]]
"""Growth at each step of a life, at about so many GiB a day."""


def linear(rng: Random, rate: float) -> list[float]:
    return [rate / A_DAY] * LIFE


def step(rng: Random, rate: float) -> list[float]:
    """Half of the growth is steady, half comes as one upload every few days."""
    every = rng.randrange(2 * A_DAY, 7 * A_DAY)
    first = rng.randrange(every)
    return [
        rate / A_DAY / 2 + (rate / A_DAY / 2 * every if place % every == first else 0)
        for place in range(LIFE)
    ]


def upload(rng: Random, rate: float) -> list[float]:
    """One sudden upload within the steady growth that is seen."""
    growth = linear(rng, rate)
    growth[rng.randrange(5 * A_DAY, 35 * A_DAY)] += rng.uniform(2, 12)
    return growth


def weekly(rng: Random, rate: float) -> list[float]:
    """Growth in working hours only."""
    first = rng.randrange(7)
    return [
        rate * 7 / 5 / 2 * rng.uniform(0.5, 1.5)
        if (place // A_DAY + first) % 7 < 5 and place % A_DAY in {1, 2}
        else 0
        for place in range(LIFE)
    ]


def noisy(rng: Random, rate: float) -> list[float]:
    """What one day puts in or takes out beyond the trend, the next days take back."""
    size = rng.uniform(0.2, 2.5)
    off = [rng.gauss(0, size) for _ in range(LIFE // A_DAY + 1)]
    return [(rate + off[place // A_DAY + 1] - off[place // A_DAY]) / A_DAY for place in range(LIFE)]


def bursty(rng: Random, rate: float) -> list[float]:
    """Uploads of any size at any time, and nothing else."""
    return [rng.expovariate(1) * rate if rng.random() < 1 / A_DAY else 0 for _ in range(LIFE)]


def shrinking(rng: Random, rate: float) -> list[float]:
    return [growth - 1.5 * rate / A_DAY for growth in noisy(rng, rate)]


def flat(rng: Random, rate: float) -> list[float]:
    return noisy(rng, 0)


KINDS: dict[str, Series] = {
    "linear": linear,
    "step": step,
    "upload": upload,
    "weekly": weekly,
    "noisy": noisy,
    "sparse": noisy,
    "bursty": bursty,
    "shrinking": shrinking,
    "flat": flat,
}


def case(kind: str, seed: int) -> Case:
    """One space of a kind, seen for 5 to 35 days and between 60 and 97 % full."""
    rng = random(seed)
    start = rng.uniform(100, 160) if kind == "shrinking" else rng.uniform(20, 60)
    growth = KINDS[kind](rng, rng.uniform(0.3, 1.5))
    used = [max(0.0, each) for each in accumulate(growth, initial=start)]
    today = 36 * A_DAY + rng.randrange(A_DAY)
    limit = used[today] / rng.uniform(0.6, 0.97)
    looked = _looks(rng, kind, today)
    return Case(
        samples=[Sample(START + place * STEP, round(used[place] * GIB)) for place in looked],
        limit=round(limit * GIB),
        now=START + today * STEP,
        full=_full(used, today, limit),
    )


def _looks(rng: Random, kind: str, today: int) -> Sequence[int]:
    history = rng.randrange(5 * A_DAY, 35 * A_DAY)
    if kind == "sparse":
        count = max(3, history // A_DAY // rng.randrange(1, 4))
        return sorted(rng.sample(range(today - history, today), count))
    every = rng.choice((1, 4, 8))
    return range(today % every, today + 1, every)[-(history // every) :]


def _full(used: Sequence[float], today: int, limit: float) -> int | None:
    for place in range(today + 1, len(used)):
        if used[place] >= limit:
            return START + place * STEP
    return None


def straight(days: float, a_day: float = 1.0, start: float = 50.0) -> list[Sample]:
    """A look every six hours for so many days; growth in GiB."""
    return [
        Sample(START + place * STEP, round((start + a_day * place / A_DAY) * GIB))
        for place in range(round(days * A_DAY) + 1)
    ]
