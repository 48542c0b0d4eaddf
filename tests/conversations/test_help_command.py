"""A command is explained where somebody asks about it by its words."""

from tests.conversations.stage import Stage


async def test_a_command_is_explained_in_both_languages(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.alone("staff02")

        english = await ann.says("help space delete")
        chinese = await ann.says("帮助 文件")
        unknown = await ann.says("help command frobnicate")

        assert "Only admins" in english.text
        assert "at most 7" in english.text
        assert "每读取 50 个文件 1 次" in chinese.text
        assert "not a command" in unknown.text
