"""Who may press a button: judged in the ack of each press, and again in the turn it becomes.

Also of whoever the card was made for. What a press goes through is a client, so nothing of it is
believed but who pressed which button.
"""

from contextlib import suppress
from dataclasses import replace
from typing import Protocol

from bot.access import Role, RoleOf
from bot.cards import Card
from bot.delivery import Record
from bot.dispatch import governed
from bot.dispatch.boundary import said_of
from bot.dispatch.by_request import parts_of
from bot.dispatch.commands import pressed
from bot.dispatch.refused import note
from bot.dispatch.way_on import WayOn
from bot.errors import NotAllowed, NotStaff, PlatformError, UserError
from bot.errors.policy import NotSeenHere, NotYours
from bot.messages import Click, Command
from bot.policy.rules import AsksRole
from bot.routing import ActionRoute, Whose
from bot.services import Services
from bot.tagged_union import TaggedUnion


class Pressable(Protocol):
    """What a button's route says about who may press it."""

    @property
    def words(self) -> str: ...

    @property
    def role(self) -> Role: ...

    @property
    def whose(self) -> Whose: ...

    @property
    def looks(self) -> bool: ...


class MayPress:
    """Judges presses; the roles of those who press are told by whoever asks."""

    def __init__(self, services: Services, types: TaggedUnion, way_on: WayOn) -> None:
        """``types`` read what buttons keep; ``way_on`` finds the request for what is refused."""
        self._services = services
        self._types = types
        self._way_on = way_on

    async def refusal(
        self,
        route: Pressable | None,
        click: Click,
        record: Record,
        role: RoleOf,
        *,
        by_rules: bool = True,
    ) -> Card | None:
        """Say why whoever pressed may not, and write it down; None where they may.

        Without ``by_rules`` the policy is asked later: what has begun to change something is past
        it, and only a turn knows that.
        """
        action = self._types.load(click.action)
        command = pressed(click, record, governed.words_of(route, action) if route else "", None)

        async def known() -> Role:
            return await role(click.sender, Role.ADMIN)

        try:
            await self._check(route, click, record, role)
            if by_rules:
                await governed.check(self._services, command, action, known)
        except (UserError, PlatformError) as refused:
            return await self._said(refused, action, command, known)
        return None

    async def of_a_stranger(self, click: Click, record: Record, role: RoleOf) -> Card | None:
        """Say what to do to whoever presses what a card does not offer in a conversation that they
        are not known to be in, and write it down.
        """
        command = pressed(replace(click, action_id=""), record, "", None)
        try:
            await self._check_stranger(click, record, Role.MEMBER, role)
        except (UserError, PlatformError) as refused:
            return await self._said(refused, None, command, None)
        return None

    async def _said(
        self,
        refused: UserError | PlatformError,
        asked: object,
        command: Command,
        role: AsksRole | None,
    ) -> Card:
        """Make the card of a refusal, with what asks an admin for the same, and write it down."""
        if isinstance(refused, UserError):
            await note(self._services, command, refused, asked)
            with suppress(PlatformError):  # who is not known yet is refused all the same
                await self._way_on.lead(refused, parts_of(asked, command), command, role)
        return said_of(refused)

    async def _check(
        self, route: Pressable | None, click: Click, record: Record, role: RoleOf
    ) -> None:
        """Raise what refuses whoever pressed somebody else's button, or has not the role for it."""
        if route is not None and route.whose == "asker" and click.sender.key != record.asker:
            await self._check_member(click, role)
            raise NotYours(record.nick)
        needs = _needed(route, click, record)
        await self._check_stranger(click, record, needs, role)
        if needs is not Role.OUTSIDER and await role(click.sender, needs) < needs:
            raise _too_low(route, needs, record)

    async def _check_stranger(
        self, click: Click, record: Record, needs: Role, role: RoleOf
    ) -> None:
        """Raise what refuses whoever presses a card of others in a conversation that they are not
        known to be in: the callback does not tell whether they are.
        """
        here, who = record.conversation, click.sender.key
        if who == record.asker or needs is Role.ADMIN:
            return
        if not here.is_group:
            if record.asker_user_id not in {None, who}:
                await self._check_member(click, role)
                raise NotYours(record.nick)
            return
        if await self._services.access.is_known_in(here.id, click.sender):
            return
        await self._check_member(click, role)
        # Only now that DingTalk was asked may they be known to be an admin.
        if await self._services.access.known_role(click.sender) is Role.ADMIN:
            return
        await self._services.conversations.turn_away(here.id, who)
        raise NotSeenHere

    async def _check_member(self, click: Click, role: RoleOf) -> None:
        """Raise NotStaff for whoever is known to be no member, who had better not try elsewhere."""
        try:
            await role(click.sender, Role.MEMBER)
        except NotStaff:
            raise
        except (UserError, PlatformError):
            return


def _needed(route: Pressable | None, click: Click, record: Record) -> Role:
    """Tell what whoever pressed must be at that moment; a button of role OUTSIDER takes nothing but
    back, so its asker may always press it.

    A turn asks its asker itself, and writes down whom it refuses, so nobody is refused before one.
    """
    if click.sender.key == record.asker:
        is_asked_later = route is None or isinstance(route, ActionRoute)
        return Role.OUTSIDER if is_asked_later else _least(route, record)
    if route is not None and route.whose == "anybody":
        return _least(route, record)
    return Role.ADMIN


def _too_low(route: Pressable | None, needs: Role, record: Record) -> NotAllowed:
    """Refuse whoever is not what they must be; who may look at their own is not told that only
    admins may look.
    """
    is_for_admins = record.for_admins or (route is not None and route.role is Role.ADMIN)
    looks = route is not None and route.looks and is_for_admins
    return NotAllowed(needs.name.lower(), looks=looks)


def _least(route: Pressable | None, record: Record) -> Role:
    """Give the role that a button takes: more of what an admin was shown only an admin sees."""
    if route is None or route.role is Role.OUTSIDER:
        return Role.OUTSIDER
    return Role.ADMIN if record.for_admins else route.role
