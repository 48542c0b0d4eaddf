"""What the tests of rights are given."""

from collections.abc import AsyncIterator

import pytest

from bot.storage import Store
from tests.bot.rights.lending import Lending, lending
from tests.sandbox_server import SandboxHandle


@pytest.fixture
async def bot(sandbox: SandboxHandle, store: Store) -> AsyncIterator[Lending]:
    async with lending(sandbox, store) as made:
        yield made
