"""What somebody deleted last in a conversation, and changed last of files, so that a word takes it
back, and what deleting has shown of the recycle bin.
"""

import hashlib
from collections.abc import Collection
from dataclasses import replace
from typing import Final

from pydantic import TypeAdapter

from bot.files.fates import FilePlan
from bot.storage import Store

KEPT_SECONDS: Final = 24 * 3600
ROOM_SECONDS: Final = 90 * 24 * 3600
"""So long it is believed how DingTalk counts what is in the bin; no page says it."""

_STORED: TypeAdapter[FilePlan] = TypeAdapter(FilePlan)


class LastDeletions:
    """Remembers the last deletion and the last change of files for a day, of each person in each
    conversation.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def _key(self, viewer: str, conversation_id: str, kind: str = "deleted") -> str:
        name = f"{viewer}\n{conversation_id}"
        return self._store.key(kind, hashlib.sha256(name.encode()).hexdigest()[:32])

    async def keep(self, viewer: str, conversation_id: str, plan: FilePlan) -> None:
        """Remember what went into the bin."""
        await self._set(self._key(viewer, conversation_id), plan)
        await self.note(viewer, conversation_id, plan)

    async def last(self, viewer: str, conversation_id: str) -> FilePlan | None:
        """Give what was deleted last; None for nothing."""
        return await self._get(self._key(viewer, conversation_id))

    async def age(self, viewer: str, conversation_id: str) -> int:
        """Give how many milliseconds ago the last deletion was, as a list of the bin may come in
        the same second; as long as any is kept for none.
        """
        left = await self._store.redis.pttl(self._key(viewer, conversation_id))
        return KEPT_SECONDS * 1000 - max(0, int(left))

    async def note(self, viewer: str, conversation_id: str, plan: FilePlan) -> None:
        """Remember the last change of files: a deletion, what takes a move or a new name back, or
        what no word takes back.
        """
        await self._set(self._key(viewer, conversation_id, "files-changed"), plan)

    async def latest(self, viewer: str, conversation_id: str) -> FilePlan | None:
        """Give the last change as it was noted; None for none."""
        return await self._get(self._key(viewer, conversation_id, "files-changed"))

    async def _set(self, key: str, plan: FilePlan) -> None:
        await self._store.redis.set(key, _STORED.dump_json(plan), ex=KEPT_SECONDS)
        self._store.touched(key)

    async def _get(self, key: str) -> FilePlan | None:
        return self._store.read(_STORED, await self._store.get(key), key)

    async def back(self, viewer: str, conversation_id: str, ids: Collection[str]) -> None:
        """Forget those of it, by their dentryIds, that are back."""
        key = self._key(viewer, conversation_id)
        gone = await self._get(key)
        left = tuple(each for each in gone.targets if each.id not in ids) if gone else ()
        if gone and left:
            await self._set(key, replace(gone, targets=left))
            return
        await self._store.redis.delete(key)
        self._store.touched(key)

    async def note_room(self, before: int, after: int) -> None:
        """Note whether a deletion made room (bytes used ``before`` and ``after``), for the whole
        organisation. More than before says nothing.
        """
        if after <= before:
            freed = "1" if after < before else "0"
            await self._store.redis.set(self._room, freed, ex=ROOM_SECONDS)

    async def frees(self) -> bool | None:
        """Tell whether the last deletion that was looked at made room; None for not known."""
        noted = await self._store.redis.get(self._room)
        return None if noted is None else noted == "1"

    @property
    def _room(self) -> str:
        return self._store.key("bin-room")
