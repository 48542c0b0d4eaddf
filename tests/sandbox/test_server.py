"""The sandbox's server leaves nothing open when it stops."""

import asyncio
import socket
from collections.abc import Callable
from contextlib import suppress

import httpx
import pytest

from bot.__main__ import quick_loop
from sandbox.app import build_app
from sandbox.server import serving


@pytest.mark.parametrize("loop", [asyncio.new_event_loop, quick_loop()], ids=["plain", "quick"])
def test_a_connection_that_was_just_taken_is_closed_with_the_rest(
    loop: Callable[[], asyncio.AbstractEventLoop] | None,
) -> None:
    """One that stays half made is warned of by whichever test comes next."""
    with asyncio.Runner(loop_factory=loop) as runner:
        for rounds in range(6):
            runner.run(_stops_after(rounds))


async def _stops_after(rounds: int) -> None:
    async with serving(build_app()) as url:
        where = httpx.URL(url)
        taken = [socket.create_connection((where.host, where.port or 0)) for _ in range(3)]
        for _ in range(rounds):
            await asyncio.sleep(0)

    for each in taken:
        each.settimeout(0)
        with suppress(ConnectionResetError):  # it was never taken
            async with asyncio.timeout(10):
                assert await asyncio.get_running_loop().sock_recv(each, 1) == b""
        each.close()
