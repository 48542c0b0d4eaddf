"""The rate and the address block, shared by replicas, over the real wire."""

import asyncio
import time

import pytest

from bot.consent import agreed
from bot.dingtalk.gate import Gate
from bot.dingtalk.http import DingTalk
from bot.errors import Blocked
from bot.storage import Store
from tests.bot.dingtalk.calls import (
    CREATE,
    HTML,
    LIST,
    TOKEN,
    ask_person,
    create_space,
    list_spaces,
)
from tests.dingtalk import calling
from tests.sandbox_server import SandboxHandle

PATIENCE = 30
"""Whoever is stopped by a wrong clock is stopped for an hour."""


async def test_two_replicas_together_keep_the_rate_of_an_api(
    sandbox: SandboxHandle, store: Store, viewer: str
) -> None:
    left: list[float] = []
    begun = time.monotonic()

    def spend(api: str) -> None:
        left.append(time.monotonic())

    async with (
        calling(sandbox, store, spend=spend, calls_per_second=5) as one,
        calling(sandbox, store, spend=spend, calls_per_second=5) as other,
        asyncio.TaskGroup() as tasks,
    ):
        for _ in range(4):
            tasks.create_task(list_spaces(one, viewer))
            tasks.create_task(list_spaces(other, viewer))

    assert len(left) == 8
    assert left[5] - begun > 0.95  # a second; a busy machine only adds to it


@pytest.mark.parametrize("hours", [-1, 1])
async def test_a_replica_whose_clock_is_wrong_stops_no_other(
    sandbox: SandboxHandle,
    store: Store,
    viewer: str,
    monkeypatch: pytest.MonkeyPatch,
    hours: int,
) -> None:
    async with calling(sandbox, store, calls_per_second=2) as dingtalk, asyncio.timeout(PATIENCE):
        with monkeypatch.context() as clock:
            wrong = time.time() + hours * 3600
            clock.setattr(time, "time", lambda: wrong)
            for _ in range(2):
                await list_spaces(dingtalk, viewer)
        for _ in range(2):
            await list_spaces(dingtalk, viewer)


async def test_a_clock_of_redis_that_is_set_back_stops_nobody(
    sandbox: SandboxHandle, store: Store, viewer: str
) -> None:
    hour_ahead = (await store.now() + 3600_000) * 1000
    await store.redis.rpush(store.key("rate", LIST), hour_ahead)
    await store.redis.expire(store.key("rate", LIST), 7200)

    async with calling(sandbox, store, calls_per_second=1) as dingtalk, asyncio.timeout(PATIENCE):
        await list_spaces(dingtalk, viewer)


async def test_apis_do_not_share_a_rate(sandbox: SandboxHandle, store: Store, viewer: str) -> None:
    async with calling(sandbox, store, calls_per_second=1) as dingtalk:
        await list_spaces(dingtalk, viewer)
        await ask_person(dingtalk)
        await create_space(dingtalk, viewer)

    rates = [key async for key in store.redis.scan_iter(f"{store.key('rate')}*")]
    assert {store.key("rate", LIST), store.key("rate", CREATE)} < set(rates)
    assert [await store.redis.llen(each) for each in rates] == [1] * len(rates)


@pytest.mark.parametrize("api", [LIST, TOKEN])
@pytest.mark.parametrize(
    "page",
    [
        {"message": HTML, "status": 403},
        {"message": HTML, "status": 200},
        {"code": "1111", "status": 200},
        {"code": "1111", "status": 403},
    ],
)
async def test_an_address_block_stops_every_call_of_every_replica_until_it_is_over(
    sandbox: SandboxHandle, store: Store, viewer: str, api: str, page: dict[str, object]
) -> None:
    async with calling(sandbox, store) as one, calling(sandbox, store) as other:
        await sandbox.fault("respond", api, times=1, **page)
        with pytest.raises(Blocked):
            await list_spaces(one, viewer)
        seen = len(await sandbox.calls())

        for dingtalk in (one, other):
            with pytest.raises(Blocked):
                await list_spaces(dingtalk, viewer)
            with pytest.raises(Blocked):
                await create_space(dingtalk, viewer)
            with pytest.raises(Blocked):
                await dingtalk.post(f"{sandbox.url}/robot/sendBySession", {})
        assert len(await sandbox.calls()) == seen
        assert 0 < await store.redis.pttl(store.key("block")) <= 300_000

        await store.redis.pexpireat(store.key("block"), 1)
        await list_spaces(other, viewer)


async def test_a_block_does_not_grow_with_the_calls_it_stops(
    sandbox: SandboxHandle, dingtalk: DingTalk, store: Store, viewer: str
) -> None:
    await sandbox.fault("respond", LIST, times=1, code="1111")
    with pytest.raises(Blocked):
        await list_spaces(dingtalk, viewer)
    await store.redis.pexpire(store.key("block"), 1000)
    with pytest.raises(Blocked):
        await list_spaces(dingtalk, viewer)

    assert await store.redis.pttl(store.key("block")) <= 1000


async def test_a_call_that_waited_for_its_rate_meanwhile_is_stopped_as_well(store: Store) -> None:
    gate = Gate(store, rate=1, block_seconds=300)
    await agreed(store, gate.entrance(LIST))
    await store.redis.set(store.key("block"), "1", px=60_000)

    with pytest.raises(Blocked):
        await agreed(store, gate.entrance(LIST))
