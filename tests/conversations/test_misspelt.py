"""A name that is only near to a space's is never acted on: it is shown, and asked."""

from tests.conversations.stage import Stage
from tests.sweeping import tried

ASKED = "是不是下面这些空间"


async def test_a_misspelt_name_is_offered_and_pressed(stage: Stage) -> None:
    async with stage.bot():
        for said, meant in (
            ("查看空间 市场布", "市场部"),
            ("查看空间 市場部", "市场部"),
            ("space Fianance", "Finance"),
            ("容量 shichangbu", "市场部"),
        ):
            with tried(said, meant):
                bob = await stage.alone("manager01")

                asked = await bob.says(said)
                shown = await bob.presses(asked, meant)

                assert meant in asked.labels
                assert meant in shown.title


async def test_its_number_takes_a_name_and_other_words_leave_it(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.alone("manager01")
        await bob.says("查看空间 市场布")

        assert "市场部" in (await bob.says("1")).title
        await bob.says("查看空间 市场布")
        assert "空间" in (await bob.says("空间列表")).title


async def test_a_deletion_of_a_misspelt_space_asks_twice(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.alone("manager01")

        asked = await bob.says("删除 市场布")
        confirm = await bob.presses(asked, "市场部")

        assert ASKED in asked.text
        assert "市场部" in confirm.title
        assert "市场部" in await stage.names()


async def test_a_changed_setting_waits_for_the_name(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.alone("manager01")

        asked = await bob.says("默认空间 市场布")
        shown = await bob.presses(asked, "市场部")

        assert ASKED in asked.text
        assert "市场部" in shown.title + shown.text


async def test_what_is_named_and_is_not_there_is_no_other_space(stage: Stage) -> None:
    """Not even the one that was spoken of last, which a sentence may mean."""
    async with stage.bot():
        for said in ("space delete Nowhere", "space Nowhere", "use Nowhere", "删除空间 查无此处"):
            with tried(said):
                bob = await stage.in_group("manager01")
                await bob.says("spaces")
                await bob.says("space Finance")

                answer = await bob.says(said)

                assert answer.title in ("Space not found", "找不到这个空间")
                assert "Finance" not in answer.title + answer.text
                assert answer.buttons == ()


async def test_a_misspelt_word_before_a_name_is_the_command_that_shows(stage: Stage) -> None:
    async with stage.bot():
        for said in ("spce Finance", "sapce Finance", "/spacee Finance"):
            with tried(said):
                bob = await stage.alone("manager01")
                await bob.says("spaces")

                assert (await bob.says(said)).title.startswith("Finance")
