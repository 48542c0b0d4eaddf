"""Days: of the calendar, of the week, or so many from today."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from bot.i18n import N_
from bot.times.words import Unclear, spoken

NOT_A_DAY = N_("Write a day like 2026-10-01, oct 1, friday or tomorrow.")
NO_SUCH_DAY = N_("There is no such date.")
WHICH_WEEK = N_("This could be this week or next week. Please write the date.")
BACKWARDS = N_("The last day is before the first.")
LONGEST: Final = 2000
"""Characters in which many single days may be listed."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""As they are written in files and in the trail; Monday is 0."""
_ZH = "一二三四五六日"
_EN_DAY = "(?:mon|tue|wed|thu|fri|sat|sun)(?:s|rs|(?:s|nes|rs|ur)?days?)?(?![a-z])"
_ZH_DAY = "(?:周|星期|礼拜)[一二三四五六日天]"
_RELATIVE = {
    **dict.fromkeys(("today", "今天", "今日"), 0),
    **dict.fromkeys(("tomorrow", "明天", "明日"), 1),
    **dict.fromkeys(("the day after tomorrow", "day after tomorrow", "后天"), 2),
    "大后天": 3,
}
_DAY = rf"""
    (?P<relative>{"|".join(map(re.escape, sorted(_RELATIVE, key=len, reverse=True)))})
  | (?P<week>this|next|coming|on|下下|下|本|这)?\ ?个?(?P<weekday>{_EN_DAY}|{_ZH_DAY})
  | (?:the\ )?(?P<d2>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:\ of)?\ (?P<mon2>{_MONTH})\.?
    (?:,?\ (?P<y2>[0-9]{{4}}))?
  | (?P<mon1>{_MONTH})\.?\ ?(?P<d1>[0-9]{{1,2}})(?![0-9])(?:st|nd|rd|th)?(?:,?\ (?P<y1>[0-9]{{4}}))?
  | (?:(?P<year>[0-9]{{4}})[-/.年]\ ?)?(?:(?P<month>[0-9]{{1,2}})[-/.月]\ ?)?
    (?P<day>[0-9]{{1,2}})[日号]?
"""
_ONE = re.compile(_DAY, re.VERBOSE)
_TO = re.compile(r" ?(?:\.\.+|-+|[–—~〜至到]|(?<= )(?:to|till|until)(?= )) ?")
_ENDS = re.compile(r"(?=[ ,和]|$)")
_BETWEEN = re.compile(r"(?:[ ,和]|and )+")


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a year, or of any."""

    year: int | None
    month: int
    day: int

    def after(self, start: date) -> date:
        """Give the day, the first from ``start`` on if it has no year; raises Unclear."""
        this = _made(self.year or start.year, self.month, self.day)
        if self.year is not None or this >= start:
            return this
        return _made(start.year + 1, self.month, self.day)


@dataclass(frozen=True, slots=True)
class Relative:
    """So many days from today."""

    days: int

    def after(self, start: date) -> date:
        return start + timedelta(self.days)


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week: the next there is, or the one so many weeks ahead of this one.

    ``is_vague`` is one that some would count from today and others from the week's end.
    """

    weekday: int
    weeks: int | None = None
    is_vague: bool = False

    def after(self, start: date) -> date:
        """Give the first from ``start`` on that is meant; raises Unclear."""
        ahead = (self.weekday - start.weekday()) % 7
        if self.weeks is not None:
            monday = start - timedelta(start.weekday())
            return monday + timedelta(7 * self.weeks + self.weekday)
        if self.is_vague and self.weekday > start.weekday():
            raise Unclear(WHICH_WEEK)
        return start + timedelta(7 if self.is_vague and not ahead else ahead)


@dataclass(frozen=True, slots=True)
class PeriodEnd:
    """The last day of the week, month or year that it is."""

    period: Literal["week", "month", "year"]

    def after(self, start: date) -> date:
        """Give that day."""
        match self.period:
            case "week":
                return start + timedelta(6 - start.weekday())
            case "month":
                first = start.replace(day=1)
                return (first + timedelta(32)).replace(day=1) - timedelta(1)
            case "year":
                return start.replace(month=12, day=31)


SomeDay = Day | PeriodEnd | Relative | Weekday


def read_days(text: str) -> tuple[tuple[SomeDay, SomeDay], ...]:
    """Read days and spans of days with commas or blanks between them; raises Unclear."""
    return tuple(_spans(spoken(text, LONGEST)))


def day_at(said: str, place: int = 0) -> tuple[SomeDay, int] | None:
    """Read the day that stands at a place of a spoken copy, and give it with where it ends."""
    found = _ONE.match(said, place)
    if found is None or (found["day"] and not found["month"]):
        return None
    return _of(found, None), found.end()


def nearest(first: SomeDay, last: SomeDay, today: date) -> tuple[date, date]:
    """Give the first and last day, of those without a year the next that are not over yet.

    Raises Unclear for a span that ends before it begins.
    """
    is_of_any_year = isinstance(first, Day) and first.year is None
    begins = first.after(date(today.year, 1, 1) if is_of_any_year else today)
    ends = _last(first, last, begins, today)
    if is_of_any_year and ends < today:
        begins = first.after(date(today.year + 1, 1, 1))
        ends = _last(first, last, begins, today)
    if ends < begins:
        raise Unclear(BACKWARDS)
    return begins, ends


def _last(first: SomeDay, last: SomeDay, begins: date, today: date) -> date:
    if last == first:
        return begins
    return last.after(today if isinstance(last, Relative) else begins)


def _spans(said: str) -> Iterator[tuple[SomeDay, SomeDay]]:
    place = 0
    while place < len(said):
        found = _ONE.match(said, place)
        if found is None or (found["day"] and not found["month"]):
            raise Unclear(NOT_A_DAY)
        first, place = _of(found, None), found.end()
        last = first
        if to := _TO.match(said, place):
            found = _ONE.match(said, to.end())
            if found is None:
                raise Unclear(NOT_A_DAY)
            last, place = _of(found, first), found.end()
            first = _of_the_year_of(first, last)
        if not _ENDS.match(said, place):
            raise Unclear(NOT_A_DAY)
        yield first, last
        rest = _BETWEEN.match(said, place)
        place = rest.end() if rest else len(said)


def _of_the_year_of(first: SomeDay, last: SomeDay) -> SomeDay:
    """Give a first day without a year that of the last day, or the year before over its turn."""
    if not isinstance(first, Day) or not isinstance(last, Day):
        return first
    if first.year is not None or last.year is None:
        return first
    is_turn = (first.month, first.day) > (last.month, last.day)
    return Day(last.year - is_turn, first.month, first.day)


def _of(found: re.Match[str], first: SomeDay | None) -> SomeDay:
    """Make the day that was found; one without a month is of the ``first`` day's."""
    if found["relative"]:
        return Relative(_RELATIVE[found["relative"]])
    if found["weekday"]:
        return _of_week(found["week"] or "", _weekday(found["weekday"]))
    for year, name, day in (("y1", "mon1", "d1"), ("y2", "mon2", "d2")):
        if found[name]:
            return _day(found[year], _MONTHS.index(found[name][:3]) + 1, found[day])
    if found["month"]:
        return _day(found["year"], int(found["month"]), found["day"])
    if not isinstance(first, Day):
        raise Unclear(NOT_A_DAY)
    if int(found["day"]) < first.day:
        raise Unclear(BACKWARDS)
    return Day(first.year, first.month, int(found["day"]))


def _day(year: str | None, month: int, day: str) -> Day:
    return Day(int(year) if year else None, month, int(day))


def _of_week(week: str, weekday: int) -> Weekday:
    weeks = {"下": 1, "下下": 2, "本": 0, "这": 0, "this": 0}
    return Weekday(weekday, weeks.get(week), is_vague=week == "next")


def _weekday(said: str) -> int:
    if said[:3] in WEEKDAYS:
        return WEEKDAYS.index(said[:3])
    return _ZH.index(said[-1].replace("天", "日"))


def _made(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Unclear(NO_SUCH_DAY) from None
