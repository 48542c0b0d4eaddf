"""One connection to the gateway, from its handshake to its close."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

import structlog
from pydantic import SecretStr
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from bot.dingtalk.counts import StreamCounts
from bot.dingtalk.frames import Frame, read_frame

log = structlog.get_logger()

HandleFrame = Callable[[Frame], Awaitable[str | None]]
"""Handles a frame and gives the ack to send, or None for no ack. Raises nothing."""


class AckSent(Protocol):
    """Hears that the ack of a frame has left, or could not. Raises nothing."""

    async def __call__(self, frame: Frame, *, sent: bool) -> None: ...


FRAME_BYTES = 8 * 2**20
"""A longer frame ends the connection, so this lies far above what people can send."""
FRAMES_AT_ONCE = 100
"""Frames handled at a time; beyond that nothing is read, and the gateway has to wait."""
DIAL_SECONDS = 10.0
GRACE_SECONDS = 3.0
"""How long the frames that were read may take to be answered, once the connection is to end."""
CLOSE_SECONDS = 1.0
"""How long the other side may take to agree to a close."""

_SILENT = logging.Logger("websockets", level=logging.CRITICAL + 1)  # noqa: LOG001 - see below
"""Stands outside the tree of loggers, where no configuration reaches it: on level DEBUG the library
logs the ticket and the contents of frames."""


@dataclass(frozen=True, slots=True)
class Timings:
    """How long things may take, in seconds.

    ``ping``: between two pings, and for a pong. ``quiet``: without a push, until a successor is
    asked for. ``linger``: from the successor's arrival until a connection is closed.
    """

    ping: float = 20.0
    quiet: float = 1800.0
    linger: float = 10.0


async def dial(address: SecretStr) -> ClientConnection:
    """Open a websocket at an address, which is secret because the ticket is part of it."""
    return await connect(
        address.get_secret_value(),
        open_timeout=DIAL_SECONDS,
        close_timeout=CLOSE_SECONDS,
        # The library's own pings take up to `close_timeout` longer to notice a dead line.
        ping_interval=None,
        max_size=FRAME_BYTES,
        logger=_SILENT,
    )


class Connection:
    """Reads frames, handles each in a task of its own, and sends the ack where the frame came from.

    ``needs_successor`` is set when another connection has to be opened. This one goes on all the
    same, to read what was pushed before and to send its acks, until :meth:`retire` or the gateway
    ends it. ``ending`` then says why, and ``is_proven`` whether it has worked at all.
    """

    def __init__(
        self,
        socket: ClientConnection,
        answer: HandleFrame,
        tasks: asyncio.TaskGroup,
        counts: StreamCounts,
        timings: Timings,
        *,
        ack_sent: AckSent,
    ) -> None:
        """Take the group that owns the tasks: it has to outlive the connection."""
        self.needs_successor = asyncio.Event()
        self.ending = ""
        self.is_proven = False
        self._socket = socket
        self._answer = answer
        self._tasks = tasks
        self._counts = counts
        self._timings = timings
        self._ack_sent = ack_sent
        self._running: set[asyncio.Task[None]] = set()
        self._room = asyncio.Semaphore(FRAMES_AT_ONCE)
        self._reading: asyncio.Task[None] | None = None
        self._quiet = self._expect_push()

    @property
    def delivers(self) -> bool:
        """Whether pushes can still be expected here; a quiet connection is only suspected."""
        return self.ending in {"", "quiet"}

    async def serve(self) -> None:
        """Read until the connection ends; then let what was read be answered, and close."""
        try:
            async with asyncio.TaskGroup() as watch:
                self._reading = watch.create_task(self._read())
                pinging = watch.create_task(self._ping())
                self._reading.add_done_callback(lambda _: pinging.cancel())
        finally:
            self._end("closed")
            self._quiet.cancel()
            try:
                await self._finish()
            finally:
                await self._socket.close()

    def retire(self) -> None:
        """Close when ``linger`` is over: the successor stands."""
        if self._reading is not None:
            asyncio.get_running_loop().call_later(self._timings.linger, self._reading.cancel)

    async def _read(self) -> None:
        with suppress(ConnectionClosed):
            while True:
                # As bytes: text that is not UTF-8 would end the connection.
                await self._take(await self._socket.recv(decode=False))

    async def _take(self, raw: bytes) -> None:
        """Begin to handle a frame; tasks begin in the order in which their frames were read."""
        frame = read_frame(raw)
        self._notice(frame)
        await self._room.acquire()
        task = self._tasks.create_task(self._handle(frame))
        self._running.add(task)
        task.add_done_callback(self._handled)

    def _notice(self, frame: Frame) -> None:
        if frame.is_disconnect:
            self._end("disconnect")
            return
        self.is_proven = True
        if frame.is_push:
            self._quiet.cancel()
            self._quiet = self._expect_push()

    async def _handle(self, frame: Frame) -> None:
        ack = await self._answer(frame)
        if ack is None:
            return
        is_sent = True
        try:
            await self._socket.send(ack)
        except ConnectionClosed:
            is_sent = False
            self._counts.unsent += 1
            log.warning("stream_ack_unsent", kind=frame.kind, message_id=frame.message_id)
        await self._ack_sent(frame, sent=is_sent)

    def _handled(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        self._room.release()

    async def _ping(self) -> None:
        """Ping for ever; a pong that does not come ends the connection at once."""
        with suppress(ConnectionClosed):
            while True:
                await asyncio.sleep(self._timings.ping)
                try:
                    async with asyncio.timeout(self._timings.ping):
                        await (await self._socket.ping())
                except TimeoutError:
                    self._end("no pong")
                    self._socket.transport.abort()
                    return
                self.is_proven = True

    def _expect_push(self) -> asyncio.TimerHandle:
        return asyncio.get_running_loop().call_later(self._timings.quiet, self._end, "quiet")

    def _end(self, reason: str) -> None:
        """Ask for a successor; the first reason counts, but quiet was only a suspicion."""
        if self.delivers:
            self.ending = reason
        self.needs_successor.set()

    async def _finish(self) -> None:
        if self._running:
            await asyncio.wait(self._running, timeout=GRACE_SECONDS)
