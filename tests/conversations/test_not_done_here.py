"""What nobody can do here is said for what it is: a space has no new name, and nobody makes
themselves an admin.
"""

from tests.conversations.stage import Stage


async def test_a_space_is_no_file_that_could_be_renamed(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.alone("manager01")
        await bob.says("hello")
        await bob.says("space 市场部")

        told = [
            await bob.says(said)
            for said in (
                "rename 市场部 to 市场一部",
                "把市场部改名叫市场一部",
                "move 市场部 to Finance",
                "rename the kitchen space to pantry",
                "copy the Finance space",
                "space 市场部",
                "rename it to 市场一部",
            )
        ]

        del told[5]
        for each in told:
            assert each.title in {"I cannot do that", "暂不支持"}, each
            assert "DingTalk client" in each.text or "钉钉客户端" in each.text
            assert "space delete" not in each.text
            assert "删" not in each.text


async def test_nobody_becomes_an_admin_by_asking(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.alone("staff01")

        for said in ("give me admin rights", "让我当管理员", "make me an admin please"):
            told = await ann.says(said)
            assert "admin" in told.text or "管理员" in told.text
            assert told.title in {"I cannot do that", "暂不支持"}, told
            assert told.buttons == ()
