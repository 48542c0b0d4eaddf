"""Leads whoever may not do something by themselves to the request that stands for it."""

from typing import TypeGuard

from bot.dispatch.by_request import Raw, request_for
from bot.dispatch.command_line import line_of
from bot.errors import NotAllowed, UserError
from bot.errors.policy import ApprovalNeeded
from bot.messages import Command
from bot.policy.rules import AsksRole
from bot.routing import Route, Routes
from bot.services import Services
from bot.sessions import Offer

Wanted = tuple[Route[Services], Raw]


class WayOn:
    """Finds the request, unless the rules deny what was wanted, or keep the request away, too."""

    def __init__(self, routes: Routes[Services], services: Services) -> None:
        self._routes = routes
        self._services = services

    async def lead(
        self, refused: UserError, raw: Raw, command: Command, role: AsksRole | None = None
    ) -> None:
        """Let a refusal of a role, or of a rule that wants approval, offer the request for it;
        ``role`` tells the role where a rule is about roles.
        """
        if isinstance(refused, ApprovalNeeded) or _is_of_role(refused):
            refused.ask = await self._offer(raw, command, role)

    async def _offer(self, raw: Raw, command: Command, role: AsksRole | None) -> Offer | None:
        """Offer to ask for what the words of a command would do."""
        found = await self.instead(command.words, raw, command, role)
        if found is None:
            return None
        route, parts = found
        line = line_of(self._routes, route, parts, command.language)
        return Offer(route.words, dict(parts), line, command.last_list)

    async def instead(
        self, words: str, raw: Raw, command: Command, role: AsksRole | None = None
    ) -> Wanted | None:
        """Give the command that asks for it, and its parts; None where none may."""
        asking, parts = request_for(words, raw, command) or ("", {})
        route = self._routes.named(asking)
        if route is None:
            return None
        if await self._says(words, command, role) == "deny":
            return None
        return (route, parts) if await self._says(asking, command, role) == "allow" else None

    async def _says(self, words: str, command: Command, role: AsksRole | None) -> str:
        ruling = await self._services.policy.verdict(
            words, command.sender, command.conversation, role
        )
        return ruling.outcome


def _is_of_role(refused: UserError) -> TypeGuard[NotAllowed]:
    """Whether somebody of the organisation is no admin; who is none of it asks for nothing."""
    return isinstance(refused, NotAllowed) and refused.needs == "admin"
