"""Asking for more room: of the admins together, or of each alone; it says whom that has reached."""

from collections.abc import AsyncIterator

import pytest

from bot.storage import Store
from tests.conversations.alerted import QUICK, Watcher, filling, remembered, told
from tests.conversations.stage import Person, Seen, Stage

NAME = "Marketing"


@pytest.fixture
async def store(stage: Stage) -> AsyncIterator[Store]:
    await stage.sandbox.settings(cardAckMillis=20_000)
    async with remembered(stage) as memory:
        yield memory


async def alerted(stage: Stage, store: Store) -> str:
    group = await stage.sandbox.group()
    await filling(store, group, (NAME,), limit=None)
    return group


async def asked(bob: Person) -> Seen:
    """What an admin finds in their own chat."""
    return await bob.reads(f"more storage for “{NAME}”")


async def test_without_a_conversation_of_theirs_the_admins_are_asked_each_alone(
    stage: Stage, store: Store
) -> None:
    group = await alerted(stage, store)
    async with stage.bot(**QUICK):
        bob = await stage.alone("manager01")
        await bob.says("whoami")
        card = await told(stage, group)

        after = await card.press("staff01", "Ask for more storage")
        request = await asked(bob)
        declined = await bob.presses(request, "Decline")

        name = {user["userId"]: user["name"] for user in stage.state["users"]}["manager01"]
        assert "privately" in after.text
        assert name in after.text
        assert f"Declined by **{name}**" in declined.text
        assert declined.labels == ()
        assert "Ask for more storage" in (await _asked_again(card)).labels


async def _asked_again(card: Watcher) -> Seen:
    """The alert's card, once it may be asked for room again."""
    while "Ask for more storage" not in (now := await card.by_all()).labels:
        await card.stage.sandbox.messages(card.group, after=now.seq, wait=5)
    return now


async def test_an_admin_who_is_one_no_more_is_not_written_to(stage: Stage, store: Store) -> None:
    group = await alerted(stage, store)
    async with stage.bot(**QUICK, admin_flag_seconds=0.001):
        bob = await stage.alone("manager01")
        await bob.says("whoami")
        before = len(await stage.sandbox.messages(bob.conversation))
        await stage.sandbox.client.patch("/sandbox/users/manager01", json={"isAdmin": False})
        card = await told(stage, group)

        nobody = await card.press("staff01", "Ask for more storage")

        assert "No admin could be reached" in nobody.text
        assert len(await stage.sandbox.messages(bob.conversation)) == before


async def test_an_admin_who_cannot_be_reached_is_not_named(stage: Stage, store: Store) -> None:
    group = await alerted(stage, store)
    async with stage.bot(**QUICK):
        for user in ("manager01", "manager02"):
            await (await stage.alone(user)).says("whoami")
        card = await told(stage, group)
        (await stage.sandbox.client.delete("/sandbox/users/manager02")).raise_for_status()

        after = await card.press("staff01", "Ask for more storage")

        names = {user["userId"]: user["name"] for user in stage.state["users"]}
        assert names["manager01"] in after.text
        assert names["manager02"] not in after.text


async def test_a_member_who_presses_what_is_for_admins_is_refused_alone(
    stage: Stage, store: Store
) -> None:
    group = await alerted(stage, store)
    async with stage.bot(**QUICK):
        bob = await stage.in_group("manager01", 1)
        await bob.says("admin here")
        card = await told(stage, group)
        assert (
            "asked for more storage" in (await card.press("staff01", "Ask for more storage")).text
        )
        request = Watcher(stage, bob.conversation, (await asked(bob)).card)

        refused = await request.press("staff01", "Approve")

        assert "Only admins" in refused.text
        assert "admin add" not in refused.text
        assert "Approve" in (await request.by_all()).labels
