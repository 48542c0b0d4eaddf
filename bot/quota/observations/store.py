"""What is known of spaces, in Redis: each as it was seen last, and its packed history.

It is the one store of their numbers: everybody's looks end in it, and cards are made from it.
Replicas share it, and any may die or stop at any point: what a look has changed is written only if
nothing else was written meanwhile, together with the sample it adds.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter
from redis.client import NEVER_DECODE

from bot.opened import Read
from bot.quota.history import BrokenHistory, entry, thin, unpack
from bot.quota.observations.model import Gone, Observation, Update
from bot.quota.observations.silent import SilentSpaces
from bot.quota.samples import ORGANISATION, Sample
from bot.scripts import ScriptPart
from bot.storage import Store, readable

HISTORY_MILLIS = 731 * 24 * 3600 * 1000
"""As long as the oldest sample of a history lasts; what is gone keeps its history as long."""
GONE_KEPT = 1000
GONE_MILLIS = 35 * 24 * 3600 * 1000
"""The names of what is gone are kept for a digest of the last weeks, and no longer."""
LATELY_MILLIS = 25 * 3600 * 1000
"""Longer than anybody's own list is kept: so long it is known what is to be left out."""

_TAKE = """
local won = {}
local gone, lately = KEYS[#KEYS - 1], KEYS[#KEYS]
local history_millis, gone_kept, gone_millis, lately_millis, now, news = unpack(ARGV, #ARGV - 5)
for n = 2, #KEYS - 2 do
  local at = (n - 2) * 5
  local id, before, after, entry, lost = unpack(ARGV, at + 1, at + 5)
  won[n - 1] = 0
  if (redis.call('HGET', KEYS[1], id) or '') == before then
    won[n - 1] = 1
    if after == '' then redis.call('HDEL', KEYS[1], id)
    else redis.call('HSET', KEYS[1], id, after) end
    if entry ~= '' then
      redis.call('APPEND', KEYS[n], entry)
      redis.call('PEXPIRE', KEYS[n], history_millis)
    end
    if lost ~= '' then
      redis.call('RPUSH', gone, lost)
      redis.call('PEXPIRE', gone, gone_millis)
      redis.call('HSET', lately, id, now)
      redis.call('PEXPIRE', lately, lately_millis)
      local all = redis.call('HGETALL', lately)
      for n = 1, #all, 2 do
        if tonumber(all[n + 1]) + lately_millis < tonumber(now) then
          redis.call('HDEL', lately, all[n])
        end
      end
    end
  end
end
redis.call('LTRIM', gone, -gone_kept, -1)
if news == '1' and redis.call('HINCRBY', KEYS[1], '', 1) == 1 then
  local time = redis.call('TIME')
  redis.call('HSET', KEYS[1], '', time[1] .. string.format('%06d', time[2]))
end
return won
"""

_VERSION = ""
"""The field that counts what was taken in: no space has this id. It begins at the time, so that a
Redis that was emptied is not taken for the one before.
"""

_REPLACE = """
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return 1
"""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What was read last: its version, and of each space what stood there and what it says."""

    version: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    seen: Mapping[str, Observation] = field(default_factory=dict)

    def after(self, stored: dict[str, str]) -> "_Kept":
        """Read what is stored now."""
        version = stored.pop(_VERSION, "")
        same = {
            space_id: self.seen[space_id]
            for space_id in self.seen.keys() & stored.keys()
            if self.texts[space_id] == stored[space_id]
        }
        new = {space_id: text for space_id, text in stored.items() if space_id not in same}
        return _Kept(version, stored, {**same, **_read_all(new)})


@dataclass(frozen=True, slots=True)
class Before:
    """What a look is judged by: what was ``seen``, when what was found ``gone`` lately was (in
    milliseconds since 1970), and the ids of those that are ``silent``.
    """

    seen: Mapping[str, Observation]
    gone: Mapping[str, int]
    silent: frozenset[str]


Heard = Callable[[tuple[Update, ...]], Awaitable[None]]
"""Told which changes were written."""

_seen = TypeAdapter(Observation)
_gone = TypeAdapter(Gone)


class Observations:
    """Reads and writes what was seen."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._key = store.key("watch", "seen")
        self._replace = store.script(_REPLACE)
        self._kept = _Kept()
        self.silent = SilentSpaces(store)

    async def all(self) -> dict[str, Observation]:
        """Give everything that is known, by id; what another release wrote is seen anew.

        It is kept in the process by its version: nothing is read twice, and of what has changed
        only that.
        """
        await self._bring(await self.version())
        return dict(self._kept.seen)

    @property
    def unread(self) -> frozenset[str]:
        """Name the spaces of which :meth:`all` found something that this release cannot read."""
        return frozenset(self._kept.texts.keys() - self._kept.seen.keys())

    async def latest(self) -> tuple[Mapping[str, Observation], Mapping[str, int]]:
        """Give everything that is known, as :meth:`all` does, and what was found to be gone in the
        last minutes: when, in milliseconds since 1970.
        """
        version, lately = await self._store.ask_once(*self.needs())
        await self._bring(version or "")
        return self._kept.seen, _moments(lately)

    def needs(self) -> tuple[Read, ...]:
        """Say what a turn reads of this."""
        return ("HGET", self._key, _VERSION), ("HGETALL", self._lately)

    def needs_of_spaces(self) -> tuple[Read, ...]:
        """Say what a turn about spaces reads of this besides: all of it, where it is not kept."""
        version = self._store.known(("HGET", self._key, _VERSION))
        organisation = ("HGET", self._key, ORGANISATION)
        if version and version == self._kept.version:
            return (organisation,)
        return organisation, ("HGETALL", self._key)

    async def before(self, ids: Sequence[str]) -> Before:
        """Give what a look at these ids is judged by, as it is now."""
        stored, lately, silent = await self._store.anew(
            ("HMGET", self._key, *ids), ("HGETALL", self._lately), self.silent.read
        )
        texts = dict(zip(ids, stored, strict=True))
        for space_id, text in texts.items():
            self._store.put(("HGET", self._key, space_id), text)
        return Before(_read_all(texts), _moments(lately), frozenset(silent))

    async def _bring(self, version: str) -> None:
        """Keep what there is now; what is of this version is kept already."""
        if version and version == self._kept.version:
            return
        stored: dict[str, str] = dict(await self._store.ask("HGETALL", self._key))
        self._kept = await asyncio.to_thread(self._kept.after, stored)

    async def version(self) -> str:
        """Name what is known: while this stays the same, nothing was looked at."""
        return await self._store.hget(self._key, _VERSION) or ""

    async def some(self, ids: Sequence[str]) -> dict[str, Observation]:
        """Give what is known of these ids, as it was when this turn asked first."""
        return _read_all(await self._store.fields(self._key, ids))

    async def of(self, ids: Sequence[str]) -> tuple[Mapping[str, Observation], Mapping[str, int]]:
        """Give what is known of these ids, and what was found to be gone in the last minutes."""
        now = await self.before(ids)
        return now.seen, now.gone

    async def take(self, changes: Iterable[Update], *, quiet: bool = False) -> tuple[Update, ...]:
        """Write what looks have changed; gives those changes that nothing else came before.

        A ``quiet`` look makes no new version unless it brings news, so that the same list shown
        again and again keeps nobody busy.
        """
        wanted = tuple(changes)
        taken = await self._taken({change: _text(change.before) for change in wanted}, quiet=quiet)
        return await self._after(wanted, taken, quiet=quiet)

    async def take_later(
        self, changes: Iterable[Update], heard: Heard, *, quiet: bool = False
    ) -> None:
        """Write them as :meth:`take` does, with the next script that this turn runs; ``heard`` is
        then told of them. Until then the turn itself knows them.
        """
        wanted = tuple(changes)
        if not wanted:
            return
        before = {change: _text(change.before) for change in wanted}

        async def written(won: Sequence[int]) -> None:
            await heard(await self._after(wanted, _won(wanted, won), quiet=quiet))

        await self._store.later(await self._step(before, quiet=quiet), written)
        for change in wanted:
            seen = None if change.after is None else _text(change.after)
            self._store.put(("HGET", self._key, change.seen.space_id), seen)

    async def _after(
        self, wanted: Sequence[Update], taken: tuple[Update, ...], *, quiet: bool
    ) -> tuple[Update, ...]:
        """Try those again that were only worded otherwise, and thin what is ripe."""
        if lost := [*(set(wanted) - set(taken))]:
            taken = (*taken, *await self._taken(await self._worded_otherwise(lost), quiet=quiet))
        for change in taken:
            if change.is_ripe:
                await self._thin(self._history(change.seen.space_id))
        return taken

    async def _taken(self, wanted: Mapping[Update, str], *, quiet: bool) -> tuple[Update, ...]:
        """Write those changes before which a text still stands."""
        if not wanted:
            return ()
        (won,) = await self._store.together(await self._step(wanted, quiet=quiet))
        return _won(tuple(wanted), won)

    async def _step(self, wanted: Mapping[Update, str], *, quiet: bool) -> ScriptPart:
        keys = [self._history(change.seen.space_id) for change in wanted]
        arguments = [part for change, text in wanted.items() for part in _written(change, text)]
        limits = [HISTORY_MILLIS, GONE_KEPT, GONE_MILLIS, LATELY_MILLIS]
        is_news = not quiet or any(change.is_news for change in wanted)
        return ScriptPart(
            _TAKE,
            [self._key, *keys, self._gone, self._lately],
            [*arguments, *limits, await self._store.now(), int(is_news)],
        )

    async def _worded_otherwise(self, changes: Sequence[Update]) -> dict[Update, str]:
        """Give the changes of what another release has written, which means the same to us."""
        ids = [change.seen.space_id for change in changes]
        (stored,) = await self._store.anew(("HMGET", self._key, *ids))
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

    async def gone(self) -> tuple[Gone, ...]:
        """Give what was found to be gone in the last weeks, the oldest first; some may be back."""
        stored: list[Any] = await self._store.ask("LRANGE", self._gone, "0", "-1")
        return tuple(gone for text in stored if (gone := readable(_gone, text)) is not None)

    async def _packed(self, key: str) -> bytes:
        return bytes(await self._store.ask("GET", key, **{NEVER_DECODE: ""}) or b"")

    def _history(self, space_id: str) -> str:
        return self._store.key("history", space_id)

    @property
    def _lately(self) -> str:
        return self._store.key("lately-gone")

    @property
    def _gone(self) -> str:
        return self._store.key("watch", "gone")


def _written(change: Update, before: str) -> tuple[str | bytes, ...]:
    """Write a change as five arguments: id, before, after, the history's entry, what is gone."""
    return (
        change.seen.space_id,
        before,
        _text(change.after),
        entry(change.sample) if change.sample else "",
        _gone.dump_json(change.gone).decode() if change.gone else "",
    )


def _won(wanted: Sequence[Update], won: Sequence[int]) -> tuple[Update, ...]:
    return tuple(change for change, is_ours in zip(wanted, won, strict=True) if is_ours)


def _moments(stored: Mapping[str, str]) -> dict[str, int]:
    return {space_id: int(at) for space_id, at in stored.items()}


def _text(seen: Observation | None) -> str:
    return "" if seen is None else _seen.dump_json(seen).decode()


def _read_all(stored: Mapping[str, str | None]) -> dict[str, Observation]:
    read = {space_id: _read(text) for space_id, text in stored.items()}
    return {space_id: seen for space_id, seen in read.items() if seen is not None}


def _read(text: str | None) -> Observation | None:
    return readable(_seen, text)
