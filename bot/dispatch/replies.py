"""Decides what answers a message or a click: finds the route, checks the role, runs the handler."""

from dataclasses import replace
from typing import Final

from bot.cards import Card, Left
from bot.delivery import Record
from bot.dispatch import asking, governed
from bot.dispatch.about_requests import AboutRequests
from bot.dispatch.allowed import Allowed, Guarded
from bot.dispatch.by_request import parts_of
from bot.dispatch.commands import pressed
from bot.dispatch.going_on import GoingOn
from bot.dispatch.heard_runner import HeardRunner
from bot.dispatch.hearing import has_words
from bot.dispatch.may_press import MayPress
from bot.dispatch.meant_another import meant_another
from bot.dispatch.meanwhile import Meanwhile
from bot.dispatch.numbering import is_of_older_list
from bot.dispatch.quoting import about_quoted
from bot.dispatch.refused import note
from bot.dispatch.runner import Runner
from bot.dispatch.shown_again import MOST, again_instead, is_lost, shown_again
from bot.dispatch.small_talk import small_talk
from bot.dispatch.stopped_asking import stopped_asking
from bot.dispatch.typed import Typed
from bot.dispatch.understanding import Understanding
from bot.dispatch.waiting import is_answer, leaving, meaning
from bot.dispatch.way_on import WayOn
from bot.ended import ended
from bot.errors import NoSuchSpace, NotAllowed, NotStaff, OtherOrganisation, Stale, UserError
from bot.guided import Guided
from bot.language import copies_instead, is_yes
from bot.messages import Click, Command, Fence, File, Message
from bot.routing import Anew, FastRoute, FileRoute, Match, NotMine, Press, Routes
from bot.services import Services
from bot.sessions import Asking, Choosing, LastAnswer, Offering, Session
from bot.tagged_union import TaggedUnion

_STORE: Final = "store"
_LOST: Final = frozenset({"not_understood", "did_you_mean", "ambiguous_command"})
"""Who sends a picture with words that get such an answer is asked about the picture instead."""


class Replies:
    """Finds what answers, and runs it."""

    def __init__(
        self,
        routes: Routes[Services],
        services: Services,
        types: TaggedUnion,
        *,
        allowed: Allowed,
        runner: Runner,
        heard_runner: HeardRunner,
        going_on: GoingOn,
        understanding: Understanding,
        typed: Typed,
        meanwhile: Meanwhile,
        way_on: WayOn,
        about_requests: AboutRequests,
    ) -> None:
        self.routes = routes
        self.types = types
        self._services = services
        self._allowed = allowed
        self._runner = runner
        self._heard_runner = heard_runner
        self._going_on = going_on
        self._understanding = understanding
        self._typed = typed
        self.meanwhile = meanwhile
        self.way_on = way_on
        self.may_press = MayPress(services, types, way_on)
        self._about_requests = about_requests

    async def to_message(
        self,
        message: Message,
        session: Session,
        command: Command,
        match: Match[Services] | None,
    ) -> Card:
        """Decide what a message is that says this command, if any, and run what answers it."""
        try:
            card = await self._without_reading(message, session, command, match)
            return card or await self._of_words(message, session, command, match)
        except NotAllowed as refused:
            # Of most it is written down already, and then not twice.
            said = replace(command, words=match.route.words if match else "")
            await note(self._services, said, refused)
            raise

    async def _without_reading(
        self,
        message: Message,
        session: Session,
        command: Command,
        match: Match[Services] | None,
    ) -> Card | None:
        """Refuse who or what is never answered, and answer what is more, or less, than words."""
        # Before anything is learnt of the sender: a userId means somebody else there.
        if await self._services.organisation.is_another(message.corp_id):
            raise OtherOrganisation
        await self._allowed.check_age(command)
        await self._services.access.note(message.sender, message.conversation)
        if message.sender.user_id is None:
            raise NotStaff
        if match is None and session.state is None and await self._comes_back(message):
            return Card("met_here", brief=True)
        if not has_words(message, session):
            return await self._without_words(message, command)
        if message.file is not None:
            return await self._with_file(message, message.file, session, command, match)
        return None

    async def _with_file(
        self,
        message: Message,
        file: File,
        session: Session,
        command: Command,
        match: Match[Services] | None,
    ) -> Card:
        """Answer words that come with a picture; where they do not say what is wanted, it is asked
        about as one that comes alone is.
        """
        if message.line <= 1:
            await self._services.transfers.store.ask(command, file)
        try:
            card = await self._of_words(message, session, command, match)
        except NoSuchSpace:
            return await self._without_words(message, command)
        is_lost = card.template in _LOST or _asks_on(session, match, card)
        return await self._without_words(message, command) if is_lost else card

    async def _of_words(
        self,
        message: Message,
        session: Session,
        command: Command,
        match: Match[Services] | None,
    ) -> Card:
        topic: LastAnswer | None = session.topic
        if session.state is not None:
            stopped = await self._going_on.stopped(message.text, session.state, command)
            stopped = stopped or await self._going_on.correcting.asked(
                message.text, session.state, match, topic, command
            )
            if stopped is not None:
                return stopped
            match meaning(message.text, session.state, match, self.routes):
                case "answers":
                    given_up = await self._given_up(message, session, topic, command)
                    return given_up or await self._state(session, message.text, command)
                case "ends":
                    return await self._ended(command)
                case "leaves":
                    command = replace(command, waiting=False)
                    topic = _offered(session, message) or topic
                    card = await self._going_on.correcting.filled(
                        message.text, session.state, match, command
                    )
                    card = card or await self._said(message, match, topic, command)
                    return again_instead(session, message.text, match, card)
        return await self._said(message, match, topic, command)

    async def _given_up(
        self, message: Message, session: Session, topic: LastAnswer | None, command: Command
    ) -> Card | None:
        """Answer a sentence by what it may mean where a question was shown again and again; None
        where it goes on.
        """
        state, text = session.state, message.text
        asked = self.routes.goes_on(state)
        if session.again < MOST or asked is None or is_answer(text, state, self.routes):
            return None
        card = await self._said(message, None, topic, replace(command, waiting=False))
        if is_lost(card):
            return None
        return replace(card, left=Left(asked.called(command.language)))

    async def to_click(
        self, click: Click, record: Record, fence: Fence, *, again: bool = False
    ) -> Card:
        """Run what a button means, now that there is time to ask who pressed it.

        ``again`` only shows what was acted on already, where that can be told apart.
        """
        action = self.types.load(click.action)
        fast = self.routes.fast_for(type(action))
        if fast is not None:
            press = replace(self.press(click, record), again=again)
            try:
                return as_shown(await fast.handler(action, press, self._services), record)
            except Anew as anew:
                action = anew.action
        route = self.routes.action_for(type(action))
        if action is None or route is None:
            raise Stale
        words = governed.words_of(route, action)
        command = pressed(click, record, words, fence)
        await self._allowed.check_age(command)
        await self._check(route, command, action, fresh=route.destructive)
        return await route.handler(action, command, self._services)

    async def refusal(self, click: Click, record: Record) -> Card | None:
        """Say why whoever pressed may not; the card is not theirs, so it must stay as it was."""
        action = self.types.load(click.action)
        route = self.routes.fast_for(type(action)) or self.routes.action_for(type(action))
        return await self.may_press.refusal(
            route,
            click,
            record,
            self._services.access.role,
            by_rules=isinstance(route, FastRoute),
        )

    async def _check(
        self, route: Guarded, command: Command, about: object, *, fresh: bool = False
    ) -> None:
        """Raise what refuses an answer or a press, with what asks an admin for the same."""
        try:
            await self._allowed.check(route, command, about, fresh=fresh)
        except UserError as refused:
            await self.way_on.lead(refused, parts_of(about, command), command)
            raise

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

    async def _comes_back(self, message: Message) -> bool:
        """Whether somebody was told to write here before they press, and means nothing else."""
        here, who = message.conversation, message.sender.key
        if not here.is_group or message.file is not None:
            return False
        return await self._services.conversations.comes_back(here.id, who, message.key)

    async def _without_words(self, message: Message, command: Command) -> Card:
        """Answer a file that somebody takes; all else is told what helps, and asks on."""
        file = message.file
        route = self.routes.file_for(file.name) if file else None
        if file is None or route is None:
            return _hint(message)
        other = self.routes.any_file()
        role = await self._services.access.role(command.sender, needs=route.role)
        if role < route.role and other is not None:
            route = other
        try:
            return await self._taken(route, file, command)
        except NotMine:
            return _hint(message) if other is None else await self._taken(other, file, command)

    async def _taken(self, route: FileRoute[Services], file: File, command: Command) -> Card:
        command = replace(command, words=route.words)
        await self._allowed.check(route, command)
        return await route.handler(file, command, self._services)

    async def _state(self, session: Session, text: str, command: Command) -> Card:
        match state := session.state:
            case Asking():
                return await self._asked(state, text, session.topic, command)
            case Guided():
                return await self._stepped(state, text, command)
            case Choosing():
                return await self._chosen(state, text, command)
            case _:
                return await self._expected(state, text, command)

    async def _expected(self, state: object, text: str, command: Command) -> Card:
        """Take a text as what its state waits for, unless it surely is something else."""
        expecting = self.routes.state_for(type(state))
        if expecting is None:
            raise Stale
        if not is_answer(text, state, self.routes):
            wished = await self.meanwhile.instead_of_answer(text, state, command, shown=False)
            if wished is not None:
                return leaving(wished, state, self.routes, command.language)
            if hasattr(state, "expects") and not hasattr(state, "left"):
                return shown_again(state, text)  # but a name in full counts its answers
        command = replace(command, words=governed.words_of(expecting, state))
        await self._check(expecting, command, state)
        return await expecting.handler(state, text, command, self._services)

    async def _asked(
        self, state: Asking, text: str, topic: LastAnswer | None, command: Command
    ) -> Card:
        """Take a text as the part that was asked for, unless it surely is something else."""
        route = self.routes.named(state.words)
        if route is None:
            raise Stale
        either = await self.meanwhile.or_else(text, state, command)
        if either is not None:
            return either
        raw = state.answered(text)
        if is_of_older_list(route, raw, topic, command, now=self._services.now()):
            return await self._heard_runner.run(route, raw, command, heard=False)
        card = await self._runner.answered(state, text, route, command)
        wrong = card.waits is not None
        other = await self.meanwhile.instead_of_answer(text, state, command) if wrong else None
        return other or card

    async def _stepped(self, state: Guided, text: str, command: Command) -> Card:
        """Take a text as the answer to a step, unless it surely is something else."""
        over = command.at > state.until
        other = await self.meanwhile.instead_of_answer(text, state, command) if over else None
        if other is not None:
            return other
        card = await self._runner.stepped(state, text, command)
        if card.template in {"step", "steps_ready"}:
            card = replace(card, as_text=await self.meanwhile.as_text(text, state, command))
        if not card.data.get("wrong"):
            return card
        wished = await self.meanwhile.instead_of_answer(text, state, command, shown=False)
        return wished or card

    async def _said(
        self,
        message: Message,
        match: Match[Services] | None,
        topic: LastAnswer | None,
        command: Command,
    ) -> Card:
        """Answer what answers no question: run a command that was said, or what was meant."""
        text = message.text
        if message.quotes:
            command, match = await about_quoted(
                message.quotes, command, match, self.routes, self._services
            )
        if match is not None and message.line and not message.is_part:
            return await self._heard_runner.run(match.route, match.raw, command, heard=False)
        followed = await self._about_requests.of(text, match, command, topic)
        followed = followed or await self._going_on.on(text, match, topic, command)
        if followed is not None:
            return followed
        if match is None and is_yes(text) and not small_talk(text):
            return Card("nothing_to_confirm")
        if match is None or await self._understanding.describes(text, match, command):
            return await self._understanding.answer(text, topic, command)
        return await self._typed.run(text, match, topic, command)

    async def _ended(self, command: Command) -> Card:
        place = command.conversation.id
        return await ended(command.sender.key, place, command.language, self._services.holds)

    async def _chosen(self, state: Choosing, text: str, command: Command) -> Card:
        """Run what was chosen; after a wrong number the question goes on, as often as it may."""
        chosen = state.chosen(text)
        route = self.routes.named(chosen.words) if chosen else None
        if chosen is not None and route is not None:
            return await self._runner.said(route, chosen.raw, command)
        again = replace(state, left=state.left - 1)
        if not again.left:
            return stopped_asking("")
        return asking.which_again(again, self.routes, command.language)


def as_shown(card: Card, record: Record) -> Card:
    """Give a further face of what a card keeps, which is for admins where the card was."""
    return replace(card, for_admins=card.for_admins or record.for_admins)


def _asks_on(session: Session, match: Match[Services] | None, card: Card) -> bool:
    """Whether an answer is a question for more: of a sentence, or where a file goes once more."""
    if session.state is None:
        return match is None and isinstance(card.then, Asking)
    is_where = isinstance(session.state, Asking) and session.state.words == _STORE
    return is_where and card.waits is not None


def _offered(session: Session, message: Message) -> LastAnswer | None:
    """Give what a question is about that somebody corrects: *no, I meant the slides*."""
    state = session.state
    is_said = meant_another(message.text) or copies_instead(message.text)
    if not isinstance(state, Offering) or not is_said:
        return None
    offer = state.offers[0]
    return LastAnswer(offer.words, offer.raw, message.at, session.card, offer.last_list)


def _hint(message: Message) -> Card:
    if message.kind in {"text", "richText"}:
        return Card("empty_message")
    return Card("media_hint", {"kind": message.kind})
