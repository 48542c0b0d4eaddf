"""Does the work of a turn and puts what comes of it in front of people.

This is the one place between the wire and the handlers that catches everything: what a handler
raises becomes a card that says what happened, and a failure nobody expected gets a number that is
in the log too.
"""

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

import structlog

from bot.cards import About, Card, Left, Waits
from bot.delivery import Delivery, Record, Target, card_id, target_of
from bot.dispatch.asking import priced
from bot.errors import (
    DeliveryFailed,
    LeaseLost,
    ListOffered,
    Overtaken,
    PlatformError,
    Refused,
    SpacekeeperError,
)
from bot.messages import Click, Fence
from bot.sessions import Conversations, LastAnswer, Session
from bot.storage import RedisError

log = structlog.get_logger()

UNEXPECTED = "error"

TRIES = 3
"""So often a press of a shared card is drawn anew when others change it in between."""

Work = Callable[[], Awaitable[Card]]
Begun = Callable[[Exception], Awaitable[Card | None]]
"""Gives the card that says what was done before something was raised; None for nothing."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds: the longest a turn may take, and when it shows that it works."""

    turn: float
    interim: float


class Showing:
    """Shows the answers of turns."""

    def __init__(self, delivery: Delivery, conversations: Conversations, limits: Limits) -> None:
        self._delivery = delivery
        self._conversations = conversations
        self._limits = limits

    async def record(self, out_track_id: str) -> Record | None:
        """Give what is remembered of a card."""
        return await self._delivery.records.load(out_track_id)

    async def answer(
        self,
        work: Work,
        target: Target,
        session: Session,
        left: Left | None = None,
        waits: Waits | None = None,
        *,
        begun: Begun | None = None,
    ) -> Session:
        """Do the work, show what comes of it, and say where the conversation stands then.

        ``left`` is the question that the message left, ``waits`` the one that it leaves open, which
        the answer says too.
        """
        async with _running(self.tried(work, begun)) as running:
            done, _ = await asyncio.wait({running}, timeout=self._limits.interim)
            if not done:
                await self._interim(target)
            card = await running
            card = replace(card, left=left, waits=waits or card.waits)
        return await self.deliver(card, target, session)

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
        return _after(card, record, session)

    async def say(self, card: Card, target: Target) -> None:
        """Show what nobody can do more about; what DingTalk does not take is in the log."""
        try:
            await self.deliver(card, target, Session())
        except (LeaseLost, RedisError):
            raise
        except Exception:
            log.exception("answer_lost")

    async def tried(self, work: Work, begun: Begun | None = None) -> Card:
        """Run a handler and turn whatever it raises into the card that says so.

        Where something was done before it raised, by this run or an earlier one, ``begun`` gives
        the card that says that instead.
        """
        try:
            async with asyncio.timeout(self._limits.turn):
                return await work()
        except (LeaseLost, RedisError):
            raise
        except Exception as failure:  # noqa: BLE001 - the boundary of a handler
            card = failed(failure)
            return (begun and await begun(failure)) or card

    async def uncover(
        self, record: Record, refusal: Card, user_id: str, fence: Fence | None = None
    ) -> None:
        """Show a card as it was before somebody pressed who may not, and tell them why."""
        try:
            await self._delivery.uncover(record, refusal, user_id, fence)
        except PlatformError as trouble:
            log.warning("card_not_uncovered", code=trouble.code)
            await self._delivery.look_again(record.out_track_id)

    async def change(self, card: Card, click: Click, redraw: Work, fence: Fence) -> Card:
        """Show everybody what a press of a shared card has changed.

        Gives the card, or one for the presser alone where it cannot be drawn any more. Raises
        PlatformError when DingTalk may take it later, LeaseLost.
        """
        for _ in range(TRIES):
            record = await self.record(click.out_track_id)
            if record is None or card.aside:
                return card
            try:
                target, by = target_of(record, click.key, fence), click.sender.key
                await self._delivery.show(card, target, in_words=False, by=by)
            except Overtaken:
                log.info("card_overtaken", card=click.out_track_id)
                card = await self.tried(redraw)
            except PlatformError:
                # The turn is tried again for an hour only; the card is looked at whatever comes.
                await self._delivery.look_again(click.out_track_id)
                raise
            else:
                return card
        return card

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

    async def answered(self, click: Click) -> None:
        """Let the next press of this button by this person be one of its own."""
        await self._delivery.records.answered(click.key)

    async def claim(self, session: Session, turn: str, fence: Fence | None = None) -> Session:
        """Take what the conversation waits for, so that no button of the card that asks acts too.

        Where a button came first, nothing is waited for any more.
        """
        card, face = session.card, session.face
        if session.state is None or await self._delivery.claim(card, face, turn, fence):
            return session
        return replace(session, state=None, card="", face=0)

    async def retire(self, out_track_id: str) -> None:
        """Show the card that asked without its buttons, now that a message has answered it."""
        try:
            await self._delivery.repaint(out_track_id)
        except PlatformError as trouble:
            log.warning("card_not_retired", code=trouble.code)
            await self._delivery.look_again(out_track_id)

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

    async def _interim(self, target: Target) -> None:
        """Say that the answer takes longer; failing to say so is no reason to stop."""
        try:
            await self._delivery.interim(target)
        except PlatformError as trouble:
            log.warning("interim_not_shown", code=trouble.code)


def place_of(card: Card, pressed: Target) -> Target:
    """Say where the answer to a press goes: on the pressed card, or below it where it is apart."""
    if not card.apart:
        return pressed
    below = card_id(pressed.turn, "answer", pressed.conversation.id)
    return replace(pressed, out_track_id=below)


def _was_read_here(there: Record, target: Target) -> bool:
    """Whether a text would only repeat what the answer says; unlike a card it cannot change."""
    return there.surface == "text" and there.conversation.id == target.conversation.id


def failed(failure: Exception) -> Card:
    """Make the card that says why something was not done."""
    match failure:
        case ListOffered():
            return priced(failure, "spaces", {"words": "refresh"})
        case SpacekeeperError():
            log.info("refused", kind=type(failure).__name__)
            return Card(failure.template, failure.data(), brief=failure.brief, aside=True)
        case TimeoutError():
            log.warning("turn_timeout")
            return Card("timeout", aside=True)
        case _:
            return unexpected(failure)


def unexpected(failure: Exception) -> Card:
    """Log a failure nobody expected, and make the card that tells its number."""
    number = secrets.token_hex(4)
    log.error("unexpected", number=number, exc_info=failure)
    return Card(UNEXPECTED, {"number": number}, aside=True)


def _after(card: Card, record: Record, session: Session) -> Session:
    """Say where the conversation stands once this card is shown."""
    last_list = record.out_track_id if card.kept is not None else session.last_list
    topic = _topic(card.about, record) or session.topic
    if card.then is None:
        return Session(last_list=last_list, language=record.language, topic=topic)
    return Session(card.then, record.out_track_id, record.face, last_list, record.language, topic)


def _topic(about: About | None, record: Record) -> LastAnswer | None:
    if about is None:
        return None
    return LastAnswer(about.words, dict(about.raw), about.at, record.out_track_id, about.last_list)


@asynccontextmanager
async def _running(work: Coroutine[object, object, Card]) -> AsyncIterator[asyncio.Task[Card]]:
    """Own a task for the length of the body."""
    task = asyncio.get_running_loop().create_task(work)
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.wait({task})
