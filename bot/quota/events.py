"""File events: a hint that a space has changed, at the price of a stream message each.

DingTalk tells of every file made, changed or deleted in the whole organisation once an app has
subscribed (page `subscribe-to-file-change-events`), and each counts against the monthly stream
messages. So they are off unless an admin switches them on; all they do is to mark a space as due.
"""

from collections.abc import Collection
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from bot.dingtalk.http import DingTalk
from bot.storage import Store

KINDS = frozenset({"storage_dentry_create", "storage_dentry_update", "storage_dentry_delete"})
"""Pages `event-storage-dentry-create`, `…-update`, `…-delete`."""
SUBSCRIBE = "/v1.0/storage/events/subscribe"
UNSUBSCRIBE = "/v1.0/storage/events/unsubscribe"


@dataclass(frozen=True, slots=True)
class Switched:
    """Who switched file events on, and when (milliseconds since 1970)."""

    by: str
    at: int


_stored = TypeAdapter(Switched)


class FileEvents:
    """Switches them on and off, and remembers which spaces they marked."""

    def __init__(self, dingtalk: DingTalk, store: Store) -> None:
        self._dingtalk = dingtalk
        self._store = store
        self._switch = store.key("watch", "events")
        self._marked = store.key("watch", "due")

    async def switched(self) -> Switched | None:
        """Tell who switched them on; None while they are off."""
        text = await self._store.get(self._switch)
        try:
            return None if text is None else _stored.validate_json(text)
        except ValidationError:
            return None

    async def switch_on(self, corp_id: str, viewer: str, switched: Switched) -> None:
        """Subscribe as ``viewer`` (a unionId); one counted call.

        Raises NotAuthorized, and ScopeMissing without `Storage.Event.Write`.
        """
        await self._tell_dingtalk(SUBSCRIBE, corp_id, viewer)
        await self._store.redis.set(self._switch, _stored.dump_json(switched).decode())

    async def switch_off(self, corp_id: str, viewer: str) -> None:
        """Stop listening, then unsubscribe; events that come all the same mark nothing."""
        await self._store.redis.delete(self._switch, self._marked)
        await self._tell_dingtalk(UNSUBSCRIBE, corp_id, viewer)

    async def note(self, kind: str, data: dict[str, object]) -> None:
        """Mark the space of a file event as due, if they are switched on."""
        space_id = data.get("spaceId")
        if kind in KINDS and isinstance(space_id, str) and await self.switched():
            await self._store.redis.sadd(self._marked, space_id)

    async def marked(self) -> frozenset[str]:
        """Give the ids that are due by an event."""
        marked: set[str] = await self._store.redis.smembers(self._marked)  # type: ignore[assignment] # decoded
        return frozenset(marked)

    async def looked_at(self, ids: Collection[str]) -> None:
        """Take the mark from what is looked at now."""
        if ids:
            await self._store.redis.srem(self._marked, *ids)

    async def _tell_dingtalk(self, path: str, corp_id: str, viewer: str) -> None:
        await self._dingtalk.call(
            "POST",
            path,
            query={"unionId": viewer},
            body={"scope": "ORG", "scopeId": corp_id},
        )
