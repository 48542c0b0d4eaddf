"""How much more, said without the whole: *another 50 GB*, 再来10G, 加10个G, *by 10 GB*."""

import re
from typing import Final

from bot.language.quantities import SIZE
from bot.language.typed import Reading

_EN: Final = "(?:another|an extra|an additional|extra|additional|by|add) "
_ZH: Final = (
    "(?:再|多|追加|增加|加|添加?|扩容|扩大|扩(?![容大])|提高|上调|增)"
    "(?:来|给|加|要|上)?(?:它|我们?)?个?(?![到至为成]) ?"
)
_BEHIND: Final = "more|extra|additional|on top"
_ALONE: Final = re.compile(f"(?:[+]|{_EN}|{_ZH})(?P<before>.+)|(?P<behind>.+?) (?:{_BEHIND})")
_WITHIN: Final = re.compile(f"(?:[+]|(?<![a-z]){_EN}|{_ZH}|再给?[^ ,，。到至为成]{{0,12}}?){SIZE}")
_WITHIN_BEHIND: Final = re.compile(f"{SIZE} (?:{_BEHIND})(?![a-z])")


def more_said(text: str) -> str | None:
    """Give the size of a text that says how much more, as it was typed; None for any other text."""
    reading = Reading(text)
    found = _ALONE.fullmatch(reading.copy)
    if found is None:
        return None
    return reading.raw_between(*found.span("before" if found["before"] else "behind"))


def says_more(text: str) -> bool:
    """Tell whether the size in a sentence is how much more, and not all of it."""
    copy = Reading(text).copy
    return bool(_WITHIN.search(copy) or _WITHIN_BEHIND.search(copy))
