"""The organisation's capacity: how much room all spaces share."""

from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from bot.dingtalk.http import DingTalk
from bot.dingtalk.payload import Payload, Size, Whole, Words, rows_of
from bot.drive.spaces import NO_LIMIT
from bot.errors import Unavailable

TOTAL = "/v1.0/storage/orgs/{corpId}"


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
