"""Offers what a sentence may mean: in people's words, each with a button."""

from collections.abc import Sequence
from typing import TypeVar

from bot.cards import Card
from bot.dispatch.wishes import about_of, wish_of
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
            found.values(), labels_of(list(found.values()), language), strict=True
        )
    ]
    offers = tuple(offer for _, offer in found.values())
    actions: dict[str, object] = {f"choice{n}": each for n, each in enumerate(offers, 1)}
    return Card(
        "did_you_mean", {"choices": rows}, {**actions, "cancel": Cancel()}, then=Offering(offers)
    )


def labels_of(ways: Sequence[tuple[Route[S], Offer]], language: str) -> list[dict[str, str]]:
    """Give what stands on the buttons: what is done and to what; the name alone, or the line, where
    that is all that differs.
    """
    labels = [route.label for route, _ in ways]
    names = [about_of(route, offer.raw, language) for route, offer in ways]
    found = []
    for (_, offer), label, name in zip(ways, labels, names, strict=True):
        is_alone = labels.count(label) == 1
        by_name = bool(name) and names.count(name) == 1
        said = "" if is_alone else name if by_name else offer.line
        found.append({"label": label, "about": name if is_alone or by_name else "", "said": said})
    return found
