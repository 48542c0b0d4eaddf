"""Since when: a day that has come, or a span of time that ends now."""

import re
from datetime import date, time, timedelta
from typing import Final

from bot.times.days import NOT_A_DAY, Day, Relative, SomeDay, Weekday, read_days
from bot.times.local import local, moment_of
from bot.times.spans import read_span
from bot.times.words import Unclear, spoken

_SPAN: Final = re.compile(r"(?:in |within )?(?:the )?(?:last|past) |最近的? ?|近|过去的? ?")
_DAYS_AGO: Final = {"yesterday": 1, "昨天": 1, "昨日": 1, "前天": 2}
_BEGUN: Final = {
    "this week": ("week", 0),
    "本周": ("week", 0),
    "这周": ("week", 0),
    "last week": ("week", 1),
    "上周": ("week", 1),
    "this month": ("month", 0),
    "本月": ("month", 0),
    "这个月": ("month", 0),
    "last month": ("month", 1),
    "上个月": ("month", 1),
    "上月": ("month", 1),
    "this year": ("year", 0),
    "今年": ("year", 0),
    "last year": ("year", 1),
    "去年": ("year", 1),
}
"""What begins a calendar's week, month or year, so many back."""


def read_since(text: str, now: int, zone: str) -> int:
    """Read since when: milliseconds since 1970, as is ``now``. Raises Unclear, also for what lies
    ahead.
    """
    said, today = spoken(text), local(now, zone).date()
    if said in _BEGUN:
        return moment_of(_begun(*_BEGUN[said], today), time(), zone)
    if said in _DAYS_AGO:
        return moment_of(today - timedelta(_DAYS_AGO[said]), time(), zone)
    if span := _SPAN.match(said):
        rest = said[span.end() :]
        return now - read_span(rest if re.match("[0-9]|an? |半|half", rest) else f"1 {rest}")
    days = read_days(text)
    if len(days) != 1 or days[0][0] != days[0][1]:
        raise Unclear(NOT_A_DAY)
    day = _last(days[0][0], today)
    if day > today:
        raise Unclear(NOT_A_DAY)
    return moment_of(day, time(), zone)


def _begun(kind: str, back: int, today: date) -> date:
    if kind == "week":
        return today - timedelta(today.weekday() + 7 * back)
    if kind == "year":
        return date(today.year - back, 1, 1)
    first = today.replace(day=1)
    return (first - timedelta(1)).replace(day=1) if back else first


def _last(day: SomeDay, today: date) -> date:
    """Give the last of such days until today."""
    match day:
        case Weekday(weekday=weekday, weeks=None):
            return today - timedelta((today.weekday() - weekday) % 7)
        case Day(year=None, month=month, day=number):
            this = Day(today.year, month, number).after(today)
            return this if this <= today else Day(today.year - 1, month, number).after(today)
        case Day() | Relative() | Weekday():
            return day.after(today)
