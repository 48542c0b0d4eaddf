"""Moments and local times of a zone, whose clocks may change.

A time of day that a change leaves out comes when the clock has moved on; of one that comes twice,
the first counts.
"""

from datetime import UTC, date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo


def local(at: int, zone: str) -> datetime:
    """Give the local time of a moment (milliseconds since 1970); ZoneInfoNotFoundError."""
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(_zone(zone))


def moment_of(day: date, clock: time, zone: str) -> int:
    """Give the moment of a local time, in milliseconds since 1970; ZoneInfoNotFoundError."""
    return round(datetime.combine(day, clock, _zone(zone)).timestamp() * 1000)


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
