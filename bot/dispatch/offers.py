"""Offers what a sentence may mean: in people's words, each with a button."""

from collections.abc import Sequence
from typing import TypeVar

from bot.cards import Card
from bot.dispatch.doubting import part_of
from bot.dispatch.labels import LABELS
from bot.dispatch.wishes import wish_of
from bot.language import unquoted
from bot.routing import Route
from bot.sessions import Cancel, Offer, Offering

S = TypeVar("S")


def did_you_mean(ways: Sequence[tuple[Route[S], Offer]], language: str) -> Card:
    """Ask which of some commands is meant, the likeliest first."""
    found: dict[str, tuple[Route[S], Offer]] = {}
    for route, offer in ways:
        found.setdefault(offer.line, (route, offer))
    rows = [
        {**wish_of(route, offer.raw, language), "line": offer.line, **label}
        for (route, offer), label in zip(
            found.values(), _labels(list(found.values()), language), strict=True
        )
    ]
    offers = tuple(offer for _, offer in found.values())
    actions: dict[str, object] = {f"choice{n}": each for n, each in enumerate(offers, 1)}
    return Card(
        "did_you_mean", {"choices": rows}, {**actions, "cancel": Cancel()}, then=Offering(offers)
    )


def _labels(ways: Sequence[tuple[Route[S], Offer]], language: str) -> list[dict[str, str]]:
    """Give what stands on the buttons: what is done, or the name where that is all that differs."""
    labels = [LABELS.get(route.words, "") for route, _ in ways]
    called = [route.called(language) for route, _ in ways]
    names = [unquoted(offer.raw.get(part_of(route), "")) for route, offer in ways]
    found = []
    for (route, offer), label, name, own in zip(ways, labels, names, called, strict=True):
        by_name = labels.count(label) > 1 or (len(ways) == 1 and route.looks)
        said = name if by_name and name and names.count(name) == 1 else ""
        if not said and labels.count(label) > 1:
            said = offer.line
        found.append({"label": "" if said else label, "said": said or own})
    return found
