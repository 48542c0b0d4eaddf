"""What plainly is no answer does not go down in an open question."""

import pytest

from tests.conversations.stage import Stage
from tests.sweeping import tried

OPEN = ("还在等你回答", "is still open")


@pytest.mark.parametrize(
    ("asks", "then"), [("授权", "Finance"), ("quota set", "soft quota"), ("grant", "Finance")]
)
async def test_thanks_use_up_no_try_and_leave_a_question_open(
    stage: Stage, asks: str, then: str
) -> None:
    async with stage.bot():
        bob = await stage.alone("manager01")
        for said in ("辛苦啦", "行，辛苦啦，今天就到这儿", "thanks, that's all for today"):
            with tried(said):
                await bob.says("spaces")
                asked = await bob.says(asks)

                told, *later = [await bob.says(said) for _ in range(4)]
                after = await bob.says("Finance")

                assert any(each in told.text for each in OPEN)
                assert not any(each in again.text for each in OPEN for again in later), (
                    "once is enough"
                )
                assert told.title != asked.title
                assert then in after.title + after.text
                await bob.says("cancel")


@pytest.mark.parametrize("asks", ["授权", "grant", "lang", "新建空间 海外部"])
async def test_a_change_that_is_wished_leaves_the_question_and_says_so(
    stage: Stage, asks: str
) -> None:
    async with stage.bot():
        bob = await stage.alone("manager01")
        for said, then in (
            ("Make me a space called Q3 Launch with 20 GB", "Q3 Launch"),
            ("给华东的同事建个新空间，叫华东销售", "华东销售"),
        ):
            with tried(said):
                await bob.says("spaces")
                await bob.says(asks)

                asked = await bob.says(said)
                made = await bob.says("yes")

                assert then in asked.title
                assert "已取消对" in asked.text or "dropped" in asked.text
                assert then in made.title


async def test_what_reads_like_a_wish_is_asked_about_where_a_name_was_asked_for(
    stage: Stage,
) -> None:
    async with stage.bot():
        bob = await stage.alone("manager01")
        await bob.says("spaces")
        await bob.says("space create")

        asked = await bob.says("which spaces are almost out of room")
        named = await bob.says("1")

        assert asked.title == "Did you mean …?"
        assert "spaces full" in asked.text
        assert named.title == "Create “which spaces are almost out of room”?"


async def test_two_wishes_leave_a_confirmation_and_say_so(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.alone("manager01")
        await bob.says("spaces")
        await bob.says("space create Overseas")

        asked = await bob.says("set 会议录像 to 500 GB and alert me")

        assert asked.title == "Do this?"
        assert "was dropped" in asked.text
        assert "**alert me**" in asked.text


async def test_quiet_hours_leave_a_confirmation_and_say_so(stage: Stage) -> None:
    """Its "don't" is no answer to what was asked."""
    async with stage.bot():
        bob = await stage.alone("manager01")
        await bob.says("spaces")
        await bob.says("space create Overseas")

        told = await bob.says("don't bother me with alerts between 8pm and 7am")

        assert "was dropped" in told.text
        assert told.title == "Alerts are off here"


async def test_what_a_step_took_as_words_is_said(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.alone("staff01")
        await ann.says("spaces")
        await ann.says("request space")

        told = await ann.says("which spaces are almost out of room")

        assert "Taken as your answer" in told.text
