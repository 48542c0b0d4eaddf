"""What is said behind a request: how much of it, and why."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from bot.errors import BadArgument
from bot.language import Reading, Size, Text, more_said, normalise, trim, unquoted
from bot.requests.request import WHY_SHOWN

_CHARACTERS: Final = 500
_MOST_WORDS: Final = 8
"""A size or a time has no more."""
_BECAUSE: Final = re.compile(
    "[ ,;.]+(?:because|since|so that|in order to|reason ?:) ?(?P<en>.+)"
    "|[ ,;.]*(?:因为|理由 ?:|原因 ?:|由于|用于|用来|为了|以便) ?(?P<zh>.+)"
)
_QUOTED: Final = re.compile("(?P<name>[\"“「『《'‘].+?[\"”」』》'’])[ ,;.:-]*(?P<why>[^ ,;.:-].*)")
_PARTED: Final = re.compile("(?P<name>.+?) ?[,;] ?(?P<why>.+)")
_WHY_EN: Final = re.compile("(?:we|i|it|they|our|my|the|for|to|as|need|must|this|that|there) .+")
_SIGNS = 4
"""So many Chinese characters behind a comma are a reason, and no part of a name."""
_GAP: Final = re.compile("[ ,，;；]+")
_HAN: Final = re.compile("[\u3400-\u9fff]")
_REQUEST: Final = re.compile("(?:#|no[.]? ?|第)? ?(?P<digits>[0-9]{1,9}) ?(?:号|个)?[ ,;:]*")
_AND_WHY: Final = re.compile("(?P<number>[^,;:]*[0-9][^,;:]*)[,;:] ?(?P<why>.+)")


def with_why(said: str) -> tuple[str, str]:
    """Part what is asked for from the reason that was said behind it, empty for none."""
    reading = Reading(said[:_CHARACTERS])
    if len(said) > _CHARACTERS or (parted := _parted(reading)) is None:
        return unquoted(said), ""
    name, why = parted
    return unquoted(name), why[:WHY_SHOWN]


def _parted(reading: Reading) -> tuple[str, str] | None:
    """Part what stands before the reason from it: by a word, by quotes around the one, or by a
    comma between both; None for no reason.
    """
    quoted = _QUOTED.fullmatch(reading.copy)
    found = _BECAUSE.search(reading.copy, quoted.end("name") if quoted else 1)
    if found is not None:
        group = "en" if found["en"] else "zh"
        return reading.raw_between(0, found.start()), trim(reading.raw_between(*found.span(group)))
    by_comma = _PARTED.fullmatch(reading.copy)
    found = quoted or (by_comma if by_comma and _says_why(by_comma["why"]) else None)
    if found is None:
        return None
    return (
        reading.raw_between(*found.span("name")),
        trim(reading.raw_between(*found.span("why"))).lstrip(" ,，;；"),
    )


def _says_why(text: str) -> bool:
    return _WHY_EN.fullmatch(text) is not None or len(_HAN.findall(text)) >= _SIGNS


def before_why(said: str, reads: Callable[[str], object]) -> tuple[str, str]:
    """Part the longest beginning that can be read, word by word, from the reason behind it.

    All of it is given, without a reason, where no beginning can be.
    """
    whole = trim(said)
    ends = [found.span() for found in _GAP.finditer(whole)][:_MOST_WORDS]
    for end, behind in reversed([*ends, (len(whole), len(whole))]):
        try:
            reads(whole[:end])
        except BadArgument:
            continue
        return whole[:end], whole[behind:][:WHY_SHOWN]
    return said, ""


def number_and_why(said: str) -> tuple[str, str]:
    """Part the number of a request from the reason that is written to it: 12，预算不够."""
    reading = Reading(said)
    found = _AND_WHY.fullmatch(reading.copy)
    if found is None:
        return said, ""
    return reading.raw_between(*found.span("number")), reading.raw_between(*found.span("why"))


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
        if not because:
            said, because = before_why(said, self._wanted)
        return replace(self._wanted(said), because=because)

    def _wanted(self, said: str) -> SizeWanted:
        more = more_said(said)
        size = Size(self.name, self.ask).read(said if more is None else more)
        return SizeWanted(size or 0, more is not None)


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
