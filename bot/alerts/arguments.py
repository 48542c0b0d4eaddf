"""What people type of alerts: for how long, at which levels, in which hours, on which days."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeVar

from bot.alerts.hours import Quiet
from bot.alerts.incident import Pressed
from bot.alerts.memory import Situation
from bot.alerts.notation import MOST_LEVELS, MOST_PATIENCE, TOO_MANY_LEVELS
from bot.alerts.subscription import FOR_EVER
from bot.errors import BadArgument, MissingArgument
from bot.i18n import N_
from bot.language import NUMBER, SHARE, SIZE, Size, is_off, normalise, number, share_of, unquoted
from bot.quota.limits import Free, Level, Percent, in_order
from bot.times import (
    Unclear,
    Until,
    read_daily,
    read_hours,
    read_span,
    read_until,
    read_weekly,
)
from bot.times.clock import NOT_A_TIME
from bot.times.moments import NOT_A_MOMENT
from bot.times.spans import DAY, MINUTE, NOT_A_SPAN

T = TypeVar("T")

NOT_A_DURATION = N_(
    "Write a time like 1 h, 2 days, until 18:00 or until tomorrow, or **off** to end it."
)
NOT_A_SNOOZE = N_("A snooze must end. To mute all alerts for good, send **alert mute forever**.")
TOO_LONG_A_TIME = N_("At most a year. To turn alerts off for good, send **alert off**.")
ALWAYS_A_DEADLINE = N_(
    "There is always a reminder, after at most 60 days, so that the admins hear of alerts that "
    "nobody takes."
)
NOT_A_DEADLINE = N_("Write the working time, up to 60 days, such as 2 days.")
NOT_LEVELS = "Levels are percentages such as 80 90 95, or the storage left, such as 20 GB."

MOST_MUTED = 365 * DAY
MORNING = 9 * 60
"""When a digest comes that was given a day only, in minutes of the day."""

USUAL = frozenset({"default", "usual", "默认", "恢复默认"})
_TOMORROW = frozenset(
    {"tomorrow", "tomorrow morning", "morning", "明早", "明天", "明日", "明天早上", "明天上午"}
)
_FOR_EVER = frozenset({"forever", "for ever", "always", "永久", "一直", "永远"})
_NEVER = frozenset({"never", "no deadline", "从不", "永不", "不提醒"}) | _FOR_EVER
_WORKING = re.compile(r"(?:working|business|work) (?=(?:hour|day|week))| of working (?:time|days)$")
_GENERAL = frozenset({NOT_A_TIME, NOT_A_MOMENT, NOT_A_SPAN})
_LEAD = re.compile("^(?:(?:for(?! ever)|until|till|to) |(?:直?到|至) ?)")


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment to come, and the words it was said in."""

    until: Until
    name: str
    typed: str

    def at(self, situation: Situation) -> int:
        """Give it in milliseconds since 1970; BadArgument for one that is over, or too far off."""
        hours = situation.care.hours
        try:
            moment = self.until.at(situation.now, situation.zone, hours.morning)
        except Unclear as unclear:
            raise BadArgument(self.name, self.typed, unclear.reason) from None
        if moment > situation.now + MOST_MUTED:
            raise BadArgument(self.name, self.typed, TOO_LONG_A_TIME)
        return moment


Muted = int | Literal["morning"] | Moment
"""Milliseconds, 0 for no longer, FOR_EVER, or until tomorrow morning or another moment."""


@dataclass(frozen=True, slots=True)
class Duration:
    """How long from now: ``1h``, ``两天``, ``到明早``, ``until friday 18:00``."""

    name: str
    ask: str | None = None

    def read(self, text: str) -> Muted:
        """Give how long; BadArgument when it is no span of time, or longer than a year."""
        typed = _given(self.name, self.ask, text).rstrip(" .!?~")
        said = _LEAD.sub("", typed)
        if said in _TOMORROW:
            return "morning"
        if is_off(said):
            return 0
        if said in _FOR_EVER:
            return FOR_EVER
        try:
            millis = read_span(typed)
        except Unclear as no_span:
            return self._moment(typed, text, no_span.reason)
        if millis > MOST_MUTED:
            raise BadArgument(self.name, text, TOO_LONG_A_TIME)
        if millis < MINUTE:
            raise BadArgument(self.name, text, NOT_A_DURATION)
        return millis

    def _moment(self, typed: str, text: str, no_span: str) -> Moment:
        try:
            return Moment(read_until(typed), self.name, text)
        except Unclear as no_moment:
            reasons = (no_moment.reason, no_span)
        plain = next((each for each in reasons if each not in _GENERAL), NOT_A_DURATION)
        raise BadArgument(self.name, text, plain)


_SNOOZED: dict[str, Pressed] = {
    **dict.fromkeys(("hour", "h"), "hour"),
    **dict.fromkeys(
        ("level", "next level", "the next level", "next", "下一级", "下一级别"), "level"
    ),
    **dict.fromkeys(("end", "end snooze", "结束", "结束稍后提醒", "恢复"), "off"),
}
_BUTTON = re.compile("^snooze (?=[0-9])|再说$|再?提醒$")
"""What the words of a button have besides the time."""
_A_NUMBER = re.compile(r"[-+]?[0-9.]+ ?(?:[a-z]+|[秒分时天日周年月]|小时|分钟)?")
_NO_TIMES = frozenset(
    {"a while", "a bit", "a moment", "some time", "later", "soon", "ever", "never"}
    | {"yesterday", "last night", "last week", "昨天", "昨日", "昨晚", "前天", "上周"}
    | {"一会", "一会儿", "过会儿", "过一会", "过一会儿", "待会", "待会儿", "稍后", "以后"}
    | {"永不", "从不"}
)
"""What was meant as a time where no space is called so."""


@dataclass(frozen=True, slots=True)
class Snoozing:
    """How long nobody wants to hear of something."""

    wanted: Pressed | int | Moment

    def at(self, situation: Situation) -> Pressed | int:
        """Give one of the buttons' times, or the moment it ends; raises BadArgument."""
        match self.wanted:
            case Moment() as moment:
                return moment.at(situation)
            case int(span):
                return situation.now + span
            case pressed:
                return pressed


@dataclass(frozen=True, slots=True)
class SnoozeTime:
    """As a :class:`Duration`, or until the ``next level``.

    What is typed is read only with what stands before it: ``90 minutes`` begins like a space's
    number.
    """

    name: str
    ask: str | None = None

    def read(self, text: str) -> str:
        """Give what was typed."""
        return unquoted(text)

    def meaning(self, text: str) -> Snoozing:
        """Give how long that is; BadArgument for what is no time, and for ever."""
        typed = _BUTTON.sub("", _given(self.name, self.ask, text).rstrip(" .!?~"))
        if (said := _LEAD.sub("", typed)) in _SNOOZED:
            return Snoozing(_SNOOZED[said])
        wanted = Duration(self.name).read(typed)
        if wanted == FOR_EVER:
            raise BadArgument(self.name, text, NOT_A_SNOOZE)
        return Snoozing(wanted or "off")

    def alone(self, text: str) -> Snoozing | None:
        """Read what may begin with a space's name; None if it does, BadArgument for a time that
        cannot be meant.
        """
        try:
            return self.meaning(text)
        except BadArgument as bad:
            if bad.reason in {NOT_A_DURATION, NOT_A_SNOOZE}:
                return None
            raise

    def could_be(self, text: str) -> bool:
        """Tell whether a sentence can mean this by its time: nobody snoozes by 以后再说, and a time
        that cannot be meant is none with a clause before it: 先给10G，剩下的下个月再说.
        """
        try:
            return self.alone(text) is not None
        except BadArgument:
            return "," not in normalise(text)

    def check_no_time(self, text: str) -> None:
        """Raise BadArgument for what names no space and was meant as a time."""
        typed = normalise(unquoted(text)).rstrip(" .!?~")
        if _LEAD.sub("", typed) in _FOR_EVER:
            raise BadArgument(self.name, text, NOT_A_SNOOZE)
        if typed.removeprefix("for ") in _NO_TIMES or _A_NUMBER.fullmatch(typed):
            raise BadArgument(self.name, text, NOT_A_DURATION)


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """A span of working time: ``24 h``, ``半小时``, ``2 working days``; 0 for ``off``."""

    name: str
    ask: str | None = None

    def read(self, text: str) -> int:
        """Give milliseconds; BadArgument for what is none, never, or longer than 60 days."""
        typed = _given(self.name, self.ask, text)
        if is_off(typed) or typed in USUAL:
            return 0
        if typed in _NEVER:
            raise BadArgument(self.name, text, ALWAYS_A_DEADLINE)
        try:
            millis = read_span(_WORKING.sub("", typed).replace("工作日", "天"))
        except Unclear as unclear:
            reason = NOT_A_DEADLINE if unclear.reason in _GENERAL else unclear.reason
            raise BadArgument(self.name, text, reason) from None
        if not MINUTE <= millis <= MOST_PATIENCE:
            raise BadArgument(self.name, text, NOT_A_DEADLINE)
        return millis


_FREE = re.compile(rf"(?:剩余?|余)?(?P<size>{SIZE})(?: ?(?:free|left|剩余|可用))?(?=[ ,和]|$)")
_PERCENT = re.compile(rf"(?:{SHARE}|(?P<bare>{NUMBER}))(?=[ ,和]|$)")
_BETWEEN = re.compile(r"(?:[ ,和]|and )+")


@dataclass(frozen=True, slots=True)
class Levels:
    """Levels in percent, or as what is left free: ``80 90 95 20GB``; lower ones come first."""

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
        levels = in_order(self._levels(typed))
        if len(levels) > MOST_LEVELS:
            raise BadArgument(self.name, typed, TOO_MANY_LEVELS)
        return levels

    def _levels(self, typed: str) -> Iterator[Level]:
        place = 0
        while place < len(typed):
            found = _FREE.match(typed, place) or _PERCENT.match(typed, place)
            if found is None:
                raise BadArgument(self.name, typed, NOT_LEVELS)
            yield self._level(found, typed)
            rest = _BETWEEN.match(typed, found.end())
            place = rest.end() if rest else len(typed)

    def _level(self, found: re.Match[str], typed: str) -> Level:
        if found.re is _FREE:
            return Free(self._free(found["size"], typed))
        percent = number(found["bare"]) if found["bare"] else share_of(found)
        if percent is None or percent != int(percent) or not 0 < percent <= 100:  # noqa: PLR2004 (a percentage)
            raise BadArgument(self.name, typed, NOT_LEVELS)
        return Percent(int(percent))

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


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Hours of each day: ``22:00-8:00``, ``22点半到8点半``, ``10pm-8am``."""

    name: str
    ask: str | None = None

    def read(self, text: str) -> Quiet | None:
        """Give the hours, None for ``off``; BadArgument for what are none."""
        typed = _given(self.name, self.ask, text)
        if is_off(typed):
            return None
        return Quiet.of_minutes(*_read(self.name, text, read_hours))


@dataclass(frozen=True, slots=True)
class TimeOfDay:
    """A time of day, read as minutes since midnight."""

    name: str
    ask: str | None = None

    def read(self, text: str) -> int:
        """Give the minutes; MissingArgument, or BadArgument for what is no time."""
        _given(self.name, self.ask, text)
        return _read(self.name, text, read_daily)


@dataclass(frozen=True, slots=True)
class DayAndTime:
    """A day of the week (0 is Monday) and the minutes of the day, at nine if none are given."""

    name: str
    ask: str | None = None

    def read(self, text: str) -> tuple[int, int]:
        """Give both; MissingArgument, or BadArgument for what is no day and time."""
        _given(self.name, self.ask, text)
        weekday, minute = _read(self.name, text, read_weekly)
        return weekday, MORNING if minute is None else minute


def _read(name: str, text: str, read: Callable[[str], T]) -> T:
    try:
        return read(text)
    except Unclear as unclear:
        raise BadArgument(name, text, unclear.reason, **unclear.values) from None


def _given(name: str, ask: str | None, text: str) -> str:
    """Give the copy in which everything alike is the same; MissingArgument if it was left out."""
    typed = normalise(unquoted(text))
    if not typed and ask is not None:
        raise MissingArgument(name, ask)
    return typed
