"""Somebody leaves: what hung on them is named to the admins, once."""

from bot.rights.member import Member
from bot.rights.orphans import Orphans
from tests.bot.rights.lending import DAN, Lending
from tests.conversations.watching import SHOW

EVE = Member("USER", "staff03", "Eve")


async def has_left(bot: Lending, user_id: str) -> None:
    """DingTalk tells that somebody has left."""
    await bot.sandbox.client.post(f"/sandbox/users/{user_id}/leave")
    left: dict[str, object] = {"userId": [user_id]}
    await bot.services.leavers.heard("user_leave_org", left)
    await bot.bot.core.shared.contacts.heard("user_leave_org", left)
    await bot.services.leavers.work()
    await bot.services.leavers.work()


async def alone(bot: Lending) -> None:
    """A folder that nobody but Dan manages, by a role that the bot gave, and that Ann may edit."""
    await bot.lend("MANAGER", DAN, days=None)
    await bot.lend("EDITOR", key="robot1:m2")
    viewer = await bot.viewer("manager02")
    await bot.sandbox.take(bot.space_id, "USER", "manager02")
    rights = await bot.services.permissions.query(viewer, bot.place.uuid)
    await bot.services.giving.check(rights, bot.plan("READER", EVE))


async def test_what_hung_on_a_leaver_is_named_once(bot: Lending) -> None:
    await alone(bot)
    calls = len(await bot.calls())
    await bot.sandbox.fault("server-error", SHOW, times=9)
    await has_left(bot, "staff02")
    assert await bot.told_admins() == []
    await bot.sandbox.clear_faults()
    bot.bot.clock.at += 2 * 3_600_000
    await bot.services.leavers.work()
    assert (await bot.calls())[calls:] == ["query"]
    (card,) = await bot.told_admins()
    assert card["title"] == "Dan has left the organisation"
    assert "Nobody who is still here manages:" in card["markdown"]
    assert "甲 · manager" in card["markdown"]
    assert [each["text"] for each in card["buttons"]] == ["Choose managers"]
    orphans: Orphans = bot.services.orphans
    (orphan,) = await orphans.all()
    look = await orphans.look(await bot.viewer("manager02"), orphan.place)
    assert (look.seen, look.successors) == ("orphan", (Member("USER", "staff01"),))
    assert await bot.grant(DAN) is None


async def test_who_leaves_others_behind_is_no_alarm_and_what_is_hidden_is_counted(
    bot: Lending,
) -> None:
    await bot.lend("EDITOR")
    await has_left(bot, "staff01")
    (card,) = await bot.told_admins()
    assert "Nobody who is still here" not in card["markdown"]
    assert "甲 · can edit · until" in card["markdown"]
    await has_left(bot, "staff02")
    assert len(await bot.told_admins()) == 1
    assert await bot.services.orphans.all() == ()


async def test_without_an_operator_it_is_said_what_nobody_could_look_at(bot: Lending) -> None:
    await alone(bot)
    await bot.bot.organisation.end_operator()
    await has_left(bot, "staff02")
    (card,) = await bot.told_admins()
    assert "1 file or folder that I could not check" in card["markdown"]
    assert await bot.services.orphans.all() == ()


async def test_who_never_wrote_is_called_as_dingtalk_called_them(bot: Lending) -> None:
    """Once they have left, nobody tells their name any more."""
    await bot.sandbox.give(bot.space_id, "USER", "staff02", "MANAGER", bot.folder["dentryId"])
    await bot.services.orphans.look(await bot.viewer("manager02"), bot.place)
    await bot.services.who("staff02")
    await bot.sandbox.take(bot.space_id, "USER", "manager02")
    await has_left(bot, "staff02")
    (card,) = await bot.told_admins()
    assert card["title"] == "员工乙 has left the organisation"
    (orphan,) = await bot.services.orphans.all()
    assert orphan.left == "员工乙"
