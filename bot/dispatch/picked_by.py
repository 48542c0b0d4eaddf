"""Says by what files were to be picked or put in order that are looked for by their kind: a search
knows neither their sizes nor another order.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bot.language import normalise

_SIZE: Final = "[0-9.]+ ?[kmgt]b?(?![a-z])"
_PICKED: Final = re.compile(
    f"(?:大于|超过|大过|不小于|小于|不超过) ?{_SIZE}"
    "|(?:按|从)(?:大小|体积|时间|日期|名称|名字|大到小|小到大)(?:倒着|从大到小|从小到大|降序|"
    "升序|倒序|排列|排序|排)*"
    "|(?:挺|很|比较|特别)大的?"
    f"|(?<![a-z])(?:bigger|larger|smaller|more|less|over|above|under)(?: than)? {_SIZE}"
    "|(?<![a-z])(?:sort|sorted|order|ordered|ranked)(?: (?:it|them))? (?:by|with|after|"
    "on) (?:the |their )?[a-z]+"
    "|(?<![a-z])(?:delete|remove|bin|trash|erase|clean up|clear|get rid of|throw away) (?:all|"
    "every)(?![a-z])"
    "|(?<![a-z])by (?:size|date|name)(?![a-z])|(?<![a-z])(?:biggest|largest|newest|"
    "oldest) (?:first|ones|on top)(?![a-z])"
)
_LISTS: Final = frozenset({"files", "oldest", "largest", "duplicates"})
_SIZED: Final = re.compile(
    f"(?:大于|超过|大过|不小于|小于|不超过) ?{_SIZE}|{_SIZE}(?:以上|以下)"
    f"|(?<![a-z])(?:bigger|larger|smaller|more|less|over|above|under)(?: than)? {_SIZE}"
)
"""Which no list is limited to."""


_HELD: Final = re.compile("(?<![0-9.])[0-9.]+ ?[gt](?:i?b)?(?![a-z])", re.IGNORECASE)
_MOST_ROOM: Final = "most room first"


def picking_untaken(words: str, text: str, raw: Mapping[str, str] = MappingProxyType({})) -> str:
    """Give what a search left out of what was said; empty for nothing. Of spaces with most room
    first that is how much is to be stored.
    """
    copy = normalise(text)
    if words == "spaces" and raw.get("words") == _MOST_ROOM and (size := _HELD.search(text)):
        return size[0]
    found = _PICKED.search(copy) if words == "find" else None
    found = found or (_SIZED.search(copy) if words in _LISTS else None)
    return found[0] if found is not None else ""
