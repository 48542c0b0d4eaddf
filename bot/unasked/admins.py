"""Tells the admins what they should know: in their conversation, as `/admin here` has named it."""

from collections.abc import Awaitable, Callable, Sequence

from bot.access import Admin, Organisation, Place
from bot.budget import Payer, Purpose, paying
from bot.cards import Card
from bot.delivery import Target, card_id
from bot.sessions import Conversations
from bot.unasked.sending import Sent, Unasked

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
            return await self._unasked.show(card, target)

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
