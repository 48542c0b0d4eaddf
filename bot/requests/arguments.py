"""What is said behind a request: how much of it, and why."""

import re
from dataclasses import dataclass
from typing import Final

from bot.language import Reading, Size, Text, normalise, trim, unquoted
from bot.requests.request import WHY_SHOWN

_CHARACTERS: Final = 500
_BECAUSE: Final = re.compile(
    "[ ,;.]+(?:because|reason ?:) ?(?P<en>.+)|[ ,;.]*(?:因为|理由 ?:|原因 ?:) ?(?P<zh>.+)"
)
_REQUEST: Final = re.compile("(?:#|no[.]? ?|第)? ?(?P<digits>[0-9]{1,9}) ?(?:号|个)?")
_MORE: Final = re.compile(
    r"(?:[+]|(?:another|an extra) |(?:再|多|增加|加)(?:给|加)? ?)(?P<before>.+)"
    r"|(?P<behind>.+?) (?:more|extra)"
)


def with_why(said: str) -> tuple[str, str]:
    """Part what is asked for from the reason that was said behind it, empty for none."""
    reading = Reading(said[:_CHARACTERS])
    found = _BECAUSE.search(reading.copy)
    if found is None or found.start() == 0 or len(said) > _CHARACTERS:
        return unquoted(said), ""
    group = "en" if found["en"] else "zh"
    why = trim(reading.raw_between(*found.span(group)))
    return unquoted(reading.raw_between(0, found.start())), why[:WHY_SHOWN]


@dataclass(frozen=True, slots=True)
class SizeWanted:
    """A limit of ``size`` bytes, or so much ``more`` than now, and why."""

    size: int
    more: bool = False
    because: str = ""


@dataclass(frozen=True, slots=True)
class HowMuch:
    """A size, or how much more, then maybe a reason."""

    name: str
    ask: str

    def read(self, text: str) -> SizeWanted:
        """Part them; raises as :class:`bot.language.Size` does."""
        said, because = with_why(text)
        reading = Reading(said)
        found = _MORE.fullmatch(reading.copy)
        if found:
            group = "before" if found["before"] else "behind"
            said = reading.raw_between(*found.span(group))
        size = Size(self.name, self.ask).read(said)
        return SizeWanted(size or 0, found is not None, because)


@dataclass(frozen=True, slots=True)
class RequestNumber:
    """The number of a request: ``12``, ``#12``, 第12号."""

    name: str
    ask: str | None = None

    def read(self, text: str) -> str:
        """Give its digits, or what was said instead; empty where it was left out."""
        said = Text(self.name, self.ask).read(text)
        found = _REQUEST.fullmatch(normalise(said))
        return found["digits"] if found else said
