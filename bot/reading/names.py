"""Names of spaces in sentences."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from bot.drive.both_languages import halves_of
from bot.drive.spaces import Space
from bot.reading.features import elements, joined
from bot.reading.lookup import Lookup
from bot.reading.parts import Mention
from bot.reading.said import folded
from bot.reading.table import learnt

_KEPT: Final = 8
"""Lists of so many people are ready at a time."""
_SHORTEST: Final = 2


class NameIndex:
    """The names that one person may say."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        pairs = [(folded(name), name) for name in self.names]
        tight = [(name.replace(" ", ""), called) for name, called in pairs if " " in name]
        halves = _halves(pairs)
        known = (*pairs, *tight, *halves)
        self._lookup = Lookup([(name, called) for name, called in known if name])
        self.folded = tuple(self._lookup.entries)

    def __contains__(self, name: str) -> bool:
        return name in self._lookup

    def called(self, text: str) -> str | None:
        """Give the whole name that a folded text is."""
        found = self._lookup.at(text, 0) if text else None
        return found[1] if found and found[0] == len(text) else None

    def all_in(self, copy: str) -> Iterator[Mention]:
        """Find all names in a sentence, the longest at each place."""
        for start, end, name in self._lookup.all_in(copy):
            yield Mention("space", start, end, name)


def _halves(pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Give the halves of names in both languages that only one name has, that nothing else is
    called, and that are no words.
    """
    taken = {name for name, _ in pairs}
    found = [(half, called) for name, called in pairs for half in halves_of(name)]
    count = Counter(half for half, _ in found)
    return [
        (half, called)
        for half, called in found
        if count[half] == 1 and half not in taken and _is_no_word(half)
    ]


def _is_no_word(half: str) -> bool:
    text = joined(elements(half))
    covered = sum(end - start for start, end, _ in learnt().meanings.all_in(text))
    return len(half) >= _SHORTEST and covered < len(text)


@lru_cache(maxsize=_KEPT)
def index_of(names: tuple[str, ...]) -> NameIndex:
    """Give the index of some names, which is kept for the next time."""
    return NameIndex(names)


class NameIndexes:
    """The indexes of the last lists, so that the same list is not prepared twice."""

    def __init__(self) -> None:
        self._last: tuple[Sequence[Space], NameIndex] | None = None

    def of(self, spaces: Sequence[Space]) -> NameIndex:
        """Give the index of a list of spaces."""
        if self._last is not None and self._last[0] is spaces:
            return self._last[1]
        index = index_of(tuple(space.name for space in spaces))
        self._last = spaces, index
        return index
