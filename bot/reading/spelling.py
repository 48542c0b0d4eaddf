"""Words as they are spelt, where they were typed with a mistake."""

from collections.abc import Sequence
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

UNKNOWN: Final = "~"
"""Stands for a word that nothing is known of, such as somebody's name."""
_SHORT, _LONG = 4, 8
_MOST_CORRECTED: Final = 20


class Spelling:
    """Knows words, and finds the one that was meant."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = list(words)
        self._known = frozenset(words)

    def __contains__(self, word: str) -> bool:
        return word in self._known

    def corrected(self, elements: Sequence[str]) -> list[str]:
        """Put the word that was meant for each that is not known, UNKNOWN where there is none."""
        left = _MOST_CORRECTED
        found: list[str] = []
        for each in elements:
            if not _is_word(each) or each in self._known:
                found.append(each)
                continue
            left -= 1
            found.append(self.nearest(each) if left >= 0 else UNKNOWN)
        return found

    def nearest(self, word: str) -> str:
        """Give the known word that is one mistake away, or two from a long one; else UNKNOWN."""
        if len(word) < _SHORT:
            return UNKNOWN
        cutoff = 2 if len(word) >= _LONG else 1
        near = process.extractOne(word, self._words, scorer=OSA.distance, score_cutoff=cutoff)
        return near[0] if (near and near[0][0] == word[0]) or (near and near[1] == 1) else UNKNOWN


def _is_word(element: str) -> bool:
    return element.isascii() and element[0].isalpha()
