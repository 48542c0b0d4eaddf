"""One level in the place of another: *85 instead of 90*, 85 代替 90. All others stay."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from bot.alerts.arguments import NOT_LEVELS, Levels
from bot.errors import BadArgument
from bot.language import Reading, trim
from bot.quota.limits import Level, in_order

_INSTEAD: Final = re.compile(
    "(?P<new>.+?) ?(?:instead of|rather than|in place of|代替|取代|而不是) ?(?P<old>.+)"
)


@dataclass(frozen=True, slots=True)
class Swap:
    """The level that comes, and the one that goes."""

    new: Level
    old: Level

    def of(self, held: Iterable[Level]) -> tuple[Level, ...]:
        """Give the levels that were held with the one in the place of the other."""
        return in_order([*(each for each in held if each != self.old), self.new])


@dataclass(frozen=True, slots=True)
class LevelsOrSwap:
    """Levels, or one of them in the place of another."""

    name: str
    ask: str | None = None

    def read(self, text: str) -> tuple[Level, ...] | Literal["usual"] | Swap | None:
        """Give them as Levels does, or what is swapped; BadArgument for anything else."""
        reading, whole = Reading(text), Levels(self.name, self.ask)
        found = _INSTEAD.fullmatch(reading.copy.strip())
        if found is None:
            return whole.read(text)
        levels = [
            whole.read(trim(reading.raw_between(*found.span(name)))) for name in ("new", "old")
        ]
        match levels:
            case [tuple([new]), tuple([old])]:
                return Swap(new, old)
            case _:
                raise BadArgument(self.name, text, NOT_LEVELS)
