"""A place that a sentence names with a file, and that is the name of no space that is known.

It must not be dropped: the file of that name elsewhere is another.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.language import in_other_language
from bot.reading.parts import Mention
from bot.reading.said import Said
from bot.reading.strange import is_strange

_DRIVE: Final = "(?: (?:space|drive|(?P<folder>folder|directory)))?"
_BEHIND: Final = re.compile(
    "^ ?,? ?(?:that is |that's |which is |which lies |(?:out )?of |file )?"
    "(?:in|from|inside|within|under|out of|of) (?:the |our |my )?(?:folder |space |drive )?"
    rf"(?P<name>[^\s,.;!?]+(?: [^\s,.;!?]+){{0,3}}?){_DRIVE}"
    "(?= ?(?:$|[,.;!?])| (?:to|over|into|please|pls|plz|now|for|is|has|was|and|as|because|so|right"
    "|asap|thanks|should|but|with|at|here|via|today)(?![a-z]))"
)
_BEFORE: Final = re.compile(
    "(?:^|[把将从在给 ,]|(?<![a-z])in (?:the )?)(?P<name>[^\\s,.;!?把将从在给]{2,12}?)"
    "(?:这个|那个)?"
    "(?:空间|钉盘|盘|(?P<folder>文件夹))?"
    "(?: ?(?P<within>(?:里面?|里边|里头|[中内下]面?)的?)|的|'s?)(?:那个|这个|那份|文件)? ?$"
)
_NO_PLACE: Final = re.compile(
    "(?:this|that|the same|same|other|another|here|there|it|them|which|last|my|our|your|his|her|"
    "chat|group|(?:last|this|next) .*|.*[0-9]{4}.*|[这那哪什每各][个里儿边么]?|群|这里|那里|列表"
    "|上面|下面|刚才|垃圾[桶箱站]|回收[站桶箱]|(?:recycle |trash |rubbish )?bin|trash|rubbish)"
)


def strange_place(said: Said, file: Mention, parts: Sequence[Mention]) -> str:
    """Give the place as it was typed; empty for none, and for one that is among the other parts."""
    for found, start in (
        (_BEHIND.match(said.copy[file.end :]), file.end),
        (_BEFORE.search(said.copy[: file.start]), 0),
    ):
        if found is not None and _is_place(found):
            begin, end = (start + place for place in found.span("name"))
            if all(part.end <= begin or end <= part.start for part in parts):
                return said.typed(begin, end).strip()
    return ""


def _is_place(found: re.Match[str]) -> bool:
    name = found["name"].strip()
    if _NO_PLACE.fullmatch(name):
        return False
    if any(in_other_language(name)) or found["folder"]:
        return True
    is_within = found.re is _BEHIND or bool(found["within"])
    return is_within and is_strange(name)
