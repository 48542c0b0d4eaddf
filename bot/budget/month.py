"""Months and days as DingTalk's allowances have them: in China's time zone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.times.spans import HOUR

CHINA = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class Span:
    """A month or a day. Times are milliseconds since 1970; ``ends`` is the first one after it."""

    name: str
    begins: int
    ends: int

    def left(self, now: int) -> float:
        """Give the part of it that is still to come, from 1 at its beginning to 0 at its end."""
        return min(max((self.ends - now) / (self.ends - self.begins), 0.0), 1.0)


def month_of(now: int) -> Span:
    """Give the month in which ``now`` (milliseconds since 1970) lies."""
    return _month_at(now // HOUR * HOUR)  # in China it begins with a whole hour since 1970


def day_of(now: int) -> Span:
    """Give the day in which ``now`` (milliseconds since 1970) lies."""
    return _day_at(now // HOUR * HOUR)


@lru_cache(maxsize=64)  # a turn asks some ten times
def _month_at(now: int) -> Span:
    first = _midnight(now).replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    return Span(f"{first:%Y-%m}", _millis(first), _millis(following))


@lru_cache(maxsize=64)
def _day_at(now: int) -> Span:
    midnight = _midnight(now)
    return Span(f"{midnight:%Y-%m-%d}", _millis(midnight), _millis(midnight + timedelta(days=1)))


def _midnight(now: int) -> datetime:
    local = datetime.fromtimestamp(now / 1000, CHINA)
    return local.replace(hour=0, minute=0, second=0, microsecond=0)


def _millis(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)
