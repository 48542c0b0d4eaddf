"""What only names something that may be in a space, by which nobody is given a permission: *junk in
Finance*. Pure.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.reading.parts import Mention
from bot.reading.said import Said

_HELD: Final = re.compile(
    "(?:(?:any|some|the|all|our|my|old|more|show|show me|find|list|check|clean up|what|which|got)"
    " )*(?P<what>[a-z]+(?: [a-z]+)?) (?:in|inside|within) (?:the |our )?(?:space |drive )?$"
)
_PERMITTED: Final = re.compile(
    "(?<![a-z])(?:give|grant|let|allow|add|invite|share|access|permissions?|rights?|roles?|can|may"
    "|edit(?:or|ing|s)?|view(?:er|ing|s)?|read(?:er|ing|s)?|write|manage[rs]?|owners?|take|revoke"
    "|remove|kick|put|set|make)(?![a-z])"
)


def said_of_place(said: Said, parts: Sequence[Mention]) -> bool:
    """Whether a sentence only names what may be in a space, and nobody's permission: *junk in
    Finance*.
    """
    spaces = [part for part in parts if part.kind == "space"]
    if len(spaces) != 1 or said.copy[spaces[0].end :].strip(" .?!"):
        return False
    held = _HELD.fullmatch(said.copy[: spaces[0].start])
    return held is not None and not _PERMITTED.search(said.copy)
