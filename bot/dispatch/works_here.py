"""Which of the commands that may be meant would do something in this conversation.

Nobody is offered to snooze what is not told here. Who says such a command is told why it does
nothing.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from bot.reading import Understood, Wish
from bot.services import Services

OF_ALERTS: Final = frozenset(
    {
        *("alert take", "alert snooze", "alert off", "alert levels", "alert mute"),
        *("alert deadline", "alert quiet", "alert holidays", "alert open"),
    }
)
"""What is about alerts that are told in a conversation already."""


async def idle_here(
    words: Iterable[str], conversation_id: str, services: Services
) -> frozenset[str]:
    """Give those of some commands that nothing comes of in a conversation."""
    of_alerts = OF_ALERTS.intersection(words)
    if not of_alerts:
        return frozenset()
    situation = await services.alerts.situation(conversation_id)
    is_on = situation is not None and situation.subscription.is_active
    return frozenset() if is_on else of_alerts


_HERE: Final = "alert here"
_LEVELS: Final = "quota levels"
_ONLY: Final = re.compile("只|仅|单独|(?<![a-z])(?:only|just|nothing else)(?![a-z])", re.IGNORECASE)


async def level_of_one(
    understood: Understood, text: str, conversation_id: str, services: Services
) -> Understood:
    """Take the level at which a space is told of for that of the space, where all spaces are told
    of here already: turned on by itself, it would end the alerts of all others.
    """
    here = [each for each in understood.wishes if each.words == _HERE and _is_level(each)]
    if not here or _ONLY.search(text):
        return understood
    situation = await services.alerts.situation(conversation_id)
    here_now = situation.subscription if situation is not None else None
    if here_now is None or not here_now.is_active or here_now.spaces is not None:
        return understood
    wishes = {
        each.words: each
        for wish in understood.wishes
        for each in [replace(wish, words=_LEVELS) if wish in here else wish]
    }
    return replace(understood, wishes=tuple(wishes.values()))


def _is_level(wish: Wish) -> bool:
    return bool(wish.raw.get("space") and wish.raw.get("levels"))
