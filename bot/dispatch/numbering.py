"""Of which list a number in a command means a row."""

import re
from collections.abc import Mapping
from typing import Final, TypeVar

from bot.language import Reading, Which, numbers_said
from bot.messages import Command
from bot.reading.shown_files import FILE_PARTS
from bot.recent_lists import FILES, SPACES, list_for
from bot.routing import Route
from bot.sessions import LastAnswer

S = TypeVar("S")

_PLACES: Final = frozenset({SPACES, FILES})
_EITHER: Final = frozenset({"space", "space delete", "file delete"})
"""What may be said of a row without a word for what it is: ``2``, ``delete 2``."""
_KINDS: Final[Mapping[str, frozenset[str]]] = {
    "items": frozenset({"bin"}),
    "grant": frozenset({"grants"}),
    "rule": frozenset({"rules"}),
    "place": _PLACES,
}
"""By what the part of a command is called, the kinds of rows that its number may mean."""
_FILES: Final = frozenset({"file", "files"})
_NAMED: Final = frozenset({"what to share", "access"})
_OF_RIGHTS: Final = frozenset({"grant", "revoke", "who", "my rights", "can"})
_VERSIONS: Final = frozenset({"versions", FILES})
_LIKE_FILES: Final = frozenset({"versions", "bin"})
"""Lists whose rows somebody may well take for files."""
_OF_FILES: Final = re.compile(r"(?<![a-z])(?:files?|folders?|documents?)(?![a-z])|文件|文档")
_OF_SPACES: Final = re.compile(r"(?<![a-z])spaces?(?![a-z])|空间(?!管家)")


def kind_said(text: str) -> str:
    """Give the kind of rows that a message names, empty for none: *the first file in the space* is
    a file.
    """
    copy = Reading(text).copy
    if _OF_FILES.search(copy):
        return FILES
    return SPACES if _OF_SPACES.search(copy) else ""


def kinds_of(route: Route[S], said: str = "") -> frozenset[str]:
    """Give the kinds of rows that a number in a command may mean, of which one may have been
    ``said``; none for a number of itself.

    What takes a file takes no row of a list of spaces, whichever was shown later, nor the other way
    round. Where nothing tells what it takes, it is a row of the later one.
    """
    if route.words == "version restore":
        return _VERSIONS
    names = {part.name for part in route.takes}
    if route.words in _EITHER or names & _NAMED or route.words in _OF_RIGHTS:
        return frozenset({said}) if said else _PLACES
    if names & _FILES:
        return frozenset({FILES})
    if any(isinstance(part, Which) for part in route.takes):
        return frozenset({SPACES})
    return frozenset(kind for name in names for kind in _KINDS.get(name, frozenset()))


def list_meant(route: Route[S], command: Command, now: int) -> str | None:
    """Give the list whose numbers a command means.

    After a list of versions, or of what was deleted, a change that does not say that it is of a
    file takes no row of an older list: it may mean one of these.
    """
    kinds = kinds_of(route, command.kind)
    last = {kind for kind, (card, _) in command.lists.items() if card == command.last_list}
    if route.changes and not command.kind and kinds & _PLACES and last & _LIKE_FILES:
        return command.last_list
    return list_for(kinds, command.lists, command.last_list, now)


def is_of_older_list(
    route: Route[S],
    raw: Mapping[str, str],
    topic: LastAnswer | None,
    command: Command,
    *,
    now: int,
) -> bool:
    """Whether numbers that were answered for which files are to be changed mean rows of a list
    after which something else was spoken of: nobody may know them any more, so that what they are
    called is asked.
    """
    files = (raw.get(each, "") for each in FILE_PARTS)
    if not route.changes or all(numbers_said(each) is None for each in files):
        return False
    return topic is not None and list_meant(route, command, now) != topic.card
