"""People are named by mentioning them."""

from tests.conversations.stage import Stage


async def test_a_mention_names_the_person_who_becomes_an_admin(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.in_group("manager01")
        ann = await stage.in_group("staff01")

        added = await bob.says("admin add @员工甲", atUserIds=["staff01"])
        asked = await ann.says("space create Mine")

        assert "员工甲" in added.title + added.text
        assert "Create" in asked.labels


async def test_a_name_that_was_only_typed_is_no_userid(stage: Stage) -> None:
    async with stage.bot():
        bob = await stage.in_group("manager01")

        await bob.says("admin add @nobody here")

        listed = await bob.says("admin list")
        assert "nobody" not in listed.text
