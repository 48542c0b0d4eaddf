"""What is no wish for the bot is answered shortly, and what nobody can do here is said to be so."""

from tests.conversations.stage import Stage
from tests.sweeping import tried


async def test_small_talk_is_answered_with_what_the_bot_is(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")
        for said, title in [
            ("谢谢你", "不客气"),
            ("在吗", "你好"),
            ("hi are you a human", "I'm a bot"),
            ("good morning", "Hello"),
            ("今天天气怎么样", "这个我帮不上，钉盘的事可以找我"),
            ("哈哈你还挺聪明,今天天气怎么样", "这个我帮不上，钉盘的事可以找我"),
        ]:
            with tried(said, title):
                told = await ann.says(said)

                assert told.title == title
                assert told.text.count("•") == 3


async def test_what_cannot_be_done_is_said_with_what_can(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")
        for said, of in [
            ("who uploaded the big files to Finance", "files"),
            ("是谁传的东西这么大,占了这么多", "文件"),
            ("make a share link for Finance", "links for people outside"),
            ("给 Finance 换个名字", "重命名"),
            ("remind me to clean up", "remind"),
            ("buy more storage", "buy storage"),
        ]:
            with tried(said, of):
                told = await ann.says(said)

                assert told.title in {"I cannot do that", "暂不支持"}
                assert of in told.text
                assert "•" in told.text


async def test_a_space_that_was_named_stands_in_what_can_be_done(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")

        told = await ann.says("who uploaded the big files to Finance")

        assert "how much room is left in Finance" in told.text
        assert "Marketing" not in told.text


async def test_a_space_may_be_called_as_people_greet(stage: Stage) -> None:
    async with stage.bot():
        admin = await stage.in_group("manager01")
        await admin.says("space create thanks")
        await admin.says("yes")

        assert (await admin.says("thanks")).title.startswith("thanks")
