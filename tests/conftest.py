"""What every test may ask for."""

from collections.abc import AsyncIterator, Iterator

import pytest

from bot.storage import Store
from tests.valkey import fresh_store, running_valkey


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """The address of this run's Valkey; started without an event loop, so any test's loop may use it."""
    with running_valkey() as url:
        yield url


@pytest.fixture
async def store(redis_url: str) -> AsyncIterator[Store]:
    """A store of this test's own, checked at the end for keys without a time to live."""
    async with fresh_store(redis_url) as opened:
        yield opened
