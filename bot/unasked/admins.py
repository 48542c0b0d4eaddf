"""Tells the admins what they should know: in their conversation, as `/admin here` has named it."""

from collections.abc import Awaitable, Callable, Sequence

from bot.access import Admin, Organisation, Place
from bot.budget import Payer, Purpose, paying
from bot.cards import Card
from bot.delivery import Target, card_id
from bot.messages import Conversation
from bot.sessions import Conversations
from bot.unasked.sending import Sent, Unasked, place_of

MOST = 5
"""So many admins are written to alone, at the price of a call each."""
Known = Callable[[], Awaitable[Sequence[Admin]]]


class Admins:
    """Knows where the admins are told things."""

    def __init__(
        self,
        *,
        unasked: Unasked,
        organisation: Organisation,
        conversations: Conversations,
        known: Known,
        language: str,
    ) -> None:
        """``known`` gives the admins who can be written to alone; ``language`` is spoken where the
        conversation has chosen none.
        """
        self._unasked = unasked
        self._organisation = organisation
        self._conversations = conversations
        self.known = known
        self._language = language

    async def show(self, card: Card, what: str, purpose: str, language: str | None = None) -> Sent:
        """Show a card in the admins' conversation; without one it waits for one.

        A rerun finds the same card, for its name follows from ``what`` is told and the ``purpose``.
        """
        place = await self.place()
        if place is None:
            return Sent("waits")
        target = await self.target(place, what, purpose, language)
        with paying(Payer(Purpose.ALERTS, conversation=place.conversation.id)):
            sent = await self._unasked.show(card, target)
            if sent.fate == "dropped":
                await self._tell_each(place, sent)
        return sent

    async def _tell_each(self, place: Place, sent: Sent) -> None:
        """Tell the admins, once and each alone, that their conversation takes nothing."""
        here = place.conversation
        if not await self._unasked.retries.first_told(place_of(here.id), "each"):
            return
        data = {"title": here.title, "since": sent.since, "code": sent.code}
        for admin in (await self.known())[:MOST]:
            chat = alone(admin)
            target = await self.target(chat, f"refused:{here.id}:{sent.since}", "admins")
            await self._unasked.show(Card("admins_refused", data), target)

    async def has_place(self) -> bool:
        """Tell whether the admins have a conversation in which they are told things."""
        return await self.place() is not None

    async def place(self) -> Place | None:
        """Give that conversation."""
        return await self._organisation.admins_place()

    async def target(
        self, place: Place, what: str, purpose: str, language: str | None = None
    ) -> Target:
        """Aim at a card of its own in a place."""
        chosen = await self._conversations.language(place.conversation.id)
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
    return Place(Conversation(f"single:{admin.user_id}", "single"), admin.user_id)
