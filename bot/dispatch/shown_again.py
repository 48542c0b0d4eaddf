"""Shows a question again as it stands: the same title, the same rows, the same buttons.

Who has not answered it may agree to it later: what they agree to must be all that the card names.
"""

from typing import Any, Final, TypeVar

from bot.cards import Card
from bot.delivery import Record
from bot.dispatch.stopped_asking import stopped_asking
from bot.language import is_yes
from bot.routing import Match, Routes
from bot.sessions import Offer, Offering, Session
from bot.tagged_union import TaggedUnion

S = TypeVar("S")

SHOWN_AGAIN: Final = "shown_again"
_ROOM: Final = {"alert room", "request room"}
"""The same is asked for by both."""
MOST: Final = 2
"""So often a question is shown again instead of what else a sentence may mean."""


def shown_again(state: object, text: str) -> Card:
    """Ask for the open question to be shown again, whatever card it is."""
    is_which = isinstance(state, Offering) and len(state.offers) > 1 and is_yes(text)
    return Card(SHOWN_AGAIN, {"which": is_which}, then=state)


def is_lost(card: Card) -> bool:
    """Tell whether an answer says that nothing was understood."""
    return card.template == "not_understood" or card.data.get("talk") == "other"


def goes_on(state: object, then: object) -> bool:
    """Tell whether a question goes on as it was, or is asked about the same command anew."""
    if isinstance(state, Offering) and isinstance(then, Offering):
        before, after = state.offers[0].words, then.offers[0].words
        return before == after or {before, after} == _ROOM
    return state is not None and state == then


def again_instead(session: Session, text: str, match: Match[S] | None, card: Card) -> Card:
    """Show an offer again that a text leaves which is not understood, or, where the offer was what
    was surely meant, not surely.
    """
    state, again = session.state, session.again
    if not isinstance(state, Offering) or match is not None or card.then == state:
        return card
    is_guess = card.template == "did_you_mean" and state.asks and again < MOST
    if _is_elsewhere(card, state):
        return card
    return shown_again(state, text) if is_lost(card) or is_guess or is_yes(text) else card


def _is_elsewhere(card: Card, state: Offering) -> bool:
    """Whether what a text may mean is about another space: agreeing to the open offer after it
    would be agreeing to what nobody speaks of any more.
    """
    about = {value for offer in state.offers for value in offer.raw.values()}
    meant = [each.raw.get("space", "") for each in card.actions.values() if isinstance(each, Offer)]
    return any(space and space not in about for space in meant)


def at_last(card: Card, session: Session, routes: Routes[S], language: str) -> Card:
    """End a question that would be shown again after as many messages as a question takes, none of
    which has answered it.
    """
    if card.template != SHOWN_AGAIN or session.again < MOST:
        return card
    state = card.then
    if isinstance(state, Offering):
        return stopped_asking(state.offers[0].line if len(state.offers) == 1 else "")
    asked = routes.goes_on(state)
    return stopped_asking(asked.called(language) if asked else "")


def as_it_stands(card: Card, asked: Record | None, types: TaggedUnion) -> Card:
    """Give the open question, of which ``asked`` is the record, where it is to be shown again."""
    if card.template != SHOWN_AGAIN or asked is None:
        return card
    shown = asked.shown
    buttons: list[dict[str, Any]] = []
    actions: dict[str, object] = {}
    for index, button in enumerate(shown.buttons):
        buttons.append({"label": button.label, "style": button.style, "action": button.action})
        actions[button.action] = types.load(asked.actions[asked.id_of(index)])
    return Card(
        SHOWN_AGAIN,
        {**card.data, "title": shown.title, "before": shown.body, "buttons": buttons},
        actions,
        kept=types.load(asked.kept),
        then=card.then,
        language=asked.language,
        waits=card.waits,
    )
