"""Puts the card that answers a turn in front of people, and says where the conversation stands."""

from collections.abc import Callable
from dataclasses import replace

import structlog

from bot.cards import About, Card
from bot.conversations import Conversations
from bot.delivery import Delivery, Record, Target, card_id, target_of
from bot.dispatch.boundary import UNEXPECTED, unexpected
from bot.dispatch.next_steps import offers_of
from bot.errors import (
    DeliveryFailed,
    LeaseLost,
    Overtaken,
    PlatformError,
    Refused,
    SpacekeeperError,
)
from bot.messages import Click, Fence
from bot.recent_lists import with_list
from bot.sessions import LastAnswer, Session
from bot.storage import RedisError

log = structlog.get_logger()


class Showing:
    """Shows the answers of turns."""

    def __init__(
        self, delivery: Delivery, conversations: Conversations, now: Callable[[], int]
    ) -> None:
        """``now`` tells the time in milliseconds since 1970."""
        self._delivery = delivery
        self._conversations = conversations
        self._now = now

    async def deliver(self, card: Card, target: Target, session: Session) -> Session:
        """Show a card, or the number of a failure where it cannot be drawn.

        Raises PlatformError when DingTalk may take it later, RedisError, Overtaken, and LeaseLost
        when another run has taken over: what this one found is not the answer any more.
        """
        # A card that belongs to its conversation greets nobody, nor does one for who is no member.
        greets = target.asker_user_id is not None and bool(target.asker)
        welcome = greets and not await self._conversations.met(target.asker)
        try:
            record = await self._paint(card, target, welcome=welcome)
        except (Refused, DeliveryFailed) as refused:
            log.exception("answer_lost", code=refused.code, request_id=refused.request_id)
            return session
        except PlatformError:
            await self._delivery.look_again(target.out_track_id)
            raise
        except (SpacekeeperError, RedisError):
            raise
        except Exception as failure:
            if card.template == UNEXPECTED:
                raise
            return await self.deliver(replace(unexpected(failure), left=card.left), target, session)
        if greets:
            await self._conversations.meet(target.asker)
        await self._conversations.visit(
            target.conversation, target.nick, target.asker_user_id, target.language
        )
        await self._paint_elsewhere(card, target)
        log.info("answered", template=card.template, face=record.face)
        return self._after(card, record, session)

    def _after(self, card: Card, record: Record, session: Session) -> Session:
        """Say where the conversation stands once this card is shown."""
        shown, lists = record.out_track_id, session.lists
        if card.kept is not None:
            lists = with_list(lists, card.kept, shown, self._now())
        after = Session(
            last_list=session.last_list if card.kept is None else shown,
            language=record.language,
            topic=_topic(card.about, record) or session.topic,
            lists=lists,
        )
        if card.then is None:
            return replace(after, onward=card.onward)
        pending = offers_of(card) or (session.pending if card.left is None else ())
        return replace(after, state=card.then, card=shown, face=record.face, pending=pending)

    async def say(self, card: Card, target: Target) -> None:
        """Show what nobody can do more about; what DingTalk does not take is in the log."""
        try:
            await self.deliver(card, target, Session())
        except (LeaseLost, RedisError):
            raise
        except Exception:
            log.exception("answer_lost")

    async def uncover(
        self, record: Record, refusal: Card, user_id: str, fence: Fence | None = None
    ) -> None:
        """Show a card as it was before somebody pressed who may not, and tell them why."""
        try:
            await self._delivery.uncover(record, refusal, user_id, fence)
        except PlatformError as trouble:
            log.warning("card_not_uncovered", code=trouble.code)
            await self._delivery.look_again(record.out_track_id)

    async def changed(self, card: Card, click: Click, fence: Fence) -> bool:
        """Show everybody what a press of a shared card has changed; ``False`` when somebody else
        has changed the card in between, so that it has to be drawn anew.

        Raises PlatformError when DingTalk may take it later, LeaseLost.
        """
        record = await self._delivery.records.load(click.out_track_id)
        if record is None:
            return True
        try:
            target, by = target_of(record, click.key, fence), click.sender.key
            await self._delivery.show(card, target, in_words=False, by=by)
        except Overtaken:
            log.info("card_overtaken", card=click.out_track_id)
            return False
        except PlatformError:
            # The turn is tried again for an hour only; the card is looked at whatever comes.
            await self._delivery.look_again(click.out_track_id)
            raise
        return True

    async def whisper(self, card: Card, record: Record, click: Click) -> None:
        """Answer whoever pressed a shared card, and nobody else.

        Raises PlatformError when DingTalk may take it later.
        """
        try:
            await self._delivery.asides.whisper(record, card, click.sender.key)
        except (Refused, DeliveryFailed) as refused:
            log.exception("answer_lost", code=refused.code, request_id=refused.request_id)
        except (SpacekeeperError, RedisError):
            raise
        except Exception as failure:
            if card.template == UNEXPECTED:
                raise
            await self.whisper(unexpected(failure), record, click)
        else:
            log.info("answered", template=card.template, aside=True)

    async def _paint(self, card: Card, target: Target, *, welcome: bool = False) -> Record:
        """Show a card; where somebody else changed it in between, show it after that."""
        target = replace(target, language=card.language or target.language)
        try:
            return await self._delivery.show(card, target, welcome=welcome)
        except Overtaken:
            log.info("card_overtaken", card=target.out_track_id)
            return await self._delivery.show(card, target, welcome=welcome)

    async def _paint_elsewhere(self, card: Card, target: Target) -> None:
        """Change the other cards this answer is about; failing to do so loses no answer."""
        for out_track_id, other in card.elsewhere.items():
            there = await self._delivery.records.load(out_track_id)
            if there is None or _was_read_here(there, target):
                continue
            try:
                await self._paint(other, target_of(there, target.turn, target.fence))
            except PlatformError as trouble:
                log.warning("card_not_changed", code=trouble.code, card=out_track_id)
                await self._delivery.look_again(out_track_id)


def place_of(card: Card, pressed: Target) -> Target:
    """Say where the answer to a press goes: on the pressed card, or below it where it is apart."""
    if not card.apart:
        return pressed
    below = card_id(pressed.turn, "answer", pressed.conversation.id)
    return replace(pressed, out_track_id=below)


def below(record: Record, click: Click, fence: Fence) -> Target:
    """Aim below a card that belongs to its conversation: what comes there is of whoever pressed."""
    sender, here = click.sender, record.conversation
    return replace(
        target_of(record, click.key, fence),
        out_track_id=card_id(click.key, "answer", here.id),
        asker=sender.key,
        asker_user_id=sender.user_id,
        nick=sender.nick,
    )


def _was_read_here(there: Record, target: Target) -> bool:
    """Whether a text would only repeat what the answer says; unlike a card it cannot change."""
    return there.surface == "text" and there.conversation.id == target.conversation.id


def _topic(about: About | None, record: Record) -> LastAnswer | None:
    if about is None:
        return None
    return LastAnswer(about.words, dict(about.raw), about.at, record.out_track_id, about.last_list)
