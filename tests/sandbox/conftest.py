"""A sandbox and clients for each test."""

from collections.abc import AsyncIterator

import pytest
from hypothesis import settings

from tests.sandbox.clients import Api, Stream, api_of, connected
from tests.sandbox.files import Files, fresh
from tests.sandbox_server import SandboxHandle, running_sandbox

settings.register_profile("fuzz", max_examples=500)
"""What `make fuzz` asks for."""


@pytest.fixture
async def sandbox() -> AsyncIterator[SandboxHandle]:
    """A running sandbox of this test's own."""
    async with running_sandbox() as handle:
        yield handle


@pytest.fixture
async def api(sandbox: SandboxHandle) -> Api:
    """The app's OpenAPI client."""
    return await api_of(sandbox)


@pytest.fixture
async def files(sandbox: SandboxHandle, api: Api) -> Files:
    """An empty space of manager02's."""
    return await fresh(sandbox, api)


@pytest.fixture
async def stream(sandbox: SandboxHandle) -> AsyncIterator[Stream]:
    """One connection of the bot, subscribed to everything."""
    async with connected(sandbox) as open_stream:
        yield open_stream
