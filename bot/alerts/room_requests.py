"""Asks the admins for more room: in their conversation, or each of them alone.

Somebody waits for the answer, so it says who was reached, and that nobody was.
"""

from dataclasses import dataclass, replace
from typing import Any

import structlog

from bot.access import Admin, Place
from bot.alerts import request_steps
from bot.alerts.acknowledgement import Acknowledgements, Act
from bot.alerts.cards import alert
from bot.alerts.incident import Actor, Incident, Requested, Step
from bot.alerts.memory import Situation
from bot.alerts.sending import Notifier
from bot.cards import Card
from bot.errors import DeliveryFailed, Overtaken, PlatformError, Refused
from bot.unasked import Admins
from bot.unasked.admins import MOST, alone

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class RoomAsked:
    """Whom a request has reached: the admins in their conversation, or the people named.

    Nobody is asked again for what they were asked ``before``.
    """

    together: bool = False
    people: tuple[str, ...] = ()
    before: Requested | None = None

    def __bool__(self) -> bool:
        """Tell whether it has reached anybody."""
        return self.together or bool(self.people)

    def earlier(self) -> dict[str, Any] | None:
        """Say who has asked before, and when (milliseconds since 1970); None for nobody."""
        before = self.before
        return {"by": before.by.nick or before.by.key, "at": before.at} if before else None


@dataclass(frozen=True, slots=True)
class RoomRequest:
    """Somebody asks for room for what the card ``key`` shows, or ``only`` for one subject of it.

    Another run of the same ``turn`` shows the same card.
    """

    key: str
    by: Actor
    turn: str
    only: str = ""


def still_to_ask(situation: Situation, request: RoomRequest) -> Situation | Requested:
    """Leave of the card only what another turn has not asked for; give the last request where it
    has asked for all that stands.
    """
    shown = alert.incidents_on(situation, request.key)
    meant = [each for each in shown if request.only in {"", each.subject} and each.stands]
    left = [
        each for each in meant if not request_steps.holds(each.asked, request.turn, situation.now)
    ]
    if len(left) == len(meant):
        return situation
    if not left:
        return max((each.asked for each in meant if each.asked), key=lambda each: each.at)
    cards = {**situation.memory.cards, request.key: tuple(each.subject for each in left)}
    return situation.after(replace(situation.memory, cards=cards))


class RoomRequests:
    """Sends requests for room."""

    def __init__(
        self, notifier: Notifier, admins: Admins, acknowledgements: Acknowledgements
    ) -> None:
        self._notifier = notifier
        self._admins = admins
        self._acknowledgements = acknowledgements

    async def ask(self, conversation_id: str, request: RoomRequest) -> RoomAsked:
        """Ask for room, once for each incident: also of several who ask at once, here or in another
        process, one does.

        Raises PlatformError when DingTalk does not say whether the admins' conversation was
        reached; then another may ask.
        """
        left = still_to_ask(await self._begun(conversation_id, request), request)
        if isinstance(left, Requested):
            return RoomAsked(before=left)
        asked = RoomAsked()
        try:
            asked = await self._asked(left, request)
        finally:
            await self._noted(conversation_id, request, has_arrived=bool(asked))
        return asked

    async def _begun(self, conversation_id: str, request: RoomRequest) -> Situation:
        def begun(incident: Incident, situation: Situation) -> Step:
            return request_steps.begin(incident, request.by, situation.now, request.turn)

        return await self._changed(conversation_id, request, begun)

    async def _noted(
        self, conversation_id: str, request: RoomRequest, *, has_arrived: bool
    ) -> None:
        def noted(incident: Incident, _: Situation) -> Step:
            outcome = request_steps.arrived if has_arrived else request_steps.failed
            return outcome(incident, request.turn)

        await self._changed(conversation_id, request, noted)

    async def _changed(self, conversation_id: str, request: RoomRequest, step: Act) -> Situation:
        key, by = request.key, request.by
        return await self._acknowledgements.change(conversation_id, key, by, step, request.only)

    async def _asked(self, situation: Situation, request: RoomRequest) -> RoomAsked:
        by, name = request.by, f"room:{request.turn}"
        card = alert.room_request_of(situation, request.key, by, request.only)
        place = await self._admins.place()
        if place is not None and await self._reaches(place, name, card, situation):
            return RoomAsked(together=True)
        known = [each for each in await self._admins.known() if each.user_id != by.key]
        reached = [each for each in known[:MOST] if await self._asks(each, name, card, situation)]
        return RoomAsked(people=tuple(each.name for each in reached))

    async def _asks(self, admin: Admin, name: str, card: Card, situation: Situation) -> bool:
        try:
            return await self._reaches(alone(admin), name, card, situation)
        except PlatformError as silent:
            log.warning("admin_not_asked", admin=admin.user_id, code=silent.code)
            return False

    async def _reaches(self, place: Place, name: str, card: Card, situation: Situation) -> bool:
        try:
            await self._shown(place, name, card, situation)
        except (DeliveryFailed, Refused) as refused:
            log.warning("admins_not_asked", conversation=place.conversation.id, code=refused.code)
            return False
        return True

    async def _shown(self, place: Place, name: str, card: Card, situation: Situation) -> None:
        try:
            await self._notifier.show(place, name, card, situation)
        except Overtaken:  # somebody asks the same just now, and may fail where this does not
            await self._notifier.show(place, name, card, situation)
