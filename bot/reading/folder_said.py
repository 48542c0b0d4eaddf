"""A folder that is named as one, with the space that it is in: *rename the folder Archive in
Finance to Old*, *delete the folder 资料 in Finance*. What stands for it is its path.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.reading.cutting import parts_of
from bot.reading.names import NameIndex
from bot.reading.parts import PLACES, Mention, cut
from bot.reading.said import Said
from bot.reading.understood import Wish
from bot.reading.wished import against

_S: Final = PLACES["space"]
_FOLDER: Final = (
    "(?:the |our |my |that |this )?(?:whole |entire |old |empty )*(?:sub)?folder "
    "(?:called |named )?"
    f"(?P<name>[^,.;!?/{_S}]{{1,60}}?) (?:in|of|inside|from|under|within) (?:the )?(?P<space>{_S})"
    "(?: space| drive)?"
)
_CHANGES: Final = re.compile(
    "(?<![a-z])(?:re-?name|move|transfer|shift|copy|duplicate|relocate)(?: over| me)? "
    f"(?P<folder>{_FOLDER})(?= )"
)
_DELETES: Final = re.compile(
    "(?:^|[,.;!] ?|(?<![a-z])(?:please|pls|you|can|could|just|and|to) )"
    "(?:delete|remove|erase|bin|trash|get rid of|throw (?:away|out)) "
    f"(?P<folder>{_FOLDER})(?: completely| please| pls| for me| with everything in it| now)*"
    "(?=[ .!]*$|[,.;!] ?(?:nobody|we|it|i|they|the|its|it's|no)(?![a-z]))"
)


def with_folder_path(text: str, index: NameIndex) -> str:
    """Give a sentence that renames, moves or copies a folder with its path; any other as it is."""
    said = Said(text)
    if "folder" not in said.copy:
        return text
    spaces = _spaces(parts_of(said, index))
    found = _CHANGES.search(cut(said.copy, spaces))
    if found is None:
        return text
    start, end = (_place(place, spaces) for place in found.span("folder"))
    path = _path(said, found, spaces)
    return f"{said.typed(0, start)}“{path}”{said.typed(end, len(said.copy))}"


def folder_deleted(said: Said, parts: Sequence[Mention]) -> Wish | None:
    """Give the deletion of a folder that is named with its space; None for anything else."""
    if "folder" not in said.copy:
        return None
    spaces = _spaces(parts)
    found = _DELETES.search(cut(said.copy, spaces))
    if found is None:
        return None
    wish = Wish("file delete", {"files": _path(said, found, spaces)}, 1.0)
    return None if against(said, (), wish) else wish


def _spaces(parts: Sequence[Mention]) -> list[Mention]:
    return [part for part in parts if part.kind == "space" and not part.near]


def _path(said: Said, found: re.Match[str], spaces: Sequence[Mention]) -> str:
    before = found.string[: found.start("space")].count(_S)
    name = said.typed(*(_place(place, spaces) for place in found.span("name"))).strip(" \"“”'")
    return f"{spaces[before].text}/{name}"


def _place(place: int, spaces: Sequence[Mention]) -> int:
    """Give where something stands that was cut: each space before it is one character there."""
    for part in spaces:
        if part.start >= place:
            break
        place += part.end - part.start - 1
    return place
