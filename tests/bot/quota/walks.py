"""Random walks through a space's life: usage, limits, wishes, broken numbers, clocks."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from bot.quota.limits import Free, Level, Limits, Override, Percent, resolve
from bot.quota.samples import Sample
from bot.times.spans import DAY, HOUR

GIB = 1 << 30
WISHES: tuple[tuple[Level, ...] | None, ...] = (
    None,
    (),
    (Percent(50), Percent(100)),
    (Percent(2),),
    (Free(20 * GIB), Percent(80), Free(0)),
    (Percent(95), Percent(80), Percent(90), Percent(80)),
    (Free(200 * GIB), Percent(90)),
)
LIMITS = (0, 1, 50 << 20, 1000, 100 * GIB, 100 * GIB, 500 * GIB, None)


@dataclass(frozen=True, slots=True)
class Look:
    """The arguments of one judgement."""

    sample: Sample | None
    limits: Limits
    now: int
    silenced: bool


def random(seed: int) -> Random:
    """The same numbers for the same seed."""
    return Random(seed)  # noqa: S311 (a test wants to be repeated, and keeps no secret)


def walk(seed: int, looks: int) -> Iterator[Look]:
    """One life of so many looks; most of them are ordinary."""
    rng = random(seed)
    limits = _policy(rng)
    quota = rng.choice(LIMITS)
    used = rng.randrange(130 * GIB)
    now, silenced, gone = 1_700_000_000_000, False, False
    before: Sample | None = None
    for _ in range(looks):
        now += rng.choice((HOUR, HOUR, HOUR, DAY, 3 * DAY, 8 * DAY, 0, -DAY))
        used = _usage(rng, used, quota or limits.soft_quota or 100 * GIB)
        if rng.random() < 0.05:
            quota = rng.choice(LIMITS)
        if rng.random() < 0.03:
            limits = _policy(rng)
        if rng.random() < 0.1:
            silenced = not silenced
        gone = not gone if rng.random() < (0.5 if gone else 0.05) else gone
        sample = None if gone else _broken(rng, Sample(now, used, quota), before)
        before = sample or before
        yield Look(sample, limits, now, silenced)


def _policy(rng: Random) -> Limits:
    soft = rng.choice((None, None, 0, 100 * GIB))
    tiny = rng.choice((None, 0, 2000))
    return resolve(Override(rng.choice(WISHES), soft, tiny), space=Override(rng.choice(WISHES)))


def _usage(rng: Random, used: int, limit: int) -> int:
    """Wander, mostly by a few percent, and stop now and then exactly on a whole percent."""
    kind = rng.random()
    if kind < 0.2:
        return limit * rng.randrange(70, 104) // 100
    if kind < 0.25:
        return used // 3
    return max(0, used + round(limit * rng.gauss(0.01, 0.04)))


def _broken(rng: Random, sample: Sample, before: Sample | None) -> Sample | None:
    """Break one look in ten: false numbers, an old look again, or a wrong clock."""
    ways = (
        replace(sample, used=-1),
        replace(sample, quota=-2),
        replace(sample, used=1 << 61),
        before,
        replace(sample, at=sample.at + rng.choice((-2, 2)) * DAY),
    )
    return rng.choice(ways) if rng.random() < 0.1 else sample
