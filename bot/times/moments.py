"""Moments to come: a day, a time of day, or both."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.i18n import N_
from bot.times.clock import A_DAY, AN_HOUR, NOT_A_TIME, NOT_THEN, PARTS, read_clock
from bot.times.days import PeriodEnd, Relative, SomeDay, Weekday, day_at
from bot.times.local import local, moment_of
from bot.times.words import Unclear, spoken

NOT_A_MOMENT = N_("Write a time like until 18:00, tomorrow 9am, friday or monday 9:00.")
NOT_WEEKLY = N_("Write a day of the week and a time, such as mon 09:00.")
WHICH_HOUR = N_("Which hour? For example: tonight 8, tomorrow 15:00 or friday 8 pm.")
IS_OVER = N_("That time has already passed.")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LEAD = re.compile(r"^(?:(?:until|till|to) |直到 ?|到 ?|至 ?)?(?:on )?")
_EVERY = re.compile(r"^(?:weekly |on |every |each |每逢?个?|逢)*")
_AT = re.compile(r"^(?:,? at |, ?| )?")
_JOINED = {
    "今晚": "今天晚上",
    "今夜": "今天晚上",
    "今早": "今天早上",
    "明早": "明天早上",
    "明晚": "明天晚上",
    "tonight": "today in the evening",
    "this morning": "today morning",
    "this afternoon": "today in the afternoon",
    "this evening": "today in the evening",
}
_PARTS = {
    "morning": "in the morning",
    "afternoon": "in the afternoon",
    "evening": "in the evening",
    "night": "at night",
}
"""Parts of the day as they stand before an hour, ``evening at 8``, and as they stand behind it."""
_PART_FIRST = re.compile(
    rf"(?:in the |at )?(?P<part>{'|'.join(_PARTS)})(?:$|,? at |, ?| )(?P<clock>.*)"
)
_WITHOUT_HOUR = frozenset(PARTS) - {"中午", "正午", "半夜", "午夜"}
"""Parts of the day that are no time of day by themselves."""
_LATE = re.compile("晚|in the evening|at night")
"""Words of an evening, which ends with the midnight after it."""
_MORNINGS = frozenset({"", "morning", "早上", "早晨", "上午", "in the morning", "早", "1早"})
_PERIOD_ENDS = (
    (
        PeriodEnd("week"),
        re.compile(
            "(?:the )?(?:end|rest) of (?:the |this )?week"
            "|(?:本|这个?)(?:周|星期|礼拜)(?:之?内|结束)(?:之?前)?"
        ),
    ),
    (
        PeriodEnd("month"),
        re.compile(
            "(?:the )?(?:end|rest) of (?:the |this )?month|month'?s end"
            "|(?:本|这)?个?月(?:底|末|之?内|结束)(?:之?前|为止)?"
        ),
    ),
    (
        PeriodEnd("year"),
        re.compile(
            "(?:the )?(?:end|rest) of (?:the |this )?year|year'?s end"
            "|(?:今|本)?年(?:底|末|之?内)(?:之?前|为止)?"
        ),
    ),
)
_LAST_MINUTE = A_DAY - 1
_NEXT_WEEK = frozenset({"next week", "下周", "下星期", "下礼拜", "下个星期"})
_DAILY = re.compile(r"^(?:every ?day|each day|daily|每天|每日|天天)(?:,? at |, ?| )?")
_DAILY_BEHIND = re.compile(r",? (?:every ?day|each day|daily)$")
_EACH = re.compile(r"^(?:every|each) (?=morning|afternoon|evening|night)")
_EACH_BEHIND = re.compile(rf"(?:every|each) (?P<part>{'|'.join(_PARTS)})$")
_BETWEEN = re.compile(r",? (?:on |every )*(?=\S)")


@dataclass(frozen=True, slots=True)
class Until:
    """A moment as it was said: ``day`` None is the next one with that time of day, ``minute`` None
    that day's morning. Minutes of 24 hours and more are those after the midnight that ends the day.
    """

    day: SomeDay | None
    minute: int | None

    def at(self, now: int, zone: str, morning: time) -> int:
        """Give the moment in milliseconds since 1970; raises Unclear for one that is over."""
        today = local(now, zone).date()
        days, minute = divmod(self.minute or 0, A_DAY)
        clock = morning if self.minute is None else time(*divmod(minute, AN_HOUR))
        moment = moment_of(self._day(today) + timedelta(days), clock, zone)
        if moment <= now and self._comes_again:
            again = self._day(today + timedelta(1)) + timedelta(days)
            moment = moment_of(again, clock, zone)
        if moment <= now:
            raise Unclear(IS_OVER)
        return moment

    @property
    def _comes_again(self) -> bool:
        if self.day == Relative(0) and self.minute == 0:
            return True  # the midnight of tonight
        return self.day is None or (isinstance(self.day, Weekday) and self.day.weeks is None)

    def _day(self, today: date) -> date:
        return today if self.day is None else self.day.after(today)


def read_until(text: str) -> Until:
    """Read a moment to come; raises Unclear."""
    said = _LEAD.sub("", spoken(text).rstrip(" .!?~"))
    for short, long in _JOINED.items():
        said = said.replace(short, long)
    if said in _NEXT_WEEK:
        return Until(Weekday(0, 1), None)
    for day, pattern in _PERIOD_ENDS:
        if pattern.fullmatch(said):
            return Until(day, _LAST_MINUTE)
    found = _day_first(said) or _clock_first(said)
    if found is not None:
        return found
    if said.isdecimal():
        raise Unclear(NOT_A_MOMENT)
    return Until(None, _clock_of(said))


def write_moment(at: int, zone: str) -> str:
    """Write a moment of whole minutes in local time, with what that is ahead of UTC."""
    local_time = (_EPOCH + timedelta(milliseconds=at)).astimezone(ZoneInfo(zone))
    return local_time.isoformat(" ", "minutes")


def read_moment(text: str, zone: str) -> int:
    """Read a moment as it is written, in milliseconds since 1970, of ``zone`` where it names no
    other; raises ValueError or OverflowError.
    """
    moment = datetime.fromisoformat(text)
    aware = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))
    return (aware - _EPOCH) // timedelta(milliseconds=1)


def read_daily(text: str) -> int:
    """Read the time of day of what comes every day, in minutes; raises Unclear."""
    said = spoken(text).replace("每晚", "晚上").replace("每早", "早上")
    said = _DAILY_BEHIND.sub("", _DAILY.sub("", said))
    said = _EACH_BEHIND.sub(lambda found: _PARTS[found["part"]], _EACH.sub("", said))
    return _clock_of(said)


def read_weekly(text: str) -> tuple[int, int | None]:
    """Read a day of the week (0 is Monday) and a time of day, None if none was said.

    Raises Unclear.
    """
    said = _EVERY.sub("", spoken(text))
    found = _day_first(said) or _clock_first(said)
    if found is None or not isinstance(found.day, Weekday):
        raise Unclear(NOT_WEEKLY)
    if found.minute is None:
        return found.day.weekday, None
    days, minute = divmod(found.minute, A_DAY)
    return (found.day.weekday + days) % 7, minute


def _day_first(said: str) -> Until | None:
    found = day_at(said)
    if found is None:
        return None
    day, end = found
    rest = _AT.sub("", said[end:])
    if rest in _MORNINGS:
        return Until(day, None)
    try:
        return Until(day, _of_that_day(rest))
    except Unclear as unclear:
        if unclear.reason == WHICH_HOUR or rest[0].isdecimal() or rest.startswith(tuple(PARTS)):
            raise
        return None


def _clock_first(said: str) -> Until | None:
    """Read ``9am on monday`` and ``9 tomorrow evening``."""
    for between in _BETWEEN.finditer(said):
        clock, behind = said[: between.start()], said[between.end() :]
        found = day_at(behind)
        if found is None:
            continue
        day, part = found[0], behind[found[1] :].strip()
        if _PART_FIRST.fullmatch(part) or (not part and not clock.isdecimal()):
            return Until(day, _of_that_day(f"{part} {clock}".strip()))
    return None


def _of_that_day(said: str) -> int:
    """Read a time of a day; twelve in its evening is its end, and not its beginning."""
    minute = _clock_of(said)
    is_evening = _LATE.search(said) or said.startswith(("evening", "night"))
    return minute + A_DAY if is_evening and minute < AN_HOUR else minute


def _clock_of(said: str) -> int:
    """Read a time of day that may begin with its part of the day; raises Unclear."""
    found = _PART_FIRST.fullmatch(said)
    if said in _WITHOUT_HOUR or (found is not None and not found["clock"]):
        raise Unclear(WHICH_HOUR)
    return read_clock(said) if found is None else _of_part(found["clock"], _PARTS[found["part"]])


def _of_part(clock: str, part: str) -> int:
    try:
        return read_clock(f"{clock} {part}")
    except Unclear as unclear:
        if unclear.reason != NOT_A_TIME:
            raise
    minute = read_clock(clock)  # which says its part of the day itself: ``evening at 8 pm``
    if minute // AN_HOUR not in PARTS[part].values():
        raise Unclear(NOT_THEN)
    return minute
