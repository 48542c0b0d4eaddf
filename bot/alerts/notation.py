"""What a subscription says, as people write it: ``80%``, ``20 GB free``, ``weekly mon 09:00``.

Each thing has a function that writes it and one that reads it, and what is written reads back as
the same. Reading raises ValueError with a message of the catalogue.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import TypeVar

from bot.alerts.hours import Quiet
from bot.alerts.subscription import FOR_EVER, Digest
from bot.i18n import N_
from bot.quota.limits import Free, Level, Percent
from bot.sizes import EB, UNITS, bytes_of
from bot.times import (
    Day,
    read_clock,
    read_days,
    read_hours,
    read_moment,
    read_span,
    read_weekly,
    write_clock,
    write_hours,
    write_moment,
)
from bot.times.days import WEEKDAYS
from bot.times.spans import DAY, MINUTE

T = TypeVar("T")

MOST_PATIENCE = 60 * DAY
MOST_LEVELS = 8
MOST_DAYS = 100
WITHOUT_END = "for ever"

NOT_A_LEVEL = N_("Write a level like “80%” or “20 GB free”.")
TOO_MANY_LEVELS = N_("At most eight levels.")
TOO_MANY_DAYS = N_("At most 100 days.")
NOT_QUIET = N_("Write quiet hours like 22:00-08:00.")
NOT_A_DAY = N_("Write a day like 2026-10-01.")
NOT_A_SPAN = N_("Write a duration like 24 h or 90 min, from one minute to 60 days.")
NOT_A_DIGEST = N_("Write a digest like weekly mon 09:00 or daily 09:00.")
NOT_A_MOMENT = N_("Write a time like 2026-12-01 09:00, or “for ever”.")
NOT_YES_OR_NO = N_("This must be yes or no.")

LATEST = round(datetime(9998, 1, 1, tzinfo=UTC).timestamp()) * 1000
"""Calendars end soon after; milliseconds since 1970."""

_PERCENT = re.compile("([0-9]{1,3}) ?%")
_FREE = re.compile("([0-9]{1,20}) ?([KMGTPE]?B) free", re.IGNORECASE)
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
    return write_hours(*quiet.minutes)


def read_quiet(text: str) -> Quiet:
    return Quiet.of_minutes(*_made(NOT_QUIET, lambda: read_hours(text)))


def read_day(text: str) -> date:
    """Read a day of a year."""
    match _made(NOT_A_DAY, lambda: read_days(text)):
        case ((Day(year=int()) as day, last),) if day == last:
            return _made(NOT_A_DAY, lambda: day.after(date.min))
    raise ValueError(NOT_A_DAY)


def read_patience(text: str) -> int:
    """Read how long somebody has, in milliseconds."""
    millis = _made(NOT_A_SPAN, lambda: read_span(text, exact=True))
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
    return FOR_EVER if at > LATEST else -(-at // MINUTE) * MINUTE


def write_end(at: int, zone: str) -> str:
    """Write when a mute ends, on a whole minute."""
    return WITHOUT_END if at == FOR_EVER else write_moment(at, zone)


def read_end(text: str, zone: str) -> int:
    """Read when a mute ends, in milliseconds since 1970; in local time if it names no other."""
    if text == WITHOUT_END:
        return FOR_EVER
    at = _made(NOT_A_MOMENT, lambda: read_moment(text, zone))
    if not 0 <= at <= LATEST:
        raise ValueError(NOT_A_MOMENT)
    return at


def write_answer(answer: bool) -> str:  # noqa: FBT001 - what is written
    return "yes" if answer else "no"


def read_answer(text: str) -> bool:
    """Read yes or no."""
    if text.lower() not in _ANSWERS:
        raise ValueError(NOT_YES_OR_NO)
    return _ANSWERS[text.lower()]


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
