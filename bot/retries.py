"""When to try again what nobody asked for: after 1, 2, 4 … minutes, up to an hour.

Each try may cost counted calls, and nobody waits for it. What failed is kept in Redis under a name,
such as that of a conversation, so a restart does not begin anew and all replicas wait together. Of
those that wait only one tries when the time has come, for whoever may try has claimed the try.
"""

from dataclasses import dataclass

from bot.storage import Clock, Store
from bot.times.spans import DAY, HOUR, MINUTE

CLAIMED = MINUTE
"""Nobody else tries while somebody does, or has died of it."""
NOTICED = 90 * DAY
KEPT = 9 * DAY
"""Longer than a conversation refuses before it is given up."""

_ENTER = """
local now = tonumber(ARGV[1])
for _, key in ipairs(KEYS) do
  local again = tonumber(redis.call('HGET', key, 'again') or '0')
  if now < again and again <= now + ARGV[3] then return again end
end
for _, key in ipairs(KEYS) do
  if redis.call('EXISTS', key) == 1 then redis.call('HSET', key, 'again', now + ARGV[2]) end
end
return 0
"""

_FAILED = """
local now = tonumber(ARGV[1])
local since = tonumber(redis.call('HGET', KEYS[1], 'since') or ARGV[1])
if since > now then since = now end
local tries = redis.call('HINCRBY', KEYS[1], 'tries', 1)
local wait = math.min(ARGV[3] * 2 ^ math.min(tries - 1, 30), ARGV[4])
if now - since >= tonumber(ARGV[5]) then wait = tonumber(ARGV[6]) end
redis.call('HSET', KEYS[1], 'since', since, 'again', now + wait, 'code', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[7])
return since
"""


_FIRST = """
if redis.call('EXISTS', KEYS[1]) == 0 then return 1 end
return redis.call('HSETNX', KEYS[1], ARGV[1], '1')
"""


@dataclass(frozen=True, slots=True)
class Failing:
    """What has failed ``since`` then, is tried ``again`` then (milliseconds since 1970), and why:
    DingTalk's code of the last time.
    """

    since: int
    again: int
    code: str

    def lasts(self, now: int) -> bool:
        """Tell whether it has failed for a day."""
        return self.since + DAY <= now


class Retries:
    """Knows what has failed, and when it may be tried again."""

    def __init__(self, store: Store, clock: Clock | None = None) -> None:
        """``clock`` is Redis's own unless given."""
        self._store = store
        self.clock = clock or store.now
        self._enter = store.script(_ENTER)
        self._failed = store.script(_FAILED)
        self._first = store.script(_FIRST)

    async def may_try(self, *names: str) -> bool:
        """Tell whether something may be tried that depends on all of ``names``, and claim it."""
        keys = [self._key(name) for name in names]
        if not await self._store.redis.exists(*keys):
            return True
        return int(await self._enter(keys, [await self.clock(), CLAIMED, DAY])) == 0

    async def waits(self, *names: str) -> bool:
        """Tell whether something must still wait, and claim nothing."""
        now = await self.clock()
        found = [await self.failing(name) for name in names]
        return any(each is not None and now < each.again <= now + DAY for each in found)

    async def failed(self, name: str, code: str, *, after_a_day: int = HOUR) -> Failing:
        """Note a failure; what has lasted for a day is tried once in ``after_a_day``."""
        now = await self.clock()
        arguments = [now, code, MINUTE, HOUR, DAY, after_a_day, KEPT]
        await self._failed([self._key(name)], arguments)
        return await self.failing(name) or Failing(now, now + MINUTE, code)

    async def went(self, *names: str) -> None:
        """Note that it works: whatever failed under these names is over."""
        await self._store.redis.delete(*(self._key(name) for name in names))

    async def is_first_notice(self, name: str, whom: str = "") -> bool:
        """Tell whether this is the first to tell ``whom`` of it; what fails anew is told anew."""
        return bool(await self._first([self._key(name)], [f"told{whom}"]))

    async def was_noticed(self, name: str) -> bool:
        """Tell whether something was told that is told once."""
        return bool(await self._store.redis.exists(self._key(f"told:{name}")))

    async def note_noticed(self, name: str) -> None:
        """Note that it was."""
        await self._store.redis.set(self._key(f"told:{name}"), 1, px=NOTICED)

    async def failing(self, name: str) -> Failing | None:
        """Say since when something fails; None while it does not."""
        fields: list[str | None] = await self._store.redis.hmget(  # type: ignore[assignment] # decoded
            self._key(name), "since", "again", "code"
        )
        since, again, code = fields
        return None if since is None else Failing(int(since), int(again or 0), code or "")

    def _key(self, name: str) -> str:
        return self._store.key("retry", name)
