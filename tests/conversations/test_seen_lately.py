"""Pages of what a member is told of go no further than their right: ten minutes after DingTalk was
asked as them it is asked again, and until then nothing newer is shown.
"""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.alerts.subscription import Subscription
from bot.documents import Documents
from bot.drive.card_list import READ_MILLIS
from bot.storage import Store
from tests.conversations.alerted import GIB, QUICK, filling, memories, remembered, told
from tests.conversations.stage import Person, Seen, Stage
from tests.conversations.watching import LIST, UPDATE, cost, cost_of_presses, spent
from tests.moments import a_moment

QUERY = "POST /v1.0/drive/managements/spaces/query"
PAGES = 9
"""More spaces than a page has rows."""
STILL = {**QUICK, "watch_seconds": 600}
"""A bot that asks nothing by itself."""


@pytest.fixture
async def store(stage: Stage) -> AsyncIterator[Store]:
    async with remembered(stage) as memory:
        yield memory


async def _told(stage: Stage, store: Store) -> str:
    """Let a member be told of so many spaces that fill up; gives the first one's name."""
    await stage.sandbox.settings(managementForMembers=True)
    for number in range(PAGES):
        await stage.sandbox.make_space(f"Space {number}")
    spaces = (await stage.sandbox.state())["spaces"][:PAGES]
    for each in spaces:
        await stage.sandbox.change_space(each["spaceId"], quota=100 * GIB, usedQuota=91 * GIB)
    async with stage.bot(**QUICK):
        await (await stage.alone("manager02")).says("spaces")  # later looks bring no news
    ids, names = [each["spaceId"] for each in spaces], [each["spaceName"] for each in spaces]
    here = await stage.sandbox.single("staff01")
    await filling(store, here, names, ids=ids, whom="staff01")
    now, chosen = await store.now(), frozenset(ids)
    subscriptions = Documents(store, store.key("alerts", "placements"), Subscription)
    mine = {"personal": True, "spaces": chosen, "checked": now}
    await subscriptions.update(here, lambda each: each and replace(each, **mine))  # type: ignore[arg-type] # members of it
    return str(names[0])


async def _forgotten(store: Store) -> None:
    """Let DingTalk have been asked ten minutes ago: what it showed is not known any more."""
    keys = [key async for key in store.redis.scan_iter(store.key("alerts", "seen", "*"))]
    assert len(keys) == PAGES
    for key in keys:
        assert 0 < await store.redis.pttl(key) <= READ_MILLIS
    await store.redis.delete(*keys)


async def _alert(stage: Stage, store: Store) -> Seen:
    """The alert, once all that was seen is taken in and sent."""
    async with stage.bot(**QUICK):
        ann = await stage.alone("staff01")
        watcher = await told(stage, ann.conversation)
        while not await _is_still(store, ann.conversation):
            await a_moment()
            await ann.says("whoami")
        return await watcher.by_all()


async def _is_still(store: Store, conversation: str) -> bool:
    memory = await memories(store).get(conversation)
    return memory is not None and bool(memory.looks) and not (memory.parcels or memory.edits)


async def _second(ann: Person) -> Seen:
    return await ann.presses(await ann.says("alert open"), "Next")


async def test_what_was_lost_is_in_no_page_after_ten_minutes(stage: Stage, store: Store) -> None:
    """At the price of one look at a space."""
    name = await _told(stage, store)
    await _alert(stage, store)
    async with stage.bot(**STILL):
        ann = await stage.alone("staff01")
        second = await _second(ann)
        await stage.sandbox.settings(managementForMembers=False)
        await stage.sandbox.fault("omit-id", LIST)  # the first one's
        await _forgotten(store)
        before = await spent(stage)

        first = await ann.presses(second, "Previous")
        paid = await cost(stage, before)
        opened = await ann.says("alert open")

        assert "91%" in first.text + opened.text
        assert name not in first.text + opened.text
        assert paid[LIST] == 1


async def test_what_dingtalk_does_not_say_has_no_numbers(stage: Stage, store: Store) -> None:
    await _told(stage, store)
    await _alert(stage, store)
    async with stage.bot(**STILL):
        ann = await stage.alone("staff01")
        second = await _second(ann)
        for call in (QUERY, LIST):
            await stage.sandbox.fault("server-error", call)
        await _forgotten(store)

        shown = [await ann.presses(second, "Previous"), await ann.says("alert open")]

        for each in shown:
            assert "no data" in each.text
            assert "91%" not in each.text


async def test_within_ten_minutes_nobody_is_asked(stage: Stage, store: Store) -> None:
    await _told(stage, store)
    await _alert(stage, store)
    async with stage.bot(**STILL):
        ann = await stage.alone("staff01")
        second = await _second(ann)
        for call in (QUERY, LIST):
            await stage.sandbox.fault("server-error", call)

        first = await ann.presses(second, "Previous")

        assert "91%" in first.text


async def test_a_pressed_alert_has_numbers_again_once_dingtalk_has_said_what_is_seen(
    stage: Stage, store: Store
) -> None:
    """The press itself asks nothing, so it shows none; the card is painted by one call."""
    await _told(stage, store)
    card = await _alert(stage, store)
    await _forgotten(store)
    async with stage.bot(**STILL):
        ann = await stage.alone("staff01")
        before = await spent(stage)

        pressed = await ann.presses(card, "Take all")
        again = await ann.reads("91%", after=pressed.seq)

        assert "no data" in pressed.text
        assert "91%" not in pressed.text
        assert again.card == card.card
        paid = await cost(stage, before)
        assert paid.keys() == {QUERY, UPDATE}
        assert paid[UPDATE] == 1


async def test_a_turned_alert_has_no_numbers_that_nobody_was_asked_for(
    stage: Stage, store: Store
) -> None:
    """At no call."""
    await _told(stage, store)
    card = await _alert(stage, store)
    await _forgotten(store)
    async with stage.bot(**STILL):
        ann = await stage.alone("staff01")
        before = await spent(stage)

        turned = await ann.presses(card, "Next")

        assert "no data" in turned.text
        assert "91%" not in turned.text
        assert await cost_of_presses(stage, before) == {}
