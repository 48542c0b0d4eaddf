"""When a conversation may be disturbed, and how long people have: pure, and in local time.

Moments are milliseconds since 1970; days and times of day are those of the zone.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.times.local import local, moment_of
from bot.times.spans import DAY

A_DAY = timedelta(days=1)
MONDAY_TO_FRIDAY = frozenset(range(5))
MORNING = time(9)
NIGHT_ENDS = time(4)
"""Until then a night belongs to the day before: at one, tomorrow morning is in eight hours."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours of each day in which nobody is disturbed, past midnight if they end earlier."""

    begins: time
    ends: time

    def __post_init__(self) -> None:
        """Refuse with ValueError hours that never begin, or never end."""
        if self.begins == self.ends:
            raise ValueError("quiet hours need an end")

    @classmethod
    def of_minutes(cls, begins: int, ends: int) -> "Quiet":
        """Make them of minutes of the day."""
        return cls(time(*divmod(begins, 60)), time(*divmod(ends, 60)))

    @property
    def minutes(self) -> tuple[int, int]:
        """The minutes of the day at which they begin and end."""
        begins, ends = (each.hour * 60 + each.minute for each in (self.begins, self.ends))
        return begins, ends


@dataclass(frozen=True, slots=True)
class Hours:
    """The days and hours of one conversation.

    ``workdays`` count from Monday, which is 0. ``holidays`` are days off besides, ``worked`` days
    that are worked all the same (in China weekends around a holiday often are). An unknown zone is
    a ZoneInfoNotFoundError.
    """

    zone: str
    quiet: Quiet | None = None
    holidays: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    workdays: frozenset[int] = MONDAY_TO_FRIDAY
    morning: time = MORNING

    def __post_init__(self) -> None:
        """Refuse with ValueError a week without work, and a morning at night.

        In such a week a deadline would never come.
        """
        if not self.workdays & frozenset(range(7)):
            raise ValueError("at least one day of the week must be worked")
        if self.morning < NIGHT_ENDS:
            raise ValueError(f"no morning begins before {NIGHT_ENDS:%H:%M}")

    def works(self, day: date) -> bool:
        """Tell whether people can be expected to act on that day."""
        if day in self.holidays:
            return False
        return day in self.worked or day.weekday() in self.workdays

    def heard(self, at: int) -> int:
        """Give the first moment from ``at`` on that is neither in quiet hours nor on a holiday."""
        while (end := self._silence(at)) is not None:
            at = end
        return at

    def tomorrow_morning(self, at: int) -> int:
        """Give the morning of the next day; nights belong to the day before."""
        local = self._local(at)
        day = local.date() + (A_DAY if local.time() >= NIGHT_ENDS else timedelta())
        return self._at(day, self.morning)

    def after(self, at: int, working: int) -> int:
        """Give when so many milliseconds of working days will have passed since ``at``.

        All 24 hours of a working day count: what is due in 24 hours on a Friday at three is due on
        Monday at three.
        """
        day = self._local(at).date()
        while True:
            begins, ends = max(at, self._at(day, time.min)), self._at(day + A_DAY, time.min)
            if self.works(day):
                if ends - begins >= working:
                    return begins + working
                working -= ends - begins
            day += A_DAY

    def _silence(self, at: int) -> int | None:
        """Give when the silence ends that ``at`` lies in."""
        today = self._local(at).date()
        if today in self.holidays:
            return self._at(today + A_DAY, time.min)
        if self.quiet is None:
            return None
        nights = [self._night(day, self.quiet) for day in (today - A_DAY, today)]
        return next((ends for begins, ends in nights if begins <= at < ends), None)

    def _night(self, day: date, quiet: Quiet) -> tuple[int, int]:
        """Give the quiet hours that begin on a day."""
        last = day if quiet.begins < quiet.ends else day + A_DAY
        return self._at(day, quiet.begins), self._at(last, quiet.ends)

    def _local(self, at: int) -> datetime:
        return local(at, self.zone)

    def _at(self, day: date, clock: time) -> int:
        return moment_of(day, clock, self.zone)


@dataclass(frozen=True, slots=True)
class Care:
    """How a conversation looks after what fills up.

    ``patience`` is how long somebody has, in milliseconds of working days.
    """

    hours: Hours
    patience: int = DAY

    def deadline(self, now: int) -> int:
        """Give when somebody must have done something, at an hour when it may be said."""
        return self.hours.heard(self.hours.after(now, self.patience))
