"""The line to Redis takes the time that was asked for, and keeps the order."""

import asyncio
from urllib.parse import urlsplit

from redis.asyncio import Redis

from bench.distance import distant

TIMES = 5


async def test_each_round_trip_takes_as_long_as_is_asked_for(redis_url: str) -> None:
    # By the clock that the line waits by: another may be a millisecond ahead.
    loop = asyncio.get_running_loop()
    async with distant(redis_url) as line, Redis.from_url(line.url) as redis:
        await redis.ping()
        line.millis = 20
        started = loop.time()
        for _ in range(TIMES):
            await redis.ping()

        assert loop.time() - started >= TIMES * 0.02


async def test_what_is_sent_comes_whole_and_in_order(redis_url: str) -> None:
    words = [b"%06d" % number for number in range(10_000)]
    async with distant(redis_url, millis=20) as line:
        address = urlsplit(line.url)
        reader, writer = await asyncio.open_connection(address.hostname, address.port)
        writer.writelines(b"ECHO %b\r\n" % each for each in words)
        answered = await reader.readexactly(len(words) * len(b"$6\r\n000000\r\n"))
        writer.close()

    assert answered.split()[1::2] == words
