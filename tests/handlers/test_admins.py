"""Who the admins are, and how the bot is doing."""

import pytest

from bot.access import Place
from bot.errors import MissingArgument, UserUnknown
from bot.storage import Store
from tests.assembly import STATUS, Assembly, assembled
from tests.handlers.calling import trail, types
from tests.parts import BOB
from tests.sandbox_server import SandboxHandle


async def test_somebody_is_made_an_admin_and_unmade(bot: Assembly) -> None:
    added = await types(bot, "/admin add staff01")
    listed = await types(bot, "admin list")
    removed = await types(bot, "/admin remove staff01")

    assert (added.template, added.data["name"]) == ("admin_added", "员工甲")
    assert listed.data["admins"] == [("staff01", "员工甲", "Bob")]
    assert (removed.template, removed.data["name"]) == ("admin_removed", "员工甲")
    assert await bot.services.access.admins() == ()
    assert await trail(bot) == [
        ("admin remove", "员工甲", "done"),
        ("admin add", "员工甲", "done"),
    ]


async def test_somebody_mentioned_is_meant(bot: Assembly) -> None:
    await types(bot, "admin add @员工甲", mentions=("staff01",))

    assert [admin.user_id for admin in await bot.services.access.admins()] == ["staff01"]


async def test_whom_dingtalk_does_not_know_is_made_nothing(bot: Assembly) -> None:
    with pytest.raises(UserUnknown):
        await types(bot, "admin add nobody99")
    with pytest.raises(MissingArgument):
        await types(bot, "admin add")

    assert await trail(bot) == []


async def test_a_removal_that_runs_twice_is_a_removal_both_times(bot: Assembly) -> None:
    await types(bot, "admin add staff01")

    cards = [await types(bot, "admin remove staff01") for _ in range(2)]

    assert [card.template for card in cards] == ["admin_removed"] * 2
    assert len(await trail(bot)) == 2


async def test_who_was_not_named_cannot_be_removed(bot: Assembly) -> None:
    card = await types(bot, "admin remove staff01")

    assert (card.template, card.data["user_id"]) == ("admin_not_named", "staff01")


async def test_admins_of_the_settings_are_listed_by_nobody(
    sandbox: SandboxHandle, store: Store
) -> None:
    async with assembled(sandbox, store, admins=["staff02"]) as bot:
        card = await types(bot, "admin list")

    assert card.data["admins"] == [("staff02", "staff02", "")]


async def test_the_admins_conversation_is_named(bot: Assembly) -> None:
    card = await types(bot, "admin here")

    assert card.data == {"title": "Team"}
    place = await bot.services.organisation.admins_place()
    assert place == Place(bot.group, BOB.user_id)


async def test_the_status_tells_of_a_pause(bot: Assembly) -> None:
    running = await types(bot, "status")
    await types(bot, "pause")
    paused = await types(bot, "status")

    assert running.data["paused"] is None
    assert paused.data["paused"] == ("Bob", bot.clock())
    assert (running.data["calls"], running.data["version"]) == (STATUS.calls, STATUS.version)
