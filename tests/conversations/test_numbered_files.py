"""The numbers of every list that a command about files shows: they mean its rows, or what they are
no numbers of is said.
"""

from typing import Final

from tests.conversations.stage import Stage
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
    wrong = {}
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

    assert not wrong, "\n".join(f"{w}: {r}" for w, r in wrong.items())


def test_every_command_about_files_is_here() -> None:
    assert {*FILES, *OTHERS, *NONE} == set(STATED)
