"""Several numbers of a list, as people say them: ``2 5-7``, ``2、5到7``, ``第2个和第5个``."""

import re
from collections.abc import Iterable
from itertools import chain, islice
from typing import Final

from bot.language.numerals import NUMBER, number
from bot.language.rows import row_said
from bot.language.typed import Reading

MOST: Final = 1000
"""So many numbers nobody means one by one."""
_ONE: Final = rf"(?:第 ?|no\.? ?|nos\.? ?|number |numbers |#)?({NUMBER})(?: ?(?:个|号|项|条))?"
_TO: Final = r" ?(?:-|–|—|~|～|到|至|to|through) ?"
_AND: Final = r" ?(?:[,，、;；/&+]|和|与|跟|以及|还有|and) ?(?:and )?| "
_RANGE: Final = re.compile(rf"{_ONE}(?:{_TO}{_ONE})?")
_BETWEEN: Final = re.compile(_AND)
_LONGEST: Final = 400
_NAMED: Final = 5
"""So many numbers that no row has are told."""


def numbers_said(text: str) -> tuple[int, ...] | None:
    """Give the numbers in the order in which they were said, each once; None for anything else.

    A range may run either way. Numbers are whole and from 1.
    """
    ranges = ranges_said(text)
    if ranges is None or any(0 in each for each in ranges):
        return None
    if sum(abs(each.stop - each.start) for each in ranges) > MOST:
        return None
    return tuple(dict.fromkeys(chain.from_iterable(ranges)))


def not_among(ranges: Iterable[range], rows: int) -> tuple[int, ...]:
    """Give the first few of the numbers that a list of so many rows does not have."""
    numbers = chain.from_iterable(ranges)
    return tuple(dict.fromkeys(islice((n for n in numbers if not 0 < n <= rows), _NAMED)))


def ranges_said(text: str) -> tuple[range, ...] | None:
    """Give what was said in numbers, whether a list may have so many rows or not; None for anything
    else. Numbers are whole, and from 0.
    """
    row = row_said(text)
    if row is not None:
        return (range(row, row + 1),)
    copy = Reading(text).copy.strip(" .!?~。")
    if not copy or len(copy) > _LONGEST:
        return None
    found: list[range] = []
    place = 0
    while True:
        step = _RANGE.match(copy, place)
        numbers = _between(step) if step else None
        if step is None or numbers is None:
            return None
        found.append(numbers)
        place = step.end()
        if place == len(copy):
            return tuple(found)
        sign = _BETWEEN.match(copy, place)
        if sign is None:
            return None
        place = sign.end()


def _between(step: re.Match[str]) -> range | None:
    first = _whole(step[1])
    last = first if step[2] is None else _whole(step[2])
    if first is None or last is None:
        return None
    way = 1 if last >= first else -1
    return range(first, last + way, way)


def _whole(text: str) -> int | None:
    value = number(text)
    return int(value) if value is not None and value == int(value) and value >= 0 else None
