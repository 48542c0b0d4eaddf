"""Lists that were narrowed."""

from bot.cards import Card
from bot.language import Narrowed
from tests.cards.organisation import AGE, MARKETING, NOW

WHOLE = {"more": False, "listed": None}
NOT_NARROWED = {**Narrowed("words").read("").data(0, 0), **WHOLE}


def _narrowed(said: str, unjudged: int = 0, called: int = 0) -> dict[str, object]:
    return {**Narrowed("words").read(said).data(unjudged, called), **WHOLE}


def _one(said: str, unjudged: int = 0, called: int = 0) -> Card:
    data = {
        "page": 1,
        "pages": 1,
        "total": 1,
        "first": 1,
        "rows": (MARKETING,),
        "ratios": [MARKETING.ratio],
        "unknown": 0,
        "at": NOW - AGE,
        "unread": 0,
    }
    return Card("spaces", {**data, **_narrowed(said, unjudged, called)}, {"refresh": "refresh"})


NARROWING = {
    "spaces-over": _one("over 90% 市场", 2),
    "spaces-full": _one("full", called=1),
    "spaces-mine": _one("mine new this month sorted by newest", 11),
    "spaces-sizes": _one("at least 100 GB less than 1.5 TB by name"),
    "spaces-other": _one("nearly full growing under 99.5% by size"),
    "spaces-room": _one("most room first top 5"),
    "spaces-emptiest": _one("最空的 前三"),
    "spaces-smallest": _one("smallest first"),
    "spaces-named": _one('"市场部" or "Finance"'),
    "spaces-growth": _one("empty sorted by growth", called=2),
    "no_spaces-narrowed": Card("no_spaces", {**_narrowed("empty", 3, 1), "unread": 0}),
}
