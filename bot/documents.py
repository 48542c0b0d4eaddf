"""Small documents in Redis, changed by compare-and-set.

Every change is a pure function of what was there, so replicas cannot undo one another's, and one
that finds that its change applies no longer leaves it. There is no other way to write one: what was
read before and is written back whole would undo what came between.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import TypeAdapter
from typing_extensions import override

from bot.audit import APPEND, Noting
from bot.fences import FENCED, arguments_of
from bot.opened import Read
from bot.storage import Store
from bot.tagged_union import adapter_of

T = TypeVar("T")

RedisCommand = Sequence[str]
"""A command of Redis, such as ``("HDEL", key, field)``."""

_SWAP = (
    FENCED
    + APPEND
    + """
if KEYS[2] then
  fenced(KEYS[4], ARGV[6], ARGV[7])
  local kept = redis.call('GET', KEYS[2])
  if kept then return {-1, kept} end
end
local key, field, before, after = KEYS[1], ARGV[1], ARGV[2], ARGV[3]
local is_own = field == ''
local now = is_own and redis.call('GET', key) or not is_own and redis.call('HGET', key, field)
if (now or '') ~= before then return {0, ''} end
if is_own then
  if after == '' then redis.call('DEL', key) else redis.call('SET', key, after) end
else
  if after == '' then redis.call('HDEL', key, field) else redis.call('HSET', key, field, after) end
end
for _, step in ipairs(cjson.decode(ARGV[4])) do redis.call(unpack(step)) end
if KEYS[2] then append(KEYS[2], KEYS[3], ARGV[5], cjson.encode({before, after})) end
return {1, ''}
"""
)


@dataclass(frozen=True, slots=True)
class Changed(Generic[T]):
    """What a document was just before a change, and what it is by it; None is none."""

    before: T | None
    after: T | None


def _noted(noting: Noting[T] | None, line: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the keys and arguments of the part of the script that writes to the trail."""
    if noting is None:
        return (), ()
    return noting.keys, (line, *arguments_of(noting.fence))


def nothing(_before: object, _after: object) -> tuple[RedisCommand, ...]:
    """Do nothing along with a change."""
    return ()


class _Left(Exception):
    """The change applies no longer."""


class Documents(Generic[T]):
    """Documents of one shape, each under a name."""

    def __init__(self, store: Store, key: str, kind: type[T], *, in_doubt: T | None = None) -> None:
        """``kind`` is a type that pydantic can write as JSON; ``key`` names a hash.

        ``in_doubt`` is what one of another release is taken for.
        """
        self._in_doubt = in_doubt
        self._store = store
        self._key = key
        self._adapter: TypeAdapter[T] = adapter_of(kind)  # type: ignore[arg-type] # a type is hashable
        self._swap = store.script(_SWAP)

    def needs(self, name: str) -> tuple[Read, ...]:
        """Say what a turn reads of one."""
        return (("HGET", self._key, name),)

    def needs_all(self) -> tuple[Read, ...]:
        """Say what a turn reads of all."""
        return (("HGETALL", self._key),)

    async def get_all_once(self) -> dict[str, T]:
        """Read all that this release can, once a turn."""
        (stored,) = await self._store.ask_once(*self.needs_all())
        return self._readable(stored)

    async def get(self, name: str) -> T | None:
        """Read one; None for none, and for what another release wrote."""
        return self._read(await self._text(name), name)

    async def all(self) -> dict[str, T]:
        """Read all that this release can."""
        stored: dict[str, str] = await self._store.redis.hgetall(self._key)  # type: ignore[assignment] # decoded
        return self._readable(stored)

    def _readable(self, stored: Mapping[str, str]) -> dict[str, T]:
        read = {name: self._read(text, name) for name, text in stored.items()}
        return {name: document for name, document in read.items() if document is not None}

    async def change(
        self,
        name: str,
        change: Callable[[T | None], T | None],
        along: Callable[[T | None, T | None], Iterable[RedisCommand]] = nothing,
        noting: Noting[T] | None = None,
    ) -> Changed[T]:
        """Change one, from what it is to what ``change`` makes of that; None takes it away.

        ``change`` runs again when somebody else came first, and leaves the document by raising.
        ``along`` says, by what was and what is, what is done in the same step, all or nothing;
        ``noting`` what line of the trail is written in it. A rerun of a turn that has written its
        line changes nothing, and gives what its first run found and left. Raises LeaseLost when
        another run has taken the turn over.
        """
        found = await self.made(noting)
        while found is None:
            text = await self._text(name)
            before = self._read(text, name)
            after = change(before)
            line = "" if noting is None else noting.text(before, after)
            if after == before and not line:
                return Changed(before, after)
            written = "" if after is None else self._adapter.dump_json(after).decode()
            steps = json.dumps([list(step) for step in along(before, after)])
            keys, arguments = _noted(noting, line)
            swapped = [name, text or "", written, steps, *arguments]
            outcome, kept = await self._swap([self._key, *keys], swapped)
            if outcome:
                found = Changed(before, after) if outcome > 0 else self._kept(kept)
        return found

    async def made(self, noting: Noting[T] | None) -> Changed[T] | None:
        """Give what an earlier run of the same turn found and left; None if there was none."""
        kept = None if noting is None else await self._store.get(noting.keys[0])
        return None if kept is None else self._kept(kept)

    def _kept(self, kept: str) -> Changed[T]:
        before, after = json.loads(kept)
        return Changed(self._read(before or None), self._read(after or None))

    async def update(
        self,
        name: str,
        change: Callable[[T | None], T | None],
        along: Callable[[T | None, T | None], Iterable[RedisCommand]] = nothing,
    ) -> T | None:
        """Change one and give it; None when ``change`` gives None: that it applies no longer."""

        def applied(before: T | None) -> T:
            after = change(before)
            if after is None:
                raise _Left
            return after

        try:
            return (await self.change(name, applied, along)).after
        except _Left:
            return None

    def written(self, documents: Mapping[str, T]) -> Iterator[RedisCommand]:
        """Give the steps that write some, along with a change of what they follow from."""
        for name, document in documents.items():
            yield "HSET", self._key, name, self._adapter.dump_json(document).decode()

    def removed(self, name: str) -> RedisCommand:
        """Give the step that takes one away, along with a change of another document."""
        return "HDEL", self._key, name

    async def _text(self, name: str) -> str | None:
        return await self._store.hget(self._key, name)

    def _read(self, text: str | None, name: str = "") -> T | None:
        read = self._store.read(self._adapter, text, f"{self._key}:{name}")
        return self._in_doubt if read is None and text is not None else read


class Document(Generic[T]):
    """One document that has a key to itself."""

    def __init__(self, store: Store, key: str, kind: type[T], *, in_doubt: T | None = None) -> None:
        """``kind`` is a type that pydantic can write as JSON; ``in_doubt`` as of many."""
        self._documents = _Alone(store, key, kind, in_doubt=in_doubt)

    async def get(self) -> T | None:
        """Read it; None for none, and for what another release wrote."""
        return await self._documents.get("")

    async def change(
        self,
        change: Callable[[T | None], T | None],
        along: Callable[[T | None, T | None], Iterable[RedisCommand]] = nothing,
        noting: Noting[T] | None = None,
    ) -> Changed[T]:
        """Change it, as :meth:`Documents.change` does."""
        return await self._documents.change("", change, along, noting)


class _Alone(Documents[T]):
    @override
    async def _text(self, name: str) -> str | None:
        return await self._store.get(self._key)
