"""The front desk that taps are answered at."""

from collections.abc import AsyncIterator

import pytest

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
def desk(bot: Assembly) -> Desk:
    return Desk(bot, [])
