"""Redis far away, or failing in the middle of a step: everybody is answered, and once."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest

from bot.storage import Store, open_store
from tests.conversations.crashes import sent_cards
from tests.conversations.stage import PATIENCE, Person, Stage
from tests.conversations.trips import Counted, counted
from tests.far_redis import Asked

NAMED = "market"


@pytest.fixture
async def far(stage: Stage) -> AsyncIterator[Counted]:
    async with counted(stage) as counting:
        yield counting


@pytest.fixture
async def near(stage: Stage) -> AsyncIterator[Store]:
    """The same Redis from nearby."""
    async with open_store(stage.redis_url, stage.state["clientId"]) as store:
        yield store


def step(name: str, *words: str) -> Callable[[Asked], bool]:
    """Choose a script by its first key, and by what else is in it."""

    def is_it(asked: Asked) -> bool:
        keys = [each for each in asked[3:] if each.startswith("sk:")]
        is_first = any(each.split(":")[2] == name for each in keys)
        return asked[0] == "EVALSHA" and is_first and all(word in str(asked) for word in words)

    return is_it


def opens(asked: Asked) -> bool:
    return asked[0] == "EXISTS" and ":change:" in asked[1]


STEPS = {
    "accept": step("seen"),
    "take": step("lease"),
    "open": opens,
    "leave": step("rate", "createAndDeliver"),
    "close": step("lease", ":session:"),
}
"""How to know the steps of a turn."""


async def texts(person: Person) -> list[str]:
    return [card.name for card in (await person.cards()).values()]


async def test_who_asks_is_answered_in_order_when_redis_is_far_and_jitters(far: Counted) -> None:
    ann, bob = await far.stage.in_group("staff01"), await far.stage.alone("manager01")
    async with far.stage.bot():
        with far.far.at_distance(0.005, jitter=0.01):
            asked = [await ann.sends(words) for words in ("whoami", "help", "whoami")]
            other = await bob.sends("spaces")
            answers = [await ann.answer_to(each) for each in asked]
            await bob.answer_to(other)

    assert [answer.seq for answer in answers] == sorted(answer.seq for answer in answers)
    assert len(await sent_cards(far.stage.sandbox)) == 4


@pytest.mark.parametrize("which", STEPS)
async def test_a_step_whose_answer_is_lost_is_done_once(far: Counted, which: str) -> None:
    await far.stage.sandbox.settings(ackMillis=300)
    admin = await far.stage.alone("manager01")
    async with far.stage.bot():
        await admin.says("help")
        far.far.cut(STEPS[which])
        msg_id = await admin.sends("whoami")
        async with asyncio.timeout(PATIENCE):
            await far.far.was_cut.wait()
        await admin.answer_to(msg_id)
        await admin.says("help")  # and nobody is stuck behind it

    cards = await sent_cards(far.stage.sandbox)
    assert len(cards) == len(set(cards)) == 3
    assert len(await admin.cards()) == 3


@pytest.mark.parametrize("which", ["leave", "close"])
async def test_a_change_is_made_once_though_an_answer_is_lost(far: Counted, which: str) -> None:
    admin = await far.stage.alone("manager01")
    async with far.stage.bot():
        asked = await admin.says(f"space create {NAMED}")
        chosen = {"leave": step("rate", "PUT /v1.0/card/instances"), "close": STEPS["close"]}
        far.far.cut(chosen[which])
        await admin.taps(asked, "Create")
        async with asyncio.timeout(PATIENCE):
            await far.far.was_cut.wait()
        done = await admin.finished(asked.card, asked.seq)
        await admin.says("help")

    assert NAMED in done.title + done.text
    assert (await far.stage.names()).count(NAMED) == 1


async def test_scripts_that_redis_has_forgotten_are_told_it_again(
    far: Counted, near: Store
) -> None:
    admin = await far.stage.alone("manager01")
    async with far.stage.bot():
        await admin.says("help")
        await near.redis.script_flush()
        await admin.says("whoami")
        await near.redis.script_flush()
        card = await admin.says("spaces")
        await near.redis.script_flush()
        await admin.presses(card, "Next")

    assert len(await sent_cards(far.stage.sandbox)) == 3


async def test_an_answer_that_is_an_error_in_the_middle_stops_nobody(
    far: Counted, near: Store
) -> None:
    admin = await far.stage.alone("manager01")
    async with far.stage.bot():
        await admin.says("help")
        for name in ("nick", "flag", "outsider", "person"):
            key = near.key(name, "manager01")
            await near.redis.delete(key)
            await near.redis.rpush(key, "of another kind")
            await near.redis.expire(key, 60)
        await admin.says("whoami")

    assert len(await sent_cards(far.stage.sandbox)) == 2


@pytest.mark.parametrize("knows_card", [True, False])
async def test_a_finished_turn_that_comes_back_is_shown_on_the_same_card(
    far: Counted, near: Store, *, knows_card: bool
) -> None:
    """As on a replica that was promoted before it had heard of all: it knows the turn as waiting,
    and its card or not.
    """
    admin = await far.stage.alone("manager01")
    async with far.stage.bot(rounds_seconds=0.5):
        await admin.says("help")
        msg_id = await admin.sends("whoami")
        card = await admin.answer_to(msg_id)
        accepted = [trip.asked[0] for trip in far.far.trips if STEPS["accept"](trip.asked[0])][-1]
        turn = next(each for each in accepted if msg_id in each and each.startswith("{"))
        box = next(each for each in accepted if each.split(":")[2:3] == ["box"])
        if not knows_card:
            await near.redis.delete(near.key("card", card.card.partition("_")[2]))
        await near.redis.rpush(box, turn)
        await near.redis.expire(box, 600)
        await admin.says("help")

    assert len(await admin.cards()) == 3
    assert (await admin.cards())[card.card].text == card.text
