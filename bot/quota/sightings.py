"""What the watch knows, in Redis: each space as it was seen last, and its packed history.

Replicas share it, and any may die or stop at any point: what a look has changed is written only if
nothing else was written meanwhile, together with the sample it adds and with what is to be told.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError
from redis.client import NEVER_DECODE

from bot.quota.history import BrokenHistory, entry, thin, unpack
from bot.quota.rules import Tell
from bot.quota.samples import Sample
from bot.quota.seen import Change, Gone, Seen
from bot.storage import Store

HISTORY_MILLIS = 731 * 24 * 3600 * 1000
"""As long as the oldest sample of a history lasts; what is gone keeps its history as long."""
TELLS_KEPT = 1000
GONE_KEPT = 1000
GONE_MILLIS = 35 * 24 * 3600 * 1000
"""The names of what is gone are kept for a digest of the last weeks, and no longer."""

_TAKE = """
local won = {}
local told, gone = KEYS[#KEYS - 1], KEYS[#KEYS]
local tells_kept, history_millis, gone_kept, gone_millis = unpack(ARGV, #ARGV - 3)
for n = 2, #KEYS - 2 do
  local at = (n - 2) * 6
  local id, before, after, entry, tells, lost = unpack(ARGV, at + 1, at + 6)
  won[n - 1] = 0
  if (redis.call('HGET', KEYS[1], id) or '') == before then
    won[n - 1] = 1
    if after == '' then redis.call('HDEL', KEYS[1], id)
    else redis.call('HSET', KEYS[1], id, after) end
    if entry ~= '' then
      redis.call('APPEND', KEYS[n], entry)
      redis.call('PEXPIRE', KEYS[n], history_millis)
    end
    if tells ~= '' then redis.call('RPUSH', told, tells) end
    if lost ~= '' then
      redis.call('RPUSH', gone, lost)
      redis.call('PEXPIRE', gone, gone_millis)
    end
  end
end
redis.call('LTRIM', told, -tells_kept, -1)
redis.call('LTRIM', gone, -gone_kept, -1)
redis.call('HINCRBY', KEYS[1], '', 1)
return won
"""

_VERSION = ""
"""The field that counts what was taken in: no space has this id."""

_REPLACE = """
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return 1
"""


@dataclass(frozen=True, slots=True)
class Telling:
    """What one look at a space found worth telling."""

    space_id: str
    name: str
    tells: tuple[Tell, ...]


_seen = TypeAdapter(Seen)
_told = TypeAdapter(Telling)
_gone = TypeAdapter(Gone)


class Sightings:
    """Reads and writes what was seen."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._key = store.key("watch", "seen")
        self._take = store.script(_TAKE)
        self._replace = store.script(_REPLACE)

    async def all(self) -> dict[str, Seen]:
        """Give everything that is watched, by id; what another release wrote is seen anew."""
        stored: dict[str, str] = await self._store.redis.hgetall(self._key)  # type: ignore[assignment] # decoded
        stored.pop(_VERSION, None)
        return await asyncio.to_thread(_read_all, stored)

    async def version(self) -> str:
        """Name what is known: while this stays the same, nothing was looked at."""
        return await self._store.hget(self._key, _VERSION) or ""

    async def some(self, ids: Sequence[str]) -> dict[str, Seen]:
        """Give what is known of these ids."""
        if not ids:
            return {}
        stored: list[Any] = await self._store.redis.hmget(self._key, list(ids))
        return _read_all(dict(zip(ids, stored, strict=True)))

    async def take(self, changes: Iterable[Change]) -> tuple[Change, ...]:
        """Write what looks have changed; gives those changes that nothing else came before."""
        wanted = tuple(changes)
        if not wanted:
            return ()
        taken = await self._taken({change: _text(change.before) for change in wanted})
        if lost := [*(set(wanted) - set(taken))]:
            taken = (*taken, *await self._taken(await self._worded_otherwise(lost)))
        for change in taken:
            if change.is_ripe:
                await self._thin(self._history(change.seen.space_id))
        return taken

    async def _taken(self, wanted: Mapping[Change, str]) -> tuple[Change, ...]:
        """Write those changes before which a text still stands."""
        if not wanted:
            return ()
        keys = [self._history(change.seen.space_id) for change in wanted]
        arguments = [part for change, text in wanted.items() for part in _written(change, text)]
        limits = [TELLS_KEPT, HISTORY_MILLIS, GONE_KEPT, GONE_MILLIS]
        won = await self._take([self._key, *keys, self._told, self._gone], [*arguments, *limits])
        return tuple(change for change, is_ours in zip(wanted, won, strict=True) if is_ours)

    async def _worded_otherwise(self, changes: Sequence[Change]) -> dict[Change, str]:
        """Give the changes of what another release has written, which means the same to us."""
        ids = [change.seen.space_id for change in changes]
        stored: list[Any] = await self._store.redis.hmget(self._key, ids)
        return {
            change: text
            for change, text in zip(changes, stored, strict=True)
            if text is not None and text != _text(change.before) and _read(text) == change.before
        }

    async def history(self, space_id: str) -> tuple[Sample, ...]:
        """Give all samples of a space, the oldest first; none when they cannot be read."""
        packed = await self._packed(self._history(space_id))
        try:
            return await asyncio.to_thread(unpack, packed)
        except BrokenHistory:
            return ()

    async def _thin(self, key: str) -> None:
        packed = await self._packed(key)
        try:
            shorter = await asyncio.to_thread(thin, packed)
        except BrokenHistory:
            shorter = b""  # nobody can read it, so it begins anew
        await self._replace([key], [packed, shorter, HISTORY_MILLIS])

    async def told(self) -> tuple[Telling, ...]:
        """Give what was told last, the oldest first; at most a thousand."""
        stored: list[Any] = await self._store.redis.lrange(self._told, 0, -1)
        return tuple(telling for text in stored if (telling := _telling(text)) is not None)

    async def gone(self) -> tuple[Gone, ...]:
        """Give what was found to be gone in the last weeks, the oldest first; some may be back."""
        stored: list[Any] = await self._store.redis.lrange(self._gone, 0, -1)
        return tuple(gone for text in stored if (gone := _lost(text)) is not None)

    async def _packed(self, key: str) -> bytes:
        redis: Any = self._store.redis  # its commands of any kind have no types
        return bytes(await redis.execute_command("GET", key, **{NEVER_DECODE: ""}) or b"")

    def _history(self, space_id: str) -> str:
        return self._store.key("history", space_id)

    @property
    def _told(self) -> str:
        return self._store.key("watch", "told")

    @property
    def _gone(self) -> str:
        return self._store.key("watch", "gone")


def _written(change: Change, before: str) -> tuple[str | bytes, ...]:
    """Write a change as six arguments: id, before, after, the history's entry, what to tell of it,
    and what is gone.
    """
    tells = ""
    if change.tells:
        tells = _told.dump_json(
            Telling(change.seen.space_id, change.seen.name, change.tells)
        ).decode()
    return (
        change.seen.space_id,
        before,
        _text(change.after),
        entry(change.sample) if change.sample else "",
        tells,
        _gone.dump_json(change.gone).decode() if change.gone else "",
    )


def _text(seen: Seen | None) -> str:
    return "" if seen is None else _seen.dump_json(seen).decode()


def _read_all(stored: Mapping[str, str | None]) -> dict[str, Seen]:
    read = {space_id: _read(text) for space_id, text in stored.items()}
    return {space_id: seen for space_id, seen in read.items() if seen is not None}


def _read(text: str | None) -> Seen | None:
    try:
        return None if text is None else _seen.validate_json(text)
    except ValidationError:
        return None


def _lost(text: str) -> Gone | None:
    try:
        return _gone.validate_json(text)
    except ValidationError:
        return None


def _telling(text: str) -> Telling | None:
    try:
        return _told.validate_json(text)
    except ValidationError:
        return None
