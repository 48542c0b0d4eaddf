"""The organisation's capacity: how much room all spaces share."""

from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, Field, ValidationError

from bot.dingtalk.http import DingTalk
from bot.errors import Unavailable

TOTAL = "/v1.0/storage/orgs/{corpId}"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the drive, such as ``PUBLIC_OSS_PARTITION``. Sizes are bytes.

    ``total`` is None where DingTalk names no limit; ``reserved`` is set aside and not used yet.
    ``shared`` parts draw on one pool.
    """

    kind: str
    used: int
    total: int | None
    reserved: int = 0
    shared: bool = True


@dataclass(frozen=True, slots=True)
class Capacity:
    """The parts together."""

    parts: tuple[Part, ...]

    @property
    def used(self) -> int:
        """Bytes used in all parts."""
        return sum(part.used for part in self.parts)

    @property
    def total(self) -> int | None:
        """Bytes there are: the pool counts once, however many parts share it. None: no limit."""
        totals = [part.total for part in self.parts]
        if not totals or None in totals:
            return None
        pool = max((part.total or 0 for part in self.parts if part.shared), default=0)
        return pool + sum(part.total or 0 for part in self.parts if not part.shared)


class _Quota(BaseModel):
    used: int
    max: int | None = None
    reserved: int = 0
    type: Literal["SHARE", "PRIVATE"] = "SHARE"


class _Partition(BaseModel):
    quota: _Quota
    partition_type: str = Field("", alias="partitionType")

    def part(self) -> Part:
        limit = self.quota.max
        total = None if limit is None or limit < 0 else limit
        is_shared = self.quota.type == "SHARE"
        return Part(self.partition_type, self.quota.used, total, self.quota.reserved, is_shared)


class _Organisation(BaseModel):
    partitions: list[_Partition]


class _Answer(BaseModel):
    """Page `obtain-enterprise-storage-related-information`."""

    org: _Organisation


async def read_capacity(dingtalk: DingTalk, corp_id: str, viewer: str) -> Capacity:
    """Read the organisation's capacity as ``viewer`` (a unionId), in one counted call.

    Raises NotAuthorized for somebody who may not read it, ScopeMissing (`Storage.Org.Read`).
    """
    answer = await dingtalk.call("GET", TOTAL, path={"corpId": corp_id}, query={"unionId": viewer})
    try:
        read = _Answer.model_validate(answer.body)
    except ValidationError:
        raise Unavailable("", "a capacity that cannot be read", answer.request_id) from None
    return Capacity(tuple(each.part() for each in read.org.partitions))
