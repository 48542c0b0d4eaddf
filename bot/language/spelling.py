"""Names that come close to what somebody typed: for showing and asking, never for acting on.

Close is a name with one wrong character (two in a long one), one whose characters sound alike, and
one that was typed in the letters of its sounds. Width, case, blanks, punctuation and traditional
characters make no difference.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.language.characters import simplified, sounding, written_out
from bot.language.typed import HAN

MOST: Final = 4
"""So many names are offered."""
LONGEST: Final = 100
"""No more characters of a name, or of what was typed, are compared."""
_LONG: Final = 8
"""In as many letters there may be two mistakes …"""
_SHORT: Final = 4
"""… and in fewer than so many none; a Chinese word may be of two characters."""
_BEGINNING: Final = 3
"""A text of so many characters may be the beginning of a name."""
_LETTERS: Final = 6
"""The longest sound is written in so many."""
_LISTS: Final = 4

_GAPS = re.compile(r"(?:[^\w\n]|_)+")
_HAN = re.compile(f"[{HAN}]")


def near(names: Sequence[str], text: str) -> tuple[str, ...]:
    """Give the names that come close to a text, the closest first, at most :data:`MOST`.

    One that is the text itself comes first. The same list as before costs less.
    """
    return _index(tuple(names)).near(text)


@lru_cache(maxsize=_LISTS)
def _index(names: tuple[str, ...]) -> "_Names":
    return _Names(names)


class _Names:
    """Names in the form in which they are compared; all are brought into it at once."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._names = names
        self._plain = _plain("\n".join(name[:LONGEST].replace("\n", " ") for name in names))

    def near(self, text: str) -> tuple[str, ...]:
        asked = _plain(text[:LONGEST].replace("\n", " "))
        if not asked:
            return ()
        best: dict[str, tuple[float, int]] = {}
        for away, place in self._found(asked):
            name = self._names[place]
            best[name] = min(best.get(name, (away, place)), (away, place))
        return tuple(sorted(best, key=best.__getitem__)[:MOST])

    def _found(self, asked: str) -> Iterator[tuple[float, int]]:
        """Give how far off the names at some places are, those of the same sound a little less."""
        plain, most = dict(enumerate(self._plain.split("\n"))), allowed(asked)
        yield from _within(plain, asked, most, 0)
        if len(asked) >= _BEGINNING:
            begun = {place: name[: len(asked)] for place, name in plain.items()}
            yield from _within(begun, asked, most, 1)
        if _HAN.search(asked) and len(asked) > 1:
            alike = {place: name for place, name in plain.items() if len(name) == len(asked)}
            yield from _within(_each(sounding, alike), sounding(asked), 0, 0.5)
        elif len(asked) >= _SHORT:
            spelt = {
                place: name
                for place, name in plain.items()
                if len(name) < len(asked) <= _LETTERS * len(name) and not name.isascii()
            }
            yield from _within(_each(written_out, spelt), asked, most, 0.5)


def _each(form: Callable[[str], str], names: Mapping[int, str]) -> dict[int, str]:
    """Give a form of names, made of all at once."""
    return (
        dict(zip(names, form("\n".join(names.values())).split("\n"), strict=True)) if names else {}
    )


def _within(
    forms: Mapping[int, str], asked: str, most: int, more: float
) -> Iterator[tuple[float, int]]:
    found = process.extract(
        asked, forms, scorer=OSA.distance, processor=None, score_cutoff=most, limit=MOST
    )
    yield from ((away + more, place) for form, away, place in found if form)


def allowed(asked: str) -> int:
    """Tell how many characters of a text may be wrong."""
    letters = len(asked)
    least = 2 if _HAN.search(asked) else _SHORT
    return 0 if letters < least else 1 if letters < _LONG else 2


def _plain(text: str) -> str:
    wide = unicodedata.normalize("NFKC", text).casefold()
    return _GAPS.sub("", simplified(wide))
