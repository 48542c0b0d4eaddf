"""Makes a card of whatever a handler raises.

It says what happened, and a failure nobody expected gets a number that is in the log too. Turns run
within a :class:`Boundary`; the fast lane catches for itself, and has the same cards by
:func:`failed`.
"""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

import structlog

from bot.cards import Card
from bot.dispatch.asking import priced
from bot.dispatch.done_already import Begun
from bot.errors import LeaseLost, ListOffered, NotAllowed, SpacekeeperError
from bot.errors.policy import ApprovalNeeded
from bot.storage import RedisError

log = structlog.get_logger()

UNEXPECTED = "error"


@dataclass(slots=True)
class Tried:
    """What came of the work: the card it gave, or the one that says why it gave none."""

    given: Card | None = None

    @property
    def card(self) -> Card:
        if self.given is None:
            raise AssertionError("nothing was given, and nothing was raised")
        return self.given


class Boundary:
    """Gives what handlers are asked for a limit, and no way past it."""

    def __init__(self, seconds: float) -> None:
        """Let nothing take more ``seconds``."""
        self._seconds = seconds

    @asynccontextmanager
    async def caught(self, begun: Begun | None = None) -> AsyncIterator[Tried]:
        """Let the body give an outcome, and turn whatever it raises into the card that says so.

        Where something was done before it raised, by this run or an earlier one, ``begun`` gives
        the card that says that instead. LeaseLost and RedisError go through.
        """
        outcome = Tried()
        try:
            async with asyncio.timeout(self._seconds):
                yield outcome
        except (LeaseLost, RedisError):
            raise
        except Exception as failure:  # noqa: BLE001 - the boundary of a handler
            card = failed(failure)
            outcome.given = (begun and await begun(failure)) or card


def failed(failure: Exception) -> Card:
    """Make the card that says why something was not done."""
    match failure:
        case ListOffered():
            return priced(failure, "spaces", {"words": "refresh"})
        case SpacekeeperError():
            log.info("refused", kind=type(failure).__name__)
            return replace(said_of(failure), brief=failure.brief, aside=True)
        case TimeoutError():
            log.warning("turn_timeout")
            return Card("timeout", aside=True)
        case _:
            return unexpected(failure)


def said_of(failure: SpacekeeperError) -> Card:
    """Make the card of an error, with the button that asks an admin where there is one."""
    ask = failure.ask if isinstance(failure, NotAllowed | ApprovalNeeded) else None
    return Card(failure.template, failure.data(), {} if ask is None else {"ask": ask})


def unexpected(failure: Exception) -> Card:
    """Log a failure nobody expected, and make the card that tells its number."""
    number = secrets.token_hex(4)
    log.error("unexpected", number=number, exc_info=failure)
    return Card(UNEXPECTED, {"number": number}, aside=True)
