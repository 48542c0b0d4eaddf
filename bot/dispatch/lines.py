"""Several commands in one message: a line each, answered in order, each as a turn of its own; and
what a sentence wishes besides the first thing that it wishes.

A line is done and its rest put back at the head of the box in one step, so that whatever dies in
between, each is answered once. The first that waits for an answer ends it: the rest is named.
"""

from dataclasses import replace
from typing import TypeVar

from bot.cards import Card
from bot.messages import Message, Turn
from bot.routing import Routes
from bot.sessions import Session

S = TypeVar("S")

MOST = 5
"""So many commands one message may hold."""


def lines_of(text: str, routes: Routes[S]) -> tuple[str, ...]:
    """Part a text into its commands; one that is not a command in every line is one wish."""
    lines = tuple(line.strip() for line in text.splitlines() if line.strip())
    is_each = len(lines) > 1 and all(routes.find(line) is not None for line in lines[: MOST + 1])
    return lines if is_each else (text,)


def first_of(message: Message, routes: Routes[S]) -> Message:
    """Give the command of a message that is to be answered now."""
    first, *rest = lines_of(message.text, routes)
    return replace(message, text=first, line=max(message.line, 1)) if rest else message


def rest_of(turn: Turn, after: Session, routes: Routes[S]) -> Message | None:
    """Give what is left of a message once its first command was answered; None where nothing is, or
    that command waits for an answer.
    """
    if not isinstance(turn, Message):
        return None
    if after.onward:
        return replace(turn, text=after.onward, line=max(turn.line, 1) + 1, is_part=True)
    if after.state is not None:
        return None
    _, *rest = lines_of(turn.text, routes)
    if not rest or len(rest) >= MOST:
        return None
    return replace(turn, text="\n".join(rest), line=max(turn.line, 1) + 1)


def named(card: Card, message: Message, routes: Routes[S]) -> Card:
    """Name on a card that waits for an answer what is not done for it."""
    rest = lines_of(message.text, routes)[1:]
    return replace(card, skipped=rest) if rest and card.then is not None else card


def going_onward(card: Card, message: Message, routes: Routes[S], *, asks: bool) -> Card:
    """Name the second part of a sentence where it is not answered next: a question ``asks`` on, or
    as many answers as one message has were given.
    """
    waits = asks or card.then is not None or len(lines_of(message.text, routes)) > 1
    if not card.onward or (not waits and message.line < MOST):
        return card
    return replace(card, onward="", unanswered=card.unanswered or card.onward)


def is_too_long(message: Message, routes: Routes[S]) -> bool:
    """Whether it holds more commands than are taken."""
    return len(lines_of(message.text, routes)) > MOST
