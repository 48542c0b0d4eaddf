"""A press whose process died between its effect and its face: all cards say so soon after."""

import asyncio

import pytest

from bot.alerts.acknowledgement import Act, marked, stepped
from bot.alerts.incident import Actor, Incident, Step, snooze, take
from bot.alerts.memory import Standing, State
from bot.alerts.subscription import Subscription
from bot.documents import Documents
from tests.conversations.alerted import QUICK, Watcher, filling, remembered, states, told
from tests.conversations.stage import PATIENCE, Stage

ANN = Actor("staff01", "Ann")


def taken(incident: Incident, standing: Standing) -> Step:
    return take(incident, ANN, standing.care, standing.now)


def snoozed(incident: Incident, standing: Standing) -> Step:
    return snooze(incident, ANN, "hour", standing.care, standing.now)


async def shows(card: Watcher, words: str) -> None:
    """Wait until everybody sees these words on a card."""
    async with asyncio.timeout(PATIENCE):
        while words not in (now := await card.by_all()).text:
            await card.stage.sandbox.messages(card.group, after=now.seq, wait=5)


@pytest.mark.parametrize(
    ("step", "words"), [(taken, "Taken by **Ann**"), (snoozed, "Ann")], ids=["take", "snooze"]
)
async def test_a_press_that_was_killed_is_painted_after_the_next_start(
    stage: Stage, step: Act, words: str
) -> None:
    """Though the watch comes by but once a minute; and other conversations hear who takes it."""
    await stage.sandbox.settings(cardAckMillis=20_000)
    here, there = await stage.sandbox.group(0), await stage.sandbox.group(1)
    async with remembered(stage) as store:
        for group in (here, there):
            await filling(store, group, ("Marketing",), limit=None)
        async with stage.bot(**QUICK):
            cards = [await told(stage, group) for group in (here, there)]
            assert "Ann" not in (await cards[0].by_all()).text
        subscriptions = Documents(store, store.key("alerts", "placements"), Subscription)
        subscription = await subscriptions.get(here)
        assert subscription is not None

        def effect(state: State | None) -> State | None:
            standing = Standing(subscription, state or State(), 1_800_000_000_000)
            return state and marked(stepped(standing, "k1", step), "k1", ANN)

        await states(store).update(here, effect)

        async with stage.bot(**{**QUICK, "watch_seconds": 60}):
            await shows(cards[0], words)
            if step is taken:
                await shows(cards[1], words)
