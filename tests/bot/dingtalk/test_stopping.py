"""The listener stops within five seconds, whatever it is doing."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass

import httpx
import pytest

from bot.dingtalk.stream import Listener
from tests.bot.dingtalk.gateway import Gateway, running_gateway
from tests.bot.dingtalk.listening import Accepted, listener
from tests.sandbox_server import running_sandbox

STOP_SECONDS = 5.0


@pytest.fixture
async def gateway() -> AsyncIterator[Gateway]:
    async with running_gateway() as running:
        yield running


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient() as opened:
        yield opened


@pytest.fixture
def accepted() -> Accepted:
    return Accepted()


@dataclass(frozen=True)
class Silence:
    """Something that takes connections and never says a word."""

    address: str
    called: asyncio.Event


@pytest.fixture
async def silence() -> AsyncIterator[Silence]:
    called, over = asyncio.Event(), asyncio.Event()

    async def say_nothing(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        called.set()
        await over.wait()
        writer.close()

    server = await asyncio.start_server(say_nothing, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    async with server:
        yield Silence(f"{host}:{port}", called)
        over.set()


@contextlib.asynccontextmanager
async def running(one: Listener) -> AsyncIterator["asyncio.Task[None]"]:
    """The listener at work; at the end of the block it is cancelled and has to stop in time."""
    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(one.run())
        try:
            yield task
        finally:
            task.cancel()
            done, _ = await asyncio.wait({task}, timeout=STOP_SECONDS)
            assert done
            assert task.cancelled()


async def test_it_stops_while_connected(
    gateway: Gateway, accepted: Accepted, client: httpx.AsyncClient
) -> None:
    async with running(listener(gateway.url, accepted, client)):
        line = await gateway.lines.get()
    await line.closed.wait()


async def test_the_librarys_own_way_to_start_it_can_be_stopped_too(
    gateway: Gateway, accepted: Accepted, client: httpx.AsyncClient
) -> None:
    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(listener(gateway.url, accepted, client).start())
        line = await gateway.lines.get()
        task.cancel()
    await line.closed.wait()


async def test_what_was_read_is_acknowledged_before_it_stops(
    gateway: Gateway, accepted: Accepted, client: httpx.AsyncClient
) -> None:
    accepted.gates["slow"] = asyncio.Event()
    async with running(listener(gateway.url, accepted, client)) as task:
        line = await gateway.lines.get()
        await line.say("slow")
        await accepted.until_running(1)
        task.cancel()
        asyncio.get_running_loop().call_later(0.05, accepted.gates["slow"].set)
        assert (await line.ack())["code"] == 200
    assert accepted.texts == ["slow"]
    await line.closed.wait()


async def test_it_does_not_wait_for_a_store_that_hangs(
    gateway: Gateway, accepted: Accepted, client: httpx.AsyncClient
) -> None:
    accepted.gates["hung"] = asyncio.Event()
    async with running(listener(gateway.url, accepted, client, accept_seconds=60)):
        line = await gateway.lines.get()
        await line.say("hung")
        await accepted.until_running(1)
    assert accepted.running == 0
    await line.closed.wait()


async def test_it_stops_while_it_waits_to_try_again(
    accepted: Accepted, client: httpx.AsyncClient
) -> None:
    async with running_sandbox() as sandbox:
        await sandbox.stream_fault("refuse-open")
        one = listener(sandbox.url, accepted, client, retry_seconds=60)
        async with running(one):
            assert (await sandbox.calls(wait=5))[0]["status"] == 500


async def test_it_stops_while_the_gateway_does_not_answer(
    silence: Silence, accepted: Accepted, client: httpx.AsyncClient
) -> None:
    async with running(listener(f"http://{silence.address}", accepted, client)):
        await silence.called.wait()


async def test_it_stops_while_the_websocket_does_not_open(
    gateway: Gateway, silence: Silence, accepted: Accepted, client: httpx.AsyncClient
) -> None:
    gateway.answers = [{"endpoint": f"ws://{silence.address}/connect", "ticket": "t"}]
    async with running(listener(gateway.url, accepted, client)):
        await silence.called.wait()


async def test_it_stops_while_the_line_is_dead(
    accepted: Accepted, client: httpx.AsyncClient
) -> None:
    async with running_sandbox() as sandbox:
        state = await sandbox.state()
        one = listener(
            sandbox.url,
            accepted,
            client,
            client_id=state["clientId"],
            client_secret=state["clientSecret"],
        )
        async with running(one):
            await one.ready.wait()
            await sandbox.stream_fault("half-open")
