"""Whether there are people enough who could approve a request, and telling the admins if not."""

from collections.abc import Awaitable, Callable, Collection
from typing import Final

from bot.requests.cards import facts_of
from bot.requests.request import Request
from bot.requests.terms import RequestTerms
from bot.storage import Clock
from bot.unasked import Admins, Letter, Letters
from bot.unasked.admins import MOST, alone

ANY_ADMIN: Final = None

Named = Callable[[Request], Awaitable[Collection[str] | None]]
"""Gives the userIds of those whom a rule names to decide a request, empty where that is not known,
as of a group; ``ANY_ADMIN`` where no rule names anybody.
"""


class Enough:
    """Counts those who could approve; whom nobody knows of is no reason to say that nobody can."""

    def __init__(
        self,
        admins: Admins,
        letters: Letters,
        *,
        named: Named,
        may: Callable[[str], Awaitable[bool]],
        terms: RequestTerms,
        clock: Clock,
    ) -> None:
        """``may`` tells whether a userId may be an admin's, as far as is known."""
        self._admins = admins
        self._letters = letters
        self._named = named
        self._may = may
        self._terms = terms
        self._clock = clock

    async def lacks(self, request: Request) -> bool:
        """Tell whether too few are left for a request that is open."""
        named = await self._named(request)
        if named is ANY_ADMIN:
            could = [each.user_id for each in await self._admins.known()]
        else:
            could = [each for each in named if await self._may(each)]
        if not (could or named):
            return False  # nobody was seen yet, or nobody knows who is in a group
        have = [each.user_id for each in request.approvals]
        return self._terms.apart([*have, *could], request.asker.user_id) < request.wanted

    async def warn(self, request: Request) -> None:
        """Tell the admins that a request cannot be approved, together or each alone."""
        what, at = f"request:{request.id}:short", await self._clock()
        facts = facts_of(request)
        if await self._admins.has_place():
            await self._letters.post(Letter(what, "request_short", at, facts))
            return
        for each in (await self._admins.known())[:MOST]:
            letter = Letter(f"{what}:{each.user_id}", "request_short", at, facts, alone(each))
            await self._letters.post(letter)
