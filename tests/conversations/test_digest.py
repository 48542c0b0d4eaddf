"""Digests in running bots: set by an admin, sent by whichever replica, opened by anybody."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.access import Operator, Organisation
from bot.alerts.subscription import Digest, Subscription
from bot.documents import Documents
from bot.messages import Conversation
from bot.storage import Store, open_store
from tests.conversations.alerted import met
from tests.conversations.stage import Person, Stage
from tests.conversations.watching import LIST, SHOW, called, cost, settled, spent

QUICK = {"watch_seconds": 0.1, "language": "en"}


@asynccontextmanager
async def watched(stage: Stage) -> AsyncIterator[Store]:
    """An organisation with an operator; gives the bots' Redis."""
    async with open_store(stage.redis_url, stage.state["clientId"]) as store:
        organisation = Organisation(store)
        await organisation.learn(stage.state["corpId"])
        await organisation.name_operator(Operator("manager01", "Bob", 0))
        yield store


async def overdue(store: Store, here: str) -> None:
    """Let a digest of that group be long due."""
    await met(store, here)
    subscriptions = Documents(store, store.key("alerts", "placements"), Subscription)
    digest = Digest("daily", 0, last=1)
    made = Subscription(Conversation(here, "group"), "Bob", 1, alerts=False, digest=digest)
    await subscriptions.change(here, lambda _: made)


async def test_a_digest_is_set_and_opened_in_one_conversation(stage: Stage) -> None:
    async with watched(stage), stage.bot(**QUICK):
        bob = await stage.in_group("manager01")
        await called(stage.sandbox, LIST)

        asked = await bob.says("digest weekly mon 09:00")
        done = await bob.presses(asked, "Turn on")
        digest = await bob.says("digest")

        assert "Everyone" in asked.text
        assert "Weekly digest" in done.title
        assert "Fullest spaces" in digest.text
        await _opens_for_nothing(stage, bob)


async def _opens_for_nothing(stage: Stage, bob: Person) -> None:
    """Let a member open a part of an admin's card, and go back."""
    await (await stage.in_group("staff01")).says("whoami")
    digest = await bob.says("digest")
    await settled(bob)
    await settled(await stage.in_group("staff01"))
    before = await spent(stage)

    part = await bob.presses(digest, "Fullest spaces", by="staff01")
    back = await bob.presses(part, "Back", by="staff01")

    assert part.labels == ("Back",)
    assert back.text == digest.text
    assert SHOW not in await cost(stage, before)
    assert not any("card" in api for api in await cost(stage, before))


async def test_two_replicas_send_what_is_overdue_once_and_late(stage: Stage) -> None:
    async with watched(stage) as store:
        group = await stage.sandbox.group()
        await overdue(store, group)
        async with stage.bot(**QUICK), stage.process(**QUICK):
            ann = await stage.in_group("staff01")
            digest = await ann.reads("Daily digest")
            cards = await settled(ann)

        titles = [card.title for card in cards.values() if "digest" in card.title]
        assert titles == [digest.title]
        assert "Late: this was due" in digest.text
