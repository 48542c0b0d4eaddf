"""Answers what is no wish for this bot: words that keep company, and what nobody can do here."""

from typing import Literal

from bot.cards import Card
from bot.dispatch.asked_for import wants_to_be_admin
from bot.dispatch.beyond import beyond_card
from bot.dispatch.examples import MOST, things
from bot.dispatch.small_talk import Talk, small_talk
from bot.messages import Command
from bot.reading import Understood
from bot.routing import Routes
from bot.services import Services


class Outside:
    """Says shortly what the bot is, and what it can do."""

    def __init__(self, routes: Routes[Services], services: Services) -> None:
        self._routes = routes
        self._services = services

    async def of(self, text: str, command: Command) -> Card | None:
        """Answer a greeting, thanks, and the like; None for anything else."""
        talk = small_talk(text)
        return await self._card(talk, command) if talk else None

    async def nothing(self, command: Command) -> Card:
        """Answer what is surely not for this bot."""
        return await self._card("other", command)

    async def beyond(self, understood: Understood, command: Command) -> Card | None:
        """Say what cannot be done, and what can be instead; None for what may be done."""
        if not understood.beyond:
            return None
        role = await self._services.access.role(command.sender)
        return beyond_card(understood.beyond, self._routes, role, command, understood.about)

    async def admin(self, text: str, command: Command) -> Card | None:
        """Tell who asks to be an admin how one is made; None for anything else."""
        if not wants_to_be_admin(text):
            return None
        role = await self._services.access.role(command.sender)
        return beyond_card("admin", self._routes, role, command)

    async def _card(self, talk: Talk | Literal["other"], command: Command) -> Card:
        role = await self._services.access.role(command.sender)
        group = command.conversation.is_group
        rows = things(self._routes, (), role, command.language, group=group)[:MOST]
        return Card("small_talk", {"talk": talk, "things": rows})
