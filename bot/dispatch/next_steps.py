"""What a sentence wished besides the first thing: a button on the card that ends that.

The first may be a question that somebody answers later; what is wished besides waits so long.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, TypeVar

from bot.cards import Card
from bot.dispatch.offers import labels_of
from bot.routing import Routes
from bot.sessions import Offer

S = TypeVar("S")

MOST: Final = 2
"""So many of them have a button on one card."""


def offers_of(card: Card) -> tuple[Offer, ...]:
    """Give what the sentence that a card answers wished besides."""
    return tuple(each for each in card.others.values() if isinstance(each, Offer))


def with_next_steps(card: Card, offers: Sequence[Offer], routes: Routes[S], language: str) -> Card:
    """Put buttons for these on a card, unless it asks something itself: that comes first."""
    found = [(routes.named(each.words), each) for each in offers]
    ways = [(route, each) for route, each in found if route is not None][:MOST]
    if card.then is not None or not ways:
        return card
    following: dict[str, object] = {f"next{n}": each for n, (_, each) in enumerate(ways, 1)}
    return replace(
        card,
        others={offer.line: offer for _, offer in ways},
        next_steps=tuple(labels_of(ways, language)),
        actions={**card.actions, **following},
        brief=False,
    )
