"""What the press of an alert comes to, where nothing has to be drawn, uploaded or sent for it: told
in its ack, it costs no call.
"""

from collections.abc import Awaitable, Callable

from bot.alerts.cards import alert, messages
from bot.alerts.cards.messages import Picture
from bot.alerts.errors import CardOutdated
from bot.alerts.incident import Actor, Requested
from bot.alerts.memory import Situation
from bot.alerts.room_requests import RoomAsked, RoomRequest, still_to_ask
from bot.cards import Card

Stood = Callable[[str, str], Awaitable[Situation]]
"""Gives where the conversation of a card stands, by its openConversationId and the card's key."""

Undrawn = Callable[[Situation, str], Awaitable[Picture | None]]
"""Says why there is no picture of a subject, where that is known without drawing one."""

NO_TURN = "at once"
"""Stands for the turn that is spared: no request was ever made in it."""


class AnswersAtOnce:
    """Answers such presses; AlertsEnded or CardOutdated where nothing stands on the card."""

    def __init__(self, stood: Stood, undrawn: Undrawn) -> None:
        self._stood = stood
        self._undrawn = undrawn

    async def asked(self, conversation_id: str, key: str, by: Actor) -> RoomAsked | None:
        """Say who has asked for room before; None where somebody has to be asked now."""
        situation = await self._stood(conversation_id, key)
        if not any(each.stands for each in alert.incidents_on(situation, key)):
            raise CardOutdated
        left = still_to_ask(situation, RoomRequest(key, by, NO_TURN))
        return RoomAsked(before=left) if isinstance(left, Requested) else None

    async def trend(self, conversation_id: str, key: str) -> Card | None:
        """Show a trend without its picture; None where that may be drawn."""
        situation = await self._stood(conversation_id, key)
        shown = alert.incidents_on(situation, key)
        if not shown:
            raise CardOutdated
        picture = await self._undrawn(situation, shown[0].subject)
        return messages.trend_of(shown[0], situation, picture) if picture else None
