"""Keeps requests in Redis. Each change is one script, and so is its line in the trail."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from bot.audit import Noting
from bot.documents import Documents, RedisCommand
from bot.requests.request import Request
from bot.storage import Store

Change = Callable[[Request], Request]


class RequestLedger:
    """The open requests and those that were decided lately."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._requests = Documents(store, store.key("org", "requests"), Request)
        self._open = Documents(store, store.key("org", "requests-open"), str)

    async def open(self, request: Request) -> Request:
        """Open a request, unless the same is open already: then give that one."""

        def along(before: str | None, _: str | None) -> Iterable[RedisCommand]:
            return () if before else self._requests.written({request.id: request})

        made = await self._open.change(request.subject, lambda open_: open_ or request.id, along)
        return await self.get(made.after or "") or request

    async def next_number(self) -> int:
        """Give a number that no request has had."""
        return int(await self._store.redis.incr(self._store.key("org", "requests-number")))

    async def get(self, request_id: str) -> Request | None:
        """Give a request as it stands, None for one that is not known any more."""
        return await self._requests.get(request_id)

    async def same_as(self, request: Request) -> Request | None:
        """Give the open request of the same person about the same, as it stands."""
        found = await self._open.get(request.subject)
        known = await self.get(found) if found else None
        others = [each for each in await self.all() if each.is_open and each.is_about_same(request)]
        return known or next(iter(others), None)

    async def all(self) -> tuple[Request, ...]:
        """Give all that are known, the first first."""
        return tuple(sorted((await self._requests.all()).values(), key=lambda each: each.number))

    async def change(
        self, request_id: str, step: Change, noting: Noting[Request] | None = None
    ) -> Request | None:
        """Take a step, and give what it has led to; None for one that is not known any more.

        Raises LeaseLost when another run has taken over the turn of ``noting``.
        """

        def stepped(before: Request | None) -> Request | None:
            return before and step(before)

        def along(before: Request | None, after: Request | None) -> Iterable[RedisCommand]:
            if before and before.is_open and not (after and after.is_open):
                yield self._open.removed(before.subject)

        await self._requests.change(request_id, stepped, along, noting)
        return await self.get(request_id)

    async def shown(self, request: Request) -> None:
        """Note that all cards show this version of a request."""

        def noted(now: Request) -> Request:
            return replace(now, shown=max(now.shown, request.version))

        await self.change(request.id, noted)

    async def forget(self, request: Request) -> None:
        """Keep a request no longer that was decided long ago."""
        await self._requests.change(request.id, lambda _: None)
