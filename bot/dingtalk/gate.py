"""What every call passes: the rate of its API, and the stop after an address block."""

import asyncio
from functools import partial
from typing import Any

import httpx

from bot.dingtalk.codes import Answer, decode
from bot.errors import Blocked
from bot.scripts import ScriptPart
from bot.storage import Store

_ENTER = """
if redis.call('EXISTS', KEYS[2]) == 1 then return -1, true end
local seconds, micros = unpack(redis.call('TIME'))
local now = seconds * 1000000 + micros
local oldest = redis.call('LINDEX', KEYS[1], -tonumber(ARGV[1]))
local wait = oldest and oldest + 1000000 - now or 0
if 0 < wait and wait <= 1000000 then return wait, true end
after(function()
  redis.call('RPUSH', KEYS[1], string.format('%.0f', now))
  redis.call('LTRIM', KEYS[1], -tonumber(ARGV[1]), -1)
  redis.call('PEXPIRE', KEYS[1], 2000)
end)
return 0
"""
"""Lets a call leave if as many calls as the rate allows have not left within the last second; else
gives the microseconds to wait, or -1 while all calls are stopped. By Redis's clock, so that no
replica's own can stop the others; what lies ahead of it was written before it was set back, and
counts no longer.
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
        self._store = store
        self._key = partial(store.key, "rate")

    def entrance(self, api: str) -> "Entrance":
        """Give what is asked before a call of ``api`` leaves."""
        return Entrance(ScriptPart(_ENTER, [self._key(api), self._closed], [self._rate]))

    async def check(self) -> None:
        """Raise Blocked while all calls are stopped."""
        if await self._redis.exists(self._closed):
            raise blocked()

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


class Entrance:
    """Asks for room in the rate of one API."""

    def __init__(self, step: ScriptPart) -> None:
        self._step = step

    def step(self) -> ScriptPart:
        return self._step

    async def stopped(self, answer: Any) -> None:
        """Wait for room; raises Blocked while all calls are stopped."""
        if answer == -1:
            raise blocked()
        await asyncio.sleep(int(answer) / 1_000_000)

    def granted(self, _: Any) -> None:
        """Go."""


def blocked() -> Blocked:
    return Blocked(message="calls are stopped after an address block")


def decoded(response: httpx.Response) -> Answer:
    """Return what an answer says, or raise the PlatformError that it means."""
    content_type = response.headers.get("content-type", "")
    return decode(response.status_code, content_type, response.content, response.headers)
