"""Telling people that storage does not answer."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

import pytest
from structlog.testing import capture_logs

from bot.app import TEMPLATES
from bot.cards import Cards
from bot.dingtalk.messages import RobotCalls
from bot.inbox import Outage
from bot.messages import Message, Webhook
from bot.settings import Settings
from bot.storage import open_store
from tests.dingtalk import calling
from tests.parts import Clock, message
from tests.sandbox.clients import connected
from tests.sandbox_server import Json, SandboxHandle

NOWHERE = "unix:///nowhere/at/all.sock"
HOURS = 3600 * 1000


@dataclass
class Trouble:
    """An outage of the store, in a bot that hears of messages it cannot keep."""

    outage: Outage
    clock: Clock
    sandbox: SandboxHandle
    heard: dict[str, Message]

    async def says(self, conversation: str, text: str = "空间列表") -> Message:
        """Say something that the bot cannot keep."""
        async with connected(self.sandbox) as stream:
            await self.sandbox.say(conversation, "manager01", text)
            data = (await stream.answered())["data"]
        hook = Webhook(data["sessionWebhook"], data["sessionWebhookExpiredTime"])
        said = message(text, webhook=hook)
        said = replace(said, conversation=replace(said.conversation, id=conversation))
        self.outage.trouble(said)
        return said

    async def told(self, conversation: str, after: int = 0) -> Json:
        """Wait for the next thing the bot says."""
        while True:
            for entry in await self.sandbox.messages(conversation, after=after, wait=20):
                if entry["from"] == "bot":
                    return entry
                after = entry["seq"]

    async def everything(self, conversation: str) -> list[str]:
        entries = await self.sandbox.messages(conversation)
        return [entry["text"] for entry in entries if entry["from"] == "bot"]


@asynccontextmanager
async def without_redis(sandbox: SandboxHandle) -> AsyncIterator[Trouble]:
    clock = Clock(1_000_000)
    state = await sandbox.state()
    settings = Settings.model_validate({"client_id": "a", "client_secret": "b"})
    async with open_store(NOWHERE, "app") as store, calling(sandbox, store) as dingtalk:
        robot = RobotCalls(dingtalk, robot_code=state["robotCode"], api_base=sandbox.url)
        outage = Outage(Cards(TEMPLATES), robot, settings, clock)
        running = asyncio.get_running_loop().create_task(outage.run())
        try:
            yield Trouble(outage, clock, sandbox, {})
        finally:
            assert not running.done()
            running.cancel()
            await asyncio.wait({running})


@pytest.fixture
async def trouble(sandbox: SandboxHandle) -> AsyncIterator[Trouble]:
    async with without_redis(sandbox) as begun:
        yield begun


async def test_people_are_told_once_it_lasts(trouble: Trouble) -> None:
    """By the webhook of their own message, and without Redis: it is what is missing."""
    group = await trouble.sandbox.group()
    await trouble.says(group)
    trouble.clock.at += 29_999
    await trouble.says(group)
    trouble.clock.at += 1
    await trouble.says(group)

    told = await trouble.told(group)

    assert told["via"] == "webhook"
    assert len(await trouble.everything(group)) == 1


async def test_each_conversation_is_told_once(trouble: Trouble) -> None:
    first, second = await trouble.sandbox.group(0), await trouble.sandbox.group(1)
    await trouble.says(first)
    trouble.clock.at += HOURS
    for conversation in (first, first, second):
        await trouble.says(conversation, "spaces")
    await trouble.told(second)

    assert len(await trouble.everything(first)) == 1
    assert await trouble.everything(first) == await trouble.everything(second)


async def test_another_outage_is_told_again(trouble: Trouble) -> None:
    group = await trouble.sandbox.group()
    for _ in range(2):
        await trouble.says(group)
        trouble.clock.at += 30_000
        await trouble.says(group)
        seen = await trouble.told(
            group, after=(await trouble.sandbox.messages(group))[-1]["seq"] - 1
        )
        trouble.outage.over()
        assert seen["via"] == "webhook"

    assert len(await trouble.everything(group)) == 2


async def test_a_short_outage_is_not_told(trouble: Trouble) -> None:
    group = await trouble.sandbox.group()
    await trouble.says(group)
    trouble.outage.over()
    trouble.clock.at += HOURS
    await trouble.says(group)
    trouble.clock.at += 30_000
    await trouble.says(group)
    await trouble.told(group)

    assert len(await trouble.everything(group)) == 1


@pytest.mark.parametrize(
    "webhook",
    [None, Webhook("https://elsewhere.example/hook", 10**15), Webhook("\x00", 10**15)],
)
async def test_whoever_cannot_be_told_does_not_end_it(
    trouble: Trouble, webhook: Webhook | None
) -> None:
    group = await trouble.sandbox.group()
    with capture_logs():
        trouble.outage.trouble(message(webhook=webhook))
        trouble.clock.at += HOURS
        trouble.outage.trouble(message(webhook=webhook))
        await trouble.says(group)

        await trouble.told(group)


async def test_an_unexpected_failure_does_not_end_it(trouble: Trouble) -> None:
    """The bot's tasks share one fate, so none may end by itself."""
    group = await trouble.sandbox.group()
    with capture_logs() as logs:
        broken = replace(message(), webhook=Webhook(None, 10**15))  # type: ignore[arg-type]  # a bug
        trouble.outage.trouble(broken)
        trouble.clock.at += HOURS
        trouble.outage.trouble(broken)
        await trouble.says(group)
        await trouble.told(group)

    assert "outage_not_told" in {each["event"] for each in logs}
