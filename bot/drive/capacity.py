"""The organisation's capacity, how much room all spaces share: read as each person may read it, and
kept for a short while.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bot.dingtalk.http import DingTalk
from bot.dingtalk.payload import Payload, Size, Whole, Words, rows_of
from bot.drive.space import NO_LIMIT
from bot.errors import NotAuthorized, Unavailable
from bot.opened import Read
from bot.storage import Store

TOTAL = "/v1.0/storage/orgs/{corpId}"

KEPT_MILLIS = 10 * 60 * 1000
"""How long a capacity is kept; who asks says how old it may be."""
REFUSED_MILLIS = 24 * 3600 * 1000
"""How long a refusal is remembered of a viewer: a refused call counts as any other does."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the drive, such as ``PUBLIC_OSS_PARTITION``. Sizes are bytes.

    ``used`` is None where DingTalk did not say. ``total`` is None where there is no limit, and
    where DingTalk did not say, which ``total_known`` tells apart. ``reserved`` is set aside and not
    used yet. ``shared`` parts draw on one pool.
    """

    kind: str
    used: int | None
    total: int | None
    reserved: int = 0
    shared: bool = True
    total_known: bool = True


@dataclass(frozen=True, slots=True)
class Capacity:
    """The parts together; ``unread`` counts those that could not be read."""

    parts: tuple[Part, ...]
    unread: int = 0

    @property
    def used(self) -> int | None:
        """Bytes used in all parts; None where that of any part is not known."""
        used = [part.used for part in self.parts if part.used is not None]
        is_known = self._is_whole and len(used) == len(self.parts)
        return sum(used) if is_known else None

    @property
    def total_known(self) -> bool:
        """Whether DingTalk said of all parts how large they are."""
        return self._is_whole and all(part.total_known for part in self.parts)

    @property
    def _is_whole(self) -> bool:
        return bool(self.parts) and not self.unread

    @property
    def total(self) -> int | None:
        """Bytes there are: the pool counts once, however many parts share it. None: no limit, or
        not known, which :attr:`total_known` tells apart.
        """
        totals = [part.total for part in self.parts]
        if not self.total_known or None in totals:
            return None
        pool = max((part.total or 0 for part in self.parts if part.shared), default=0)
        return pool + sum(part.total or 0 for part in self.parts if not part.shared)


@dataclass(frozen=True, slots=True)
class CapacityAt:
    """The capacity as it was at ``at``, in milliseconds since 1970."""

    capacity: Capacity
    at: int


class _Quota(Payload):
    """``max`` of -1 is no limit, as for spaces. ``reserved`` that is absent is nothing."""

    used: Size = None
    max: Whole = None
    reserved: Size = None
    type: Words = None


class _Partition(Payload):
    quota: _Quota
    partition_type: Words = None

    def part(self) -> Part:
        limit = self.quota.max
        return Part(
            self.partition_type or "",
            self.quota.used,
            None if limit is None or limit < 0 else limit,
            self.quota.reserved or 0,
            self.quota.type != "PRIVATE",
            total_known=limit is not None and limit >= NO_LIMIT,
        )


class _Organisation(Payload):
    partitions: Any = None


class _Answer(Payload):
    """Page `obtain-enterprise-storage-related-information`."""

    org: _Organisation


async def read_capacity(dingtalk: DingTalk, corp_id: str, viewer: str) -> Capacity:
    """Read the organisation's capacity as ``viewer`` (a unionId), in one counted call.

    Raises NotAuthorized for somebody who may not read it, ScopeMissing (`Storage.Org.Read`).
    """
    answer = await dingtalk.call("GET", TOTAL, path={"corpId": corp_id}, query={"unionId": viewer})
    try:
        rows = rows_of(_Partition, _Answer.model_validate(answer.body).org.partitions)
    except ValidationError:
        rows = None
    if rows is None:
        raise Unavailable("", "a capacity that cannot be read", answer.request_id)
    return Capacity(tuple(row.part() for row in rows.read), rows.unread)


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
        asked = self._store.key("capacity-asked", viewer)
        value = _stored.dump_json(fresh)
        if not await self._store.keep(self._key(viewer), asked, value, now, KEPT_MILLIS):
            return await self._known(viewer) or fresh
        await self._measured(fresh.capacity)
        return fresh

    def needs(self, viewer: str) -> tuple[Read, ...]:
        """Say what a turn about somebody's spaces reads of this."""
        return (("GET", self._key(viewer)),)

    async def costs(self, viewer: str, max_age: float) -> bool:
        """Tell whether :meth:`read` would make a call."""
        known = await self._known(viewer)
        if known is not None and await self._store.now() - known.at < max_age * 1000:
            return False
        return not await self._store.redis.exists(self._refused(viewer))

    async def forget(self, viewer: str) -> bool:
        """Drop all that is kept of somebody; tells whether there was anything."""
        keys = (self._key(viewer), self._refused(viewer))
        dropped = await self._store.redis.delete(*keys)
        self._store.touched(*keys)
        return bool(dropped)

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
