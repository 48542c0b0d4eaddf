"""What plainly is no answer does not go down in an open question."""

import pytest

from tests.conversations.stage import Stage

OPEN = ("还在等你回答", "is still open")


@pytest.mark.parametrize(
    ("asks", "then"), [("授权", "Finance"), ("quota set", "soft quota"), ("grant", "Finance")]
)
@pytest.mark.parametrize(
    "said", ["辛苦啦", "行，辛苦啦，今天就到这儿", "thanks, that's all for today"]
)
async def test_thanks_use_up_no_try_and_leave_a_question_open(
    stage: Stage, asks: str, then: str, said: str
) -> None:
    async with stage.bot():
        bob = await stage.alone("manager01")
        await bob.says("spaces")
        asked = await bob.says(asks)

        for _ in range(4):
            told = await bob.says(said)
        after = await bob.says("Finance")

        assert any(each in told.text for each in OPEN)
        assert told.title != asked.title
        assert then in after.title + after.text


@pytest.mark.parametrize(
    ("said", "then"),
    [
        ("Make me a space called Q3 Launch with 20 GB", "Q3 Launch"),
        ("给华东的同事建个新空间，叫华东销售", "华东销售"),
    ],
)
@pytest.mark.parametrize("asks", ["授权", "grant", "lang"])
async def test_a_change_that_is_wished_leaves_the_question_and_says_so(
    stage: Stage, asks: str, said: str, then: str
) -> None:
    async with stage.bot():
        bob = await stage.alone("manager01")
        await bob.says("spaces")
        await bob.says(asks)

        asked = await bob.says(said)
        made = await bob.says("yes")

        assert then in asked.title
        assert "已取消对" in asked.text or "dropped" in asked.text
        assert then in made.title
