"""One turn, from session to card: the list of steps every message, click and end of a hold goes
through.

This is the one place between the wire and the handlers that catches everything: what a handler
raises becomes a card that says what happened, and a failure nobody expected gets a number that is
in the log too.
"""

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Protocol

import structlog

from bot.access import Role
from bot.audit import Entry
from bot.cards import Card
from bot.delivery import Delivery, Record, Target, card_id, target_of
from bot.drive.shown import ShownList
from bot.drive.spaces import Space
from bot.errors import (
    AmbiguousSpace,
    BadArgument,
    DeliveryFailed,
    LeaseLost,
    MissingArgument,
    NotAllowed,
    NotStaff,
    Overtaken,
    PlatformError,
    Refused,
    SpacekeeperError,
    Stale,
    TooOld,
    UnknownCommand,
    UserError,
)
from bot.holds import Hold
from bot.journal import Journal
from bot.language import language_of, normalise
from bot.messages import Click, Command, Fence, Message, Sender, Turn
from bot.routing import Match, Press, Route, Routes
from bot.services import Services
from bot.sessions import Asking, Cancel, Session
from bot.storage import RedisError
from bot.tagged import Tagged

log = structlog.get_logger()

GIVE_UP_MILLIS = 3600 * 1000
"""An answer that could not be delivered for an hour is dropped, and logged as lost."""

Work = Callable[[], Awaitable[Card]]


class Guarded(Protocol):
    """What a route says about who may use it, and whether it is stopped by a pause."""

    @property
    def role(self) -> Role: ...

    @property
    def changes(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds: the longest a turn may take, when it shows that it works, when it is too old to act
    on.
    """

    turn: float
    interim: float
    stale: float


class Dispatcher:
    """Answers turns with the handlers of the routes."""

    def __init__(
        self,
        *,
        routes: Routes[Services],
        services: Services,
        delivery: Delivery,
        journal: Journal,
        types: Tagged,
        limits: Limits,
        language: str,
    ) -> None:
        self.routes = routes
        self.services = services
        self.delivery = delivery
        self.types = types
        self.language = language
        self._journal = journal
        self._limits = limits

    async def answer(self, turn: Turn, session: Session, fence: Fence) -> Session:
        """Answer a turn and give the session it leads to.

        Raises LeaseLost, RedisError and PlatformError when the turn must run again.
        """
        with structlog.contextvars.bound_contextvars(turn=turn.key):
            match turn:
                case Message():
                    return await self._message(turn, session, fence)
                case Click():
                    return await self._click(turn, session, fence)

    async def _message(self, message: Message, session: Session, fence: Fence) -> Session:
        target = Target(
            out_track_id=card_id(message.key, "answer", message.conversation.id),
            conversation=message.conversation,
            asker=message.sender.key,
            asker_user_id=message.sender.user_id,
            language=await self._language(message),
            turn=message.key,
            nick=message.sender.nick,
            webhook=message.webhook,
        )
        command = Command(
            words="",
            sender=message.sender,
            conversation=message.conversation,
            language=target.language,
            key=message.key,
            at=message.at,
            last_list=session.last_list,
            waiting=session.state is not None,
            card=target.out_track_id,
            fence=fence,
        )
        after = await self._show(lambda: self._reply(message, session, command), target, session)
        if session.state is not None and session.card != target.out_track_id:
            await self._retire(session.card, message.key)
        return after

    async def _reply(self, message: Message, session: Session, command: Command) -> Card:
        """Decide what a message is, and run what answers it."""
        await self._check_age(command)
        await self.services.access.note(message.sender)
        if message.sender.user_id is None:
            raise NotStaff
        if not message.text:
            return replace(_without_words(message), then=session.state)
        match = self.routes.find(message.text)
        if session.state is not None and not self._leaves(message.text, session.state, match):
            return await self._state(session.state, message.text, command)
        if match is None:
            role = await self.services.access.role(command.sender)
            raise UnknownCommand(message.text, self.routes.near(message.text, role))
        return await self._run(match.route, dict(match.raw), command)

    def _leaves(self, text: str, state: object, match: Match[Services] | None) -> bool:
        """Whether a text is a command of its own rather than what the conversation waits for.

        A state that expects certain words leaves the others to commands. One that takes any text
        gives way only to a slash, and to a command said with nothing behind it.
        """
        if match is None:
            return False
        expects: Callable[[str], bool] | None = getattr(state, "expects", None)
        if expects is not None:
            return not expects(text)
        return normalise(text).startswith("/") or not match.raw

    async def _state(self, state: object, text: str, command: Command) -> Card:
        if isinstance(state, Asking):
            route = self.routes.named(state.words)
            if route is None:
                raise Stale
            return await self._run(route, {**state.raw, state.part: text}, command)
        expecting = self.routes.state_for(type(state))
        if expecting is None:
            raise Stale
        command = replace(command, words=expecting.words)
        await self._check_allowed(expecting, command, text)
        return await expecting.handler(state, text, command, self.services)

    async def _run(self, route: Route[Services], raw: dict[str, str], command: Command) -> Card:
        command = replace(command, words=route.words)
        await self._check_allowed(route, command, " ".join(raw.values()))
        try:
            values = route.read(raw)
            return await route.handler(replace(command, values=values), self.services)
        except MissingArgument as missing:
            asking = Asking(route.words, raw, missing.part)
            return Card(missing.template, missing.data(), {"cancel": Cancel()}, then=asking)
        except BadArgument as bad:
            return Card(bad.template, {**bad.data(), "usage": route.usage})
        except AmbiguousSpace as several:
            return _which(several, route, raw)

    async def _click(self, click: Click, session: Session, fence: Fence) -> Session:
        record = await self.delivery.records.load(click.out_track_id)
        if record is None or record.turn != click.key:
            log.info("click_overtaken")
            return session
        click = replace(click, sender=await self._named(click.sender))
        refusal = await self._refusal(click, record)
        if refusal is not None:
            await self._uncover(record, refusal)
            return session
        card = await self._tried(lambda: self._pressed(click, record, fence))
        return await self._deliver(card, target_of(record, click.key), session)

    async def _refusal(self, click: Click, record: Record) -> Card | None:
        """Say why whoever pressed may not; the card is not theirs, so it must stay as it was."""
        if click.sender.key == record.asker:
            return None
        try:
            role = await self.services.access.role(click.sender)
        except (UserError, PlatformError) as unknown:
            return Card(unknown.template, unknown.data())
        return None if role is Role.ADMIN else Card("not_allowed", {"needs": "admin"})

    async def _pressed(self, click: Click, record: Record, fence: Fence) -> Card:
        """Run what a button means, now that there is time to ask who pressed it."""
        action = self.types.load(click.action)
        fast = self.routes.fast_for(type(action))
        if fast is not None:
            return await fast.handler(action, self.press(click, record), self.services)
        route = self.routes.action_for(type(action))
        if action is None or route is None:
            raise Stale
        command = Command(
            words=route.words,
            sender=click.sender,
            conversation=click.conversation,
            language=record.language,
            key=click.key,
            at=click.at,
            card=click.out_track_id,
            fence=fence,
        )
        await self._check_age(command)
        await self._check_allowed(route, command, record.shown.title, fresh=route.destructive)
        return await route.handler(action, command, self.services)

    def press(self, click: Click, record: Record) -> Press:
        """Put together what a fast handler may know."""
        return Press(
            click.out_track_id,
            click.sender,
            click.conversation,
            record.language,
            self.types.load(record.kept),
            click.at,
            record.asker,
        )

    async def end_hold(self, hold_id: str) -> None:
        """Do what a hold was for, if nobody took it back; the task ``hold`` calls this."""
        holds = self.services.holds
        hold = await holds.due(hold_id)
        if hold is None:
            return
        if hold.state == "waiting" and await self.services.organisation.paused():
            await holds.wait_for_resume(hold)
            return
        taken = await holds.take(hold)
        if taken is not None:
            await self._finish_hold(taken)
            await holds.finish(taken)

    async def _finish_hold(self, hold: Hold) -> None:
        route = self.routes.hold_for(type(hold.plan))
        if route is None:
            return
        command = Command(
            words=route.words,
            sender=hold.asker,
            conversation=hold.conversation,
            language=hold.language,
            key=f"hold:{hold.id}",
            at=self.services.now(),
            card=hold.card,
            fence=self.services.holds.fence(hold),
        )
        target = Target(
            out_track_id=hold.card,
            conversation=hold.conversation,
            asker=hold.asker.key,
            asker_user_id=hold.asker.user_id,
            language=hold.language,
            turn=command.key,
            nick=hold.asker.nick,
        )
        card = await self._tried(lambda: route.handler(hold.plan, command, self.services))
        await self._deliver(card, target, Session())

    async def _show(self, work: Work, target: Target, session: Session) -> Session:
        """Do the work, show what comes of it, and say where the conversation stands then."""
        async with _running(self._tried(work)) as running:
            done, _ = await asyncio.wait({running}, timeout=self._limits.interim)
            if not done:
                await self._interim(target)
            card = await running
        return await self._deliver(card, target, session)

    async def _deliver(self, card: Card, target: Target, session: Session) -> Session:
        welcome = not await self.services.conversations.met(target.asker)
        try:
            record = await self._paint(card, target, welcome=welcome)
        except (Refused, DeliveryFailed) as refused:
            log.exception("answer_lost", code=refused.code, request_id=refused.request_id)
            return session
        await self.services.conversations.meet(target.asker)
        await self._paint_elsewhere(card, target)
        log.info("answered", template=card.template, face=record.face)
        return _after(card, record, session)

    async def _paint(self, card: Card, target: Target, *, welcome: bool = False) -> Record:
        """Show a card; where somebody else changed it in between, show it after that."""
        target = replace(target, language=card.language or target.language)
        try:
            return await self.delivery.show(card, target, welcome=welcome)
        except Overtaken:
            log.info("card_overtaken", card=target.out_track_id)
            return await self.delivery.show(card, target, welcome=welcome)

    async def _paint_elsewhere(self, card: Card, target: Target) -> None:
        """Change the other cards this answer is about; failing to do so loses no answer."""
        for out_track_id, other in card.elsewhere.items():
            there = await self.delivery.records.load(out_track_id)
            if there is None:
                continue
            try:
                await self._paint(other, target_of(there, target.turn))
            except PlatformError as trouble:
                log.warning("card_not_changed", code=trouble.code, card=out_track_id)

    async def _interim(self, target: Target) -> None:
        """Say that the answer takes longer; failing to say so is no reason to stop."""
        try:
            await self.delivery.interim(target)
        except PlatformError as trouble:
            log.warning("interim_not_shown", code=trouble.code)

    async def _uncover(self, record: Record, refusal: Card) -> None:
        try:
            await self.delivery.uncover(record, refusal)
        except PlatformError as trouble:
            log.warning("card_not_uncovered", code=trouble.code)

    async def _retire(self, out_track_id: str, turn: str) -> None:
        """Take the buttons off the card that asked, now that it was answered by a message."""
        try:
            await self.delivery.retire(out_track_id, turn)
        except PlatformError as trouble:
            log.warning("card_not_retired", code=trouble.code)

    async def _tried(self, work: Work) -> Card:
        """Run a handler and turn whatever it raises into the card that says so."""
        try:
            async with asyncio.timeout(self._limits.turn):
                return await work()
        except (LeaseLost, RedisError):
            raise
        except SpacekeeperError as known:
            log.info("refused", kind=type(known).__name__)
            return Card(known.template, known.data())
        except TimeoutError:
            log.warning("turn_timeout")
            return Card("timeout")
        except Exception:
            number = secrets.token_hex(4)
            log.exception("unexpected", number=number)
            return Card("error", {"number": number})

    async def _check_age(self, command: Command) -> None:
        """Refuse what waited too long, unless it has begun to change something already."""
        age = (self.services.now() - command.at) / 1000
        if age > self._limits.stale and not await self._journal.knows(command.key):
            raise TooOld

    async def _check_allowed(
        self, route: Guarded, command: Command, target: str, *, fresh: bool = False
    ) -> None:
        """Check role and pause; a change that is refused here was attempted all the same."""
        try:
            if await self.services.access.role(command.sender, fresh=fresh) < route.role:
                raise NotAllowed(route.role.name.lower())
            if route.changes:
                await self.services.organisation.check_not_paused()
        except UserError as refused:
            if route.changes:
                entry = Entry.of(command, f"refused: {type(refused).__name__}", target[:200])
                await self.services.audit.append(command.key, entry)
            raise

    async def _named(self, sender: Sender) -> Sender:
        """Give whoever pressed a button their name, which the callback does not tell."""
        if sender.nick or sender.user_id is None:
            return sender
        try:
            return replace(sender, nick=(await self.services.who(sender.user_id)).name)
        except PlatformError:
            return sender

    async def _language(self, message: Message) -> str:
        """Take the conversation's language if set, else that of the words, else the default."""
        chosen = await self.services.conversations.language(message.conversation.id)
        if chosen is not None:
            return chosen
        match = self.routes.find(message.text) if message.text else None
        said = match.language if match is not None else None
        return said or language_of(message.text) or self.language


def _after(card: Card, record: Record, session: Session) -> Session:
    """Say where the conversation stands once this card is shown."""
    last_list = record.out_track_id if card.kept is not None else session.last_list
    if card.then is None:
        return Session(last_list=last_list)
    return Session(card.then, record.out_track_id, record.face, last_list)


def _which(several: AmbiguousSpace, route: Route[Services], raw: dict[str, str]) -> Card:
    """Offer the candidates by number, and go on with the command once one is chosen."""
    candidates = tuple(Space(key, name, "org", used) for key, name, used in several.candidates)
    part = route.takes[-1].name
    return Card(
        several.template,
        several.data(),
        {"cancel": Cancel()},
        kept=ShownList(candidates, several.asked, 0),
        then=Asking(route.words, raw, part),
    )


def _without_words(message: Message) -> Card:
    if message.kind in {"text", "richText"}:
        return Card("empty_message")
    return Card("media_hint", {"kind": message.kind})


@asynccontextmanager
async def _running(work: Coroutine[object, object, Card]) -> AsyncIterator[asyncio.Task[Card]]:
    """Own a task for the length of the body."""
    task = asyncio.get_running_loop().create_task(work)
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.wait({task})
