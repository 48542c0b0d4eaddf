"""Shows what nobody asked for: with patience, because each try costs counted calls.

A try waits for three things: for DingTalk as a whole, for the conversation, and for the card. While
DingTalk does not answer, one try stands for all conversations; while one conversation refuses, one
try stands for all that waits for it; and a card that alone is refused does not hold up the others.
What fails for a day is dropped.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

import structlog

from bot.cards import Card
from bot.delivery import Delivery, Record, Target
from bot.dingtalk.http import without_repeats
from bot.errors import (
    AddressRefused,
    AllowanceUsedUp,
    BadCredentials,
    Blocked,
    NoAllowance,
    Overtaken,
    PlatformError,
    ScopeMissing,
    Throttled,
    TokenRefused,
    Unavailable,
)
from bot.messages import Conversation
from bot.retries import Failing, Retries
from bot.times.spans import DAY

log = structlog.get_logger()

OURS = (NoAllowance, AllowanceUsedUp, AddressRefused, BadCredentials, ScopeMissing)
"""Refusals that are about the app as a whole: nothing is dropped for them."""
PASSING = (Unavailable, Throttled, Blocked, TokenRefused)
"""Failures that say nothing of the conversation."""
DINGTALK = "dingtalk"


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of it: it ``arrived``, it ``waits`` to be tried again, or it was ``dropped``.

    ``failure`` is that of this try, None where there was none. ``since`` is when the conversation
    began to fail (milliseconds since 1970), 0 while it does not.
    """

    fate: Literal["arrived", "waits", "dropped"]
    failure: PlatformError | None = None
    since: int = 0
    code: str = ""

    @property
    def is_refused(self) -> bool:
        """Tell whether the conversation itself refused this try."""
        return self.failure is not None and not isinstance(self.failure, (*OURS, *PASSING))


ARRIVED = Sent("arrived")
HAS_LEFT = Sent("dropped", code="left")
"""The single chat is that of somebody who has left: nothing is tried there."""

HasLeft = Callable[[str], Awaitable[bool]]
"""Tells of a userId whether DingTalk has said that they are not in the organisation."""


class Unasked:
    """The only way out for what nobody asked for."""

    def __init__(self, delivery: Delivery, retries: Retries, has_left: HasLeft) -> None:
        self._delivery = delivery
        self.retries = retries
        self._has_left = has_left

    async def is_left(self, conversation: Conversation, user_id: str | None) -> bool:
        """Tell whether a conversation is the single chat of somebody who has left."""
        return not conversation.is_group and bool(user_id) and await self._has_left(user_id or "")

    async def show(self, card: Card, target: Target, *, edit: bool = False) -> Sent:
        """Show a card if it may be tried now; an ``edit`` paints one that stands, and is no
        message.
        """
        which = target.out_track_id
        if await self.is_left(target.conversation, target.asker_user_id):
            return HAS_LEFT
        try:
            return await self._tried(
                lambda: self._delivery.show(card, target, in_words=not edit),
                place_of(target.conversation.id, edit=edit),
                which,
            )
        except Overtaken:
            return await self._overtaken(which, edit=edit)

    async def repaint(self, record: Record) -> Sent:
        """Paint a card as its record has it, for it may show an older face."""
        if await self.is_left(record.conversation, record.asker_user_id):
            return HAS_LEFT
        card, where = record.out_track_id, place_of(record.conversation.id, edit=True)
        return await self._tried(lambda: self._delivery.repaint(card), where, card)

    async def _tried(self, send: Callable[[], Awaitable[object]], where: str, which: str) -> Sent:
        names = (DINGTALK, where, which)
        if not await self.retries.may_try(*names):
            return await self._waiting(where)
        try:
            with without_repeats():
                await send()
        except PlatformError as failure:
            log.warning("unasked_not_shown", card=which, code=failure.code)
            return await self._failed(failure, where, which)
        await self.retries.went(*names)
        return ARRIVED

    async def may_be_tried(
        self, conversation_id: str, out_track_id: str, *, edit: bool = False
    ) -> bool:
        """Tell whether to make ready what costs something to make: the time has come."""
        names = (DINGTALK, place_of(conversation_id, edit=edit), out_track_id)
        return not await self.retries.waits(*names)

    async def was_tried(self, out_track_id: str) -> bool:
        """Tell whether a card has failed before."""
        return await self.retries.failing(out_track_id) is not None

    async def was_sent(self, out_track_id: str) -> bool:
        """Tell whether a card has arrived before."""
        return await self._delivery.records.outcome(out_track_id) == "sent"

    async def _overtaken(self, which: str, *, edit: bool) -> Sent:
        """Tell what it means that somebody else has changed the card in between.

        A message that was sent already has arrived, or somebody has pressed it. Another run may
        send it just now, and still fail to; and what was painted may have known less.
        """
        is_sent = not edit and await self.was_sent(which)
        return ARRIVED if is_sent else Sent("waits")

    async def _waiting(self, where: str) -> Sent:
        here = await self.retries.failing(where)
        if here is not None and here.lasts(await self.retries.clock()):
            return Sent("dropped", None, here.since, here.code)
        return Sent("waits")

    async def _failed(self, failure: PlatformError, where: str, which: str) -> Sent:
        if isinstance(failure, NoAllowance):
            return Sent("waits", failure)  # no call has left
        if isinstance(failure, (*OURS, *PASSING)):
            await self.retries.failed(DINGTALK, failure.code)
        else:
            await self.retries.went(DINGTALK)
        if isinstance(failure, OURS):
            return Sent("waits", failure)
        return await self._noted(failure, where, which)

    async def _noted(self, failure: PlatformError, where: str, which: str) -> Sent:
        here = await self.retries.failed(where, failure.code, after_a_day=DAY)
        this = await self.retries.failed(which, failure.code, after_a_day=DAY)
        is_over = await self._lasts(here, this)
        return Sent("dropped" if is_over else "waits", failure, here.since, failure.code)

    async def _lasts(self, *failing: Failing) -> bool:
        now = await self.retries.clock()
        return any(each.lasts(now) for each in failing)


def place_of(conversation_id: str, *, edit: bool = False) -> str:
    """Name what a conversation's messages wait for, or what painting its cards anew does."""
    return f"{'edits' if edit else 'messages'}:{conversation_id}"
