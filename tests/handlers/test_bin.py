"""What is in the recycle bin, as it is shown."""

from datetime import UTC, datetime

from bot.cards import Card
from bot.files.fates import FilePlan, FileTarget
from bot.files.recycling import BinItem
from bot.files.wanted_back import WantedBack, named_places
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
    "spaces": {"332318530": "Design"},
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


def test_of_what_is_called_alike_the_one_of_the_named_space_is_meant() -> None:
    other = BinItem("r3", "7", "203", "poster[2].psd", is_folder=False)
    items = (other, POSTER)

    assert WantedBack("Poster[2]").in_bin(items) == items
    assert WantedBack("poster[2].psd", "332318530").in_bin(items) == (POSTER,)
    assert WantedBack("poster[2].psd", "8").in_bin(items) == ()
    assert WantedBack("poster[2].psd", folders=("b",)).in_bin(items) == (other,)
    assert named_places(items, {"7": "Legal", "9": "x"}) == ("Legal",)


def test_a_deletion_of_another_space_or_folder_is_not_meant() -> None:
    gone = FilePlan("delete", "7", "0", (FileTarget("1", "a.pdf"),), place=("Legal", "old"))

    assert WantedBack("a.pdf").is_of(gone)
    assert WantedBack("a.pdf", "7", "Legal", ("Old",)).is_of(gone)
    assert not WantedBack("a.pdf", "8").is_of(gone)
    assert not WantedBack("a.pdf", "7", "Legal", ("new",)).is_of(gone)
