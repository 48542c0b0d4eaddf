"""A question about a change is answered by what explains it, and nothing is begun."""

from tests.conversations.stage import Stage
from tests.sweeping import tried


async def test_a_question_about_deleting_is_explained(stage: Stage) -> None:
    await stage.sandbox.make_space("市场部")
    async with stage.bot():
        bob = await stage.in_group("manager01")
        for said in ["删除{}吗", "{}能删吗", "删除{}要审批吗", "delete {}?", "can {} be deleted?"]:
            with tried(said):
                await bob.says("spaces")

                answer = await bob.says(said.format("市场部"))

                assert answer.title in {"命令：删除空间", "Command: space delete"}
                assert "市场部" in await stage.names()
                assert (await bob.says("ok")).title not in {"删除空间", "Delete space"}


async def test_everything_is_neither_deleted_nor_undone_at_once(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.in_group("manager01")
        before = await stage.names()

        for said in ("delete all", "全部删除"):
            assert (await bob.says(said)).title in {"Nothing was changed", "未做任何更改"}
        assert await stage.names() == before


async def test_who_says_go_on_when_asked_to_pause_does_not_pause(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.in_group("manager01")
        assert (await bob.says("请暂停所有变更")).title == "要这样做吗？"

        await bob.says("可以继续了")

        assert "更改已暂停" not in (await bob.says("状态")).title
