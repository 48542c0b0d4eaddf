"""Tells whoever waits for an answer that their request cannot be read."""

from dataclasses import replace

import structlog

from bot.budget import Payer, Purpose, paying
from bot.cards import Card
from bot.delivery import Records, Target, target_of
from bot.dispatch.commands import target_to
from bot.dispatch.done_already import DoneAlready
from bot.dispatch.remains import Remains
from bot.dispatch.showing import Showing
from bot.dispatch.speaking import Speaking
from bot.messages import Click, Fence

log = structlog.get_logger()


class Unread:
    """Answers turns of which only remains can be read."""

    def __init__(
        self, showing: Showing, records: Records, speaking: Speaking, done: DoneAlready
    ) -> None:
        self._showing = showing
        self._records = records
        self._speaking = speaking
        self._done = done

    async def answer(self, remains: Remains, fence: Fence) -> None:
        """Tell whoever waits for an answer that their request cannot be read, if that can be told.

        Raises LeaseLost and RedisError, when that must be tried again.
        """
        target = await self._aim(remains, fence)
        if target is None:
            log.warning("unreadable_not_told", turn=remains.key)
            return
        begun = await self._done.has_begun(remains.key)
        payer = Payer(Purpose.PEOPLE, target.asker, target.nick, target.conversation.id)
        with structlog.contextvars.bound_contextvars(turn=remains.key), paying(payer):
            await self._showing.say(Card("unreadable", {"begun": begun}), target)

    async def answer_press(self, click: Click, language: str | None, fence: Fence) -> None:
        """Tell whoever pressed a card that is of another release by now, or forgotten."""
        here, who = click.conversation, click.sender
        await self.answer(Remains(click.key, here, who, None, click.out_track_id, language), fence)

    async def _aim(self, remains: Remains, fence: Fence) -> Target | None:
        """Find where to answer what is left of a turn: the card that was pressed, or a new one."""
        record = await self._records.load(remains.card) if remains.card else None
        if record is not None:
            # One that shows something newer by now is not painted over.
            waits = record.turn == remains.key or record.covered is not None
            return target_of(record, remains.key, fence) if waits else None
        here, sender = remains.conversation, remains.sender
        if here is None or sender is None:
            return None
        language = await self._speaking.language_in(here.id, remains.language)
        target = target_to(sender, here, remains.key, language)
        return replace(target, webhook=remains.webhook, fence=fence)
