"""The organisation's capacity as each person may read it, kept for a short while."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from pydantic import TypeAdapter

from bot.dingtalk.http import DingTalk
from bot.drive.capacity import Capacity, read_capacity
from bot.errors import NotAuthorized, Unavailable
from bot.storage import Store

KEPT_MILLIS = 10 * 60 * 1000
"""How long a capacity is kept; who asks says how old it may be."""
REFUSED_MILLIS = 60 * 60 * 1000
"""How long a refusal is remembered of a viewer: a refused call counts as any other does."""


@dataclass(frozen=True, slots=True)
class CapacityAt:
    """The capacity as it was at ``at``, in milliseconds since 1970."""

    capacity: Capacity
    at: int


_stored = TypeAdapter(CapacityAt)


async def nobody(_capacity: Capacity) -> None:
    """Take in nothing."""


class Capacities:
    """Reads the capacity as one viewer or another, each for themselves."""

    def __init__(
        self,
        dingtalk: DingTalk,
        store: Store,
        corp_id: Callable[[], Awaitable[str | None]],
        *,
        measured: Callable[[Capacity], Awaitable[None]] = nobody,
    ) -> None:
        """``corp_id`` gives the organisation's id, None while it is not known; ``measured`` takes
        in what was read.
        """
        self._dingtalk = dingtalk
        self._store = store
        self._corp_id = corp_id
        self._measured = measured

    async def read(self, viewer: str, max_age: float) -> CapacityAt:
        """Read as ``viewer`` (a unionId); what was read up to ``max_age`` seconds ago will do.

        Raises NotAuthorized for somebody who may not, ScopeMissing (`Storage.Org.Read`).
        """
        now = await self._store.now()
        known = await self._known(viewer)
        if known is not None and now - known.at < max_age * 1000:
            return known
        if await self._store.redis.exists(self._refused(viewer)):
            raise NotAuthorized(message="refused a short while ago")
        fresh = CapacityAt(await self._fetch(viewer), now)
        await self._store.redis.set(self._key(viewer), _stored.dump_json(fresh), px=KEPT_MILLIS)
        await self._measured(fresh.capacity)
        return fresh

    async def _fetch(self, viewer: str) -> Capacity:
        corp_id = await self._corp_id()
        if corp_id is None:
            raise Unavailable(message="the organisation is not known yet")
        try:
            return await read_capacity(self._dingtalk, corp_id, viewer)
        except NotAuthorized:
            await self._store.redis.set(self._refused(viewer), "1", px=REFUSED_MILLIS)
            raise

    async def _known(self, viewer: str) -> CapacityAt | None:
        return await self._store.cached(_stored, self._key(viewer))

    def _key(self, viewer: str) -> str:
        return self._store.key("capacity", viewer)

    def _refused(self, viewer: str) -> str:
        return self._store.key("capacity-refused", viewer)
