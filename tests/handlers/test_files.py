"""The files of a space, as they are read, shown, and named by people."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.cards import Card
from bot.files.dentry import Dentry
from tests.cards.organisation import AGE, NOW

FOLDER = Dentry("201", "332318530", "2026 海报", is_folder=True, uuid="aB3kf9Lm2")
POSTER = Dentry(
    "202",
    "332318530",
    "Poster final [2].psd",
    is_folder=False,
    uuid="Qw9xPz71",
    size=840 << 20,
    version=3,
    creator="union-1",
    modifier="union-2",
    created=datetime(2026, 10, 2, 6, 30, tzinfo=UTC),
    modified=datetime(2026, 11, 24, 1, 5, tzinfo=UTC),
)
UNSIZED = replace(POSTER, id="203", name="说明.docx", size=None, modifier="", modified=None)
WHO = {"union-1": "王芳", "union-2": "李雷"}

LISTED = {
    "names": ("Design", "海报"),
    "rows": (FOLDER, POSTER, UNSIZED),
    "who": WHO,
    "page": 1,
    "pages": 1,
    "first": 1,
    "total": 3,
    "more": False,
    "order": "newest",
    "at": NOW - AGE,
    "unread": 0,
}
BUTTONS = dict.fromkeys(("up", "largest", "name", "refresh"))
SHOWN = {"file": POSTER, "names": ("Design", "海报"), "who": WHO, "at": NOW - AGE}
MISSING = {
    "asked": "postr.psd",
    "where": "Design",
    "near": (),
    "unread": 0,
    "numbers": None,
    "number": "",
}

EXAMPLES = {
    "files": Card("files", LISTED, BUTTONS),
    "files-more": Card(
        "files",
        {**LISTED, "names": ("Design",), "more": True, "order": "largest", "unread": 2},
        dict.fromkeys(("next", "newest", "name", "refresh")),
    ),
    "files-cut-off": Card("files", {**LISTED, "order": "name", "unread": -1}, BUTTONS),
    "files-empty": Card("files", {**LISTED, "rows": (), "total": 0}, BUTTONS),
    "files-unread": Card("files", {**LISTED, "rows": (), "total": 0, "unread": 1}, BUTTONS),
    "file": Card("file", SHOWN),
    "file-unsaid": Card("file", {**SHOWN, "file": replace(UNSIZED, uuid="", created=None)}),
    "no_such_file": Card("no_such_file", {**MISSING, "near": ("poster.psd", "poster 2.psd")}),
    "no_such_file-cut-off": Card("no_such_file", {**MISSING, "unread": -1}),
    "no_such_file-unread": Card("no_such_file", {**MISSING, "unread": 1}),
    "no_such_file-nowhere": Card("no_such_file", {**MISSING, "where": ""}),
    "no_such_file-no-list": Card("no_such_file", {**MISSING, "asked": "3", "numbers": 0}),
    "no_such_file-beyond": Card(
        "no_such_file", {**MISSING, "asked": "9", "numbers": 4, "number": "9"}
    ),
    "not_a_folder": Card("not_a_folder", {"name": "poster.psd"}),
}
