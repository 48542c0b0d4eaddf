"""Runs what was typed as a command, unless it is a sentence that means something else."""

from contextlib import suppress

from bot.cards import Card
from bot.dispatch import asking
from bot.dispatch.meant import at_stake, meanings, needs_names
from bot.dispatch.misspelt import is_misspelt, misspelt
from bot.dispatch.rereading import Rereading
from bot.dispatch.running import Running
from bot.errors import BadArgument, NoSuchSpace, PlatformError
from bot.messages import Command
from bot.routing import Match, Routes
from bot.services import Services
from bot.sessions import LastAnswer


class Typed:
    """Runs commands as they were typed."""

    def __init__(
        self,
        routes: Routes[Services],
        services: Services,
        running: Running,
        rereading: Rereading,
    ) -> None:
        self._routes = routes
        self._services = services
        self._running = running
        self._rereading = rereading

    async def answer(
        self, match: Match[Services], text: str, topic: LastAnswer | None, command: Command
    ) -> Card:
        """Run a command that was typed; what is wrong with it is told, or means something else, as
        what a list finds nothing with may.
        """
        kept = await self._rereading.remembered(match, text, topic, command)
        if kept is not None:
            return kept
        try:
            card = await self._meant(match, text, command)
            other = _is_nothing(card) and await self._rereading.swallowed(text, match, command)
        except (BadArgument, NoSuchSpace) as wrong:
            if not is_misspelt(wrong):
                meant = await self._rereading.doubted(text, match, wrong, command)
                if meant is not None:
                    return meant
            if isinstance(wrong, BadArgument):
                return asking.bad(wrong, match.route)
            return misspelt(wrong, match.route, match.raw, command, self._routes)
        return other or card

    async def _meant(self, match: Match[Services], said: str, command: Command) -> Card:
        """Run what was said; where it may mean several commands, ask which."""
        found: tuple[Match[Services], ...] = (match,)
        if needs_names(match):
            # Where the names are not known, the longest command asks for them itself, or fails.
            with suppress(PlatformError):
                found = await self._by_names(match, command)
        if len(found) > 1:
            return asking.which_command(said, found, command.language)
        return await self._running.run(found[0].route, dict(found[0].raw), command)

    async def _by_names(
        self, match: Match[Services], command: Command
    ) -> tuple[Match[Services], ...]:
        role = await self._services.access.role(command.sender, needs=match.route.role)
        if role < match.route.role:
            return (match,)  # a refusal takes nothing over, and costs no look at the names
        listed = await self._services.called(command, at_stake(match))
        numbered = await self._services.listed(command.last_list)
        return meanings(match, listed.spaces, numbered)


def _is_nothing(card: Card) -> bool:
    """Tell whether a list has nothing that was looked for."""
    return card.template == "no_spaces" or (
        card.template == "quota_top" and bool(card.data["words"]) and not card.data["rows"]
    )
