"""Dropping what is kept of somebody."""

from bot.access import Role
from bot.dingtalk.contacts import left_in
from tests.assembly import Assembly
from tests.handlers.calling import body, says, trail
from tests.handlers.watching import learns
from tests.parts import ANN


async def kept(bot: Assembly) -> list[str]:
    """What is kept under Ann's unionId."""
    viewer = (await bot.services.who("staff01")).union_id
    keys = [key async for key in bot.store.redis.scan_iter(f"{bot.store.prefix}*{viewer}")]
    return [key for key in keys if "-changed" not in key and "-asked" not in key]


async def test_what_is_kept_of_somebody_is_dropped(bot: Assembly) -> None:
    await learns(bot)
    await says(bot, "spaces", ANN)
    await says(bot, "space Finance", ANN)
    await says(bot, "quota", ANN)
    assert len(await kept(bot)) == 3

    await bot.services.drop("staff01")

    assert await kept(bot) == []


def test_an_event_tells_who_has_left() -> None:
    assert left_in("user_leave_org", {"userId": ["staff01", 7]}) == ("staff01", "7")
    assert left_in("user_leave_org", {"userId": "staff01"}) == ()
    assert left_in("user_add_org", {"userId": ["staff01"]}) == ()


async def test_an_admin_has_what_is_kept_of_somebody_dropped(bot: Assembly) -> None:
    await learns(bot)
    for asked in ("spaces", "space Finance", "quota"):
        await says(bot, asked, ANN)

    first = await says(bot, "forget person staff01")
    again = await says(bot, "忘记成员 staff01", key="robot1:again")

    assert first.data["people"] == [("员工甲", ["person", "spaces", "capacity"])]
    assert again.data["people"] == [("员工甲", ["person"])]
    assert "list of spaces" in body(first)
    assert await kept(bot) == []
    assert (await trail(bot))[0] == ("forget person", "员工甲", "done")
    route = bot.routes.named("forget person")
    assert route is not None
    assert route.role is Role.ADMIN
