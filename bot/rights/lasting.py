"""For how long a role is given, as somebody says it."""

from dataclasses import dataclass
from datetime import time
from typing import Final

from bot.errors import BadArgument, MissingArgument
from bot.i18n import N_
from bot.language import normalise, unquoted
from bot.rights.grant import LONGEST
from bot.times import Unclear, Until, read_span, read_until
from bot.times.spans import DAY, NOT_A_SPAN

NOT_A_LENGTH: Final = N_("Write how long, such as 7 days, or until when, such as friday 18:00.")
TOO_SHORT: Final = N_("At least a minute, and at most a year.")
SHORTEST: Final = 60_000
MORNING: Final = time(9)
"""When a day begins that is said without a time."""


@dataclass(frozen=True, slots=True)
class Lasting:
    """A span in milliseconds, or a moment; one of the two."""

    millis: int = 0
    moment: Until | None = None

    def ends(self, begins: int, now: int, zone: str) -> int:
        """Give when it is over, of what ``begins`` then (milliseconds since 1970); raises Unclear
        for a moment that is over.
        """
        if self.moment is None:
            return begins + self.millis
        return self.moment.at(now, zone, MORNING)


@dataclass(frozen=True, slots=True)
class HowLong:
    """How long, or until when: ``7 days``, ``两周``, ``until friday 18:00``."""

    name: str
    ask: str | None = None

    def read(self, text: str) -> Lasting | None:
        """Give it, None where it may be left out and was. Raises BadArgument, MissingArgument."""
        value = unquoted(text)
        if not normalise(value):
            if self.ask is not None:
                raise MissingArgument(self.name, self.ask)
            return None
        return self._span(value)

    def could_be(self, text: str) -> bool:
        """Tell whether a phrase may have this text for it."""
        try:
            self._span(text)
        except BadArgument:
            return False
        return True

    def _span(self, text: str) -> Lasting:
        try:
            millis = read_span(text)
        except Unclear as no_span:
            return Lasting(moment=self._moment(text, no_span.reason))
        if not SHORTEST <= millis <= LONGEST:
            raise BadArgument(self.name, text, TOO_SHORT)
        return Lasting(millis)

    def _moment(self, text: str, no_span: str) -> Until:
        try:
            return read_until(text)
        except Unclear as unclear:
            reason = NOT_A_LENGTH if no_span == NOT_A_SPAN else no_span
            raise BadArgument(self.name, text, reason) from unclear


def days_of(millis: int) -> int:
    """Give a span in whole days, at least one."""
    return max(1, round(millis / DAY))
