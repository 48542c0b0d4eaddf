"""Sends what was decided: fresh messages, reminders and escalations, and paints cards anew.

A message is taken from the memory only after it has left, or was dropped. Its card's name follows
from its own, so what is sent again after a crash is the same card.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType

import structlog

from bot.access import Place
from bot.alerts.cards import alert, messages
from bot.alerts.cards.messages import Picture
from bot.alerts.incident import Incident
from bot.alerts.memory import Memory, Outgoing, Situation, admit
from bot.alerts.newest_numbers import NewestNumbers
from bot.alerts.outgoing import (
    forgot_refusal,
    given_back,
    is_from_here,
    is_heard,
    may_ring,
    noted_refusal,
    put_behind,
    without_parcel,
)
from bot.alerts.painting import Claims, Painter
from bot.alerts.subscription import Subscription
from bot.budget import Payer, Purpose, paying
from bot.cards import Card
from bot.conversations import Conversations
from bot.delivery import Delivery, Target, card_id
from bot.documents import Documents
from bot.errors import Overtaken
from bot.times.spans import DAY
from bot.unasked import Channels, Letter, Sent
from bot.unasked.sending import HAS_LEFT, place_of

log = structlog.get_logger()

NOBODY: Mapping[str, str] = MappingProxyType({})

Draw = Callable[[Situation, str], Awaitable[Picture]]
"""Gives the trend of a subject, or why there is none."""


class Notifier:
    """Sends what waits in one conversation after the other."""

    def __init__(
        self,
        *,
        delivery: Delivery,
        channels: Channels,
        conversations: Conversations,
        subscriptions: Documents[Subscription],
        memories: Documents[Memory],
        is_here: Callable[[str], Awaitable[bool]],
        picture: Draw,
        sample_picture: Callable[[Situation], Awaitable[str]],
        newest: NewestNumbers,
        claims: Claims,
        language: str,
    ) -> None:
        """``is_here`` tells whether a userId still is of the organisation; ``newest`` brings what
        is drawn up to date; ``language`` is spoken where a conversation has chosen none.
        """
        self._delivery = delivery
        self._channels = channels
        self._conversations = conversations
        self._subscriptions = subscriptions
        self.memories = memories
        self._is_here = is_here
        self._picture = picture
        self._sample_picture = sample_picture
        self._newest = newest
        self._language = language
        self._painter = Painter(
            delivery=delivery,
            memories=memories,
            claims=claims,
            newest=newest,
            edit=self._edit,
            name=out_track_id,
            language=self._spoken,
        )

    async def due(self, situation: Situation) -> frozenset[str]:
        """Give the spaces of which something would be told now, in a message or on a card.

        Of one that has ended because it is told of no more, nothing new is said.
        """
        memory, chosen = situation.memory, situation.subscription.spaces or frozenset()
        rings = {each.key: each.subjects for each in memory.parcels if may_ring(situation, each)}
        subjects = set[str]()
        for key in {*rings, *memory.edits}:
            if await self._may_leave(situation, key, edit=key not in rings):
                subjects |= {*memory.cards.get(key, ()), *rings.get(key, ())}
        return frozenset(each for each in subjects if each in chosen or each in memory.incidents)

    async def _may_leave(self, situation: Situation, key: str, *, edit: bool) -> bool:
        here = out_track_id(key, situation.id)
        return await self._channels.unasked.may_be_tried(situation.id, here, edit=edit)

    async def flush(self, situation: Situation) -> None:
        """Send what may leave now, and paint what has changed; what fails waits for later."""
        situation = await self._newest(situation)
        with paying(Payer(Purpose.ALERTS, conversation=situation.id)):
            await self._send_some(situation)
            await self._ask_again(situation)
        await self.paint(situation)

    async def paint(self, situation: Situation) -> None:
        """Paint what has changed, and send nothing."""
        with paying(Payer(Purpose.ALERTS, conversation=situation.id)):
            await self._painter.paint(situation)

    async def _send_some(self, situation: Situation) -> None:
        parcels = [each for each in situation.memory.parcels if may_ring(situation, each)]
        admitted = admit(situation.memory.sent, len(parcels), situation.now)
        for outgoing in parcels[: admitted.count]:
            if not await self._still_waits(situation, outgoing):
                continue
            sent = await self._deliver(situation, outgoing)
            if outgoing.kind != "escalation":
                await self._heed(situation, sent)
            change = (
                put_behind if sent.fate == "waits" else partial(without_parcel, now=situation.now)
            )
            if sent.fate != "waits" or sent.failure is not None:
                await self.memories.update(situation.id, partial(change, outgoing=outgoing))

    async def _still_waits(self, situation: Situation, outgoing: Outgoing) -> bool:
        """Tell whether no other run has sent it meanwhile; a text sent again would ring twice."""
        memory = await self.memories.get(situation.id)
        return memory is not None and outgoing in memory.parcels

    async def _ask_again(self, situation: Situation) -> None:
        """Try once a day whether a conversation takes messages again, with one that says so."""
        refused = situation.subscription.refused
        if refused is None or not is_heard(situation) or situation.memory.parcels:
            return
        if situation.now < refused.last + DAY:
            return
        card = Card("alert_back", {"since": refused.since})
        await self._heed(situation, await self._notify(situation, f"back:{refused.since}", card))

    async def _heed(self, situation: Situation, sent: Sent) -> None:
        """Note what a try says of the conversation: that it takes messages, or that it does not."""
        if sent.fate == "arrived":
            if situation.subscription.refused is not None:
                await self._subscriptions.update(situation.id, forgot_refusal)
        elif sent.is_refused or sent.fate == "dropped":
            await self.note_refusal(situation, sent)

    async def _deliver(self, situation: Situation, outgoing: Outgoing) -> Sent:
        match outgoing.kind:
            case "fresh":
                situation = await self._illustrated(situation, outgoing.key)
                card = alert.card_of(situation, outgoing.key)
                return await self._notify(situation, outgoing.key, card)
            case "reminder":
                situation, outgoing = await self._still_here(situation, outgoing)
                card = messages.reminder_of(situation, outgoing)
                mentions = (
                    {outgoing.whom: outgoing.nick} if is_from_here(situation, outgoing) else {}
                )
                return await self._notify(situation, outgoing.key, card, mentions)
            case _:
                return await self._escalate(situation, outgoing)

    async def _illustrated(self, situation: Situation, key: str) -> Situation:
        """Draw the trend once: an upload is a call too, and a message that was not taken at once
        comes without it.
        """
        unasked, here = self._channels.unasked, out_track_id(key, situation.id)
        if not await unasked.may_be_tried(situation.id, here) or await unasked.was_tried(here):
            return situation
        return await self.drawn(situation, key)

    async def _escalate(self, situation: Situation, outgoing: Outgoing) -> Sent:
        """Tell the admins; what their conversation refuses is no fault of the one that is told."""
        if not await self._channels.admins.has_place():
            return Sent("dropped")
        card = messages.escalation_of(situation, outgoing)
        return await self._channels.admins.show(
            card, outgoing.key, PURPOSE, situation.subscription.language
        )

    async def _still_here(
        self, situation: Situation, outgoing: Outgoing
    ) -> tuple[Situation, Outgoing]:
        """Remind nobody in particular, and give back what was taken, when the taker has left."""
        if not outgoing.whom or await self._is_here(outgoing.whom):
            return situation, outgoing
        given = await self.memories.update(
            situation.id, lambda memory: memory and given_back(situation.after(memory), outgoing)
        )
        return situation.after(given or situation.memory), replace(outgoing, whom="", nick="")

    async def show_sample(self, place: Place, key: str, situation: Situation) -> bool:
        """Show what an alert looks like, the way that alerts take, and tell whether it has a
        picture. Raises PlatformError.
        """
        picture = await self._sample_picture(situation)
        card = alert.sample_card(situation.now, picture)
        try:
            await self.show(place, key, card, situation)
        except Overtaken:
            await self.show(place, key, card, situation)
        return bool(picture)

    async def notify_lost(self, situation: Situation, names: Sequence[str], *, ended: bool) -> None:
        """Say which spaces a conversation is not told of any more, without their numbers."""
        subscription = situation.subscription
        by = "" if subscription.personal else subscription.by
        card = messages.lost_of(names, ended=ended, by=by)
        await self._write(f"lost:{situation.id}:{situation.now}", card, situation, here=True)

    async def notify_ended(self, situation: Situation, whose: str) -> None:
        """Say that nobody answers for a conversation any more: there, unless it is the single chat
        of somebody who has left, and to the admins.
        """
        here, by = situation.subscription.conversation, situation.subscription.by
        data: dict[str, object] = {"title": here.title, "group": here.is_group, "name": by}
        what = f"ended:{situation.id}:{situation.now}"
        if here.is_group or await self._is_here(whose):
            card = Card("alert_ended", {**data, "here": True})
            await self._write(what, card, situation, here=True)
        await self._write(
            f"{what}:admins", Card("alert_ended", {**data, "here": False}), situation, here=False
        )

    async def _write(self, what: str, card: Card, situation: Situation, *, here: bool) -> None:
        """Write a letter, to the conversation ``here`` or to the admins."""
        place, language = self._here(situation) if here else None, situation.subscription.language
        letter = Letter(what, card.template, situation.now, dict(card.data), place, language)
        await self._channels.letters.post(letter)

    async def drawn(self, situation: Situation, key: str) -> Situation:
        """Draw the trend of a card of one space as it is now; where that fails it stays without."""
        about = situation.memory.about(key)
        picture = await self._picture(situation, about[0].subject) if len(about) == 1 else None
        media_id = picture.media_id if picture else ""
        return await self._keep_picture(situation, key, media_id) if media_id else situation

    async def trend(self, situation: Situation, incident: Incident) -> Card:
        """Show somebody how a space has grown; a card of it alone shows the same from then on."""
        picture = await self._picture(situation, incident.subject)
        if picture.media_id and len(situation.memory.about(incident.card)) == 1:
            await self._keep_picture(situation, incident.card, picture.media_id)
        return messages.trend_of(incident, situation, picture)

    async def _keep_picture(self, situation: Situation, key: str, media_id: str) -> Situation:
        drawn = await self.memories.update(
            situation.id,
            lambda memory: memory and replace(memory, pictures={**memory.pictures, key: media_id}),
        )
        return situation if drawn is None else situation.after(drawn)

    async def show(self, place: Place, key: str, card: Card, situation: Situation) -> None:
        """Show what somebody has asked for; raises PlatformError, and Overtaken while another run
        sends it and may still fail to.

        Where a card was sent already, whoever came first has sent it, or somebody has pressed it.
        """
        target = await self._target(place, key, situation)
        try:
            await self._delivery.show(card, target)
        except Overtaken:
            if await self._delivery.records.outcome(target.out_track_id) != "sent":
                raise

    async def _edit(self, situation: Situation, key: str, card: Card) -> Sent:
        sent = await self._notify(situation, key, card, edit=True)
        if sent.fate == "dropped":
            await self._note_unpainted(situation, sent)
        return sent

    async def _notify(
        self,
        situation: Situation,
        key: str,
        card: Card,
        mentions: Mapping[str, str] = NOBODY,
        *,
        edit: bool = False,
    ) -> Sent:
        """Show what nobody has asked for, in the conversation that is told."""
        target = await self._target(self._here(situation), key, situation, mentions)
        return await self._channels.unasked.show(card, target, edit=edit)

    async def _target(
        self, place: Place, key: str, situation: Situation, mentions: Mapping[str, str] = NOBODY
    ) -> Target:
        return Target(
            out_track_id=out_track_id(key, place.conversation.id),
            conversation=place.conversation,
            asker="",
            asker_user_id=place.user_id,
            language=await self._spoken(situation, place),
            turn=f"{key}:{situation.memory.version}",
            mentions=mentions,
        )

    async def _spoken(self, situation: Situation, place: Place | None = None) -> str:
        here = (place or self._here(situation)).conversation.id
        chosen = await self._conversations.language(here)
        return chosen or situation.subscription.language or self._language

    def _here(self, situation: Situation) -> Place:
        return Place(situation.subscription.conversation, situation.subscription.user_id)

    async def note_refusal(self, situation: Situation, sent: Sent) -> None:
        """Note that a conversation takes no messages, and tell the admins so once."""
        log.warning("conversation_refuses", conversation=situation.id, code=sent.code)
        if sent.is_refused:
            await self._subscriptions.update(
                situation.id, partial(noted_refusal, sent=sent, now=situation.now)
            )
        await self._say_refused(situation, sent)

    async def _note_unpainted(self, situation: Situation, sent: Sent) -> None:
        log.warning("alert_not_painted", conversation=situation.id, code=sent.code)
        await self._say_refused(situation, sent, edits=True)

    async def _say_refused(self, situation: Situation, sent: Sent, *, edits: bool = False) -> None:
        name = place_of(situation.id, edit=edits)
        if sent != HAS_LEFT and await self._channels.unasked.retries.is_first_notice(name):
            since = sent.since or situation.now
            card = messages.refusal_of(situation.subscription, since, sent.code, edits=edits)
            await self._write(f"refused:{name}:{since}", card, situation, here=False)


PURPOSE = "alert"


def out_track_id(key: str, conversation_id: str) -> str:
    """Name a card of this package."""
    return card_id(key, PURPOSE, conversation_id)
