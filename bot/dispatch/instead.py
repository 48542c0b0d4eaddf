"""What is shown where a sentence asks how things stand, and nothing is told here yet.

*Anything to worry about?* is no question about the settings of a conversation: without alerts or a
digest it is answered with what is nearly full.
"""

from collections.abc import Awaitable, Iterable
from typing import Final

from bot.alerts.errors import NoAlertsHere
from bot.cards import Card

INSTEAD: Final = "quota top"
_STANDING: Final = frozenset({"alert open", "digest"})
_KINDS: Final = _STANDING | {INSTEAD}
_NOTHING: Final = "digest_none"


def are_one(words: Iterable[str]) -> bool:
    """Tell whether all that may be meant is how things stand, so that the likeliest is shown."""
    found = frozenset(words)
    return bool(found) and found <= _KINDS


async def standing(words: str, shown: Awaitable[Card]) -> Card | None:
    """Give the answer of a command; None for one about how things stand that has none here."""
    if words not in _STANDING:
        return await shown
    try:
        card = await shown
    except NoAlertsHere:
        return None
    return None if card.template == _NOTHING else card
