"""`python -m sandbox`."""

import asyncio
import contextlib
import re
import signal
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator

import httpx


@contextlib.asynccontextmanager
async def started(*arguments: str) -> AsyncIterator[Process]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "sandbox", *arguments, stdout=PIPE, stderr=PIPE
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def test_it_prints_its_address_serves_and_stops_when_asked() -> None:
    async with started("--port", "0", "--seed", "7") as process:
        assert process.stdout is not None
        line = (await process.stdout.readline()).decode()
        found = re.fullmatch(r"Sandbox listening on (http://127\.0\.0\.1:\d+)\n", line)
        assert found is not None, line
        credentials = (await process.stdout.readline()).decode()
        async with httpx.AsyncClient(base_url=found[1]) as client:
            state = (await client.get("/sandbox/state")).json()
            assert state["clientId"] in credentials
            assert state["clientSecret"] in credentials
            process.send_signal(signal.SIGTERM)
            await process.wait()
        assert process.stderr is not None
        assert await process.stderr.read() == b""


async def test_a_port_in_use_is_said_in_a_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        async with started("--port", str(port)) as process:
            _, errors = await process.communicate()
    assert process.returncode == 2
    assert f"port {port} cannot be used" in " ".join(errors.decode().split())
