"""What commands about files cost: what `help` says of each is held by what DingTalk has counted.

``docs/costs.md`` shows the same numbers: the card, which each answer is, is not among them.
"""

import asyncio
import sys
from dataclasses import dataclass
from typing import Final

from bot.routing import Route, Routes
from bot.services import Services
from handlers import ROUTERS
from tests.catalogue import ROOT
from tests.conversations.stage import Person, Stage
from tests.conversations.uploading import over, sends_video
from tests.conversations.watching import called
from tests.sandbox_server import Json

SPACE, HEAP = "Design", "Heap"
BOX = f"{SPACE}/Box"
DEEP = f"{BOX}/In/Inner"

ABOVE = "and 1 for each folder above it"
WALKED = (
    "1 for the space and 1 for its first 50 files, then as many as you agree to; while a walk of "
    "today is kept, 1 for the space and after ten minutes 1 more"
)
STATED: Final = {
    "files": f"1 for every 50 files that are read, at most 2 to find the folder, {ABOVE}",
    "file": f"at most 3 to find and read it, {ABOVE}",
    "versions": f"1 for every 100 versions, at most 3 to find the file, {ABOVE}",
    "version restore": f"at most 3, at most 3 to find the file, {ABOVE}",
    "find": ("1 for every 50 results, at most 3 more where nothing is called so, and 2 for spaces"),
    "folder create": f"1, at most 3 to find where, {ABOVE}",
    "file rename": f"1, at most 3 to find the file, {ABOVE}",
    "file move": (
        "1 for every 30 files and 1 to read them, at most 3 to find where they go, "
        "and 1 for each folder above that"
    ),
    "file copy": (
        "1 for every 3 files, 1 for every 30 to read them, at most 3 to find where they go, "
        "and 1 for each folder above that"
    ),
    "file delete": (
        "1 for every 50 files and 2 for every 30 to read them, at most 2 to find them, and 2 to "
        "see what was freed"
    ),
    "file undo": "1 for every 30 files, and 2 to 6 to find them in the bin",
    "bin": "at most 2 for the latest 50, and 1 for a space that is named",
    "bin restore": "1 for every 30, and at most 2 to read the bin",
    "bin remove": (
        "at most 2 to read the bin, and 2 at the end; 1 more for each item before the latest 50"
    ),
    "largest": WALKED,
    "oldest": WALKED,
    "duplicates": WALKED,
    "by kind": WALKED,
    "biggest folders": (
        "1 for the space, 1 for its first 50 files, then as many as you agree to, and 1 for the "
        "picture; while a walk of today is kept, 1 for the space and after ten minutes 1 more"
    ),
    "read on": "1 for the space, and 1 for every 50 files that are read on",
    "file send": f"2, at most 3 to find the file, {ABOVE}",
    "file send here": f"1, at most 3 to find the file, {ABOVE}; all but the 1 again where it asks",
    "group files": "1 to find them, and 1 for every 50 files",
    "store": "3 to 7, 1 for every 30 parts of a large file, and at most 3 to find where",
    "app space create": "1",
    "app spaces": "1 for each, at most 8",
}
"""What each says of itself."""


ELSE: Final = {
    "handlers.alert_asks",
    "handlers.create",
    "handlers.delete",
    "handlers.grant",
    "handlers.holds",
    "handlers.jobs",
    "handlers.request_access",
    "handlers.space",
    "handlers.who",
}
"""What leads to files, or has to be told apart from them."""


@dataclass(frozen=True, slots=True)
class Row:
    """What is said, the calls that it took, and the ``most`` that :data:`STATED` allows for it.

    What is said ``before`` is not counted; the ``press`` of a button that follows is.
    """

    name: str
    said: str
    calls: int
    most: int
    before: tuple[str, ...] = ()
    press: str = ""


IN_BOX, IN_DEEP = f"files {BOX}", f"files {DEEP}"
ROWS: Final = (
    Row("files", f"files {SPACE}", 2, 3),
    Row("files", IN_BOX, 3, 4),
    Row("files", IN_DEEP, 4, 6),
    Row("file", "file 1", 1, 6),
    Row("find", "find bin pdf", 4, 6),
    Row("find", "find deepest", 1, 3),
    Row("file", "file 1", 6, 6, ("find deepest",)),
    Row("file rename", "file rename 1 x.txt", 7, 7, ("find deepest",)),
    Row("versions", "versions 2", 2, 5, (IN_BOX,)),
    Row(
        "version restore",
        "version restore 1",
        6,
        7,
        (f"versions {BOX}/old.psd",),
        "Bring it back",
    ),
    Row("folder create", "folder create New", 1, 4, (f"files {SPACE}",)),
    Row("file move", f"file move 2-3 {SPACE}/New", 3, 6, (IN_BOX,)),
    Row("file copy", f"file copy 2 {SPACE}/New", 3, 6, (IN_BOX,)),
    Row("largest", f"largest {HEAP}", 2, 2),
    Row("oldest", f"oldest {HEAP}", 1, 1),
    Row("duplicates", f"duplicates {HEAP}", 1, 1),
    Row("by kind", f"by kind {HEAP}", 1, 1),
    Row("biggest folders", f"biggest folders {HEAP}", 1, 1),
    Row("read on", "read on 20", 2, 2),
    Row("file delete", "file delete 1-35", 8, 9, (f"largest {HEAP}",), "Delete"),
    Row("file undo", "file undo", 4, 8),
    Row("file delete", "file delete 2", 3, 6, (IN_BOX,), "Delete"),
    Row("bin", f"bin {SPACE}", 2, 3),
    Row("bin restore", "bin restore 1", 2, 3),
    Row("bin remove", "bin remove 1", 3, 4, (IN_BOX, "file delete 2", "yes", "bin")),
    Row("file send", "file send 1", 3, 6, (IN_DEEP,)),
    Row("file send here", "file send here 1", 7, 9, (IN_DEEP,), "As a copy"),
    Row("group files", "group files", 2, 2),
    Row("store", f"store {BOX}", 4, 10),
    Row("store", f"store {SPACE}", 7, 10),
    Row("app space create", "app space create Receipts", 1, 1, press="Create"),
    Row("app spaces", "app spaces", 1, 1),
    Row("biggest folders", f"biggest folders {SPACE}", 3, 3),
)


async def filled(stage: Stage) -> None:
    """A space of folders in folders, and two of many files."""
    space = str((await stage.sandbox.make_space(SPACE))["spaceId"])
    heap = str((await stage.sandbox.make_space(HEAP))["spaceId"])
    spare = str((await stage.sandbox.make_space("Spare"))["spaceId"])

    async def made(name: str, parent: str = "0", **more: object) -> Json:
        return await stage.sandbox.make_file(space, name, "manager01", parentId=parent, **more)

    box = str((await made("Box", type="FOLDER"))["dentryId"])
    within = str((await made("In", box, type="FOLDER"))["dentryId"])
    inner = str((await made("Inner", within, type="FOLDER"))["dentryId"])
    await made("deepest.txt", inner, size=9)
    for name in "abcdef":
        await made(f"{name}.txt", box, size=9)
    old = await made("old.psd", box, size=9)
    await stage.sandbox.change_file(space, old["dentryId"], size=8)
    await asyncio.gather(
        *(stage.sandbox.make_file(heap, f"{n}.bin", "manager01", size=n + 1) for n in range(60)),
        *(stage.sandbox.make_file(spare, f"s{n}.bin", "manager01") for n in range(50)),
    )


async def counted(stage: Stage, after: int) -> list[str]:
    """What was counted after a call, the cards left out."""
    calls = await stage.sandbox.calls(after)
    names = [f"{each['method']} {each['template']}" for each in calls if each["counted"]]
    return [name for name in names if "/card/" not in name]


async def does(stage: Stage, row: Row, group: Person, alone: Person) -> list[str]:
    """Do what a row says; gives the calls that it took."""
    who = alone if row.name == "store" else group
    for text in row.before:
        await who.says(text)
    if row.name == "store":
        await sends_video(who, b"moving")
    after = (await stage.sandbox.calls())[-1]["seq"]
    card = await who.says(row.said)
    if row.name == "store":
        await over(who, card)
    if row.name == "read on":
        await who.reads("60 files", card.seq - 1)
    if row.name == "bin remove":
        await who.says(card.title.split("“")[1].split("”")[0])
        await called(
            stage.sandbox, "POST /v1.0/storage/recycleBins/{recycleBinId}/recycleItems/batchRemove"
        )
        await who.reads("Deleted for ever")
    if row.press:
        await who.presses(card, row.press)
    return await counted(stage, after)


async def test_each_costs_what_help_and_the_documents_say(stage: Stage) -> None:
    """In one organisation, so that a row finds what those before it have left."""
    await filled(stage)
    took = {}
    async with stage.bot(language="en", interim_seconds=30, hold_seconds=0.1, calls_used=0):
        group, alone = await stage.in_group("manager01"), await stage.alone("manager01")
        for person in (group, alone):
            await person.says("lang en")
        await group.says("spaces")
        for row in ROWS:
            took[row] = await does(stage, row, group, alone)
        everything = await stage.sandbox.calls()

    wrong = {row.said: calls for row, calls in took.items() if len(calls) != row.calls}
    assert wrong == {}
    emptied = [each for each in everything if each["template"].endswith("/clear")]
    assert emptied == [], "which would empty everybody's bin"


def test_what_is_said_of_each_is_what_was_counted() -> None:
    """Each command about files has a row, none is beyond what is said, and the document has it."""
    said = {route.words: route.calls for route in Routes(ROUTERS) if _is_about_files(route)}
    document = (ROOT / "docs" / "costs.md").read_text("utf-8")

    assert said == STATED
    assert {row.name for row in ROWS} == set(STATED)
    assert [row for row in ROWS if row.calls > row.most] == []
    for row in ROWS:
        before = f", after `{'`, `'.join(row.before)}`" if row.before else ""
        press = f", *{row.press}*" if row.press else ""
        assert f"| `{row.said}`{press}{before} | {row.calls} |" in document, row


def _is_about_files(route: Route[Services]) -> bool:
    module = sys.modules[route.handler.__module__]
    files = any(
        str(getattr(each, "__module__", "")).startswith("bot.files")
        for each in vars(module).values()
    )
    return route.words in STATED or (files and module.__name__ not in ELSE)
