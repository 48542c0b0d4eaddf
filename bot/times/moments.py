"""Moments to come: a day, a time of day, or both."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.i18n import N_
from bot.times.clock import PARTS, read_clock
from bot.times.days import SomeDay, Weekday, day_at
from bot.times.words import Unclear, spoken

NOT_A_MOMENT = N_("A moment looks like until 18:00, tomorrow 9am, friday or monday 9:00.")
NOT_WEEKLY = N_("This is no day of the week with a time. One looks like mon 09:00.")
IS_OVER = N_("That moment is over already.")

_LEAD = re.compile(r"^(?:(?:until|till|to) |直到 ?|到 ?|至 ?)?(?:on )?")
_EVERY = re.compile(r"^(?:on |every |each |每个?|每逢)*")
_AT = re.compile(r"^(?:,? at |, ?| )?")
_JOINED = {
    "今晚": "今天晚上",
    "今早": "今天早上",
    "明早": "明天早上",
    "明晚": "明天晚上",
    "tonight": "today",
    "this morning": "today",
}
_MORNINGS = frozenset({"", "morning", "早上", "早晨", "上午", "in the morning", "早"})
_NEXT_WEEK = frozenset({"next week", "下周", "下星期", "下礼拜", "下个星期"})
_BEHIND = re.compile(r"(?P<clock>.+?),? (?:on |every )*(?P<day>\S.*)")


@dataclass(frozen=True, slots=True)
class Until:
    """A moment as it was said: ``day`` None is the next one with that time of day, ``minute`` None
    that day's morning.
    """

    day: SomeDay | None
    minute: int | None

    def at(self, now: int, zone: str, morning: time) -> int:
        """Give the moment in milliseconds since 1970; raises Unclear for one that is over."""
        today = datetime.fromtimestamp(now / 1000, UTC).astimezone(ZoneInfo(zone)).date()
        clock = morning if self.minute is None else time(*divmod(self.minute, 60))
        moment = _at(self._day(today), clock, zone)
        if moment <= now and self._comes_again:
            moment = _at(self._day(today + timedelta(1)), clock, zone)
        if moment <= now:
            raise Unclear(IS_OVER)
        return moment

    @property
    def _comes_again(self) -> bool:
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
    found = _day_first(said) or _clock_first(said)
    if found is not None:
        return found
    if said.isdecimal():
        raise Unclear(NOT_A_MOMENT)
    return Until(None, read_clock(said))


def read_weekly(text: str) -> tuple[int, int | None]:
    """Read a day of the week (0 is Monday) and a time of day, None if none was said.

    Raises Unclear.
    """
    said = _EVERY.sub("", spoken(text))
    found = _day_first(said) or _clock_first(said)
    if found is None or not isinstance(found.day, Weekday):
        raise Unclear(NOT_WEEKLY)
    return found.day.weekday, found.minute


def _day_first(said: str) -> Until | None:
    found = day_at(said)
    if found is None:
        return None
    day, end = found
    rest = _AT.sub("", said[end:])
    if rest in _MORNINGS:
        return Until(day, None)
    try:
        return Until(day, read_clock(rest))
    except Unclear:
        if rest[0].isdecimal() or rest.startswith(tuple(PARTS)):
            raise
        return None


def _clock_first(said: str) -> Until | None:
    """Read ``9am on monday``."""
    behind = _BEHIND.fullmatch(said)
    if behind is None or behind["clock"].isdecimal():
        return None
    found = day_at(behind["day"])
    if found is None or found[1] != len(behind["day"]):
        return None
    return Until(found[0], read_clock(behind["clock"]))


def _at(day: date, clock: time, zone: str) -> int:
    return round(datetime.combine(day, clock, ZoneInfo(zone)).timestamp() * 1000)
