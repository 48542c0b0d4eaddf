"""Cards of what DingTalk did not say, or said in a way that cannot be read."""

from dataclasses import replace

from bot.cards import Card
from bot.drive.paging import CUT_OFF
from tests.cards.narrowing import NOT_NARROWED
from tests.cards.organisation import AGE, ARCHIVE, DESIGN, EMPTY, GB, MARKETING, NOW, SHARED

HOLD = 600
_USE = replace(ARCHIVE, used=None)
_LIMIT = replace(DESIGN, quota=None, quota_known=False)
_NEITHER = replace(_LIMIT, used=None)
_DELETION = {"space_name": ARCHIVE.name, "used": None}

UNKNOWN: dict[str, Card] = {
    "spaces-unknown": Card(
        "spaces",
        {
            "page": 1,
            "pages": 1,
            "total": 4,
            "first": 1,
            "rows": (MARKETING, _LIMIT, _USE, _NEITHER),
            "ratios": [MARKETING.ratio, None, None, None],
            "unknown": 3,
            **NOT_NARROWED,
            "at": NOW - AGE,
            "unread": 2,
        },
        {"refresh": "refresh"},
    ),
    "spaces-cut-off": Card(
        "spaces",
        {
            "page": 1,
            "pages": 1,
            "total": 1,
            "first": 1,
            "rows": (MARKETING,),
            "ratios": [MARKETING.ratio],
            "unknown": 0,
            **NOT_NARROWED,
            "at": NOW - AGE,
            "unread": CUT_OFF,
        },
        {"refresh": "refresh"},
    ),
    "no_such_space-cut-off": Card(
        "no_such_space",
        {"near": (), "unread": CUT_OFF, "numbers": None, "number": "", "listed": None, "calls": 0},
    ),
    "space-use-unknown": Card("space", {"space": _USE, "at": NOW, "listed": None}),
    "space-limit-unknown": Card("space", {"space": _LIMIT, "at": NOW, "listed": None}),
    "no_spaces-unread": Card("no_spaces", {**NOT_NARROWED, "unread": 3}),
    "no_such_space-unread": Card(
        "no_such_space",
        {"near": (), "unread": 1, "numbers": None, "number": "", "listed": None, "calls": 0},
    ),
    "create_confirm-unread": Card(
        "create_confirm",
        {
            "name": "design",
            "alike": (_USE,),
            "unread": 1,
            "size": "",
            "here": False,
            "shares": False,
        },
        {"create": "create", "cancel": "cancel"},
    ),
    "created-limit-unknown": Card(
        "created", {"space": replace(EMPTY, quota_known=False), "next": ""}
    ),
    "ambiguous_space-unknown": Card(
        "ambiguous_space",
        {
            "asked": "design",
            "candidates": ((DESIGN.id, "Design", None), (SHARED.id, "Design 2", 3 * GB)),
        },
        {"cancel": "cancel"},
    ),
    "delete_type_name-unknown": Card(
        "delete_type_name",
        {"space": _USE, "hold": HOLD, "by_id": False},
        {"cancel": "cancel"},
    ),
    "holding-unknown": Card(
        "holding", {**_DELETION, "ends_at": NOW + HOLD * 1000, "by": "王芳"}, {"undo": "undo"}
    ),
    "deleted-unknown": Card("deleted", _DELETION),
    "delete_stopped-unknown": Card(
        "delete_stopped",
        {
            "space_name": ARCHIVE.name,
            "reason": "DingTalk now reports how much is in the space, and did not when you confirmed.",
            "before": None,
            "now": 97 * GB,
        },
    ),
}
