"""Cards that may show an older face than their record has, and the time to look at them.

What an ack shows, nobody confirms. So a press that changes a card puts it on this list in the same
step, and what tells that its face is shown takes it off: an ack that left in time, or an update.
"""

from typing import cast

from bot.storage import Store

LOOK_MILLIS = 20_000
"""So long after a press its card is looked at, if nothing has told that it shows its face."""

KEEP_SECONDS = 8 * 24 * 3600

UNPAINTED = f"""
local function unpainted(list, card)
  local now = redis.call('TIME')
  local at = now[1] * 1000 + math.floor(now[2] / 1000) + {LOOK_MILLIS}
  redis.call('ZADD', list, string.format('%.0f', at), card)
  redis.call('EXPIRE', list, {KEEP_SECONDS})
end
"""
"""A function for the scripts that move a card's face by a press."""


class Unpainted:
    """The list, in Redis."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.key = store.key("unpainted")

    async def due(self, now: int, most: int) -> tuple[str, ...]:
        """Give the outTrackIds of cards whose time has come, the longest waiting first; ``now`` is
        in milliseconds since 1970.
        """
        found = await self._store.redis.zrangebyscore(self.key, "-inf", now, start=0, num=most)
        return tuple(cast("list[str]", found))

    async def put_off(self, out_track_id: str, until: int) -> None:
        """Look at a card, or look again, at ``until`` (milliseconds since 1970)."""
        await self._store.redis.zadd(self.key, {out_track_id: until})
        await self._store.redis.expire(self.key, KEEP_SECONDS)

    async def forget(self, out_track_id: str) -> None:
        """Look at a card no more."""
        await self._store.redis.zrem(self.key, out_track_id)
