"""Sends what was decided: fresh messages, reminders and escalations, and paints cards anew.

A message is taken from the state only after it has left. Its card's name follows from its own, so
what is sent again after a crash is the same card.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from types import MappingProxyType

import structlog

from bot.access import Organisation, Place
from bot.alerts import faces
from bot.alerts.incident import Person, give_back
from bot.alerts.placement import Placement, Refused
from bot.alerts.rate import admit
from bot.alerts.standing import Standing
from bot.alerts.state import Parcel, State
from bot.budget import Payer, Purpose, paying
from bot.cards import Card
from bot.delivery import Delivery, Target, card_id
from bot.documents import Documents
from bot.errors import (
    AddressRefused,
    AllowanceUsedUp,
    BadCredentials,
    DeliveryFailed,
    NoAllowance,
    Overtaken,
    PlatformError,
    ScopeMissing,
)
from bot.errors import Refused as Refusal
from bot.quota.samples import DAY, HOUR
from bot.sessions import Conversations

log = structlog.get_logger()

NOBODY: Mapping[str, str] = MappingProxyType({})

OURS = (NoAllowance, AllowanceUsedUp, AddressRefused, BadCredentials, ScopeMissing)
"""Refusals that are about the app as a whole, and not about a conversation."""

TRIED_AGAIN = (HOUR, DAY)
"""A conversation that refuses is tried again after an hour, later once a day."""

Picture = Callable[[Standing, str], Awaitable[str]]
"""Gives the mediaId of the trend that the card of a key shows, "" where there is none."""


class Sender:
    """Sends what waits in one conversation after the other."""

    def __init__(
        self,
        *,
        delivery: Delivery,
        organisation: Organisation,
        conversations: Conversations,
        placements: Documents[Placement],
        states: Documents[State],
        is_here: Callable[[str], Awaitable[bool]],
        picture: Picture,
        language: str,
    ) -> None:
        """``is_here`` tells whether a userId still is of the organisation; ``language`` is spoken
        where a conversation has chosen none.
        """
        self._delivery = delivery
        self._organisation = organisation
        self._conversations = conversations
        self._placements = placements
        self.states = states
        self._is_here = is_here
        self._picture = picture
        self._language = language

    async def flush(self, standing: Standing) -> None:
        """Send what may leave now, and paint what has changed; what fails waits for later."""
        if standing.is_refusing:
            return
        with paying(Payer(Purpose.ALERTS, conversation=standing.id)):
            await self._send_some(standing)
            await self._paint_all(standing)

    async def _send_some(self, standing: Standing) -> None:
        parcels = [each for each in standing.state.parcels if _may_ring(standing, each)]
        admitted = admit(standing.state.sent, len(parcels), standing.now)
        for parcel in parcels[: admitted.count]:
            if not await self._still_waits(standing, parcel):
                continue
            if not await self._sent(standing, parcel):
                return
            await self.states.update(
                standing.id, partial(_without, parcel=parcel, now=standing.now)
            )

    async def _still_waits(self, standing: Standing, parcel: Parcel) -> bool:
        """Tell whether no other run has sent it meanwhile; a text sent again would ring twice."""
        state = await self.states.get(standing.id)
        return state is not None and parcel in state.parcels

    async def _sent(self, standing: Standing, parcel: Parcel) -> bool:
        """Send one message; tells whether it is off the list."""
        try:
            await self._deliver(standing, parcel)
        except Overtaken:
            log.info("alert_sent_elsewhere", conversation=standing.id, key=parcel.key)
            return False  # by a run that may die before it has: whoever sees it sent takes it off
        except OURS as waits:
            log.warning("alert_waits", conversation=standing.id, code=waits.code)
            return False
        except (DeliveryFailed, Refusal) as refused:
            await self.note_refusal(standing, refused)
            return False
        except PlatformError as silent:
            log.warning("alert_not_sent", conversation=standing.id, code=silent.code)
            return False
        if standing.placement.refused is not None:
            await self._placements.update(standing.id, _taken)
        return True

    async def _deliver(self, standing: Standing, parcel: Parcel) -> None:
        match parcel.kind:
            case "fresh":
                standing = await self.drawn(standing, parcel.key)
                card = faces.card_of(standing, parcel.key)
                await self._tell(self._here(standing), parcel.key, card, standing)
            case "reminder":
                standing, parcel = await self._still_here(standing, parcel)
                card = faces.reminder_of(standing, parcel)
                mentions = {parcel.whom: parcel.nick} if parcel.whom else {}
                await self._tell(self._here(standing), parcel.key, card, standing, mentions)
            case _:
                await self._escalate(standing, parcel)

    async def _escalate(self, standing: Standing, parcel: Parcel) -> None:
        """Tell the admins; what their conversation refuses is no fault of the one that is told."""
        try:
            card = faces.escalation_of(standing, parcel)
            await self._tell_admins(parcel.key, card, standing)
        except (DeliveryFailed, Refusal) as refused:
            log.warning("admins_not_told", conversation=standing.id, code=refused.code)

    async def _still_here(self, standing: Standing, parcel: Parcel) -> tuple[Standing, Parcel]:
        """Remind nobody in particular, and give back what was taken, when the taker has left."""
        if not parcel.whom or await self._is_here(parcel.whom):
            return standing, parcel
        given = await self.states.update(
            standing.id, lambda state: state and _given_back(standing.after(state), parcel)
        )
        return standing.after(given or standing.state), replace(parcel, whom="", nick="")

    async def ask_admins(self, standing: Standing, key: str, by: Person) -> bool:
        """Ask the admins for room; False while they have no place to be asked in."""
        card = faces.room_request_of(standing, key, by)
        name = f"room:{key}:{standing.state.version}"
        try:
            return await self._tell_admins(name, card, standing)
        except Overtaken:  # somebody asks the same just now, and may fail where this does not
            return await self._tell_admins(name, card, standing)

    async def show_sample(self, place: Place, key: str, standing: Standing) -> None:
        """Show what an alert looks like, the way that alerts take. Raises PlatformError."""
        card = faces.sample_card(standing.now)
        try:
            await self._tell(place, key, card, standing)
        except Overtaken:
            await self._tell(place, key, card, standing)

    async def tell_lost(self, standing: Standing, names: Sequence[str], *, ended: bool) -> None:
        """Say to a member which spaces they are not told of any more, without their numbers."""
        with (
            paying(Payer(Purpose.ALERTS, conversation=standing.id)),
            suppress(PlatformError, Overtaken),
        ):
            card = faces.lost_of(names, ended=ended)
            await self._tell(self._here(standing), f"lost:{standing.now}", card, standing)

    async def _tell_admins(self, key: str, card: Card, standing: Standing) -> bool:
        place = await self._organisation.admins_place()
        if place is not None:
            await self._tell(place, key, card, standing)
        return place is not None

    async def drawn(self, standing: Standing, key: str) -> Standing:
        """Draw the trend of a card as it is now; where that fails the card stays without."""
        media_id = await self._picture(standing, key)
        if not media_id:
            return standing
        drawn = await self.states.update(
            standing.id,
            lambda state: state and replace(state, pictures={**state.pictures, key: media_id}),
        )
        return standing if drawn is None else standing.after(drawn)

    async def _tell(
        self,
        place: Place,
        key: str,
        card: Card,
        standing: Standing,
        mentions: Mapping[str, str] = NOBODY,
    ) -> None:
        """Send a message; raises Overtaken while another run sends it and may still fail to.

        Where a card was sent already, whoever came first has sent it, or somebody has pressed it.
        """
        target = await self._target(place, key, standing, mentions)
        try:
            await self._delivery.show(card, target)
        except Overtaken:
            if await self._delivery.records.outcome(target.out_track_id) != "sent":
                raise

    async def _target(
        self, place: Place, key: str, standing: Standing, mentions: Mapping[str, str] = NOBODY
    ) -> Target:
        chosen = await self._conversations.language(place.conversation.id)
        return Target(
            out_track_id=out_track_id(key, place.conversation.id),
            conversation=place.conversation,
            asker="",
            asker_user_id=place.user_id,
            language=chosen or standing.placement.language or self._language,
            turn=f"{key}:{standing.state.version}",
            mentions=mentions,
        )

    async def _paint_all(self, standing: Standing) -> None:
        """Paint the cards that show something else by now, each once."""
        state = await self.states.get(standing.id)
        standing = standing.after(state or standing.state)
        waiting = {parcel.key for parcel in standing.state.parcels}
        # A card gives way to a newer message once that stands there, and not while it waits.
        giving_way = {key for parcel in standing.state.parcels for key in parcel.replaces}
        for key in standing.state.edits:
            if key not in giving_way and (key in waiting or await self._painted(standing, key)):
                await self.states.update(standing.id, partial(_painted, key=key))

    async def _painted(self, standing: Standing, key: str) -> bool:
        record = await self._delivery.records.load(out_track_id(key, standing.id))
        if record is not None and record.box:
            return False  # somebody's button is being worked on, and its answer paints the card
        if record is not None and record.surface != "card":
            return True  # words cannot be changed
        try:
            card = faces.card_of(standing, key)
            target = await self._target(self._here(standing), key, standing)
            await self._delivery.show(card, target, in_words=False)
        except Overtaken:
            return False  # by a press, or by a run that knew less or more: looked at again
        except PlatformError as failed:
            log.warning("alert_not_painted", conversation=standing.id, code=failed.code)
            return False
        return True

    def _here(self, standing: Standing) -> Place:
        return Place(standing.placement.conversation, standing.placement.user_id)

    async def note_refusal(self, standing: Standing, refusal: PlatformError) -> None:
        """Note that a conversation takes no messages, and tell the admins so once."""
        log.warning("conversation_refuses", conversation=standing.id, code=refusal.code)
        after = await self._placements.update(
            standing.id, lambda now: now and _refused(now, refusal.code, standing.now)
        )
        if after is not None and standing.placement.refused is None:
            card = faces.refusal_of(replace(standing, placement=after))
            with suppress(PlatformError, Overtaken):  # seen in the list of placements all the same
                await self._tell_admins(f"refused:{standing.id}:{standing.now}", card, standing)


def out_track_id(key: str, conversation_id: str) -> str:
    """Name a card of this package."""
    return card_id(key, "alert", conversation_id)


def _may_ring(standing: Standing, parcel: Parcel) -> bool:
    """Tell whether a message that waits may leave: mute holds back all, quiet what is not full."""
    if standing.placement.is_muted(standing.now):
        return False
    if standing.care.hours.heard(standing.now) <= standing.now:
        return True
    return parcel.kind == "fresh" and any(
        each.full for each in faces.incidents_on(standing, parcel.key)
    )


def _given_back(standing: Standing, parcel: Parcel) -> State:
    state = standing.state
    given = {
        subject: give_back(state.incidents[subject], standing.care, standing.now).incident
        for subject in parcel.subjects
        if subject in state.incidents
    }
    cards = {each.card for each in given.values()}
    edits = (*state.edits, *sorted(cards - set(state.edits)))
    return replace(state, incidents={**state.incidents, **given}, edits=edits)


def _without(state: State | None, parcel: Parcel, now: int) -> State | None:
    if state is None:
        return None
    left = tuple(each for each in state.parcels if each != parcel)
    sent = admit(state.sent, 1, now).sent
    return replace(state, parcels=left, sent=sent)


def _painted(state: State | None, key: str) -> State | None:
    return state and replace(state, edits=tuple(each for each in state.edits if each != key))


def _refused(placement: Placement, code: str, now: int) -> Placement:
    before = placement.refused
    since = now if before is None else before.since
    again = now + TRIED_AGAIN[before is not None]
    return replace(placement, refused=Refused(since, again, code))


def _taken(placement: Placement | None) -> Placement | None:
    return placement and replace(placement, refused=None)
