"""Keeps the reason in a Chinese request for room, which the admins decide by: 申请给市场部加20G，
下周有展会素材要传.

Pure. In English the reader takes it with the amount.
"""

import re
from dataclasses import replace
from typing import Final

from bot.reading import Understood, Wish
from bot.reading.clauses import is_talk

_ROOM: Final = "request room"
_WHY: Final = re.compile(
    "[,，。;；!！] ?(?P<led>(?:因为|由于|理由(?:是|:|：)|原因(?:是|:|：)|主要是) ?)?"
    "(?P<why>[^,，。;；!！?？]{4,60}?)(?:谢谢.*|[。.!！~ ])*$"
)
_COURTESY: Final = re.compile(
    "谢|麻烦|拜托|辛苦|尽快|马上|赶紧|就行|就好|就够|可以吗|行吗|好吗|管理员|申请"
    "|[0-9]+ ?个?[GgTtMm]"
)


def with_why(text: str, understood: Understood) -> Understood:
    """Give what was understood with the reason that stands behind the amount."""
    found = _WHY.search(text)
    if found is None or _COURTESY.search(found["why"]):
        return understood
    if not (found["led"] or is_talk(found["why"])):
        return understood
    return replace(
        understood, wishes=tuple(_with(each, found["why"]) for each in understood.wishes)
    )


def with_reason(understood: Understood, why: str) -> Understood | None:
    """Give a request for room that is surely wished with its reason; None for anything else."""
    first = understood.wishes[0] if understood.wishes else Wish("")
    if understood.certainty != "sure" or first.words != _ROOM or not first.raw.get("size"):
        return None
    return replace(understood, wishes=(_with(first, why), *understood.wishes[1:]))


def _with(wish: Wish, why: str) -> Wish:
    size = wish.raw.get("size", "")
    if wish.words != _ROOM or not size or "因为" in size or "because" in size:
        return wish
    led = " because " if why.isascii() else " 因为"
    return replace(wish, raw={**wish.raw, "size": f"{size}{led}{why}"})
