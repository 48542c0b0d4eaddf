"""What of a sentence tells what is wanted: its words, what they mean, and runs of them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, pairwise
from typing import Final

from bot.reading.english import stem
from bot.reading.lookup import Lookup
from bot.reading.parts import PLACES

_PLACE: Final = "".join(PLACES.values())
_ELEMENT = re.compile(rf"[a-z]+(?:'[a-z]+)*|[\u3400-\u9fff]|[{_PLACE}]|[?~]")
_KINDS: Final = {sign: kind for kind, sign in PLACES.items()}
_MOST_ELEMENTS: Final = 120
_MOST_MEANINGS: Final = 12
POLITE: Final = "polite"

Meanings = Lookup[tuple[str, ...]]
"""Words, in the form of :func:`joined`, and all that they may mean."""


def elements(text: str) -> list[str]:
    """Cut what was said into words, Chinese characters, and places of parts."""
    found = _ELEMENT.findall(text)[:_MOST_ELEMENTS]
    return [stem(each) if "a" <= each[0] <= "z" else each for each in found]


def joined(parts: Iterable[str]) -> str:
    """Write elements as one text, in which words of Latin letters are apart."""
    text = ""
    for each in parts:
        apart = text and text[-1].isascii() and each[0].isascii()
        text += f" {each}" if apart else each
    return text


def meanings(words: Mapping[str, Iterable[str]]) -> Meanings:
    """Prepare words for looking up, given by what they mean."""
    found: dict[str, tuple[str, ...]] = {}
    for meaning, each in words.items():
        for word in each:
            said = joined(elements(word.casefold()))
            found[said] = (*found.get(said, ()), meaning)
    return Lookup(found.items())


def features(said: list[str], known: Meanings) -> set[str]:
    """Name all that tells what is wanted with these elements."""
    kept, meant = understood(said, known)
    return {*_runs(kept), *_pieces(kept), *_of_meanings(meant[:_MOST_MEANINGS])}


def understood(said: list[str], known: Meanings) -> tuple[list[str], list[str]]:
    """Give the elements that are more than polite, and what they mean, each once."""
    text = joined(said)
    meant: dict[str, None] = {}
    rest, place = "", 0
    for start, end, found in known.all_in(text):
        rest += text[place:start]
        place = end
        if POLITE in found:
            rest += " "
        else:
            rest += text[start:end]
            meant.update(dict.fromkeys(found))
    kept = _ELEMENT.findall(rest + text[place:])
    meant.update({f"<{_KINDS[each]}>": None for each in kept if each in _KINDS})
    return kept, list(meant)


def about(topic: str, found: set[str]) -> set[str]:
    """Name what tells more when the last answer was about a command."""
    plain = {each for each in found if each.startswith("=") and "+" not in each}
    return {
        f"@{topic}",
        "@",
        *(f"@{each}" for each in plain),
        *(f"@{topic}{each}" for each in plain),
    }


def _runs(kept: list[str]) -> Iterator[str]:
    edged = ["^", *(each for each in kept if each != "?"), "$"]
    yield from kept
    yield from (f"{one} {two}" for one, two in pairwise(edged))


def _pieces(kept: list[str]) -> Iterator[str]:
    """Give three letters each of words, which survive a mistake in another place."""
    for word in kept:
        if word[0].isalpha() and word.isascii():
            edged = f"<{word}>"
            yield from (f"#{edged[place : place + 3]}" for place in range(len(edged) - 2))


def _of_meanings(meant: list[str]) -> Iterator[str]:
    yield from (f"={each}" for each in meant)
    yield from (f"={one}+{two}" for one, two in combinations(sorted(meant), 2))
