"""Who was told something alone on a card that stays as it is for everybody else: when the card is
over, so is that.
"""

from collections.abc import Sequence
from typing import Final

from bot.storage import Store

KEPT_SECONDS: Final = 90 * 24 * 3600
"""As long as such a card may stand without a change."""


JUST_NOW: Final = 3000
"""What was told so lately, in milliseconds, stays: it may answer the press that closed the card."""


class Whispers:
    """The userIds, by card, and when."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def _key(self, out_track_id: str) -> str:
        return self._store.key("whispers", out_track_id)

    async def note(self, out_track_id: str, user_id: str) -> None:
        """Note that somebody has a line of their own there."""
        key, now = self._key(out_track_id), await self._store.now()
        async with self._store.redis.pipeline(transaction=False) as pipe:
            pipe.zadd(key, {user_id: now})
            pipe.expire(key, KEPT_SECONDS)
            await pipe.execute()

    async def those(self, out_track_id: str) -> list[str]:
        """Give all whose line is old enough to go."""
        key = self._key(out_track_id)
        if not await self._store.redis.zcard(key):
            return []
        until = await self._store.now() - JUST_NOW
        found: list[str] = await self._store.redis.zrangebyscore(key, "-inf", until)  # type: ignore[assignment] # decoded
        return found

    async def forget(self, out_track_id: str, user_ids: Sequence[str]) -> None:
        """Hear that those lines are gone."""
        await self._store.redis.zrem(self._key(out_track_id), *user_ids)
