"""The embedded Valkey: one server a data folder, its owner's alone, and never left behind."""

import asyncio
import os
import signal
import stat
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from docket._redis_sentinel import parse_sentinel_url
from redis.asyncio import Redis
from redis.asyncio.connection import parse_url

from bot.shared_clock import SharedClock
from bot.storage import CONNECTIONS, Store, embedded, open_store, with_limits
from tests.sweeping import sweep

PATIENCE = 60
Process = asyncio.subprocess.Process


@pytest.fixture
def folder() -> Iterator[Path]:
    """A data folder with a path short enough for a socket."""
    with TemporaryDirectory(prefix="sk-") as parent:
        yield Path(parent) / "data"


@asynccontextmanager
async def storage(folder: Path) -> AsyncIterator[Process]:
    """Run ``python -m bot storage`` in a session of its own."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "storage",
        "--data",
        str(folder),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def url_of(process: Process) -> str:
    """Wait until the server is ready; gives its URL."""
    assert process.stdout is not None
    return (await process.stdout.readline()).decode().strip()


@asynccontextmanager
async def client(url: str) -> AsyncIterator[Redis]:
    redis: Redis = Redis.from_url(url, decode_responses=True)
    try:
        yield redis
    finally:
        await redis.aclose()


async def pid_at(url: str) -> int:
    async with client(url) as redis:
        return int((await redis.info("server"))["process_id"])


def mode_of(folder: Path) -> int:
    return stat.S_IMODE(folder.stat().st_mode)


def runs(pid: int) -> bool:
    """Whether a process exists; one that ended but was not asked after counts as gone."""
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False


async def test_a_folder_is_its_owners_alone_and_keeps_what_was_written(folder: Path) -> None:
    async with embedded(folder) as url, client(url) as redis:
        await redis.set("kept", "yes")
        assert mode_of(folder) == 0o700
    async with embedded(folder) as url, client(url) as redis:
        assert await redis.get("kept") == "yes"


async def test_a_second_process_on_a_folder_is_refused_in_one_sentence(folder: Path) -> None:
    async with embedded(folder) as url:
        async with storage(folder) as second:
            out, err = await second.communicate()

        assert (out, err.decode().strip()) == (
            b"",
            "Another process uses this data folder already; nothing was started.",
        )
        assert second.returncode == 1
        assert runs(await pid_at(url))


async def test_a_server_left_by_a_killed_process_is_adopted(folder: Path) -> None:
    async with storage(folder) as first:
        url = await url_of(first)
        left = await pid_at(url)
        first.kill()
        await first.wait()
    async with embedded(folder) as again:
        assert again == url
        assert await pid_at(url) == left

    assert not runs(left)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_what_ends_the_process_ends_the_server_after_it(
    folder: Path, number: signal.Signals
) -> None:
    """Ctrl-C reaches the whole group of the process; the server is in a session of its own."""
    async with storage(folder) as process:
        server = await pid_at(await url_of(process))
        assert os.getsid(server) == server
        os.killpg(process.pid, number)
        assert await process.wait() == 0

    assert not runs(server)


async def test_whoever_finds_all_connections_in_use_waits_for_one(store: Store) -> None:
    key, burst = store.key("org"), range(10 * CONNECTIONS)

    async with asyncio.timeout(PATIENCE):
        counted = await asyncio.gather(*(store.redis.hincrby(key, "n", 1) for _ in burst))

    assert sorted(counted) == [number + 1 for number in burst]
    await store.redis.delete(key)


async def test_a_connection_greets_once(redis_url: str, store: Store) -> None:
    async def counted() -> tuple[int, int]:
        told: Any = await store.redis.info()
        commands: Any = await store.redis.info("commandstats")
        return told["total_connections_received"], commands["cmdstat_hello"]["calls"]

    before = await counted()
    async with open_store(redis_url, "another") as other:
        await other.now()
    after = await counted()

    assert [now - then for then, now in zip(before, after, strict=True)] == [1, 1]


async def test_a_command_that_is_cancelled_never_ends_as_if_nothing_were(store: Store) -> None:
    """Whether it waits for a connection, is being sent, or waits for its answer."""
    await store.redis.ping()
    for rounds in range(8):
        command = asyncio.get_running_loop().create_task(store.cached_text("a"))
        for _ in range(rounds):
            await asyncio.sleep(0)
        if command.cancel():
            await asyncio.wait({command})

            assert command.cancelled(), f"in round {rounds} of the loop"


async def test_a_machine_whose_clock_is_wrong_goes_by_redis(store: Store) -> None:
    day = 24 * 3600 * 1000
    clock = SharedClock(store, lambda: int(time.time() * 1000) + day)
    assert clock() > await store.now() + day // 2

    await clock.put_right()
    assert abs(clock() - await store.now()) < day // 2


async def test_while_redis_does_not_answer_the_machine_is_believed() -> None:
    async with open_store("unix:///nowhere/at/all.sock", "test") as store:
        clock = SharedClock(store, lambda: 5)
        await clock.put_right()

        assert clock() == 5


@sweep(
    ("url", "rest"),
    [
        ("unix:///run/valkey.sock", {"path": "/run/valkey.sock"}),
        ("unix:///run/valkey.sock?db=3", {"path": "/run/valkey.sock", "db": 3}),
        ("redis://:p%26ss%3F@redis:6380/2", {"host": "redis", "password": "p&ss?", "db": 2}),
        (
            "rediss://me@redis?ssl_ca_certs=/a%20b.pem",
            {"username": "me", "ssl_ca_certs": "/a b.pem"},
        ),
        ("redis://redis?socket_timeout=0&socket_connect_timeout=900", {"host": "redis"}),
        ("redis://redis?max_connections=1", {"host": "redis"}),
        ("redis://redis?socket_timeout=&health_check_interval=9", {"health_check_interval": 9}),
        ("redis://redis/1#of-no-meaning", {"host": "redis", "db": 1}),
    ],
)
def test_an_address_says_how_long_an_answer_may_take(url: str, rest: dict[str, object]) -> None:
    """Whatever it said of that before, for in an address it would win; all else stays."""
    read: dict[str, object] = {**parse_url(with_limits(url, read=5, connect=4, connections=3))}

    assert read["socket_timeout"] == 5
    assert read["socket_connect_timeout"] == 4
    assert read["max_connections"] == 3
    assert {name: read.get(name) for name in rest} == rest


def test_so_does_one_of_sentinels() -> None:
    url = "redis+sentinel://one:26379,[::1]:26380/primary/2?socket_timeout=60&sentinel_username=s"

    read = parse_sentinel_url(with_limits(url, read=5, connect=4, connections=3))

    assert read.sentinels == [("one", 26379), ("::1", 26380)]
    assert (read.service_name, read.db) == ("primary", 2)
    assert read.connection_kwargs["socket_timeout"] == 5
    assert read.sentinel_kwargs == {"username": "s"}
