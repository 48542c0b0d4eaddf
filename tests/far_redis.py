"""A Redis far away: between a bot and its Redis, it delays, counts what goes to and fro, and cuts.

MONITOR shows each command alone, and those of a script beside it; what is waited for is a *trip*:
a command, a script or a whole pipeline, from its first byte to the first of its answer.
"""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import hiredis

CHUNK = 1 << 16

Asked = tuple[str, ...]
"""A command and its arguments."""


@dataclass(slots=True)
class Trip:
    """What one connection sent before it waited; ``at`` is the time it began (seconds)."""

    at: float
    asked: list[Asked] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The first command, and what its first key is of."""
        command, *arguments = self.asked[0]
        key = next((each for each in arguments if each.startswith("sk:")), "")
        kind = ":".join(key.split(":")[2:])
        return f"{command.upper()} {kind}".strip()


class FarRedis:
    """One server seen from afar; ``url`` is its address from there."""

    def __init__(self, upstream: str, *, seed: int = 1) -> None:
        """Stand before the server on the unix socket in the address ``upstream``."""
        place = urlsplit(upstream)
        self._socket, self._query = place.path, f"?{place.query}" if place.query else ""
        self.url = ""
        self.seconds = 0.0
        """How long a trip takes, there and back."""
        self.jitter = 0.0
        """By how much it takes longer, at most; drawn anew for each way."""
        self.trips: list[Trip] = []
        self._cut: Callable[[Asked], bool] | None = None
        self.was_cut = asyncio.Event()
        self._moved = asyncio.Event()
        self._random = random.Random(seed)  # noqa: S311 - nobody has to be kept from guessing it

    def cut(self, chosen: Callable[[Asked], bool]) -> None:
        """Let the next command that is ``chosen`` arrive, and cut its connection before the answer."""
        self.was_cut.clear()
        self._cut = chosen

    async def until(self, reached: Callable[[], bool]) -> None:
        """Wait until something is so that a trip brings about."""
        while not reached():
            self._moved.clear()
            await self._moved.wait()

    def begin(self) -> Trip:
        """Note that a trip begins."""
        self.trips.append(trip := Trip(time.time()))
        self._moved.set()
        return trip

    @contextmanager
    def at_distance(self, seconds: float, jitter: float = 0.0) -> Iterator[None]:
        """Let trips take so long while the body runs."""
        self.seconds, self.jitter = seconds, jitter
        try:
            yield
        finally:
            self.seconds = self.jitter = 0.0

    @asynccontextmanager
    async def open(self) -> AsyncIterator["FarRedis"]:
        """Listen on a free port until the body ends."""
        lines: list[asyncio.Task[None]] = []
        async with asyncio.TaskGroup() as group:
            server = await asyncio.start_server(
                lambda near, back: lines.append(group.create_task(self._serve(near, back))),
                "127.0.0.1",
                0,
            )
            host, port = server.sockets[0].getsockname()[:2]
            database = self._query.removeprefix("?db=")
            self.url = f"redis://{host}:{port}/{database}"
            try:
                yield self
            finally:
                server.close()
                for line in lines:
                    line.cancel()

    async def _serve(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        try:
            far, there = await asyncio.open_unix_connection(self._socket)
        except OSError:
            back.close()
            return
        line = _Line(self, back, there)
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(line.carry(near, there, line.asks))
                group.create_task(line.carry(far, back, line.answers))
        except* (OSError, _Gone):
            pass
        finally:
            for writer in (back, there):
                writer.close()

    def way(self) -> float:
        """How long one way takes."""
        return self.seconds / 2 + self._random.uniform(0, self.jitter / 2)

    def is_cut(self, asked: Asked) -> bool:
        """Whether this is the command whose connection breaks."""
        if self._cut is None or not self._cut(asked):
            return False
        self._cut = None
        return True


class _Gone(Exception):
    """One end has closed."""


class _Line:
    """One connection, both ways."""

    def __init__(
        self, far: FarRedis, back: asyncio.StreamWriter, there: asyncio.StreamWriter
    ) -> None:
        self._far = far
        self._parser = hiredis.Reader(encoding="utf-8", errors="replace")
        self._trip: Trip | None = None
        self._cut = False

    async def carry(
        self,
        source: asyncio.StreamReader,
        sink: asyncio.StreamWriter,
        seen: Callable[[bytes], None],
    ) -> None:
        """Hand on what comes, in its order, each part after its own time."""
        under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        async with asyncio.TaskGroup() as group:
            group.create_task(self._deliver(under_way, sink))
            loop, last = asyncio.get_running_loop(), 0.0
            while data := await source.read(CHUNK):
                seen(data)
                last = max(last, loop.time() + self._far.way())
                under_way.put_nowait((last, data))
            raise _Gone

    async def _deliver(
        self, under_way: asyncio.Queue[tuple[float, bytes]], sink: asyncio.StreamWriter
    ) -> None:
        loop = asyncio.get_running_loop()
        while True:
            at, data = await under_way.get()
            if (wait := at - loop.time()) > 0:
                await asyncio.sleep(wait)
            sink.write(data)
            with suppress(ConnectionError):
                await sink.drain()

    def asks(self, data: bytes) -> None:
        self._parser.feed(data)
        while (asked := self._parser.gets()) is not False:
            command = tuple(map(str, asked))
            if self._trip is None:
                self._trip = self._far.begin()
            self._trip.asked.append(command)
            self._cut = self._cut or self._far.is_cut(command)

    def answers(self, _data: bytes) -> None:
        self._trip = None
        if self._cut:
            self._far.was_cut.set()
            raise _Gone
