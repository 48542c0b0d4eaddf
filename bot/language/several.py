"""Several numbers of a list, as people say them: ``2 5-7``, ``2、5到7``, ``第2个和第5个``."""

import re
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


def numbers_said(text: str) -> tuple[int, ...] | None:
    """Give the numbers in the order in which they were said, each once; None for anything else.

    A range may run either way. Numbers are whole and from 1.
    """
    row = row_said(text)
    if row is not None:
        return (row,)
    copy = Reading(text).copy.strip(" .!?~。")
    if not copy or len(copy) > _LONGEST:
        return None
    found: list[int] = []
    place = 0
    while True:
        step = _RANGE.match(copy, place)
        numbers = _between(step) if step else None
        if step is None or numbers is None or len(found) + len(numbers) > MOST:
            return None
        found += numbers
        place = step.end()
        if place == len(copy):
            return tuple(dict.fromkeys(found))
        sign = _BETWEEN.match(copy, place)
        if sign is None:
            return None
        place = sign.end()


def _between(step: re.Match[str]) -> list[int] | None:
    first = _whole(step[1])
    last = first if step[2] is None else _whole(step[2])
    if first is None or last is None or abs(last - first) >= MOST:
        return None
    way = 1 if last >= first else -1
    return list(range(first, last + way, way))


def _whole(text: str) -> int | None:
    value = number(text)
    return int(value) if value is not None and value == int(value) and value >= 1 else None
