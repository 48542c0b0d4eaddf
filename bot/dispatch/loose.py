"""Tells a command about files whose parts hold more of a sentence than the parts are.

*Move a.pdf from Finance over to Legal, it has no business there* fits the words of a command, with
*a.pdf from Finance over* for its file: read as a sentence each part stands where it belongs.
"""

import re
from collections.abc import Sequence
from typing import Final, TypeVar

from bot.drive.naming import is_called
from bot.drive.spaces import Space
from bot.files.placed import placed
from bot.language import normalise, unquoted
from bot.reading import Understood
from bot.reading.file_names import files, is_file_name
from bot.reading.shown_files import FILE_PARTS
from bot.routing import Match

S = TypeVar("S")

_PLACE: Final = "place"
_MORE: Final = re.compile(
    "[,，;；。]|(?<![a-z])(?:into|in|from|under|inside)(?![a-z])|[^ ](?:里面?|那[边里])?去吧?$|吧$"
)
"""What no name of a place has, and a sentence that goes on."""


def is_loose(match: Match[S], spaces: Sequence[Space]) -> bool:
    """Tell whether a part of a command about files holds more than a name and its place."""
    if not any(name in match.raw for name in FILE_PARTS):
        return False
    return any(
        _is_loose_place(said, spaces) if name == _PLACE else _is_loose_file(said, spaces)
        for name, said in match.raw.items()
        if name == _PLACE or name in FILE_PARTS
    )


def _is_loose_file(said: str, spaces: Sequence[Space]) -> bool:
    if unquoted(said) != said or is_file_name(said) or not any(files(normalise(said))):
        return False
    return not any(is_called(place, spaces) for _, place in placed(said))


def _is_loose_place(said: str, spaces: Sequence[Space]) -> bool:
    if unquoted(said) != said or is_called(said, spaces):
        return False
    return _MORE.search(normalise(said)) is not None


def says_the_same(understood: Understood, match: Match[S]) -> bool:
    """Tell whether a sentence surely means the same command, with all that it takes."""
    wish = understood.wishes[0] if understood.wishes else None
    if wish is None or wish.near or understood.certainty != "sure" or understood.caution:
        return False
    needed = (each.name for each in match.route.takes if each.ask is not None)
    return wish.words == match.route.words and all(wish.raw.get(name) for name in needed)
