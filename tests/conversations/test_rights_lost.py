"""What was placed by somebody who has lost their right is told no more, and it is said once."""

from collections.abc import AsyncIterator

import pytest

from bot.access import Organisation, Place
from bot.messages import Conversation
from bot.storage import Store
from tests.conversations.alerted import QUICK, remembered
from tests.conversations.stage import Stage


@pytest.fixture
async def store(stage: Stage) -> AsyncIterator[Store]:
    async with remembered(stage) as memory:
        yield memory


async def loses_role(stage: Stage, user: str, *, leaves: bool = False) -> None:
    """Let somebody be no admin of the organisation any more, or not even in it."""
    url = f"/sandbox/users/{user}"
    client = stage.sandbox.client
    answer = await (client.delete(url) if leaves else client.patch(url, json={"isAdmin": False}))
    answer.raise_for_status()


@pytest.mark.parametrize("kind", ["single", "group"])
@pytest.mark.parametrize("leaves", [False, True])
async def test_no_notice_goes_where_an_ex_admin_wanted_them(
    stage: Stage, store: Store, kind: str, *, leaves: bool
) -> None:
    """The other admins are told each alone, and once why."""
    group, single = await stage.sandbox.group(1), await stage.sandbox.single("manager02")
    there = Conversation(group if kind == "group" else single, kind, "Board")
    await Organisation(store).tell_admins_in(Place(there, "manager02"))
    await loses_role(stage, "manager02", leaves=leaves)
    async with stage.bot(**{**QUICK, "calls_used": 2500}):
        bob = await stage.alone("manager01")
        await bob.says("lang en")
        why = await bob.reads("is no admin any more")
        notice = await bob.reads("of my API calls are used")
        await bob.says("status")

        assert "/admin here" in why.text
        assert notice.card != why.card
        said = [each for each in (await bob.cards()).values() if "no admin any more" in each.text]
        assert len(said) == 1
        if not (leaves and kind == "single"):
            entries = await stage.sandbox.messages(there.id)
            assert [each for each in entries if each["from"] == "bot"] == []


async def test_while_who_named_it_is_an_admin_the_conversation_is_told(
    stage: Stage, store: Store
) -> None:
    single = await stage.sandbox.single("manager02")
    await Organisation(store).tell_admins_in(Place(Conversation(single, "single"), "manager02"))
    async with stage.bot(**{**QUICK, "calls_used": 2500}):
        cat = await stage.alone("manager02")

        assert await cat.reads("70% of my API calls are used")
