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
    "access|more|storage|room|space|drive|limit|folder|file|new|one|thing|bit|gigs?|quota|people|teams?|guys"
    "|folks|lot|their|just|asked|wants?|wanted)(?![a-z])"
    "|'s|[的那这个条份项要给在对里把将提想加扩说发来了过多笔]|刚[才刚]?|[昨前今]天|[上下]午|早上|之前|上次"
    "|申请|请求|扩容|容量|空间|钉盘|盘|文件夹?|权限|更多|新|[ ,.!])*"
)
_WORD: Final = re.compile("[a-z0-9]{2,}")
_HALF: Final = re.compile("一半|half(?![a-z]).*")
_SIZES: Final = re.compile(r"[0-9]+(?:\.[0-9]+)? ?(?:个 ?)?[kmgtp](?:i?bs?|igs?)?(?![a-z0-9])")
_BARE: Final = re.compile(r"[0-9]+(?:\.[0-9]+)? ?个?")


def meant(said: RequestSaid, requests: Sequence[Request]) -> Sequence[Request]:
    """Give those that a target may mean; all of them for none, or for a word that points to one."""
    if _PRONOUN.fullmatch(said.target) or _AROUND.fullmatch(said.target):
        return [each for each in requests if _asked_for(said.instead, each)] or requests
    named = [each for each in requests if _is_named(said.target, each)]
    return named or [each for each in requests if _says_words(said.target, each)]


def _asked_for(amount: str, request: Request) -> bool:
    """Tell whether a request asks for as much as that, in all or on top."""
    size = _size_said(amount)
    whole = request.wish.size if isinstance(request.wish, RoomWish) else 0
    return bool(size) and size in {whole, request.there.get("added"), whole - _limit(request)}


def _limit(request: Request) -> int:
    limit: int = request.there.get("quota") or request.there.get("soft") or 0
    return limit


def _is_named(target: str, request: Request) -> bool:
    """Tell whether a target says whose request it is, how much it asks for, or what it is about,
    and nothing else.
    """
    rest = target
    for name in sorted(_names(request), key=len, reverse=True):
        rest = rest.replace(name, " ")
    sizes = _SIZES.findall(rest)
    if not all(_asked_for(each, request) for each in sizes):
        return False
    rest = _SIZES.sub(" ", rest)
    return rest != target and _AROUND.fullmatch(rest) is not None


def _says_words(target: str, request: Request) -> bool:
    """Tell whether all words of a target are of a request's names, as *Berlin* is of *Berlin Fair
    2026*, or of the asker's own.
    """
    words = [each for each in _WORD.findall(target) if _AROUND.fullmatch(each) is None]
    named = {each for name in _names(request) for each in _WORD.findall(name)}
    words_in = named | set(_WORD.findall(folded(request.because)))
    is_all = _AROUND.fullmatch(_WORD.sub(" ", target)) is not None
    return is_all and not words_in.isdisjoint(words) and words_in.issuperset(words)


def _names(request: Request) -> list[str]:
    wish = request.wish
    return [
        folded(each)
        for each in (
            *(request.asker.name, request.asker.user_id),
            *(wish.name, getattr(wish, "space", "")),
        )
        if each
    ]


def amount_for(said: RequestSaid, request: Request) -> str:
    """Write what is given instead, as it would be typed: of storage in all, where it was said on
    top of the limit that there is, as it was asked for.
    """
    wish = request.wish
    if not said.amount or not isinstance(wish, RoomWish):
        return said.amount
    limit = _limit(request)
    if _HALF.fullmatch(said.amount):
        return _typed((limit + (wish.size or wish.offered)) // 2)
    size = _size_said(said.amount)
    if not size:
        return said.amount
    if limit and (size <= limit or _is_on_top(said, size, request)):
        size += limit
    return _typed(size)


def _is_on_top(said: RequestSaid, size: int, request: Request) -> bool:
    """Tell whether a size comes on top of the limit: because that is said, or because what was
    asked for did, of which it is a part.
    """
    if said.more or said.whole:
        return said.more
    replaced = _size_said(said.instead)
    if replaced:
        whole = request.wish.size if isinstance(request.wish, RoomWish) else 0
        return replaced != whole and _asked_for(said.instead, request)
    return size <= (request.there.get("added") or 0)


def _size_said(text: str) -> int:
    """Give the bytes of a size, in GB where no unit is said; 0 for any other text."""
    plain = normalise(more_said(text) or text).replace("个", "").strip()
    return _bytes(f"{plain} GB" if _BARE.fullmatch(plain) else plain) if plain else 0


def _bytes(text: str) -> int:
    try:
        return Size("size").read(text) or 0
    except BadArgument:
        return 0


def _typed(size: int) -> str:
    """Write bytes so that they are read as just that many."""
    whole = size / GB
    return f"{whole:g} GB" if f"{whole:g}" == repr(whole).removesuffix(".0") else f"{size >> 20} MB"
