"""Amounts by which something is to become more or less: *another 10 gigs*, 再给 10 GB."""

import re
from typing import Final

from bot.language import says_more
from bot.reading.parts import Mention

_LESS: Final = re.compile(
    "(?<![a-z])(?:cut|shrink|reduc|lower|decreas|drop|take)[a-z]*(?![a-z]).{0,40}(?<![a-z])by ?$"
    "|(?:减少|减|降低|缩减|少给) ?$"
)
_LESS_BEHIND: Final = re.compile(" ?(?:less|fewer|off)(?![a-z])")


def sign_of(copy: str, size: Mention) -> str:
    """Give ``+`` for a size that is to be added to what there is, ``-`` for one to be taken from
    it; empty for one that is to be.
    """
    if _LESS.search(copy[: size.start]) or _LESS_BEHIND.match(copy[size.end :]):
        return "-"
    return "+" if says_more(copy) else ""
