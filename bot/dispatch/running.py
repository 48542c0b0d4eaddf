"""Runs a command that was found: checks role and pause, reads its parts, calls its handler."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

from bot.cards import About, Card
from bot.dispatch import asking
from bot.dispatch.allowed import Allowed
from bot.dispatch.by_request import request_for
from bot.dispatch.misspelt import misspelt
from bot.dispatch.spelling import line_of
from bot.errors import (
    AmbiguousPerson,
    AmbiguousSpace,
    BadArgument,
    ListOffered,
    MissingArgument,
    NoSuchSpace,
    Stale,
)
from bot.errors.policy import ApprovalNeeded
from bot.messages import Command
from bot.routing import Route, Routes
from bot.services import Services
from bot.sessions import Asking, Offer


class Running:
    """Runs commands, once for all ways that lead to one."""

    def __init__(
        self,
        routes: Routes[Services],
        services: Services,
        allowed: Allowed,
    ) -> None:
        self._routes = routes
        self._services = services
        self._allowed = allowed

    async def named(
        self, route: Route[Services] | None, raw: Mapping[str, str], command: Command
    ) -> Card:
        """Run a command that was chosen; raises Stale for one that is not known any more."""
        if route is None:
            raise Stale
        return await self.said(route, dict(raw), command)

    async def said(self, route: Route[Services], raw: dict[str, str], command: Command) -> Card:
        try:
            return await self.run(route, raw, command)
        except BadArgument as wrong:
            return asking.bad(wrong, route)
        except NoSuchSpace as none:
            return misspelt(none, route, raw, command, self._routes)

    async def answered(
        self, state: Asking, text: str, route: Route[Services], command: Command
    ) -> Card:
        """Run the command that asked; a wrong answer leaves its question open.

        What was said is taken at its word first, and then without its polite words.
        """
        *others, last = asking.spoken(state, text, route)
        for said in others:
            with suppress(*asking.WRONG):
                return await self._part_said(state, said, route, command)
        try:
            return await self._part_said(state, last, route, command)
        except asking.WRONG as wrong:
            return asking.asked_again(wrong, state, last, route, command.language)

    async def _part_said(
        self, state: Asking, said: str, route: Route[Services], command: Command
    ) -> Card:
        asking.check_offered(state, said)
        return await self.run(route, state.answered(said), command)

    async def is_ready(
        self, route: Route[Services], raw: Mapping[str, str], command: Command
    ) -> bool:
        """Whether a command would be done now, and not ask for a part, or refuse one.

        Raises what refuses whoever asks.
        """
        await self._check(route, raw, replace(command, words=route.words))
        try:
            route.read(raw, mentioned=command.mentions_somebody)
        except (MissingArgument, BadArgument):
            return False
        return True

    async def run(self, route: Route[Services], raw: dict[str, str], command: Command) -> Card:
        command = replace(command, words=route.words)
        await self._check(route, raw, command)
        try:
            values = await self._read(route, raw, command)
            card = await route.handler(replace(command, values=values), self._services)
            about = About(route.words, raw, self._services.now(), command.last_list)
            return replace(card, about=card.about or about)
        except MissingArgument as missing:
            numbers = bool(await self._services.listed(command.last_list))
            return asking.question(missing, route, raw, numbers=numbers)
        except ListOffered as offered:
            return asking.priced(offered, route.words, raw, command.last_list)
        except AmbiguousSpace as several:
            return asking.which(several, route, raw)
        except AmbiguousPerson as several:
            return asking.who(several, route, raw)

    async def _check(
        self, route: Route[Services], raw: Mapping[str, str], command: Command
    ) -> None:
        """Raise what refuses whoever asks; where an admin may approve it, with what asks for it."""
        try:
            await self._allowed.check(route, command)
        except ApprovalNeeded as needed:
            needed.ask = await self._request_for(route, raw, command)
            raise

    async def _request_for(
        self, route: Route[Services], raw: Mapping[str, str], command: Command
    ) -> Offer | None:
        """Offer to ask for it, unless the rules keep that from them, too."""
        words, parts = request_for(route.words, raw, command) or ("", {})
        asking_route = self._routes.named(words)
        if asking_route is None:
            return None
        ruling = await self._services.policy.verdict(words, command.sender, command.conversation)
        if ruling.outcome != "allow":
            return None
        line = line_of(self._routes, asking_route, parts, command.language)
        return Offer(words, dict(parts), line, command.last_list)

    async def _read(
        self, route: Route[Services], raw: dict[str, str], command: Command
    ) -> dict[str, object]:
        """Read the parts; who may not do it with them is asked for none that is missing."""
        try:
            return route.read(raw, mentioned=command.mentions_somebody)
        except (MissingArgument, BadArgument):
            if route.own:
                await self._services.check_own(command)
            raise
