"""Says which level goes, where a sentence names it beside the one that comes: *warn Legal at 85%
instead of 90*, 别等90%才提醒，85%就提醒. All other levels stay.

Pure.
"""

import re
from dataclasses import replace
from typing import Final

from bot.language import language_of, normalise
from bot.reading import Understood, Wish

_SETS: Final = frozenset({"quota levels", "alert levels"})
_PERCENT: Final = re.compile(
    "(?<![0-9.:a-z])(?P<count>[0-9]{1,3})(?: ?%| ?percent(?![a-z])| ?pct(?![a-z])"
    "|(?![0-9.a-z:年月日点天]| ?(?:gb|g|mb|tb|days?|hours?)(?![a-z])))"
)
_DENIES: Final = re.compile(
    "(?<![a-z])(?:instead of|rather than|in place of|and not|not|too (?:late|early|high|low)|from"
    "|replace|swap|change)(?![a-z])|不是|不要|太[晚迟早高低]|代替|而不|从|别等|换"
)
_ONLY_FROM: Final = re.compile(
    "[再才](?:来|给|跟|发|要|会|我们?|[ ])*(?:提醒|通知|[告预报]警|[报叫喊说讲响]|告诉)"
    "|(?<![a-z])(?:only|not until|not before)(?![a-z])"
)
"""Before the new one none is wished, so that no other stays."""
_MOST: Final = 100
_TWO: Final = 2


def with_swapped(text: str, understood: Understood) -> Understood:
    """Give what was understood with the level that the one which is set takes the place of."""
    copy = normalise(text)
    sets = any(each.words in _SETS for each in understood.wishes)
    if not sets or not _DENIES.search(copy):
        return understood
    said = {found["count"] for found in _PERCENT.finditer(copy)}
    said = {each for each in said if 0 < int(each) <= _MOST}
    zh = language_of(text) == "zh"
    only = _ONLY_FROM.search(copy) is not None
    wishes = tuple(_swapped(each, said, zh=zh, only=only) for each in understood.wishes)
    return replace(understood, wishes=wishes) if len(said) == _TWO else understood


def _swapped(wish: Wish, said: set[str], *, zh: bool, only: bool) -> Wish:
    new = wish.raw.get("levels", "").rstrip("% ")
    if wish.words not in _SETS or new not in said:
        return wish
    [old] = said - {new} or {""}
    if only and int(new) > int(old or 0):
        return wish
    joined = f"{new}% 代替 {old}%" if zh else f"{new}% instead of {old}%"
    return replace(wish, raw={**wish.raw, "levels": joined})
