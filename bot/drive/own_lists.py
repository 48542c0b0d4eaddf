"""Keeps each person's own list of spaces.

A list that takes one call is read again after a minute; one that takes n is believed for n hours,
at most for a day. What the bot itself has made or deleted for somebody is in their list at once.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from pydantic import TypeAdapter

from bot.drive.paging import price
from bot.drive.space import Listing, Space
from bot.opened import Read
from bot.storage import Store, readable

HOUR_SECONDS = 3600
DAY_SECONDS = 24 * HOUR_SECONDS
KEPT_MILLIS = DAY_SECONDS * 1000
"""How long a list is kept at most; who asks says how old it may be."""
LARGE_PAGE = 50
TRIES = 5

_stored = TypeAdapter(Listing)

_AMEND = """
local time = redis.call('TIME')
local now = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
redis.call('SET', KEYS[2], now, 'PX', ARGV[3])
local kept = redis.call('GET', KEYS[1])
if not kept then return 1 end
if kept ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'KEEPTTL')
return 1
"""
"""A list that was asked for before this comes in too late."""


@lru_cache(maxsize=1)
def _listed(text: str | None) -> Listing | None:
    """A turn asks for the same list some five times; one of 10,000 takes long to read."""
    return readable(_stored, text)


def calls_of(listing: Listing) -> int:
    """Tell how many calls it takes to read a list again."""
    return listing.calls or price(len(listing.spaces), LARGE_PAGE)


def believed_seconds(listing: Listing, fresh: float) -> float:
    """Tell for how long a list is believed: ``fresh`` seconds where reading it takes one call."""
    calls = calls_of(listing)
    return fresh if calls <= 1 else min(calls * HOUR_SECONDS, DAY_SECONDS)


class OwnLists:
    """One Redis, shared by all replicas; everything is under the unionId of whose it is."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._amend = store.script(_AMEND)

    def needs(self, viewer: str) -> tuple[Read, ...]:
        """Say what a turn about somebody's spaces reads of this."""
        return ("GET", self._key(viewer)), ("EXISTS", self._refused(viewer))

    async def of(self, viewer: str) -> Listing | None:
        """Give the list that is kept of somebody; None for none."""
        return _listed(await self._store.cached_text(self._key(viewer)))

    async def keep(self, viewer: str, listing: Listing) -> bool:
        """Keep a list; ``False`` where something newer is known."""
        value = _stored.dump_json(listing).decode()
        return await self._store.keep(*self._keys(viewer), value, listing.read, KEPT_MILLIS)

    async def made(self, viewer: str, space: Space) -> None:
        """Add a space to the list that is kept."""
        await self._change(
            viewer, lambda spaces: [*(each for each in spaces if each.id != space.id), space]
        )

    async def lost(self, viewer: str, space_id: str) -> None:
        """Take a space from the list that is kept."""
        await self._change(viewer, lambda spaces: [each for each in spaces if each.id != space_id])

    async def overtaken(self, viewer: str) -> None:
        """Forget the list, and whatever is on its way: nobody knows what a change has done."""
        await self._store.forget(*self._keys(viewer), KEPT_MILLIS)

    async def forget(self, viewer: str) -> bool:
        """Drop all that is kept of somebody; tells whether there was anything."""
        keys = [*self._keys(viewer), self._refused(viewer)]
        dropped = await self._store.redis.delete(*keys)
        self._store.touched(*keys)
        return bool(dropped)

    async def is_refused(self, viewer: str) -> bool:
        """Tell whether DingTalk has lately refused them the query of spaces by id."""
        (is_refused,) = await self._store.ask_once(("EXISTS", self._refused(viewer)))
        return bool(is_refused)

    async def refuse(self, viewer: str, millis: int) -> None:
        """Remember that it does."""
        await self._store.redis.set(self._refused(viewer), "1", px=millis)
        self._store.touched(self._refused(viewer))

    async def _change(
        self, viewer: str, change: Callable[[tuple[Space, ...]], list[Space]]
    ) -> None:
        key, asked = self._keys(viewer)
        for _ in range(TRIES):
            before = await self._store.get(key)
            known = await self.of(viewer) if before is not None else None
            after = before or ""
            if known is not None:
                after = _stored.dump_json(
                    replace(known, spaces=tuple(change(known.spaces)))
                ).decode()
            if await self._amend([key, asked], [before or "", after, KEPT_MILLIS]):
                return
        await self.overtaken(viewer)

    def _keys(self, viewer: str) -> tuple[str, str]:
        return self._key(viewer), self._store.key("spaces-changed", viewer)

    def _key(self, viewer: str) -> str:
        return self._store.key("spaces", viewer)

    def _refused(self, viewer: str) -> str:
        return self._store.key("look-refused", viewer)
