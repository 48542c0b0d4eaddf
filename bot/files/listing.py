"""What somebody was shown of a folder, kept for them for a while.

Turning pages costs no call so, and no card has to hold names: a card keeps ids.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from pydantic import TypeAdapter

from bot.files.dentry import Dentry, Folder
from bot.files.order import Order
from bot.storage import Store

KEPT_MILLIS: Final = 10 * 60 * 1000
"""So long what somebody was given is shown them again; after that they may have lost it."""


@dataclass(frozen=True, slots=True)
class FolderListing:
    """The first so many of a folder, folders first within what was read.

    ``following`` is the token of the next ones, "" at the end. ``unread`` counts rows that could
    not be read. DingTalk was ``read`` then (milliseconds since 1970). ``who`` names those who have
    changed them last, by unionId, as far as they could be found.
    """

    folder: Folder
    order: Order
    dentries: tuple[Dentry, ...]
    following: str
    read: int
    unread: int = 0
    who: Mapping[str, str] = field(default_factory=dict)

    def named(self, name: str) -> Dentry | None:
        """Give what is called so, where that is one."""
        found = [each for each in self.dentries if each.name == name]
        return found[0] if len(found) == 1 else None

    def get(self, dentry_id: str) -> Dentry | None:
        """Give what has this id."""
        return next((each for each in self.dentries if each.id == dentry_id), None)


_STORED: TypeAdapter[FolderListing] = TypeAdapter(FolderListing)


class FolderListings:
    """Keeps what each person was shown, apart from all others."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def _key(self, viewer: str, space_id: str, folder_id: str, order: Order) -> str:
        name = f"{viewer}\n{space_id}\n{folder_id}\n{order}"
        return self._store.key("files", hashlib.sha256(name.encode()).hexdigest()[:32])

    async def get(
        self, viewer: str, space_id: str, folder_id: str, order: Order
    ) -> FolderListing | None:
        """Give what is kept; None for nothing."""
        key = self._key(viewer, space_id, folder_id, order)
        return self._store.read(_STORED, await self._store.get(key), key)

    async def keep(self, viewer: str, listing: FolderListing) -> None:
        folder = listing.folder
        key = self._key(viewer, folder.space_id, folder.id, listing.order)
        await self._store.redis.set(key, _STORED.dump_json(listing), px=KEPT_MILLIS)
        self._store.touched(key)

    async def drop(self, viewer: str, space_id: str, folder_id: str) -> None:
        """Forget a folder that was changed."""
        orders: tuple[Order, ...] = ("newest", "largest", "name")
        keys = [self._key(viewer, space_id, folder_id, order) for order in orders]
        await self._store.redis.delete(*keys)
        for key in keys:
            self._store.touched(key)
