"""Asks which space was meant by a name that no space has, where some come close.

A name that is only near is never acted on: each is offered with the command that was said.
"""

from collections.abc import Mapping
from typing import TypeVar

from bot.cards import Card
from bot.dispatch.command_line import line_of
from bot.errors import NoSuchSpace
from bot.language import Which, near, unquoted
from bot.messages import Command
from bot.routing import Route, Routes
from bot.sessions import Cancel, Offer, Offering

S = TypeVar("S")

MOST_OFFERED = 4


def is_misspelt(wrong: Exception) -> bool:
    """Tell whether what was said is a name with a mistake, and so no sentence."""
    return isinstance(wrong, NoSuchSpace) and bool(near(wrong.near, wrong.asked))


def misspelt(
    none: NoSuchSpace,
    route: Route[S],
    raw: Mapping[str, str],
    command: Command,
    routes: Routes[S],
) -> Card:
    """Offer what was said with the names that come close; raises ``none`` where there is nothing
    to offer.
    """
    space = next((each.name for each in route.takes if isinstance(each, Which)), "")
    part = next(
        (name for name in (space, "place") if unquoted(raw.get(name, "")) == none.asked), ""
    )
    if not none.near or not part:
        raise none
    offers = tuple(
        _offer(route, {**raw, part: name}, command, routes) for name in none.near[:MOST_OFFERED]
    )
    actions = {f"choice{place}": offer for place, offer in enumerate(offers, 1)}
    return Card(none.template, none.data(), {**actions, "cancel": Cancel()}, then=Offering(offers))


def _offer(route: Route[S], raw: dict[str, str], command: Command, routes: Routes[S]) -> Offer:
    line = line_of(routes, route, raw, command.language)
    return Offer(route.words, raw, line, None, command.mentions, command.strangers)
