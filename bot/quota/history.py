"""The samples of one space, packed: all of a day, one an hour for a month, one a day for two years.

A packed history is a *body*, thinned samples compressed, and a *tail*, entries as they came. To add
a sample is to add its :func:`entry` to the end, which Redis does by itself (`APPEND`, also to a key
that does not exist yet). Once the tail is long (:data:`LONG`), :func:`thin` packs it into the
body; what comes out depends on the samples alone, not on how often they were thinned on the way.

Clocks get moved. What lies up to two days after a sample that came later was written under a clock
that has since been set back, and gives way to it. Larger jumps drop nothing; samples are sorted.

Moments are kept to the second, sizes to the byte.
"""

import struct
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise
from typing import NamedTuple

from bot.quota.samples import Sample
from bot.times.spans import DAY, HOUR

FINE = DAY
HOURLY = 31 * DAY
DAILY = 731 * DAY
"""Up to these ages all samples, one an hour and one a day are kept, in milliseconds."""
SET_BACK = 2 * DAY
"""By how much a clock may have been wrong before we rather keep what it wrote."""
CHINA = 8 * HOUR
"""Days begin at midnight there."""
LONG = 96
"""Entries of a tail that is ripe: a day's looks, one each quarter of an hour."""

LARGEST = (1 << 62) - 1
LATEST = (1 << 32) - 1
NO_QUOTA = -1
"""Stands for None, as on the wire (page `queries-a-space-list`)."""

_ENTRY = struct.Struct("<Iqq")
_HEAD = struct.Struct("<IBI")
"""A body begins with a moment that no entry has, its format, and the bytes that follow."""
_NO_MOMENT = 0
_FORMAT = 1


class BrokenHistory(ValueError):
    """These bytes are no history, or one of a release that packs another way."""


class _Row(NamedTuple):
    """A sample as it is written: seconds since 1970, and bytes."""

    at: int
    used: int
    quota: int


def entry(sample: Sample) -> bytes:
    """Give what is added to the end of a packed history to remember a sample."""
    at = min(max(sample.at // 1000, 1), LATEST)
    quota = NO_QUOTA if sample.quota is None else sample.quota
    return _ENTRY.pack(at, _held(sample.used), _held(quota))


def thin(packed: bytes) -> bytes:
    """Pack the tail into the body, and keep less of what is old. Raises BrokenHistory.

    How old a sample is, is counted from the one that came last.
    """
    rows, newest = _read(packed)
    return _body(_thinned(rows, newest)) if rows else b""


def unpack(packed: bytes) -> tuple[Sample, ...]:
    """Give all samples, the oldest first. Raises BrokenHistory."""
    rows, _ = _read(packed)
    return tuple(
        Sample(row.at * 1000, row.used, None if row.quota == NO_QUOTA else row.quota)
        for row in rows
    )


def _held(size: int) -> int:
    """Keep absurd sizes within what can be written, differences included."""
    return min(max(size, -LARGEST), LARGEST)


def _read(packed: bytes) -> tuple[list[_Row], int]:
    """Give the rows in order of time, and the moment of the one that came last."""
    end = _body_end(packed)
    rows = _rows(packed[:end])
    newest = rows[-1].at if rows else 0
    for row in _tail(packed[end:]):
        _add(rows, row)
        newest = row.at
    return rows, newest


def _tail(entries: bytes) -> Iterator[_Row]:
    if len(entries) % _ENTRY.size:
        raise BrokenHistory("an entry is cut short")
    return (_Row(*fields) for fields in _ENTRY.iter_unpack(entries))


def _add(rows: list[_Row], row: _Row) -> None:
    """Put a row in its place, instead of those which a clock that was set back has left there."""
    first = bisect_left(rows, row.at, key=_moment)
    last = bisect_right(rows, row.at + SET_BACK // 1000, key=_moment)
    rows[first:last] = [row]


def _moment(row: _Row) -> int:
    return row.at


def _thinned(rows: Iterable[_Row], newest: int) -> list[_Row]:
    """Keep the last row of each span of time, as long as spans are at that age."""
    kept = {_span(row.at * 1000, newest * 1000): row for row in rows}
    kept.pop(None, None)
    return list(kept.values())


def _span(at: int, now: int) -> tuple[int, int] | None:
    """Name the span a moment belongs to; None for what is too old to keep."""
    age = now - at
    if age <= FINE:
        return 0, at
    if age <= HOURLY:
        return HOUR, at // HOUR
    return (DAY, (at + CHINA) // DAY) if age <= DAILY else None


def _body(rows: list[_Row]) -> bytes:
    """Write column by column what changes from row to row: mostly small numbers, or none."""
    numbers = [number for column in zip(*rows, strict=True) for number in _changes(column)]
    packed = zlib.compress(struct.pack(f"<{len(numbers)}q", *numbers))
    return _HEAD.pack(_NO_MOMENT, _FORMAT, len(packed)) + packed


def _changes(column: tuple[int, ...]) -> Iterator[int]:
    yield column[0]
    yield from (after - before for before, after in pairwise(column))


def _rows(body: bytes) -> list[_Row]:
    if not body:
        return []
    try:
        numbers = [n for (n,) in struct.iter_unpack("<q", zlib.decompress(body[_HEAD.size :]))]
    except (zlib.error, struct.error) as error:
        raise BrokenHistory(str(error)) from None
    count, rest = divmod(len(numbers), len(_Row._fields))
    if rest or not count:
        raise BrokenHistory("columns of different length")
    columns = (
        accumulate(numbers[start : start + count]) for start in range(0, len(numbers), count)
    )
    return [_Row(*fields) for fields in zip(*columns, strict=True)]


def _body_end(packed: bytes) -> int:
    """Find where the tail begins."""
    if int.from_bytes(packed[:4], "little") != _NO_MOMENT or not packed:
        return 0
    if len(packed) < _HEAD.size:
        raise BrokenHistory("the body's head is cut short")
    _, form, length = _HEAD.unpack_from(packed)
    end = _HEAD.size + int(length)
    if form != _FORMAT or end > len(packed):
        raise BrokenHistory(f"a body of format {form} and {length} bytes")
    return end
