"""What is told of the calls that were announced."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.dingtalk.http import DingTalk
from bot.errors import (
    AllowanceUsedUp,
    Blocked,
    NoAllowance,
    OutcomeUnknown,
    PlatformError,
    Throttled,
    Unreached,
)
from bot.storage import RedisError, Store
from tests.bot.dingtalk.calls import CREATE, HTML, LIST, TOKEN, create_space, list_spaces
from tests.dingtalk import calling, union_id
from tests.sandbox_server import SandboxHandle


@dataclass(slots=True)
class Meter:
    """Notes what is announced and what is told."""

    announced: list[str] = field(default_factory=list)
    told: list[tuple[str, type[PlatformError] | None]] = field(default_factory=list)

    def spend(self, api: str) -> None:
        self.announced.append(api)

    async def hear(self, api: str, failure: PlatformError | None) -> None:
        self.told.append((api, type(failure) if failure else None))

    @asynccontextmanager
    async def over(
        self, sandbox: SandboxHandle, store: Store, **changed: Any
    ) -> AsyncIterator[DingTalk]:
        async with calling(sandbox, store, spend=self.spend, hear=self.hear, **changed) as dingtalk:
            yield dingtalk


@pytest.fixture
async def viewer(sandbox: SandboxHandle) -> str:
    return await union_id(sandbox, "manager01")


@pytest.mark.usefixtures("impatient")
async def test_every_attempt_is_told_of(sandbox: SandboxHandle, store: Store, viewer: str) -> None:
    meter = Meter()
    await sandbox.fault("qps", LIST, times=1)
    async with meter.over(sandbox, store) as dingtalk:
        await list_spaces(dingtalk, viewer)

    assert meter.announced == [LIST, LIST]
    assert meter.told == [(LIST, Throttled), (LIST, None)]


async def test_a_refusal_for_the_month_is_told(
    sandbox: SandboxHandle, store: Store, viewer: str
) -> None:
    meter = Meter()
    await sandbox.fault("count-limit", LIST)
    async with meter.over(sandbox, store) as dingtalk:
        with pytest.raises(AllowanceUsedUp):
            await list_spaces(dingtalk, viewer)

    assert meter.told == [(LIST, AllowanceUsedUp)]


async def test_what_was_sent_and_not_answered_may_have_counted(
    sandbox: SandboxHandle, store: Store, viewer: str
) -> None:
    meter = Meter()
    await sandbox.fault("timeout-after", CREATE)
    async with meter.over(sandbox, store, call_seconds=0.5) as dingtalk:
        with pytest.raises(OutcomeUnknown):
            await create_space(dingtalk, viewer)

    assert meter.told == [(CREATE, OutcomeUnknown)]


@pytest.mark.usefixtures("impatient")
async def test_what_reached_nobody_is_told_as_such(
    sandbox: SandboxHandle, store: Store, viewer: str, unused_tcp_port: int
) -> None:
    meter = Meter()
    async with meter.over(sandbox, store) as dingtalk:
        await list_spaces(dingtalk, viewer)
    nowhere = f"http://127.0.0.1:{unused_tcp_port}"
    async with meter.over(sandbox, store, api_base=nowhere) as dingtalk:
        with pytest.raises(Unreached):
            await create_space(dingtalk, viewer)

    assert meter.told == [(LIST, None), *[(CREATE, Unreached)] * 3]


async def test_of_what_never_was_announced_nothing_is_told(
    sandbox: SandboxHandle, store: Store, viewer: str
) -> None:
    meter = Meter()
    await sandbox.fault("respond", TOKEN, status=403, message=HTML)
    async with meter.over(sandbox, store) as dingtalk:
        with pytest.raises(Blocked):
            await list_spaces(dingtalk, viewer)

    assert (meter.announced, meter.told) == ([], [])


async def test_what_may_not_be_spent_is_not_told_either(
    sandbox: SandboxHandle, store: Store, viewer: str
) -> None:
    meter = Meter()

    def refuse(_: str) -> None:
        raise NoAllowance("share", 1, 2)

    async with calling(sandbox, store, spend=refuse, hear=meter.hear) as dingtalk:
        with pytest.raises(NoAllowance):
            await list_spaces(dingtalk, viewer)

    assert meter.told == []


async def test_an_answer_that_nobody_can_note_is_an_answer(
    sandbox: SandboxHandle, store: Store, viewer: str
) -> None:
    heard = asyncio.Event()

    async def lose(_api: str, _failure: PlatformError | None) -> None:
        heard.set()
        raise RedisError

    async with calling(sandbox, store, hear=lose) as dingtalk:
        answer = await list_spaces(dingtalk, viewer)

    assert heard.is_set()
    assert answer.body["spaces"]
