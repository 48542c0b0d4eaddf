"""What a placement says, as people write it: ``80%``, ``20 GB free``, ``weekly mon 09:00``.

Each thing has a function that writes it and one that reads it, and what is written reads back as
the same. Reading raises ValueError with a message of the catalogue.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.alerts.hours import Quiet
from bot.alerts.placement import FOR_EVER, Digest
from bot.i18n import N_
from bot.quota.policy import Free, Level, Percent
from bot.quota.samples import DAY, HOUR, MINUTE
from bot.sizes import EB, UNITS, bytes_of
from bot.times import (
    Day,
    read_clock,
    read_days,
    read_hours,
    read_weekly,
    write_clock,
    write_hours,
)
from bot.times import read_span as spoken_span
from bot.times.days import WEEKDAYS

T = TypeVar("T")

MOST_PATIENCE = 60 * DAY
MOST_LEVELS = 8
MOST_DAYS = 100
WITHOUT_END = "for ever"

NOT_A_LEVEL = N_("A level looks like “80%” or “20 GB free”.")
TOO_MANY_LEVELS = N_("At most eight levels.")
TOO_MANY_DAYS = N_("At most a hundred days.")
NOT_QUIET = N_("Quiet hours look like 22:00-08:00.")
NOT_A_DAY = N_("A day looks like 2026-10-01.")
NOT_A_SPAN = N_("A span of time looks like 24 h or 90 min, from a minute to 60 days.")
NOT_A_DIGEST = N_("A digest looks like weekly mon 09:00 or daily 09:00.")
NOT_A_MOMENT = N_("A moment looks like 2026-12-01 09:00, or is “for ever”.")
NOT_YES_OR_NO = N_("This is yes or no.")

_SPANS = {"h": HOUR, "min": MINUTE, "s": 1000, "ms": 1}
_LATEST = datetime(9998, 1, 1, tzinfo=UTC)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_PERCENT = re.compile("([0-9]{1,3}) ?%")
_FREE = re.compile("([0-9]{1,20}) ?([KMGTPE]?B) free", re.IGNORECASE)
_SPAN = re.compile("([0-9]{1,12}) ?(h|min|s|ms)")
_ANSWERS = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}


def write_level(level: Level) -> str:
    match level:
        case Percent(percent):
            return f"{percent}%"
        case Free(0):
            return "0 B free"
        case Free(free):
            unit = next(unit for unit in reversed(UNITS) if free % bytes_of(unit) == 0)
            return f"{free // bytes_of(unit)} {unit} free"


def read_level(text: str) -> Level:
    """Read a level; sizes are powers of 1,024, as DingTalk shows them."""
    if found := _PERCENT.fullmatch(text):
        return _made(NOT_A_LEVEL, lambda: Percent(int(found[1])))
    free = _found(_FREE, text, NOT_A_LEVEL)
    size = int(free[1]) * bytes_of(free[2].upper())
    if size > EB:
        raise ValueError(NOT_A_LEVEL)
    return Free(size)


def write_quiet(quiet: Quiet) -> str:
    return write_hours(*(each.hour * 60 + each.minute for each in (quiet.begins, quiet.ends)))


def read_quiet(text: str) -> Quiet:
    begins, ends = _made(NOT_QUIET, lambda: read_hours(text))
    return Quiet(time(*divmod(begins, 60)), time(*divmod(ends, 60)))


def read_day(text: str) -> date:
    """Read a day of a year."""
    match _made(NOT_A_DAY, lambda: read_days(text)):
        case ((Day(year=int()) as day, last),) if day == last:
            return _made(NOT_A_DAY, lambda: day.after(date.min))
    raise ValueError(NOT_A_DAY)


def write_span(millis: int) -> str:
    unit = next(name for name, length in _SPANS.items() if millis % length == 0)
    return f"{millis // _SPANS[unit]} {unit}"


def read_span(text: str) -> int:
    """Read how long somebody has, in milliseconds."""
    exact = _SPAN.fullmatch(text)
    millis = (
        int(exact[1]) * _SPANS[exact[2]]
        if exact is not None
        else _made(NOT_A_SPAN, lambda: spoken_span(text))
    )
    if not MINUTE <= millis <= MOST_PATIENCE:
        raise ValueError(NOT_A_SPAN)
    return millis


def write_digest(digest: Digest) -> str:
    at = write_clock(digest.minute)
    return f"daily {at}" if digest.every == "daily" else f"weekly {WEEKDAYS[digest.weekday]} {at}"


def read_digest(text: str) -> Digest:
    """Read when a digest comes; one that never came yet."""
    every, _, when = text.partition(" ")
    if every.lower() == "daily":
        return Digest("daily", _made(NOT_A_DIGEST, lambda: read_clock(when)))
    weekday, minute = _made(NOT_A_DIGEST, lambda: read_weekly(when))
    if every.lower() != "weekly" or minute is None:
        raise ValueError(NOT_A_DIGEST)
    return Digest("weekly", minute, weekday)


def to_the_minute(at: int) -> int:
    """Give the moment that is written for one: what is beyond all calendars is without an end."""
    return FOR_EVER if at > _millis(_LATEST) else -(-at // MINUTE) * MINUTE


def write_moment(at: int, zone: str) -> str:
    """Write a moment that is whole minutes, in local time."""
    if at == FOR_EVER:
        return WITHOUT_END
    local = (_EPOCH + timedelta(milliseconds=at)).astimezone(ZoneInfo(zone))
    return local.isoformat(" ", "minutes")


def read_moment(text: str, zone: str) -> int:
    """Read a moment, in milliseconds since 1970; in local time if it names no other."""
    if text == WITHOUT_END:
        return FOR_EVER
    moment = _made(NOT_A_MOMENT, lambda: datetime.fromisoformat(text))
    aware = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))
    at = _made(NOT_A_MOMENT, lambda: _millis(aware))
    if not 0 <= at <= _millis(_LATEST):
        raise ValueError(NOT_A_MOMENT)
    return at


def write_answer(answer: bool) -> str:  # noqa: FBT001 - what is written
    return "yes" if answer else "no"


def read_answer(text: str) -> bool:
    """Read yes or no."""
    if text.lower() not in _ANSWERS:
        raise ValueError(NOT_YES_OR_NO)
    return _ANSWERS[text.lower()]


def _millis(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def _found(pattern: re.Pattern[str], text: str, reason: str) -> re.Match[str]:
    found = pattern.fullmatch(text)
    if found is None:
        raise ValueError(reason)
    return found


def _made(reason: str, make: Callable[[], T]) -> T:
    """Make what may turn out to be none: a 30th of February, a moment before all calendars."""
    try:
        return make()
    except (ValueError, OverflowError) as none:
        raise ValueError(reason) from none
