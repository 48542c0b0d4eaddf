"""What a text means to a conversation that waits for an answer.

A question takes only what fits it. Whatever says a command leaves it, in either language, with a
slash or without, the command that asked included: a name that reads like one is given in quotes.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Literal, TypeVar

from bot.cards import Card, Left
from bot.dispatch.retracting import asks_to_delete, stops_deletion
from bot.guided import Guided, is_back
from bot.language import (
    Choice,
    Formed,
    declines,
    is_number,
    is_yes,
    normalise,
    plain,
    trim,
    unquoted,
)
from bot.messages import Message
from bot.routing import Match, Route, Routes
from bot.sessions import Asking, Choosing, Offering

Meaning = Literal["answers", "ends", "leaves"]

S = TypeVar("S")

_QUOTES = {"zh": "“{}”", "en": '"{}"'}


def meaning(text: str, state: object, match: Match[S] | None, routes: Routes[S]) -> Meaning:
    """Tell what a text does to a question: answer it, end it, or leave it for something else.

    A state that ``expects`` certain words leaves all others to commands, or, if it ``yields``, to
    whatever they are. One that takes any text takes a number too, since numbers answer most
    questions; one that offers a few words takes those, though they may be commands as well.
    """
    if declines(text) or (stops_deletion(text) and asks_to_delete(state, routes)):
        return "ends"
    fits = is_answer(text, state, routes)
    is_command = match is not None or normalise(text).startswith("/")
    yields = is_command or getattr(state, "yields", False)
    return "leaves" if yields and not fits else "answers"


def is_answer(text: str, state: object, routes: Routes[S]) -> bool:
    """Tell whether a text fits what is waited for, though it may be a command as well."""
    expects: Callable[[str], bool] | None = getattr(state, "expects", None)
    fits = expects(text) if expects else is_number(plain(text)) or unquoted(text) != trim(text)
    return fits or _is_offered(text, state, routes)


def is_confirmation(state: object) -> bool:
    """Tell whether one thing was shown that a yes, or its name, lets happen."""
    if isinstance(state, Asking | Choosing | Guided):
        return False
    return hasattr(state, "expects") and len(getattr(state, "offers", (state,))) == 1


def left(
    message: Message, state: object, match: Match[S] | None, routes: Routes[S], language: str
) -> Left | None:
    """Say which question a command or a file leaves, and how the same words would have answered it.

    ``None`` where the message leaves none.
    """
    if isinstance(state, Offering) and state.asks and _leaves(message, state, routes, match):
        return Left(state.offers[0].line)
    asked = routes.asking(state)
    if asked is None or not _leaves(message, state, routes, match):
        return None
    answer = ""
    if isinstance(state, Asking) and match is not None and _says_all(match, state, asked):
        return None
    if isinstance(state, Asking) and match is not None and match.route is not asked:
        answer = _in_full(message.text, state, asked, routes, language)
    return Left((routes.goes_on(state) or asked).called(language), answer)


def leaving(card: Card, state: object, routes: Routes[S], language: str) -> Card:
    """Give an answer that asks something itself with the question that it leaves, for a sentence
    that was no answer to that.
    """
    asked = routes.goes_on(state)
    return card if card.left or asked is None else replace(card, left=Left(asked.called(language)))


def _says_all(match: Match[S], state: Asking, asked: Route[S]) -> bool:
    """Whether the command that asked was said again, with what it asked for."""
    return match.route is asked and bool(match.raw.get(state.part))


def _leaves(message: Message, state: object, routes: Routes[S], match: Match[S] | None) -> bool:
    if not message.text:
        return message.file is not None and routes.file_for(message.file.name) is not None
    return meaning(message.text, state, match, routes) == "leaves"


def _is_offered(text: str, state: object, routes: Routes[S]) -> bool:
    """Whether a text is one of the few words that a question offers, or has a form of its own,
    though it may begin as a command does.
    """
    asked = routes.asking(state)
    if isinstance(state, Guided):
        return is_back(text) or _answers_step(text, state, asked)
    if asked is None or not isinstance(state, Asking):
        return False
    part = next((each for each in asked.takes if each.name == state.part), None)
    return isinstance(part, Choice | Formed) and part.offers(text)


def _answers_step(text: str, state: Guided, asked: Route[S] | None) -> bool:
    if not state.asked:
        return is_yes(text)
    step = asked.guide.step(state.asked) if asked is not None and asked.guide else None
    return step is not None and step.fits(text)


def _in_full(text: str, state: Asking, asked: Route[S], routes: Routes[S], language: str) -> str:
    """Write the command that asked with this as its answer; empty if that would mean another."""
    if normalise(text).startswith("/"):
        return ""
    raw = {**state.raw, state.part: _QUOTES[language].format(text)}
    typed = [raw[part.name] for part in asked.takes if part.name in raw]
    full = " ".join((asked.called(language), *typed))
    match = routes.find(full)
    is_same = match is not None and match.route is asked
    return full if match and is_same and unquoted(match.raw.get(state.part, "")) == text else ""
