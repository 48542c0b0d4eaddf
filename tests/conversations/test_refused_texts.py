"""What people type in vain is kept nowhere: in no line of the trail, no log, no card, and in no key
of Redis for longer than a day.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from typing import Any

import pytest
from redis.asyncio import Redis

from handlers import ROUTERS
from tests.conversations.stage import Person, Stage

SECRET = "hunter2-Pa55wOrd"
A_DAY = 24 * 3600
EVERY = [route.words for router in ROUTERS for route in router.commands]
LOOKS = {"spaces", "quota top", "audit", "find", "request space"}
"""Show what goes with a word, or ask for it, which may be any."""
NAMES = {"space create", "app space create"}
"""Make something of a name, which may be any."""
PLENTY = {
    "person_calls_a_day": 0,
    "conversation_calls_a_day": 0,
    "monthly_calls": 100_000,
    "monthly_messages": 100_000,
}
_READ: dict[str, Callable[[Any, bytes], Awaitable[object]]] = {
    "string": lambda redis, key: redis.get(key),
    "hash": lambda redis, key: redis.hgetall(key),
    "list": lambda redis, key: redis.lrange(key, 0, -1),
    "set": lambda redis, key: redis.smembers(key),
    "zset": lambda redis, key: redis.zrange(key, 0, -1),
    "stream": lambda redis, key: redis.xrange(key),
}


@pytest.fixture
async def redis(stage: Stage) -> AsyncIterator[Any]:
    await stage.sandbox.settings(monthlyCalls=100_000, monthlyStream=100_000, qps=0)
    client: Any = Redis.from_url(stage.redis_url)
    yield client
    await client.aclose()


async def holding(redis: Any) -> dict[str, int]:
    """The keys that hold the secret, with how long they live, in seconds.

    A key may end while the others are read (a lease given back): then it holds nothing.
    """
    found = {}
    async for key in redis.scan_iter():
        kind = (await redis.type(key)).decode()
        value = await _READ[kind](redis, key) if kind != "none" else None
        if SECRET in repr((key, value)):
            found[key.decode()] = await redis.ttl(key)
    return found


async def says_everything(person: Person, but: Collection[str]) -> None:
    """Say the secret behind every command ``but`` some, and behind none; no card repeats it."""
    for words in (*(each for each in EVERY if each not in but), "what is", "quota set 1 500"):
        shown = await person.says(f"{words} {SECRET}")
        assert SECRET not in shown.title + shown.text, words
        if "Cancel" in shown.labels:
            # A question that is open takes the next words for its answer.
            await person.says("cancel")


async def check_forgotten(redis: Any, capfd: pytest.CaptureFixture[str]) -> None:
    kept = await holding(redis)
    assert {key: ttl for key, ttl in kept.items() if not 0 < ttl <= A_DAY} == {}
    assert not [key for key in kept if ":audit" in key or ":card:" in key]
    printed = capfd.readouterr()
    assert SECRET not in printed.out + printed.err


@pytest.mark.parametrize("group", [True, False], ids=["group", "alone"])
async def test_what_a_member_types_in_vain_is_kept_nowhere(
    stage: Stage,
    redis: Any,
    group: bool,  # noqa: FBT001 - a table
    capfd: pytest.CaptureFixture[str],
) -> None:
    """By whom it is not allowed, as what no command takes, and as no command. The name of a new
    space is offered to be asked for.
    """
    async with stage.bot(language="en", **PLENTY):
        ann = await (stage.in_group("staff01") if group else stage.alone("staff01"))
        await ann.says("spaces")
        await says_everything(ann, {*LOOKS, "space create"})
        await check_forgotten(redis, capfd)


@pytest.mark.parametrize("stopped", [False, True], ids=["going", "stopped"])
async def test_what_an_admin_types_in_vain_is_kept_nowhere(
    stage: Stage,
    redis: Any,
    stopped: bool,  # noqa: FBT001 - a table
    capfd: pytest.CaptureFixture[str],
) -> None:
    """The same, and while all changes are paused. What is to be told here is kept with the button
    that has somebody watch first, and goes on with it.
    """
    async with stage.bot(language="en", **PLENTY):
        bob = await stage.in_group("manager01")
        await bob.says("pause" if stopped else "help")
        await says_everything(bob, LOOKS if stopped else {*LOOKS, *NAMES, "alert here"})
        await check_forgotten(redis, capfd)
