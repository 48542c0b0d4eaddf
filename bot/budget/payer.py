"""Who pays for the calls of the code that runs: a purpose, and perhaps a person.

What calls DingTalk knows nothing of this; it is set around the work and read when a call leaves.
"""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import StrEnum


class Purpose(StrEnum):
    """What calls are for; when they become few, the last of these is refused first."""

    PEOPLE = "people"
    ALERTS = "alerts"
    DIGESTS = "digests"
    LOOKS = "looks"
    SWEEPS = "sweeps"

    @property
    def can_wait(self) -> bool:
        """Whether nobody stands before a closed door when this waits for the next month."""
        return self in {Purpose.DIGESTS, Purpose.LOOKS, Purpose.SWEEPS}


async def never() -> bool:
    """Let nobody go on."""
    return False


@dataclass(frozen=True, slots=True)
class Payer:
    """Whose calls they are.

    ``person`` is a userId and ``name`` what they are called, ``conversation`` an
    openConversationId; each is empty where there is none. ``goes_on`` is asked only after a
    refusal: whether this payer may spend all the same. ``begun`` work is finished whatever it
    costs. ``turn`` is the message, click or hold that they are for: however often that runs, it is
    booked against its person once. What is paid for ``apart`` is no part of anybody's fair part.
    ``promise`` is the key of the record of what calls were kept for, since somebody agreed to it.
    """

    purpose: Purpose
    person: str = ""
    name: str = ""
    conversation: str = ""
    goes_on: Callable[[], Awaitable[bool]] = field(default=never, compare=False)
    begun: bool = False
    turn: str = ""
    apart: bool = False
    promise: str = ""


@dataclass(slots=True)
class Purse:
    """What a payer has been told while the work lasts.

    People are let in or turned away at their first counted call, and never in the middle, for that
    would leave a change half done. ``calls`` are those of this run, but for those that the platform
    failed to answer. Prices of whole lists are named where ``names_prices``, unless whoever asks
    ``is_agreed``.
    """

    payer: Payer
    calls: int = 0
    is_admitted: bool = False
    refusal: tuple[str, int, int] | None = None
    names_prices: bool = False
    is_agreed: bool = False


NOBODY = Payer(Purpose.PEOPLE)
_PURSE: ContextVar[Purse] = ContextVar("purse")


@contextmanager
def paying(payer: Payer) -> Iterator[None]:
    """Let ``payer`` pay for what the body calls, and the tasks it starts."""
    token = _PURSE.set(Purse(payer, is_admitted=payer.begun))
    try:
        yield
    finally:
        _PURSE.reset(token)


def purse() -> Purse:
    """Give the purse in use; without one, that of nobody in particular."""
    return _PURSE.get(None) or Purse(NOBODY)
