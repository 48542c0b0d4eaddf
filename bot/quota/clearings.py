"""What the bot itself has taken out of spaces at somebody's wish: nobody is asked whether that was
intended.
"""

from collections.abc import Mapping
from typing import Final

from bot.quota.crossings import RuleState
from bot.quota.observations.model import Observation
from bot.quota.samples import ORGANISATION
from bot.sizes import EB
from bot.storage import Store
from bot.times.spans import DAY, HOUR

KEPT: Final = 8 * DAY
"""So long it is remembered, in milliseconds: a space may be looked at once in a week only."""
LATE: Final = HOUR
"""DingTalk may count what is gone so much later, in milliseconds."""


class Clearings:
    """Remembers how many bytes went out of each space, and when."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def _key(self, subject: str) -> str:
        return self._store.key("watch", "cleared", subject)

    async def note(
        self, space_id: str, sizes: Mapping[str, int | None], *, stays: bool = False
    ) -> None:
        """Note what goes out, once whoever says it again, or that it ``stays`` after all.

        ``sizes`` are bytes by the name of each removal, None where nobody said: that may be all.
        """
        members = [f"{what}:{EB if size is None else size}" for what, size in sizes.items()]
        now = await self._store.now()
        async with self._store.redis.pipeline(transaction=False) as pipe:
            for key in (self._key(space_id), self._key(ORGANISATION)):
                if stays:
                    pipe.zrem(key, *members)
                else:
                    pipe.zremrangebyscore(key, "-inf", now - KEPT)
                    pipe.zadd(key, dict.fromkeys(members, now), nx=True)
                    pipe.pexpire(key, KEPT)
            await pipe.execute()

    async def explain(
        self, seen: Mapping[str, Observation], knowns: Mapping[str, RuleState]
    ) -> dict[str, int]:
        """Give the bytes that went out since the look that was judged last, of those that hold so
        much less now that it would be asked about.
        """
        bases = {name: known.sample for name, known in knowns.items() if known.sample}
        return {
            name: await self._since(name, base.at - LATE)
            for name, base in bases.items()
            if name in seen and 0 < base.used >= 2 * seen[name].sample.used
        }

    async def _since(self, subject: str, at: int) -> int:
        members = await self._store.redis.zrangebyscore(self._key(subject), at, "+inf")
        return sum(int(str(each).rpartition(":")[2]) for each in members)
