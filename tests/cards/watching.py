"""Examples of the cards that tell of the watch and of quotas."""

from typing import Any

from bot.cards import Card
from bot.drive.spaces import Space
from bot.language import Narrowed
from tests.cards.narrowing import NOT_NARROWED
from tests.cards.organisation import (
    AGE,
    ARCHIVE,
    DAY,
    DESIGN,
    GB,
    HOUR,
    MARKETING,
    NOW,
    OVERFULL,
    SHARED,
    SMALL,
)


def _row(space: Space, rate: float | None = None, *, soft: int | None = None) -> dict[str, object]:
    quota = space.quota if soft is None else soft
    return {
        "name": space.name,
        "used": space.used,
        "quota": quota,
        "ratio": space.used / quota if quota and space.used is not None else None,
        "soft": soft is not None,
        "rate": rate,
    }


_ROWS = (
    _row(OVERFULL, 0.4 * GB),
    _row(ARCHIVE),
    _row(MARKETING, 3.2 * GB),
    _row(SHARED, 0.2 * GB, soft=60 * GB),
    _row(DESIGN, 1.5 * GB),
    _row(SMALL),
)
_GROWTH = {
    "history": "enough",
    "rate": 3.2 * GB,
    "slowest": 2.4 * GB,
    "fastest": 4.3 * GB,
    "full": {"likely": NOW + 14 * DAY, "earliest": NOW + 10 * DAY, "latest": NOW + 19 * DAY},
}
_WATCHED = {"watched": True, "lost": "", "note": None, "every": 1}
_UNWATCHED = {"watched": False, "lost": "", "note": None, "every": 1}
_EVERYTHING: dict[str, Any] = {
    "capacity": {
        "used": 1640 * GB,
        "total": 2048 * GB,
        "ratio": 1640 / 2048,
        "total_known": True,
        "at": NOW,
        "parts": [
            {
                "name": "PUBLIC_OSS_PARTITION",
                "used": 1600 * GB,
                "total": 2048 * GB,
                "reserved": 20 * GB,
            },
            {"name": "MINI_OSS_PARTITION", "used": 40 * GB, "total": None, "reserved": 0},
            {"name": "NEW_PARTITION", "used": 0, "total": None, "reserved": 0},
        ],
    },
    "why": "",
    "growth": _GROWTH,
    "asked": True,
    "listed": None,
    "nearest": list(_ROWS[:3]),
    "rows_at": NOW - HOUR,
    "unknown": 0,
    "unread": 0,
    **_WATCHED,
}
_OWN_SPACES = {**_EVERYTHING, "capacity": None, "why": "refused", "growth": None, "rows_at": NOW}
_LEVELS = [
    {"percent": percent / 100, "free": None, "reached": percent <= 90}
    for percent in (80, 90, 95, 100)
]
_ONE_SPACE = {
    "id": MARKETING.id,
    "name": MARKETING.name,
    "used": MARKETING.used,
    "quota": MARKETING.quota,
    "ratio": MARKETING.ratio,
    "limit_known": True,
    "unsaid": False,
    "soft": False,
    "unused": None,
    "tiny": False,
    "at": NOW - AGE,
    "growth": _GROWTH,
    "levels": _LEVELS,
    "next": NOW + HOUR,
    "why": "level",
    "subscribers": {"here": True, "titles": ["IT 运维", "Admins"], "others": 2},
    "list_read": None,
    **_WATCHED,
}
_SOFT = {"quota": 60 * GB, "ratio": 0.8, "used": 48 * GB, "soft": True, "name": SHARED.name}
_NARROWED = Narrowed("growing").read("finance larger than 100 GB").data(4, 0)
_TOP = {
    **NOT_NARROWED,
    "order": "full",
    "rows": list(_ROWS),
    "first": 1,
    "page": 1,
    "pages": 2,
    "total": 12,
    "unknown": 0,
    "unread": 0,
}
_LOOKS = [
    {"name": MARKETING.name, "at": NOW + HOUR, "why": "level"},
    {"name": DESIGN.name, "at": NOW + 9 * HOUR, "why": "sweep"},
    {"name": ARCHIVE.name, "at": NOW + 9 * HOUR, "why": "sweep"},
]
_WATCH = {
    "operator": "王芳",
    "since": NOW - 30 * DAY,
    "swept": NOW - 15 * HOUR,
    "sweep_at": NOW + 9 * HOUR,
    "note": None,
    "every": 1,
    "troubles": [],
    "errors": [],
    "events": None,
    "rows": _LOOKS,
    "first": 1,
    "page": 1,
    "pages": 3,
    "total": 12,
    "at": NOW,
}
_FAILURES = [
    ("list", "Forbidden.AccessDenied.QpsLimitForApi"),
    ("list", "repeated page"),
    ("query", "allowance"),
    ("capacity", "Unavailable"),
    ("list", "nobody"),
    ("list", "Blocked"),
    ("query", "param.error"),
]
_ERRORS = [
    {"at": NOW - place * HOUR, "what": what, "code": code}
    for place, (what, code) in enumerate(_FAILURES)
]
_IN_THE_WAY = {
    "rows": (),
    "pages": 1,
    "total": 0,
    "note": "fewer sweeps",
    "every": 2,
    "troubles": [
        {"kind": kind, "code": "no.priviledge"}
        for kind in ("operator", "query", "capacity", "events", "numbers")
    ],
    "errors": _ERRORS[:3],
    "events": {"by": "李雷", "at": NOW - DAY},
}
WATCHING: dict[str, Card] = {
    "quota": Card("quota", _EVERYTHING, {"top": "top"}),
    "quota-full": Card(
        "quota",
        {
            **_EVERYTHING,
            "capacity": {
                "used": 2048 * GB,
                "total": 2048 * GB,
                "ratio": 1.0,
                "total_known": True,
                "parts": [],
                "at": NOW,
            },
            "growth": {"history": "flat", "rate": None, "full": None},
            "note": "nothing",
            "every": None,
        },
        {"top": "top"},
    ),
    "quota-no-limit": Card(
        "quota",
        {
            **_EVERYTHING,
            "capacity": {
                "used": 40 * GB,
                "total": None,
                "ratio": None,
                "total_known": True,
                "parts": [],
                "at": NOW,
            },
            "growth": {"history": "short", "rate": 0.2 * GB, "full": None},
            "nearest": [],
            "note": "no close looks",
        },
    ),
    "quota-unknown": Card(
        "quota",
        {
            **_EVERYTHING,
            "capacity": {
                **_EVERYTHING["capacity"],
                "used": None,
                "ratio": None,
                "parts": [
                    {"name": "PUBLIC_OSS_PARTITION", "used": None, "total": None, "reserved": 0}
                ],
            },
            "nearest": [],
            "unknown": 2,
        },
    ),
    "quota-limit-unknown": Card(
        "quota",
        {
            **_EVERYTHING,
            "capacity": {
                **_EVERYTHING["capacity"],
                "total": None,
                "ratio": None,
                "total_known": False,
            },
            "unknown": 1,
        },
    ),
    "quota-refused": Card("quota", _OWN_SPACES, {"top": "top"}),
    "quota-no-scope": Card("quota", {**_OWN_SPACES, "why": "scope", **_UNWATCHED}, {"top": "top"}),
    "quota_levels": Card("quota_levels", {"name": "", "levels": _LEVELS, "own": True}),
    "quota_levels-one": Card("quota_levels", {"name": SHARED.name, "levels": _LEVELS, "own": True}),
    "quota_levels-usual": Card("quota_levels", {"name": "", "levels": _LEVELS, "own": False}),
    "quota-fullest-not-asked": Card(
        "quota", {**_EVERYTHING, "asked": False, "nearest": []}, {"top": "top"}
    ),
    "quota-refused-of-a-list": Card("quota", {**_OWN_SPACES, "listed": NOW - 2 * HOUR}),
    "quota_space": Card("quota_space", _ONE_SPACE),
    "quota_space-no-room": Card(
        "quota_space", {**_ONE_SPACE, "needed": 60 << 30, "left": 45 << 30}, {"room": None}
    ),
    "quota_space-room": Card("quota_space", {**_ONE_SPACE, "needed": 1 << 30, "left": 45 << 30}),
    "quota_space-unknown-room": Card("quota_space", {**_ONE_SPACE, "needed": 1, "left": None}),
    "quota_space-of-a-list": Card("quota_space", {**_ONE_SPACE, "list_read": NOW - 2 * HOUR}),
    "quota_space-due": Card(
        "quota_space",
        {
            **_ONE_SPACE,
            **_SOFT,
            "subscribers": {"here": False, "titles": [], "others": 0},
            "growth": {"history": "short", "rate": 0.2 * GB, "full": None},
            "levels": [{"percent": None, "free": 10 * GB, "reached": False}],
            "next": NOW - AGE,
            "note": "fewer sweeps",
            "every": 2,
        },
    ),
    "quota_space-full": Card(
        "quota_space",
        {
            **_ONE_SPACE,
            "name": OVERFULL.name,
            "used": OVERFULL.used,
            "quota": OVERFULL.quota,
            "ratio": OVERFULL.ratio,
            "unused": 80 * GB,
            "growth": {**_GROWTH, "full": None},
            "why": "sweep",
            "note": "fewer sweeps",
            "every": None,
        },
    ),
    "quota_space-not-seen": Card(
        "quota_space",
        {**_ONE_SPACE, "growth": None, "levels": [], "next": None, "why": ""},
    ),
    "quota_space-tiny": Card(
        "quota_space",
        {
            **_ONE_SPACE,
            "quota": 50 * 1024**2,
            "used": 1024**2,
            "ratio": 0.02,
            "tiny": True,
            "growth": {"history": "flat", "rate": None, "full": None},
            "levels": [],
            "next": None,
            "why": "",
        },
    ),
    "quota_space-unknown": Card(
        "quota_space",
        {
            **_ONE_SPACE,
            "used": None,
            "quota": None,
            "ratio": None,
            "limit_known": False,
            "unsaid": True,
            "growth": None,
            "levels": [],
        },
    ),
    "quota_space-older": Card(
        "quota_space",
        {**_ONE_SPACE, **_SOFT, "limit_known": False, "unsaid": True, "at": NOW - 40 * HOUR},
    ),
    "quota_space-unwatched": Card(
        "quota_space",
        {
            **_ONE_SPACE,
            "quota": None,
            "ratio": None,
            "growth": None,
            "levels": [],
            "next": None,
            "why": "",
            **_UNWATCHED,
        },
    ),
    "quota_top": Card(
        "quota_top",
        {**_TOP, "at": NOW - 15 * HOUR, **_WATCHED},
        {"next": "next", "growing": "growing"},
    ),
    "quota_top-growing": Card(
        "quota_top",
        {
            **_TOP,
            "order": "growing",
            "first": 9,
            "page": 2,
            "at": NOW - 40 * HOUR,
            **_WATCHED,
            "note": "fewer sweeps",
            "every": 2,
        },
        {"previous": "previous", "full": "full"},
    ),
    "quota_top-unknown": Card(
        "quota_top",
        {
            **_TOP,
            "rows": [*_ROWS[:2], {**_ROWS[2], "used": None, "ratio": None}],
            "unknown": 3,
            "at": NOW,
            **_WATCHED,
        },
    ),
    "quota_top-narrowed": Card("quota_top", {**_TOP, **_NARROWED, "at": NOW, **_WATCHED}),
    "quota_top-narrowed-growing": Card(
        "quota_top",
        {**_TOP, **_NARROWED, "order": "growing", "rows": [], "at": NOW, **_WATCHED},
    ),
    "quota_top-more": Card(
        "quota_top", {**_TOP, "more": True, "at": NOW, **_WATCHED}, {"next": "next"}
    ),
    "quota_top-of-a-list": Card(
        "quota_top", {**_TOP, "listed": NOW - 2 * HOUR, "at": NOW, **_WATCHED}
    ),
    "quota_top-cut-off": Card("quota_top", {**_TOP, "unread": -1, "at": NOW, **_WATCHED}),
    "quota_top-nothing": Card(
        "quota_top",
        {
            **_TOP,
            "order": "growing",
            "rows": [],
            "pages": 1,
            "total": 0,
            "at": NOW,
            **_UNWATCHED,
        },
        {"full": "full"},
    ),
    "quota_top-nothing-full": Card(
        "quota_top",
        {**_TOP, "rows": [], "pages": 1, "total": 0, "at": NOW, **_WATCHED},
        {"growing": "growing"},
    ),
    "soft_quota": Card("soft_quota", {**_SOFT, "at": NOW - AGE, "watched": True}),
    "soft_quota-off": Card(
        "soft_quota",
        {"name": SHARED.name, "used": 0, "quota": None, "ratio": None, "at": NOW, "watched": False},
    ),
    "soft_quota-unknown": Card(
        "soft_quota",
        {**_SOFT, "used": None, "ratio": None, "at": NOW, "watched": True},
    ),
    "soft_quota_same": Card("soft_quota_same", {"name": SHARED.name, "quota": 20 * GB}),
    "soft_quota_same-off": Card("soft_quota_same", {"name": SHARED.name, "quota": None}),
    "soft_quota_more": Card(
        "soft_quota_more",
        {"name": SHARED.name, "before": 10 * GB, "after": 20 * GB},
        {"set": "set", "cancel": "cancel"},
    ),
    "soft_quota_not_needed-unknown": Card(
        "soft_quota_not_needed",
        {"name": MARKETING.name, "quota": 500 * GB, "used": None, "at": NOW},
    ),
    "soft_quota_not_needed": Card(
        "soft_quota_not_needed",
        {"name": MARKETING.name, "quota": 500 * GB, "used": MARKETING.used, "at": NOW},
    ),
    "not_watched": Card("not_watched"),
    "not_watched-admin": Card("not_watched", {}, {"operator": "operator"}),
    "operator": Card("operator", {"name": "王芳", "since": NOW - 30 * DAY, "code": None}),
    "operator-lost": Card(
        "operator", {"name": "王芳", "since": NOW - 30 * DAY, "code": "no.priviledge"}
    ),
    "operator-no-admin": Card(
        "operator", {"name": "王芳", "since": NOW - 30 * DAY, "code": "no admin"}
    ),
    "operator_named": Card(
        "operator_named", {"name": "王芳", "total": 12, "replaced": "", "unread": 0}
    ),
    "operator_named-unread": Card(
        "operator_named", {"name": "王芳", "total": 12, "replaced": "", "unread": 2}
    ),
    "operator_named-instead": Card(
        "operator_named", {"name": "王芳", "total": 1, "replaced": "李雷", "unread": 0}
    ),
    **{
        f"operator_off-{events}": Card("operator_off", {"name": "王芳", "events": events})
        for events in ("none", "ended", "failed")
    },
    "watch": Card("watch", _WATCH, {"next": "next"}),
    "watch-began": Card(
        "watch",
        {
            **_WATCH,
            "swept": None,
            "sweep_at": NOW - AGE,
            "rows": [],
            "pages": 1,
            "total": 0,
        },
    ),
    "watch_begins": Card("watch_begins"),
    "watch-begins": Card(
        "watch", {**_WATCH, "swept": None, "sweep_at": None, "note": None, "rows": [], "total": 0}
    ),
    "watch-trouble": Card("watch", {**_WATCH, **_IN_THE_WAY, "sweep_at": None}),
    "watch-errors": Card("watch", {**_WATCH, "errors": _ERRORS[3:6]}, {"next": "next"}),
    "watch-error-unknown": Card("watch", {**_WATCH, "errors": _ERRORS[6:]}, {"next": "next"}),
    "watch_looks": Card(
        "watch_looks",
        {"rows": _LOOKS, "first": 1, "page": 2, "pages": 3, "total": 12, "at": NOW},
        {"previous": "previous", "next": "next"},
    ),
    "watch_events": Card("watch_events", {"on": True, "by": "王芳", "at": NOW}),
    "watch_events-off": Card("watch_events", {"on": False, "by": "王芳", "at": NOW}),
    "watch_events_confirm": Card(
        "watch_events_confirm",
        {"seconds": 900, "messages": 3000, "share": 1800},
        {"switch": "switch", "cancel": "cancel"},
    ),
    "watch_events_confirm-quick": Card(
        "watch_events_confirm",
        {"seconds": 5, "messages": 3000, "share": 1800},
        {"switch": "switch", "cancel": "cancel"},
    ),
    "watch_trouble-no-admin": Card(
        "watch_trouble", {"kind": "operator", "code": "no admin", "name": "王芳", "at": NOW - AGE}
    ),
    **{
        f"watch_trouble-{kind}": Card(
            "watch_trouble", {"kind": kind, "code": code, "name": "王芳", "at": NOW - AGE}
        )
        for kind, code in {
            "operator": "60121",
            "query": "no.priviledge",
            "capacity": "permissionDenied",
            "numbers": "3",
            "events": "half",
        }.items()
    },
}
