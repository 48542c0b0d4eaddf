"""Redis stopped, frozen, started again, or empty: what was accepted is kept, and nothing is faked."""

from collections.abc import AsyncIterator

import pytest

from tests.conversations.crashes import Memory, held, hold, made, own_valkey, pushed, sent_cards
from tests.conversations.stage import Stage
from tests.conversations.watching import DELETE, LIST, settled


@pytest.fixture
async def memory() -> AsyncIterator[Memory]:
    async with own_valkey() as own:
        yield own


@pytest.fixture
async def stage(stage: Stage, memory: Memory) -> Stage:
    """The usual stage on a Valkey that this test may stop."""
    return await stage.moved_to(memory.url)


async def test_what_was_accepted_outlives_redis_and_the_rest_comes_again(
    stage: Stage, memory: Memory
) -> None:
    """Two messages are acknowledged, one of them at work; a third finds no storage."""
    await stage.sandbox.settings(ackMillis=500, redeliveries=50)
    ann = await stage.in_group("staff01")
    async with stage.bot():
        listing = await hold(stage.sandbox, "before", LIST)
        sent = [await ann.sends("spaces"), await ann.sends("whoami")]
        for each in sent:
            await stage.sandbox.acked(each)
        await held(stage.sandbox, listing)
        await memory.stop()
        sent.append(await ann.sends("help"))
        await pushed(stage.sandbox, sent[-1], 2)
        await memory.start()
        for each in sent:
            await ann.answer_to(each)

        assert await sent_cards(stage.sandbox) == [ann.card_of(each) for each in sent]


async def test_a_message_never_acknowledged_is_never_answered(stage: Stage, memory: Memory) -> None:
    """DingTalk gives it up after its last redelivery; the bot answers the next one."""
    await stage.sandbox.settings(ackMillis=300, redeliveries=1)
    ann = await stage.in_group("staff01")
    async with stage.bot():
        await memory.stop()
        lost = await ann.sends("help")
        await pushed(stage.sandbox, lost, 2)
        await memory.start()
        await settled(ann)

        assert not any("ackedAt" in push for push in await pushed(stage.sandbox, lost, 2))
        assert ann.card_of(lost) not in await ann.cards()


async def test_a_frozen_redis_only_delays(stage: Stage, memory: Memory) -> None:
    await stage.sandbox.settings(ackMillis=2000, redeliveries=50)
    ann = await stage.in_group("staff01")
    async with stage.bot():
        listed = await ann.says("spaces")
        async with memory.frozen():
            sent = [await ann.sends("whoami"), await ann.sends("help")]
            ack = await ann.taps(listed, "Next")
            await pushed(stage.sandbox, sent[0], 2)
        for each in sent:
            await ann.answer_to(each)
        # Whether the first press had its effect is open; if it had, this one shows the same page.
        second = await ann.presses(listed, "Next")

        assert ack["response"] == {}
        assert "Page 2" in second.text
        assert sorted(await sent_cards(stage.sandbox)) == sorted(
            [listed.card, *(ann.card_of(each) for each in sent)]
        )


@pytest.mark.parametrize(
    ("name", "spoilt", "sound"),
    [("maxmemory", "1", "0"), ("min-replicas-to-write", "1", "0")],
    ids=["full", "read-only"],
)
async def test_a_redis_that_takes_nothing_in_only_delays(
    stage: Stage, memory: Memory, name: str, spoilt: str, sound: str
) -> None:
    """What it refuses is not acknowledged, and no button acts; then all goes on, once."""
    await stage.sandbox.settings(ackMillis=500, redeliveries=50)
    ann = await stage.in_group("staff01")
    async with stage.bot(), memory.client() as redis:
        listed = await ann.says("spaces")
        await redis.config_set(name, spoilt)
        sent = await ann.sends("help")
        ack = await ann.taps(listed, "Next")
        pushes = await pushed(stage.sandbox, sent, 2)
        await redis.config_set(name, sound)
        await ann.answer_to(sent)
        second = await ann.presses(listed, "Next")

        assert not any("ackedAt" in push for push in pushes)
        assert ack["response"] == {}
        assert "Page 2" in second.text
        assert sorted(await sent_cards(stage.sandbox)) == sorted([listed.card, ann.card_of(sent)])


async def test_people_are_told_once_that_nothing_can_be_kept(stage: Stage, memory: Memory) -> None:
    """Not even DingTalk sends the first message again; the second one comes till it is kept."""
    await stage.sandbox.settings(ackMillis=300, redeliveries=0)
    ann = await stage.in_group("staff01")
    async with stage.bot(outage_seconds=0.5):
        await memory.stop()
        await ann.sends("help")
        told = await ann.reads("My storage is not responding")
        await stage.sandbox.settings(redeliveries=50)
        sent = await ann.sends("help")
        await pushed(stage.sandbox, sent, 6)
        await memory.start()
        await ann.answer_to(sent)

        assert [each for each in await ann.looks() if not each.card] == [told]


async def test_a_bot_that_starts_before_redis_waits_for_it(stage: Stage, memory: Memory) -> None:
    await stage.sandbox.settings(ackMillis=300, redeliveries=50)
    ann = await stage.in_group("staff01")
    await memory.stop()
    async with stage.bot():
        sent = await ann.sends("help")
        await memory.start()

        assert (await ann.answer_to(sent)).card


async def test_a_redis_that_lost_its_memory_deletes_nothing(stage: Stage, memory: Memory) -> None:
    bob = await stage.in_group("manager01")
    async with stage.bot(hold_seconds=3):
        await bob.says("space delete Finance")
        holding = await bob.says("Finance")
        async with memory.client() as redis:
            await redis.flushall()
        pressed = await bob.presses(holding, "Undo")
        ends = (await stage.sandbox.state())["now"] + 4000
        while (left := ends - (await stage.sandbox.state())["now"]) > 0:
            calls = await stage.sandbox.calls()
            await stage.sandbox.calls(calls[-1]["seq"], wait=1 + left // 1000)

        assert pressed.title == "这张卡片已过期"
        assert "Finance" in await stage.names()
        assert await made(stage.sandbox, DELETE) == []
