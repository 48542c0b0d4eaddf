"""Everybody may be told less in their own single chat, whoever has placed it there."""

import pytest

from bot.access import Role
from bot.alerts.subscription import Digest
from bot.errors import NotAllowed
from tests.assembly import Assembly
from tests.handlers.alerting import SINGLE, placed
from tests.handlers.calling import body, says, trail
from tests.handlers.watching import learns
from tests.parts import ANN

LESS = [
    "alert off",
    "digest off",
    "alert mute 1h",
    "alert quiet 22-8",
    "alert holidays off",
]
MORE = ["alert levels 50", "alert deadline 2h"]
DAILY = Digest("daily", 9 * 60)


@pytest.fixture(autouse=True)
async def _known(bot: Assembly) -> None:
    await learns(bot)


async def of_ann(bot: Assembly) -> None:
    """Let an admin have placed something in a member's single chat, as a settings file does."""
    await placed(bot, SINGLE, user_id=ANN.user_id, whose="manager01", digest=DAILY)


@pytest.mark.parametrize("said", LESS)
async def test_whoever_is_told_alone_may_be_told_less(bot: Assembly, said: str) -> None:
    await of_ann(bot)
    match = bot.routes.find(said)

    await says(bot, said, ANN, conversation=SINGLE)

    assert match is not None
    needs = match.route.needs
    assert (needs(group=False), needs(group=True)) == (Role.MEMBER, Role.ADMIN)
    assert [row[2] for row in await trail(bot)] == ["done"]


@pytest.mark.parametrize("said", MORE)
async def test_how_much_is_told_remains_the_admins(bot: Assembly, said: str) -> None:
    await of_ann(bot)

    with pytest.raises(NotAllowed):
        await says(bot, said, ANN, conversation=SINGLE)


@pytest.mark.parametrize("said", LESS)
async def test_in_a_group_and_in_another_chat_only_admins_may(bot: Assembly, said: str) -> None:
    await placed(bot, digest=DAILY)
    await placed(bot, SINGLE, user_id="staff02", whose="manager01", digest=DAILY)

    for conversation in (bot.group, SINGLE):
        with pytest.raises(NotAllowed):
            await says(bot, said, ANN, conversation=conversation, key=conversation.id)


async def test_whoever_ends_alerts_alone_hears_how_the_digest_ends(bot: Assembly) -> None:
    await of_ann(bot)

    alone = await says(bot, "alert off", ANN, conversation=SINGLE)
    await says(bot, "digest off", ANN, conversation=SINGLE)

    assert "**digest off** to stop it" in body(alone)
    assert "admin" not in body(alone)
    assert await bot.services.alerts.subscriptions() == {}
