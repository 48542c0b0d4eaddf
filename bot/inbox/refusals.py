"""Why nothing comes of a press: whoever presses may not, or has had what they may have.

Told in the ack of the press itself, a refusal costs nothing, and changes nothing for anybody else.
"""

from contextlib import suppress
from dataclasses import replace
from typing import Any

from bot.access import Role
from bot.budget import Payer, Purpose
from bot.cards import Card
from bot.delivery import Record
from bot.dispatch import (
    WayOn,
    check_policy,
    needed_role,
    note_refusal,
    parts_of,
    pressed,
    said_of,
    too_low,
    words_of,
)
from bot.errors import NotStaff, PlatformError, UserError
from bot.errors.policy import NotSeenHere, NotYours
from bot.inbox.pressers import Pressers
from bot.messages import Click, Command
from bot.policy.rules import AsksRole
from bot.routing import ActionRoute, FastRoute
from bot.services import Services
from bot.tagged_union import TaggedUnion


class Refusals:
    """Finds them from what Redis knows, or from what DingTalk says before the ack has to leave."""

    def __init__(
        self, services: Services, pressers: Pressers, types: TaggedUnion, way_on: WayOn
    ) -> None:
        """``types`` read what buttons and cards keep; ``way_on`` finds the request for it."""
        self._services = services
        self._pressers = pressers
        self._types = types
        self._way_on = way_on

    async def of(
        self,
        route: ActionRoute[Any, Services] | FastRoute[Any, Services],
        click: Click,
        record: Record,
    ) -> Card | None:
        """Say why whoever pressed may not, and write it down."""
        action = self._types.load(click.action)
        command = pressed(click, record, words_of(route, action), None)

        async def known() -> Role:
            return await self._pressers.role(click.sender, Role.ADMIN)

        try:
            await self._check(route, click, record)
            await check_policy(self._services, command, action, known)
        except (UserError, PlatformError) as refused:
            return await self._said(refused, action, command, known)
        return None

    async def of_a_stranger(self, click: Click, record: Record) -> Card | None:
        """Say what to do to whoever presses what a card does not offer in a conversation that they
        are not known to be in, and write it down.
        """
        # What was pressed went through a client, and may be anything.
        command = pressed(replace(click, action_id=""), record, "", None)
        try:
            await self._check_stranger(click, record)
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
            await note_refusal(self._services, command, refused, asked)
            with suppress(PlatformError):  # who is not known yet is refused all the same
                await self._way_on.lead(refused, parts_of(asked, command), command, role)
        return said_of(refused)

    async def _check(
        self,
        route: ActionRoute[Any, Services] | FastRoute[Any, Services],
        click: Click,
        record: Record,
    ) -> None:
        """Raise what refuses whoever pressed somebody else's button, or has not the role for it."""
        if route.whose == "asker" and click.sender.key != record.asker:
            await self._check_member(click)
            raise NotYours(record.nick)
        needs = needed_role(route, click, record)
        await self._check_stranger(click, record, needs)
        if await self._pressers.role(click.sender, needs) < needs:
            raise too_low(route, needs, record)

    async def _check_stranger(
        self, click: Click, record: Record, needs: Role = Role.MEMBER
    ) -> None:
        """Raise what refuses whoever presses a card of others in a conversation that they are not
        known to be in: the callback does not tell whether they are.
        """
        here, who = record.conversation, click.sender.key
        if who == record.asker or needs is Role.ADMIN:
            return
        if not here.is_group:
            if record.asker_user_id not in {None, who}:
                await self._check_member(click)
                raise NotYours(record.nick)
            return
        if await self._services.access.is_known_in(here.id, click.sender):
            return
        await self._check_member(click)
        # Only now that DingTalk was asked may they be known to be an admin.
        if await self._services.access.known_role(click.sender) is Role.ADMIN:
            return
        await self._services.conversations.turn_away(here.id, who)
        raise NotSeenHere

    async def of_more(self, click: Click) -> Card | None:
        """Say why whoever pressed may have no more calls for it just now."""
        try:
            await self._services.budget.press(self._payer(click))
        except PlatformError as refused:
            return Card(refused.template, refused.data())
        return None

    async def take_back(self, click: Click) -> None:
        """Let a press that :meth:`of_more` let in be none, where it has joined an earlier one."""
        await self._services.budget.unpress(self._payer(click))

    async def _check_member(self, click: Click) -> None:
        """Raise NotStaff for whoever is known to be no member, who had better not try elsewhere."""
        try:
            await self._pressers.role(click.sender, Role.MEMBER)
        except NotStaff:
            raise
        except (UserError, PlatformError):
            return

    def _payer(self, click: Click) -> Payer:
        """Say who pays for what comes of a press in a turn; admins go on after a refusal."""
        sender = click.sender

        async def is_admin() -> bool:
            try:
                return await self._pressers.role(sender, Role.ADMIN) is Role.ADMIN
            except (UserError, PlatformError):
                return False

        place = click.conversation.id
        return Payer(Purpose.PEOPLE, sender.key, sender.nick, place, goes_on=is_admin)
