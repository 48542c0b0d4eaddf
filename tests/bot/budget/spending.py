"""Makers for tests of the governor: times, calls, and payers."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.budget import Governor, Payer, Purpose, Terms, paying
from bot.budget.payer import never
from bot.consent import agreed
from bot.errors import NoAllowance
from bot.storage import Store
from tests.parts import Clock

LIST = "GET /v1.0/drive/spaces"
CREATE = "POST /v1.0/drive/spaces"
CARD = "POST /v1.0/card/instances/createAndDeliver"
UPDATE = "PUT /v1.0/card/instances"
PERSON = "POST /topapi/v2/user/get"

HUNDRED = Terms(calls=200, messages=100, share=50, person=0, conversation=0, used=0)
"""A share of a hundred calls, counted from the beginning, without fair limits."""


def china(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> int:
    """A time of day in China, in milliseconds since 1970."""
    time = datetime(year, month, day, hour, minute, tzinfo=ZoneInfo("Asia/Shanghai"))
    return round(time.timestamp() * 1000)


BEGIN = china(2026, 11, 1)
MIDDLE = china(2026, 11, 16)
END = china(2026, 12, 1)


async def book(store: Store, keeper: Governor, api: str) -> None:
    """Book a call as one that leaves is booked; raises NoAllowance when whoever pays may not."""
    if (booking := keeper.booking(api)) is not None:
        await agreed(store, booking)


class Keeper(Governor):
    """A governor that books by itself."""

    async def spend(self, api: str) -> None:
        await book(self._store, self, api)


def governor(store: Store, terms: Terms = HUNDRED, at: int | Clock = BEGIN) -> Keeper:
    """A replica's governor, whose clock stands unless one is given."""
    return Keeper(store, now=at if isinstance(at, Clock) else Clock(at), terms=terms)


async def admins_go_on() -> bool:
    return True


def somebody(
    person: str = "staff01",
    conversation: str = "cidGROUP",
    goes_on: Callable[[], Awaitable[bool]] = never,
) -> Payer:
    """A person in a conversation; ``goes_on`` makes an admin of them."""
    name = f"Name of {person}"
    return Payer(Purpose.PEOPLE, person, name, conversation, goes_on=goes_on)


def payer(purpose: Purpose) -> Payer:
    return Payer(purpose)


async def spends(keeper: Keeper, who: Payer, times: int = 1, api: str = LIST) -> str:
    """Spend so often, each time in a turn of its own; gives why the first refusal, or nothing."""
    for _ in range(times):
        with paying(who):
            try:
                await keeper.spend(api)
            except NoAllowance as refusal:
                return refusal.why
    return ""


async def how_many(keeper: Keeper, who: Payer, at_most: int = 1000) -> int:
    """Spend until refused; gives how often that worked."""
    for count in range(at_most):
        if await spends(keeper, who):
            return count
    return at_most
