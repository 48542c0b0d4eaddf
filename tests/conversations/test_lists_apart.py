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


async def test_a_number_of_spaces_is_not_taken_from_below_a_later_list_of_files(
    stage: Stage,
) -> None:
    await made(stage)
    async with stage.bot():
        bob = await stage.alone("manager01")
        await bob.says("spaces")
        await bob.says(f"files {SPACE}/海报")
        before = await stage.names()

        refused = await bob.says("space delete 1")

        assert refused.title == "Space not found"
        assert await stage.names() == before


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


async def test_what_changes_or_sends_a_file_takes_numbers_of_the_last_list_alone(
    stage: Stage,
) -> None:
    """Whatever that is a list of; what only looks still finds the row of an earlier one."""
    await made(stage)
    lists = ("空间列表", f"历史版本 {WHERE}")
    commands = ("发给我 1", "重命名文件 1 乙.txt", f"复制文件 1 {SPACE}", "删除文件 1")
    async with stage.bot():
        bob = await stage.alone("manager01")
        refused, looked = {}, {}
        for between in lists:
            for said in commands:
                await bob.says(f"文件 {SPACE}/海报")
                await bob.says(between)
                refused[between, said] = (await bob.says(said)).text
            looked[between] = (await bob.says("查看文件 1")).title
        await bob.says(f"文件 {SPACE}/海报")
        await bob.says("查看文件 1")
        sent = await bob.says("发给我 1")

        spaces = refused.pop((lists[0], commands[-1]))
        assert "不是文件列表" not in spaces, "a space is asked about, by its name"
        assert {each for each, text in refused.items() if "不是文件列表" not in text} == set()
        assert looked == {lists[0]: "找不到这个文件或文件夹", lists[1]: "甲.txt"}
        assert "甲.txt" in sent.title
