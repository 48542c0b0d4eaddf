"""What is said while a question waits, and is no answer to it.

What a sentence asks to see is shown, and a confirmation waits on: it asked for a yes, and nobody
has said no. A command in its own words leaves it, and a question about a part of a command ends,
since the next name or number would answer it. What is built step by step waits on for both: a list
that was shown meanwhile is what the next number means.
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from bot.cards import Card, Left
from bot.dispatch.corrected import asked_about, corrected
from bot.dispatch.doubting import is_sentence
from bot.dispatch.listening import Listening
from bot.dispatch.small_talk import small_talk
from bot.dispatch.two_wishes import halves
from bot.dispatch.understanding import Understanding
from bot.dispatch.waiting import is_answer, is_confirmation, meaning
from bot.dispatch.wish_answers import WishAnswers
from bot.drive.naming import is_called
from bot.drive.spaces import Space
from bot.errors import PlatformError, UserError
from bot.guided import Guided
from bot.language import (
    Choice,
    Formed,
    Person,
    Text,
    Which,
    is_no,
    is_yes,
    normalise,
    plain,
    plain_name,
    unquoted,
)
from bot.language.typed import HAN
from bot.messages import Command, Message
from bot.reading import SURE, Understood, Wish
from bot.routing import Match, Route, Routes
from bot.services import Services
from bot.sessions import Asking, LastAnswer, Session

_ASKS = re.compile(
    "[?？]|[吗呢么]$|多少|多大|几个|哪|谁|什么|(?:^| )(?:what|how|who|which|where|when)",
    re.IGNORECASE,
)
_WORDS, _SIGNS = 4, 6
"""So many words, or Chinese characters, are no person, no role and no time."""
_SPOKEN_OF = frozenset({"past", "question", "negation"})
_NAMED = (Which, Person, Choice, Formed)
"""Parts that are read, and not taken as they were said."""
_NOTHING_SHOWN = frozenset({"cancel", "help"})


class Meanwhile:
    """Tells what else a sentence may be than an answer."""

    def __init__(
        self,
        routes: Routes[Services],
        services: Services,
        listening: Listening,
        wish_answers: WishAnswers,
        understanding: Understanding,
    ) -> None:
        self._routes = routes
        self._services = services
        self._listening = listening
        self._wish_answers = wish_answers
        self._understanding = understanding

    async def leaves_waiting(
        self,
        message: Message,
        match: Match[Services] | None,
        session: Session,
        command: Command,
    ) -> bool:
        """Whether a confirmation waits on after a message: it asks for something that is only
        shown, and says neither yes nor no.
        """
        state = session.state
        is_guided = isinstance(state, Guided) and command.at <= state.until
        keeps = match is None and self._keeps_company(message.text, state)
        waits = is_guided or is_confirmation(state) or (keeps and isinstance(state, Asking))
        if message.line or not message.text or not waits:
            return False
        with suppress(UserError, PlatformError):
            is_ours = message.sender.user_id is not None
            if is_ours and not await self._services.organisation.is_another(message.corp_id):
                return keeps or await self._leaves(message.text, match, session, command)
        return False

    def _keeps_company(self, text: str, state: object) -> bool:
        """Whether a text only thanks, greets or takes leave, and might not be what is asked for."""
        if not small_talk(text) or is_yes(text) or is_no(text):
            return False
        if is_answer(text, state, self._routes):
            return False
        return not self._takes_any_words(state)

    async def _leaves(
        self, text: str, match: Match[Services] | None, session: Session, command: Command
    ) -> bool:
        state = session.state
        ends = meaning(text, state, match, self._routes) == "ends"
        if ends or (match is None and self._corrects(text, state, command)):
            return False
        if is_answer(text, state, self._routes):
            return False
        if isinstance(state, Guided) and self._takes_any_words(state):
            return match is not None and _shows(match)
        if isinstance(state, Guided) and match is not None and _shows(match):
            return True
        is_typed = match is not None and not (match.raw and is_sentence(text))
        if match is not None and not (_is_named(text, match) and not is_typed):
            return _shows(match) and not _is_named(text, match)
        return await self._is_shown(text, session.topic, command)

    def _corrects(self, text: str, state: object, command: Command) -> bool:
        """Whether a text gives another value for what is asked about."""
        asked = asked_about(state, command.at, self._routes)
        return asked is not None and corrected(*asked, text, ()) is not None

    def _takes_any_words(self, state: object) -> bool:
        """Whether a sentence would answer what is asked."""
        route = self._routes.asking(state)
        if isinstance(state, Asking):
            parts = route.takes if route is not None else ()
            return not any(each.name == state.part and isinstance(each, _NAMED) for each in parts)
        if not isinstance(state, Guided):
            return False
        step = route.guide.step(state.asked) if route is not None and route.guide else None
        return step is not None and step.free

    async def _is_shown(self, text: str, topic: LastAnswer | None, command: Command) -> bool:
        """Whether a sentence, or the first part of it, surely asks for what is only shown."""
        if not (is_sentence(text) or _ASKS.search(text)):
            return False
        names = await self._listening.kept(command)
        if not names.known or _is_place(text, names.spaces):
            return False  # which was typed wrong, maybe
        parts = (text, *(first for first, _, is_clear in halves(text) if is_clear))
        read = [await self._listening.read(each, topic, names, command) for each in parts]
        return any(self._shown(each) is not None for each in read)

    async def instead_of_answer(
        self, text: str, state: object, command: Command, *, shown: bool = True
    ) -> Card | None:
        """Answer what a sentence surely asks for that was no answer to a question; None for what
        may be a wrong answer.

        What is only ``shown`` may be a wrong answer too, to what is built step by step. A change
        leaves the question, which is said.
        """
        names = await self._listening.kept(command)
        if not names.known or not is_sentence(text) or _is_place(text, names.spaces):
            return None
        command = replace(command, waiting=False)
        understood = await self._listening.read(text, None, names, command)
        is_shown = shown and self._shown(understood) is not None
        card = None
        if not is_shown and not self._is_wished(understood, text):
            card = await self._understanding.clearly(text, understood, names, command)
            if card is None:
                return None
        asked = self._routes.goes_on(state)
        if is_shown or asked is None:
            return card or await self._wish_answers.decided(understood, text, command)
        card = card or await self._wish_answers.decided_or_wrong(understood, text, command)
        return replace(card, left=Left(asked.called(command.language), ""))

    async def or_else(self, text: str, state: Asking, command: Command) -> Card | None:
        """Ask whether a text is the name that was asked for, or what it surely says besides; None
        where it says nothing else, or is asked to be anything but words.
        """
        asked = self._routes.named(state.words)
        parts = asked.takes if asked is not None else ()
        is_free = any(each.name == state.part and isinstance(each, Text) for each in parts)
        if asked is None or not is_free or is_answer(text, state, self._routes):
            return None
        wish = await self._surely(text, command)
        route = self._routes.named(wish.words) if wish else None
        if wish is None or route is None or route is asked:
            return None
        as_text = (asked, state.answered(plain_name(text)))
        return self._wish_answers.heard_runner.offered([as_text, (route, wish.raw)], command)

    async def as_text(self, text: str, state: Guided, command: Command) -> str:
        """Give a text again that was taken as words, though it surely says something else; empty
        where it does not.
        """
        if not self._takes_any_words(state) or is_answer(text, state, self._routes):
            return ""
        return text if await self._surely(text, command) else ""

    async def _surely(self, text: str, command: Command) -> Wish | None:
        """Give what a whole sentence surely says, a question too; None for what may be a name."""
        if not (is_sentence(text) and _is_whole(text)):
            return None
        names = await self._listening.kept(command)
        understood = await self._listening.read(text, None, names, command)
        if understood.certainty != "sure" or understood.caution or not understood.wishes:
            return None
        wish = understood.wishes[0]
        route = self._routes.named(wish.words)
        if route is None or wish.near or wish.words in _NOTHING_SHOWN:
            return None
        # "Plans of next year" may be a name, whatever it sounds like.
        is_said = _ASKS.search(text) is not None if route.looks else bool(wish.raw)
        return wish if is_said else None

    def _is_wished(self, understood: Understood, text: str) -> bool:
        """Whether a whole sentence surely wishes a change, or speaks of one."""
        wish = understood.wishes[0] if understood.wishes else None
        route = self._routes.named(wish.words) if wish else None
        if wish is None or route is None or wish.near or not _is_whole(text):
            return False
        if understood.caution in _SPOKEN_OF:
            return any(each.score >= SURE for each in understood.wishes[1:])
        if route.looks or any(each.ask and not wish.raw.get(each.name) for each in route.takes):
            return False
        return understood.certainty == "sure"

    def _shown(self, understood: Understood) -> Route[Services] | None:
        """Give the command that surely was meant and only shows something."""
        wish = understood.wishes[0] if understood.wishes else None
        route = self._routes.named(wish.words) if wish else None
        if wish is None or route is None or not route.looks or wish.near:
            return None
        if any(each.ask is not None and not wish.raw.get(each.name) for each in route.takes):
            return None
        is_sure = understood.certainty == "sure" and wish.words not in _NOTHING_SHOWN
        return route if is_sure else None


def _is_place(text: str, spaces: Sequence[Space]) -> bool:
    """Whether a text is the name of a space, or a path in one, which may have any words in it."""
    return is_called(unquoted(plain(text)).partition("/")[0], spaces)


def _is_whole(text: str) -> bool:
    """Whether a text is too long for the part of a command."""
    return len(text.split()) >= _WORDS or len(re.findall(f"[{HAN}]", text)) >= _SIGNS


def _shows(match: Match[Services]) -> bool:
    """Whether a command shows something that was asked for."""
    return match.route.looks and match.route.words not in _NOTHING_SHOWN


def _is_named(text: str, match: Match[Services]) -> bool:
    """Whether a command was typed in its own words, and not said in a sentence."""
    typed = normalise(plain(text)).lstrip("/")
    return typed.startswith(tuple(normalise(name) for name in match.route.names))
