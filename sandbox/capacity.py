"""Drive's capacity: quotas of spaces, of people and of the organisation. Sizes are bytes.

Only the organisation's total has a page. The other calls are known from the SDK alone, which
names their fields and nothing more; what they mean here is a choice, told in README.md.
"""

from typing import Any

from sandbox.call import Call, Reply
from sandbox.drive import PERSONAL_BYTES, Drive
from sandbox.drive_fields import identifiers, invalid, long, not_authorised, quota, text
from sandbox.errors import ApiRefusal
from sandbox.world import World


class Capacity:
    """How much there is and how much is used."""

    def __init__(self, world: World, drive: Drive) -> None:
        self._world = world
        self._drive = drive

    def total(self, call: Call) -> Reply:
        """`GET /v1.0/storage/orgs/{corpId}` (page `obtain-enterprise-storage-related-…`)."""
        union_id = call.query.get("unionId", "")
        corp_id = call.path["corpId"]
        if not union_id or corp_id != self._world.org.corp_id:
            raise ApiRefusal(400, "paramError", "paramError")
        denied = ApiRefusal(403, "permissionDenied", "permissionDenied")
        user = self._world.org.user_by_union_id(union_id)
        if user is None:
            raise denied
        self._drive.require_manager(user, denied)
        org = self._world.org
        shared = {"used": org.spaces.total_used, "max": org.capacity, "type": "SHARE"}
        partition = {"partitionType": "PUBLIC_OSS_PARTITION", "quota": shared}
        return Reply({"org": {"corpId": corp_id, "partitions": [partition]}})

    def change_quota(self, call: Call) -> Reply:
        """`PUT /v1.0/drive/managements/spaces`: another quota for up to 30 spaces."""
        body = call.json_object()
        user = self._drive.actor(body)
        wanted, limit = identifiers(body.get("spaceIds")), quota(body)
        self._drive.require_manager(user, not_authorised())
        changed = self._drive.known_of(wanted)
        for space in changed:
            space.quota, space.modified = limit, self._world.now()
        self._world.events.state()
        return Reply({"spaces": self._drive.views(changed)})

    def quotas(self, call: Call) -> Reply:
        """`POST /v1.0/drive/quotaInfos/query`: of the organisation (`org`) or of `personal`."""
        body = call.json_object()
        user = self._drive.actor(body)
        wanted, kind = identifiers(body.get("identifiers")), text(body, "type")
        if kind not in {"org", "personal"}:
            raise invalid()
        self._drive.require_manager(user, not_authorised())
        read = self._organisation if kind == "org" else self._person
        found = [(each, amounts) for each in wanted if (amounts := read(each)) is not None]
        if len(found) < len(wanted) and self._world.settings.unknown_ids == "error":
            raise invalid()
        return Reply({"quotas": [_quota(each, kind, *amounts) for each, amounts in found]})

    def buy(self, call: Call) -> Reply:
        """`POST /v1.0/drive/managements/quotas/buy`: `capacity` more bytes, once an orderId."""
        body = call.json_object()
        user = self._drive.actor(body)
        text(body, "token")
        capacity, order_id = _order(body.get("order"))
        self._drive.require_manager(user, not_authorised())
        if order_id not in self._world.org.orders:
            self._world.org.orders.add(order_id)
            self._world.org.capacity += capacity
        return Reply()

    def _organisation(self, corp_id: str) -> tuple[int, int] | None:
        org = self._world.org
        return (org.capacity, org.spaces.total_used) if corp_id == org.corp_id else None

    def _person(self, union_id: str) -> tuple[int, int] | None:
        org = self._world.org
        if org.user_by_union_id(union_id) is None:
            return None
        own = org.spaces.get(org.personal.get(union_id, ""))
        return (own.quota, org.spaces.used(own)) if own is not None else (PERSONAL_BYTES, 0)


def _order(order: Any) -> tuple[int, int]:
    """The capacity of an order and its id; every member must be there."""
    if not isinstance(order, dict):
        raise invalid()
    for name in ("bizType", "capacityType"):
        text(order, name)
    for name in ("day", "money"):
        long(order, name)
    return long(order, "capacity", 1), long(order, "orderId")


def _quota(identifier: str, kind: str, limit: int, used: int) -> dict[str, Any]:
    return {"identifier": identifier, "quota": limit, "type": kind, "usedQuota": used}
