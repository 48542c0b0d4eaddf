"""Listing and looking, as members do."""

from tests.conversations.stage import Stage


async def test_a_member_lists_spaces_and_turns_pages_without_a_call(stage: Stage) -> None:
    """Paging is answered inside the click's own acknowledgement."""
    async with stage.bot():
        ann = await stage.in_group("staff01")
        first = await ann.says("spaces")
        before = (await stage.sandbox.state())["counters"]["api"]

        second = await ann.presses(first, "Next")
        again = await ann.presses(second, "Previous")

        assert "Page 2 of 2" in second.text
        assert again.text in first.text
        assert (await stage.sandbox.state())["counters"]["api"] == before


async def test_a_number_means_the_space_of_the_last_list(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")
        await ann.says("空间列表")

        third = await ann.says("3")

        assert third.title.startswith("设计资料")


async def test_the_first_answer_greets_and_the_second_does_not(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.alone("staff01")

        assert "Spacekeeper" in (await ann.says("help")).text
        assert "👋" not in (await ann.says("help")).text
