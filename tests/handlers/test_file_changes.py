"""What becomes of files that are changed, each judged by itself, as the cards show it."""

from dataclasses import replace

from bot.cards import Card
from bot.errors import AlreadyThere, FileNameRefused, IntoItself, NotNumbers
from bot.files.changed_card import changed
from bot.files.fates import Fate, FilePlan, FileTarget
from bot.files.way_back import asks_back
from tests.cards.organisation import NOW

POSTER = FileTarget("202", "Poster_Final[2].psd", size=840 << 20)
FOLDER = FileTarget("201", "2026 海报", is_folder=True)
GONE = FileTarget("203", "说明.docx", size=12_000)
MOVE = FilePlan(
    "move",
    "332318530",
    "0",
    (POSTER, FOLDER, GONE),
    to_space="332318530",
    to_folder="204",
    place=("Design", "海报"),
)
ONE = replace(MOVE, targets=(POSTER,))
RENAME = replace(ONE, what="rename", name="poster.psd", to_space="", to_folder="")
MIXED = (
    Fate(POSTER, "done"),
    Fate(FOLDER, "running", task_id="task-1", succeeded=12, total=40),
    Fate(GONE, "refused", code="dentryNotExist"),
)
FULL = tuple(
    Fate(replace(POSTER, id=str(n), name=f"{code}.psd"), "refused", code=code)
    for n, code in enumerate(
        (
            "permissionDenied",
            "spaceQuotaInsufficient",
            "sceneQuotaInsufficient",
            "appQuotaInsufficient",
            "orgQuotaInsufficient",
            "operationConcurrentControl",
            "fileViral",
        )
    )
)


def _error(error: FileNameRefused | IntoItself | AlreadyThere | NotNumbers) -> Card:
    return Card(error.template, error.data())


ROWS = [
    {"name": "Poster_Final[2].psd", "is_folder": False},
    {"name": "2026 海报", "is_folder": True},
]
DELETE: dict[str, object] = {
    "names": ("Design", "海报"),
    "rows": ROWS,
    "size": 840 << 20,
    "sized": False,
    "calls": 2,
    "looks": 0,
    "frees": None,
}
TYPED: dict[str, object] = {
    **DELETE,
    "name": "海报",
    "id": "332318530",
    "by_id": False,
    "again": False,
    "left": 3,
    "of_bin": False,
}

EXAMPLES = {
    "files_changed": changed(ONE, [Fate(POSTER, "done")], "en"),
    "files_changed-created": changed(
        replace(ONE, what="create", targets=(FOLDER,)), [Fate(FOLDER, "done")], "en"
    ),
    "files_changed-renamed": changed(RENAME, [Fate(POSTER, "done")], "en"),
    "files_changed-beside": changed(
        replace(ONE, what="copy"), [Fate(POSTER, "done", called="Poster_Final[2](1).psd")], "en"
    ),
    "files_changed-kept": Card(
        "files_changed", {**changed(RENAME, [Fate(POSTER, "done")], "en").data, "kept": ".psd"}
    ),
    "files_changed-mixed": changed(MOVE, MIXED, "en"),
    "files_changed-several": changed(
        replace(MOVE, what="copy"), [Fate(each, "done") for each in MOVE.targets], "en"
    ),
    "files_changed-clash": changed(ONE, [Fate(POSTER, "clash")], "en"),
    "files_changed-clash-renamed": changed(RENAME, [Fate(POSTER, "clash")], "en"),
    "files_changed-unknown": changed(ONE, [Fate(POSTER, "unknown")], "en"),
    "files_changed-running": changed(ONE, [Fate(FOLDER, "running", task_id="task-1")], "en"),
    "files_changed-failed": changed(ONE, [Fate(FOLDER, "failed", succeeded=3, total=9)], "en"),
    "files_changed-refused": changed(MOVE, FULL, "en"),
    "files_changed-deleted": changed(
        replace(MOVE, what="delete", to_space="", to_folder=""),
        [Fate(POSTER, "done"), Fate(FOLDER, "changed"), Fate(GONE, "done")],
        "en",
        {"undo": None},
    ),
    "files_changed-back": changed(ONE, [Fate(POSTER, "done")], "en", {"back": None}),
    "files_back": asks_back(ONE, replace(ONE, what="delete")),
    "files_back-renamed": asks_back(RENAME),
    "files_back-several": asks_back(MOVE, replace(MOVE, what="delete")),
    "files_back-deleted": asks_back(replace(MOVE, what="delete"), other=True),
    "files_back-spaces": asks_back(
        replace(
            MOVE,
            what="restore",
            place=(),
            targets=(replace(POSTER, space_id="332318530"), replace(GONE, space_id="7")),
        ),
        spaces={"332318530": "Design"},
    ),
    "files_back-heard": asks_back(replace(ONE, what="delete")),
    "files_delete": Card("files_delete", DELETE, dict.fromkeys(("delete", "cancel"))),
    "files_delete-one": Card(
        "files_delete", {**DELETE, "rows": ROWS[:1], "sized": True}, dict.fromkeys(("delete",))
    ),
    "files_delete-tidied": Card(
        "files_delete", {**DELETE, "looks": 2, "frees": True}, dict.fromkeys(("delete", "cancel"))
    ),
    "files_delete-binned": Card(
        "files_delete", {**DELETE, "looks": 2, "frees": False}, dict.fromkeys(("delete", "cancel"))
    ),
    "files_delete-unsized": Card(
        "files_delete", {**DELETE, "size": 0}, dict.fromkeys(("delete", "cancel"))
    ),
    "files_type_name": Card("files_type_name", TYPED, {"cancel": None}),
    "files_type_name-one": Card(
        "files_type_name", {**TYPED, "rows": ROWS[:1], "sized": True}, {"cancel": None}
    ),
    "files_type_name-id": Card("files_type_name", {**TYPED, "by_id": True}, {"cancel": None}),
    "files_type_name-again": Card("files_type_name", {**TYPED, "again": True, "left": 0}),
    "files_type_name-bin": Card(
        "files_type_name", {**TYPED, "names": (), "of_bin": True}, {"cancel": None}
    ),
    "files_type_name-bin-one": Card(
        "files_type_name",
        {**TYPED, "names": (), "of_bin": True, "rows": ROWS[:1], "size": 0},
        {"cancel": None},
    ),
    "files_holding": Card(
        "files_holding",
        {"rows": ROWS, "size": 0, "sized": False, "ends_at": NOW, "by": "李雷"},
        {"undo": None},
    ),
    "files_holding-one": Card(
        "files_holding",
        {"rows": ROWS[:1], "size": 840 << 20, "sized": True, "ends_at": NOW, "by": "李雷"},
        {"undo": None},
    ),
    "files_kept": Card(
        "files_kept", {"rows": ROWS, "reason": "Not all of it is in the recycle bin any more."}
    ),
    "files_kept-one": Card(
        "files_kept",
        {"rows": ROWS[:1], "reason": "The person who started it is no longer an admin."},
    ),
    "files_changed-removed": changed(
        replace(MOVE, what="remove", to_space="", to_folder="", place=()),
        [Fate(each, "done") for each in MOVE.targets],
        "en",
    ),
    "file_name_refused": _error(FileNameRefused("a|b", "|")),
    "file_name_refused-dot": _error(FileNameRefused("plan.", ".")),
    "file_name_refused-empty": _error(FileNameRefused("", "")),
    "file_name_refused-tab": _error(FileNameRefused("a\tb", "tab")),
    "file_name_refused-line": _error(FileNameRefused("a\nb", "line")),
    "into_itself": _error(IntoItself("2026 海报")),
    "already_there": _error(AlreadyThere("海报")),
    "one_space_at_a_time": Card("one_space_at_a_time"),
    "not_numbers": _error(NotNumbers("2 九", numbers=8)),
    "not_numbers-beyond": _error(NotNumbers("2 12", (12,), 8)),
    "not_numbers-no-list": _error(NotNumbers("2 5-7")),
    "not_numbers-bin": _error(NotNumbers("2 5-7", in_bin=True)),
    "not_numbers-unnamed": _error(NotNumbers("a.pdf", in_bin=True, nameless=True)),
    "not_numbers-twice": _error(NotNumbers("a.pdf", in_bin=True, name="a.pdf")),
    "not_numbers-places": _error(
        NotNumbers("a.pdf", in_bin=True, name="a.pdf", places=("Design", "市场部"))
    ),
    "not_numbers-elsewhere": _error(
        NotNumbers("a.pdf", in_bin=True, nameless=True, space="Design", places=("市场部",))
    ),
    "not_numbers-of-space": _error(NotNumbers("a.pdf", in_bin=True, nameless=True, space="Design")),
}
