"""In the single chat of somebody who has left the organisation nothing is tried any more."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.access import Organisation, Place
from bot.alerts.subscription import Digest, Subscription
from bot.documents import Documents
from bot.messages import Conversation
from bot.storage import Store
from tests.conversations.alerted import QUICK, filling, remembered
from tests.conversations.stage import PATIENCE, Stage
from tests.conversations.watching import PERSON
from tests.moments import a_moment

SENDS = ("createAndDeliver", "instances/deliver", "batchSend")


@pytest.fixture
async def store(stage: Stage) -> AsyncIterator[Store]:
    async with remembered(stage) as memory:
        board = Conversation(await stage.sandbox.group(1), "group", "Board")
        await Organisation(memory).name_admins_place(Place(board, "manager01"))
        yield memory


def subscriptions(store: Store) -> Documents[Subscription]:
    return Documents(store, store.key("alerts", "placements"), Subscription)


async def leaves(stage: Stage, user: str) -> None:
    (await stage.sandbox.client.delete(f"/sandbox/users/{user}")).raise_for_status()


async def sends_to(stage: Stage, user: str) -> list[str]:
    """What was tried in somebody's single chat."""
    return [
        str(call["template"])
        for call in await stage.sandbox.calls()
        if str(call["template"]).endswith(SENDS) and user in str(call["body"])
    ]


async def ended(store: Store, single: str) -> None:
    async with asyncio.timeout(PATIENCE):
        while (found := await subscriptions(store).get(single)) and not found.ended:
            await a_moment()


@pytest.mark.parametrize(
    ("what", "how"),
    [
        ("member", "event"),
        ("member", "answer"),
        ("digest", "event"),
        ("digest", "answer"),
        ("placed", "event"),
    ],
)
async def test_nothing_is_tried_where_somebody_has_left(
    stage: Stage, store: Store, what: str, how: str
) -> None:
    """They were asked about a moment ago, so only an event, or DingTalk's answer, tells it."""
    single = await stage.sandbox.single("staff01")
    await filling(store, single, ("Marketing",), whom="staff01")
    await subscriptions(store).update(single, lambda now: now and replace(now, **WAYS[what]))  # type: ignore[arg-type] # members of it
    later = await subscriptions(store).get(single)
    await subscriptions(store).change(single, lambda _: None)
    async with stage.bot(**QUICK):
        ann = await stage.alone("staff01")
        await ann.says("whoami")
        before = await sends_to(stage, "staff01")
        if how == "answer":
            await store.redis.delete(store.key("person", "staff01"))
            await stage.sandbox.fault("respond", PERSON, status=200, code="60121", message="no")
        else:
            await leaves(stage, "staff01")
            async with asyncio.timeout(PATIENCE):
                while not await store.redis.exists(store.key("person-gone", "staff01")):
                    await a_moment()
        await subscriptions(store).change(single, lambda _: later)
        await ended(store, single)
        bob = await stage.in_group("manager01", 1)
        await bob.says("whoami")

        assert await sends_to(stage, "staff01") == before
        told = "".join(each.title + each.text for each in (await bob.cards()).values())
        assert "dissolved" not in told
        assert "cannot get alerts" not in told


WAYS: dict[str, dict[str, object]] = {
    "member": {"personal": True, "spaces": frozenset({"s0"}), "checked": 1},
    "digest": {
        "personal": True,
        "spaces": frozenset({"s0"}),
        "alerts": False,
        "digest": Digest("daily", 0, last=1),
    },
    "placed": {"whose": "manager01"},
}


async def test_what_is_kept_of_whoever_leaves_is_dropped(stage: Stage, store: Store) -> None:
    """The event alone does it, whoever answers it."""
    async with stage.bot():
        await (await stage.alone("staff01")).says("spaces")
        before = await own_lists(store)
        await leaves(stage, "staff01")
        async with asyncio.timeout(PATIENCE):
            while await own_lists(store):
                await a_moment()
    assert len(before) == 1


async def own_lists(store: Store) -> list[str]:
    """Whose lists of spaces are kept."""
    return [key async for key in store.redis.scan_iter(store.key("spaces", "*"))]
