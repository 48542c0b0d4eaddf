"""Two people who press one alert at the same moment: what it shows is how it stands."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import nullcontext
from itertools import count

import pytest

from bot.alerts.cards.actions import Take
from bot.alerts.incident import Incident
from bot.storage import Store
from tests.conversations.alerted import (
    PRIVATE,
    QUICK,
    Watcher,
    filling,
    memories,
    of_last_release,
    remembered,
    told,
    with_buttons,
)
from tests.conversations.stage import PATIENCE, Seen, Stage
from tests.moments import a_moment

ANN, DAN = "staff01", "staff02"


@pytest.fixture
async def store(stage: Stage) -> AsyncIterator[Store]:
    await stage.sandbox.settings(cardAckMillis=20_000)
    async with remembered(stage) as memory:
        yield memory


async def known(stage: Stage) -> None:
    """Let the bot know both, so that their presses are answered at once."""
    for user in (ANN, DAN):
        await (await stage.in_group(user)).says("whoami")


async def at_once(
    stage: Stage,
    card: Watcher,
    *presses: tuple[str, str],
    earlier: Mapping[str, str] | None = None,
) -> None:
    """Press, each with its label, so that the bot reads all of them in one go."""
    ids = {
        **{each["text"]: each["id"] for each in (await card.by_all()).buttons},
        **(earlier or {}),
    }
    await stage.sandbox.stream_fault("delay", delayMillis=300, times=len(presses))
    taps = [stage.sandbox.click(card.card, user, ids[label]) for user, label in presses]
    assert {tap["code"] for tap in await asyncio.gather(*taps)} == {200}


async def incident(store: Store, group: str) -> Incident:
    memory = await memories(store).get(group)
    assert memory is not None
    return memory.incidents["s0"]


async def agrees(card: Watcher, store: Store) -> Seen:
    """Wait until the card says who has it and who wants to hear nothing, as it is remembered."""
    async with asyncio.timeout(PATIENCE):
        for _ in count():
            now, shown = await incident(store, card.group), await card.by_all()
            words = [
                f"Taken by **{now.taken.by.nick}**" if now.taken else "Nobody has taken it",
                f"Snoozed by {now.snoozed.by.nick}" if now.snoozed else "",
            ]
            if all(each in shown.text for each in words) and bool(now.snoozed) == (
                "Snoozed by" in shown.text
            ):
                break
            await card.stage.sandbox.messages(card.group, after=shown.seq, wait=1)
    return shown


@pytest.mark.parametrize("replicas", [1, 2])
async def test_taken_and_snoozed_at_once_it_is_both(
    stage: Stage, store: Store, replicas: int
) -> None:
    group = await stage.sandbox.group()
    for turn in range(4):
        await filling(store, group, ("Marketing",), key=f"k{turn}")
        async with stage.bot(**QUICK), stage.bot(**QUICK) if replicas == 2 else nullcontext():
            await known(stage)
            card = await told(stage, group, f"k{turn}")
            buttons = {"take": Take(f"k{turn}", "", "s0"), **of_last_release(f"k{turn}")}
            ids = await with_buttons(store, card, buttons)
            presses = [(ANN, "take"), (DAN, "level")]
            await at_once(stage, card, *(presses if turn % 2 else presses[::-1]), earlier=ids)

            shown = await agrees(card, store)
            now = await incident(store, group)
            # Whoever was not heard is told so, and finds live buttons.
            for user, done in ((ANN, now.taken), (DAN, now.snoozed)):
                assert done or PRIVATE in (await card.by(user)).text
            assert shown.labels
            # What was pressed before may be painted meanwhile.
            await card.press(DAN, "Snooze", until=PRIVATE)


async def test_of_two_who_take_it_at_once_one_has_it_and_the_other_is_told(
    stage: Stage, store: Store
) -> None:
    group = await stage.sandbox.group()
    await filling(store, group, ("Marketing",))
    async with stage.bot(**QUICK):
        await known(stage)
        card = await told(stage, group)
        await at_once(stage, card, (ANN, "Take it"), (DAN, "Take it"))

        shown = await agrees(card, store)
        taken = (await incident(store, group)).taken
        assert taken is not None
        loser = DAN if taken.by.key == ANN else ANN
        mine = await card.by(loser)
        assert PRIVATE in mine.text
        assert taken.by.nick in mine.text
        assert PRIVATE not in (await card.by(taken.by.key)).text
        assert any("Take over" in label for label in shown.labels)


async def test_one_who_takes_and_snoozes_at_once_is_shown_what_holds(
    stage: Stage, store: Store
) -> None:
    group = await stage.sandbox.group()
    await filling(store, group, ("Marketing",))
    async with stage.bot(**QUICK):
        await known(stage)
        card = await told(stage, group)
        buttons = {"take": Take("k1", "", "s0"), **of_last_release()}
        ids = await with_buttons(store, card, buttons)
        await at_once(stage, card, (ANN, "take"), (ANN, "hour"), earlier=ids)

        assert (await agrees(card, store)).labels


async def test_what_is_named_in_words_shows_who_has_which(stage: Stage, store: Store) -> None:
    """On a card of several, only the one that was named changes hands."""
    group = await stage.sandbox.group()
    await filling(store, group, ("Alpha", "Beta", "Gamma", "Delta"))
    async with stage.bot(**QUICK):
        card = await told(stage, group)
        ann, dan = await stage.in_group(ANN), await stage.in_group(DAN)
        before = await card.by_all()

        await ann.sends("alert take Beta")
        await ann.finished(card.card, before.seq)
        await dan.sends("alert take 3")
        async with asyncio.timeout(PATIENCE):
            while (await card.by_all()).text.count("员工乙") == 0:
                await a_moment()

        lines = [line for line in (await card.by_all()).text.split("\n") if "91%" in line]
        assert ["员工甲" in line for line in lines] == ["Beta" in line for line in lines]
        assert sum("员工乙" in line for line in lines) == 1
        assert sum("员工" in line for line in lines) == 2
