"""Finds many words or names in one sentence at once, the longest first."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, TypeVar

T = TypeVar("T")

_WORD = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")


class Lookup(Generic[T]):
    """What stands for which words; all are compared as they are given."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._found: dict[str, T] = {}
        for word, value in entries:
            self._found.setdefault(word, value)
        lengths: dict[str, set[int]] = {}
        for word in self._found:
            lengths.setdefault(word[:2], set()).add(len(word))
        self._lengths = {
            beginning: tuple(sorted(each, reverse=True)) for beginning, each in lengths.items()
        }

    @property
    def entries(self) -> Mapping[str, T]:
        """All words, with what they stand for."""
        return self._found

    def __contains__(self, word: str) -> bool:
        return word in self._found

    def at(self, text: str, place: int) -> tuple[int, T] | None:
        """Give where the longest that begins here ends, and what it stands for.

        None begins or ends inside a word of Latin letters or a number.
        """
        if place and text[place] in _WORD and text[place - 1] in _WORD:
            return None
        for beginning in (text[place : place + 2], text[place]):
            for length in self._lengths.get(beginning, ()):
                end = place + length
                word = text[place:end]
                if end <= len(text) and word in self._found and not _is_inside(text, end):
                    return end, self._found[word]
        return None

    def all_in(self, text: str) -> Iterator[tuple[int, int, T]]:
        """Give all with their places: at each place the longest, and none inside another."""
        place = 0
        while place < len(text):
            found = self.at(text, place)
            if found is None:
                place += 1
                continue
            yield place, found[0], found[1]
            place = found[0]


def _is_inside(text: str, end: int) -> bool:
    return end < len(text) and text[end] in _WORD and text[end - 1] in _WORD
