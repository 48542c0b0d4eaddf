"""The front desk that taps are answered at."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.inbox import Pressers
from bot.storage import Store
from tests.assembly import Assembly, assembled
from tests.bot.inbox.pressing import CORP, Desk, router
from tests.sandbox_server import SandboxHandle


@pytest.fixture
async def bot(sandbox: SandboxHandle, store: Store) -> AsyncIterator[Assembly]:
    async with assembled(sandbox, store, routers=(router,)) as core:
        await core.services.organisation.learn(CORP)
        yield core


@pytest.fixture
async def desk(bot: Assembly) -> AsyncIterator[Desk]:
    pressers = Pressers(bot.services.access, seconds=20)
    asking = asyncio.get_running_loop().create_task(pressers.run())
    yield Desk(bot, [], pressers)
    asking.cancel()
    await asyncio.wait({asking})
