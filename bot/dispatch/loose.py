"""Tells a command about files whose parts hold more of a sentence than the parts are.

*Move a.pdf from Finance over to Legal, it has no business there* fits the words of a command, with
*a.pdf from Finance over* for its file: read as a sentence each part stands where it belongs.
"""

import re
from collections.abc import Sequence
from typing import Final, TypeVar

from bot.drive.naming import is_called
from bot.drive.spaces import Space
from bot.files.arguments import SendHere
from bot.files.paths import SIGNS
from bot.files.placed import placed
from bot.language import normalise, unquoted
from bot.reading import Understood
from bot.reading.file_names import files, is_file_name
from bot.reading.kinds import has_kind
from bot.reading.shown_files import FILE_PARTS
from bot.routing import Match

S = TypeVar("S")

_PLACE: Final = "place"
_MORE: Final = re.compile("[,，;；。]|[^ ](?:里面?|那[边里])?去吧?$|吧$")
"""What no name of a place has, and a sentence that goes on."""
_LEADS: Final = re.compile("(?<![a-z])(?:into|in|from|under|inside)(?![a-z])")
"""What leads to a place; folders are called so too: *Finance/Made in China*."""


def is_loose(match: Match[S], spaces: Sequence[Space]) -> bool:
    """Tell whether a part of a command about files holds more than a name and its place."""
    if not any(name in match.raw for name in FILE_PARTS):
        return False
    return any(
        _is_loose_place(said, spaces) if name == _PLACE else _is_loose_file(said, spaces)
        for name, said in _parts(match).items()
        if name == _PLACE or name in FILE_PARTS
    )


def _parts(match: Match[S]) -> dict[str, str]:
    """Give what was said for each part, without how a file is to be sent (*as link*)."""
    ways = {each.name: each for each in match.route.takes if isinstance(each, SendHere)}
    return {
        name: ways[name].read(said).file if name in ways and said.strip() else said
        for name, said in match.raw.items()
    }


def _is_loose_file(said: str, spaces: Sequence[Space]) -> bool:
    copy = normalise(said)
    if unquoted(said) != said or is_file_name(said):
        return False
    if not any(files(copy, shown=True)):
        return has_kind(copy)
    return not any(is_called(place, spaces) for _, place in placed(said))


def _is_loose_place(said: str, spaces: Sequence[Space]) -> bool:
    if unquoted(said) != said or is_called(said, spaces):
        return False
    copy, (head, *below) = normalise(said), SIGNS.split(said)
    is_path = bool(below) and is_called(head, spaces)
    return _MORE.search(copy) is not None or (not is_path and _LEADS.search(copy) is not None)


def says_the_same(understood: Understood, match: Match[S]) -> bool:
    """Tell whether a sentence surely means the same command, with all that it takes, and no folder
    of its place is left out.
    """
    wish = understood.wishes[0] if understood.wishes else None
    if wish is None or wish.near or understood.certainty != "sure" or understood.caution:
        return False
    if _depth(wish.raw.get(_PLACE, "")) < _depth(match.raw.get(_PLACE, "")):
        return False
    needed = (each.name for each in match.route.takes if each.ask is not None)
    return wish.words == match.route.words and all(wish.raw.get(name) for name in needed)


def _depth(place: str) -> int:
    return len(SIGNS.findall(place))
