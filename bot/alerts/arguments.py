"""What people type of alerts: for how long, at which levels, in which hours, on which days.

Libraries that read spans of time know no Chinese, so the units of both languages stand here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Literal

from bot.alerts.hours import Quiet
from bot.alerts.placement import FOR_EVER
from bot.alerts.written import MOST_DAYS, MOST_LEVELS, TOO_MANY_DAYS, TOO_MANY_LEVELS
from bot.errors import BadArgument, MissingArgument
from bot.language import Size, normalise, unquoted
from bot.quota.policy import Free, Level, Percent
from bot.quota.samples import DAY, HOUR, MINUTE

NOT_A_DURATION = "A time looks like 1 h, 2 days or “until tomorrow”; **off** ends it."
TOO_LONG_A_TIME = "At most a year; **alert off** is without an end."
NOT_LEVELS = "Levels are percentages such as 80 90 95, or what is left free, such as 20 GB."
NOT_HOURS = "Quiet hours look like 22:00-8:00; **off** ends them."
NOT_DAYS = "Days look like 2026-10-01 or 2026-10-01..2026-10-07; **off** forgets them."

MOST_MUTED = 365 * DAY

OFF = frozenset({"off", "none", "no", "关", "关闭", "取消", "无"})
USUAL = frozenset({"default", "usual", "默认", "恢复默认"})
_MORNING = frozenset(
    {"tomorrow", "tomorrow morning", "morning", "明早", "明天", "明天早上", "明天上午"}
)
_FOR_EVER = frozenset({"forever", "for ever", "always", "永久", "一直", "永远"})

_WORDS = {
    **dict(zip("一二三四五六七八九十", range(1, 11), strict=True)),
    "两": 2,
    "半": 0.5,
    "a": 1,
    "an": 1,
    "half a": 0.5,
    "half an": 0.5,
}
_UNITS = (
    ("m|mins?|minutes?|分钟?", MINUTE),
    ("h|hrs?|hours?|小时|钟头", HOUR),
    ("d|days?|天|日", DAY),
    ("w|weeks?|周|星期", 7 * DAY),
)
_WORD = "|".join(f"{word}(?= )" if word.isascii() else word for word in _WORDS)
_NUMBER = f"[0-9]{{1,6}}(?:\\.[0-9]{{1,3}})?|{_WORD}"
_UNIT = "|".join(f"(?:{words})(?![a-z])" for words, _ in _UNITS)
_SPAN = re.compile(f"({_NUMBER}) ?个?({_UNIT})")
_SPANS = re.compile(f"(?:(?:{_NUMBER}) ?个?(?:{_UNIT})[ ,]*(?:and )?)+")
_LEAD = re.compile("^(?:(?:for(?! ever)|until|till|to) |直?到 ?)")

Muted = int | Literal["morning"]
"""Milliseconds, 0 for no longer, FOR_EVER, or until tomorrow morning."""


@dataclass(frozen=True, slots=True)
class Duration:
    """How long from now, in either language: ``1h``, ``2 days``, ``两天``, ``到明早``."""

    name: str
    ask: str | None = None

    def read(self, text: str) -> Muted:
        """Give how long; BadArgument when it is no span of time, or longer than a year."""
        typed = _given(self.name, self.ask, text)
        said = _LEAD.sub("", typed.rstrip(" .!?~"))
        if said in _MORNING:
            return "morning"
        if said in OFF:
            return 0
        if said in _FOR_EVER:
            return FOR_EVER
        if not _SPANS.fullmatch(said):
            raise BadArgument(self.name, typed, NOT_A_DURATION)
        millis = round(sum(_number(each[1]) * _length(each[2]) for each in _SPAN.finditer(said)))
        if millis > MOST_MUTED:
            raise BadArgument(self.name, typed, TOO_LONG_A_TIME)
        if millis < MINUTE:
            raise BadArgument(self.name, typed, NOT_A_DURATION)
        return millis


_LEVEL = re.compile(r"([0-9.]{1,20}) ?(%|[a-z]+|个?[兆])?(?: free)?(?=[ ,]|$)")
_BETWEEN = re.compile(r"[ ,]+")


@dataclass(frozen=True, slots=True)
class Levels:
    """Levels in percent, or as what is left free: ``80 90 95 20GB``."""

    name: str
    ask: str | None = None

    def read(self, text: str) -> tuple[Level, ...] | Literal["usual"] | None:
        """Give them, None for a part left out, ``usual`` for those of the organisation.

        BadArgument for anything that is no level.
        """
        typed = _given(self.name, self.ask, text)
        if not typed:
            return None
        if typed in USUAL:
            return "usual"
        levels = tuple(dict.fromkeys(self._levels(typed)))
        if len(levels) > MOST_LEVELS:
            raise BadArgument(self.name, typed, TOO_MANY_LEVELS)
        return levels

    def _levels(self, typed: str) -> Iterator[Level]:
        place = 0
        while place < len(typed):
            found = _LEVEL.match(typed, place)
            if found is None:
                raise BadArgument(self.name, typed, NOT_LEVELS)
            yield self._level(found[1], found[2] or "%", typed)
            rest = _BETWEEN.match(typed, found.end())
            place = rest.end() if rest else len(typed)

    def _level(self, number: str, unit: str, typed: str) -> Level:
        if unit != "%":
            return Free(self._free(f"{number}{unit}", typed))
        if not number.isdecimal() or not 0 < int(number) <= 100:  # noqa: PLR2004 (a percentage)
            raise BadArgument(self.name, typed, NOT_LEVELS)
        return Percent(int(number))

    def _free(self, size: str, typed: str) -> int:
        try:
            return Size(self.name).read(size) or 0
        except BadArgument:
            raise BadArgument(self.name, typed, NOT_LEVELS) from None


def are_levels(text: str) -> bool:
    """Tell whether a text is levels that cannot be taken for a space's number."""
    try:
        levels = Levels("levels").read(text)
    except BadArgument:
        return False
    return levels is not None and not normalise(text).replace(" ", "").isdecimal()


_CLOCK = "([0-9]{1,2})(?:[:.]([0-9]{2})|点半?|时)?"
_HOURS = re.compile(f"(?:from )?{_CLOCK} ?(?:-|–|—|~|to|到|至) ?{_CLOCK}")


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Hours of each day: ``22:00-8:00``, ``22点到8点``."""

    name: str
    ask: str | None = None

    def read(self, text: str) -> Quiet | None:
        """Give the hours, None for ``off``; BadArgument for what are none."""
        typed = _given(self.name, self.ask, text)
        if typed in OFF:
            return None
        found = _HOURS.fullmatch(typed)
        if found is None:
            raise BadArgument(self.name, typed, NOT_HOURS)
        try:
            return Quiet(_clock(found[1], found[2]), _clock(found[3], found[4]))
        except ValueError:
            raise BadArgument(self.name, typed, NOT_HOURS) from None


_DAY = r"(?:([0-9]{4})[-/.年] ?)?(?:([0-9]{1,2})[-/.月] ?)?([0-9]{1,2})日?"
_DAYS = re.compile(rf"{_DAY}(?: ?(?:\.\.+|-|–|—|~|to|到|至) ?{_DAY})?(?=[ ,]|和|$)")
_COMMA = re.compile(r"[ ,和]+")


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a year, or of any."""

    year: int | None
    month: int
    day: int

    def after(self, start: date) -> date:
        """Give the day, the first from ``start`` on if it has no year; ValueError if none is."""
        if self.year is not None:
            return date(self.year, self.month, self.day)
        this = date(start.year, self.month, self.day)
        return this if this >= start else date(start.year + 1, self.month, self.day)


@dataclass(frozen=True, slots=True)
class Holidays:
    """Days from the first to the last of each pair, as they were typed."""

    spans: tuple[tuple[Day, Day], ...]
    typed: str

    def dates(self, today: date) -> frozenset[date]:
        """Give all days, BadArgument for days that are none, and for too many."""
        found: set[date] = set()
        for first, last in self.spans:
            found |= set(self._span(first, last, today))
        return frozenset(found)

    def _span(self, first: Day, last: Day, today: date) -> Iterator[date]:
        try:
            begins, ends = _nearest(first, last, today)
        except ValueError:
            raise BadArgument("dates", self.typed, NOT_DAYS) from None
        count = (ends - begins).days + 1
        if count < 1:
            raise BadArgument("dates", self.typed, NOT_DAYS)
        if count > MOST_DAYS:
            raise BadArgument("dates", self.typed, TOO_MANY_DAYS)
        yield from (begins + timedelta(number) for number in range(count))


@dataclass(frozen=True, slots=True)
class Dates:
    """Days off: ``2026-10-01..2026-10-07``, ``10月1日到7日``, several with commas between."""

    name: str
    ask: str | None = None

    def read(self, text: str) -> Holidays:
        """Give the days, none for ``off``; BadArgument for what are none."""
        typed = _given(self.name, self.ask, text)
        return Holidays(() if typed in OFF else tuple(self._spans(typed)), typed)

    def _spans(self, typed: str) -> Iterator[tuple[Day, Day]]:
        place = 0
        while place < len(typed):
            found = _DAYS.match(typed, place)
            if found is None or found[2] is None:
                raise BadArgument(self.name, typed, NOT_DAYS)
            first = _day(found[1], found[2], found[3])
            is_span = found[6] is not None
            yield first, _day(found[4], found[5] or found[2], found[6]) if is_span else first
            rest = _COMMA.match(typed, found.end())
            place = rest.end() if rest else len(typed)


def _nearest(first: Day, last: Day, today: date) -> tuple[date, date]:
    """Give the first and last day, of those without a year the next that are not over yet."""
    begins = first.after(date(today.year, 1, 1))
    ends = last.after(begins)
    if first.year is not None or ends >= today:
        return begins, ends
    begins = first.after(date(today.year + 1, 1, 1))
    return begins, last.after(begins)


def _day(year: str | None, month: str, day: str) -> Day:
    return Day(int(year) if year else None, int(month), int(day))


def _clock(hour: str, minute: str | None) -> time:
    return time(0 if hour == "24" else int(hour), int(minute or 0))


def _number(text: str) -> float:
    return _WORDS[text] if text in _WORDS else float(text)


def _length(unit: str) -> int:
    return next(length for words, length in _UNITS if re.fullmatch(words, unit))


def _given(name: str, ask: str | None, text: str) -> str:
    """Give the copy in which everything alike is the same; MissingArgument if it was left out."""
    typed = normalise(unquoted(text))
    if not typed and ask is not None:
        raise MissingArgument(name, ask)
    return typed
