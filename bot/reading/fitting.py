"""Questions whether so much fits: *will 2 GB fit into Finance?*, 市场部还放得下5个G吗.

Pure. The size is what is to be stored; it changes no limit.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.reading.parts import Mention, cut
from bot.reading.said import Said
from bot.reading.understood import Topic, Wish

_FITS: Final = re.compile(
    "[装放存塞传搁](?:不)?(?:得|的)?(?:下|进|上)(?:去|吗|么|不|[?]|$)|[装放存塞传搁]得[下进上]|"
    "(?<!不)够(?:不够|吗|么|放|装|存|用|传)"
    "|(?:还能|能不能|能否|可不可以|可以)(?:再)?(?:放|装|存|塞|传)|有(?:没有)?[^,.;]{0,6}(?:空间|"
    "地方|位置)[^,.;]{0,4}(?:放|存|装)"
    "|(?<![a-z])(?:fits?|room for|space for|squeeze|enough (?:room|space|storage|place)|"
    "(?:can|could|may) (?:i|we) (?:still )?(?:put|upload|store|save|add|drop)|will (?:that|it|"
    "there) (?:be|go|work))"
    "(?![a-z])"
)
_CHANGES: Final = re.compile(
    "申请|扩|再(?:来|要|加|给|批|添)|加到|调|提[高到]|上限|设|批|限|删|(?<![a-z])(?:raise|increase|limit|quota|request|"
    "ask|set|need (?:more|[0-9]+ ?[gmt]b "
    "more)|extend|delete|alert|tell me when|cap|create|called)(?![a-z])"
)


def asks_fit(said: Said, parts: Sequence[Mention]) -> bool:
    """Tell whether it is asked if a size fits, into a space that is not named as it is called."""
    is_named = any(part.kind == "space" and not part.near for part in parts)
    has_size = any(part.kind == "size" for part in parts)
    return not is_named and has_size and _FITS.search(said.copy) is not None


def fits_asked(said: Said, parts: Sequence[Mention], topic: Topic | None) -> Wish | None:
    """Give the look at the one space of which it is asked whether a size fits into it."""
    copy = cut(said.copy, [part for part in parts if part.kind == "space"])
    if _FITS.search(copy) is None or _CHANGES.search(copy):
        return None
    named = {part.text for part in parts if part.kind == "space" and not part.near}
    sizes = [part for part in parts if part.kind == "size"]
    space = next(iter(named), "") or (topic.raw.get("space", "") if topic is not None else "")
    if len(named) > 1 or len(sizes) != 1 or not space:
        return None
    return Wish("quota", {"space": space}, 1.0)
