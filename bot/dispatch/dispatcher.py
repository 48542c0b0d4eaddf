"""Takes turns through their steps: decide, show, say what comes next."""

from dataclasses import replace
from functools import partial

import structlog

from bot.access import is_surely_admin
from bot.budget import Payer, Purpose, paying
from bot.cards import Card
from bot.delivery import Record, Records, target_of
from bot.dispatch import lines
from bot.dispatch.asking import still_open
from bot.dispatch.boundary import Boundary
from bot.dispatch.commands import answer_to, command_of, target_for
from bot.dispatch.done_already import DoneAlready
from bot.dispatch.giving_up import until_old
from bot.dispatch.hearing import heard, leaves_open, wished
from bot.dispatch.interim import Interim
from bot.dispatch.just_made import with_made
from bot.dispatch.label_said import with_label
from bot.dispatch.lead import Lead
from bot.dispatch.meanwhile import Meanwhile
from bot.dispatch.next_steps import offers_of, with_next_steps
from bot.dispatch.only_row import with_only_row
from bot.dispatch.pointing import with_space_there
from bot.dispatch.presser_name import with_name
from bot.dispatch.questions import Questions
from bot.dispatch.replies import Replies
from bot.dispatch.showing import Showing, below, place_of
from bot.dispatch.shown_again import SHOWN_AGAIN, as_it_stands, at_last, goes_on
from bot.dispatch.speaking import Speaking
from bot.dispatch.stopped_asking import STOPPED
from bot.dispatch.taken_name import with_taken_name
from bot.dispatch.unread import Unread
from bot.dispatch.waiting import leaving, left
from bot.messages import Click, Fence, Message, Turn
from bot.services import Services
from bot.sessions import Session

log = structlog.get_logger()

TRIES = 3
"""So often a press of a shared card is drawn anew when others change it in between."""


class Dispatcher:
    """Answers turns with the handlers of the routes."""

    def __init__(
        self,
        replies: Replies,
        showing: Showing,
        services: Services,
        *,
        records: Records,
        boundary: Boundary,
        interim: Interim,
        questions: Questions,
        speaking: Speaking,
        done: DoneAlready,
        unread: Unread,
        meanwhile: Meanwhile,
    ) -> None:
        self._replies = replies
        self._showing = showing
        self._services = services
        self._records = records
        self._boundary = boundary
        self._interim = interim
        self._questions = questions
        self._speaking = speaking
        self._done = done
        self._unread = unread
        self._meanwhile = meanwhile
        self._lead = Lead(replies.routes, services, boundary)

    async def answer(self, turn: Turn, session: Session, fence: Fence) -> Session:
        """Answer a turn and give the session it leads to.

        Raises LeaseLost, RedisError, and within an hour PlatformError, when the turn must run
        again.
        """
        after = session
        with (
            structlog.contextvars.bound_contextvars(turn=turn.key),
            until_old(turn.at, self._services.now),
            paying(await self._payer(turn)),
        ):
            match turn:
                case Message():
                    after = await self._message(turn, session, fence)
                case Click():
                    after = await self._click(turn, session, fence)
        return after

    async def _message(self, whole: Message, session: Session, fence: Fence) -> Session:
        routes = self._replies.routes
        message = lines.first_of(whole, routes)
        shown = await self._records.load(answer_to(message))
        if shown is not None and shown.turn != message.key:
            return _answered_before(shown, session)
        message, session = await with_taken_name(
            message, session, self._services.transfers.store, self._records
        )
        message = await with_label(message, session, self._records, self._replies.types)
        audit, now = self._services.audit, self._services.now()
        message = wished(await with_made(message, session, audit, now), session)
        message = await with_only_row(
            with_space_there(message, session), session, self._services.kept
        )
        match = heard(message, routes)
        language = await self._speaking.language_for(message, session, match)
        command = command_of(message, session, language, fence)
        beside = await self._meanwhile.leaves_waiting(message, match, session, command)
        asks_on = beside or leaves_open(message, session, routes)
        asked = await self._records.load(session.card) if session.state is not None else None
        if not asks_on:
            session = await self._questions.claim(session, message.key, fence)
        said = replace(session, state=None) if beside else session
        command = command_of(message, said, language, fence)
        target = target_for(command, message.webhook)
        begun = self._done.by(message.key, message.conversation.id)
        async with (
            self._interim.while_worked_on(target),
            self._boundary.caught(begun) as outcome,
        ):
            if lines.is_too_long(whole, routes):
                outcome.given = Card("too_many_lines", {"most": lines.MOST})
            else:
                card = await self._replies.to_message(message, said, command, match)
                card = at_last(card, session, routes, language)
                card = as_it_stands(card, asked, self._replies.types)
                outcome.given = lines.named(card, whole, routes)
        card = outcome.card
        if beside and card.then is not None:  # which asks something itself
            session = await self._questions.claim(session, message.key, fence)
            card, asks_on, beside = leaving(card, session.state, routes, language), False, False
        if asks_on:
            waits = still_open(session.state, routes, language, again=beside and session.reminded)
            card = replace(card, waits=waits or card.waits)
        else:
            leaves = card.left or left(message, session.state, match, routes, language)
            is_said = goes_on(session.state, card.then) or card.template == STOPPED
            card = replace(card, left=None if is_said else leaves)
        card = lines.going_onward(card, whole, routes, asks=asks_on)
        card = self._with_next_steps(card, session, language, answered=not asks_on)
        after = await self._showing.deliver(card, target, session)
        if card.template == SHOWN_AGAIN:
            after = replace(after, again=session.again + 1)
        lead = await self._lead.below(message, match, command)
        if lead is not None:
            await self._showing.say(lead, self._lead.place(message, target))
        if not asks_on:
            await self._questions.retire(session)
            return after
        return _waiting_on(session, after) if beside else session  # its card keeps its buttons

    async def _click(self, click: Click, session: Session, fence: Fence) -> Session:
        record = await self._records.load(click.out_track_id)
        if record is None:
            # Of another release by now, or forgotten: whoever pressed waits for an answer.
            await self._unread.answer_press(click, session.language, fence)
            return session
        if record.turn != click.key and not click.shared:
            log.info("click_overtaken")
            return session
        click = replace(click, sender=await with_name(click.sender, self._services))
        if click.shared:
            await self._shared(click, record, fence)
            return session
        refusal = await self._replies.refusal(click, record)
        if refusal is not None:
            await self._showing.uncover(record, refusal, click.sender.key, fence)
            return session
        begun = self._done.by(click.key, click.conversation.id)
        async with self._boundary.caught(begun) as outcome:
            outcome.given = await self._replies.to_click(click, record, fence)
        is_its = click.out_track_id == session.card
        card = self._with_next_steps(outcome.card, session, record.language, answered=is_its)
        target = place_of(card, target_of(record, click.key, fence))
        after = await self._showing.deliver(card, target, session)
        if card.then is None and not is_its:
            # A button of another card is no answer to what the conversation waits for.
            return replace(session, last_list=after.last_list, topic=after.topic, lists=after.lists)
        return after

    def _with_next_steps(
        self, card: Card, session: Session, language: str, *, answered: bool
    ) -> Card:
        """Put a button on a card for what a sentence wished besides, and for what the question that
        is ``answered`` has kept waiting.
        """
        is_over = answered and session.state is not None and card.left is None
        offers = offers_of(card) or (session.pending if is_over else ())
        return with_next_steps(card, offers, self._replies.routes, language)

    async def _shared(self, click: Click, record: Record, fence: Fence) -> None:
        """Answer a press of a card that belongs to its conversation: it stays unless news came.
        What stands apart belongs to whoever pressed.
        """
        refusal = await self._replies.refusal(click, record)
        if refusal is not None:
            card = replace(refusal, aside=True)
        else:
            card = await self._drawn(click, record, fence)
        if card.apart:
            await self._showing.deliver(card, below(record, click, fence), Session())
        for _ in range(TRIES):
            if card.apart or card.aside or await self._showing.changed(card, click, fence):
                break
            card = await self._drawn(click, record, fence, again=True)
        if card.aside:
            await self._showing.whisper(card, record, click)
        await self._records.answered(click.key)

    async def _drawn(
        self, click: Click, record: Record, fence: Fence, *, again: bool = False
    ) -> Card:
        """Give what a press of a shared card leads to."""
        async with self._boundary.caught() as outcome:
            outcome.given = await self._replies.to_click(click, record, fence, again=again)
        return outcome.card

    async def _payer(self, turn: Turn) -> Payer:
        """Say who pays; admins go on after a refusal, and a change that has begun is finished."""
        sender = turn.sender
        return Payer(
            Purpose.PEOPLE,
            sender.key,
            sender.nick,
            turn.conversation.id,
            goes_on=partial(is_surely_admin, sender, self._services.access.role),
            begun=await self._done.has_begun(turn.key),
            turn=turn.key,
        )


def _waiting_on(session: Session, after: Session) -> Session:
    """Give what waits as before, with what was shown meanwhile to go on about."""
    return replace(
        after,
        state=session.state,
        card=session.card,
        face=session.face,
        pending=session.pending,
        reminded=True,
    )


def _answered_before(shown: Record, session: Session) -> Session:
    """Say where a conversation stands after an earlier run, which showed the answer and died;
    somebody has pressed a button of it since.
    """
    log.info("answered_before")
    last_list = shown.out_track_id if shown.kept else session.last_list
    return Session(last_list=last_list, topic=session.topic, lists=session.lists)
