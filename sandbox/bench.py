"""What the sandbox itself can do: `python -m sandbox.bench`.

It must not be what limits a measurement. A sandbox in a process of its own, its limits off, is
driven from this one. Beside each rate stands the processor time that a call cost the sandbox,
which says the same on a busy machine.
"""

import asyncio
import json
import os
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import typer
from websockets.asyncio.client import ClientConnection, connect

from sandbox.spaces import page_token

HOST = "127.0.0.1"
LINES = 8
"""Connections that call at the same time."""
CALLS = 4_000
PAGE = 50
FEW, MANY = 1_000, 100_000
"""Spaces, between which the cost of a call must not differ."""
FILES = 1_000_000
"""In one space, seeded within 60 s and 2 GB."""
MESSAGES = "/v1.0/im/bot/messages/get"
NO_LIMITS = {"qps": 0, "monthlyCalls": 10**12, "monthlyStream": 10**12}
_TICKS = os.sysconf("SC_CLK_TCK")

Json = dict[str, Any]


class Line:
    """A keep-alive connection, which waits for each answer before it asks again."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def ask(self, request: bytes) -> bytes:
        """Send a whole request; gives the body of the answer. Raises RuntimeError unless 200."""
        self._writer.write(request)
        head = await self._reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(head.partition(b"\r\n")[0].decode())
        length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
        return await self._reader.readexactly(int(length))

    async def json(self, method: str, path: str, body: Json | None = None) -> Json:
        """One call, its answer parsed."""
        value: Json = json.loads(await self.ask(written(method, path, body)))
        return value


@dataclass(frozen=True, slots=True)
class Measured:
    """How long `calls` calls took, in seconds: by the clock, and of the sandbox's processor."""

    calls: int
    clock: float
    processor: float

    def row(self, what: str, wanted: int) -> str:
        """A line of the report; `wanted` is the rate a second that is asked for."""
        rate, cost = self.calls / self.clock, 1000 * self.processor / self.calls
        return f"{what:<40}{rate:>9,.0f}{wanted:>9,}{cost:>12.2f}"


class Rig:
    """A running sandbox, lines to it, and what every request needs to know."""

    def __init__(self, process: Process, lines: list[Line], calls: int) -> None:
        self._process = process
        self._lines = lines
        self._calls = calls
        self._token = ""
        self._state: Json = {}

    async def seed(self, spaces: int) -> str:
        """Make that many spaces, without limits; says how long it took."""
        clock, processor = time.perf_counter(), _processor(self._process.pid)
        self._state = await self._lines[0].json("POST", "/sandbox/reset", {"spaces": spaces})
        took, cost = time.perf_counter() - clock, _processor(self._process.pid) - processor
        await self._ready()
        return (
            f"{spaces:,} spaces, seeded in {took:.1f} s ({cost:.1f} s of processor; wanted: 20 s)"
        )

    async def _ready(self) -> None:
        await self._lines[0].json("PATCH", "/sandbox/settings", NO_LIMITS)
        app = {"appKey": self._state["clientId"], "appSecret": self._state["clientSecret"]}
        got = await self._lines[0].json("POST", "/v1.0/oauth2/accessToken", app)
        self._token = got["accessToken"]

    async def fill(self, files: int) -> str:
        """Make one space with that many files, and list its first page; says what it took."""
        clock = time.perf_counter()
        seeds = {"spaces": 1, "files": files}
        self._state = await self._lines[0].json("POST", "/sandbox/reset", seeds)
        await self._ready()
        await self._lines[0].ask(self._folder("0"))
        took, memory = time.perf_counter() - clock, _memory(self._process.pid)
        return (
            f"{files:,} files, seeded in {took:.1f} s (wanted: 60 s), "
            f"{memory:,.0f} MB (wanted: 2,048)"
        )

    async def files(self, order: str = "MODIFIED_TIME") -> Measured:
        """Pages of the folder in which nearly all files are, from its whole length."""
        folder, pages = await self._deepest(), [""]
        for _ in range(20):
            page = json.loads(await self._lines[0].ask(self._folder(folder, order, pages[-1])))
            pages += [page["nextToken"]] if "nextToken" in page else []
        return await self._measure(self._folder(folder, order, page) for page in pages)

    async def pages(self) -> Measured:
        """Pages of the space list, from its whole length."""
        count = len(self._state["spaces"])
        places = range(0, count, max(count // 50, PAGE))
        asked = {"spaceType": "org", "maxResults": PAGE, **self._user()}
        queries = [urlencode(asked | {"nextToken": page_token(place)}) for place in places]
        return await self._measure(self._get(f"/v1.0/drive/spaces?{each}") for each in queries)

    async def singles(self) -> Measured:
        """Spaces asked for one by one, from the whole list."""
        spaces, query = self._state["spaces"], urlencode(self._user())
        ids = [space["spaceId"] for space in spaces[:: max(len(spaces) // 50, 1)]]
        return await self._measure(self._get(f"/v1.0/drive/spaces/{each}?{query}") for each in ids)

    async def pushes(self) -> Measured:
        """Messages said, pushed to one connection, and acknowledged."""
        conversation = self._state["conversations"][0]
        said = {
            "conversationId": conversation["conversationId"],
            "userId": conversation["members"][0],
            "text": "help",
        }
        async with connect(await self._address(), ping_interval=None) as socket:
            async with asyncio.TaskGroup() as group:
                group.create_task(_acknowledge(socket, self._calls))
                measured = group.create_task(self._measure([written("POST", "/sandbox/say", said)]))
            return measured.result()

    async def _measure(self, requests: Iterable[bytes]) -> Measured:
        waiting = islice(cycle(requests), self._calls)

        async def work(line: Line) -> None:
            for request in waiting:
                await line.ask(request)

        clock, processor = time.perf_counter(), _processor(self._process.pid)
        await asyncio.gather(*(work(line) for line in self._lines))
        spent = _processor(self._process.pid) - processor
        return Measured(self._calls, time.perf_counter() - clock, spent)

    async def _address(self) -> str:
        """A ticket's address for one websocket."""
        body = {
            "clientId": self._state["clientId"],
            "clientSecret": self._state["clientSecret"],
            "subscriptions": [{"type": "CALLBACK", "topic": MESSAGES}],
        }
        got = await self._lines[0].json("POST", "/v1.0/gateway/connections/open", body)
        return f"{got['endpoint']}?ticket={quote(got['ticket'])}"

    async def _deepest(self) -> str:
        """The folder at the end of the row of folders that files are seeded in."""
        folder = "0"
        while True:
            page = json.loads(await self._lines[0].ask(self._folder(folder)))
            inner = [row["id"] for row in page["dentries"] if row["type"] == "FOLDER"]
            if not inner:
                return folder
            folder = inner[0]

    def _folder(self, folder: str, order: str = "MODIFIED_TIME", token: str = "") -> bytes:
        asked = {"parentId": folder, "orderBy": order, "maxResults": PAGE, **self._user()}
        asked |= {"nextToken": token} if token else {}
        space = self._state["spaces"][0]["spaceId"]
        return self._get(f"/v1.0/storage/spaces/{space}/dentries?{urlencode(asked)}")

    def _user(self) -> Json:
        return {"unionId": self._state["users"][0]["unionId"]}

    def _get(self, path: str) -> bytes:
        return written("GET", path, token=self._token)


def written(method: str, path: str, body: Json | None = None, token: str = "") -> bytes:
    """A whole HTTP request."""
    content = b"" if body is None else json.dumps(body).encode()
    head = (
        f"{method} {path} HTTP/1.1\r\nHost: {HOST}\r\nContent-Type: application/json\r\n"
        f"Accept: application/json\r\nContent-Length: {len(content)}\r\n"
        f"x-acs-dingtalk-access-token: {token}\r\n\r\n"
    )
    return head.encode() + content


@asynccontextmanager
async def rig(calls: int = CALLS) -> AsyncIterator[Rig]:
    """A sandbox in a process of its own; each measurement makes `calls` calls."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "sandbox", "--port", "0", stdout=PIPE
    )
    try:
        port = await _port(process)
        async with AsyncExitStack() as stack:
            lines = [await stack.enter_async_context(_line(port)) for _ in range(LINES)]
            yield Rig(process, lines, calls)
    finally:
        process.kill()
        await process.wait()


@asynccontextmanager
async def _line(port: int) -> AsyncIterator[Line]:
    # A list of 100,000 spaces is one answer of 30 MB.
    reader, writer = await asyncio.open_connection(HOST, port, limit=1 << 20)
    try:
        yield Line(reader, writer)
    finally:
        writer.close()


async def _port(process: Process) -> int:
    if process.stdout is None:
        raise RuntimeError("the sandbox has no output")
    return int((await process.stdout.readline()).rpartition(b":")[2])


async def _acknowledge(socket: ClientConnection, count: int) -> None:
    for _ in range(count):
        frame = json.loads(await socket.recv())
        headers = {"messageId": frame["headers"]["messageId"]}
        await socket.send(json.dumps({"code": 200, "headers": headers, "data": "{}"}))


def _processor(pid: int) -> float:
    """Seconds of processor time this process has had (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _memory(pid: int) -> float:
    """Megabytes this process held at most (Linux)."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


async def report() -> None:
    """Measure and print."""
    async with rig() as sandbox:
        typer.echo(f"{'':<40}{'a second':>9}{'wanted':>9}{'cpu ms each':>12}")
        for spaces in (FEW, MANY):
            typer.echo(await sandbox.seed(spaces))
            typer.echo((await sandbox.pages()).row(f"  list pages of {PAGE}", 1_000))
            typer.echo((await sandbox.singles()).row("  single spaces", 2_000))
        for files in (FEW, FILES):
            typer.echo(await sandbox.fill(files))
            for order in ("MODIFIED_TIME", "NAME"):
                row = (await sandbox.files(order)).row(f"  pages of {PAGE} files by {order}", 500)
                typer.echo(row)
        typer.echo((await sandbox.pushes()).row("  messages said, pushed and acknowledged", 1_000))


if __name__ == "__main__":
    asyncio.run(report())
