"""Names the price of what takes many calls to whoever would pay it, and waits until they agree.

What is above somebody's fair part of the day they may have once a day all the same, if they say so;
it is then no part of it, so that they can go on asking.
"""

from collections.abc import Callable
from dataclasses import replace

from bot.budget.governor import Governor
from bot.budget.month import day_of
from bot.budget.payer import Payer, Purpose, purse
from bot.errors import ListOffered, NoAllowance
from bot.scripts import ScriptPart
from bot.storage import Store

KEPT_SECONDS = 2 * 24 * 3600


class Prices:
    """Asks people, and nobody else: what runs by itself has limits of its own."""

    def __init__(self, governor: Governor, store: Store) -> None:
        self._governor = governor
        self._store = store

    def name_all(self) -> None:
        """Name every price in this turn, however small a part of the day it is."""
        purse().names_prices = True

    async def check(self, calls: int) -> None:
        """Raise ListOffered for a list of so many calls that whoever asks has to agree to."""
        held = purse()
        if calls <= 1 or held.is_agreed or not _is_somebody(held.payer):
            return
        left = await self._left(held.payer)
        if held.names_prices or left < calls:
            is_limited = left < calls and not await held.payer.goes_on()
            if held.names_prices or is_limited:
                raise ListOffered(calls, left if is_limited else None)

    async def agree(self, calls: int) -> None:
        """Let whoever asks have it; raises NoAllowance where that is above their fair part, and
        was had today.
        """
        held = purse()
        held.is_agreed = True
        payer = held.payer
        if not _is_somebody(payer) or await self._left(payer) >= calls or await payer.goes_on():
            return
        now = self._governor.now()
        key = self._store.key("list-agreed", day_of(now).name, payer.person)
        redis = self._store.redis
        is_first = await redis.set(key, payer.turn, nx=True, ex=KEPT_SECONDS)
        if not is_first and await self._store.get(key) != payer.turn:
            raise NoAllowance(*self._governor.refusal("person", payer))
        held.payer = replace(payer, apart=True)

    def keeping(self, calls: int) -> Callable[[str], ScriptPart]:
        """Give what keeps so many calls for what whoever asks has agreed to, by the key of its
        record.
        """
        return lambda promise: self._governor.promising(promise, calls)

    async def _left(self, payer: Payer) -> int:
        return await self._governor.left_today(payer)


def _is_somebody(payer: Payer) -> bool:
    return payer.purpose is Purpose.PEOPLE and bool(payer.person)
