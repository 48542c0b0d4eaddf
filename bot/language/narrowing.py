"""What a list is narrowed by, as people say it: ``over 90% finance page 2``, ``快满的 按名称``.

All that is no condition is looked for in names, and so is what stands in quotes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from bot.language.arguments import paged
from bot.language.conditions import CONDITIONS, Narrowing
from bot.language.orders import ORDERS
from bot.language.typed import Reading, trim, unquoted


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Words of names, conditions, an order and a page, in any order; all may be left out."""

    name: str
    ask: str | None = None

    def read(self, text: str) -> Narrowing:
        """Give what a list is narrowed by: any text is."""
        said, page = paged(trim(text))
        return replace(_read(said), page=page)


def share_said(text: str) -> str | None:
    """Give the share of a limit that a sentence speaks of, on its side: ``under 50%``; None for
    none.
    """
    copy = Reading(text).copy
    for place in range(min(len(copy), _MOST)):
        if place and copy[place - 1].isascii() and copy[place - 1].isalnum():
            continue
        for _, found in sorted(_at(copy, place, Narrowing()), key=lambda each: -each[0]):
            if found.below_share is not None:
                return f"under {found.below_share.normalize():f}%"
            if found.least_share is not None:
                return f"over {found.least_share.normalize():f}%"
    return None


_FILLING = re.compile(
    "(?:(?:and|with|that are|which are|that|which|only|just|the|all|those|spaces?|drives?|ones)"
    "|(?:的|并且|而且|且|和|并|只看|仅|所有|全部|空间|云盘|盘|那些|里)+)(?=$|[ ,])"
)
"""What only binds conditions, dropped where there is one, and where there is nothing else."""
_GAP = re.compile("[ ,]+")
_WORD = re.compile("\"[^\"]*\"|'[^']*'|[^ ,]+")
_MOST: Final = 200
"""Nobody says a condition behind so many characters; what follows is words."""


@dataclass(slots=True)
class _SoFar:
    found: Narrowing
    words: list[tuple[int, int]] = field(default_factory=list)
    filling: set[tuple[int, int]] = field(default_factory=set)
    orders: list[tuple[int, int]] = field(default_factory=list)


def _read(said: str) -> Narrowing:
    reading = Reading(said)
    copy, state, place = reading.copy, _SoFar(Narrowing(said)), 0
    while place < len(copy):
        if gap := _GAP.match(copy, place):
            place = gap.end()
            continue
        place = _next(copy, place, state)
    words = [span for span in state.words if span not in state.filling]
    if state.found.is_plain:
        return Narrowing(said, said, unquoted(said)) if words else Narrowing()
    texts = [unquoted(reading.raw_between(*span)) for span in words]
    return replace(
        state.found, words=" ".join(filter(None, texts)), unordered=_without(reading, state.orders)
    )


def _without(reading: Reading, spans: list[tuple[int, int]]) -> str:
    """Give what was typed besides some of it."""
    edges = [0, *(edge for span in spans for edge in span), len(reading.copy)]
    between = zip(edges[::2], edges[1::2], strict=True)
    kept = (trim(reading.raw_between(start, end)) for start, end in between if start < end)
    return " ".join(filter(None, kept))


def _next(copy: str, place: int, state: _SoFar) -> int:
    """Take the longest condition that begins here, or a word; give where it ends."""
    for end, narrowed in sorted(_at(copy, place, state.found), key=lambda each: -each[0]):
        if _is_order(narrowed, state.found):
            state.orders.append((place, end))
        state.found = narrowed
        return end
    if filling := _FILLING.match(copy, place):
        state.filling.add(filling.span())
    word = filling or _WORD.match(copy, place)
    end = word.end() if word else place + 1
    state.words.append((place, end))
    return end


def _is_order(narrowed: Narrowing, before: Narrowing) -> bool:
    return narrowed.sorting != before.sorting or "growing" in narrowed.kinds - before.kinds


def _at(copy: str, place: int, so_far: Narrowing) -> Iterator[tuple[int, Narrowing]]:
    if place > _MOST:
        return
    for condition, taken in (*CONDITIONS, *ORDERS):
        found = condition.match(copy, place)
        narrowed = taken(found, so_far) if found and found.end() > place else None
        if found and narrowed is not None:
            yield found.end(), narrowed
