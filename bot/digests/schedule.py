"""When a digest is due, in local time: pure.

A digest is *for* a moment of its schedule, and that moment is its name: it comes once, however
often somebody looks, and of those that were missed only the last one still comes. Moments are
milliseconds since 1970; days and times of day are those of a zone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time, timedelta

from bot.alerts.hours import Hours
from bot.alerts.subscription import Digest
from bot.times.local import local, moment_of
from bot.times.spans import DAY, HOUR

LATE = HOUR // 4
"""A digest that comes so much after it could have come says so."""
LONGEST = 28 * DAY
"""No digest looks further back, however many were missed."""
_A_DAY = timedelta(days=1)
_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Due:
    """A digest that should leave now.

    It is for ``moment`` and tells what happened since ``begins``.
    """

    moment: int
    begins: int
    late: bool = False


def due(digest: Digest, hours: Hours, now: int) -> Due | None:
    """Tell which digest should leave now; None for none. Quiet hours hold it back.

    A last one so far ahead was noted under a clock that has since been set back.
    """
    last = digest.last if digest.last <= now + DAY else 0
    moment = latest(digest, hours.zone, now)
    if moment <= last:
        return None
    planned = hours.heard(moment)
    if now < planned or hours.heard(now) > now:
        return None
    return Due(moment, _begins(digest, hours.zone, moment, last), now >= planned + LATE)


def asked(digest: Digest | None, zone: str, now: int) -> Due:
    """Say what a digest covers that somebody asks for: a day or a week up to now."""
    days = 1 if digest is not None and digest.every == "daily" else _A_WEEK
    today = local(now, zone)
    return Due(now, moment_of(today.date() - days * _A_DAY, today.time(), zone))


def latest(digest: Digest, zone: str, now: int) -> int:
    """Give the last moment of the schedule up to ``now``."""
    return next(at for at in _moments(digest, zone, now, -1) if at <= now)


def following(digest: Digest, zone: str, now: int) -> int:
    """Give the first moment of the schedule after ``now``."""
    return next(at for at in _moments(digest, zone, now, 1) if at > now)


def _begins(digest: Digest, zone: str, moment: int, last: int) -> int:
    """Begin at the moment before, or where the last digest ended if that is longer ago."""
    before = latest(digest, zone, moment - 1)
    return max(min(before, last), moment - LONGEST) if last else before


def _moments(digest: Digest, zone: str, now: int, step: int) -> Iterator[int]:
    """Walk the schedule day by day; a day too many, for a change of clocks moves moments."""
    day = local(now, zone).date() - step * _A_DAY
    clock = time(*divmod(digest.minute, 60))
    while True:
        if digest.every == "daily" or day.weekday() == digest.weekday:
            yield moment_of(day, clock, zone)
        day += step * _A_DAY
