"""A line to Redis that is as long as is asked for.

A measurement wants tenths of milliseconds, which a busy loop and epoll do not keep, so the line is
a process of its own: `python -m bench.distance URL` prints its address, and each line of its input
is the milliseconds of a round trip from then on. In tests `tests/far_redis.py` counts and cuts too.
"""

import asyncio
import selectors
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import urlsplit

CHUNK = 1 << 16


class Distance:
    """Carries bytes to and fro, each way in half of a round trip, and in the order of their coming.

    ``millis`` is the time of a round trip, which may be changed while it carries.
    """

    def __init__(self, target: str, millis: float = 0) -> None:
        """Lead to ``target``, a redis:// or unix:// address."""
        self.millis = millis
        self.url = ""
        self._target = urlsplit(target)

    async def serve(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        """Carry one connection until either end closes it."""
        try:
            far, forth = await self._open()
        except OSError:
            back.close()
            return
        try:
            async with asyncio.TaskGroup() as ways:
                ways.create_task(self._carry(near, forth))
                ways.create_task(self._carry(far, back))
        finally:
            for writer in (back, forth):
                writer.close()

    async def _open(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._target.scheme == "unix":
            return await asyncio.open_unix_connection(self._target.path)
        return await asyncio.open_connection(self._target.hostname, self._target.port)

    async def _carry(self, source: asyncio.StreamReader, goal: asyncio.StreamWriter) -> None:
        loop = asyncio.get_running_loop()
        arriving: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        async with asyncio.TaskGroup() as ends:
            ends.create_task(_deliver(arriving, goal))
            with suppress(ConnectionError):
                while read := await source.read(CHUNK):
                    arriving.put_nowait((loop.time() + self.millis / 2000, read))
            arriving.put_nowait((0, b""))


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
async def distant(target: str, millis: float = 0) -> AsyncIterator[Distance]:
    """Lay a line to ``target``; its ``url`` is a redis:// address on loopback."""
    distance = Distance(target, millis)
    lines: list[asyncio.Task[None]] = []
    async with asyncio.TaskGroup() as group:
        server = await asyncio.start_server(
            lambda near, back: lines.append(group.create_task(distance.serve(near, back))),
            "127.0.0.1",
            0,
        )
        distance.url = f"redis://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        try:
            yield distance
        finally:
            server.close()
            for line in lines:
                line.cancel()


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
