"""Under whose right a conversation is told: whoever placed it as an admin answers for it.

An admin has seen whose names will be seen there. Once they are no admin any more, nothing more is
told there, and the conversation and the admins hear so once; another admin may begin it anew. What
they do not see any more themselves, though they are an admin still, `visibility` takes away.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import structlog

from bot.alerts.memory import Situation
from bot.alerts.sending import Notifier
from bot.alerts.subscription import Subscription
from bot.documents import Changed
from bot.messages import Conversation
from bot.unasked import IsAdmin, Nick

log = structlog.get_logger()

Place = Callable[
    [str, Callable[[Subscription | None], Subscription | None]], Awaitable[Changed[Subscription]]
]
"""Changes how a conversation is told."""

IsLeft = Callable[[Conversation, str | None], Awaitable[bool]]
"""Tells of a conversation, and whom it is with, whether they have left the organisation."""


class Authority:
    """Asks for the role of whoever answers for a conversation, just before it is told anything."""

    def __init__(
        self,
        *,
        notifier: Notifier,
        place: Place,
        is_admin: IsAdmin,
        is_left: IsLeft,
        nick: Nick,
    ) -> None:
        """``is_left`` tells whether nobody is in a single chat any more."""
        self._is_left = is_left
        self._notifier = notifier
        self._place = place
        self._is_admin = is_admin
        self._nick = nick

    async def has_parted(self, situation: Situation) -> bool:
        """Tell whether a conversation is the single chat of somebody who has left, and end it then:
        where they were the admin who answered for it, the other admins hear so.
        """
        subscription = situation.subscription
        if not await self._is_left(subscription.conversation, subscription.user_id):
            return False
        log.warning("told_has_left", conversation=situation.id)
        if await self.is_answered_for(situation):
            await self._place(situation.id, lambda _: None)
        return True

    async def is_answered_for(self, situation: Situation) -> bool:
        """Tell whether a conversation may be told; end it where nobody answers for it any more.

        Of a group's subscription of an older release nobody knows who does, so it goes on.
        """
        subscription = situation.subscription
        if subscription.ended:
            return False
        whose = await self.whose(subscription)
        if subscription.personal or not whose or await self._is_admin(whose):
            return True
        await self._end(situation, whose)
        return False

    async def whose(self, subscription: Subscription) -> str:
        """Say under whose right a conversation is told, by userId; empty where nobody knows."""
        if subscription.personal:
            return subscription.user_id or ""
        return subscription.whose or await self._placer(subscription)

    async def _placer(self, subscription: Subscription) -> str:
        """Say who placed one in their own single chat before that was kept: a file may have placed
        it for them, under the name of whoever sent that.
        """
        whom = subscription.user_id or ""
        return whom if whom and subscription.by in {whom, await self._nick(whom)} else ""

    async def _end(self, situation: Situation, whose: str) -> None:
        """End it, unless another admin has taken it over just now, and say so."""

        def ended(now: Subscription | None) -> Subscription | None:
            is_same = (
                now is not None and now.whose == situation.subscription.whose and not now.ended
            )
            return replace(now, ended=situation.now) if now and is_same else now

        made = await self._place(situation.id, ended)
        if made.before == made.after:
            return
        log.warning("nobody_answers_for_conversation", conversation=situation.id)
        await self._notifier.notify_ended(situation, whose)
