"""What every call passes: the rate of its API, and the stop after an address block."""

import asyncio
from functools import partial

import httpx

from bot.dingtalk.codes import Answer, decode
from bot.errors import Blocked
from bot.storage import Store

_ENTER = """
local seconds, micros = unpack(redis.call('TIME'))
local now = seconds * 1000000 + micros
local oldest = redis.call('LINDEX', KEYS[1], -tonumber(ARGV[1]))
local wait = oldest and oldest + 1000000 - now or 0
if 0 < wait and wait <= 1000000 then return wait end
redis.call('RPUSH', KEYS[1], string.format('%.0f', now))
redis.call('LTRIM', KEYS[1], -tonumber(ARGV[1]), -1)
redis.call('PEXPIRE', KEYS[1], 2000)
return 0
"""
"""Lets a call leave if as many calls as the rate allows have not left within the last second; else
gives the microseconds to wait. By Redis's clock, so that no replica's own can stop the others; what
lies ahead of it was written before it was set back, and counts no longer.
"""


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
        self._rate = rate
        self._enter = store.script(_ENTER)
        self._key = partial(store.key, "rate")

    async def enter(self, api: str) -> None:
        """Wait for room in the rate of ``api``; raises Blocked while all calls are stopped."""
        while wait := int(await self._enter([self._key(api)], [self._rate])):  # noqa: ASYNC110 - told when
            await asyncio.sleep(wait / 1_000_000)
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
