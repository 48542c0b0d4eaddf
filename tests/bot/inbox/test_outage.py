"""Telling people that storage does not answer."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

import pytest
from structlog.testing import capture_logs

from bot.app import TEMPLATES, now
from bot.cards import Cards
from bot.dingtalk.messages import RobotCalls
from bot.inbox import Outage
from bot.messages import Message, Webhook
from bot.storage import open_store
from tests.dingtalk import calling
from tests.parts import Given, message
from tests.sandbox.clients import connected
from tests.sandbox_server import Json, SandboxHandle

NOWHERE = "unix:///nowhere/at/all.sock"
SECONDS = 0.2
"""An outage that lasts so long is told."""


@dataclass
class Trouble:
    """An outage of the store, in a bot that hears of messages it cannot keep."""

    outage: Outage
    sandbox: SandboxHandle

    async def says(self, conversation: str, text: str = "空间列表") -> None:
        """Say something that the bot cannot keep."""
        async with connected(self.sandbox) as stream:
            await self.sandbox.say(conversation, "manager01", text)
            data = (await stream.answered())["data"]
        hook = Webhook(data["sessionWebhook"], data["sessionWebhookExpiredTime"])
        said = message(text, webhook=hook)
        self.outage.trouble(replace(said, conversation=replace(said.conversation, id=conversation)))

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
    state = await sandbox.state()
    settings = Given.model_validate(
        {"client_id": "a", "client_secret": "b", "outage_seconds": SECONDS}
    )
    async with open_store(NOWHERE, "app") as store, calling(sandbox, store) as dingtalk:
        robot = RobotCalls(dingtalk, robot_code=state["robotCode"], api_base=sandbox.url)
        outage = Outage(Cards(TEMPLATES), robot, settings, now)
        running = asyncio.get_running_loop().create_task(outage.run())
        try:
            yield Trouble(outage, sandbox)
        finally:
            assert not running.done()
            running.cancel()
            await asyncio.wait({running})


@pytest.fixture
async def trouble(sandbox: SandboxHandle) -> AsyncIterator[Trouble]:
    async with without_redis(sandbox) as begun:
        yield begun


async def test_people_are_told_by_the_webhook_of_their_own_message(trouble: Trouble) -> None:
    """And without Redis, which is what is missing."""
    group = await trouble.sandbox.group()
    await trouble.says(group)

    told = await trouble.told(group)

    assert told["via"] == "webhook"


async def test_each_conversation_is_told_once(trouble: Trouble) -> None:
    first, second = await trouble.sandbox.group(0), await trouble.sandbox.group(1)
    for conversation in (first, first, second):
        await trouble.says(conversation)
    await trouble.told(second)

    assert len(await trouble.everything(first)) == 1
    assert await trouble.everything(first) == await trouble.everything(second)


async def test_another_outage_is_told_again(trouble: Trouble) -> None:
    group = await trouble.sandbox.group()
    await trouble.says(group)
    first = await trouble.told(group)
    trouble.outage.over()
    await trouble.says(group)
    await trouble.told(group, after=first["seq"])

    assert len(await trouble.everything(group)) == 2


async def test_an_outage_that_ended_before_is_not_told(trouble: Trouble) -> None:
    short, long = await trouble.sandbox.group(0), await trouble.sandbox.group(1)
    await trouble.says(short)
    trouble.outage.over()
    await trouble.says(long)
    await trouble.told(long)

    assert await trouble.everything(short) == []


@pytest.mark.parametrize(
    "webhook", [None, Webhook("https://elsewhere.example/hook", 10**15), Webhook("\x00", 10**15)]
)
async def test_whoever_cannot_be_told_does_not_end_it(
    trouble: Trouble, webhook: Webhook | None
) -> None:
    group = await trouble.sandbox.group()
    with capture_logs():
        trouble.outage.trouble(message(webhook=webhook))
        await trouble.says(group)

        await trouble.told(group)


async def test_an_unexpected_failure_does_not_end_it(trouble: Trouble) -> None:
    """The bot's tasks share one fate, so none may end by itself."""
    group = await trouble.sandbox.group()
    with capture_logs() as logs:
        broken: Message = message(webhook=Webhook(None, 10**15))  # type: ignore[arg-type]  # a bug
        trouble.outage.trouble(broken)
        await trouble.says(group)
        await trouble.told(group)

    assert "outage_not_told" in {each["event"] for each in logs}
