"""What a turn has done already, told where it cannot say so in the usual way.

A run that dies after its change runs again, and what it reads then may fail; the change is done all
the same. It is told from its lines in the trail, which were written in the step that made it.
"""

from collections.abc import Awaitable, Callable, Sequence

from bot.audit import DONE, Audit, Entry
from bot.cards import Card, Phrase
from bot.deeds import conversation_of, deed_of, place_then
from bot.errors import ChangeUncertain, OutcomeUnknown
from bot.i18n import N_
from bot.journal import Journal

HERE = N_("this conversation")

Begun = Callable[[Exception], Awaitable[Card | None]]
"""Gives the card that says what was done before something was raised; None for nothing."""


class DoneAlready:
    """Knows what earlier runs of turns have done."""

    def __init__(self, journal: Journal, audit: Audit) -> None:
        self._journal = journal
        self._audit = audit

    async def has_begun(self, key: str) -> bool:
        """Whether an earlier run of this turn has begun to change something."""
        return await self._journal.knows(key)

    def by(self, key: str, conversation_id: str) -> Begun:
        """Say what a turn had done before it failed."""
        return lambda failure: self._card(key, conversation_id, failure)

    async def _card(self, key: str, conversation_id: str, failure: Exception) -> Card | None:
        """Tell what this turn had done before something failed; None for nothing, and where the
        ``failure`` says itself that nobody knows.
        """
        lines = await self._audit.of_turn(key)
        doubtful = isinstance(failure, ChangeUncertain | OutcomeUnknown)
        if not lines and (doubtful or not await self._journal.knows(key)):
            return None
        return done_before(lines, conversation_id)


def done_before(lines: Sequence[Entry], conversation_id: str) -> Card:
    """Tell what the lines of a turn say; without any, that nobody knows what came of it."""
    rows = [
        {"who": each.nick or each.person, "deed": deed_of(each, _place(each, conversation_id))}
        for each in lines
    ]
    is_done = any(each.outcome == DONE for each in lines)
    return Card("done_before", {"deeds": rows, "done": is_done})


def _place(entry: Entry, conversation_id: str) -> Phrase:
    is_here = conversation_of(entry) == conversation_id
    return Phrase(HERE) if is_here else place_then(entry)
