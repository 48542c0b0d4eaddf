"""Names in both languages, such as *Legal 法务*: people say either half."""

import re
from typing import Final

_LATIN, _HAN = "[a-z][a-z &'-]*[a-z]", "[\u3400-\u9fff]{2,}"
_BETWEEN: Final = "[ ·/(（-]*"
_BOTH: Final = re.compile(f"({_LATIN}){_BETWEEN}({_HAN})[)）]?|({_HAN}){_BETWEEN}({_LATIN})[)）]?")
_THINGS: Final = frozenset(
    {"space", "drive", "folder", "team", "空间", "钉盘", "云盘", "网盘", "文件夹"}
)
"""What only says that it is one: *space 周报* is not in both languages."""


def halves_of(name: str) -> tuple[str, ...]:
    """Give both halves of such a name in small letters; empty for any other."""
    both = _BOTH.fullmatch(name)
    halves = tuple(half for half in both.groups() if half) if both else ()
    return () if _THINGS.intersection(halves) else halves
