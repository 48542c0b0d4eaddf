"""Runs what was typed as a command, which may be a sentence that means something else."""

from contextlib import suppress
from dataclasses import replace

from bot.cards import Card
from bot.dispatch import asking
from bot.dispatch.file_named import FileNamed
from bot.dispatch.heard_runner import HeardRunner
from bot.dispatch.meant import at_stake, meanings, needs_names
from bot.dispatch.misspelt import is_misspelt, misspelt
from bot.dispatch.rereading import Rereading
from bot.dispatch.runner import Runner
from bot.errors import BadArgument, FileNameRefused, NoSuchSpace, PlatformError
from bot.language import is_number, plain
from bot.messages import Command
from bot.routing import Match, Routes
from bot.services import Services
from bot.sessions import LastAnswer


class Typed:
    """Tells what of a command that was typed is run, and what is said where nothing was found."""

    def __init__(
        self,
        routes: Routes[Services],
        services: Services,
        *,
        runner: Runner,
        heard_runner: HeardRunner,
        rereading: Rereading,
        file_named: FileNamed,
    ) -> None:
        self._routes = routes
        self._services = services
        self._runner = runner
        self._heard_runner = heard_runner
        self._rereading = rereading
        self._file_named = file_named

    async def run(
        self,
        text: str,
        match: Match[Services],
        topic: LastAnswer | None,
        command: Command,
    ) -> Card:
        """Run a command that was typed; what is wrong with it is told, or means something else."""
        if match.route.number and is_number(plain(text).removeprefix("#")):
            command = replace(command, lists={})  # a number alone is a row of the latest list
        meant = await self._file_named.instead(match, command)
        if len(meant) > 1:
            return asking.which_command(text, meant, command.language)
        if meant[0] is not match:
            return await self._heard_runner.run(meant[0].route, meant[0].raw, command, typed=True)
        found = await self.found(match, text, topic, command)
        if isinstance(found, Card):
            return found
        try:
            card = await self._runner.run(found.route, dict(found.raw), command)
        except (BadArgument, NoSuchSpace) as wrong:
            return await self.wrong(wrong, match, text, command)
        return await self.instead_of(card, match, text, command) or card

    async def found(
        self, match: Match[Services], text: str, topic: LastAnswer | None, command: Command
    ) -> Match[Services] | Card:
        """Give what is to be run, or what answers a sentence that only begins like a command; where
        it may mean several commands, ask which.
        """
        kept = await self._rereading.remembered(match, text, topic, command)
        if kept is not None:
            return kept
        found: tuple[Match[Services], ...] = (match,)
        if needs_names(match):
            # Where the names are not known, the longest command asks for them itself, or fails.
            with suppress(PlatformError):
                found = await self._by_names(match, command)
        if len(found) > 1:
            return asking.which_command(text, found, command.language)
        return found[0]

    async def wrong(
        self, wrong: BadArgument | NoSuchSpace, match: Match[Services], text: str, command: Command
    ) -> Card:
        """Tell what is wrong with a part of a command, unless it means something else; a name that
        nothing can have is one all the same.
        """
        if not (is_misspelt(wrong) or isinstance(wrong, FileNameRefused)):
            meant = await self._rereading.doubted(text, match, wrong, command)
            if meant is not None:
                return meant
        if isinstance(wrong, BadArgument):
            return asking.bad(wrong, match.route)
        return misspelt(wrong, match.route, match.raw, command, self._routes)

    async def instead_of(
        self, card: Card, match: Match[Services], text: str, command: Command
    ) -> Card | None:
        """Answer what a list finds nothing with, where it means something else."""
        if not _is_nothing(card):
            return None
        return await self._rereading.swallowed(text, match, command)

    async def _by_names(
        self, match: Match[Services], command: Command
    ) -> tuple[Match[Services], ...]:
        role = await self._services.access.role(command.sender, needs=match.route.role)
        if role < match.route.role or await self._is_ruled_out(match, command):
            return (match,)  # a refusal takes nothing over, and costs no look at the names
        listed = await self._services.called(command, at_stake(match))
        numbered = await self._services.listed(command.last_list)
        return meanings(match, listed.spaces, numbered)

    async def _is_ruled_out(self, match: Match[Services], command: Command) -> bool:
        """Whether the policy keeps a command from whoever asks here, or wants it approved."""
        words, here = match.route.words, command.conversation
        ruling = await self._services.policy.verdict(words, command.sender, here)
        return ruling.outcome != "allow"


def _is_nothing(card: Card) -> bool:
    """Tell whether a list has nothing that was looked for."""
    return card.template == "no_spaces" or (
        card.template == "quota_top" and bool(card.data["words"]) and not card.data["rows"]
    )
