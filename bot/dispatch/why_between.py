"""Takes out why more room is needed where that stands before the wish: 销售合同快满了，客户那边
催得紧，能不能给加50个G. The rest says what is wished, and the reason goes along with it.

Pure.
"""

import re
from typing import Final

from bot.language import SIZE, Reading
from bot.reading.clauses import is_talk

_BETWEEN: Final = re.compile("[,，。;；!！]+ ?")
_SIZED: Final = re.compile(SIZE)
_MORE: Final = re.compile("加|扩|申请|批|提|要|增|调|多给")
_NO_WHY: Final = re.compile(
    "谢|麻烦|拜托|辛苦|尽快|马上|赶紧|你好|您好|在吗|请|[别不]要|算了|不用|先[别不]|[0-9]|如果|要是|的话|删|停|提醒"
)
_ROOM: Final = re.compile("满|装不下|塞不下|放不下|存不下|不够|用完|紧张|爆|剩|空间|容量")
"""What every request says anyway."""
_LEAST: Final = 3
_SHORTEST: Final = 4
_LONGEST: Final = 200


def why_between(text: str) -> tuple[str, str]:
    """Give a sentence without the reason between its clauses, and the reason; the sentence as it
    is, and nothing, where none is given there.
    """
    clauses = [each for each in _BETWEEN.split(text) if each.strip()]
    if len(clauses) < _LEAST or len(text) > _LONGEST or "\n" in text:
        return text, ""
    asks = next((n for n, each in enumerate(clauses) if _asks(each)), 0)
    why = [each for each in clauses[1:asks] if _is_why(each)]
    if not why:
        return text, ""
    return "，".join(each for each in clauses if each not in why), "，".join(why)


def _asks(clause: str) -> bool:
    copy = Reading(clause).copy
    return _SIZED.search(copy) is not None and _MORE.search(copy) is not None


def _is_why(clause: str) -> bool:
    says = not _NO_WHY.search(clause) and not _ROOM.search(clause)
    return says and len(clause) >= _SHORTEST and is_talk(clause)
