"""Whom DingTalk does not let do something is told who could, where it told them before: every
command.
"""

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


async def managed(stage: Stage, user: str) -> None:
    """Everybody may write in the spaces, and somebody manages them for now."""
    await stage.sandbox.settings(rootUuid=True)
    await filled(stage)
    for space_id in (await ids(stage)).values():
        await stage.sandbox.give(space_id, "ORG", stage.state["corpId"], "EDITOR")
        await stage.sandbox.give(space_id, "USER", user, "MANAGER")


async def ids(stage: Stage) -> dict[str, str]:
    spaces = (await stage.sandbox.state())["spaces"]
    return {e["spaceName"]: e["spaceId"] for e in spaces if e["spaceName"] in {SPACE, HEAP}}


async def told(stage: Stage, person: Person, *, since: str) -> None:
    """Let somebody see who manages the spaces, and then manage them no more."""
    for name, space_id in (await ids(stage)).items():
        await person.says(f"who {name}")
        await stage.sandbox.take(space_id, "USER", since)


async def test_each_command_names_who_could_to_whom_dingtalk_told_them(stage: Stage) -> None:
    """And asks nothing for it; nobody else is told, whoever has asked."""
    await managed(stage, "staff02")
    name = {each["userId"]: each["name"] for each in stage.state["users"]}["manager01"]
    said: dict[str, dict[str, str]] = {"staff01": {}, "staff02": {}}
    async with stage.bot(language="en", interim_seconds=30, calls_used=0):
        admin = await stage.alone("manager01")
        await admin.says(f"who {SPACE}")
        for user, texts in said.items():
            group, alone = await stage.in_group(user), await stage.alone(user)
            await asyncio.gather(group.says("lang en"), alone.says("lang en"))
            if user == "staff02":
                await told(stage, alone, since=user)
            for row in ROWS if user == "staff02" else ROWS[::3]:
                texts[row.said] = await does(stage, row, group, alone)
        asked = [each for each in await stage.sandbox.calls() if "permissions" in each["template"]]

    assert {words: text for words, text in said["staff02"].items() if name not in text} == {}
    assert {words: text for words, text in said["staff01"].items() if name in text} == {}
    assert len([each for each in said["staff01"].values() if "an admin of your" in each]) > 2
    assert len(asked) == 3, "they asked for themselves, and the bot never for them"


async def test_of_several_each_row_names_who_could(stage: Stage) -> None:
    await managed(stage, "staff02")
    async with stage.bot(language="en"):
        group = await stage.in_group("staff02")
        await group.says("lang en")
        await told(stage, group, since="staff02")
        space_id = (await ids(stage))[SPACE]
        await stage.sandbox.take(space_id, "ORG", stage.state["corpId"])
        await stage.sandbox.give(space_id, "ORG", stage.state["corpId"], "READER")
        await group.says(IN_BOX)
        card = await group.says(f"file move 2-3 {BOX}/In")

    assert card.text.count("could") == 2 or "You could ask" in card.text, card


def test_every_command_about_files_is_tried_or_has_its_reason() -> None:
    assert {row.name for row in ROWS} | set(ELSE) == set(STATED)
