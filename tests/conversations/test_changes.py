"""Creating and deleting, as admins do."""

from tests.conversations.stage import Stage


async def test_an_admin_creates_a_space_after_a_confirmation(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.in_group("manager01")
        asked = await bob.says("新建空间")
        named = await bob.says("项目甲")

        assert "项目甲" not in await stage.names()
        made = await bob.presses(named, "新建")

        assert asked.labels == ("取消",)
        assert "项目甲" in made.title
        assert (await stage.names()).count("项目甲") == 1


async def test_a_full_space_is_deleted_by_typing_its_name_and_waiting(stage: Stage) -> None:
    async with stage.bot(hold_seconds=3):
        bob = await stage.in_group("manager01")
        await bob.says("space delete Finance")
        wrong = await bob.says("Finance!")
        await bob.says("Finance")
        gone = await bob.reads("Deleted: Finance")

        assert wrong.buttons
        assert any("Undo" in each.labels for each in await bob.looks() if each.card == gone.card)
        assert gone.buttons == ()
        assert "Finance" not in await stage.names()


async def test_undo_on_the_card_keeps_the_space(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.in_group("manager01")
        asked = await bob.says("space delete Finance")
        holding = await bob.says("Finance")
        await bob.finished(asked.card, asked.seq)
        before = (await stage.sandbox.state())["counters"]["api"]

        undone = await bob.presses(holding, "Undo")

        assert undone.buttons == ()
        assert (await stage.sandbox.state())["counters"]["api"] == before
        assert "Finance" in await stage.names()


async def test_a_member_may_not_create(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")

        refused = await ann.says("space create Mine")

        assert refused.labels == ("Ask an admin",)
        assert "Mine" not in await stage.names()
