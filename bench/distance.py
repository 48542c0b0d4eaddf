"""A line to Redis that is as long as is asked for.

In tests `async with distant(url, millis=5, jitter=2) as line`, and `line.url` is what a bot is
given. A measurement wants tenths of milliseconds, which a busy loop and epoll do not keep, so it
lets the line run as a process of its own: `python -m bench.distance URL` prints its address, and
each line of its input is the milliseconds of a round trip from then on.
"""

import asyncio
import random
import selectors
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

CHUNK = 1 << 16


class Distance:
    """Carries bytes to and fro, each way in half of a round trip, and in the order of their coming.

    ``millis`` is the time of a round trip, ``jitter`` how much longer it takes at most; both may be
    changed while it carries.
    """

    def __init__(self, target: str, *, millis: float = 0, jitter: float = 0) -> None:
        """Lead to ``target``, a redis:// or unix:// address."""
        self.millis = millis
        self.jitter = jitter
        self.url = ""
        self._target = urlsplit(target)
        self._random = random.Random(1)  # noqa: S311 - the same seed, the same jitter
        self._ends: set[asyncio.StreamWriter] = set()
        self._lost = b""

    def lose_answer_to(self, part: bytes) -> None:
        """Cut the connection of the next request that contains this, once Redis has done it."""
        self._lost = part

    def cut(self) -> None:
        """Break every connection that is open now, with all that is on its way."""
        for end in self._ends:
            end.transport.abort()

    async def serve(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        """Carry one connection until either end closes it."""
        far, forth = await self._open()
        self._ends |= {back, forth}
        cut = asyncio.Event()

        def asked(read: bytes) -> bool:
            if self._lost and self._lost in read:
                self._lost = b""
                cut.set()
            return True

        try:
            async with asyncio.TaskGroup() as ways:
                ways.create_task(self._carry(near, forth, asked))
                ways.create_task(self._carry(far, back, lambda _: not cut.is_set()))
        finally:
            self._ends -= {back, forth}

    async def _open(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._target.scheme == "unix":
            return await asyncio.open_unix_connection(self._target.path)
        return await asyncio.open_connection(self._target.hostname, self._target.port)

    async def _carry(
        self,
        source: asyncio.StreamReader,
        goal: asyncio.StreamWriter,
        passes: Callable[[bytes], bool],
    ) -> None:
        """Carry what is read until its end, or until something may not pass."""
        arriving: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        async with asyncio.TaskGroup() as ends:
            ends.create_task(_deliver(arriving, goal))
            with suppress(ConnectionError):
                while (read := await source.read(CHUNK)) and passes(read):
                    arriving.put_nowait((self._due(), read))
            arriving.put_nowait((0, b""))

    def _due(self) -> float:
        more = self._random.uniform(0, self.jitter)
        return asyncio.get_running_loop().time() + (self.millis + more) / 2000


async def _deliver(
    arriving: asyncio.Queue[tuple[float, bytes]], goal: asyncio.StreamWriter
) -> None:
    loop = asyncio.get_running_loop()
    due, read = await arriving.get()
    while read and not goal.is_closing():
        await asyncio.sleep(due - loop.time())
        goal.write(read)
        due, read = await arriving.get()
    goal.close()


@asynccontextmanager
async def distant(target: str, *, millis: float = 0, jitter: float = 0) -> AsyncIterator[Distance]:
    """Lay a line to ``target``; its ``url`` is a redis:// address on loopback."""
    distance = Distance(target, millis=millis, jitter=jitter)
    server = await asyncio.start_server(distance.serve, "127.0.0.1", 0)
    distance.url = f"redis://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield distance
    finally:
        server.close()
        distance.cut()


async def _main(target: str) -> None:
    loop = asyncio.get_running_loop()
    said = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(said), sys.stdin)
    async with distant(target) as distance:
        print(distance.url, flush=True)
        while line := await said.readline():
            distance.millis = float(line)


if __name__ == "__main__":
    # select(2) waits for microseconds where epoll waits for milliseconds.
    precise = asyncio.SelectorEventLoop(selectors.SelectSelector())
    precise.run_until_complete(_main(sys.argv[1]))
