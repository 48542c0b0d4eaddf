"""The numbers of every list that a command about files shows: they mean its rows, or what they are
no numbers of is said.
"""

from typing import Final

from tests.conversations.stage import Person, Stage
from tests.conversations.test_file_costs import BOX, IN_BOX, SPACE, STATED, filled

FILES: Final = {
    "files": IN_BOX,
    "find": "find deepest",
    "largest": f"largest {SPACE}",
    "oldest": f"oldest {SPACE}",
    "duplicates": f"duplicates {SPACE}",
    "by kind": f"by kind {SPACE}",
    "biggest folders": f"biggest folders {SPACE}",
}
"""Lists whose rows are files, or stand for one."""
OTHERS: Final = {"versions": f"versions {BOX}/old.psd", "bin": "bin"}
"""Lists of something else, which leave the numbers of files as they are."""
NONE: Final = {
    *("file", "version restore", "folder create", "file rename", "file move", "file copy"),
    *("file delete", "file undo", "bin restore", "bin remove", "read on", "file send"),
    *("group files", "file send here", "store", "app space create", "app spaces"),
}
"""What numbers nothing anew, or by the list of another."""


NOT_THERE: Final = {
    "delete 0": "no number 0: the last list here has the numbers 1 to 7",
    "删除0": "no number 0",
    "delete 1-3000": "no number 8, 9, 10, 11, 12: the last list here has the numbers 1 to 7",
    f"delete 1-{'9' * 30}": "no number 8, 9, 10, 11, 12",
    "file delete 2 0": "no number 0",
    "file delete 2 99": "no number 99",
    f"file move 0-2 {SPACE}": "no number 0",
    f"file copy 1-3000 {SPACE}": "no number 8, 9, 10, 11, 12",
    "file 0": "no number 0: your last list of files has 7 rows",
    "bin restore 0-1": "no number 0: the last list here has the numbers 1 to 1",
    "bin restore 1-3000": "no number 2, 3, 4, 5, 6",
    "bin restore nothing.txt": "shows you nothing of that name",
    "bin remove 2": "no number 2: the last list here has the numbers 1 to 1",
    "files ../../etc": f"I looked in {SPACE}",
    "file ../Nowhere/a.txt": f"I looked in {SPACE}",
}
"""Numbers that no list has, whoever says them, and paths that lead nowhere; after lists of seven
files and of one item of the bin.
"""


async def test_a_number_means_the_row_of_the_last_list_or_is_told_what_it_is_not(
    stage: Stage,
) -> None:
    await filled(stage)
    space = next(
        str(each["spaceId"])
        for each in (await stage.sandbox.state())["spaces"]
        if each["spaceName"] == SPACE
    )
    await stage.sandbox.make_file(space, "a.txt", "manager01", size=9)
    wrong: dict[str, object] = {}
    async with stage.bot(language="en", calls_used=0):
        ann = await stage.in_group("manager01")
        await ann.says("lang en")
        for words, said in {**FILES, **OTHERS}.items():
            listed = await ann.says(said)
            if words == "bin":
                await ann.says(IN_BOX)
                await ann.says("file delete 7")
                await ann.says("yes")
                listed = await ann.says(said)
            row = next((each for each in listed.text.splitlines() if "**1**" in each), "")
            opened = await ann.says("file 1")
            await ann.says(said)
            walked = await ann.says("largest 1")
            called = opened.title.split(":")[0]
            is_right = called in row or words in OTHERS
            if not (row and is_right and "something else" in walked.text):
                wrong[words] = (row, opened.title, opened.text, walked.text)

        wrong |= await _beyond(ann)

    assert not wrong, "\n".join(f"{w}: {r}" for w, r in wrong.items())


async def _beyond(ann: Person) -> dict[str, object]:
    """What is said of numbers and paths that are not there, where that is something else."""
    await ann.says("bin")
    await ann.says(IN_BOX)
    told = {said: await ann.says(said) for said in NOT_THERE}
    await ann.says(IN_BOX)
    row = await ann.says("删掉 2")
    backwards = await ann.says("delete 2-1")
    beside = await ann.says("files ../Box")
    told = {each: card for each, card in told.items() if NOT_THERE[each] not in card.text}
    if "**2**" in row.text or "old.psd" not in row.title + row.text:
        told |= {"删掉 2": row}
    if "2 items" not in backwards.title or not beside.title.startswith("Box"):
        told |= {"delete 2-1": backwards, "files ../Box": beside}
    return {**told}


def test_every_command_about_files_is_here() -> None:
    assert {*FILES, *OTHERS, *NONE} == set(STATED)
