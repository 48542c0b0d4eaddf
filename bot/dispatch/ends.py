"""Does what a hold was for, once it ends and nobody took it back."""

from dataclasses import replace

import structlog

from bot.audit import Entry
from bot.budget import Payer, Purpose, paying
from bot.cards import Card
from bot.delivery import Record, Records, target_of
from bot.dispatch import governed
from bot.dispatch.boundary import Boundary
from bot.dispatch.commands import ended, target_for
from bot.dispatch.done_already import DoneAlready
from bot.dispatch.giving_up import GIVE_UP_MILLIS, until_old
from bot.dispatch.replies import Replies
from bot.dispatch.showing import Showing
from bot.errors import LeaseLost, NotStaff, PlatformError
from bot.errors.policy import RuledOut
from bot.holds import Hold, Undo, Unreadable
from bot.messages import Click, Command, Sender
from bot.services import Services
from bot.sessions import Session

log = structlog.get_logger()


class HoldEnds:
    """Ends holds, and shows what came of it."""

    def __init__(
        self,
        replies: Replies,
        showing: Showing,
        services: Services,
        *,
        records: Records,
        boundary: Boundary,
        done: DoneAlready,
    ) -> None:
        self._replies = replies
        self._showing = showing
        self._services = services
        self._records = records
        self._boundary = boundary
        self._done = done

    async def end(self, hold_id: str) -> None:
        """Do what a hold was for, if nobody took it back; the task ``hold`` calls this."""
        try:
            await self._end(hold_id)
        except LeaseLost:
            log.info("hold_overtaken", hold=hold_id)

    async def _end(self, hold_id: str) -> None:
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
            until_old(hold.ends, self._services.now),
            paying(_payer(hold, begun=True)),
        ):
            if not await self._has_finished(taken):
                return
        await holds.finish(taken)

    async def _has_finished(self, hold: Hold) -> bool:
        """Do and show what a hold was for; while DingTalk takes no answer it is tried again, less
        and less often.
        """
        try:
            await self._finish(hold)
        except PlatformError as silent:
            if self._services.now() - hold.ends >= GIVE_UP_MILLIS:
                raise
            log.warning("hold_not_shown", hold=hold.id, code=silent.code)
            await self._services.holds.look_again(hold)
            return False
        return True

    async def _finish(self, hold: Hold) -> None:
        route = self._replies.routes.hold_for(type(hold.plan))
        if route is None:
            return
        command = self._command_of(hold, route.words)
        begun = self._done.by(command.key, command.conversation.id)
        async with self._boundary.caught(begun) as outcome:
            ruled_out = await self._ruled_out(hold, command)
            outcome.given = ruled_out or await route.handler(hold.plan, command, self._services)
        card = outcome.card
        if card.template == PlatformError.template:
            # Nobody has just asked for it: "you" would be whoever reads the card.
            card = replace(card, data={**card.data, "whose": hold.asker.nick or hold.asker.key})
        await self._showing.deliver(card, target_for(command), Session())

    async def _ruled_out(self, hold: Hold, command: Command) -> Card | None:
        """Say that the policy has come to forbid what was not begun yet; whether whoever asked is
        still here is for its handler to say.
        """
        if await self._done.has_begun(command.key):
            return None
        try:
            await governed.check(self._services, command, hold.plan)
        except RuledOut as refused:
            name = str(getattr(hold.plan, "name", ""))
            return Card("hold_ruled_out", {**refused.data(), "name": name})
        except NotStaff:
            return None
        return None

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
        begun = await self._done.has_begun(command.key)
        outcome = "uncertain" if begun else "failed: planned by another release"
        entry = Entry.of(command, outcome, plan.space_id, plan.name)
        await self._services.audit.append(command.key, entry, command.fence)
        with paying(_payer(hold)):
            card = Card("unreadable_hold", {"space_name": plan.name, "begun": begun})
            await self._showing.say(card, target_for(command))
        await holds.set_aside(taken)

    async def _show_undone(self, hold_id: str) -> None:
        """Show that a hold was taken back, should whoever did so have died before its card did."""
        hold = await self._services.holds.find(hold_id)
        record = await self._records.load(hold.card) if hold else None
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
        async with self._boundary.caught() as outcome:
            outcome.given = await route.handler(undo, press, self._services)
        with paying(_payer(hold)):
            target = target_of(record, f"undone:{hold_id}")
            await self._showing.deliver(outcome.card, target, Session())

    def _undo_of(self, hold_id: str, record: Record) -> Undo | None:
        """Find the button that takes a hold back, if a card offers it still."""
        offered = map(self._replies.types.load, record.actions.values())
        found = (each for each in offered if isinstance(each, Undo) and each.hold_id == hold_id)
        return next(found, None)

    def _command_of(self, hold: Hold, words: str) -> Command:
        return ended(hold, words, self._services.now(), self._services.holds.fence(hold))


def _payer(hold: Hold, *, begun: bool = False) -> Payer:
    """Say who pays; what somebody has seen begin, and could have taken back, is not broken off."""
    turn = f"hold:{hold.id}" if begun else ""
    asker = hold.asker
    return Payer(
        Purpose.PEOPLE, asker.key, asker.nick, hold.conversation.id, begun=begun, turn=turn
    )
