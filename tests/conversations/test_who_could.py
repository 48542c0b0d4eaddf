"""Whom DingTalk does not let do something is told who could, where that is known: every command."""

import asyncio
from dataclasses import dataclass
from typing import Final

from tests.conversations.stage import Person, Stage
from tests.conversations.test_file_costs import BOX, HEAP, IN_BOX, SPACE, STATED, filled
from tests.conversations.uploading import over, sends_video

DENTRY: Final = "/v1.0/storage/spaces/{spaceId}/dentries"
ONE: Final = f"{DENTRY}/{{dentryId}}"
ALL: Final = f"POST {DENTRY}/listAll"
READ: Final = f"POST {ONE}/query"
BIN: Final = "/v1.0/storage/recycleBins/{recycleBinId}/recycleItems"

ELSE: Final = {
    "find": "a search is of no place",
    "app space create": "nobody may, or the app",
    "app spaces": "the app's own, which nobody manages",
    "group files": "a conversation's, whose members DingTalk judges by themselves",
    "bin": "the organisation's, which is one",
    "bin restore": "named in its row, by what the bin says of it",
    "bin remove": "by an admin, in the background",
    "file undo": "the same call as to restore",
}
"""What names nobody, and why."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A command, what is said ``before``, and the call that DingTalk refuses."""

    name: str
    said: str
    call: str
    before: str = IN_BOX
    press: str = ""


ROWS: Final = (
    Refusal("files", f"files {BOX}/In", f"GET {DENTRY}"),
    Refusal("file", "file 2", READ),
    Refusal("versions", "versions 2", f"GET {ONE}/versions"),
    Refusal("version restore", "version restore 1", f"POST {ONE}/versions/{{version}}/revert",
            f"versions {BOX}/old.psd", "Bring it back"),
    Refusal("folder create", "folder create New", f"POST {DENTRY}/{{parentId}}/folders"),
    Refusal("file rename", "file rename 2 x.txt", f"POST {ONE}/rename"),
    Refusal("file move", f"file move 2 {BOX}/In", f"POST {ONE}/move"),
    Refusal("file copy", f"file copy 2 {BOX}/In", f"POST {ONE}/copy"),
    Refusal("file delete", "file delete 2", f"DELETE {ONE}", press="Delete"),
    Refusal("file send", "file send 2", f"POST {ONE}/downloadInfos/query"),
    Refusal("file send here", "file send here 2", "POST /v1.0/convFile/conversations/files/send",
            press="As a copy"),
    Refusal("largest", f"largest {HEAP}", ALL),
    Refusal("oldest", f"oldest {HEAP}", ALL),
    Refusal("duplicates", f"duplicates {HEAP}", ALL),
    Refusal("by kind", f"by kind {HEAP}", ALL),
    Refusal("biggest folders", f"biggest folders {HEAP}", ALL),
    Refusal("read on", "read on 20", ALL, f"largest {HEAP}"),
    Refusal("store", f"store {BOX}",
            "POST /v2.0/storage/spaces/files/{parentDentryUuid}/uploadInfos/query"),
)  # fmt: skip


async def does(stage: Stage, row: Refusal, group: Person, alone: Person) -> str:
    """Be refused as a row says; gives all that the card says then."""
    who = alone if row.name == "store" else group
    if row.before:
        await who.says(row.before)
    if row.name == "store":
        await sends_video(who, b"moving")
    refused = {"status": 403, "code": "permissionDenied", "message": "no"}
    if row.press:
        card = await who.says(row.said)
        await stage.sandbox.fault("respond", row.call, times=1, **refused)
        card = await who.presses(card, row.press)
    else:
        await stage.sandbox.fault("respond", row.call, times=1, **refused)
        card = await who.says(row.said)
    if row.name == "store":
        card = await over(who, card)
    if row.name == "read on":
        card = await who.reads("permissionDenied", card.seq - 1)
    await stage.sandbox.clear_faults()
    return f"{card.title}\n{card.text}"


async def test_each_command_names_who_could_and_asks_nothing_for_it(stage: Stage) -> None:
    await stage.sandbox.settings(rootUuid=True)
    await filled(stage)
    for space in (await stage.sandbox.state())["spaces"]:
        if space["spaceName"] in {SPACE, HEAP}:
            await stage.sandbox.give(space["spaceId"], "ORG", stage.state["corpId"], "EDITOR")
    names = {each["userId"]: each["name"] for each in stage.state["users"]}
    said = {}
    async with stage.bot(language="en", interim_seconds=30, calls_used=0):
        admin = await stage.alone("manager01")
        group, alone = await stage.in_group("staff02"), await stage.alone("staff02")
        for person in (admin, group, alone):
            await person.says("lang en")
        unknown = await does(stage, ROWS[4], group, alone)
        for space in (SPACE, HEAP):
            await admin.says(f"who {space}")
        for row in ROWS:
            said[row.said] = await does(stage, row, group, alone)
        asked = [each for each in await stage.sandbox.calls() if "permissions" in each["template"]]

    assert "an admin of your organisation" in unknown
    assert {words: text for words, text in said.items() if names["manager01"] not in text} == {}
    assert len(asked) == 2, "who manages them was asked by the admin, and never again"


async def test_of_several_each_row_names_who_could(stage: Stage) -> None:
    await stage.sandbox.settings(rootUuid=True)
    await filled(stage)
    spaces = {
        each["spaceName"]: each["spaceId"] for each in (await stage.sandbox.state())["spaces"]
    }
    await stage.sandbox.give(spaces[SPACE], "ORG", stage.state["corpId"], "READER")
    async with stage.bot(language="en"):
        admin, group = await stage.alone("manager01"), await stage.in_group("staff02")
        await asyncio.gather(admin.says("lang en"), group.says("lang en"))
        await admin.says(f"who {SPACE}")
        await group.says(IN_BOX)
        card = await group.says(f"file move 2-3 {BOX}/In")

    assert card.text.count("could") == 2 or "You could ask" in card.text, card


def test_every_command_about_files_is_tried_or_has_its_reason() -> None:
    assert {row.name for row in ROWS} | set(ELSE) == set(STATED)
