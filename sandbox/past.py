"""How much the spaces of the seeded organisation held before: each has grown in a way of its own.

Nothing of it is kept: it is worked out from what is in a space now, which is where each past ends,
and is the same for the same space at the same time.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from random import Random
from typing import Any

from sandbox.spaces import Space
from sandbox.world import Organisation

MINUTE, HOUR = 60_000, 3_600_000
DAY = 24 * HOUR
BETWEEN = 6 * HOUR
LAST = 10 * MINUTE
"""So long before it is asked for the past ends, in milliseconds."""
CHINA = 8 * HOUR
THURSDAY = 3
"""1970 began on one; a Monday is 0."""
WORKDAYS = 5
WORKS = range(6, 18)
"""Between these hours most work of a day is done, seen a quarter of a day at a time."""
MB = 1 << 20

Weights = Callable[[Random, Sequence[int]], Iterator[float]]
"""Spreads growth over moments (milliseconds since 1970)."""


def _steady(random: Random, moments: Sequence[int]) -> Iterator[float]:
    """Grow all the time, now more, now less."""
    return (random.uniform(0.6, 1.4) for _ in moments)


def _weekdays(random: Random, moments: Sequence[int]) -> Iterator[float]:
    """Grow while people work."""
    for at in moments:
        local = at + CHINA
        works = (local // DAY + THURSDAY) % 7 < WORKDAYS and local % DAY // HOUR in WORKS
        yield random.uniform(0.7, 1.3) if works else 0.0


def _bursts(random: Random, moments: Sequence[int]) -> Iterator[float]:
    """Take large uploads, one every five to nine days, and hardly anything between."""
    left = random.randrange(20)
    for _ in moments:
        left -= 1
        yield random.uniform(0.6, 1.4) if left < 0 else 0.002
        left = random.randrange(20, 36) if left < 0 else left


def _filled(random: Random, moments: Sequence[int]) -> Iterator[float]:
    """Grow until three days ago, when nothing more fitted in."""
    for at in moments:
        yield random.uniform(0.6, 1.4) if at < moments[-1] - 3 * DAY else 0.0


def _flat(_: Random, moments: Sequence[int]) -> Iterator[float]:
    """Stay as it is."""
    return (0.0 for _ in moments)


_GROWN: dict[str, tuple[Weights, int]] = {
    "全员文件夹": (_weekdays, 420 * MB),
    "市场部": (_weekdays, 700 * MB),
    "设计资料": (_steady, 13_600 * MB),
    "Finance": (_weekdays, 760 * MB),
    "产品文档": (_steady, 2_300 * MB),
    "Engineering": (_bursts, 7_600 * MB),
    "销售合同": (_filled, 1_900 * MB),
    "Marketing Archive 2024": (_steady, -6_200 * MB),
    "客户支持": (_weekdays, 310 * MB),
    "会议录像": (_bursts, 520 * MB),
}
"""How spaces have grown, and by how many bytes in sixty days. 设计资料 has room for a week more."""
SIXTY = 60 * DAY


def past(org: Organisation, now: int, days: int) -> dict[str, Any]:
    """What somebody who had looked four times a day would have seen of spaces and of the whole."""
    moments = range(now - LAST - days * DAY, now - LAST + 1, BETWEEN)
    spaces = [_seen(space, org.spaces.used(space), moments) for space in org.spaces]
    sums = [sum(sizes) for sizes in zip(*(each["used"] for each in spaces), strict=True)]
    return {
        "at": list(moments),
        "spaces": spaces,
        "organisation": {"quota": org.capacity, "used": sums or [0 for _ in moments]},
    }


def _seen(space: Space, used: int, moments: Sequence[int]) -> dict[str, Any]:
    """What was in one space at these moments; the last finds what is in it now."""
    spread, grown = _GROWN.get(space.name, (_flat, 0))
    random = Random(space.space_id)  # noqa: S311 - made-up data
    weights = list(spread(random, moments[1:]))
    whole = grown * (moments[-1] - moments[0]) / SIXTY / (sum(weights) or 1)
    sizes = accumulate((round(weight * whole) for weight in weights), initial=0)
    steps = list(sizes)
    before = [max(used - steps[-1] + step, 0) for step in steps]
    return {
        "spaceId": space.space_id,
        "spaceName": space.name,
        "quota": space.quota,
        "used": before,
    }
