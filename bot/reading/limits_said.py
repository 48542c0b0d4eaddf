"""How large a space may become, said in a few words of one that is named or was just spoken of:
*actually bump it to 30*, 人力资源的降到80.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.reading.parts import PLACES, Mention, cut
from bot.reading.said import Said
from bot.reading.understood import Topic, Wish

_S: Final = PLACES["space"]
_Z: Final = (
    f"(?P<size>[{PLACES['size']}{PLACES['number']}])(?P<gigs> ?(?:gigs?|gb|g|个g)(?![a-z]))?"
)
_IT: Final = (
    f"(?P<space>{_S}|it|this|that|its (?:quota|limit)|the (?:quota|limit)|它|上限|配额|容量)"
)
_SET: Final = re.compile(
    "^(?:(?:actually|ok(?:ay)?|and|no|hm+|wait|sorry|please|pls|so|then|oh|better)[ ,.]*)*"
    "(?:bump|raise|make|set|change|put|increase|lower|reduce|cut|push|take|bring)"
    f"(?: up| down)? {_IT}(?: (?:up|down))? (?:to |at |down to |up to )?{_Z}(?=$|[,.;!? ])"
)
_SET_ZH: Final = re.compile(
    "^(?:还是|那就|那|再|请|麻烦|帮我|把|将|给|也|,| )*"
    f"{_IT}(?:空间)?的?(?:上限|软?配额|容量|额度)?(?:也|就|给我|再)*"
    "(?:提|升|调|降|改|设|压|减|缩|加|上调|下调|放)(?:高|低|大|小|升|降)?(?:到|成|为|至) ?"
    f"{_Z}(?=$|[,.;!? 吧])"
)
_LIMITED: Final = frozenset({"quota set", "space create"})
"""After these a bare number is one of gigabytes."""
_LEAST: Final = 2


def limit_said(said: Said, parts: Sequence[Mention], topic: Topic | None) -> Wish | None:
    """Give the limit that is wished; None for anything else."""
    kept = [part for part in parts if part.kind in {"space", "size", "number"}]
    if len({part.text for part in kept if part.kind == "space"}) > 1:
        return None
    copy = cut(said.copy, kept)
    found = _SET.match(copy) or _SET_ZH.match(copy)
    if found is None:
        return None
    follows = topic is not None and topic.words in _LIMITED
    about = (topic.raw.get("space") or topic.raw.get("name", "")) if topic and follows else ""
    space = next((part.text for part in kept if part.kind == "space"), about)
    size = kept[sum(sign in PLACES.values() for sign in copy[: found.start("size")])]
    if not space:
        return None
    if size.kind == "number":
        is_size = follows or bool(found["gigs"])
        is_some = size.text.isdecimal() and int(size.text) >= _LEAST
        return _of(space, f"{size.text} GB") if is_size and is_some else None
    return _of(space, size.text) if follows or "上限" in copy or "配额" in copy else None


def _of(space: str, size: str) -> Wish:
    return Wish("quota set", {"space": space, "size": size}, 1.0)
