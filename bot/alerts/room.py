"""Asks the admins for more room: in their conversation, or each of them alone.

Somebody waits for the answer, so it says who was reached, and that nobody was.
"""

from dataclasses import dataclass

import structlog

from bot.access import Admin, Place
from bot.alerts import faces
from bot.alerts.incident import Person
from bot.alerts.sending import Sender
from bot.alerts.standing import Standing
from bot.cards import Card
from bot.errors import DeliveryFailed, Overtaken, PlatformError, Refused
from bot.unasked import Admins
from bot.unasked.admins import MOST, alone

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom a request has reached: the admins in their conversation, or the people named."""

    together: bool = False
    people: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether it has reached anybody."""
        return self.together or bool(self.people)


@dataclass(frozen=True, slots=True)
class Request:
    """Somebody asks for room for what the card ``key`` shows, or ``only`` for one subject of it.

    Another run of the same ``turn`` shows the same card.
    """

    key: str
    by: Person
    turn: str
    only: str = ""


class Rooms:
    """Sends requests for room."""

    def __init__(self, sender: Sender, admins: Admins) -> None:
        self._sender = sender
        self._admins = admins

    async def ask(self, standing: Standing, request: Request) -> Asked:
        """Ask for room. Raises PlatformError when DingTalk does not say whether the admins'
        conversation was reached.
        """
        by, name = request.by, f"room:{request.turn}"
        card = faces.room_request_of(standing, request.key, by, request.only)
        place = await self._admins.place()
        if place is not None and await self._reaches(place, name, card, standing):
            return Asked(together=True)
        known = [each for each in await self._admins.known() if each.user_id != by.key]
        told = [each for each in known[:MOST] if await self._tells(each, name, card, standing)]
        return Asked(people=tuple(each.name for each in told))

    async def _tells(self, admin: Admin, name: str, card: Card, standing: Standing) -> bool:
        try:
            return await self._reaches(alone(admin), name, card, standing)
        except PlatformError as silent:
            log.warning("admin_not_asked", admin=admin.user_id, code=silent.code)
            return False

    async def _reaches(self, place: Place, name: str, card: Card, standing: Standing) -> bool:
        try:
            await self._shown(place, name, card, standing)
        except (DeliveryFailed, Refused) as refused:
            log.warning("admins_not_asked", conversation=place.conversation.id, code=refused.code)
            return False
        return True

    async def _shown(self, place: Place, name: str, card: Card, standing: Standing) -> None:
        try:
            await self._sender.show(place, name, card, standing)
        except Overtaken:  # somebody asks the same just now, and may fail where this does not
            await self._sender.show(place, name, card, standing)
