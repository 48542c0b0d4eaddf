"""What every call passes: the rate of its API, and the stop after an address block."""

import asyncio
from time import time

import httpx
from limits import RateLimitItemPerSecond
from limits.aio.storage import RedisStorage
from limits.aio.strategies import MovingWindowRateLimiter

from bot.dingtalk.codes import Answer, decode
from bot.errors import Blocked
from bot.storage import Store

SHORTEST_WAIT = 0.01


class Gate:
    """Shared by all replicas through Redis.

    DingTalk allows an app 20 calls a second for each API, and blocks an address that calls far too
    often for five minutes, whatever it then calls (page `call-frequency-limit`).
    """

    def __init__(self, store: Store, *, rate: int, block_seconds: float) -> None:
        """Take the calls a second for each API, and the seconds a block lasts (0: not at all)."""
        self._redis = store.redis
        self._closed = store.key("block")
        self._closed_millis = int(block_seconds * 1000)
        self._rate = RateLimitItemPerSecond(rate)
        self._limiter = MovingWindowRateLimiter(
            RedisStorage(
                "async+redis://",
                implementation="redispy",
                key_prefix=store.key("rate"),
                connection_pool=store.redis.connection_pool,  # type: ignore[arg-type] # as documented
            )
        )

    async def enter(self, api: str) -> None:
        """Wait for room in the rate of ``api``; raises Blocked while all calls are stopped."""
        while not await self._limiter.hit(self._rate, api):
            window = await self._limiter.get_window_stats(self._rate, api)
            await asyncio.sleep(max(SHORTEST_WAIT, window.reset_time - time()))
        await self.check()

    async def check(self) -> None:
        """Raise Blocked while all calls are stopped."""
        if await self._redis.exists(self._closed):
            raise Blocked(message="calls are stopped after an address block")

    async def read(self, response: httpx.Response) -> Answer:
        """Decode an answer; one that tells of a block stops the calls of all replicas."""
        await response.aread()
        try:
            return decoded(response)
        except Blocked:
            await self._close()
            raise

    async def _close(self) -> None:
        if self._closed_millis:
            await self._redis.set(self._closed, "1", px=self._closed_millis)


def decoded(response: httpx.Response) -> Answer:
    """Return what an answer says, or raise the PlatformError that it means."""
    content_type = response.headers.get("content-type", "")
    return decode(response.status_code, content_type, response.content, response.headers)
