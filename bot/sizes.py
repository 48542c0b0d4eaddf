"""The units of size: powers of 1,024 under the names that DingTalk shows; and sizes as shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import product
from typing import Final, Literal

UNITS: Final = ("B", "KB", "MB", "GB", "TB", "PB", "EB")
"""Each is 1,024 of the one before."""
MB: Final = 1 << 20
GB: Final = 1 << 30
EB: Final = 1 << 60
"""No more bytes are believed, nor taken from anybody."""

_DECIMALS = (0, 1, 2)
_LIKE = Fraction(1, 20)
"""The smaller number may be shown so much larger or smaller than it is …"""
_ALIKE = Fraction(1, 200)
"""… a limit so much …"""
_SAME = Fraction(1, 50)
"""… and, where the units differ, so much is what is taken off beside what is shown of it."""
_TREMBLE = Fraction(1, 1000)
"""What lacks so few percent of a whole one shows as that, since numbers as shown may be it."""

Nearly = Literal["", "<", ">"]


def bytes_of(unit: str) -> int:
    """Give the bytes of one unit."""
    return 1 << 10 * UNITS.index(unit)


@dataclass(frozen=True, slots=True)
class ShownSize:
    """A size as people read it: so many of a unit, an index of :data:`UNITS`.

    ``nearly`` says that it is a little less, or more, than can be shown.
    """

    value: Fraction
    unit: int
    nearly: Nearly = ""

    @property
    def bytes(self) -> Fraction:
        """Give the bytes that somebody would work out from it."""
        return self.value * (1 << 10 * self.unit)


@dataclass(frozen=True, slots=True)
class Amounts:
    """What is used of a limit and what is left of it, or what is over it, as they are shown.

    Both together are the limit, to the last place of its own; the share that they show, rounded
    down, is that of what is used.
    """

    used: ShownSize
    limit: ShownSize
    left: ShownSize


@lru_cache(maxsize=1024)  # a card shows the same numbers again each time it is drawn, until it fits
def percent_of(ratio: float | Fraction) -> int:
    """Give a share in whole percent, rounded down: only what is full is 100."""
    whole = int(Fraction(ratio) * 100 + _TREMBLE)
    return min(whole, 99) if ratio < 1 else whole


@lru_cache(maxsize=1024)  # as above
def shown(size: float) -> ShownSize:
    """Show a size alone: with one decimal below 10."""
    value, unit = Fraction(size), 0
    while _rounded(value) >= 1024 and unit < len(UNITS) - 1:  # noqa: PLR2004 - bytes
        value, unit = value / 1024, unit + 1
    return ShownSize(_rounded(value), unit)


def _rounded(value: Fraction) -> Fraction:
    below_ten = value < Fraction("9.95")  # what is more shows as 10
    return _to(value, Fraction(1, 10) if below_ten else Fraction(1))


def _to(value: Fraction, step: Fraction) -> Fraction:
    return (value / step + Fraction(1, 2)).__floor__() * step


@lru_cache(maxsize=1024)  # as above
def amounts(used: int, limit: int) -> Amounts:
    """Show what is used of a limit, both in bytes, so that the numbers agree."""
    if limit <= 0 or used <= 0 or used == limit:
        return Amounts(shown(used), shown(limit), shown(abs(limit - used)))
    agreeing = (each for each in _ways(used, limit) if _agrees(each, used, limit))
    return next(agreeing, None) or _nearly(used, limit)


def _ways(used: int, limit: int) -> Iterator[Amounts]:
    """Give ways to show them, the simplest first: the larger is the limit as it is shown, without
    the smaller as that is shown, or with what is over.
    """
    small = min(used, limit - used) if used < limit else used - limit
    own = shown(limit).unit
    for unit, decimals in product((own, max(own - 1, 0)), _DECIMALS):
        step = Fraction(1, 10**decimals)
        whole = ShownSize(_to(Fraction(limit, 1 << 10 * unit), step), unit)
        for part in _parts(small, unit, step):
            exact = part.bytes / (1 << 10 * unit)
            kept = _to(exact, step)
            if kept and abs(kept - exact) <= _SAME * exact:
                rest = ShownSize(whole.value + (kept if used > limit else -kept), unit)
                yield Amounts(part, whole, rest) if small == used else Amounts(rest, whole, part)


def _parts(small: int, unit: int, step: Fraction) -> Iterator[ShownSize]:
    """Give ways to show the smaller: in the unit of the limit to its last place, or in its own."""
    alone = shown(small)
    if alone.unit < unit:
        yield alone
        yield ShownSize(_to(Fraction(small, 1 << 10 * alone.unit), Fraction(1, 100)), alone.unit)
    else:
        yield ShownSize(_to(Fraction(small, 1 << 10 * unit), step), unit)


def _agrees(way: Amounts, used: int, limit: int) -> bool:
    small, left = min(used, abs(limit - used)), min(way.used.bytes, way.left.bytes)
    return (
        abs(way.limit.bytes - limit) <= _ALIKE * limit
        and (used > limit or abs(left - small) <= _LIKE * small)
        and way.used.value > 0
        and way.left.value > 0
        and _percent(way.used.bytes, way.limit.bytes) == _percent(used, limit)
    )


def _percent(used: Fraction | int, limit: Fraction | int) -> int:
    return percent_of(Fraction(used) / Fraction(limit))


def _nearly(used: int, limit: int) -> Amounts:
    """Show each alone, and that one is a little less than it shows, or more."""
    whole = shown(limit)
    return Amounts(_beside(used, limit, whole), whole, _beside(abs(limit - used), limit, whole))


def _beside(size: int, limit: int, whole: ShownSize) -> ShownSize:
    alone = shown(size)
    says, means = _percent(alone.bytes, whole.bytes), _percent(size, limit)
    if says > means or (size < limit and alone.bytes >= whole.bytes):
        return ShownSize(alone.value, alone.unit, "<")
    if says < means or (size > limit and alone.bytes <= whole.bytes):
        return ShownSize(alone.value, alone.unit, ">")
    return alone
