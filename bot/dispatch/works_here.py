"""Which of the commands that may be meant would do something in this conversation.

Nobody is offered to snooze what is not told here. Who says such a command is told why it does
nothing.
"""

from collections.abc import Iterable
from typing import Final

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
