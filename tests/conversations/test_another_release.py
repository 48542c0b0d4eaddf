"""What another release left in Redis, of every kind there is, stops nobody and destroys nothing."""

from collections.abc import AsyncIterator
from contextlib import suppress

import pytest

from bot.storage import Store, open_store
from tests.conversations.crashes import made
from tests.conversations.stage import Stage
from tests.conversations.watching import DELETE, called

FOREIGN = '{"of": "another release"}'
CAPACITY = "GET /v1.0/storage/orgs/{corpId}"
QUICK = {"watch_seconds": 0.2, "interim_seconds": 30}
OURS_ALONE = frozenset({"docket", "token", "rate"})
"""First parts of keys that hold no documents of ours."""

KINDS = frozenset(
    {"alerts", "capacity", "card", "change", "hold", "org", "person", "policy", "session", "watch"}
)
"""What the sweep must have met, at least."""


@pytest.fixture
async def store(stage: Stage) -> AsyncIterator[Store]:
    async with open_store(stage.redis_url, stage.state["clientId"]) as opened:
        yield opened


async def spoil(store: Store) -> set[str]:
    """Put what no release writes in the place of every document; gives the kinds that were met."""
    met = set()
    async for key in store.redis.scan_iter(store.key("*")):
        kind = str(key).removeprefix(store.prefix).partition(":")[0]
        with suppress(UnicodeDecodeError):
            if kind not in OURS_ALONE and await _spoilt(store, str(key)):
                met.add(kind)
    return met


async def _spoilt(store: Store, key: str) -> bool:
    kind = await store.redis.type(key)
    if kind == "string":
        stored = {"": await store.get(key) or ""}
    elif kind == "hash":
        stored = {str(k): str(v) for k, v in (await store.redis.hgetall(key)).items()}
    else:
        return False
    documents = [name for name, text in stored.items() if text[:1] in {"{", "["}]
    for name in documents:
        if kind == "string":
            await store.redis.set(key, FOREIGN, keepttl=True)
        else:
            await store.redis.hset(key, name, FOREIGN)
    return bool(documents)


async def test_whatever_another_release_stored_everybody_is_answered(
    stage: Stage, store: Store
) -> None:
    bob = await stage.in_group("manager01")
    async with stage.bot(**QUICK):
        for words in ("/admin here", "/operator me", "quota", "spaces"):
            await bob.says(words)
        await called(stage.sandbox, CAPACITY)
        for words, label in (("space create Extra", "Create"), ("alert here all", "Turn on")):
            await bob.presses(await bob.says(words), label)
        await bob.says("quota set Extra 5 GB")
        await bob.says("space delete Finance")
        holding = await bob.says("Finance")
        met = await spoil(store)
        answers = [await bob.says(words) for words in SAID]
        pressed = await bob.taps(holding, "Undo")

    assert met >= KINDS, KINDS - met
    assert [each.title for each in answers if "went wrong" in each.title] == []
    assert pressed["code"] == 200
    assert await made(stage.sandbox, DELETE) == []


SAID = (
    "spaces",
    "space Finance",
    "quota",
    "pending",
    "undo",
    "/status",
    "/watch",
    "/operator show",
    "/admin list",
    "alert list",
    "audit",
    "budget",
    "help",
)


async def test_a_pause_that_cannot_be_read_still_stops_changes(stage: Stage, store: Store) -> None:
    bob = await stage.in_group("manager01")
    async with stage.bot():
        await bob.says("/pause")
        await store.redis.set(store.key("pause"), FOREIGN)
        refused = await bob.says("space create Not now")
        await bob.says("/resume")
        asked = await bob.says("space create Now")

    assert refused.title == "Changes are paused"
    assert "Create" in asked.labels
