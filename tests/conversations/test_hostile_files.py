"""Files whose names try to be something else: whatever a card shows of them, it shows as a name."""

import re
from dataclasses import replace
from itertools import cycle

import pytest

from tests.conversations.stage import Person, Seen, Stage
from tests.conversations.test_hostile_names import NAMES, imitates_nothing
from tests.conversations.uploading import over, sends_file
from tests.sandbox_server import Json

SPACE = "Design"
FORBIDDEN = '\t*"<>|'
"""What DingTalk takes in no file's name (page `add-folder`)."""
HOSTILE = {kind: re.sub(f"[{FORBIDDEN}]", "", name).rstrip(".") for kind, name in NAMES.items()}
WORST = ("JSON", "Markdown", "link", "mention", "template", "right to left", "long", "command")
"""Those that are done everything to; lists have them all."""
OURS = re.compile(r"\[[^\]]*\]\(https://alidocs\.dingtalk\.com/i/nodes/\w+\)|!\[\]\(@\w+\)\s*$")
"""A link to a file in DingTalk's own documents, and the picture at the end, which the bot has drawn."""


def harmless(card: Seen) -> Seen:
    """See that a card shows no more than names; its own link and picture are ours."""
    # Those of a later face are numbered from another ten.
    later = int(card.buttons[0]["id"]) - 10 if card.buttons else 0
    assert later % 10 == 0
    buttons = tuple({**each, "id": str(int(each["id"]) - later)} for each in card.buttons)
    imitates_nothing(replace(card, text=OURS.sub("", card.text), buttons=buttons))
    return card


async def filled(stage: Stage) -> dict[str, Json]:
    """A space with a file of each such name, twice, and a folder of each."""
    space = str((await stage.sandbox.make_space(SPACE))["spaceId"])
    made = {}
    for size, (kind, name) in enumerate(HOSTILE.items(), 1):
        file = await stage.sandbox.make_file(space, f"{name}.txt", "manager01", size=size)
        box = {"type": "FOLDER", "owner": "manager01", "name": name}
        folder = await stage.sandbox.make_file(space, **box)
        within = folder["dentryId"]
        await stage.sandbox.make_file(space, f"{name}.txt", "manager01", size=size, parentId=within)
        await stage.sandbox.change_file(space, file["dentryId"], size=size)
        made[kind] = {**file, "spaceId": space, "folder": folder}
    return made


async def pages(person: Person, words: str) -> str:
    """Show all pages of a list; gives all that they say."""
    card = harmless(await person.says(words))
    text = card.text
    for _ in range(9):
        if "Next" not in card.labels:
            break
        card = harmless(await person.presses(card, "Next"))
        text += card.text
    return text


async def test_lists_show_such_files_as_names(stage: Stage) -> None:
    """Every list, all its pages; and what is looked for in vain."""
    await filled(stage)
    async with stage.bot(language="en"):
        ann = await stage.alone("manager01")
        for words in ("files", "largest", "oldest", "duplicates", "by kind", "biggest folders"):
            text = await pages(ann, f"{words} {SPACE}")
            assert "EVIL" not in text
        for words, name in zip(cycle(("find", "file", "versions")), HOSTILE.values(), strict=False):
            harmless(await ann.says(f"{words} {name}"))


async def test_what_is_done_to_such_a_file_shows_its_name_alone(stage: Stage) -> None:
    made = await filled(stage)
    async with stage.bot(language="en"):
        ann = await stage.in_group("manager01")
        await ann.says("lang en")
        for kind in WORST:
            file = made[kind]
            which = f"file:{file['spaceId']}/{file['dentryId']}"
            folder = f"file:{file['spaceId']}/{file['folder']['dentryId']}"
            harmless(await ann.says(f"file {which}"))
            harmless(await ann.says(f"files {folder}"))
            harmless(await ann.says(f"versions {which}"))
            harmless(await ann.says(f"file send here {which}"))
            clash = harmless(await ann.says(f"file copy {which} {folder}"))
            assert "Keep both" in clash.labels
            harmless(await ann.says("keep both"))
            harmless(await ann.says(f"file delete {which}"))
            gone = harmless(await ann.says("yes"))
            harmless(await ann.says(f"bin {SPACE}"))
            harmless(await ann.says("bin remove 1"))
            harmless(await ann.says("cancel"))
            back = harmless(await ann.says("file undo"))
            assert (gone.labels, back.labels) == (("Undo",), ("Show folder",)), kind


@pytest.mark.parametrize("root", [False, True])
async def test_a_file_that_is_sent_under_such_a_name_is_stored_as_one(
    stage: Stage, *, root: bool
) -> None:
    await stage.sandbox.settings(rootUuid=root)
    space = str((await stage.sandbox.make_space(SPACE))["spaceId"])
    async with stage.bot(language="en"):
        ann = await stage.alone("manager01")
        await ann.says("lang en")
        for name in map(HOSTILE.__getitem__, WORST):
            harmless(await sends_file(ann, f"{name}.txt", b"x"))
            harmless(await over(ann, harmless(await ann.says(f"store {SPACE}"))))
        left = [each for each in await stage.sandbox.files(space) if each["type"] == "FILE"]

        assert len(left) == len(WORST)
