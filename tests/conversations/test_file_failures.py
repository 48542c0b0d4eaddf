"""What may go wrong with files, each with every ability that it may befall: said in its own words,
with nothing half-done.

``test_who_could.py`` has the refusals for want of a right, ``test_killed_file_changes.py`` the
kills, ``test_uploads.py`` and ``test_upload_limits.py`` what befalls bytes on their way; here is
what the tests of each ability leave out.
"""

import asyncio
from dataclasses import dataclass, field
from typing import Any, Final

from bot.routing import Routes
from handlers import ROUTERS
from tests.conversations.stage import Person, Seen, Stage
from tests.conversations.test_costs import QUERY
from tests.conversations.test_file_costs import BOX, HEAP, SPACE, STATED, filled
from tests.conversations.test_file_deletions import BIN, ONE
from tests.conversations.test_versions import LIST
from tests.conversations.test_walk import ALL as WALKED
from tests.conversations.test_who_could import DENTRY
from tests.conversations.uploading import sends_file, stores
from tests.sandbox_server import Json

LISTED: Final = f"GET {DENTRY}"
READ: Final = f"POST {DENTRY}/{{dentryId}}/query"
BINNED: Final = f"GET {BIN}"
MOVES: Final = f"POST {DENTRY}/{{dentryId}}/move"
FOLDERS: Final = f"POST {DENTRY}/{{parentId}}/folders"
RESTORES: Final = f"POST {BIN}/batchRestore"
REVERT: Final = f"POST {DENTRY}/{{dentryId}}/versions/{{version}}/revert"
COPIED: Final = "POST /v1.0/convFile/conversations/files/send"
INTO: Final = f"{BOX}/In"
QUICK: Final = {"language": "en", "interim_seconds": 30, "calls_used": 0}

GONE = "no longer there"
ONE_GONE: Final = (
    "file 1",
    "files 1",
    "versions 1",
    "who 1",
    "file rename 1 x.txt",
    f"file move 1 {INTO}",
    f"file copy 1 {INTO}",
    "file send 1",
    "file send here 1",
    "file delete 1",
)
"""What is said of a file that somebody else has deleted since it was listed."""
AT_ROOT: Final = (
    (f"files {SPACE}", "Box"),
    ("folder create Top", "Folder created: Top"),
    (f"versions {SPACE}/twice.txt", "2 versions"),
    ("version restore 1", "Bring back version 1"),
    ("yes", "Brought back: twice.txt"),
    (f"file copy {BOX}/a.txt {SPACE}", "Copied: a.txt"),
    (f"file rename {SPACE}/a.txt top.txt", "Renamed: top.txt"),
    (f"file move {SPACE}/top.txt {SPACE}/Top", "Moved: top.txt"),
    (f"file move {SPACE}/Top/top.txt {SPACE}", "Moved: top.txt"),
    (f"file {SPACE}/top.txt", "top.txt"),
    (f"versions {SPACE}/top.txt", "1 version"),
    ("find top", "top.txt"),
    (f"file send {SPACE}/top.txt", "Sent: top.txt"),
    (f"file send here {SPACE}/top.txt as copy", "Sent: top.txt"),
    ("group files", "top.txt"),
    (f"largest {SPACE}", "top.txt"),
    *((f"{view} {SPACE}", "updated") for view in ("oldest", "duplicates", "by kind")),
    (f"biggest folders {SPACE}", "Box"),
    (f"largest {HEAP}", "at least"),
    ("read on 20", HEAP),
    (f"file delete {SPACE}/top.txt", "Delete “top.txt”"),
    ("yes", "Deleted: top.txt"),
    ("bin", "top.txt"),
    ("bin remove 1", "top.txt"),
    ("top.txt", "for ever"),
    ("undo", "top.txt"),
    ("bin", "top.txt"),
    ("bin restore 1", "Restored: top.txt"),
    (f"file delete {SPACE}/top.txt", "Delete “top.txt”"),
    ("yes", "Deleted: top.txt"),
    ("file undo", "Restored: top.txt"),
    ("app space create Receipts", "Receipts"),
    ("yes", "Receipts"),
    ("app spaces", "Receipts"),
)
"""What is done in a space's root, and what is said then."""
HALF_GONE: Final = (f"file copy 1-3 {INTO}", f"file move 1-3 {INTO}", "file delete 1-3")
NO_NAMES: Final = {
    'a"b': 'this sign: "',
    "a*b": "this sign: \\*",
    "a|b": "this sign: |",
    "a<b": "this sign: <",
    "a\tb": "contain a tab",
    "a.": "end with a dot",
}
UNSAID: Final = {
    "size": "does not report its size",
    "parentId": "Size: 9 B",
    "modifiedTime": "Created:",
    "uuid": "Size: 9 B",
    "name": "Version: 1",
}
"""What may be missing of a file, and what its card says all the same."""
VERSION_UNSAID: Final = {
    "size": ("size unknown", "**2** (current)"),
    "version": ("2 versions could not be read",),
    "modifiedTime": ("**2** (current) · 8 B",),
    "modifierId": ("**2** (current) · 8 B",),
    "name": ("**2** (current) · 8 B",),
}
"""What may be missing of each version, and what the card says all the same."""
WALK_UNSAID: Final = {
    "size": ("at least",),
    "name": ("· 9 B",),
    "type": ("could not be read",),
    "modifiedTime": ("000.txt · 9 B",),
    "path": ("000.txt · 9 B",),
}
"""What may be missing of each file that a walk reads, and what its card says all the same."""
FULL: Final = {
    "space": "The space has too little left",
    "scene": "this kind of app space",
    "app": "that this app may use",
    "org": "organisation's total capacity",
}


@dataclass(slots=True)
class Desk:
    """A space, and somebody in a group who works in folders of their own in it."""

    stage: Stage
    person: Person
    space: str
    box: str
    wrong: dict[str, str] = field(default_factory=dict)
    made: int = 0

    async def folder(self, *names: str, size: int = 9) -> list[Json]:
        """Make a folder with files of these names, and list it: the first is the folder."""
        self.made += 1
        found = [await self.file(f"F{self.made}", self.box, type="FOLDER")]
        parent = found[0]["dentryId"]
        found += await asyncio.gather(*(self.file(each, parent, size=size) for each in names))
        await self.person.says(f"files {self.at(found[0])} by name")
        return found

    async def file(self, name: str, parent: str, **more: Any) -> Json:
        sandbox, owner = self.stage.sandbox, self.person.user
        return await sandbox.make_file(self.space, name, owner, parentId=parent, **more)

    def at(self, file: Json) -> str:
        return f"file:{self.space}/{file['dentryId']}"

    async def loses(self, file: Json) -> None:
        await self.stage.sandbox.delete_file(self.space, file["dentryId"])

    async def refuses(self, call: str, code: str, status: int = 400) -> None:
        await self.stage.sandbox.fault("respond", call, times=1, status=status, code=code)

    async def tree(self) -> set[str]:
        """All there is, by where it lies and what it is called."""
        files = await self.stage.sandbox.files(self.space, deep="true")
        return {each["path"] for each in files}

    def sees(self, cell: str, card: Seen, *words: str) -> None:
        """Note a card that does not say what it should."""
        said = f"{card.title}\n{card.text}"
        if missing := [each for each in words if each not in said]:
            self.wrong[cell] = f"{cell}: {missing} not in {said!r}"


async def at_work(stage: Stage) -> Desk:
    """Somebody whose files they are."""
    files = {each["spaceName"]: each["spaceId"] for each in (await stage.sandbox.state())["spaces"]}
    space = str(files[SPACE])
    found = await stage.sandbox.files(space)
    box = next(str(each["dentryId"]) for each in found if each["name"] == "Box")
    person = await stage.in_group("manager01")
    await person.says("lang en")
    return Desk(stage, person, space, box)


async def test_what_is_gone_or_lies_elsewhere_by_now_is_told_by_every_command(
    stage: Stage,
) -> None:
    """Gone in the meantime, all or one of three; renamed and moved under whoever acts; and into
    its own child.
    """
    await stage.sandbox.settings(rootUuid=True)  # as it is not in the other test
    await filled(stage)
    async with stage.bot(**QUICK):
        desk = await at_work(stage)
        await _at_root(desk)
        await _gone(desk)
        await _half_gone(desk)
        await _taken(desk)
        await _elsewhere(desk)

    assert not desk.wrong, "\n".join(desk.wrong.values())


def test_every_command_about_files_is_tried_with_a_root_that_has_a_uuid_and_without() -> None:
    routes = Routes(ROUTERS)
    said = [routes.find(each) for each, _ in AT_ROOT]

    assert STATED.keys() - {each.route.words for each in said if each} == {"store"}


async def _at_root(desk: Desk) -> None:
    """Each ability where a space begins, whose uuid DingTalk says in one test, and not in the other;
    ``test_uploads.py`` does the same with what is stored.
    """
    sandbox, owner = desk.stage.sandbox, desk.person.user
    twice = await sandbox.make_file(desk.space, "twice.txt", owner, size=9)
    await sandbox.change_file(desk.space, twice["dentryId"], size=8)
    for said, words in AT_ROOT:
        desk.sees(f"root: {said}", await desk.person.says(said), words)


async def _gone(desk: Desk) -> None:
    _, *files = await desk.folder(*(f"{number:02}.txt" for number in range(len(ONE_GONE))))
    for file in files:
        await desk.loses(file)
    before = await desk.tree()
    for said in ONE_GONE:
        desk.sees(said, await desk.person.says(said), GONE)
    folder, *_ = await desk.folder("a.txt")
    await desk.loses(folder)
    for said in ("folder create New", "file 1", f"files {desk.at(folder)}"):
        desk.sees(f"folder gone: {said}", await desk.person.says(said), GONE)
    if await desk.tree() != before:
        desk.wrong["gone"] = "something was changed"


async def _half_gone(desk: Desk) -> None:
    for number, said in enumerate(HALF_GONE):
        names = [f"{number}{each}.txt" for each in "abc"]
        _, *files = await desk.folder(*names)
        asked = await desk.person.says(said) if "delete" in said else None
        await desk.loses(files[1])
        card = await (desk.person.presses(asked, "Delete") if asked else desk.person.says(said))
        rows = (f"{names[0]}: done", f"{names[1]}: {GONE}", f"{names[2]}: done")
        desk.sees(said, card, "2 of 3", *rows)
    await desk.person.says("bin")
    await desk.person.says("bin restore 1")
    desk.sees("restore", await desk.person.says("bin restore 1-2"), "1 of 2", "#1: no longer")


async def _taken(desk: Desk) -> None:
    """A name that is taken where something should come back, for which those pages have no code."""
    for press, said in (("Undo", "keep both"), ("", "replace")):
        folder, _ = await desk.folder("back.txt")
        gone = await desk.person.presses(await desk.person.says("file delete 1"), "Delete")
        await desk.file("back.txt", folder["dentryId"], size=4)
        await desk.person.says("bin")
        undone = desk.person.presses(gone, press) if press else desk.person.says("bin restore 1")
        desk.sees(f"taken: {said}", await undone, "back.txt", "already")
        desk.sees(f"taken: {said}, settled", await desk.person.says(said), "Restored: back")


async def _elsewhere(desk: Desk) -> None:
    """What is done is done to what is meant, and the card says where that lies."""
    sandbox, person = desk.stage.sandbox, desk.person
    inside = next(
        each for each in await sandbox.files(desk.space, parentId=desk.box) if each["name"] == "In"
    )
    _, *files = await desk.folder("ren.doc", "one.txt", "two.txt")
    await sandbox.change_file(desk.space, files[2]["dentryId"], parentId=inside["dentryId"])
    await sandbox.change_file(desk.space, files[0]["dentryId"], parentId=inside["dentryId"])
    await sandbox.change_file(desk.space, files[1]["dentryId"], name="other.doc")
    desk.sees("renamed: rename", await person.says("file rename 1 mine"), "mine.doc", "other.doc")
    for said in ("file 2", "file delete 2", "file rename 2 three.txt"):
        desk.sees(f"moved: {said}", await person.says(said), f"In {SPACE} › Box › In")
    desk.sees("moved: copy", await person.says(f"file copy 2 {INTO}"), "already")
    top, *_ = await desk.folder("a.txt")
    await desk.file("late.txt", top["dentryId"])
    desk.sees("come since", await person.says("file late.txt"), "late.txt", f"› F{desk.made}")
    child = await desk.file("Sub", top["dentryId"], type="FOLDER")
    await person.presses(await person.says(f"files {desk.at(top)}"), "Refresh")
    for what in ("move", "copy"):
        card = await person.says(f"file {what} 1-2 {desk.at(child)}")
        desk.sees(f"own child: {what}", card, "cannot go into itself")


async def test_what_dingtalk_takes_or_ends_no_more_is_told_by_every_command(stage: Stage) -> None:
    """Names that cannot be, nothing at all in a file, what is full, tasks that fail, lists that go
    round, and what DingTalk does not say.
    """
    await filled(stage)
    async with stage.bot(**QUICK):
        desk = await at_work(stage)
        await _at_root(desk)
        for name, words in NO_NAMES.items():
            desk.sees(name, await desk.person.says(f"folder create {name}"), words)
        await _nothing_in_it(desk)
        await _full(desk)
        await _failing(desk)
        await _round(desk)
        await _unsaid(desk)
        await _unlooked(desk)

    assert not desk.wrong, "\n".join(desk.wrong.values())


async def _nothing_in_it(desk: Desk) -> None:
    folder, *_ = await desk.folder("none.txt", size=0)
    for said in ("files", "file 1", "file delete 1"):
        desk.sees(f"0 bytes: {said}", await desk.person.says(said), "0 B")
    desk.sees("0 bytes: send", await desk.person.says("file send none.txt"), "Sent: none.txt")
    alone = await desk.stage.alone(desk.person.user)
    await sends_file(alone, "empty.txt", b"")
    desk.sees("0 bytes: store", await stores(alone, desk.at(folder)), "Stored: empty.txt")


async def _full(desk: Desk) -> None:
    """Each level in its own words, whatever was to be done."""
    person, levels = desk.person, iter(FULL.items())
    await desk.folder("q.txt")
    for said, call in ((f"file move 1 {INTO}", MOVES), ("folder create Q", FOLDERS)):
        level, words = next(levels)
        await desk.refuses(call, f"{level}QuotaInsufficient")
        desk.sees(f"full: {said}", await person.says(said), words)
    level, words = next(levels)
    gone = await person.presses(await person.says("file delete 1"), "Delete")
    await desk.refuses(RESTORES, f"{level}QuotaInsufficient")
    desk.sees("full: undo", await person.presses(gone, "Undo"), words)
    level, words = next(levels)
    await person.says(f"versions {BOX}/old.psd")
    for said, press, call in (
        ("version restore 1", "Bring it back", REVERT),
        (f"file send here {BOX}/old.psd", "As a copy", COPIED),
    ):
        asked = await person.says(said)
        await desk.refuses(call, f"{level}QuotaInsufficient")
        desk.sees(f"full: {said}", await person.presses(asked, press), words)


async def _failing(desk: Desk) -> None:
    """A task that stops in the middle, and one that does not end."""
    sandbox, person = desk.stage.sandbox, desk.person
    for call, said in ((MOVES, f"file move {{}} {INTO}"), (ONE, "file delete {}")):
        for fails in (True, False):
            folder, *_ = await desk.folder("1.txt", "2.txt")
            asked = said.format(desk.at(folder))
            card = await person.says(asked) if call == ONE else None
            await sandbox.settings(taskMillis=300 if fails else 60_000)
            if fails:
                await sandbox.fault("task-fails", call, times=1)
            card = await (person.presses(card, "Delete") if card else person.says(asked))
            words = ("stopped",) if fails else ("Still running", "still running")
            desk.sees(f"{'fails' if fails else 'hangs'}: {said}", card, *words)
            await sandbox.settings(taskMillis=0)
    for fails in (True, False):
        folder, *_ = await desk.folder("1.txt", "2.txt")
        await person.presses(await person.says(f"file delete {desk.at(folder)}"), "Delete")
        await person.says("bin")
        await sandbox.settings(taskMillis=300 if fails else 60_000)
        if fails:
            await sandbox.fault("task-fails", RESTORES, times=1)
        card = await person.says("bin restore 1")
        again = card if fails else await person.presses(card, "Look again")
        words = ("stopped",) if fails else ("Still running", "still running")
        desk.sees(f"{'fails' if fails else 'hangs'}: restore", card, *words)
        desk.sees(f"{'fails' if fails else 'hangs'}: restore, looked at again", again, *words)
        await sandbox.settings(taskMillis=0)


async def _round(desk: Desk) -> None:
    """Pages that come twice, or for ever: what was read is shown, and that it may not be all."""
    sandbox, person = desk.stage.sandbox, desk.person
    await desk.folder(*(f"{number:03}.txt" for number in range(60)))
    await sandbox.fault("same-pages", LISTED)
    for said in ("files page 8", "files largest page 8"):
        card = await person.says(said)
        desk.sees(f"round: {said}", card, "There may be more files", "60 items")
    await sandbox.clear_faults()
    for fault, words in (("same-pages", "may be more versions"), ("empty-pages", "at least 2")):
        await sandbox.fault(fault, LIST)
        card = await person.presses(await person.says(f"versions {BOX}/old.psd"), "Next")
        desk.sees(f"{fault}: versions", card, words)
        await sandbox.clear_faults()
    await _skips(desk)


async def _skips(desk: Desk) -> None:
    """A page that is left out: what it would have had is not known, and never gone."""
    sandbox, person = desk.stage.sandbox, desk.person
    await sandbox.fault("malform", LIST, code="absent", message="dentries.0")
    card = await person.says(f"versions {BOX}/old.psd")
    desk.sees("skips: versions", card, "There may be more versions")
    await sandbox.clear_faults()
    _, file, *_ = await desk.folder("skipped.txt")
    gone = await person.presses(await person.says(f"file delete {desk.at(file)}"), "Delete")
    await sandbox.fault("respond", BINNED, status=200, message='{"recycleItems": []}')
    lost = await person.presses(gone, "Undo")
    desk.sees("skips: undo", lost, "not found among the latest", "Not done")
    await sandbox.clear_faults()
    for fault in ("same-pages", "empty-pages"):
        await sandbox.fault(fault, BINNED)
        desk.sees(f"{fault}: bin", await person.says("bin"), "skipped.txt", "These are the latest")
        await sandbox.clear_faults()
    desk.sees("undo", await person.says("file undo"), "Restored: skipped.txt")


async def _unlooked(desk: Desk) -> None:
    """Whether room was freed cannot be read: what became of each is told all the same."""
    _, *files = await desk.folder("tidy.txt", "other.txt")
    for index, file in enumerate(files):
        await desk.person.says(f"file delete {desk.at(file)}")
        if index:  # before it; else after it
            await desk.stage.sandbox.fault("slow", QUERY, times=1, delayMillis=0)
        await desk.stage.sandbox.fault("respond", QUERY, status=500, code="systemError")
        gone = await desk.person.says("yes")
        await desk.stage.sandbox.clear_faults()
        desk.sees(f"unlooked: {index}", gone, f"Deleted: {file['name']}")
        if "Undo" not in gone.labels:
            desk.wrong[f"unlooked: {index}, undo"] = str(gone)


async def _unsaid(desk: Desk) -> None:
    """What is left out of an answer is not known: no 0, no other folder, and no end of a list."""
    sandbox, person = desk.stage.sandbox, desk.person
    folder, file = await desk.folder("said.txt")
    where, at = f"In {SPACE} › Box › F{desk.made}", desk.at(folder)
    for member, words in UNSAID.items():
        await sandbox.fault("malform", READ, code="absent", message=f"dentry.{member}")
        desk.sees(f"unsaid: {member}", await person.says("file said.txt"), where, words)
        await sandbox.clear_faults()
    gone = await person.presses(await person.says(f"file delete {desk.at(file)}"), "Delete")
    for member, words in {"size": "size unknown", "type": "said.txt"}.items():
        await sandbox.fault("malform", BINNED, code="absent", message=f"recycleItems.*.{member}")
        card = await person.says("bin")
        desk.sees(f"unsaid: {member} in the bin", card, words)
        await sandbox.clear_faults()
        if "0 B" in card.text:
            desk.wrong[f"{member} in the bin"] = card.text
    await person.presses(gone, "Undo")
    for member, each in VERSION_UNSAID.items():
        await sandbox.fault("malform", LIST, code="absent", message=f"dentries.*.{member}")
        card = await person.says(f"versions {BOX}/old.psd")
        desk.sees(f"unsaid: {member} of versions", card, *each)
        await sandbox.clear_faults()
    walk = await person.says(f"largest {SPACE}")
    for member, each in WALK_UNSAID.items():
        await sandbox.fault("malform", WALKED, code="absent", message=f"dentries.*.{member}")
        walk = await person.presses(walk, "Read again")
        desk.sees(f"unsaid: {member} of a walk", walk, *each)
        await sandbox.clear_faults()
    await sandbox.fault("malform", LISTED, code="absent", message="dentries.*.type")
    lost = await person.presses(await person.says(f"files {at}"), "Refresh")
    desk.sees("unsaid: type", lost, "at least 1 item", "1 file could not be read")
    await sandbox.clear_faults()
