"""Another bot with the same Client ID and a Redis of its own; another organisation."""

from dataclasses import replace

import pytest

from bot.storage import open_store
from tests.conversations.crashes import own_valkey
from tests.conversations.stage import Person, Stage
from tests.conversations.watching import cost, shown_by, spent


@pytest.fixture
async def bob(stage: Stage) -> Person:
    return await stage.in_group("manager01")


async def test_a_press_that_reached_the_wrong_bot_is_answered_truly(
    stage: Stage, bob: Person
) -> None:
    """The other one is away, so that the press is sure to come here."""
    async with own_valkey() as memory, replace(stage, redis_url=memory.url).bot():
        await bob.sends("spaces")
        listed = await bob.reads("Page 1")
    async with stage.bot():
        ack = await bob.taps(listed, "Next")
        status = await bob.says("/status")
        cards = await (await stage.in_group("staff01")).cards()

    assert "另一个机器人副本" in shown_by(ack)["msgContent"]
    assert "cardData" not in ack["response"]
    assert (cards[listed.card].text, cards[listed.card].labels) == (listed.text, listed.labels)
    assert "Another bot uses this app" in status.text
    assert "SPACEKEEPER_REDIS_URL" in status.text


async def test_two_bots_on_one_store_know_each_others_cards(stage: Stage, bob: Person) -> None:
    async with stage.bot():
        listed = await bob.says("spaces")
    async with stage.bot():
        second = await bob.presses(listed, "Next")
        status = await bob.says("/status")

    assert "Page 2" in second.text
    assert "Another bot" not in status.text


async def test_a_card_from_before_stores_had_ids_works_on(stage: Stage, bob: Person) -> None:
    async with open_store(stage.redis_url, stage.state["clientId"]) as store:
        await store.redis.hset(store.key("org"), "mark", "")
        async with stage.bot():
            await bob.sends("spaces")
            listed = await bob.reads("Page 1")
        await store.redis.hset(store.key("org"), "mark", "n0w")
    async with stage.bot():
        second = await bob.presses(listed, "Next")

    assert "_" not in listed.card
    assert "Page 2" in second.text


@pytest.mark.parametrize("said", ["spaces", "space create Theirs", "/pause", "no such thing"])
async def test_a_message_of_another_organisation_is_refused(
    stage: Stage, bob: Person, said: str
) -> None:
    async with open_store(stage.redis_url, stage.state["clientId"]) as store:
        await store.redis.hset(store.key("org"), "corp", "dingOfAnother")
        async with stage.bot():
            before = await spent(stage)
            await bob.sends(said)
            told = await bob.reads("another organisation")

            assert "Not for this organisation" in told.title
            assert told.buttons == ()
            assert await cost(stage, before) == {"POST /robot/sendBySession": 1}
            assert await store.redis.exists(store.key("flag", "manager01")) == 0


async def test_the_settings_tell_the_organisation_better(stage: Stage, bob: Person) -> None:
    async with open_store(stage.redis_url, stage.state["clientId"]) as store:
        await store.redis.hset(store.key("org"), "corp", "dingOfAnother")
        async with stage.bot(corp_id=stage.state["corpId"]):
            listed = await bob.says("spaces")
            second = await bob.presses(listed, "Next")

            assert "Page 2" in second.text
            assert await store.hget(store.key("org"), "corp") == stage.state["corpId"]
