"""A list that is paged goes no further than its asker's right: within ten minutes a page shows what
their own reading gave, after that it is read again as them.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hashlib import sha1
from typing import Any

import pytest

from bot.access import Role
from bot.drive.card_list import READ_MILLIS, Paged
from bot.inbox import Boxes
from bot.routing import Routes
from bot.storage import Store
from handlers import ROUTERS
from tests.conversations.alerted import remembered
from tests.conversations.stage import PATIENCE, Person, Seen, Stage
from tests.conversations.test_who_presses import fasts
from tests.conversations.watching import FREE, LIST, UPDATE, cost, cost_of_presses, spent
from tests.moments import a_moment

GB = 1 << 30
OWN = ("spaces", "spaces space", "quota top")
"""What lists the asker's own spaces in pages."""
TURNS = {"TurnPage", "TurnRanking"}
"""Their buttons."""
OF_FILES = {"TurnFiles", "TurnFound", "TurnVersions"}
"""Of files as their asker read them: what is kept of that ends after ten minutes by itself."""
OF_ROLES = {"TurnWho"}
"""Of who may do what with a file, which is kept for a minute."""
OF_WALKS = {"TurnWalk"}
"""Of what a walk through a space found, which is kept for a day and says when it was read."""
OF_ITS_CONVERSATION = {"OpenPage"}
"""Shows what is told where it stands."""


@pytest.fixture
async def store(stage: Stage) -> AsyncIterator[Store]:
    async with remembered(stage) as memory:
        yield memory


def test_every_button_of_the_asker_that_shows_more_of_a_list_is_known() -> None:
    """Of what the bot itself keeps for admins the role is asked at each press."""
    own = {name: each for name, each in fasts().items() if each.whose != "anybody"}
    shows = {name for name, each in own.items() if each.looks and each.role is not Role.ADMIN}
    pages = {name for name, each in own.items() if not each.looks and hasattr(each.kind, "page")}

    assert shows == TURNS | OF_FILES | OF_ROLES | OF_WALKS
    assert pages == OF_ITS_CONVERSATION


def test_every_list_of_spaces_says_when_it_was_read() -> None:
    lists = [kind for kind in Routes(ROUTERS).types if issubclass(kind, Paged)]
    assert len(lists) == len([each for each in lists if "read" in each.__slots__]) == 2


async def _many(stage: Stage) -> str:
    """Let lists have two pages, the fullest space first; gives its id."""
    first = str((await stage.sandbox.state())["spaces"][0]["spaceId"])
    await stage.sandbox.change_space(first, name="Space lost", quota=100 * GB, usedQuota=99 * GB)
    for number in range(9):
        await stage.sandbox.make_space(f"Space {number}", quota=100 * GB, usedQuota=50 * GB)
    return first


async def _over(store: Store) -> None:
    """Wait until no turn is worked on: a card is seen before its turn has noted that it is shown,
    and one that changes in between is painted once more.
    """
    async with asyncio.timeout(PATIENCE):
        while await Boxes(store).waiting():
            await a_moment()


async def _is_lost(stage: Stage, store: Store, lost: str) -> None:
    """Take the right to a space away from everybody who reads a list, after somebody has seen what
    has become of it.
    """
    await stage.sandbox.change_space(lost, name="Space secret", usedQuota=97 * GB)
    cat = await stage.alone("manager02")
    assert "Space secret" in (await cat.says("spaces")).text
    await _over(store)
    await stage.sandbox.fault("omit-id", LIST)


async def _noted(store: Store, key: str) -> Any:
    """The record of a card, once the bot has noted that the card shows it, as an ack or a paint."""
    async with asyncio.timeout(PATIENCE):
        while True:
            stored: Any = await store.redis.hmget(key, ["record", "shown"])
            if _face(stored[0]) == stored[1]:
                return json.loads(stored[0])
            await a_moment()


def _face(record: str) -> str:
    return sha1(record.encode(), usedforsecurity=False).hexdigest()


async def _age(store: Store, millis: int) -> None:
    """Let whatever is kept of cards be older."""
    async for key in store.redis.scan_iter(store.key("card", "*")):
        record = await _noted(store, key)
        if "read" in (record["kept"] or {}):
            record["kept"]["read"] -= millis
            older = json.dumps(record)
            await store.redis.hset(key, mapping={"record": older, "shown": _face(older)})


async def _second(ann: Person, store: Store, said: str) -> Seen:
    """The second page, reached from the first."""
    first = await ann.says(said)
    await _over(store)
    assert "Space lost" in first.text
    assert "99%" in first.text
    return await ann.presses(first, "Next")


@asynccontextmanager
async def _lost(
    stage: Stage, store: Store, said: str, millis: int
) -> AsyncIterator[tuple[Person, Seen]]:
    """Run a bot of which a member has asked for a list ``millis`` ago, and has lost a space of it
    since; gives them and their second page.
    """
    lost = await _many(stage)
    async with stage.bot(language="en", fresh_seconds=0, interim_seconds=30):
        ann = await stage.alone("staff01")
        second = await _second(ann, store, said)
        await _is_lost(stage, store, lost)
        await _age(store, millis)
        yield ann, second


@pytest.mark.parametrize("said", OWN)
async def test_a_page_of_an_old_list_has_neither_name_nor_number_of_what_was_lost(
    stage: Stage, store: Store, said: str
) -> None:
    """It is read again at the price of its refresh: as the asker, who pays for it."""
    async with _lost(stage, store, said, READ_MILLIS) as (ann, second):
        before = await spent(stage)

        turned = await ann.presses(second, "Previous")
        paid = await cost(stage, before)
        others = [turned]
        for label in turned.labels:
            others.append(await ann.presses(others[-1], label))

        assert "Space 1" in turned.text
        for shown in others:
            for word in ("lost", "secret", "99%", "97%"):
                assert word not in shown.title + shown.text
        assert {api: n for api, n in paid.items() if api not in FREE} == {LIST: 1, UPDATE: 1}


@pytest.mark.parametrize("said", OWN)
async def test_within_ten_minutes_a_page_is_what_the_asker_was_given(
    stage: Stage, store: Store, said: str
) -> None:
    """At no call, and without what others have seen since."""
    async with _lost(stage, store, said, READ_MILLIS // 2) as (ann, second):
        before = await spent(stage)

        turned = await ann.presses(second, "Previous")

        assert "Space lost" in turned.text
        assert "99%" in turned.text
        assert "secret" not in turned.text
        assert "97%" not in turned.text
        assert await cost_of_presses(stage, before) == {}
