"""Bots made with DingTalk's own stream libraries, each a process of its own, and a talk with one."""

import asyncio
import contextlib
import os
import sys
from asyncio.subprocess import DEVNULL
from collections.abc import AsyncIterator, Callable, Mapping
from pathlib import Path

from tests.sandbox_server import Json, SandboxHandle, running_sandbox

BOTS = Path(__file__).with_name("bots")
COMMANDS: Mapping[str, tuple[str, ...]] = {
    "Python": (sys.executable, str(BOTS / "echo.py")),
    "Node": ("node", "--import", str(BOTS / "redirect.mjs"), str(BOTS / "echo.mjs")),
}

CALLED: Mapping[str, frozenset[str]] = {
    "Python": frozenset(
        {
            "POST /robot/sendBySession",
            "POST /v1.0/card/instances",
            "POST /v1.0/card/instances/deliver",
            "POST /v1.0/gateway/connections/open",
            "POST /v1.0/oauth2/accessToken",
            "PUT /v1.0/card/instances",
            "PUT /v1.0/card/streaming",
        }
    ),
    "Node": frozenset(
        {
            "GET /gettoken",
            "POST /robot/sendBySession",
            "POST /v1.0/card/instances/createAndDeliver",
            "POST /v1.0/gateway/connections/open",
        }
    ),
}
"""The APIs each of them calls in `talk`."""


@contextlib.asynccontextmanager
async def stranger(language: str, sandbox: SandboxHandle) -> AsyncIterator[None]:
    """Run the bot of this language, connected to the sandbox."""
    state = await sandbox.state()
    command = (*COMMANDS[language], state["clientId"], state["clientSecret"])
    async with connected_process(command, sandbox):
        yield


@contextlib.asynccontextmanager
async def connected_process(
    command: tuple[str, ...], sandbox: SandboxHandle, folder: Path | None = None
) -> AsyncIterator[None]:
    """Run a bot's command line in `folder` (by default this process's) until the end of the block."""
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=folder,
        env={**os.environ, "DINGTALK_OPENAPI_ENDPOINT": sandbox.url},  # noqa: TID251 - handed on
        stdin=DEVNULL,
        stdout=DEVNULL,
        stderr=DEVNULL,
    )
    try:
        await connection(sandbox)
        yield
    finally:
        process.kill()
        await process.wait()


async def connection(sandbox: SandboxHandle, other_than: str = "") -> str:
    """Wait for an open connection beside the one with the id `other_than`; gives its id."""
    async for name, state in sandbox.events(after=0):
        if name == "state":
            open_now = [each["id"] for each in state["connections"] if each["state"] == "open"]
            for connection_id in open_now:
                if connection_id != other_than:
                    return str(connection_id)
    raise AssertionError(other_than)


async def line(sandbox: SandboxHandle, conversation: str, is_it: Callable[[Json], bool]) -> Json:
    """Wait for the line that `is_it`."""
    after = 0
    while True:
        for found in await sandbox.messages(conversation, after, wait=30):
            if is_it(found):
                return found
            after = found["seq"]


async def hear(sandbox: SandboxHandle, text: str) -> None:
    """Say `text` in the group; the bot acknowledges it and echoes it through the webhook."""
    group = await sandbox.group()
    said = await sandbox.say(group, "staff01", text)
    assert said["pushed"]
    await line(sandbox, group, lambda found: found["text"] == f"echo: {text}")
    assert (await sandbox.acked(said["msgId"]))["code"] == 200


async def press(sandbox: SandboxHandle) -> None:
    """Ask for a card and press its button; the acknowledgement changes its title."""
    group = await sandbox.group()
    await sandbox.say(group, "staff01", "card")
    shown = await line(sandbox, group, lambda found: _shows(found, "Title", "whole"))
    card = shown["card"]["outTrackId"]
    clicked = await sandbox.click(card, "staff01", shown["card"]["buttons"][0]["id"])
    assert clicked["code"] == 200
    await line(sandbox, group, lambda found: _shows(found, "pressed go by staff01", "whole"))


async def take_an_event(sandbox: SandboxHandle) -> None:
    """Somebody joins; the bot acknowledges the event."""
    await sandbox.client.post("/sandbox/users", json={"name": "New"})
    event = next(push for push in await sandbox.pushes() if push["kind"] == "event")
    assert (await sandbox.acked(event["eventId"]))["code"] == 200


async def roll(sandbox: SandboxHandle) -> None:
    """End its connection as DingTalk does; it comes back by another one."""
    before = await connection(sandbox)
    await sandbox.stream_fault("disconnect", times=1, delayMillis=50)
    await connection(sandbox, other_than=before)


async def talk(language: str) -> set[str]:
    """Everything above with the bot of `language`; gives the APIs it called without a refusal."""
    async with running_sandbox() as sandbox, stranger(language, sandbox):
        await hear(sandbox, "hello")
        await press(sandbox)
        await take_an_event(sandbox)
        await roll(sandbox)
        await hear(sandbox, "again")
        calls = await sandbox.calls()
        assert [call for call in calls if call["code"] or call["status"] != 200] == []
        return {f"{call['method']} {call['template']}" for call in calls}


def _shows(found: Json, title: str, text: str) -> bool:
    card = found.get("card", {})
    return (card.get("title"), card.get("markdown")) == (title, text)
