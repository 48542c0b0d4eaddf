"""The organisation's recycle bin: one for all its spaces, of which each person sees a part.

It is never cleared: that would empty everybody's.
"""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from bot.dingtalk.http import Answer, DingTalk
from bot.dingtalk.payload import Id, Payload, Size, Words, moment, rows_of, words
from bot.errors import Refused, Unavailable
from bot.files.fates import FileTarget
from bot.storage import Store

BIN: Final = "/v1.0/storage/recycleBins"
ITEMS: Final = "/v1.0/storage/recycleBins/{recycleBinId}/recycleItems"
ITEM: Final = f"{ITEMS}/{{recycleItemId}}"
PAGE: Final = 50
PAGES: Final = 5
"""So far back what was just deleted is looked for; each page is a counted call."""
_KEY: Final = "recycle-bin"
_KEPT_SECONDS: Final = 30 * 24 * 3600
_NO_SUCH_BIN: Final = frozenset({"recycleBinNotExist", "paramError.recycleBinId"})
"""What is said of an id that is no bin's (page `gets-the-list-of-recycle-items`)."""


@dataclass(frozen=True, slots=True)
class BinItem:
    """Something in the recycle bin; ``size`` is bytes and ``at`` when it was deleted, None where
    DingTalk does not say. ``path`` is where it lay, ``who`` a unionId, empty for not said.
    """

    id: str
    space_id: str
    dentry_id: str
    name: str
    is_folder: bool
    size: int | None = None
    path: str = ""
    who: str = ""
    at: datetime | None = None

    @property
    def target(self) -> FileTarget:
        """Give it as something is done to it."""
        return FileTarget(
            self.id, self.name, self.is_folder, self.size, self.dentry_id, self.space_id
        )


@dataclass(frozen=True, slots=True)
class BinPage:
    """The latest of the bin; ``following`` is the token of what is behind, "" at the end, and
    ``unread`` counts what could not be read.
    """

    items: tuple[BinItem, ...]
    following: str = ""
    unread: int = 0


class RecycleItemRow(Payload):
    """DingTalk's `RecycleItem` (page `gets-the-list-of-recycle-items`)."""

    id: Id
    space_id: Id
    dentry_id: Words = None
    size: Size = None
    type: Words = None
    original_name: Words = None
    original_path: Words = None
    operator_id: Words = None
    operator_time: Words = None

    def item(self) -> BinItem:
        return BinItem(
            self.id,
            self.space_id,
            self.dentry_id or "",
            self.original_name or self.id,
            self.type == "FOLDER",
            self.size,
            self.original_path or "",
            self.operator_id or "",
            moment(self.operator_time),
        )


class Recycling:
    """Looks into the bin, as one person."""

    def __init__(
        self, dingtalk: DingTalk, store: Store, corp_id: Callable[[], Awaitable[str | None]]
    ) -> None:
        self._dingtalk = dingtalk
        self._store = store
        self._corp_id = corp_id

    async def bin_id(self, viewer: str) -> str:
        """Give its id: one counted call the first time (page
        `obtain-information-about-the-recycle-bin`), and once a month.
        """
        key = self._store.key(_KEY)
        kept = await self._store.get(key)
        if kept:
            return kept
        scope = {"recycleBinScope": "ORG", "scopeId": await self._corp_id() or ""}
        answer = await self._dingtalk.call("GET", BIN, query={"unionId": viewer, **scope})
        found = answer.body.get("recycleBin")
        bin_id = words(found.get("id")) if isinstance(found, dict) else None
        if not bin_id:
            raise Unavailable("", "a recycle bin that cannot be read", answer.request_id)
        await self._store.redis.set(key, bin_id, ex=_KEPT_SECONDS)
        return bin_id

    async def page(self, viewer: str, token: str = "") -> BinPage:
        """Read a page, the latest first: one counted call for 50."""
        query = {"maxResults": PAGE, **({"nextToken": token} if token else {})}
        return _page(await self._ask(viewer, ITEMS, {}, query))

    async def find(self, viewer: str, dentry_ids: Collection[str]) -> dict[str, BinItem]:
        """Find what was deleted by what it was; what is not among the latest is left out, and may
        be there all the same.
        """
        found: dict[str, BinItem] = {}
        token = ""
        for _ in range(PAGES):
            page = await self.page(viewer, token)
            new = {each.dentry_id: each for each in page.items if each.dentry_id in dentry_ids}
            found = {**new, **found}
            if page.following in {"", token} or len(found) == len(dentry_ids):
                break
            token = page.following
        return found

    async def listed(self, viewer: str, item_ids: Collection[str]) -> tuple[BinItem, ...]:
        """Read items by their ids, in this order: a call for the latest, and one for each other.

        Raises RecycleItemMissing where one is not there any more.
        """
        latest = {each.id: each for each in (await self.page(viewer)).items}
        return tuple([latest.get(each) or await self._item(viewer, each) for each in item_ids])

    async def _item(self, viewer: str, item_id: str) -> BinItem:
        answer = await self._ask(viewer, ITEM, {"recycleItemId": item_id}, {})
        rows = rows_of(RecycleItemRow, [answer.body.get("item")])
        if rows is None or not rows.read or rows.read[0].id != item_id:
            raise Unavailable("", "a recycle bin that cannot be read", answer.request_id)
        return rows.read[0].item()

    async def has(self, viewer: str, item_id: str) -> bool:
        """Tell whether it is in the bin; raises RecycleItemMissing and kin, by which it is not."""
        answer = await self._ask(viewer, ITEM, {"recycleItemId": item_id}, {})
        return isinstance(answer.body.get("item"), dict)

    async def _ask(
        self, viewer: str, what: str, path: dict[str, str], query: dict[str, Any]
    ) -> Answer:
        """Look into the bin; its id is forgotten where DingTalk does not know it any more."""
        path = {"recycleBinId": await self.bin_id(viewer), **path}
        try:
            return await self._dingtalk.call(
                "GET", what, path=path, query={"unionId": viewer, **query}
            )
        except Refused as refused:
            if refused.code in _NO_SUCH_BIN:
                await self._store.redis.delete(self._store.key(_KEY))
            raise


def _page(answer: Answer) -> BinPage:
    rows = rows_of(RecycleItemRow, answer.body.get("recycleItems"))
    token = answer.body.get("nextToken")
    following = words(token)
    if rows is None or (following is None and token is not None):
        raise Unavailable("", "a recycle bin that cannot be read", answer.request_id)
    return BinPage(tuple(row.item() for row in rows.read), following or "", rows.unread)
