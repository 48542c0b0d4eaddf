"""Leads the first admin who writes alone through set-up, once, below the answer to them."""

from dataclasses import replace

from bot.delivery import Target, card_id
from bot.dispatch.showing import Showing
from bot.messages import Command, Message
from bot.routing import Match, Routes
from bot.services import Services

SET_UP = "setup"
"""The command that shows what is still needed; the card is named after it too."""


class Lead:
    """Shows set-up where nobody has asked for it yet."""

    def __init__(self, routes: Routes[Services], services: Services, showing: Showing) -> None:
        self._routes = routes
        self._services = services
        self._showing = showing

    async def offer(
        self, message: Message, match: Match[Services] | None, command: Command, target: Target
    ) -> None:
        """Show it below the answer at ``target``, to an admin in their private chat.

        Whoever has asked for it, or has an operator, needs no lead. A rerun of the turn shows the
        same card.
        """
        services, route = self._services, self._routes.named(SET_UP)
        if route is None or not await self._is_first(message):
            return
        asked = match is not None and match.route is route
        if asked or await services.organisation.operator() is not None:
            return
        card = await self._showing.tried(lambda: route.handler(command, services))
        place = card_id(message.key, SET_UP, message.conversation.id)
        await self._showing.say(card, replace(target, out_track_id=place, webhook=None))

    async def _is_first(self, message: Message) -> bool:
        services, sender = self._services, message.sender
        if message.conversation.is_group or sender.user_id is None:
            return False
        if not services.access.may_be_admin(sender):
            return False
        if await services.organisation.is_another(message.corp_id):
            return False
        return await services.conversations.leads(message.key)
