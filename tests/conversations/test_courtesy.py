"""Nobody has to be brief: a greeting before, thanks behind, and the same answer."""

from tests.conversations.stage import Stage
from tests.conversations.watching import cost, spent
from tests.sweeping import tried


async def test_polite_words_around_a_command_make_no_difference(stage: Stage) -> None:
    async with stage.bot():
        for said, title in (
            ("你好，请问 Finance 还剩多少？谢谢", "Finance"),
            ("麻烦帮我查一下查看空间 Finance 吧", "Finance"),
            ("Hi, could you please show Finance, thanks!", "Finance"),
            ("hey, spaces please", "Spaces: "),
            ("你好", "我能做什么"),
            ("看看空间吧", "空间列表："),
        ):
            with tried(said, title):
                ann = await stage.in_group("staff01")

                assert title in (await ann.says(said)).title


async def test_a_space_with_a_polite_name_is_found_by_it(stage: Stage) -> None:
    await stage.sandbox.make_space("Finance please")
    await stage.sandbox.make_space("网吧")
    async with stage.bot():
        ann = await stage.in_group("staff01")

        assert (await ann.says("space Finance please")).title.startswith("Finance please")
        assert (await ann.says('space "Finance please"')).title.startswith("Finance please")
        assert (await ann.says("space Finance, please")).title.startswith("Finance")
        assert (await ann.says("查看空间 网吧")).title.startswith("网吧")


async def test_an_answer_may_be_polite_and_a_new_name_keeps_its_words(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.in_group("manager01")
        await bob.says("space delete")
        asked = await bob.says("Finance, please")
        await bob.says("cancel")
        bar = await bob.says("新建空间 酒吧")
        await bob.says("新建空间")
        answered = await bob.says("酒吧，谢谢")

        assert "Finance" in asked.title
        assert "酒吧" in bar.title
        assert answered.title == bar.title


async def test_courtesy_costs_no_call(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")
        # The first reads Ann's list, the second learns that DingTalk lets her query nothing.
        await ann.says("space Finance")
        await ann.says("space Finance")
        before = await spent(stage)
        await ann.says("space Finance")
        plain = await cost(stage, before)
        before = await spent(stage)
        await ann.says("你好，麻烦查看空间 Finance 吧，谢谢")

        assert await cost(stage, before) == plain
