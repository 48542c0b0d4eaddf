"""The sandbox and the bot as processes, and what a measurement says and reads through the wire."""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx

Json = dict[str, Any]

PATIENCE = 60
"""Seconds after which a measurement that waits is given up, on a machine that is busy, too."""

QUIET_SECONDS = 0.7
"""Longer than a card's update waits behind the acknowledgement of a press."""

FAST = {"qps": 0, "monthlyCalls": 10**9, "monthlyStream": 10**9}
"""The sandbox without DingTalk's limits: they would be what is measured."""

QUICK = {
    "SPACEKEEPER_CALLS_PER_SECOND": "100000",
    "SPACEKEEPER_HOLD_SECONDS": "0.5",
    # A measurement takes more calls than a month has: the governor counts, and refuses nobody.
    "SPACEKEEPER_CALLS_USED": "0",
    "SPACEKEEPER_MONTHLY_CALLS": "1000000",
    "SPACEKEEPER_MONTHLY_MESSAGES": "1000000",
    "SPACEKEEPER_PERSON_CALLS_A_DAY": "0",
    "SPACEKEEPER_CONVERSATION_CALLS_A_DAY": "0",
}


@dataclass(frozen=True, slots=True)
class Sandbox:
    """The sandbox's control interface."""

    url: str
    client: httpx.AsyncClient
    pid: int

    async def get(self, path: str, **query: Any) -> Json:
        """Read something of ``/sandbox/``."""
        answer = await self.client.get(f"/sandbox/{path}", params=query)
        answer.raise_for_status()
        return dict(answer.json())

    async def post(self, path: str, body: Json, method: str = "POST") -> Json:
        """Do something of ``/sandbox/``."""
        answer = await self.client.request(method, f"/sandbox/{path}", json=body)
        answer.raise_for_status()
        return dict(answer.json())

    async def settings(self, **changed: Any) -> None:
        """Change settings, by their names on the wire."""
        await self.post("settings", changed, "PATCH")

    async def say(self, place: "Place", text: str) -> Json:
        """Say something; gives its line of the conversation."""
        body = {"conversationId": place.conversation, "userId": place.user, "text": text}
        said = await self.post("say", body)
        lines = await self.lines(place, said["seq"] - 1)
        return lines[0]

    async def lines(self, place: "Place", after: int, wait: int = 0) -> list[Json]:
        """Read a conversation after a line."""
        path = f"conversations/{quote(place.conversation, safe='')}/messages"
        return list((await self.get(path, after=after, wait=wait))["messages"])

    async def card(self, place: "Place", said: int) -> Json:
        """Wait for the finished card that comes after what was said in that line."""
        return await self._line(place, said, lambda _: True)

    async def face(self, place: "Place", line: Json) -> Json:
        """Wait for the next finished face of the card in a line."""
        before = line["card"]

        def follows(card: Json) -> bool:
            is_same: bool = card["outTrackId"] == before["outTrackId"]
            return is_same and int(card["version"]) > before["version"]

        return await self._line(place, line["seq"], follows)

    async def _line(self, place: "Place", after: int, wanted: Callable[[Json], bool]) -> Json:
        async with asyncio.timeout(PATIENCE):
            while True:
                for line in await self.lines(place, after, wait=5):
                    after = line["seq"]
                    if "card" in line and is_finished(line["card"]) and wanted(line["card"]):
                        return line

    async def settled(self) -> Json:
        """Wait until no more calls come; gives the counters."""
        counters: Json = {}
        while counters != (now := (await self.get("state"))["counters"]):
            counters = now
            await asyncio.sleep(QUIET_SECONDS)
        return counters

    async def pushes(self, after: int = 0) -> list[Json]:
        """Read what was pushed of messages, with their acknowledgements."""
        return [push for push in await self.log("pushes", after) if push["kind"] == "message"]

    async def log(self, name: str, after: int = 0) -> list[Json]:
        """Read all entries after one of ``calls`` or ``pushes``, which come by the thousand."""
        entries: list[Json] = []
        while more := (await self.get(name, after=after))[name]:
            entries += more
            after = more[-1]["seq"]
        return entries

    async def connected(self, process: Process) -> None:
        """Wait for the one connection of what answers here. Raises RuntimeError when it dies."""
        async with asyncio.timeout(PATIENCE):
            while not (await self.get("state"))["connections"]:
                if process.returncode is not None:
                    raise RuntimeError("the bot does not start; `python -m bot run` says why")
                await asyncio.sleep(0.005)


@dataclass(frozen=True, slots=True)
class Place:
    """Somebody in a conversation."""

    conversation: str
    user: str


def is_finished(card: Json) -> bool:
    """Whether a card is no longer being worked on."""
    return "…" not in card["params"]["msgContent"]


def places(state: Json) -> list[Place]:
    """Give everybody of the staff in every conversation they are in."""
    staff = [user["userId"] for user in state["users"] if user["staffId"]]
    return [
        Place(conversation["conversationId"], user)
        for conversation in state["conversations"]
        for user in conversation["members"]
        if user in staff
    ]


@asynccontextmanager
async def running_sandbox() -> AsyncIterator[Sandbox]:
    """Run a sandbox on a free port."""
    async with _process("sandbox", "--port", "0", output=PIPE) as process:
        url = (await _first_line(process)).rpartition(" ")[2]
        async with httpx.AsyncClient(base_url=url, timeout=PATIENCE) as client:
            sandbox = Sandbox(url, client, process.pid)
            await sandbox.settings(**FAST)
            yield sandbox


@asynccontextmanager
async def running_bot(sandbox: Sandbox, data: Path, **changed: str) -> AsyncIterator[Process]:
    """Run a bot with an embedded Valkey, connected; ``changed`` are settings, as in the
    environment.
    """
    state = await sandbox.get("state")
    environment = QUICK | {
        "SPACEKEEPER_CLIENT_ID": state["clientId"],
        "SPACEKEEPER_CLIENT_SECRET": state["clientSecret"],
        "SPACEKEEPER_API_BASE": sandbox.url,
        "SPACEKEEPER_DATA_DIR": str(data),
        "SPACEKEEPER_HEALTH_PORT": "0",
        **changed,
    }
    async with _process("bot", "run", environment=environment) as process:
        await sandbox.connected(process)
        yield process


@asynccontextmanager
async def running_peer(sandbox: Sandbox, kind: str, union_id: str) -> AsyncIterator[Process]:
    """Run a peer, ``blocking`` or ``async``, connected, which lists spaces as that person."""
    state = await sandbox.get("state")
    arguments = (kind, state["clientId"], state["clientSecret"], union_id)
    environment = {"DINGTALK_OPENAPI_ENDPOINT": sandbox.url}
    async with _process("bench.peers", *arguments, environment=environment) as process:
        await sandbox.connected(process)
        yield process


@dataclass(frozen=True, slots=True)
class Line:
    """A line to an embedded Valkey whose length can be set."""

    url: str
    process: Process

    async def set(self, millis: float) -> None:
        """Let a round trip take so long."""
        assert self.process.stdin is not None  # noqa: S101 - it was asked for
        self.process.stdin.write(f"{millis}\n".encode())
        await self.process.stdin.drain()


@asynccontextmanager
async def running_line(data: Path) -> AsyncIterator[Line]:
    """Run a Valkey in that folder, and a line to it; both are processes of their own."""
    async with _process("bot", "storage", "--data", str(data), output=PIPE) as valkey:
        url = await _first_line(valkey)
        async with _process("bench.distance", url, output=PIPE, said=PIPE) as process:
            yield Line(await _first_line(process), process)


async def _first_line(process: Process) -> str:
    assert process.stdout is not None  # noqa: S101 - it was asked for
    return (await process.stdout.readline()).decode().strip()


@asynccontextmanager
async def _process(
    *arguments: str,
    output: int = DEVNULL,
    said: int = DEVNULL,
    environment: Mapping[str, str] | None = None,
) -> AsyncIterator[Process]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", *arguments),
        stdin=said,
        stdout=output,
        stderr=DEVNULL,
        env={"PATH": os.defpath, **(environment or {})},
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()
