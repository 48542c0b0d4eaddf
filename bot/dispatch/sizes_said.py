"""Keeps the size in a sentence where reading it left it out, or took it for all of a limit.

Pure: *a space called Q3 with 20 GB*, *10 GB more for Finance*, 能给市场部扩容到100G吗.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from bot.language import (
    NUMBER,
    SIZE,
    Reading,
    language_of,
    says_more,
    size_in,
    trim,
    unquoted,
    without_size,
)
from bot.reading import Understood, Wish

_NEW: Final = frozenset({"space create", "request space"})
_LIMITS: Final = frozenset({"quota set", "request room"})
_ROOM: Final = "alert room"
_SIZE: Final = re.compile(SIZE)
_MADE: Final = re.compile(
    "(?:请|帮我|麻烦)?(?:创建|新建|建立|新增|开通)(?:一?个)?(?!.*(?:目录|文件))"
    "(?P<zh>[^ ,.的]{2,20})"
    "|(?:please )?(?:create|set up|open) (?!an? |the |folder|file)(?P<en>[^,.]{2,40})"
)
_ALONE: Final = re.compile(
    f"(?:(?:空间)?(?:容量|大小|配额|上限|额度)|(?:先|就|暂时|一开始)*给(?:它"
    f"|个)?)(?:要|设?为|是|设|:)? ?{SIZE}"
    "(?:就行|就好|就够了?|够了?|吧|谢谢你?|[,.! ])*"
)
_PLUS: Final = "+"
_GIGS: Final = re.compile("(?<=[0-9]) ?(?:gigs?|gigas?|gigabytes?)$", re.IGNORECASE)
"""As people say GB; what asks them back says GB."""
_ORDERS: Final = re.compile(
    "^(?!.*(?:申请|审批|(?<![a-z])(?:ask|request|admins?)(?![a-z])))"
    "(?:(?:请|麻烦你?|帮我|把|将|给)*[^,.;!?]{1,24}?(?:扩|提|加|调|升)(?:容|高|大)?(?:到|至|成)"
    "|(?:please |pls |can you |could you )*(?:raise|bump|increase|extend|expand|set|grow|"
    "make)(?: up)? )"
)
"""An admin who says so wants it done, and asks nobody."""
_BETWEEN: Final = re.compile(
    rf"(?P<count>{NUMBER}) (?P<more>more|extra|additional) "
    "(?P<unit>[kmgtpe](?:i?bs?|igs?|egs?|igabytes?|egabytes?|erabytes?))(?![a-z0-9])"
)


def more_behind(text: str) -> str:
    """Put *more* behind the size that it stands in the middle of: *10 more gigs*."""
    reading = Reading(text)
    found = _BETWEEN.search(reading.copy)
    if found is None:
        return text
    count, more, unit = (
        reading.raw_between(*found.span(each)) for each in ("count", "more", "unit")
    )
    before = reading.raw_between(0, found.start())
    behind = reading.raw_between(found.end(), len(reading.copy))
    return f"{before}{count} {unit} {more}{behind}"


_AMOUNT: Final = r"[0-9]+(?:\.[0-9]+)? ?个?(?:[gtm]b?|gigs?)(?![a-z])"
_OLD: Final = re.compile(
    rf"(?:从|由) ?{_AMOUNT}(?=[^,;!?]{{0,6}}?[到至成为] ?{_AMOUNT})"
    rf"|(?:现在|目前|原来|原先)?(?:是|才|只有)? ?{_AMOUNT}(?:不够用?|太小|有点小)?了?,? ?"
    "(?=(?:给我?|帮我|请|直接|再)*(?:扩|加|提|升|调|改|增|涨|变|降|缩|减)[容高大低小整升]?"
    rf"[到至成为] ?{_AMOUNT})"
    rf"|(?<![a-z])from {_AMOUNT}(?= (?:up |down )?to {_AMOUNT})"
)
"""How much it was before: *from 5 GB to 8 GB*."""


def without_old(text: str) -> str:
    """Leave out how large a limit was, before how large it is to be."""
    reading = Reading(text)
    found = _OLD.search(reading.copy)
    if found is None:
        return text
    before = reading.raw_between(0, found.start())
    return f"{before}{reading.raw_between(found.end(), len(reading.copy)).lstrip(' ')}"


def new_space(text: str) -> str:
    """Give the name of a new space and its size, as they would be typed, where it is only the size
    that tells what is to be made: 创建华东二部，给20G. Empty for any other text.
    """
    said, behind = without_size(text)
    found = _MADE.fullmatch(Reading(said).copy) if behind else None
    size = size_in(behind)
    if found is None or not size:
        return ""
    name = trim(Reading(said).raw_between(*found.span("zh" if found["zh"] else "en")))
    return f"{name}，容量 {size}" if found["zh"] else f"{name}, with {size}"


def with_sizes(text: str, understood: Understood, *, admin: bool) -> Understood:
    """Give what was understood with the size that was said."""
    reading = Reading(text)
    found = _SIZE.search(reading.copy)
    if found is None:
        return understood
    size = _GIGS.sub(" GB", trim(reading.raw_between(*found.span())))
    is_more, is_chinese = says_more(text), language_of(text) == "zh"
    if admin and _ORDERS.match(reading.copy):
        wishes = tuple(map(_ordered, understood.wishes))
        understood = replace(understood, wishes=wishes)
    wishes = tuple(
        _sized(each, size, is_more=is_more, is_chinese=is_chinese, admin=admin)
        for each in understood.wishes
    )
    return replace(understood, wishes=wishes)


def is_its_size(part: str, understood: Understood) -> bool:
    """Tell whether a part of a sentence only says how big the space is to be that it makes:
    容量20G，谢谢.
    """
    words = understood.wishes[0].words if understood.wishes else ""
    return words in _NEW and _ALONE.fullmatch(Reading(part).copy) is not None


def _sized(wish: Wish, size: str, *, is_more: bool, is_chinese: bool, admin: bool) -> Wish:
    if wish.words in _NEW:
        name = wish.raw.get("name", "")
        behind = f"，容量 {size}" if is_chinese else f", with {size}"
        return wish if not name or size in name else _with(wish, {"name": f"{name}{behind}"})
    if wish.words == _ROOM and wish.raw.get("space"):
        said = f"{_PLUS}{size}" if is_more else size
        words = "quota set" if admin else "request room"
        return replace(wish, words=words, raw={**wish.raw, "size": said})
    said = unquoted(wish.raw.get("size", ""))
    if wish.words in _LIMITS and wish.raw.get("space") and not said and is_more:
        return _with(wish, {"size": f"{_PLUS}{size}"})
    if wish.words in _LIMITS and said and is_more and not said.startswith(_PLUS):
        return _with(wish, {"size": f"{_PLUS}{said}"})
    return wish


def _ordered(wish: Wish) -> Wish:
    is_asked = wish.words == "request room" and wish.raw.get("space") and wish.raw.get("size")
    return replace(wish, words="quota set") if is_asked else wish


def _with(wish: Wish, raw: Mapping[str, str]) -> Wish:
    return replace(wish, raw={**wish.raw, **raw})
