"""Days off as people say them, and what saying them makes of how a conversation is told."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.alerts.notation import MOST_DAYS, TOO_MANY_DAYS
from bot.alerts.subscription import Subscription
from bot.errors import BadArgument, MissingArgument, UserError
from bot.i18n import N_
from bot.language import is_off, normalise, unquoted
from bot.times import Unclear, nearest, read_days
from bot.times.china import NONE_OFF, Festival, NotKnown, Off, read_festival

ARE_OVER = N_("These days have already passed.")
NOT_SET = N_("None of these days is a day off here.")
_WITHOUT = re.compile(r"(?:off|no|not|without|remove|取消|删除|去掉|关闭) ?(?P<what>\S.*)")
_PIECES = re.compile(r"[;和]|,(?! ?[0-9]{4}(?![-/.年0-9]))|(?<= )and(?= )")
"""What stands between days; the comma in ``oct 1, 2027`` does not."""


class CalendarNotKnown(UserError):
    """China's days off of a year are not in this release; ``last`` is the last year that is."""

    template = "holidays_not_known"
    prints = ("year", "last")

    def __init__(self, year: int, last: int) -> None:
        super().__init__(year)
        self.year = year
        self.last = last


@dataclass(frozen=True, slots=True)
class _Meant:
    """Single days, and whether China's whole calendar is meant besides."""

    off: Off
    china: bool


@dataclass(frozen=True, slots=True)
class AskedDays:
    """Days to add to those of before, or to take from them (``less``); no days are all days."""

    typed: str
    days: str
    less: bool = False

    def onto(self, now: Subscription, today: date) -> Subscription:
        """Give the subscription with these days off. What is over is forgotten on the way.

        Raises BadArgument for days that are none, are over or too many; CalendarNotKnown.
        """
        if not self.days:
            return replace(now, holidays=frozenset(), worked=frozenset(), china=False)
        meant = self._meant(today)
        return self._without(now, meant) if self.less else self._with(now, meant, today)

    def _with(self, now: Subscription, meant: _Meant, today: date) -> Subscription:
        holidays = _ahead(now.holidays | meant.off.holidays, today)
        worked = _ahead(now.worked - meant.off.holidays | meant.off.worked, today)
        if len(holidays) > MOST_DAYS:
            raise self._bad(TOO_MANY_DAYS)
        return replace(now, holidays=holidays, worked=worked, china=now.china or meant.china)

    def _without(self, now: Subscription, meant: _Meant) -> Subscription:
        if not meant.off.holidays & now.holidays and not (meant.china and now.china):
            raise self._bad(NOT_SET)
        return replace(
            now,
            holidays=now.holidays - meant.off.holidays,
            worked=now.worked - meant.off.worked,
            china=now.china and not meant.china,
        )

    def _meant(self, today: date) -> _Meant:
        off, china = NONE_OFF, False
        for piece in filter(None, map(str.strip, _PIECES.split(self.days))):
            festival = read_festival(piece, today)
            if festival is not None and festival.is_whole_calendar:
                china = True
            elif festival is not None:
                off |= self._festival(festival, today)
            else:
                off |= self._said(piece, today)
        return _Meant(off, china)

    def _festival(self, festival: Festival, today: date) -> Off:
        try:
            off = festival.off(today)
        except NotKnown as unknown:
            raise CalendarNotKnown(unknown.year, unknown.last) from None
        return self._to_come(off, today)

    def _said(self, piece: str, today: date) -> Off:
        try:
            spans = [nearest(first, last, today) for first, last in read_days(piece)]
        except Unclear as unclear:
            raise self._bad(unclear.reason) from None
        if any((last - first).days >= MOST_DAYS for first, last in spans):
            raise self._bad(TOO_MANY_DAYS)
        days = {
            first + timedelta(number)
            for first, last in spans
            for number in range((last - first).days + 1)
        }
        return self._to_come(Off(frozenset(days), frozenset()), today)

    def _to_come(self, off: Off, today: date) -> Off:
        if max(off.holidays) < today:
            raise self._bad(ARE_OVER)
        return off

    def _bad(self, reason: str) -> BadArgument:
        return BadArgument("dates", self.typed, reason)


@dataclass(frozen=True, slots=True)
class DaysOff:
    """Days off: ``10月1日到7日``, ``国庆``, ``China`` for its calendar, ``off`` for none."""

    name: str
    ask: str | None = None

    def read(self, text: str) -> AskedDays:
        """Give what is wished; what it means depends on the day. MissingArgument for nothing."""
        said = normalise(unquoted(text)).rstrip(" .!?~")
        if not said and self.ask is not None:
            raise MissingArgument(self.name, self.ask)
        if is_off(said):
            return AskedDays(text, "")
        less = _WITHOUT.fullmatch(said)
        return AskedDays(text, less["what"] if less else said, less=less is not None)


def _ahead(days: frozenset[date], today: date) -> frozenset[date]:
    return frozenset(day for day in days if day >= today)
