"""The sandbox's server leaves nothing open when it stops."""

import asyncio
import socket
from contextlib import suppress

import httpx

from sandbox.app import build_app
from sandbox.server import serving


async def test_a_connection_that_was_just_taken_is_closed_with_the_rest() -> None:
    """One that stays half made is warned of by whichever test comes next."""
    for rounds in range(6):
        async with serving(build_app()) as url:
            where = httpx.URL(url)
            taken = [socket.create_connection((where.host, where.port or 0)) for _ in range(3)]
            for _ in range(rounds):
                await asyncio.sleep(0)

        for each in taken:
            each.settimeout(0)
            with suppress(ConnectionResetError):  # it was never taken
                assert await asyncio.get_running_loop().sock_recv(each, 1) == b""
            each.close()
