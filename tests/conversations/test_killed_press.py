"""A press whose process died between its effect and its face: all cards say so soon after."""

import asyncio

import pytest

from bot.alerts.acknowledgement import Act, marked, stepped
from bot.alerts.incident import Actor, Incident
from bot.alerts.incident_steps import Step, snooze, take
from bot.alerts.memory import Memory, Situation
from bot.alerts.subscription import Subscription
from bot.documents import Documents
from tests.conversations.alerted import QUICK, Watcher, filling, memories, remembered, told
from tests.conversations.stage import PATIENCE, Stage

ANN = Actor("staff01", "Ann")


def taken(incident: Incident, situation: Situation) -> Step:
    return take(incident, ANN, situation.care, situation.now)


def snoozed(incident: Incident, situation: Situation) -> Step:
    return snooze(incident, ANN, "hour", situation.care, situation.now)


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

        def effect(memory: Memory | None) -> Memory | None:
            situation = Situation(subscription, memory or Memory(), 1_800_000_000_000)
            return memory and marked(stepped(situation, "k1", step), "k1", ANN)

        await memories(store).update(here, effect)

        async with stage.bot(**{**QUICK, "watch_seconds": 60}):
            await shows(cards[0], words)
            if step is taken:
                await shows(cards[1], words)
