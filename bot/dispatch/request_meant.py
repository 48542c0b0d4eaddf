"""Which of the open requests somebody speaks of, and how much they give. Pure."""

import re
from collections.abc import Sequence
from typing import Final

from bot.errors import BadArgument
from bot.language import Size, more_said, normalise
from bot.reading.requests_said import RequestSaid
from bot.reading.said import folded
from bot.requests.request import Request, RoomWish
from bot.sizes import GB

_PRONOUN: Final = re.compile(
    "(?:it|that|this|them|him|her|he|she|they|that one|this one|他们?|她们?|它|ta|人家|这|那)?"
)
_AROUND: Final = re.compile(
    "(?:(?:the|a|an|that|this|his|her|their|open|last|request|application|ask|from|of|by|for|to|on|in|about|"
    "access|more|storage|room|space|drive|limit|folder|file|new|one)(?![a-z])|'s|[的那这个条份项要给在对里把将提]|"
    "申请|请求|扩容|容量|空间|钉盘|盘|文件夹?|权限|更多|新|[ ,.!])*"
)
_HALF: Final = "一半"
_BARE: Final = re.compile(r"[0-9]+(?:\.[0-9]+)? ?个?")


def meant(said: RequestSaid, requests: Sequence[Request]) -> Sequence[Request]:
    """Give those that a target may mean; all of them for none, or for a word that points to one."""
    if _PRONOUN.fullmatch(said.target) or _AROUND.fullmatch(said.target):
        return requests
    return [each for each in requests if _is_named(said.target, each)]


def _is_named(target: str, request: Request) -> bool:
    """Tell whether a target says whose request it is, or what it is about, and nothing else."""
    rest = target
    for name in sorted(_names(request), key=len, reverse=True):
        rest = rest.replace(name, " ")
    return rest != target and _AROUND.fullmatch(rest) is not None


def _names(request: Request) -> list[str]:
    wish = request.wish
    return [
        folded(each) for each in (request.asker.name, wish.name, getattr(wish, "space", "")) if each
    ]


def amount_for(said: RequestSaid, request: Request) -> str:
    """Write what is given instead, as it would be typed: of storage in all, where it was said on
    top of the limit that there is.
    """
    wish = request.wish
    if not said.amount or not isinstance(wish, RoomWish):
        return said.amount
    limit = request.there.get("quota") or request.there.get("soft") or 0
    if said.amount == _HALF:
        return _typed((limit + (wish.size or wish.offered)) // 2)
    text = normalise(more_said(said.amount) or said.amount).replace("个", "")
    size = _bytes(f"{text} GB" if _BARE.fullmatch(text) else text)
    if not size:
        return said.amount
    if limit and (said.more or size <= limit):
        size += limit
    return _typed(size)


def _bytes(text: str) -> int:
    try:
        return Size("size").read(text) or 0
    except BadArgument:
        return 0


def _typed(size: int) -> str:
    """Write bytes so that they are read as just that many."""
    whole = size / GB
    return f"{whole:g} GB" if f"{whole:g}" == repr(whole).removesuffix(".0") else f"{size >> 20} MB"
