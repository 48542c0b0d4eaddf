"""Why nothing comes of a press: whoever presses may not, or has had what they may have.

Told in the ack of the press itself, a refusal costs nothing, and changes nothing for anybody else.
"""

from functools import partial
from typing import Any

from bot.access import is_surely_admin
from bot.budget import Payer, Purpose
from bot.cards import Card
from bot.delivery import Record
from bot.dispatch import MayPress, said_of
from bot.errors import PlatformError
from bot.inbox.pressers import Pressers
from bot.messages import Click
from bot.routing import ActionRoute, FastRoute
from bot.services import Services


class Refusals:
    """Finds them from what Redis knows, or from what DingTalk says before the ack has to leave."""

    def __init__(self, services: Services, pressers: Pressers, may_press: MayPress) -> None:
        self._services = services
        self._pressers = pressers
        self._may_press = may_press

    async def of(
        self,
        route: ActionRoute[Any, Services] | FastRoute[Any, Services],
        click: Click,
        record: Record,
    ) -> Card | None:
        """Say why whoever pressed may not, and write it down."""
        return await self._may_press.refusal(route, click, record, self._pressers.role)

    async def of_a_stranger(self, click: Click, record: Record) -> Card | None:
        """Say what to do to whoever presses what a card does not offer in a conversation that they
        are not known to be in, and write it down.
        """
        return await self._may_press.of_a_stranger(click, record, self._pressers.role)

    async def of_more(self, click: Click) -> Card | None:
        """Say why whoever pressed may have no more calls for it just now."""
        try:
            await self._services.budget.press(self._payer(click))
        except PlatformError as refused:
            return said_of(refused)
        return None

    async def take_back(self, click: Click) -> None:
        """Let a press that :meth:`of_more` let in be none, where it has joined an earlier one."""
        await self._services.budget.unpress(self._payer(click))

    def _payer(self, click: Click) -> Payer:
        """Say who pays for what comes of a press in a turn; admins go on after a refusal."""
        sender, place = click.sender, click.conversation.id
        goes_on = partial(is_surely_admin, sender, self._pressers.role)
        return Payer(Purpose.PEOPLE, sender.key, sender.nick, place, goes_on=goes_on)
