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
