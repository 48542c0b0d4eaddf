"""Reading a day of the week and a time of day, as people type them."""

import re
from dataclasses import dataclass

from bot.errors import BadArgument, MissingArgument
from bot.language import normalise

NOT_A_TIME = "This is no time of day. One looks like 09:00."
NOT_A_DAY = "This is no day of the week with a time. One looks like mon 09:00."
MORNING = 9 * 60
"""When a digest comes that was given a day only, in minutes of the day."""
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = re.compile(
    r"(?:on |every |每)?(?:(?P<en>mon|tue|wed|thu|fri|sat|sun)"
    r"(?:s|rs|(?:s|nes|rs|ur)?days?)?(?![a-z])"
    r"|(?:周|星期|礼拜)(?P<zh>[一二三四五六日天]))(?:,| at)? ?"
)
_ZH = "一二三四五六日"
_HALF_A_DAY = 12
_CLOCK = re.compile(
    r"(?:at )?(?:(?P<morning>上午|早上)|(?P<later>下午|晚上))? ?(?P<hour>[0-9]{1,2})"
    r"(?::(?P<minute>[0-9]{2})|点(?:(?P<spoken>[0-9]{1,2})分?|(?P<half>半))?)? ?(?P<ampm>am|pm)?"
)


@dataclass(frozen=True, slots=True)
class TimeOfDay:
    """A time of day, read as minutes since midnight."""

    name: str
    ask: str | None = None

    def read(self, text: str) -> int:
        """Give the minutes; MissingArgument, or BadArgument for what is no time."""
        said = normalise(text)
        if not said and self.ask is not None:
            raise MissingArgument(self.name, self.ask)
        minute = _minute(said)
        if minute is None:
            raise BadArgument(self.name, text, NOT_A_TIME)
        return minute


@dataclass(frozen=True, slots=True)
class DayAndTime:
    """A day of the week (0 is Monday) and the minutes of the day, at nine if none are given."""

    name: str
    ask: str | None = None

    def read(self, text: str) -> tuple[int, int]:
        """Give both; MissingArgument, or BadArgument for what is no day and time."""
        said = normalise(text)
        if not said and self.ask is not None:
            raise MissingArgument(self.name, self.ask)
        day = _DAY.match(said)
        minute = _minute(said[day.end() :]) if day and said[day.end() :] else MORNING
        if day is None or minute is None:
            raise BadArgument(self.name, text, NOT_A_DAY)
        weekday = DAYS.index(day["en"]) if day["en"] else _ZH.index(day["zh"].replace("天", "日"))
        return weekday, minute


def _minute(said: str) -> int | None:
    """Read a time of day in 24 hours, or of half a day: ``9:30 pm``, ``下午3点半``."""
    clock = _CLOCK.fullmatch(said)
    if clock is None:
        return None
    hour = int(clock["hour"])
    minute = 30 if clock["half"] else int(clock["minute"] or clock["spoken"] or 0)
    if clock["ampm"] and not 1 <= hour <= _HALF_A_DAY:
        return None
    if (clock["ampm"] or clock["later"]) and hour <= _HALF_A_DAY:
        hour = hour % _HALF_A_DAY + (0 if clock["ampm"] == "am" else _HALF_A_DAY)
    return 60 * hour + minute if hour < 2 * _HALF_A_DAY and minute < 60 else None  # noqa: PLR2004
