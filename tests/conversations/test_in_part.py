"""A space of which only a part of the name is said is asked about, and never left out."""

from tests.conversations.stage import Stage


async def test_a_part_of_a_name_is_asked_about(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")
        await ann.says("spaces")

        asked = await ann.says("marketing 的盘快满了吗")
        shown = await ann.says("1")
        there = await ann.says("largest files in there")

        assert "Marketing Archive 2024" in asked.text
        assert "Marketing Archive 2024" in shown.title
        assert "Marketing Archive 2024" in there.title


async def test_half_of_a_name_in_both_languages_is_the_name(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")
        await ann.says("spaces")

        assert "Legal 法务" in (await ann.says("legal 的盘快满了吗")).title
        assert "Legal 法务" in (await ann.says("法务的空间还剩多少")).title


async def test_two_of_which_one_is_named_in_part_are_shown(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")
        await ann.says("spaces")

        asked = await ann.says("which is bigger, Finance or Legal?")

        assert "Legal 法务" in asked.text
        assert "Finance" in asked.text


async def test_a_space_that_is_not_there_is_not_left_out(stage: Stage) -> None:
    async with stage.bot():
        admin = await stage.in_group("manager01")
        await admin.says("spaces")

        told = await admin.says("show alert levels of Atlantis")

        assert told.title == "Space not found"


async def test_a_sentence_is_not_looked_for_in_names(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")
        await ann.says("spaces")

        shown = await ann.says("spaces that I should look at soon")
        looked = await ann.says("spaces old reports")

        assert shown.title.startswith("Fullest")
        assert looked.title == "No spaces"
