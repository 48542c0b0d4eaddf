"""Parts of a sentence that say what it is about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

Kind = Literal[
    "space",
    "ordinal",
    "quoted",
    "size",
    "percent",
    "number",
    "page",
    "clock",
    "hours",
    "span",
    "moment",
    "weekly",
    "days",
    "file",
]

PLACES: Final[dict[Kind, str]] = {
    kind: chr(0xE000 + number) for number, kind in enumerate(get_args(Kind))
}
"""The one character that stands for a part of this kind in what is ranked."""

TIMES: Final[frozenset[Kind]] = frozenset({"clock", "hours", "span", "moment", "weekly", "days"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A part from ``start`` to ``end``: ``text`` is what the argument it is for would be typed as.

    ``doubtful`` is a space whose name may as well be meant as a word; ``near`` one that only comes
    close to what was said.
    """

    kind: Kind
    start: int
    end: int
    text: str
    doubtful: bool = False
    near: bool = False


def apart(parts: Iterable[Mention]) -> list[Mention]:
    """Give parts in the order they are said in; of those that overlap the one given first."""
    taken: list[Mention] = []
    for part in parts:
        if all(part.end <= other.start or other.end <= part.start for other in taken):
            taken.append(part)
    return sorted(taken, key=lambda part: part.start)


def cut(copy: str, parts: Sequence[Mention]) -> str:
    """Put one character in the place of each part."""
    pieces: list[str] = []
    place = 0
    for part in parts:
        pieces += [copy[place : part.start], PLACES[part.kind]]
        place = part.end
    return "".join([*pieces, copy[place:]])
