"""*It*, *the second one* and *the biggest file* are files after files were shown, and no spaces."""

import pytest

from tests.conversations.stage import Person, Stage
from tests.conversations.test_find import space_of

DELETE, OF_SPACE = ("删除“zebra", "Delete “zebra"), ("删除“Finance”", "Delete “Finance”")


async def shown(stage: Stage, first: str) -> Person:
    """An admin who was shown three files of a space."""
    bob = await stage.alone("manager01")
    await bob.says("spaces")
    space = await space_of(stage, "Finance")
    for number in range(3):
        await stage.sandbox.make_file(space, f"zebra {number}.pdf", "manager01")
    await bob.says(first)
    return bob


@pytest.mark.parametrize("said", ["第二个删了", "delete the second one", "把第二个和第三个删掉"])
@pytest.mark.parametrize("first", ["find zebra", "files Finance"])
async def test_a_number_after_files_is_a_file(stage: Stage, first: str, said: str) -> None:
    async with stage.bot():
        bob = await shown(stage, first)

        asked = await bob.says(said)

        assert not asked.title.startswith(OF_SPACE)
        assert "zebra" in asked.title + asked.text or asked.title == "一次一个空间"


@pytest.mark.parametrize("said", ["把它删了", "delete it", "删掉它", "get rid of this file"])
async def test_it_after_one_file_is_that_file(stage: Stage, said: str) -> None:
    async with stage.bot():
        bob = await shown(stage, "find zebra")
        await bob.says("第二个")

        asked = await bob.says(said)

        assert asked.title.startswith(DELETE)


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("move it to Engineering", "file move 2 Engineering"),
        ("把它移到Engineering", "移动文件 2 Engineering"),
        ("rename it to lion.pdf", "file rename 2 lion.pdf"),
        ("发给我", "发给我 2"),
    ],
)
async def test_what_is_done_to_it_is_asked_about_first(stage: Stage, said: str, line: str) -> None:
    """By its name, which the number alone would not tell."""
    async with stage.bot():
        bob = await shown(stage, "find zebra")
        opened = await bob.says("the second one")

        asked = await bob.says(said)

        assert opened.title in asked.text or said == "发给我"
        assert line in asked.text or said == "发给我"
        assert "Engineering" not in asked.title


@pytest.mark.parametrize("said", ["delete it", "把它删了"])
async def test_it_after_several_files_is_asked_for(stage: Stage, said: str) -> None:
    async with stage.bot():
        bob = await shown(stage, "find zebra")

        asked = await bob.says(said)

        assert not asked.title.startswith((*DELETE, *OF_SPACE))
        assert "文件" in asked.title + asked.text or "file" in asked.title + asked.text


@pytest.mark.parametrize(
    "said",
    [
        *("把Finance里最大的那个文件删了", "delete the biggest file in Finance"),
        *("Finance最大的那个文件发我一下", "move the largest video in Finance to Engineering"),
    ],
)
async def test_a_file_that_is_described_is_looked_up_first(stage: Stage, said: str) -> None:
    async with stage.bot():
        bob = await shown(stage, "spaces")

        listed = await bob.says(said)

        assert listed.title in {"Finance：最大文件", "Finance: largest files"}


@pytest.mark.parametrize("said", ["把这个空间删了", "delete this space"])
async def test_a_space_that_is_said_to_be_one_is_one_after_files_too(
    stage: Stage, said: str
) -> None:
    async with stage.bot():
        bob = await shown(stage, "largest Finance")

        asked = await bob.says(said)

        assert asked.title.startswith(OF_SPACE)


async def test_a_file_is_told_by_its_place_and_a_part_of_its_name(stage: Stage) -> None:
    """For members as for admins, whatever was shown last; its space is never what is deleted."""
    async with stage.bot():
        bob = await shown(stage, "spaces")
        space = await space_of(stage, "Finance")
        await stage.sandbox.make_file(space, "lion plan.pdf", "manager01")
        asked = await bob.says("Finance里的lion没用了，删掉吧")
        assert "lion plan.pdf" in asked.title
        again = await bob.says("Finance里的lion没用了，删掉吧")
        assert (again.title, again.buttons) == (asked.title, asked.buttons)
        assert "已取消" not in again.text
        await bob.says("算了")
        assert (await bob.says("哎呀删错了 赶紧给我弄回来")).title == "没有可撤销的操作"
        several = await bob.says("delete the zebra pdf from Finance please")
        assert "zebra 0.pdf" in several.text
        assert "zebra 1.pdf" in several.text
        none = await bob.says("把Finance里的招标书改名成终稿")
        assert none.title == "找不到这个文件"
        assert len(none.buttons) == 2
        sent = await bob.says("could you send me the lion pdf from Finance, it is urgent")
        assert "Finance/lion plan.pdf" in sent.text
