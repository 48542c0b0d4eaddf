"""The composition root."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import fields

import httpx
import pytest

from bot import health
from bot.app import App, open_app
from bot.inbox import Boxes
from bot.routing import Routes
from bot.services import Services
from bot.settings import Settings
from bot.storage import Store, open_store
from handlers import ROUTERS
from tests.assembly import assembled
from tests.moments import a_moment
from tests.parts import Given, message
from tests.sandbox_server import SandboxHandle

PATIENCE = 60


async def settings_of(sandbox: SandboxHandle, redis_url: str, **changed: object) -> Settings:
    state = await sandbox.state()
    return Given.model_validate(
        {
            "client_id": state["clientId"],
            "client_secret": state["clientSecret"],
            "api_base": sandbox.url,
            "redis_url": f"{redis_url}?db=3",
            "health_port": 0,
            **changed,
        }
    )


@asynccontextmanager
async def running(app: App) -> AsyncIterator[asyncio.Task[None]]:
    """Run an app until the body ends."""
    task = asyncio.get_running_loop().create_task(app.run())
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.wait({task})


async def connected(app: App) -> None:
    async with asyncio.timeout(PATIENCE):
        await app.listener.ready.wait()


def test_the_routes_fit_together() -> None:
    routes = Routes(ROUTERS)

    assert [route.words for route in routes][:2] == ["spaces", "space"]
    assert routes.find("空间列表") is not None
    assert len({kind.__name__ for kind in routes.types}) == len(routes.types)


async def test_every_service_is_there(sandbox: SandboxHandle, store: Store) -> None:
    async with assembled(sandbox, store) as bot:
        assert all(getattr(bot.services, each.name) is not None for each in fields(Services))
        assert await bot.services.listed(None) == ()
        assert await bot.services.listed("never sent") == ()


async def test_it_starts_and_stops(sandbox: SandboxHandle, redis_url: str) -> None:
    async with open_app(await settings_of(sandbox, redis_url)) as app:
        async with running(app) as task:
            await connected(app)
            task.cancel()
            async with asyncio.timeout(PATIENCE):
                await asyncio.wait({task})

        assert task.cancelled()
        assert (await sandbox.state())["connections"] == [] or not app.listener.connected


async def test_stopping_while_it_starts_leaves_nothing(
    sandbox: SandboxHandle, redis_url: str
) -> None:
    async with open_app(await settings_of(sandbox, redis_url)) as app:
        for turns in range(8):
            async with running(app) as task:
                for _ in range(turns):
                    await asyncio.sleep(0)

            assert task.cancelled()


async def test_what_was_left_in_a_box_is_picked_up(sandbox: SandboxHandle, redis_url: str) -> None:
    """The task that was to work on it is gone, with the process that added it."""
    settings = await settings_of(sandbox, redis_url)
    async with open_store(settings.redis_url, settings.client_id) as store:
        boxes = Boxes(store)
        await boxes.accept(message("help", msg_id="left behind"))
        async with open_app(settings) as app, running(app):
            async with asyncio.timeout(PATIENCE):
                while await boxes.waiting():
                    await a_moment()

    assert [c for c in await sandbox.calls() if "card" in c["template"]]


async def test_readiness_tells_of_redis_and_the_stream(
    sandbox: SandboxHandle, redis_url: str
) -> None:
    with health.bind("127.0.0.1", 0) as free:
        port = free.getsockname()[1]
    settings = await settings_of(sandbox, redis_url, health_port=port)
    async with open_app(settings) as app, running(app), httpx.AsyncClient() as client:
        await connected(app)
        ready = await client.get(f"http://127.0.0.1:{port}/readyz")

    assert (ready.status_code, ready.json()) == (200, {"redis": True, "stream": True})


async def test_a_taken_port_ends_it_before_it_listens(
    sandbox: SandboxHandle, redis_url: str
) -> None:
    with health.bind("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        async with open_app(await settings_of(sandbox, redis_url, health_port=port)) as app:
            with pytest.raises(OSError, match=str(port)):
                await app.run()

    assert await sandbox.calls() == []
