"""Who may do what with a file, as one person was told it: kept a minute, so that pages turn without
a call.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from pydantic import TypeAdapter

from bot.files.paged import ROWS
from bot.rights.holders import Holder
from bot.rights.plan import RightsPlace
from bot.storage import Store

KEPT_MILLIS: Final = 60_000
"""So long the roles that were read are shown again; after that somebody may have lost the right to
know them.
"""


@dataclass(frozen=True, slots=True)
class WhoList:
    """All ``rows`` of a place, as they were ``read`` (milliseconds since 1970).

    ``ends`` says until when, by member, a role has an end here; ``inherits`` and ``unread`` are as
    FileRights and Permissions give them. People are named on the ``named`` pages alone.
    """

    place: RightsPlace
    rows: tuple[Holder, ...]
    inherits: bool | None
    read: int
    unread: int = 0
    ends: Mapping[str, int] = field(default_factory=dict)
    named: tuple[int, ...] = ()

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.rows) // ROWS))

    def page(self, number: int) -> tuple[Holder, ...]:
        """Give the rows of a page, from 1."""
        return self.rows[(number - 1) * ROWS : number * ROWS]


_STORED: TypeAdapter[WhoList] = TypeAdapter(WhoList)


class WhoLists:
    """Keeps what each person was told in a conversation of a place, named as buttons name it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def get(self, viewer: str, here: str, place: str) -> WhoList | None:
        """Give what is kept; None when that is over."""
        key = self._key(viewer, here, place)
        return self._store.read(_STORED, await self._store.get(key), key)

    async def keep(self, viewer: str, here: str, place: str, found: WhoList, now: int) -> None:
        """Keep it for what is left of its minute."""
        left = found.read + KEPT_MILLIS - now
        if left > 0:
            key = self._key(viewer, here, place)
            await self._store.redis.set(key, _STORED.dump_json(found), px=left)
            self._store.touched(key)

    def _key(self, viewer: str, here: str, place: str) -> str:
        name = f"{viewer}\n{here}\n{place}"
        return self._store.key("who", hashlib.sha256(name.encode()).hexdigest()[:32])
