"""Examples of the cards of digests."""

from dataclasses import replace

from bot.cards import Card
from bot.digests.cards import card_of
from bot.digests.report import (
    PARTS,
    Calls,
    DigestCounts,
    Grown,
    IncidentSummary,
    Item,
    MadeChange,
    Report,
)
from bot.drive.spaces import Space
from bot.quota.card_lists import Ranked
from bot.quota.forecast import FullDate
from bot.times.spans import WEEK
from tests.cards.organisation import (
    ARCHIVE,
    DAY,
    DESIGN,
    EMPTY,
    GB,
    HOUR,
    MARKETING,
    NOW,
    OVERFULL,
    SHARED,
    SMALL,
)

MORNING = NOW - 5 * HOUR
SOON = FullDate(NOW + 49 * DAY, NOW + 35 * DAY, NOW + 77 * DAY)


def _full(space: Space) -> Ranked:
    return Ranked(space.id, space.name, space.used, space.quota)


def _grown(space: Space, by: float, full: FullDate | None = None) -> Grown:
    return Grown(space.name, round(by * GB), MORNING - WEEK, space.ratio, full)


REPORT = Report(
    every="weekly",
    moment=MORNING,
    begins=MORNING - WEEK,
    late=False,
    at=NOW - HOUR,
    watched=True,
    note=None,
    days=1,
    counts=DigestCounts(spaces=12, new=2, gone=1, empty=1, stale=2, alerts=7, settled=3, changes=3),
    organisation=Ranked("@organisation", "", 1640 * GB, 2048 * GB),
    full=tuple(map(_full, (OVERFULL, ARCHIVE, MARKETING, DESIGN, SMALL))),
    growing=(
        _grown(MARKETING, 6.2, SOON),
        replace(_grown(SHARED, 3.4), file="发布会 [终稿].mov", file_size=3 * GB),
        _grown(DESIGN, 1.1, SOON),
        _grown(SMALL, 0.2),
    ),
    new=(Item("R&D_2026 [old]", 7 * GB, NOW - DAY), Item("新品发布", 0, NOW - 3 * DAY)),
    gone=(Item("归档 2023", 61 * GB, NOW - 2 * DAY),),
    empty=(Item(EMPTY.name, 0, NOW - 200 * DAY),),
    stale=(
        Item(ARCHIVE.name, ARCHIVE.used or 0, NOW - 400 * DAY),
        Item("法务 旧", 3 * GB, NOW - 91 * DAY),
    ),
    alerts=(
        IncidentSummary(
            OVERFULL.name, "over", 1.04, "", escalated=True, opened=NOW - 3 * DAY, closed=None
        ),
        IncidentSummary(
            MARKETING.name, "near", 0.91, "王芳", escalated=False, opened=NOW - DAY, closed=None
        ),
        IncidentSummary("", "high", 0.8, "", escalated=False, opened=NOW - HOUR, closed=None),
        IncidentSummary(
            DESIGN.name, "resolved", 0.62, "李雷", escalated=False, opened=1, closed=NOW - DAY
        ),
        IncidentSummary(
            "归档 2023", "gone", None, "", escalated=False, opened=1, closed=NOW - 2 * DAY
        ),
        IncidentSummary(
            ARCHIVE.name, "released", 1.0, "", escalated=False, opened=1, closed=NOW - DAY
        ),
        IncidentSummary(
            SMALL.name, "odd", 0.1, "", escalated=False, opened=1, closed=NOW - 2 * DAY
        ),
    ),
    changes=(
        MadeChange(NOW - DAY, "王芳", "quota set", SHARED.name, f"soft_quota={50 * GB}"),
        MadeChange(NOW - 2 * DAY, "Wang Fang", "space delete", "归档 2023", ""),
        MadeChange(NOW - 3 * DAY, "李雷", "space create", "新品发布", "used=0"),
    ),
    calls=Calls(1234, 3000, 2510),
    picture="@lADPDfJ6bUTmZQPNAeTNAyA",
)
_QUIET = replace(
    REPORT,
    every="daily",
    begins=MORNING - DAY,
    counts=DigestCounts(spaces=12),
    organisation=None,
    full=(_full(SMALL),),
    growing=(),
    new=(),
    gone=(),
    empty=(),
    stale=(),
    alerts=(),
    changes=(),
    calls=Calls(12, 3000, None),
    picture="",
)
_BEHIND = replace(REPORT, late=True, note="fewer sweeps", days=4, lost=True, operator="王芳")
_UNWATCHED = replace(_QUIET, watched=False, at=None, full=(), counts=DigestCounts())

_ASKED = {
    "title": "市场群",
    "group": True,
    "total": 12,
    "names": [OVERFULL.name, ARCHIVE.name, MARKETING.name, DESIGN.name, SMALL.name],
    "kind": "weekly",
    "next": MORNING + WEEK,
}
_CHOICE = {"confirm": "confirm", "cancel": "cancel"}

DIGESTS: dict[str, Card] = {
    "digest_confirm": Card("digest_confirm", _ASKED, _CHOICE),
    "digest_confirm-untitled": Card("digest_confirm", {**_ASKED, "title": ""}, _CHOICE),
    "digest_confirm-single": Card(
        "digest_confirm", {**_ASKED, "group": False, "total": 5, "kind": "daily"}, _CHOICE
    ),
    "digest_none": Card("digest_none"),
    "digest_off": Card("digest_off", {"was": True}),
    "digest_off-none": Card("digest_off", {"was": False}),
    "digest_set": Card("digest_set", {"kind": "weekly", "next": MORNING + WEEK, "replaced": False}),
    "digest_set-instead-of-daily": Card(
        "digest_set", {"kind": "weekly", "next": MORNING + WEEK, "replaced": True}
    ),
    "digest_set-daily": Card(
        "digest_set", {"kind": "daily", "next": MORNING + DAY, "replaced": False}
    ),
    "digest_set-instead-of-weekly": Card(
        "digest_set", {"kind": "daily", "next": MORNING + DAY, "replaced": True}
    ),
    "digest": card_of(REPORT),
    "digest-behind": card_of(_BEHIND),
    "digest-quiet": card_of(_QUIET),
    "digest-unwatched": card_of(_UNWATCHED),
    "digest_part-full": card_of(REPORT, "full"),
    **{f"digest_part-no-{part}": card_of(replace(_QUIET, full=()), part) for part in PARTS},
    "digest_part-growing": card_of(_BEHIND, "growing"),
    "digest_part-new": card_of(REPORT, "new"),
    "digest_part-idle": card_of(REPORT, "idle"),
    "digest_part-alerts": card_of(REPORT, "alerts"),
    "digest_part-changes": card_of(replace(REPORT, counts=DigestCounts(changes=60)), "changes"),
}
