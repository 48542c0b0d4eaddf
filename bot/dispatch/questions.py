"""The card of a question that a message answers: closed before the answer acts, shown so after."""

from dataclasses import replace

import structlog

from bot.delivery import Delivery
from bot.errors import PlatformError
from bot.messages import Fence
from bot.sessions import Session

log = structlog.get_logger()


class Questions:
    """Closes the cards that asked."""

    def __init__(self, delivery: Delivery) -> None:
        self._delivery = delivery

    async def claim(self, session: Session, turn: str, fence: Fence | None = None) -> Session:
        """Take what the conversation waits for, so that no button of the card that asks acts too.

        Where a button came first, nothing is waited for any more.
        """
        card, face = session.card, session.face
        if session.state is None or await self._delivery.claim(card, face, turn, fence):
            return session
        return replace(session, state=None, card="", face=0)

    async def retire(self, session: Session) -> None:
        """Show the card that asked, if any, without its buttons, now that it was answered."""
        if session.state is None:
            return
        try:
            await self._delivery.repaint(session.card)
        except PlatformError as trouble:
            log.warning("card_not_retired", code=trouble.code)
            await self._delivery.look_again(session.card)
