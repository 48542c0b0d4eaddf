"""Sends what was decided: fresh messages, reminders and escalations, and paints cards anew.

A message is taken from the state only after it has left, or was dropped. Its card's name follows
from its own, so what is sent again after a crash is the same card.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType

import structlog

from bot.access import Place
from bot.alerts.cards import alert
from bot.alerts.cards.alert import Picture
from bot.alerts.incident import Incident, give_back
from bot.alerts.memory import Parcel, Standing, State, admit
from bot.alerts.newest import Newest
from bot.alerts.painting import Claims, Painter
from bot.alerts.subscription import Refusal, Subscription
from bot.budget import Payer, Purpose, paying
from bot.cards import Card
from bot.delivery import Delivery, Target, card_id
from bot.documents import Documents
from bot.errors import Overtaken
from bot.quota.samples import DAY
from bot.sessions import Conversations
from bot.unasked import Letter, Post, Sent
from bot.unasked.sending import place_of

log = structlog.get_logger()

NOBODY: Mapping[str, str] = MappingProxyType({})

Draw = Callable[[Standing, str], Awaitable[Picture]]
"""Gives the trend of a subject, or why there is none."""


class Notifier:
    """Sends what waits in one conversation after the other."""

    def __init__(
        self,
        *,
        delivery: Delivery,
        post: Post,
        conversations: Conversations,
        subscriptions: Documents[Subscription],
        states: Documents[State],
        is_here: Callable[[str], Awaitable[bool]],
        picture: Draw,
        sample_picture: Callable[[Standing], Awaitable[str]],
        newest: Newest,
        claims: Claims,
        language: str,
    ) -> None:
        """``is_here`` tells whether a userId still is of the organisation; ``newest`` brings what
        is drawn up to date; ``language`` is spoken where a conversation has chosen none.
        """
        self._delivery = delivery
        self._post = post
        self._conversations = conversations
        self._subscriptions = subscriptions
        self.states = states
        self._is_here = is_here
        self._picture = picture
        self._sample_picture = sample_picture
        self._newest = newest
        self._language = language
        self._painter = Painter(
            delivery=delivery,
            states=states,
            claims=claims,
            newest=newest,
            edit=self._edit,
            name=out_track_id,
            language=self._spoken,
        )

    async def due(self, standing: Standing) -> frozenset[str]:
        """Give the spaces of which something would be told now, in a message or on a card.

        Of one that has ended because it is told of no more, nothing new is said.
        """
        state, told = standing.state, standing.subscription.spaces or frozenset()
        rings = {each.key: each.subjects for each in state.parcels if _may_ring(standing, each)}
        subjects = set[str]()
        for key in {*rings, *state.edits}:
            if await self._may_leave(standing, key, edit=key not in rings):
                subjects |= {*state.cards.get(key, ()), *rings.get(key, ())}
        return frozenset(each for each in subjects if each in told or each in state.incidents)

    async def _may_leave(self, standing: Standing, key: str, *, edit: bool) -> bool:
        here = out_track_id(key, standing.id)
        return await self._post.unasked.may_be_tried(standing.id, here, edit=edit)

    async def flush(self, standing: Standing) -> None:
        """Send what may leave now, and paint what has changed; what fails waits for later."""
        standing = await self._newest(standing)
        with paying(Payer(Purpose.ALERTS, conversation=standing.id)):
            await self._send_some(standing)
            await self._ask_again(standing)
            await self._painter.paint(standing)

    async def _send_some(self, standing: Standing) -> None:
        parcels = [each for each in standing.state.parcels if _may_ring(standing, each)]
        admitted = admit(standing.state.sent, len(parcels), standing.now)
        for parcel in parcels[: admitted.count]:
            if not await self._still_waits(standing, parcel):
                continue
            sent = await self._deliver(standing, parcel)
            if parcel.kind != "escalation":
                await self._heed(standing, sent)
            change = _behind if sent.fate == "waits" else partial(_without, now=standing.now)
            if sent.fate != "waits" or sent.failure is not None:
                await self.states.update(standing.id, partial(change, parcel=parcel))

    async def _still_waits(self, standing: Standing, parcel: Parcel) -> bool:
        """Tell whether no other run has sent it meanwhile; a text sent again would ring twice."""
        state = await self.states.get(standing.id)
        return state is not None and parcel in state.parcels

    async def _ask_again(self, standing: Standing) -> None:
        """Try once a day whether a conversation takes messages again, with one that says so."""
        refused, is_heard = standing.subscription.refused, _is_heard(standing)
        if refused is None or not is_heard or standing.state.parcels:
            return
        if standing.now < refused.last + DAY:
            return
        card = Card("alert_back", {"since": refused.since})
        await self._heed(standing, await self._tell(standing, f"back:{refused.since}", card))

    async def _heed(self, standing: Standing, sent: Sent) -> None:
        """Note what a try says of the conversation: that it takes messages, or that it does not."""
        if sent.fate == "arrived":
            if standing.subscription.refused is not None:
                await self._subscriptions.update(standing.id, _taken)
        elif sent.is_refused or sent.fate == "dropped":
            await self.note_refusal(standing, sent)

    async def _deliver(self, standing: Standing, parcel: Parcel) -> Sent:
        match parcel.kind:
            case "fresh":
                standing = await self._illustrated(standing, parcel.key)
                card = alert.card_of(standing, parcel.key)
                return await self._tell(standing, parcel.key, card)
            case "reminder":
                standing, parcel = await self._still_here(standing, parcel)
                card = alert.reminder_of(standing, parcel)
                mentions = {parcel.whom: parcel.nick} if _is_from_here(standing, parcel) else {}
                return await self._tell(standing, parcel.key, card, mentions)
            case _:
                return await self._escalate(standing, parcel)

    async def _illustrated(self, standing: Standing, key: str) -> Standing:
        """Draw the trend once: an upload is a call too, and a message that was not taken at once
        comes without it.
        """
        unasked, here = self._post.unasked, out_track_id(key, standing.id)
        if not await unasked.may_be_tried(standing.id, here) or await unasked.was_tried(here):
            return standing
        return await self.drawn(standing, key)

    async def _escalate(self, standing: Standing, parcel: Parcel) -> Sent:
        """Tell the admins; what their conversation refuses is no fault of the one that is told."""
        if not await self._post.admins.has_place():
            return Sent("dropped")
        card = alert.escalation_of(standing, parcel)
        return await self._post.admins.show(
            card, parcel.key, PURPOSE, standing.subscription.language
        )

    async def _still_here(self, standing: Standing, parcel: Parcel) -> tuple[Standing, Parcel]:
        """Remind nobody in particular, and give back what was taken, when the taker has left."""
        if not parcel.whom or await self._is_here(parcel.whom):
            return standing, parcel
        given = await self.states.update(
            standing.id, lambda state: state and _given_back(standing.after(state), parcel)
        )
        return standing.after(given or standing.state), replace(parcel, whom="", nick="")

    async def show_sample(self, place: Place, key: str, standing: Standing) -> bool:
        """Show what an alert looks like, the way that alerts take, and tell whether it has a
        picture. Raises PlatformError.
        """
        picture = await self._sample_picture(standing)
        card = alert.sample_card(standing.now, picture)
        try:
            await self.show(place, key, card, standing)
        except Overtaken:
            await self.show(place, key, card, standing)
        return bool(picture)

    async def tell_lost(self, standing: Standing, names: Sequence[str], *, ended: bool) -> None:
        """Say to a member which spaces they are not told of any more, without their numbers."""
        card = alert.lost_of(names, ended=ended)
        await self._write(f"lost:{standing.id}:{standing.now}", card, standing, here=True)

    async def tell_ended(self, standing: Standing, whose: str) -> None:
        """Say that nobody answers for a conversation any more: there, unless it is the single chat
        of somebody who has left, and to the admins.
        """
        here, by = standing.subscription.conversation, standing.subscription.by
        data: dict[str, object] = {"title": here.title, "group": here.is_group, "name": by}
        what = f"ended:{standing.id}:{standing.now}"
        if here.is_group or await self._is_here(whose):
            card = Card("alert_ended", {**data, "here": True})
            await self._write(what, card, standing, here=True)
        await self._write(
            f"{what}:admins", Card("alert_ended", {**data, "here": False}), standing, here=False
        )

    async def _write(self, what: str, card: Card, standing: Standing, *, here: bool) -> None:
        """Write a letter, to the conversation ``here`` or to the admins."""
        place, language = self._here(standing) if here else None, standing.subscription.language
        letter = Letter(what, card.template, standing.now, dict(card.data), place, language)
        await self._post.letters.post(letter)

    async def drawn(self, standing: Standing, key: str) -> Standing:
        """Draw the trend of a card of one space as it is now; where that fails it stays without."""
        about = standing.state.about(key)
        picture = await self._picture(standing, about[0].subject) if len(about) == 1 else None
        media_id = picture.media_id if picture else ""
        return await self._keep_picture(standing, key, media_id) if media_id else standing

    async def trend(self, standing: Standing, incident: Incident) -> Card:
        """Show somebody how a space has grown; a card of it alone shows the same from then on."""
        picture = await self._picture(standing, incident.subject)
        if picture.media_id and len(standing.state.about(incident.card)) == 1:
            await self._keep_picture(standing, incident.card, picture.media_id)
        return alert.trend_of(incident, standing, picture)

    async def _keep_picture(self, standing: Standing, key: str, media_id: str) -> Standing:
        drawn = await self.states.update(
            standing.id,
            lambda state: state and replace(state, pictures={**state.pictures, key: media_id}),
        )
        return standing if drawn is None else standing.after(drawn)

    async def show(self, place: Place, key: str, card: Card, standing: Standing) -> None:
        """Show what somebody has asked for; raises PlatformError, and Overtaken while another run
        sends it and may still fail to.

        Where a card was sent already, whoever came first has sent it, or somebody has pressed it.
        """
        target = await self._target(place, key, standing)
        try:
            await self._delivery.show(card, target)
        except Overtaken:
            if await self._delivery.records.outcome(target.out_track_id) != "sent":
                raise

    async def _edit(self, standing: Standing, key: str, card: Card) -> Sent:
        sent = await self._tell(standing, key, card, edit=True)
        if sent.fate == "dropped":
            await self._note_unpainted(standing, sent)
        return sent

    async def _tell(
        self,
        standing: Standing,
        key: str,
        card: Card,
        mentions: Mapping[str, str] = NOBODY,
        *,
        edit: bool = False,
    ) -> Sent:
        """Show what nobody has asked for, in the conversation that is told."""
        target = await self._target(self._here(standing), key, standing, mentions)
        return await self._post.unasked.show(card, target, edit=edit)

    async def _target(
        self, place: Place, key: str, standing: Standing, mentions: Mapping[str, str] = NOBODY
    ) -> Target:
        return Target(
            out_track_id=out_track_id(key, place.conversation.id),
            conversation=place.conversation,
            asker="",
            asker_user_id=place.user_id,
            language=await self._spoken(standing, place),
            turn=f"{key}:{standing.state.version}",
            mentions=mentions,
        )

    async def _spoken(self, standing: Standing, place: Place | None = None) -> str:
        here = (place or self._here(standing)).conversation.id
        chosen = await self._conversations.language(here)
        return chosen or standing.subscription.language or self._language

    def _here(self, standing: Standing) -> Place:
        return Place(standing.subscription.conversation, standing.subscription.user_id)

    async def note_refusal(self, standing: Standing, sent: Sent) -> None:
        """Note that a conversation takes no messages, and tell the admins so once."""
        log.warning("conversation_refuses", conversation=standing.id, code=sent.code)
        if sent.is_refused:
            await self._subscriptions.update(
                standing.id, partial(_refused, sent=sent, now=standing.now)
            )
        await self._tell_once(standing, sent)

    async def _note_unpainted(self, standing: Standing, sent: Sent) -> None:
        log.warning("alert_not_painted", conversation=standing.id, code=sent.code)
        await self._tell_once(standing, sent, edits=True)

    async def _tell_once(self, standing: Standing, sent: Sent, *, edits: bool = False) -> None:
        name = place_of(standing.id, edit=edits)
        if await self._post.unasked.retries.first_told(name):
            since = sent.since or standing.now
            card = alert.refusal_of(standing.subscription, since, sent.code, edits=edits)
            await self._write(f"refused:{name}:{since}", card, standing, here=False)


PURPOSE = "alert"


def out_track_id(key: str, conversation_id: str) -> str:
    """Name a card of this package."""
    return card_id(key, PURPOSE, conversation_id)


def _is_from_here(standing: Standing, parcel: Parcel) -> bool:
    """Tell whether somebody is to be mentioned, and took it here: others are not in here."""
    taken = [
        each.taken
        for subject in parcel.subjects
        if (each := standing.state.incidents.get(subject)) is not None
    ]
    return bool(parcel.whom) and not any(each is not None and each.elsewhere for each in taken)


def _may_ring(standing: Standing, parcel: Parcel) -> bool:
    """Tell whether a message that waits may leave: mute holds back all, quiet what is not full."""
    if standing.subscription.is_muted(standing.now):
        return False
    return _is_heard(standing) or (
        parcel.kind == "fresh"
        and any(each.full for each in alert.incidents_on(standing, parcel.key))
    )


def _is_heard(standing: Standing) -> bool:
    return (
        not standing.subscription.is_muted(standing.now)
        and standing.care.hours.heard(standing.now) <= standing.now
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


def _behind(state: State | None, parcel: Parcel) -> State | None:
    """Let the others go before a message that was not taken."""
    if state is None or parcel not in state.parcels:
        return None
    others = tuple(each for each in state.parcels if each != parcel)
    return replace(state, parcels=(*others, parcel))


def _without(state: State | None, parcel: Parcel, now: int) -> State | None:
    if state is None:
        return None
    left = tuple(each for each in state.parcels if each != parcel)
    sent = admit(state.sent, 1, now).sent
    return replace(state, parcels=left, sent=sent)


def _refused(subscription: Subscription | None, sent: Sent, now: int) -> Subscription | None:
    if subscription is None:
        return None
    since = subscription.refused.since if subscription.refused else sent.since
    return replace(subscription, refused=Refusal(since, now, sent.code))


def _taken(subscription: Subscription | None) -> Subscription | None:
    return subscription and replace(subscription, refused=None)
