"""The stage every conversation is played on."""

from collections.abc import AsyncIterator

import pytest

from tests.conversations.stage import Stage, set_up
from tests.sandbox_server import SandboxHandle


@pytest.fixture
async def stage(sandbox: SandboxHandle, redis_url: str) -> AsyncIterator[Stage]:
    """An organisation of this test's own, and an empty Redis."""
    async with set_up(sandbox, redis_url) as ready:
        yield ready
