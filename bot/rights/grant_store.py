"""Keeps grants: each with the calls that its end will take, and the time it is next looked at, all
changed in one step.
"""

from collections.abc import Callable, Iterator
from typing import Final, cast

from bot.audit import Noting
from bot.budget.reserved import reserving
from bot.documents import Changed, Documents, RedisCommand
from bot.messages import Fence
from bot.rights.grant import Grant
from bot.storage import Store

MOST_DUE: Final = 50
"""So many are looked at in one go."""


class GrantStore:
    """All grants, by their ids."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._grants = Documents(store, store.key("grants"), Grant)

    async def get(self, grant_id: str) -> Grant | None:
        """Give one; None for none."""
        return await self._grants.get(grant_id)

    async def all(self) -> tuple[Grant, ...]:
        """Give all, those that end first before the others."""
        found = (await self._grants.all()).values()
        return tuple(sorted(found, key=lambda each: (each.until is None, each.until, each.id)))

    async def change(
        self,
        grant_id: str,
        change: Callable[[Grant | None], Grant | None],
        noting: Noting[Grant] | None = None,
    ) -> Changed[Grant]:
        """Change one as :meth:`Documents.change` does."""
        return await self._grants.change(grant_id, change, self._along, noting)

    async def made(self, noting: Noting[Grant]) -> Changed[Grant] | None:
        """Give what an earlier run of the same turn found and left; None if there was none."""
        return await self._grants.made(noting)

    async def due(self, now: int) -> tuple[str, ...]:
        """Give the ids of those whose time has come, the longest waiting first."""
        ids = await self._store.redis.zrangebyscore(self._due, "-inf", now, start=0, num=MOST_DUE)
        return tuple(cast("list[str]", ids))

    async def forget_due(self, grant_id: str) -> None:
        """Look no more at one that is gone, or that no release can read."""
        await self._store.redis.zrem(self._due, grant_id)

    async def take(self, grant_id: str, owner: str) -> Fence:
        """Let the run ``owner`` alone end a grant from now on."""
        key = self._store.key("grants", "owners")
        await self._store.redis.hset(key, grant_id, owner)
        return Fence(key, owner, grant_id)

    def _along(self, before: Grant | None, after: Grant | None) -> Iterator[RedisCommand]:
        one = after or before
        if one is None:
            return
        if after is None or after.due is None:
            yield "ZREM", self._due, one.id
        else:
            yield "ZADD", self._due, str(after.due), one.id
        if after is None:
            yield "HDEL", self._store.key("grants", "owners"), one.id
        was = before.reserved_at if before else None
        now = after.reserved_at if after else None
        yield from reserving(self._store, f"grant:{one.id}", was, now)

    @property
    def _due(self) -> str:
        return self._store.key("grants", "due")
