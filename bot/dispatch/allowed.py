"""Whether somebody may have done what they said: its age, their role, and a pause."""

from typing import Protocol

from bot.access import Role
from bot.dispatch import governed
from bot.dispatch.refused import note
from bot.errors import NotAllowed, TooOld, UserError
from bot.errors.policy import RuledOut
from bot.journal import Journal
from bot.messages import Command
from bot.services import Services


class Guarded(Protocol):
    """What a route says about who may use it, and whether it is stopped by a pause."""

    @property
    def role(self) -> Role: ...

    @property
    def changes(self) -> bool: ...


class Allowed:
    """Asked before each handler, whatever way led to it."""

    def __init__(self, services: Services, journal: Journal, *, stale_seconds: float) -> None:
        """Refuse what is older than ``stale_seconds``."""
        self._services = services
        self._journal = journal
        self._stale_seconds = stale_seconds

    async def check_age(self, command: Command) -> None:
        """Refuse what waited too long, unless it has begun to change something already."""
        age = (self._services.now() - command.at) / 1000
        if age > self._stale_seconds and not await self._journal.knows(command.key):
            raise TooOld

    async def check(
        self,
        route: Guarded,
        command: Command,
        about: object = None,
        *,
        fresh: bool = False,
    ) -> None:
        """Check role, policy and pause; what is refused here was attempted all the same.

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
            await governed.check(self._services, command, about)
            if route.changes:
                await self._services.organisation.check_not_paused()
        except UserError as refused:
            if not isinstance(refused, RuledOut):  # which is written down already
                await note(self._services, command, refused, about)
            raise


def _looks(route: object) -> bool:
    """Whether a command only shows something, so that nobody was kept from a change."""
    return bool(getattr(route, "looks", False))
