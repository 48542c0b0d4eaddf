"""The demo as `make demo` runs it: the real storage, sandbox and bot, by the terminal and by the page's calls."""

import asyncio
import signal
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from tests.setup.ports import free_port

ROOT = Path(__file__).parents[2]
STARTING_SECONDS = 120
ADMIN = "manager01"


class Page:
    """What the sandbox's page does for the person in front of it."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http

    async def own_chat(self) -> str:
        """Find the admin's single chat with the bot."""
        state = await self._get("/sandbox/state")
        [chat] = [one for one in state["conversations"] if one.get("userId") == ADMIN]
        found: str = chat["conversationId"]
        return found

    async def answer_to(self, text: str) -> Any:
        """Say something in that chat, and wait for the bot's next message."""
        chat = await self.own_chat()
        said = await self._post(
            "/sandbox/say", {"conversationId": chat, "userId": ADMIN, "text": text}
        )
        assert said["pushed"]
        seen = said["seq"]
        path = f"/sandbox/conversations/{quote(chat, safe='')}/messages"
        while True:
            log = await self._get(path, after=seen, wait=30)
            answers = [one for one in log["messages"] if one["from"] == "bot"]
            if answers:
                return answers[-1]
            seen = log["next"]

    async def kill_bot(self) -> None:
        await self._post("/sandbox/bot", {"action": "kill"})

    @asynccontextmanager
    async def another_connection(self) -> AsyncIterator[None]:
        """Do something, then wait for a connection that was not there before."""
        before = await self._open_connections()
        async with self._http.stream("GET", "/sandbox/events") as events:
            yield
            async for line in events.aiter_lines():
                if line.startswith("event: state") and await self._open_connections() - before:
                    return

    async def _open_connections(self) -> set[str]:
        state = await self._get("/sandbox/state")
        return {one["id"] for one in state["connections"] if one["state"] == "open"}

    async def _get(self, path: str, **query: int) -> Any:
        return (await self._http.get(path, params=query)).raise_for_status().json()

    async def _post(self, path: str, body: dict[str, str]) -> Any:
        return (await self._http.post(path, json=body)).raise_for_status().json()


@asynccontextmanager
async def demo(port: int, data: Path) -> AsyncIterator[Process]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "sandbox.demo", "--port", str(port), "--data", str(data)),
        cwd=ROOT,
        stdout=PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()


async def line_of(process: Process) -> str:
    assert process.stdout is not None
    return (await process.stdout.readline()).decode().strip()


def listens(family: socket.AddressFamily, address: Any) -> bool:
    with socket.socket(family) as probe:
        return probe.connect_ex(address) == 0


@pytest.mark.slow
@pytest.mark.timeout(STARTING_SECONDS)
async def test_a_newcomer_chats_kills_the_bot_and_leaves_nothing_behind(tmp_path: Path) -> None:
    """Slow, because three programs start, one of them twice."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    async with (
        demo(port, tmp_path) as terminal,
        httpx.AsyncClient(base_url=address, trust_env=False, timeout=60) as http,
    ):
        page = Page(http)
        assert address in await line_of(terminal)
        assert (await page.answer_to("help"))["kind"] == "card"

        async with page.another_connection():
            await page.kill_bot()
            assert "The bot ended (SIGKILL)" in await line_of(terminal)
        assert (await page.answer_to("spaces"))["kind"] == "card"

        redis = (tmp_path / "storage.log").read_text().split()[0].removeprefix("unix://")
        assert listens(socket.AF_UNIX, redis)
        terminal.send_signal(signal.SIGINT)
        async with asyncio.timeout(5):
            assert await terminal.wait() == 0

    assert not listens(socket.AF_INET, ("127.0.0.1", port))
    assert not listens(socket.AF_UNIX, redis)
