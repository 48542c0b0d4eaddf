"""Runs a command that was found: checks age, role and pause, reads its parts, calls its handler."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Protocol

from bot.access import Role
from bot.audit import Entry
from bot.cards import About, Card
from bot.dispatch import asking
from bot.dispatch.misspelt import misspelt
from bot.errors import (
    AmbiguousPerson,
    AmbiguousSpace,
    BadArgument,
    ListOffered,
    MissingArgument,
    NoSuchSpace,
    NotAllowed,
    Paused,
    Stale,
    TooOld,
    UserError,
)
from bot.i18n import N_
from bot.journal import Journal
from bot.messages import Command
from bot.routing import Route, Routes
from bot.services import Services
from bot.sessions import Asking

REFUSALS = {NotAllowed: N_("only admins may"), Paused: N_("all changes are stopped")}
"""How the trail says why a change was refused before it began."""


class Guarded(Protocol):
    """What a route says about who may use it, and whether it is stopped by a pause."""

    @property
    def role(self) -> Role: ...

    @property
    def changes(self) -> bool: ...


class Running:
    """Runs commands, once for all ways that lead to one."""

    def __init__(
        self,
        routes: Routes[Services],
        services: Services,
        journal: Journal,
        *,
        stale_seconds: float,
    ) -> None:
        """Refuse what is older than ``stale_seconds``."""
        self._routes = routes
        self._services = services
        self._journal = journal
        self._stale_seconds = stale_seconds

    async def check_age(self, command: Command) -> None:
        """Refuse what waited too long, unless it has begun to change something already."""
        age = (self._services.now() - command.at) / 1000
        if age > self._stale_seconds and not await self._journal.knows(command.key):
            raise TooOld

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
        await self.check_allowed(route, replace(command, words=route.words))
        try:
            route.read(raw, mentioned=command.mentions_somebody)
        except (MissingArgument, BadArgument):
            return False
        return True

    async def run(self, route: Route[Services], raw: dict[str, str], command: Command) -> Card:
        command = replace(command, words=route.words)
        await self.check_allowed(route, command)
        try:
            values = await self._read(route, raw, command)
            card = await route.handler(replace(command, values=values), self._services)
            about = About(route.words, raw, self._services.now(), command.last_list)
            return replace(card, about=about)
        except MissingArgument as missing:
            numbers = bool(await self._services.listed(command.last_list))
            return asking.question(missing, route, raw, numbers=numbers)
        except ListOffered as offered:
            return asking.priced(offered, route.words, raw, command.last_list)
        except AmbiguousSpace as several:
            return asking.which(several, route, raw)
        except AmbiguousPerson as several:
            return asking.who(several, route, raw)

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

    async def check_allowed(
        self,
        route: Guarded,
        command: Command,
        about: object = None,
        *,
        fresh: bool = False,
    ) -> None:
        """Check role and pause; a change that is refused here was attempted all the same.

        Of what was typed nothing is written down; a button or a question, ``about``, may name the
        space it is for.

        One that an earlier run has begun is past this: what it did has to be told.
        """
        if route.changes and await self._journal.knows(command.key):
            return
        try:
            role = await self._services.access.role(command.sender, fresh=fresh, needs=route.role)
            if role < route.role:
                raise NotAllowed(route.role.name.lower(), looks=_looks(route))
            if route.changes:
                await self._services.organisation.check_not_paused()
        except UserError as refused:
            if route.changes:
                outcome = f"refused: {REFUSALS.get(type(refused), refused.template)}"
                entry = Entry.of(command, outcome, *_space_of(about))
                await self._services.audit.append(command.key, entry, command.fence)
            raise


def _looks(route: object) -> bool:
    """Whether a command only shows something, so that nobody was kept from a change."""
    return bool(getattr(route, "looks", False))


def _space_of(asked: object) -> tuple[str, str]:
    """Give id and name of the space a button or a question is about, empty where it is of none."""
    plan = getattr(asked, "plan", asked)
    space_id = str(getattr(plan, "space_id", ""))
    return (space_id, str(getattr(plan, "name", ""))) if space_id else ("", "")
