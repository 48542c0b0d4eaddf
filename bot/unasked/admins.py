"""Tells the admins what they should know: in their conversation, as `/admin here` has named it.

Whoever has named it answers for it. Once they are no admin any more, nothing more is told there:
the other admins are told each alone, until one of them names a conversation.
"""

from collections.abc import Awaitable, Callable, Sequence

from bot.access import Admin, Organisation, Place
from bot.budget import Payer, Purpose, paying
from bot.cards import Card
from bot.conversations import Conversations
from bot.delivery import Target, card_id
from bot.messages import Conversation, alone_with
from bot.unasked.sending import Sent, Unasked, place_of

MOST = 5
"""So many admins are written to alone, at the price of a call each."""
Known = Callable[[], Awaitable[Sequence[Admin]]]
IsAdmin = Callable[[str], Awaitable[bool]]
"""Tells of a userId that was an admin's whether it still is one's, as far as anybody says."""
Nick = Callable[[str], Awaitable[str]]
"""Tells what a userId was called last, empty where that is unknown."""


class Admins:
    """Knows where the admins are told things."""

    def __init__(
        self,
        *,
        unasked: Unasked,
        organisation: Organisation,
        conversations: Conversations,
        known: Known,
        is_admin: IsAdmin,
        nick: Nick,
        language: str,
    ) -> None:
        """``known`` gives the admins who can be written to alone; ``language`` is spoken
        where the conversation has chosen none.
        """
        self._unasked = unasked
        self.is_left = unasked.is_left
        self._organisation = organisation
        self._conversations = conversations
        self.known = known
        self._is_admin = is_admin
        self._nick = nick
        self._language = language

    async def show(self, card: Card, what: str, purpose: str, language: str | None = None) -> Sent:
        """Show a card in the admins' conversation, or to each admin where nobody answers for that
        any more; without one it waits for one.

        A rerun finds the same card, for its name follows from ``what`` is told and the ``purpose``.
        """
        place = await self._organisation.admins_place()
        if place is None:
            return Sent("waits")
        if not await self._holds(place):
            return await self._show_each(place, card, what, purpose, language)
        target = await self.target(place, what, purpose, language)
        with paying(Payer(Purpose.ALERTS, conversation=place.conversation.id)):
            sent = await self._unasked.show(card, target)
            if sent.fate == "dropped":
                await self._notify_each(place, sent)
        return sent

    async def _show_each(
        self, ended: Place, card: Card, what: str, purpose: str, language: str | None
    ) -> Sent:
        """Show a card to each admin alone, and before it why; it has arrived once one has it."""
        fates = [Sent("waits")]
        for admin in (await self.known())[:MOST]:
            chat = alone(admin)
            with paying(Payer(Purpose.ALERTS, conversation=chat.conversation.id)):
                await self._say_ended(ended, chat)
                target = await self.target(chat, what, purpose, language)
                fates.append(await self._unasked.show(card, target))
        by_fate = {each.fate: each for each in fates}
        return by_fate.get("arrived") or fates[-1]

    async def _say_ended(self, ended: Place, chat: Place) -> None:
        """Say once that nothing is told in the admins' conversation any more, and why."""
        here, who = ended.conversation, ended.user_id or ""
        target = await self.target(chat, f"ended:{here.id}:{who}", "admins")
        if await self._unasked.retries.was_noticed(target.out_track_id):
            return
        name = await self._nick(who) or who
        data = {"title": here.title, "group": here.is_group, "name": name}
        sent = await self._unasked.show(Card("admins_ended", data), target)
        if sent.fate == "arrived":
            # A message in words, which no card has, is not told again either.
            await self._unasked.retries.note_noticed(target.out_track_id)

    async def _holds(self, place: Place) -> bool:
        """Whether whoever named a conversation still answers for it; older ones do not say who."""
        return place.user_id is None or await self._is_admin(place.user_id)

    async def _notify_each(self, place: Place, sent: Sent) -> None:
        """Tell the admins, once and each alone, that their conversation takes nothing."""
        here = place.conversation
        if not await self._unasked.retries.is_first_notice(place_of(here.id), "each"):
            return
        data = {"title": here.title, "since": sent.since, "code": sent.code}
        data["group"] = here.is_group
        for admin in (await self.known())[:MOST]:
            chat = alone(admin)
            target = await self.target(chat, f"refused:{here.id}:{sent.since}", "admins")
            await self._unasked.show(Card("admins_refused", data), target)

    async def has_place(self) -> bool:
        """Tell whether the admins have a conversation in which they are told things, or are told
        each alone instead.
        """
        return await self._organisation.admins_place() is not None

    async def place(self) -> Place | None:
        """Give that conversation, while whoever named it still is an admin."""
        place = await self._organisation.admins_place()
        return place if place is not None and await self._holds(place) else None

    async def target(
        self, place: Place, what: str, purpose: str, language: str | None = None
    ) -> Target:
        """Aim at a card of its own in a place."""
        chosen = await self._conversations.language(place.conversation.id)
        if chosen is None and place.user_id and not place.conversation.is_group:
            chosen = await self._conversations.language_with(place.user_id)
        return Target(
            out_track_id=card_id(what, purpose, place.conversation.id),
            conversation=place.conversation,
            asker="",
            asker_user_id=place.user_id,
            language=chosen or language or self._language,
            turn=what,
        )


def alone(admin: Admin) -> Place:
    """Give an admin's single chat."""
    return Place(Conversation(alone_with(admin.user_id), "single"), admin.user_id)
