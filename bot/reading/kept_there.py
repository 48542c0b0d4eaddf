"""Who moves a file and keeps it where it is wants a copy: 挪一份过去，原来那份留着, *move it to
Legal and leave a copy*.
"""

import re
from dataclasses import replace
from typing import Final

from bot.reading.understood import Understood, Wish

_MOVE, _COPY = "file move", "file copy"
_KEPT: Final = re.compile(
    "(?:原来?的?|本来的?|老的?|旧的?|原先的?)(?:[那这][份个]|件|文件|位置|地方|处)?的?"
    "(?:也|还|务必|要|就|都|[,， ])*(?:留着?|保留|不动|别动|不要动|不变)|[挪移搬放转]一份"
    "|(?<![a-z])(?:leave|leaving|keep|keeping)(?: me| us)? (?:a|one|the|its) "
    "(?:copy|original)(?![a-z])"
    "|(?<![a-z])(?:leave|keep) (?:it|the original(?: file| one)?|one) "
    "(?:there|where it is|too|as well|in place)(?![a-z])"
)


def kept_there(understood: Understood, copy: str) -> Understood:
    """Give a copy for a move of what is to stay; anything else as it is."""
    if not _KEPT.search(copy) or not any(wish.words == _MOVE for wish in understood.wishes):
        return understood
    return replace(understood, wishes=tuple(map(_copied, understood.wishes)))


def _copied(wish: Wish) -> Wish:
    return replace(wish, words=_COPY) if wish.words == _MOVE else wish
