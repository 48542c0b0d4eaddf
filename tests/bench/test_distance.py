"""The line to Redis takes the time that was asked for, keeps the order, and can be cut."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from urllib.parse import urlsplit

import pytest
from redis.asyncio import Redis
from redis.exceptions import ConnectionError as CutError

from bench.distance import Distance, distant

TIMES = 5


@pytest.fixture
async def line(redis_url: str) -> AsyncIterator[Distance]:
    async with distant(redis_url) as distance:
        yield distance


async def taken(redis: Redis, times: int = TIMES) -> float:
    """Give the milliseconds of some round trips."""
    started = time.monotonic()
    for _ in range(times):
        await redis.ping()
    return (time.monotonic() - started) * 1000


async def test_each_round_trip_takes_as_long_as_is_asked_for(line: Distance) -> None:
    async with Redis.from_url(line.url) as redis:
        await redis.ping()
        line.millis = 20
        assert await taken(redis) >= 20 * TIMES


async def test_what_jitters_comes_whole_and_in_order(line: Distance) -> None:
    line.jitter = 20
    address = urlsplit(line.url)
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    for number in range(20):
        writer.write(b"ECHO %d\r\n" % number)
        await writer.drain()
        await asyncio.sleep(0)
    answered = await reader.readexactly(sum(len(f"${len(str(n))}\r\n{n}\r\n") for n in range(20)))
    writer.close()

    assert answered.split()[1::2] == [str(number).encode() for number in range(20)]


async def test_a_cut_reaches_whoever_waits(line: Distance) -> None:
    address = urlsplit(line.url)
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    writer.write(b"PING\r\n")
    assert await reader.readline() == b"+PONG\r\n"

    line.millis = 60_000
    writer.write(b"PING\r\n")
    line.cut()

    with suppress(ConnectionResetError):  # as what was unread makes the end
        assert await reader.read() == b""
    writer.close()


async def test_an_answer_is_lost_although_redis_has_done_what_was_asked(
    line: Distance, redis_url: str
) -> None:
    async with Redis.from_url(line.url, retry=None) as far, Redis.from_url(redis_url) as near:
        await far.set("apart", 1, ex=60)
        line.lose_answer_to(b"INCR")

        with pytest.raises(CutError):
            await far.incr("apart")

        assert await near.get("apart") == b"2"
        assert await far.incr("apart") == 3
        await near.delete("apart")
