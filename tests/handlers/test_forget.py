"""Dropping what is kept of somebody."""

from bot.dingtalk.contacts import left_in
from tests.assembly import Assembly
from tests.handlers.calling import says
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
