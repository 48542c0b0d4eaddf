"""China's days off, and the weekends around them that are worked instead.

The State Council announces both each autumn for the year to come, so they cannot be computed.
`chinesecalendar` (two files, no dependencies) holds what was announced, 2004 to 2026 in its 1.11,
and nothing else; `holidays` knows more countries, but gives years to come without their working
weekends, which is a guess. A year that the installed release lacks is not known here either.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from bot.language import normalise

_NAMES = {
    "New Year's Day": ("元旦", "new year's day", "new year"),
    "Spring Festival": (
        "春节",
        "过年",
        "spring festival",
        "chinese new year",
        "lunar new year",
    ),
    "Tomb-sweeping Day": (
        "清明",
        "tomb-sweeping day",
        "tomb sweeping day",
        "qingming",
        "qingming festival",
    ),
    "Labour Day": ("五一", "劳动", "labour day", "labor day", "may day"),
    "Dragon Boat Festival": ("端午", "dragon boat festival", "dragon boat"),
    "Mid-autumn Festival": ("中秋", "mid-autumn festival", "mid-autumn", "mid autumn festival"),
    "National Day": ("国庆", "十一", "national day", "golden week"),
}
_WHOLE = (
    "china",
    "china's holidays",
    "chinese holidays",
    "holidays in china",
    "中国",
    "中国节假日",
    "中国假期",
    "国家法定节假日",
    "法定节假日",
    "法定假日",
    "节假日",
)
_CALLED = {
    **{word: name for name, words in _NAMES.items() for word in words},
    **dict.fromkeys(_WHOLE, ""),
}
_WORDS = "|".join(map(re.escape, sorted(_CALLED, key=len, reverse=True)))
_YEAR = "(?:[0-9]{4}|今|明)年?|this year(?:'s)?|next year(?:'s)?"
_SAID = re.compile(
    f"(?:(?P<before>{_YEAR}) ?的?)?(?:the )?(?P<name>{_WORDS})"
    f"(?:节|假期|长假|放假|节假期| holidays?)?(?: ?(?:in )?(?P<behind>{_YEAR}))?"
)
_FROM_NOW = {"今": 0, "this": 0, "明": 1, "next": 1}


class NotKnown(Exception):
    """This release does not know a year's days off; ``last`` is the last it knows."""

    def __init__(self, year: int, last: int) -> None:
        super().__init__(year)
        self.year = year
        self.last = last


@dataclass(frozen=True, slots=True)
class Off:
    """Days off, and the weekend days that are worked for them."""

    holidays: frozenset[date]
    worked: frozenset[date]

    def __or__(self, other: "Off") -> "Off":
        return Off(self.holidays | other.holidays, self.worked | other.worked)


NONE_OFF = Off(frozenset(), frozenset())


@dataclass(frozen=True, slots=True)
class Festival:
    """One that was named, or all of them (``name`` is empty), in a year or whenever it is next."""

    name: str
    year: int | None

    @property
    def is_whole_calendar(self) -> bool:
        return not self.name and self.year is None

    def off(self, today: date) -> Off:
        """Give its days; raises NotKnown."""
        if self.year is not None:
            return _of_year(self.name, self.year)
        this = _of_year(self.name, today.year)
        return this if max(this.holidays) >= today else _of_year(self.name, today.year + 1)


def read_festival(text: str, today: date) -> Festival | None:
    """Read a festival's name, such as ``2027年国庆``; None for what is none."""
    found = _SAID.fullmatch(normalise(text))
    if found is None:
        return None
    year = found["before"] or found["behind"]
    return Festival(_CALLED[found["name"]], _year(year, today) if year else None)


def last_known() -> int:
    """Give the last year of which everything was announced when this release was made."""
    return max(calendar().holidays).year


@lru_cache(maxsize=1)
def calendar() -> Off:
    """Give all days that are known."""
    from chinese_calendar import holidays, workdays  # noqa: PLC0415 - for those who ask for it

    return Off(frozenset(holidays), frozenset(workdays))


def _year(said: str, today: date) -> int:
    if said[:4].isdecimal():
        return int(said[:4])
    return today.year + next(more for word, more in _FROM_NOW.items() if said.startswith(word))


def _of_year(name: str, year: int) -> Off:
    """Give a festival's days with those of another that follow on it, as 2025's moon cakes did."""
    from chinese_calendar import holidays, workdays  # noqa: PLC0415 - for those who ask for it

    known = {day.year for day in holidays}
    if year not in known:
        raise NotKnown(year, max(known))
    begun = {
        day for day, called in holidays.items() if day.year == year and called.startswith(name)
    }
    worked = {
        day for day, called in workdays.items() if day.year == year and called.startswith(name)
    }
    return Off(frozenset(_joined(begun, holidays)), frozenset(worked))


def _joined(days: set[date], holidays: dict[date, str]) -> set[date]:
    found, waiting = set(days), list(days)
    while waiting:
        day = waiting.pop()
        beside = {day - timedelta(1), day + timedelta(1)} & holidays.keys() - found
        found |= beside
        waiting += beside
    return found
