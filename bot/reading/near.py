"""Names that are only near to what was said: the one place that finds them."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.reading.english import stem
from bot.reading.names import NameIndex
from bot.reading.parts import Mention, apart
from bot.reading.said import Said
from bot.reading.spelling import Spelling

_LATIN: Final = re.compile(r"[a-z0-9][a-z0-9.'-]*")
_HAN: Final = re.compile("[\u4e00-\u9fff]{2,}")
_SHORTEST_LATIN: Final = 4
_SHORTEST_HAN: Final = 3
_LONG: Final = 8
_MOST_WINDOWS: Final = 60
_MOST_COMPARED: Final = 60_000
_FEWEST: Final = 4
"""In so few places a name is looked for, however many names there are."""


def near_names(
    said: Said, parts: Sequence[Mention], index: NameIndex, spelling: Spelling
) -> list[Mention]:
    """Add the space whose name is nearest to some words, where none was named exactly."""
    free = [each for each in _windows(said.copy, spelling) if _is_free(each, parts)]
    free = free[: max(_FEWEST, _MOST_COMPARED // (len(index.folded) or 1))]
    found = [part for start, end in free for part in _near(said.copy, start, end, index)]
    best = min(found, key=lambda part: part[0], default=None)
    return apart([best[1], *parts]) if best else list(parts)


def _windows(copy: str, spelling: Spelling) -> Iterator[tuple[int, int]]:
    """Give places that may be a name: words that nothing is known of, and runs of characters."""
    words = list(_LATIN.finditer(copy))
    for place, word in enumerate(words[:_MOST_WINDOWS]):
        if stem(word[0]) in spelling or len(word[0]) < _SHORTEST_LATIN:
            continue
        yield word.span()
        for first, last in ((place - 1, place), (place, place + 1)):
            if first >= 0 and last < len(words):
                yield words[first].start(), words[last].end()
    for run in _HAN.finditer(copy):
        for length in (5, 4, 3):
            for start in range(
                run.start(), min(run.end() - length + 1, run.start() + _MOST_WINDOWS)
            ):
                yield start, start + length


def _near(copy: str, start: int, end: int, index: NameIndex) -> Iterator[tuple[float, Mention]]:
    text = copy[start:end]
    is_latin = text.isascii()
    shortest = _SHORTEST_LATIN if is_latin else _SHORTEST_HAN
    if len(text) < shortest:
        return
    cutoff = 2 if is_latin and len(text) >= _LONG else 1
    found = process.extractOne(text, index.folded, scorer=OSA.distance, score_cutoff=cutoff)
    if found is None or len(found[0]) < shortest or (not is_latin and len(found[0]) != len(text)):
        return
    name = index.called(found[0])
    if name is not None:
        yield found[1] / len(text), Mention("space", start, end, name, near=True)


def _is_free(window: tuple[int, int], parts: Sequence[Mention]) -> bool:
    start, end = window
    return all(part.end <= start or end <= part.start for part in parts)
