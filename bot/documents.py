"""Small documents in Redis, changed by compare-and-set.

Every change is a pure function of what was there, so replicas cannot undo one another's, and one
that finds that its change applies no longer leaves it.
"""

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from bot.storage import Store

T = TypeVar("T")

_SWAP = """
local now = redis.call('HGET', KEYS[1], ARGV[1]) or ''
if now ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
return 1
"""


class Documents(Generic[T]):
    """Documents of one shape, each under a name."""

    def __init__(self, store: Store, key: str, kind: type[T]) -> None:
        """``kind`` is a dataclass that pydantic can write as JSON; ``key`` names a hash."""
        self._store = store
        self._key = key
        self._adapter = TypeAdapter(kind)
        self._swap = store.script(_SWAP)

    async def get(self, name: str) -> T | None:
        """Read one; None for none, and for what another release wrote."""
        return self._read(await self._store.hget(self._key, name))

    async def all(self) -> dict[str, T]:
        """Read all that this release can."""
        stored: dict[str, str] = await self._store.redis.hgetall(self._key)  # type: ignore[assignment] # decoded
        read = {name: self._read(text) for name, text in stored.items()}
        return {name: document for name, document in read.items() if document is not None}

    async def update(self, name: str, change: Callable[[T | None], T | None]) -> T | None:
        """Change one and give it; None when ``change`` gives None: that it applies no longer."""
        while True:
            text = await self._store.hget(self._key, name)
            before = self._read(text)
            after = change(before)
            if after is None or after == before:
                return after
            written = self._adapter.dump_json(after).decode()
            if await self._swap([self._key], [name, text or "", written]):
                return after

    async def put(self, documents: Mapping[str, T]) -> None:
        """Write some, whatever they were."""
        written: dict[Any, Any] = {
            name: self._adapter.dump_json(each).decode() for name, each in documents.items()
        }
        if written:
            await self._store.redis.hset(self._key, mapping=written)

    async def clear(self) -> None:
        """Take all away."""
        await self._store.redis.delete(self._key)

    async def remove(self, name: str) -> T | None:
        """Take one away, and give what it was."""
        before = await self.get(name)
        await self._store.redis.hdel(self._key, name)
        return before

    def _read(self, text: str | None) -> T | None:
        try:
            return None if text is None else self._adapter.validate_json(text)
        except ValidationError:
            return None
