"""Asks which space was meant by a name that no space has, where some come close.

A name that is only near is never acted on: each is offered with the command that was said.
"""

from collections.abc import Mapping
from typing import Final, TypeVar

from bot.cards import Card
from bot.dispatch.command_line import line_of
from bot.errors import NoSuchSpace
from bot.language import Which, near, unquoted
from bot.messages import Command
from bot.reading.shown_files import FILE_PARTS
from bot.routing import Route, Routes
from bot.sessions import Cancel, Offer, Offering

S = TypeVar("S")

MOST_OFFERED = 4
PLACED: Final = (*FILE_PARTS, "place", "access")
"""Parts of commands that may hold the name of a space with what is in it."""


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
    part = _part(none.asked, route, raw)
    if not none.near or not part:
        raise none
    said = unquoted(raw[part])
    offers = tuple(
        _offer(route, {**raw, part: said.replace(none.asked, name, 1)}, command, routes)
        for name in none.near[:MOST_OFFERED]
    )
    actions = {f"choice{place}": offer for place, offer in enumerate(offers, 1)}
    return Card(none.template, none.data(), {**actions, "cancel": Cancel()}, then=Offering(offers))


def _part(asked: str, route: Route[S], raw: Mapping[str, str]) -> str:
    """Name the part that is the space, or a file or a folder that is said to be in it."""
    space = next((each.name for each in route.takes if isinstance(each, Which)), "")
    if space and unquoted(raw.get(space, "")) == asked:
        return space
    return next((name for name in PLACED if asked and asked in raw.get(name, "")), "")


def _offer(route: Route[S], raw: dict[str, str], command: Command, routes: Routes[S]) -> Offer:
    line = line_of(routes, route, raw, command.language)
    return Offer(route.words, raw, line, None, command.mentions, command.strangers)
