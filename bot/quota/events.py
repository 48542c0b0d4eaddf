"""File events: a hint that a space has changed, at the price of a stream message each.

DingTalk tells of every file made, changed or deleted in the whole organisation once an app has
subscribed (page `subscribe-to-file-change-events`), and each counts against the monthly stream
messages. So they are off unless an admin switches them on; all they do is to mark a space as due.
"""

from collections.abc import Collection
from dataclasses import dataclass

import structlog

from bot.audit import Noting
from bot.dingtalk.http import DingTalk
from bot.dingtalk.payload import words
from bot.documents import Changed, Document
from bot.errors import PlatformError
from bot.quota.clearings import Clearings
from bot.storage import Store

log = structlog.get_logger()

KINDS = frozenset({"storage_dentry_create", "storage_dentry_update", "storage_dentry_delete"})
"""Pages `event-storage-dentry-create`, `…-update`, `…-delete`."""
SUBSCRIBE = "/v1.0/storage/events/subscribe"
UNSUBSCRIBE = "/v1.0/storage/events/unsubscribe"


@dataclass(frozen=True, slots=True)
class Switched:
    """Who switched file events on, and when (milliseconds since 1970)."""

    by: str
    at: int


class FileEvents:
    """Switches them on and off, and remembers which spaces they marked."""

    def __init__(self, dingtalk: DingTalk, store: Store) -> None:
        self._dingtalk = dingtalk
        self._store = store
        self.clearings = Clearings(store)
        self._switch = Document(store, store.key("watch", "events"), Switched)
        self._marked = store.key("watch", "due")

    async def switched(self) -> Switched | None:
        """Tell who switched them on; None while they are off."""
        return await self._switch.get()

    async def switch_on(self, corp_id: str, viewer: str, switched: Switched) -> Changed[Switched]:
        """Subscribe as ``viewer`` (a unionId); one counted call. Whoever came first is named.

        Raises NotAuthorized, and ScopeMissing without `Storage.Event.Write`: then it stays as it
        was.
        """
        made = await self._switch.change(lambda before: before or switched)
        try:
            await self.sync(corp_id, viewer)
        except PlatformError:
            if made.before is None:
                await self._switch.change(lambda now: None if now == switched else now)
            raise
        return made

    async def ignore(self, noting: Noting[Switched] | None = None) -> Changed[Switched]:
        """Stop listening: events that come all the same mark nothing."""
        return await self._switch.change(lambda _: None, lambda *_: [("DEL", self._marked)], noting)

    async def note(self, kind: str, data: dict[str, object]) -> None:
        """Mark the space of a file event as due, if they are switched on."""
        if kind not in KINDS:
            return
        space_id = words(data.get("spaceId"))
        if not space_id:
            log.warning("event_without_space", kind=kind)
        elif await self.switched():
            await self._store.redis.sadd(self._marked, space_id)

    async def changed(self, space_id: str) -> None:
        """Mark a space that the bot has changed itself as due, whether or not events come: an alert
        ends after several looks, and DingTalk may count late.
        """
        await self._store.redis.sadd(self._marked, space_id)

    async def marked(self) -> frozenset[str]:
        """Give the ids that are due by an event, or by a change of the bot's own."""
        marked: set[str] = await self._store.redis.smembers(self._marked)  # type: ignore[assignment] # decoded
        return frozenset(marked)

    async def looked_at(self, ids: Collection[str]) -> None:
        """Take the mark from what is looked at now."""
        if ids:
            await self._store.redis.srem(self._marked, *ids)

    async def sync(self, corp_id: str, viewer: str) -> None:
        """Tell DingTalk what is wished, and again if somebody wished otherwise meanwhile; as
        ``viewer`` (a unionId), one counted call.

        Two who switch at once may be heard in any order; the last word is what is kept here.
        """
        heard: bool | None = None
        while heard is not (wished := await self.switched() is not None):
            await self._dingtalk.call(
                "POST",
                SUBSCRIBE if wished else UNSUBSCRIBE,
                query={"unionId": viewer},
                body={"scope": "ORG", "scopeId": corp_id},
            )
            heard = wished
