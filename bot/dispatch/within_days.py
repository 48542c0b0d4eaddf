"""Says in how many days a time comes by which spaces may be full: *before Christmas*, *by the end
of March*, 元旦前. Lists of spaces are narrowed by days.
"""

import re
from calendar import monthrange
from contextlib import suppress
from datetime import date, timedelta
from typing import Final

from bot.language import NUMBER, Reading, number
from bot.times import Unclear
from bot.times.days import day_at
from bot.times.local import local

_FULL: Final = re.compile(
    "(?<![a-z])(?:full|run(?:s|ning)? (?:out|short)|fill(?:s|ing|ed)?|burst|explode|overflow"
    "|no (?:room|space) left|out of (?:room|space))(?![a-z])|满|爆|不够|用完"
)
_MONTHS: Final = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
)
_LED: Final = (
    "(?<![a-z])(?P<led>before|by|until|till|up to|ahead of|in time for|in|during|within)(?: the)?"
)
_NAMED: Final = re.compile(
    f"{_LED} (?:(?P<xmas>christmas(?: eve| day)?|xmas|holidays)"
    "|(?P<turn>new year(?:'?s)?(?: eve| day)?|turn of the year|year'?s? ?end|year end"
    "|end of (?:the |this )?year|next year)"
    "|(?P<quarter>end of (?:the |this )?quarter|quarter'?s? ?end|quarter end)"
    f"|(?P<part>(?:end|beginning|start|middle|first half) of |early |mid-? ?|late )?"
    f"(?P<month>{_MONTHS})(?![a-z]| ?[0-9])"
    "|(?P<day>(?=[a-z0-9])))"
)
_FESTIVAL: Final = re.compile(
    "(?P<said>圣诞|元旦|新年|国庆|五一|劳动)节?(?:之前|以前|前|为止)"
    f"|(?:到|在)?(?P<month>{NUMBER}) ?月(?P<part>底|末|初)?"
    "(?:之前|以前|前)"
)
_FIXED: Final = {"元旦": (1, 1), "新年": (1, 1), "国庆": (10, 1), "五一": (5, 1), "劳动": (5, 1)}
_CHRISTMAS: Final = (12, 25)
_MOST: Final = 366
_MIDDLE: Final = 15


def in_days(text: str, now: int, zone: str) -> str:
    """Give a sentence that asks what will be full with the days until then for the time that it
    names; any other text as it is. ``now`` is in milliseconds since 1970.
    """
    reading = Reading(text)
    if _FULL.search(reading.copy) is None:
        return text
    today = local(now, zone).date()
    for found in (*_NAMED.finditer(reading.copy), *_FESTIVAL.finditer(reading.copy)):
        end = found.end()
        with suppress(Unclear):
            if found.re is _FESTIVAL:
                day: date | None = _festival(found, today)
                words = "{}天内"
            elif found["day"] is not None:
                day, end = _day(reading.copy, found.end(), today)
                words = " within {} days"
            else:
                day, words = _named(found, today), " within {} days"
            days = (day - today).days if day else 0
            if 0 < days <= _MOST:
                before = reading.raw_between(0, found.start()).rstrip()
                behind = reading.raw_between(end, len(reading.copy))
                return f"{before}{words.format(days)}{behind}"
    return text


def _day(copy: str, place: int, today: date) -> tuple[date | None, int]:
    """Give a day of the calendar or of the week, and where it ends; None for no such."""
    found = day_at(copy, place)
    return (None, place) if found is None else (found[0].after(today), found[1])


def _named(found: re.Match[str], today: date) -> date:
    """Give the day before which, or at the end of which, it is."""
    before = found["led"] in {"before", "ahead of", "in time for"}
    if found["xmas"]:
        return _next(*_CHRISTMAS, today)
    if found["turn"]:
        of_next = found["turn"] == "next year" and not before
        return date(today.year + 1 + of_next, 1, 1)
    if found["quarter"]:
        return _month_end((today.month - 1) // 3 * 3 + 3, today)
    month = _MONTHS.split("|").index(found["month"]) + 1
    part = found["part"] or ""
    if part.startswith(("mid", "first half")):
        return _next(month, _MIDDLE, today)
    starts = part.startswith(("begin", "start", "early")) or (before and not part)
    return _next(month, 1, today) if starts else _month_end(month, today)


def _festival(found: re.Match[str], today: date) -> date:
    if found["month"]:
        month = int(number(found["month"]) or 0)
        starts = found["part"] in {None, "初"}
        return _next(month, 1, today) if starts else _month_end(month, today)
    return _next(*_FIXED.get(found["said"], _CHRISTMAS), today)


def _next(month: int, day: int, today: date) -> date:
    if not 1 <= month <= 12:  # noqa: PLR2004 - months of a year
        raise Unclear(str(month))
    this = date(today.year, month, day)
    return this if this > today else date(today.year + 1, month, day)


def _month_end(month: int, today: date) -> date:
    first = _next(month, 1, today - timedelta(today.day))
    return first.replace(day=monthrange(first.year, first.month)[1])
