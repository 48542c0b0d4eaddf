"""A name, a size or a link of a file reaches nobody whose own right did not give it: every command
about files, said by somebody who may see nothing of it, beside somebody who may and has just looked.
"""

from typing import Any, Final

from tests.conversations.stage import Person, Stage
from tests.conversations.test_file_costs import STATED
from tests.conversations.uploading import over, sends_video
from tests.sandbox_server import Json

SPACE, OPEN = "Vault", "Lobby"
FOLDER, NAME, SIZE = "Merger", "hidden-plan.xlsx", 777_000_000
QUICK: Final = {
    "language": "en",
    "interim_seconds": 30,
    "monthly_calls": 100_000,
    "allowance_share": 100,
    "person_calls_a_day": 0,
    "conversation_calls_a_day": 0,
    "accept_seconds": 15,
}
UNSEEN: Final = (FOLDER, "hidden-", "-plan", "777", "741", "deeper.txt")
"""What nothing that the other is shown may hold, but what they said themselves; of the name each
half, since words that they said are taken out.
"""


def said(space: str, folder: str, file: str, own: str) -> dict[str, tuple[str, ...]]:
    """What somebody tries of each command: by name, by path, by ids, by numbers that are another's."""
    return {
        "files": (f"files {SPACE}", f"files {space}", f"files {folder}", "files 1", "files up"),
        "file": (f"file {SPACE}/{FOLDER}", f"file {file}", "file 1", "file 2"),
        "find": ("find hidden", f"find plan in {SPACE}", "find xlsx", "find deeper"),
        "versions": (f"versions {file}", "versions 2"),
        "version restore": (f"version restore {file} 1", "version restore 1"),
        "folder create": (f"folder create {SPACE}/New",),
        "file rename": (f"file rename {file} x.xlsx", "file rename 2 x.xlsx"),
        "file move": (f"file move {file} {OPEN}", f"file move {own} {folder}"),
        "file copy": (f"file copy {file} {OPEN}", f"file copy {own} {folder}"),
        "file delete": (f"file delete {file}", "file delete 1-2", "delete 2"),
        "file undo": ("file undo",),
        "bin": ("bin", f"bin {SPACE}"),
        "bin restore": ("bin restore 1",),
        "bin remove": ("bin remove 1",),
        "largest": (f"largest {SPACE}", f"largest {space}"),
        "oldest": (f"oldest {space}",),
        "duplicates": (f"duplicates {space}",),
        "by kind": (f"by kind {space}",),
        "biggest folders": (f"biggest folders {space}",),
        "read on": ("read on 20",),
        "file send": (f"file send {file}", "file send 2"),
        "file send here": (f"file send here {file} as link", f"file send here {file} as copy"),
        "group files": ("group files",),
        "store": (f"store {folder}",),
        "app space create": ("app space create Mine",),
        "app spaces": ("app spaces",),
        "": (f"who {file}", f"share {file} with the group", f"my rights {file}", f"space {space}"),
    }


async def seen_of(person: Person, words: str, **more: Any) -> str:
    """Say something; gives all that is shown for it, but for the words that were said."""
    if words.startswith("store"):
        await sends_video(person, b"moving")
        card = await over(person, await person.says(words))
    else:
        card = await person.says(words, **more)
    for label in ("Delete", "Bring it back", "As a copy", "Read the names"):
        if label in card.labels:
            card = await person.presses(card, label)
    if "Cancel" in card.labels:
        await person.says("cancel")
    text = f"{card.title}\n{card.text.split('Request ID')[0]}\n{card.labels}"
    for part in words.split():
        text = text.replace(part, "")
    return text


async def test_no_command_shows_a_file_to_whom_dingtalk_does_not(stage: Stage) -> None:
    sandbox = stage.sandbox
    space, other = [str((await sandbox.make_space(name))["spaceId"]) for name in (SPACE, OPEN)]
    await sandbox.take(space, "ORG", stage.state["corpId"])
    await sandbox.give(other, "ORG", stage.state["corpId"], "EDITOR")
    folder = await sandbox.make_file(space, FOLDER, "manager01", type="FOLDER")
    inside = {"parentId": folder["dentryId"]}
    file = await sandbox.make_file(space, NAME, "manager01", size=SIZE)
    await sandbox.make_file(space, "deeper.txt", "manager01", size=SIZE, **inside)
    own = await sandbox.make_file(other, "own.txt", "staff01", size=1)
    await sandbox.change_file(space, file["dentryId"], size=SIZE)

    def at(space_id: str, dentry: Json) -> str:
        return f"file:{space_id}/{dentry['dentryId']}"

    tried = said(space, at(space, folder), at(space, file), at(other, own))
    shown: dict[str, str] = {}
    async with stage.bot(**QUICK):
        admin, ann, alone = (
            await stage.in_group("manager01"),
            await stage.in_group("staff01"),
            await stage.alone("staff01"),
        )
        for person in (admin, ann, alone):
            await person.says("lang en")
        gone = await sandbox.make_file(space, "hidden-plan old.txt", "manager01", size=SIZE)
        await admin.says(f"file delete {at(space, gone)}")
        await admin.says("yes")
        for words in ("bin", f"largest {SPACE}", "find hidden", f"versions {SPACE}/{NAME}"):
            assert "hidden-plan" in str(await admin.says(words))
        listed = await admin.says(f"files {SPACE}")
        await admin.says(f"files {OPEN}")
        for each in (text for texts in tried.values() for text in texts):
            who = alone if each.startswith("store") else ann
            shown[each] = await seen_of(who, each)
        for each in ("file 1", "files 1", "file send 2", "versions 2"):
            shown[f"quoting: {each}"] = await seen_of(ann, each, replyTo=listed.seq)
        quoted = await admin.says("file 2", replyTo=listed.seq)
        there = {each["name"] for each in await sandbox.files(space, deep="true")}

    wrong = {words: text for words, text in shown.items() if any(each in text for each in UNSEEN)}
    assert wrong == {}
    assert quoted.title == NAME, "who was shown the list may quote it"
    assert there == {FOLDER, NAME, "deeper.txt"}, "and nothing of it was changed"
    assert {*tried} - {""} == set(STATED)
