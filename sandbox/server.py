"""Serves the sandbox with uvicorn, on a socket that can be made deaf."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator

import uvicorn
from typing_extensions import override
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Request

from sandbox.app import Sandbox

HOST = "127.0.0.1"
STOP_SECONDS = 2.0
ROUNDS = 3
"""Of the loop, in which a connection is taken, is made, and is known to the server."""


class GatewaySocket(WebSocketsSansIOProtocol):
    """A websocket that reads nothing while frozen, pings included, as a half-open one does."""

    _held: bytes = b""
    _frozen = False

    def freeze(self) -> None:
        """Keep what arrives instead of reading it."""
        self._frozen = True

    def thaw(self) -> None:
        """Read what arrived meanwhile, then go on."""
        self._frozen = False
        held, self._held = self._held, b""
        if held and not self.transport.is_closing():
            super().data_received(held)

    @override
    def data_received(self, data: bytes) -> None:
        """Bytes from the client."""
        if self._frozen:
            self._held += data
        else:
            super().data_received(data)

    @override
    def handle_connect(self, event: Request) -> None:
        """Tell the application about the wire it is on."""
        super().handle_connect(event)
        if self.handshake_initiated and not self.close_sent:
            self.scope["state"]["line"] = self


class SandboxServer(uvicorn.Server):
    """A server that stops at once: whoever waits for an event is let go first."""

    def __init__(self, sandbox: Sandbox, *, loop: str = "none") -> None:
        super().__init__(
            uvicorn.Config(
                sandbox.app,
                ws=GatewaySocket,
                http="httptools",
                loop=loop,
                lifespan="off",
                access_log=False,
                log_config=None,
                log_level="warning",
                ws_ping_interval=None,
                ws_per_message_deflate=False,
                timeout_keep_alive=75,
            )
        )
        self._sandbox = sandbox

    @override
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close the listeners, then everything that is open.

        One that was just taken is made first: Python's loop would leave it half made when the
        listener is closed, and the quick one makes it afterwards.
        """
        for listener in sockets or []:
            asyncio.get_running_loop().remove_reader(listener)
        await _taken_ones_made()
        for server in self.servers:
            server.close()
        for listener in sockets or []:
            listener.close()
        await _taken_ones_made()
        self._sandbox.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        await _finish(self.server_state.tasks)


async def _taken_ones_made() -> None:
    for _ in range(ROUNDS):
        await asyncio.sleep(0)


async def _finish(tasks: set[asyncio.Task[None]]) -> None:
    running = set(tasks)
    if running:
        _, late = await asyncio.wait(running, timeout=STOP_SECONDS)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)


def listen(port: int) -> socket.socket:
    """A listening socket on loopback; port 0 takes a free one. Raises OSError when taken."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen(1024)
    except OSError:
        listener.close()
        raise
    return listener


def address(listener: socket.socket) -> str:
    """The origin that a listening socket serves."""
    return f"http://{HOST}:{listener.getsockname()[1]}"


@contextlib.asynccontextmanager
async def serving(sandbox: Sandbox, listener: socket.socket | None = None) -> AsyncIterator[str]:
    """Serve `sandbox` in this event loop, on a free port unless told where; gives its address."""
    listener = listener or listen(0)
    server = SandboxServer(sandbox)
    server.config.load()
    server.lifespan = server.config.lifespan_class(server.config)
    await server.startup([listener])
    try:
        yield address(listener)
    finally:
        await server.shutdown([listener])
