"""The stage of every handler: the core on a sandbox, called without a conversation around it."""

from collections.abc import AsyncIterator

import pytest

from bot.storage import Store
from tests.assembly import Assembly, assembled
from tests.sandbox_server import SandboxHandle


@pytest.fixture
async def bot(sandbox: SandboxHandle, store: Store) -> AsyncIterator[Assembly]:
    """An organisation in which Bob is an admin and Ann a member."""
    async with assembled(sandbox, store) as core:
        yield core
