"""Of which list a number in a command means a row."""

from collections.abc import Mapping
from typing import Final, TypeVar

from bot.language import Which
from bot.messages import Command
from bot.recent_lists import SPACES, list_for
from bot.routing import Route

S = TypeVar("S")

_PLACES: Final = frozenset({SPACES, "files"})
_KINDS: Final[Mapping[str, frozenset[str]]] = {
    "file": _PLACES,  # a later list of spaces has no number of a file
    "files": _PLACES,  # 删除 1 is of what was listed last
    "items": frozenset({"bin"}),
    "grant": frozenset({"grants"}),
    "rule": frozenset({"rules"}),
    "place": _PLACES,
    "what to share": _PLACES,
    "access": _PLACES,
}
"""By what the part of a command is called, the kinds of rows that its number may mean."""
_VERSIONS: Final = frozenset({"versions", "files"})


def kinds_of(route: Route[S]) -> frozenset[str]:
    """Give the kinds of rows that a number in a command may mean; none for a number of itself.

    What takes a space takes the rows of a list of files, too, where that was shown later: it is
    never taken for the row of an older list of spaces.
    """
    if route.words == "version restore":
        return _VERSIONS
    return frozenset(
        kind
        for part in route.takes
        for kind in (_PLACES if isinstance(part, Which) else _KINDS.get(part.name, frozenset()))
    )


def list_meant(route: Route[S], command: Command, now: int) -> str | None:
    """Give the list whose numbers a command means.

    What changes or sends a file takes numbers of the last list alone: a row of an older one is
    another file than the one that stands there now.
    """
    kinds = kinds_of(route)
    if route.changes and kinds & _PLACES:
        return command.last_list
    return list_for(kinds, command.lists, command.last_list, now)
