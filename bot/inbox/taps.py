"""Answers pressed buttons within the two seconds DingTalk gives an ack.

What a button means is read from the record made when the card was sent; who pressed it, from the
callback. Who may not is told so in the ack; as is who has had their part of what costs calls. Fast
actions are decided here from Redis alone. The others become a turn of the person who pressed, and
move a card that answers somebody to its next face, which shows that it is worked on.

A card that belongs to its conversation is never covered, replaced or closed by what concerns only
whoever presses it: details, refusals and errors are told them alone, and the buttons stay.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import structlog

from bot.cards import Card
from bot.delivery import Delivery, Record, StoreMarks, is_of, private_line, update
from bot.delivery.store_marks import card_in
from bot.dispatch import Replies, as_shown, failed
from bot.dispatch.dispatcher import TRIES
from bot.dispatch.presser_name import with_name
from bot.inbox.box import TURNS, Boxes
from bot.inbox.late_answers import LateAnswer, LateAnswers
from bot.inbox.pressers import ASK_SECONDS, Pressers
from bot.inbox.refusals import Refusals
from bot.messages import Click, Sender, Tap
from bot.opened import Read
from bot.routing import ActionRoute, Anew, FastRoute, Press
from bot.services import Services
from bot.storage import RedisError, Store
from bot.tasks import Tasks

log = structlog.get_logger()

ACK_MILLIS = 250
"""An ack that shows anything leaves within this time of the card's change, or is left empty."""

Response = dict[str, object]
Fast = FastRoute[object, Services]
Slow = ActionRoute[object, Services]


class Taps:
    """The front desk for taps."""

    def __init__(
        self,
        replies: Replies,
        services: Services,
        delivery: Delivery,
        boxes: Boxes,
        tasks: Tasks,
        *,
        store: Store,
        pressers: Pressers,
        marks: StoreMarks,
        language: str,
        seconds: float,
        gap_seconds: float,
        late: LateAnswers,
        settle: Callable[[str], None],
        doubt: Callable[[str], None],
    ) -> None:
        """Answer within ``seconds``; updates by call stay ``gap_seconds`` behind the ack.

        ``late`` tells what an ack was too late for. ``settle`` is told of a card whose ack may not
        show what its record says, ``doubt`` of one of which nothing is known.
        """
        self._store = store
        self._replies = replies
        self._services = services
        self._delivery = delivery
        self._records = delivery.records
        self._boxes = boxes
        self._tasks = tasks
        self._refusals = Refusals(services, pressers, replies.may_press)
        self._marks = marks
        self._language = language
        self._seconds = seconds
        self._gap = int(gap_seconds * 1000)
        self._late = late
        self._settle = settle
        self._doubt = doubt
        self._answered: dict[str, tuple[Response, int, Record | None]] = {}
        self._drawn: dict[str, Record] = {}

    async def answer(self, tap: Tap) -> Response:
        """Give the card update for the ack; ``{}`` when it could not be decided in time."""
        try:
            async with asyncio.timeout(self._seconds), self._store.turn(self._needs(tap)):
                response = await self._answer(tap)
        except (TimeoutError, RedisError):
            self._undecided(tap)
            return {}
        except asyncio.CancelledError:
            # By the listener, whose limit is over too when the whole process has stood still.
            self._undecided(tap)
            raise
        drawn = self._drawn.pop(card_in(tap.out_track_id), None)
        self._answered[tap.push] = response, self._services.now(), drawn
        return response

    def _needs(self, tap: Tap) -> tuple[Read, ...]:
        """Say what every press reads."""
        services, sender = self._services, Sender(tap.user_id, "", "")
        return (
            *services.organisation.needs(),
            *services.access.needs(sender),
            *services.policy.needs(),
            *self._records.needs(card_in(tap.out_track_id))[:1],
        )

    def _undecided(self, tap: Tap) -> None:
        """Have a card looked at whose press may have had its effect."""
        log.warning("tap_undecided", card=tap.out_track_id)
        self._doubt(card_in(tap.out_track_id))

    async def left(self, tap: Tap, *, in_time: bool) -> None:
        """Hear that the ack has left: the card shows what it says, or has to be painted."""
        response, at, record = self._answered.pop(tap.push, ({}, 0, None))
        out_track_id = card_in(tap.out_track_id)
        if not (record and in_time and is_of(response, record)):
            record = await self._records.load(out_track_id) if response else None
        if private_line(response):
            await self._records.whispers.note(out_track_id, tap.user_id)
        if not in_time:
            await self._say_late(tap, response, record)
        if record is None or not is_of(response, record):
            return
        now = self._services.now()
        if in_time and now - at <= ACK_MILLIS:
            await self._records.shown(record, quiet_until=now + self._gap)
            return
        log.info("ack_late", card=out_track_id, late=tap.late)
        await self._records.leave_alone(out_track_id, now + self._gap)
        # A press that changed nothing has nothing painted after it, or each would cost a call.
        if not await self._records.is_shown(record):
            self._settle(out_track_id)

    async def _say_late(self, tap: Tap, response: Response, record: Record | None) -> None:
        """Have whoever pressed told by call what an ack had for them alone, and came too late."""
        language = record.language if record else self._language
        if response == self._delivery.expired(language):
            text = self._delivery.asides.said(Card("expired"), language)
        else:
            text = private_line(response)
        is_ours = tap.corp_id == await self._services.organisation.corp_id()
        if not text or not is_ours or response == self._delivery.asides.busy(language):
            return  # who waits for an answer gets that
        nick = await self._services.access.nick(tap.user_id)
        place = record.conversation.id if record else ""
        answer = LateAnswer(tap.out_track_id, tap.user_id, nick, place, text)
        await self._late.queue(answer, tap.action_id)

    async def _resume(self, record: Record) -> None:
        """Queue the box of a card that is being worked on, in case the first time did not get that
        far.
        """
        if record.box:
            await self._tasks.add(TURNS, record.box, key=record.turn)

    async def _answer(self, tap: Tap) -> Response:
        language = self._language
        out_track_id = await self._marks.id_of(tap.out_track_id)
        if out_track_id is None:
            return self._delivery.asides.ack(Card("another_bot"), language)
        known = await self._services.organisation.corp_id()
        if tap.corp_id != known:
            log.warning("tap_of_another_organisation", card=out_track_id)
            self._services.organisation.count_other("press")
            refusal = Card("other_organisation", {"known": known is not None})
            return self._delivery.asides.ack(refusal, language)
        tap = replace(tap, out_track_id=out_track_id)
        record = await self._records.load(out_track_id)
        if record is None or record.expires <= self._services.now():
            return self._delivery.expired(record.language if record else language)
        meaning = record.actions.get(tap.action_id)
        if record.box or meaning is None:
            return await self._no_button(tap, record)
        return await self._decide(tap, record, meaning)

    async def _no_button(self, tap: Tap, record: Record) -> Response:
        """Show a card as it is to whoever pressed what it does not offer, if they may press."""
        click = await self._click(tap, record, {})
        if stranger := await self._refusals.of_a_stranger(click, record):
            return self._aside(stranger, record)
        await self._resume(record)
        return self._too_late(record, tap.user_id)

    def _too_late(self, record: Record, user_id: str) -> Response:
        """Show a card as it is; who pressed after somebody else is told that it was in vain."""
        if not record.is_shared or record.by == user_id:
            return update(record)
        return update(record, self._delivery.asides.said(Card("card_changed"), record.language))

    async def _decide(self, tap: Tap, record: Record, meaning: dict[str, object]) -> Response:
        action = self._replies.types.load(meaning)
        routes = self._replies.routes
        click = await self._click(tap, record, meaning)
        route = routes.fast_for(type(action)) or routes.action_for(type(action))
        if action is None or route is None:
            return self._of_another_release(record)
        refusal = await self._refusals.of(route, click, record)
        if refusal is not None:
            return self._aside(refusal, record)
        if isinstance(route, ActionRoute):
            return await self._queue(route, action, click, record)
        try:
            return await self._fast(route, action, await self._named(click), record)
        except Anew as anew:
            return await self._anew(anew.action, click, record)

    async def _queue(self, route: Slow, action: object, click: Click, record: Record) -> Response:
        """Make a press a turn, unless nothing would come of it, or its calls are not granted."""
        click = replace(click, shared=record.is_shared)
        if click.shared and await self._records.is_asked(click.key):
            # In case the first time died before this; they are told, and it counts once.
            await self._tasks.add(TURNS, self._boxes.name(click.place), key=click.key)
            return {}
        answer = await self._at_once(route, action, click, record)
        answer = answer or await self._refusals.of_more(click)
        if answer is not None:
            return self._aside(answer, record)
        return await (self._ask(click, record) if click.shared else self._slow(click, record))

    async def _at_once(
        self, route: Slow, action: object, click: Click, record: Record
    ) -> Card | None:
        """Answer what takes no turn, whoever pressed alone."""
        if route.at_once is None:
            return None
        press = self._replies.press(click, record)
        try:
            return await route.at_once(action, press, self._services)
        except RedisError:
            raise
        except Exception as failure:  # noqa: BLE001 - the boundary of a handler of the fast lane
            return failed(failure)

    async def _anew(self, action: object, click: Click, record: Record) -> Response:
        """Work in a turn on what a card keeps too long, if whoever pressed may have the call."""
        route = self._replies.routes.action_for(type(action))
        if route is None:
            return self._of_another_release(record)
        refusal = await self._refusals.of(route, click, record)
        if refusal is not None:
            return self._aside(refusal, record)
        click = replace(click, action=self._replies.types.dump(action))
        return await self._queue(route, action, click, record)

    async def _named(self, click: Click) -> Click:
        """Give whoever pressed their name, where they have said nothing yet and there is time."""
        with suppress(TimeoutError):
            async with asyncio.timeout(ASK_SECONDS):
                return replace(click, sender=await with_name(click.sender, self._services))
        return click

    def _aside(self, card: Card, record: Record) -> Response:
        return self._delivery.asides.ack(card, record.language)

    def _of_another_release(self, record: Record) -> Response:
        if record.is_shared:
            return self._aside(Card("stale"), record)
        return self._delivery.expired(record.language)

    async def _fast(
        self,
        route: Fast,
        action: object,
        click: Click,
        record: Record,
    ) -> Response:
        after = await self._after(route, action, self._replies.press(click, record), record, click)
        if not isinstance(after, Record):
            return self._aside(after, record)
        began = self._services.now()
        if await self._saved(after, record, began):
            return self._in_time(after, began)
        if record.is_shared:
            return await self._after_all(route, action, click, record)
        return await self._as_it_is(record)

    async def _after_all(
        self, route: Fast, action: object, click: Click, record: Record
    ) -> Response:
        """Draw a press that took effect, though somebody else changed the card in between.

        Both acks are under way, and which one arrives last nobody knows, so the card is painted
        once more.
        """
        press = replace(self._replies.press(click, record), again=True)
        for _ in range(TRIES):
            record = await self._records.load(record.out_track_id) or record
            after = await self._after(route, action, press, record, click)
            if not isinstance(after, Record):
                return self._aside(after, record)
            began = self._services.now()
            if await self._saved(after, record, began):
                self._settle(after.out_track_id)
                return self._in_time(after, began)
        return await self._as_it_is(record)

    async def _saved(self, after: Record, record: Record, began: int) -> bool:
        quiet = began + ACK_MILLIS + self._gap
        return await self._records.save(
            after, instead_of=record.face, quiet_until=quiet, acked=True
        )

    async def _after(
        self,
        route: Fast,
        action: object,
        press: Press,
        record: Record,
        click: Click,
    ) -> Record | Card:
        """Run a fast handler, and draw what it gives or raises; a card is for the presser alone."""
        try:
            card = as_shown(await route.handler(action, press, self._services), record)
            if not card.aside or self._is_theirs(record, click):
                return self._delivery.face_after(record, card, click.key, click.sender.key)
        except (RedisError, Anew):
            raise
        except Exception as failure:  # noqa: BLE001 - the boundary of a handler of the fast lane
            card = failed(failure)
        if self._is_theirs(record, click):
            return self._delivery.face_after(record, card, click.key, click.sender.key)
        return card

    def _is_theirs(self, record: Record, click: Click) -> bool:
        return click.sender.key == record.asker

    async def _ask(self, click: Click, record: Record) -> Response:
        """Queue a press of a shared card, which stays as it is; who waits is told so."""
        push = self._boxes.push(click)
        began = self._services.now()
        quiet = began + ACK_MILLIS + self._gap
        asked = await self._records.ask(click.out_track_id, push, click.key, quiet_until=quiet)
        await self._tasks.add(TURNS, push.name, key=click.key)
        if not asked:
            await self._refusals.take_back(click)
        late = self._services.now() - began > ACK_MILLIS
        # Of a press that waits already they are told so, or have been answered meanwhile.
        return {} if late or not asked else self._delivery.asides.busy(record.language)

    async def _slow(self, click: Click, record: Record) -> Response:
        push = self._boxes.push(click)
        working = replace(self._delivery.working(record, click.key), box=push.name)
        began = self._services.now()
        pressed = await self._records.press(
            working,
            push,
            instead_of=record.face,
            quiet_until=began + ACK_MILLIS + self._gap,
        )
        if not pressed:
            return await self._as_it_is(record)
        await self._tasks.add(TURNS, push.name, key=click.key)
        return self._in_time(working, began)

    async def _as_it_is(self, record: Record) -> Response:
        """Show a card that somebody else changed first as it is now."""
        now = await self._records.load(record.out_track_id)
        return {} if now is None else update(now)

    def _in_time(self, record: Record, began: int) -> Response:
        """Give the ack, unless it is so late that an update by call might overtake it."""
        if self._services.now() - began <= ACK_MILLIS:
            self._drawn[record.out_track_id] = record
            # What was told whoever pressed before is over, now that they see the card change.
            return update(record, record.note if record.is_shared else None)
        self._settle(record.out_track_id)
        return {}

    async def _click(self, tap: Tap, record: Record, meaning: dict[str, object]) -> Click:
        is_asker = tap.user_id == record.asker
        nick = record.nick if is_asker else await self._services.access.nick(tap.user_id)
        sender = Sender(tap.user_id, "", nick)
        return Click(
            tap.out_track_id,
            record.face,
            tap.action_id,
            meaning,
            sender,
            record.conversation,
            self._services.now() - tap.late,
        )
