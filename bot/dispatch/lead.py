"""Leads the first admin who writes alone through set-up, once, below the answer to them."""

from dataclasses import replace

from bot.cards import Card
from bot.delivery import Target, card_id
from bot.dispatch.boundary import Boundary
from bot.messages import Command, Message
from bot.routing import Match, Routes
from bot.services import Services

SET_UP = "setup"
"""The command that shows what is still needed; the card is named after it too."""


class Lead:
    """Knows where set-up is shown though nobody has asked for it yet."""

    def __init__(self, routes: Routes[Services], services: Services, boundary: Boundary) -> None:
        self._routes = routes
        self._services = services
        self._boundary = boundary

    async def below(
        self, message: Message, match: Match[Services] | None, command: Command
    ) -> Card | None:
        """Give what is shown below an answer to an admin in their private chat, if anything.

        Whoever has asked for it, or has an operator, needs no lead.
        """
        services, route = self._services, self._routes.named(SET_UP)
        if route is None or not await self._is_first(message):
            return None
        asked = match is not None and match.route is route
        if asked or await services.organisation.operator() is not None:
            return None
        async with self._boundary.caught() as outcome:
            outcome.given = await route.handler(command, services)
        return outcome.card

    def place(self, message: Message, answer: Target) -> Target:
        """Say where it goes; a rerun of the turn shows the same card."""
        below = card_id(message.key, SET_UP, message.conversation.id)
        return replace(answer, out_track_id=below, webhook=None)

    async def _is_first(self, message: Message) -> bool:
        services, sender = self._services, message.sender
        if message.conversation.is_group or sender.user_id is None:
            return False
        if not services.access.may_be_admin(sender):
            return False
        if await services.organisation.is_another(message.corp_id):
            return False
        return await services.conversations.leads(message.key)
