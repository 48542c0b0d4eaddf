"""When in the past: since a day that has come, or in a year, a month, a week or a day alone."""

import re
from contextlib import suppress
from datetime import date, time, timedelta
from typing import Final

from bot.times.days import NOT_A_DAY, Day, PeriodEnd, Relative, SomeDay, Weekday, read_days
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
    "the year before last": ("year", 2),
    "前年": ("year", 2),
}
"""What begins a calendar's week, month or year, so many back."""


_LEAD: Final = re.compile("(?:in|during|from|of|on) |在")
_OPEN: Final = re.compile(r"(?:since|after) (?P<en>.+)|(?P<zh>.+?)(?:之后|以后|以来|后|起)")
_BEFORE: Final = re.compile(r"before (?P<en>.+)|(?P<zh>.+?)(?:之前|以前|前)")
_YEAR: Final = re.compile("(?P<year>(?:19|20)[0-9]{2})年?")
_MONTH: Final = re.compile(
    "(?:(?P<year>(?:19|20)[0-9]{2})年|(?P<rel>今年|去年|前年))?(?P<month>1[0-2]|[1-9])月份?"
)

Period = tuple[int | None, int | None]
"""From when, and until before when, in milliseconds since 1970; None for no such end."""


def read_period(text: str, now: int, zone: str) -> Period:
    """Read what is said by itself, without *since*: *last year* is that year alone, and *the last
    3 days* end now. Raises Unclear, also for what lies ahead.
    """
    said = _LEAD.sub("", spoken(text), count=1) if _LEAD.match(spoken(text)) else spoken(text)
    if found := _OPEN.fullmatch(said):
        return read_since(found["en"] or found["zh"], now, zone), None
    if found := _BEFORE.fullmatch(said):
        return None, _period(found["en"] or found["zh"], now, zone)[0]
    return _period(said, now, zone)


def _period(said: str, now: int, zone: str) -> Period:
    today = local(now, zone).date()
    if said in _BEGUN:
        kind, back = _BEGUN[said]
        return _of_days(_begun(kind, back, today), _begun(kind, back - 1, today), today, zone)
    if found := _YEAR.fullmatch(said):
        year = int(found["year"])
        return _of_days(date(year, 1, 1), date(year + 1, 1, 1), today, zone)
    if found := _MONTH.fullmatch(said):
        back = {"今年": 0, "去年": 1, "前年": 2}.get(found["rel"] or "", 0)
        year, month = int(found["year"] or today.year - back), int(found["month"])
        if not (found["year"] or found["rel"]) and month > today.month:
            year -= 1
        return _of_days(
            date(year, month, 1), date(year + month // 12, month % 12 + 1, 1), today, zone
        )
    since = read_since(said, now, zone)
    day = local(since, zone)
    if day.time() != time():  # a span of time, which ends now
        return since, None
    return _of_days(day.date(), day.date() + timedelta(1), today, zone)


def _of_days(first: date, behind: date, today: date, zone: str) -> Period:
    """Give all from the first day to the one behind the last; Unclear for what lies ahead."""
    if first > today:
        raise Unclear(NOT_A_DAY)
    until = moment_of(behind, time(), zone) if behind <= today else None
    return moment_of(first, time(), zone), until


def time_apart(text: str, now: int, zone: str) -> tuple[str, str]:
    """Give what stands beside a time, which is all, or stands first or last, and that time: the
    text and nothing where there is none. A number alone is a time only by itself.
    """
    words = text.split()
    for n in range(len(words)):
        ends = ((words[:n], words[n:]), (words[len(words) - n :], words[: len(words) - n]))
        for rest, said in ends:
            when = " ".join(said)
            with suppress(Unclear):
                if not (n and when.isdecimal()):
                    read_period(when, now, zone)
                    return " ".join(rest), when
    return text, ""


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
    """Give the first day of what is so many back; below 0 it is the one to come."""
    if kind == "week":
        return today - timedelta(today.weekday() + 7 * back)
    if kind == "year":
        return date(today.year - back, 1, 1)
    months = today.year * 12 + today.month - 1 - back
    return date(months // 12, months % 12 + 1, 1)


def _last(day: SomeDay, today: date) -> date:
    """Give the last of such days until today."""
    match day:
        case Weekday(weekday=weekday, weeks=None):
            return today - timedelta((today.weekday() - weekday) % 7)
        case Day(year=None, month=month, day=number):
            this = Day(today.year, month, number).after(today)
            return this if this <= today else Day(today.year - 1, month, number).after(today)
        case Day() | PeriodEnd() | Relative() | Weekday():
            return day.after(today)
