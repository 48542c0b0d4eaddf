"""A folder named with the space that it is in, in wishes about roles, and where files go: *海报 in
Finance*.
"""

import re
from collections.abc import Mapping
from typing import Final

from bot.reading.parts import Mention
from bot.reading.said import Said
from bot.reading.sentence import Sentence

_BEFORE: Final = re.compile(
    "(?<![a-z])(?:on|to|for|of|see|view|edit|open|read|change|access|into|under) "
    "(?:the )?(?:folder )?"
    "(?P<name>(?:(?!(?<![a-z])(?:on|to|for|of|the|in|see|view|edit|open|read|"
    "change|access|into)(?![a-z]))[^,.;!?，。])+?)"
    "(?P<folder> folder)? (?:in|inside|under|within|of) (?:the )?$"
)
_BEHIND: Final = re.compile(
    "^(?:空间|钉盘)?(?:里面?|里边|里头|下面?|[中内])?的? ?(?P<name>[^,.;!?，。；的]+?)"
    "(?:[这那]个)?(?:文件夹|目录)"
)
_PATH: Final = re.compile(
    r" ?[/／\\] ?(?:folder )?(?P<name>[^,.;!?，。；]+?)"
    "(?= (?:for|until|till|to|from|with|please|pls|can|may|has|is|be|only|because|at|by|and|or|"
    "so|but|anymore|any more|now|again)(?![a-z])"
    "|[ ,，.。?？!！;；]*$|[,，.。?？!！;；]|的(?![\u4e00-\u9fff]*[/／])|给|开放|(?:这个|那个)?"
    "(?:文件夹|目录))"
)
"""A path goes on behind the name of its space, whatever blanks are in it."""
_NAMED: Final = re.compile("[\u4e00-\u9fff0-9A-Z]")
"""What a name has where *folder* is not said: other words only tell what is in a space."""
_TO_PLACE: Final = ("file move", "file copy", "store")
"""Commands that put files into a place."""
_OF_RIGHTS: Final[Mapping[str, str]] = {
    "grant": "place",
    "revoke": "place",
    "who": "place",
    "request access": "access",
    **dict.fromkeys(_TO_PLACE, "place"),
}


def with_folder(words: str, raw: dict[str, str], sentence: Sentence) -> dict[str, str]:
    """Put the path of a folder that was named in the place of the space that it is in."""
    part = _OF_RIGHTS.get(words, "")
    spaces = [each for each in sentence.parts if each.kind == "space"]
    kinds = {"quoted"} if words in _TO_PLACE else {"file", "quoted"}
    others = any(each.kind in kinds for each in sentence.parts)
    said = raw.get(part, "")
    if len(spaces) != 1 or others or spaces[0].near or not said.startswith(spaces[0].text):
        return raw
    name = _name(sentence, spaces[0])
    path = f"{spaces[0].text}/{name}" if name else spaces[0].text
    return {**raw, part: path + said.removeprefix(spaces[0].text)}


def _name(sentence: Sentence, space: Mention) -> str:
    said = sentence.said
    if path := _path(said, space):
        return path
    if before := _BEFORE.search(said.copy[: space.start]):
        name = said.typed(*before.span("name")).strip()
        return name if before["folder"] or _NAMED.search(name) else ""
    return folder_behind(said, space)


def folder_behind(said: Said, space: Mention) -> str:
    """Give the folder that is named behind its space; empty for none: 财务的归档文件夹, a path."""
    if path := _path(said, space):
        return path
    behind = _BEHIND.match(said.copy[space.end :])
    if behind is None:
        return ""
    start, end = behind.span("name")
    return said.typed(space.end + start, space.end + end).strip()


def _path(said: Said, space: Mention) -> str:
    path = _PATH.match(said.copy[space.end :])
    if path is None:
        return ""
    start, end = path.span("name")
    return said.typed(space.end + start, space.end + end).strip()
