"""Takes turns and ends of holds through their steps: decide, show, say what comes next."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import structlog

from bot.access import Role
from bot.audit import Entry
from bot.budget import Payer, Purpose, paying
from bot.cards import Card
from bot.delivery import Record, Target, card_id, target_of
from bot.dispatch import lines
from bot.dispatch.asking import still_open
from bot.dispatch.lead import Lead
from bot.dispatch.remains import Remains
from bot.dispatch.replies import Replies
from bot.dispatch.showing import Begun, Showing, place_of
from bot.dispatch.waiting import left
from bot.errors import LeaseLost, PlatformError, UserError
from bot.holds import Hold, Undo, Unreadable
from bot.messages import Click, Command, Fence, Message, Sender, Turn
from bot.services import Services
from bot.sessions import Session
from bot.storage import RedisError

log = structlog.get_logger()

GIVE_UP_MILLIS = 3600 * 1000
"""An answer that could not be shown for an hour is lost; what came after it has waited too."""


class Dispatcher:
    """Answers turns with the handlers of the routes."""

    def __init__(self, replies: Replies, showing: Showing, services: Services) -> None:
        self._replies = replies
        self._showing = showing
        self._services = services
        self._lead = Lead(replies.routes, services, showing)

    async def answer(self, turn: Turn, session: Session, fence: Fence) -> Session:
        """Answer a turn and give the session it leads to.

        Raises LeaseLost, RedisError, and within an hour PlatformError, when the turn must run
        again.
        """
        after = session
        with (
            structlog.contextvars.bound_contextvars(turn=turn.key),
            self._until_old(turn.at),
            paying(await self._payer(turn)),
        ):
            match turn:
                case Message():
                    after = await self._message(turn, session, fence)
                case Click():
                    after = await self._click(turn, session, fence)
        return after

    async def unreadable(self, remains: Remains, fence: Fence) -> None:
        """Tell whoever waits for an answer that their request cannot be read, if that can be told.

        Raises LeaseLost and RedisError, when that must be tried again.
        """
        target = await self._aim(remains, fence)
        if target is None:
            log.warning("unreadable_not_told", turn=remains.key)
            return
        begun = await self._replies.has_begun(remains.key)
        payer = Payer(Purpose.PEOPLE, target.asker, target.nick, target.conversation.id)
        with structlog.contextvars.bound_contextvars(turn=remains.key), paying(payer):
            await self._showing.say(Card("unreadable", {"begun": begun}), target)

    async def _aim(self, remains: Remains, fence: Fence) -> Target | None:
        """Find where to answer what is left of a turn: the card that was pressed, or a new one."""
        record = await self._showing.record(remains.card) if remains.card else None
        if record is not None:
            # One that shows something newer by now is not painted over.
            waits = record.turn == remains.key or record.covered is not None
            return target_of(record, remains.key, fence) if waits else None
        here, sender = remains.conversation, remains.sender
        if here is None or sender is None:
            return None
        return Target(
            out_track_id=card_id(remains.key, "answer", here.id),
            conversation=here,
            asker=sender.key,
            asker_user_id=sender.user_id,
            language=await self._replies.language_in(here.id, remains.language),
            turn=remains.key,
            nick=sender.nick,
            webhook=remains.webhook,
            fence=fence,
        )

    async def _message(self, whole: Message, session: Session, fence: Fence) -> Session:
        message = lines.first_of(whole, self._replies.routes)
        answer = card_id(message.key, "answer", message.conversation.id)
        shown = await self._showing.record(answer)
        if shown is not None and shown.turn != message.key:
            # An earlier run showed the answer and died; somebody has pressed a button of it since.
            log.info("answered_before")
            last_list = answer if shown.kept else session.last_list
            return Session(last_list=last_list, topic=session.topic)
        asks_on = self._replies.leaves_open(message, session)
        if not asks_on:
            session = await self._showing.claim(session, message.key, fence)
        match = self._replies.heard(message)
        target = Target(
            out_track_id=answer,
            conversation=message.conversation,
            asker=message.sender.key,
            asker_user_id=message.sender.user_id,
            language=await self._replies.language_for(message, session, match),
            turn=message.key,
            nick=message.sender.nick,
            webhook=message.webhook,
            fence=fence,
        )
        command = Command(
            words="",
            sender=message.sender,
            conversation=message.conversation,
            language=target.language,
            key=message.key,
            at=message.at,
            last_list=session.last_list,
            mentions=message.mentions,
            strangers=message.strangers,
            waiting=session.state is not None,
            card=target.out_track_id,
            fence=fence,
        )

        async def work() -> Card:
            if lines.is_too_long(whole, self._replies.routes):
                return Card("too_many_lines", {"most": lines.MOST})
            card = await self._replies.to_message(message, session, command, match)
            return lines.named(card, whole, self._replies.routes)

        after = await self._showing.answer(
            work,
            target,
            session,
            left(message, session.state, match, self._replies.routes, target.language),
            still_open(session.state, self._replies.routes, target.language) if asks_on else None,
            begun=self._begun(message.key, message.conversation.id),
        )
        await self._lead.offer(message, match, command, target)
        if asks_on:
            return session  # its card keeps its buttons
        if session.state is not None:
            await self._showing.retire(session.card)
        return after

    async def _click(self, click: Click, session: Session, fence: Fence) -> Session:
        record = await self._showing.record(click.out_track_id)
        if record is None:
            # Of another release by now, or forgotten: whoever pressed waits for an answer.
            remains = Remains(
                click.key,
                click.conversation,
                click.sender,
                None,
                click.out_track_id,
                session.language,
            )
            await self.unreadable(remains, fence)
            return session
        if record.turn != click.key and not click.shared:
            log.info("click_overtaken")
            return session
        click = replace(click, sender=await self._named(click.sender))
        if click.shared:
            await self._shared(click, record, fence)
            return session
        refusal = await self._replies.refusal(click, record)
        if refusal is not None:
            await self._showing.uncover(record, refusal, click.sender.key, fence)
            return session
        card = await self._showing.tried(
            lambda: self._replies.to_click(click, record, fence),
            self._begun(click.key, click.conversation.id),
        )
        target = place_of(card, target_of(record, click.key, fence))
        after = await self._showing.deliver(card, target, session)
        if card.then is None and click.out_track_id != session.card:
            # A button of another card is no answer to what the conversation waits for.
            return replace(session, last_list=after.last_list, topic=after.topic)
        return after

    async def _shared(self, click: Click, record: Record, fence: Fence) -> None:
        """Answer a press of a card that belongs to its conversation: it stays unless news came."""

        async def work(*, again: bool = False) -> Card:
            return await self._replies.to_click(click, record, fence, again=again)

        refusal = await self._replies.refusal(click, record)
        card = await self._showing.tried(work) if refusal is None else replace(refusal, aside=True)
        if not card.aside:
            card = await self._showing.change(card, click, lambda: work(again=True), fence)
        if card.aside:
            await self._showing.whisper(card, record, click)
        await self._showing.answered(click)

    async def end_hold(self, hold_id: str) -> None:
        """Do what a hold was for, if nobody took it back; the task ``hold`` calls this."""
        try:
            await self._end_hold(hold_id)
        except LeaseLost:
            log.info("hold_overtaken", hold=hold_id)

    async def _end_hold(self, hold_id: str) -> None:
        holds = self._services.holds
        hold = await holds.due(hold_id)
        if hold is None:
            await self._show_undone(hold_id)
            return
        if isinstance(hold.plan, Unreadable):
            await self._end_unreadable(hold, hold.plan)
            return
        if hold.state == "waiting" and await self._services.organisation.paused():
            log.info("hold_waits_for_resume", hold=hold.id)
            await holds.look_later(hold)
            return
        taken = await holds.take(hold)
        if taken is None:
            return
        with (
            structlog.contextvars.bound_contextvars(hold=hold.id),
            self._until_old(hold.ends),
            # What somebody has seen begin, and could have taken back, is not broken off here.
            paying(
                Payer(
                    Purpose.PEOPLE,
                    hold.asker.key,
                    hold.asker.nick,
                    hold.conversation.id,
                    begun=True,
                    turn=f"hold:{hold.id}",
                )
            ),
        ):
            if not await self._has_finished(taken):
                return
        await holds.finish(taken)

    async def _has_finished(self, hold: Hold) -> bool:
        """Do and show what a hold was for; while DingTalk takes no answer it is tried again, less
        and less often.
        """
        try:
            await self._finish_hold(hold)
        except PlatformError as silent:
            if self._services.now() - hold.ends >= GIVE_UP_MILLIS:
                raise
            log.warning("hold_not_shown", hold=hold.id, code=silent.code)
            await self._services.holds.look_again(hold)
            return False
        return True

    async def _end_unreadable(self, hold: Hold, plan: Unreadable) -> None:
        """Leave the end of a hold to a replica that can read what it was for; an hour later nobody
        will, and nothing is done.
        """
        holds = self._services.holds
        if self._services.now() - hold.ends < GIVE_UP_MILLIS:
            await holds.look_later(hold)
            return
        taken = await holds.take(hold)
        if taken is None:
            return
        command = self._command_of(taken, "undo")
        begun = await self._replies.has_begun(command.key)
        outcome = "uncertain" if begun else "failed: planned by another release"
        entry = Entry.of(command, outcome, plan.space_id, plan.name)
        await self._services.audit.append(command.key, entry, command.fence)
        payer = Payer(Purpose.PEOPLE, hold.asker.key, hold.asker.nick, hold.conversation.id)
        with paying(payer):
            card = Card("unreadable_hold", {"space_name": plan.name, "begun": begun})
            await self._showing.say(card, self._target_of(command))
        await holds.set_aside(taken)

    async def _show_undone(self, hold_id: str) -> None:
        """Show that a hold was taken back, should whoever did so have died before its card did."""
        hold = await self._services.holds.find(hold_id)
        record = await self._showing.record(hold.card) if hold else None
        route = self._replies.routes.fast_for(Undo)
        if hold is None or hold.state != "undone" or record is None or route is None:
            return
        undo = self._undo_of(hold_id, record)
        if undo is None:
            return
        meaning = self._replies.types.dump(undo)
        by = Sender("", "", hold.by)
        click = Click(hold.card, record.face, "", meaning, by, hold.conversation, hold.ends)
        press = self._replies.press(click, record)
        card = await self._showing.tried(lambda: route.handler(undo, press, self._services))
        payer = Payer(Purpose.PEOPLE, hold.asker.key, hold.asker.nick, hold.conversation.id)
        with paying(payer):
            await self._showing.deliver(card, target_of(record, f"undone:{hold_id}"), Session())

    def _undo_of(self, hold_id: str, record: Record) -> Undo | None:
        """Find the button that takes a hold back, if a card offers it still."""
        offered = map(self._replies.types.load, record.actions.values())
        found = (each for each in offered if isinstance(each, Undo) and each.hold_id == hold_id)
        return next(found, None)

    async def _finish_hold(self, hold: Hold) -> None:
        route = self._replies.routes.hold_for(type(hold.plan))
        if route is None:
            return
        command = self._command_of(hold, route.words)
        card = await self._showing.tried(
            lambda: route.handler(hold.plan, command, self._services),
            self._begun(command.key, command.conversation.id),
        )
        if card.template == PlatformError.template:
            # Nobody has just asked for it: "you" would be whoever reads the card.
            card = replace(card, data={**card.data, "whose": hold.asker.nick or hold.asker.key})
        await self._showing.deliver(card, self._target_of(command), Session())

    def _command_of(self, hold: Hold, words: str) -> Command:
        """Make the command that the end of a hold is."""
        return Command(
            words=words,
            sender=hold.asker,
            conversation=hold.conversation,
            language=hold.language,
            key=f"hold:{hold.id}",
            at=self._services.now(),
            card=hold.card,
            fence=self._services.holds.fence(hold),
        )

    def _target_of(self, command: Command) -> Target:
        """Aim at the card on which somebody sees such a command."""
        sender = command.sender
        return Target(
            out_track_id=command.card,
            conversation=command.conversation,
            asker=sender.key,
            asker_user_id=sender.user_id,
            language=command.language,
            turn=command.key,
            nick=sender.nick,
            fence=command.fence,
        )

    def _begun(self, key: str, conversation_id: str) -> Begun:
        """Say what a turn had done before it failed."""
        return lambda failure: self._replies.begun(key, conversation_id, failure)

    async def _payer(self, turn: Turn) -> Payer:
        """Say who pays; admins go on after a refusal, and a change that has begun is finished."""
        sender = turn.sender

        async def is_admin() -> bool:
            try:
                return await self._services.access.role(sender) is Role.ADMIN
            except (UserError, PlatformError):
                return False

        return Payer(
            Purpose.PEOPLE,
            sender.key,
            sender.nick,
            turn.conversation.id,
            goes_on=is_admin,
            begun=await self._replies.has_begun(turn.key),
            turn=turn.key,
        )

    @contextmanager
    def _until_old(self, since: int) -> Iterator[None]:
        """Let what goes wrong run again, until an hour after ``since`` (milliseconds since 1970).

        Without an end to it, everything behind such a turn would wait as long as its box lives.
        """
        try:
            yield
        except (LeaseLost, RedisError):
            raise
        except Exception:
            if self._services.now() - since < GIVE_UP_MILLIS:
                raise
            log.exception("answer_lost")

    async def _named(self, sender: Sender) -> Sender:
        """Give whoever pressed a button their name, which the callback does not tell."""
        if sender.nick or sender.user_id is None:
            return sender
        try:
            return replace(sender, nick=(await self._services.who(sender.user_id)).name)
        except PlatformError:
            return sender
