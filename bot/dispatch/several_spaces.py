"""The same wished of several spaces that are named together: *duplicates in Finance and Legal*.

Pure: it tells how the sentence would be said of each of them alone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.reading.names import index_of
from bot.reading.parts import Mention
from bot.reading.said import Said

_JOINS: Final = re.compile(
    r" *(?:[,，、&+]|(?<![a-z])and(?![a-z])|[和跟与及]|以及|还有)+ *(?:the )?"
)


@dataclass(frozen=True, slots=True)
class OfEach:
    """The spaces that are named together, the sentence as it would be said of each, and of all but
    the first.
    """

    names: tuple[str, ...]
    alone: tuple[str, ...]
    rest: str


def said_of_each(text: str, names: Sequence[str]) -> OfEach | None:
    """Tell how a sentence would be said of each of the spaces that it names together; None where it
    names no two so.
    """
    said = Said(text)
    found = _together(said, list(index_of(tuple(names)).all_in(said.copy)))
    called = tuple(dict.fromkeys(each.text for each in found))
    if len(called) <= 1:
        return None
    start, end = found[0].start, found[-1].end
    before, behind = said.typed(0, start), said.typed(end, len(said.copy))
    alone = tuple(before + said.typed(each.start, each.end) + behind for each in found)
    return OfEach(called, alone, before + said.typed(found[1].start, end) + behind)


def _together(said: Said, found: Sequence[Mention]) -> list[Mention]:
    """Give the first names that only *and* stands between."""
    together: list[Mention] = []
    for each in found:
        is_joined = together and _JOINS.fullmatch(said.copy[together[-1].end : each.start])
        if len(together) > 1 and not is_joined:
            break
        together = [*together, each] if is_joined else [each]
    return together
