"""Asks the admins for more room for what a card shows, once for each incident.

What they are asked are requests as any others; here is noted who has asked, and for what, so that
of all who press one does, and the cards say so.
"""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field
from typing import Any, Final

from bot.alerts import request_steps
from bot.alerts.acknowledgement import Acknowledgements, Act
from bot.alerts.cards import alert
from bot.alerts.incident import Actor, Incident, Requested
from bot.alerts.incident_steps import Step
from bot.alerts.memory import Situation
from bot.requests.request import Request, RoomWish

AT_ONCE: Final = 5
"""So many requests a press makes, the worst first; it is pressed again for the rest."""


@dataclass(frozen=True, slots=True)
class RoomAsked:
    """Whom requests have reached: the admins in their conversation, or the people named.

    Nobody is asked again for what they were asked ``before``; ``left`` counts what is still to be
    asked for.
    """

    together: bool = False
    people: tuple[str, ...] = ()
    before: Requested | None = None
    left: int = 0

    def __bool__(self) -> bool:
        """Tell whether it has reached anybody."""
        return self.together or bool(self.people)

    def earlier(self) -> dict[str, Any] | None:
        """Say who has asked before, and when (milliseconds since 1970); None for nobody."""
        before = self.before
        return {"by": before.by.nick or before.by.key, "at": before.at} if before else None


@dataclass(frozen=True, slots=True)
class RoomRequest:
    """Somebody asks for room for what the card ``key`` shows, or ``only`` for some subjects of it.

    Another run of the same ``turn`` asks for the same.
    """

    key: str
    by: Actor
    turn: str
    only: Collection[str] = field(default_factory=tuple)


Send = Callable[[Situation, Incident], Awaitable[RoomAsked]]
"""Opens the request for one incident; says whom it has reached."""


def still_to_ask(
    situation: Situation, request: RoomRequest
) -> tuple[Incident, ...] | Requested | None:
    """Give what another turn has not asked for, the worst first; the last request where all that
    stands was asked for, None where nothing does.
    """
    shown = alert.incidents_on(situation, request.key)
    meant = [each for each in shown if each.stands and _is_meant(each, request)]
    left = [
        each for each in meant if not request_steps.holds(each.asked, request.turn, situation.now)
    ]
    if left:
        return tuple(left)
    return max((each.asked for each in meant if each.asked), key=lambda each: each.at, default=None)


class RoomRequests:
    """Makes the requests of a card."""

    def __init__(self, acknowledgements: Acknowledgements) -> None:
        self._acknowledgements = acknowledgements

    async def ask(self, situation: Situation, request: RoomRequest, send: Send) -> RoomAsked:
        """Ask for room, once for each incident: also of several who ask at once, here or in another
        process, one does.
        """
        found = still_to_ask(situation, request)
        if not isinstance(found, tuple):
            return RoomAsked(before=found)
        some = tuple(each.subject for each in found[:AT_ONCE])
        asked = RoomAsked()
        for subject in some:
            one = RoomRequest(request.key, request.by, request.turn, (subject,))
            asked = _both(asked, await self._ask_one(situation.id, one, send))
        return _both(asked, RoomAsked(left=len(found) - len(some)))

    async def _ask_one(self, conversation_id: str, request: RoomRequest, send: Send) -> RoomAsked:
        def begun(incident: Incident, situation: Situation) -> Step:
            return request_steps.begin(incident, request.by, situation.now, request.turn)

        situation = await self._changed(conversation_id, request, begun)
        found = still_to_ask(situation, request)
        if not isinstance(found, tuple):
            return RoomAsked(before=found)
        asked = RoomAsked()
        try:
            asked = await send(situation, found[0])
        finally:
            outcome = request_steps.arrived if asked else request_steps.failed
            await self._changed(
                conversation_id, request, lambda each, _: outcome(each, request.turn)
            )
        return asked

    async def _changed(self, conversation_id: str, request: RoomRequest, step: Act) -> Situation:
        (only,) = request.only
        key, by = request.key, request.by
        return await self._acknowledgements.change(conversation_id, key, by, step, only)


async def room_decided(acknowledgements: Acknowledgements, request: Request) -> None:
    """Let the alert know what became of the room that was asked for by its card."""
    wish, by, asker = request.wish, request.by, request.asker
    if isinstance(wish, RoomWish) and wish.offered:
        granted = Actor(by.user_id, by.name) if by and request.state == "approved" else None
        asked_by = Actor(asker.user_id, asker.name)
        await acknowledgements.decided(request.here.id, wish.space_id, asked_by, granted)


def _is_meant(incident: Incident, request: RoomRequest) -> bool:
    return not request.only or incident.subject in request.only


def _both(one: RoomAsked, other: RoomAsked) -> RoomAsked:
    before = max(filter(None, (one.before, other.before)), key=lambda each: each.at, default=None)
    return RoomAsked(
        one.together or other.together,
        tuple(dict.fromkeys((*one.people, *other.people))),
        before,
        one.left + other.left,
    )
