"""How the bot is, over real HTTP."""

import asyncio
import socket
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from prometheus_client import CollectorRegistry
from pydantic import SecretStr

from bot import health
from bot.counts import Counts
from bot.dingtalk.stream import Listener
from bot.messages import Message, Tap


class Nobody:
    """Takes what is pushed, and does nothing."""

    async def message(self, message: Message) -> None:
        """Take a message."""

    async def tap(self, tap: Tap) -> dict[str, object]:
        """Take a tap."""
        return {}

    async def left(self, tap: Tap, *, in_time: bool) -> None:
        """Hear of an ack."""

    async def event(self, kind: str, event_id: str, data: dict[str, object]) -> None:
        """Take an event."""


COUNTS = Counts(unreadable=Counter(turn=2))


@asynccontextmanager
async def served(**checks: bool) -> AsyncIterator[tuple[httpx.AsyncClient, Listener]]:
    """The site of a listener that never listened; each check answers what is given."""

    def check(found: object) -> health.Check:
        async def look() -> bool:
            return bool(found)

        return look

    listening = health.bind("127.0.0.1", 0)
    port = listening.getsockname()[1]
    async with (
        httpx.AsyncClient() as gateway,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client,
    ):
        listener = Listener(
            "app", SecretStr("s3cret"), client=gateway, api_base="http://x", accept=Nobody()
        )
        site = health.site(listener, COUNTS, {name: check(found) for name, found in checks.items()})
        running = asyncio.get_running_loop().create_task(health.serve(site, listening))
        try:
            yield client, listener
        finally:
            running.cancel()
            await asyncio.wait({running})


async def test_a_process_that_answers_is_alive() -> None:
    async with served(redis=False, stream=False) as (client, _):
        answer = await client.get("/healthz")

    assert (answer.status_code, answer.text) == (200, "ok")


@pytest.mark.parametrize(
    ("redis", "stream", "status"),
    [(True, True, 200), (False, True, 503), (True, False, 503), (False, False, 503)],
)
async def test_it_is_ready_when_every_check_holds(
    redis: object, stream: object, status: int
) -> None:
    async with served(redis=bool(redis), stream=bool(stream)) as (client, _):
        answer = await client.get("/readyz")

    assert answer.status_code == status
    assert answer.json() == {"redis": redis, "stream": stream}


async def test_metrics_count_what_was_pushed() -> None:
    async with served() as (client, listener):
        listener.counts.frames["callback", "done"] += 3
        listener.counts.opened += 2
        answer = await client.get("/metrics")

    assert answer.headers["content-type"].startswith("text/plain")
    lines = answer.text.splitlines()
    assert 'spacekeeper_stream_frames_total{kind="callback",outcome="done"} 3.0' in lines
    assert "spacekeeper_stream_opened_total 2.0" in lines
    assert 'spacekeeper_unreadable_total{kind="turn"} 2.0' in lines
    assert "spacekeeper_stream_connected 0.0" in lines


async def test_nothing_secret_is_served() -> None:
    async with served() as (client, _):
        pages = [(await client.get(path)).text for path in ("/metrics", "/readyz", "/healthz")]

    assert not any("s3cret" in page or "app" in page.split() for page in pages)


async def test_anything_else_is_not_found() -> None:
    async with served() as (client, _):
        assert (await client.get("/")).status_code == 404
        assert (await client.post("/healthz")).status_code == 405


def test_a_taken_port_is_told_before_anything_starts() -> None:
    with health.bind("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(OSError, match=str(port)):
            health.bind("127.0.0.1", port)


async def test_stopping_at_once_closes_the_port() -> None:
    listening = health.bind("127.0.0.1", 0)
    address = listening.getsockname()
    site = health.application(CollectorRegistry(), {})
    running = asyncio.get_running_loop().create_task(health.serve(site, listening))
    await asyncio.sleep(0)
    running.cancel()
    await asyncio.wait({running})

    assert running.cancelled()
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(address).close()
