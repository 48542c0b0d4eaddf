"""What is in the recycle bin, as it is shown."""

from datetime import UTC, datetime

from bot.cards import Card
from bot.files.recycling import BinItem
from tests.cards.organisation import AGE, NOW

AT = datetime(2026, 11, 24, 1, 5, tzinfo=UTC)
POSTER = BinItem(
    "r1",
    "332318530",
    "202",
    "poster[2].psd",
    is_folder=False,
    size=840 << 20,
    path="/a",
    who="union-2",
    at=AT,
)
FOLDER = BinItem("r2", "332318530", "201", "2026 海报", is_folder=True)
LISTED: dict[str, object] = {
    "space_name": "",
    "rows": (POSTER, FOLDER),
    "who": {"union-2": "李雷"},
    "page": 1,
    "pages": 1,
    "first": 1,
    "total": 2,
    "size": 840 << 20,
    "sized": False,
    "more": False,
    "unread": 0,
    "at": NOW - AGE,
}

EXAMPLES = {
    "bin": Card("bin", LISTED),
    "bin-space": Card(
        "bin",
        {**LISTED, "space_name": "Design", "rows": (POSTER,), "sized": True, "more": True},
        {"next": None},
    ),
    "bin-empty": Card("bin", {**LISTED, "rows": (), "total": 0}),
    "bin-unread": Card("bin", {**LISTED, "rows": (), "total": 0, "unread": 1}),
}
