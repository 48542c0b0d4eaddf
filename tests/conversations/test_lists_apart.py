"""Lists of several kinds keep their own numbers: the latest alone decides what a bare number means."""

from tests.conversations.stage import Stage
from tests.conversations.test_rights import SPACE, made

WHERE = f"{SPACE}/海报/甲.txt"


async def test_numbers_of_files_and_spaces_outlive_a_list_of_grants(stage: Stage) -> None:
    await made(stage)
    async with stage.bot():
        bob = await stage.alone("manager01")
        await bob.says("/由我监控")
        spaces = await bob.says("spaces")
        first = await bob.says("space 1")
        await bob.says(f"files {SPACE}/海报")
        await bob.says("grants")

        file = await bob.says("file 1")
        lone = await bob.says("1")

        assert first.title
        assert spaces.title != lone.title != file.title == "甲.txt"


async def test_the_newest_list_of_the_kind_that_is_said_has_the_number(stage: Stage) -> None:
    """Whichever was shown later; where nothing says of what it is, it is of the later one. A number
    that this list does not have is told, and no other list is asked.
    """
    await made(stage)
    async with stage.bot(language="en"):
        bob = await stage.alone("manager01")
        await bob.says("spaces")
        no_files = await bob.says("让员工甲能看第一个文件夹")
        await bob.says("lang en")
        await bob.says(f"files {SPACE}/海报")
        of_space = await bob.says("space delete 1")
        await bob.says("cancel")
        await bob.says(f"move 1 and 98 into {SPACE}")
        moved = await bob.says("yes")
        seen = {said: await bob.says(said) for said in ("quota 1", "space 1", "the first space")}
        beyond = await bob.says("space delete 98")
        later = await bob.says("delete 1")
        await bob.says("cancel")
        await bob.says("spaces")
        of_file = await bob.says("file delete 1")
        await bob.says("cancel")
        too_many = await bob.says("file delete 1 98")
        none = await bob.says("file 98")
        either = await bob.says("delete 1")

        assert "不是文件列表" in no_files.text
        assert "no number 98" in moved.text
        first = of_space.title.split("“")[1].split("”")[0]
        assert {said: first in card.title for said, card in seen.items()} == dict.fromkeys(
            seen, True
        )
        assert "no number 98: the last list of spaces here has numbers 1 to" in beyond.text
        assert "甲.txt" in later.title
        assert "甲.txt" in of_file.title
        assert "no number 98: the last list here has the numbers 1 to 1." in too_many.text
        assert "no number 98: your last list of files has 1 row." in none.text
        assert either.title == of_space.title


async def test_a_grant_is_extended_and_ended_by_the_number_it_had(stage: Stage) -> None:
    await made(stage)
    async with stage.bot():
        bob = await stage.alone("manager01")
        await bob.says("/由我监控")
        await bob.says(f"授权 员工乙 可编辑 {WHERE} 7 天")
        await bob.says("确认")
        assert "员工乙" in (await bob.says("临时权限")).text
        await bob.says("空间列表")

        longer = await bob.says("延长 1 3天")
        ended = await bob.says("结束授权 1")

        assert "甲.txt" in longer.text
        assert ended.title.startswith("权限已")
        assert "没有会自动到期的" in (await bob.says("临时权限")).text


async def test_after_a_list_that_may_be_meant_as_well_a_change_takes_no_older_number(
    stage: Stage,
) -> None:
    """Of versions, if it does not say that it is of a file; after spaces it can be of files alone."""
    await made(stage)
    lists = ("空间列表", f"历史版本 {WHERE}")
    commands = ("发给我 1", f"复制 1 到 {SPACE}", "重命名文件 1 甲.txt", "删除文件 1")
    async with stage.bot():
        bob = await stage.alone("manager01")
        refused, looked = set(), {}
        for between in lists:
            for said in commands:
                await bob.says(f"文件 {SPACE}/海报")
                await bob.says(between)
                if "不是文件列表" in (await bob.says(said)).text:
                    refused.add((between, said))
                await bob.says("取消")
            looked[between] = (await bob.says("查看文件 1")).title

        assert refused == {(lists[1], commands[0]), (lists[1], commands[1])}
        assert looked == dict.fromkeys(lists, "甲.txt")
