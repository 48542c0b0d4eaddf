"""Reads a command word with one mistake in it, in front of the name of a space: *spce Finance*."""

from collections.abc import Sequence
from typing import Final, TypeVar

from rapidfuzz.distance import OSA

from bot.drive.naming import is_called
from bot.drive.spaces import Space
from bot.language import Which, normalise, unquoted
from bot.routing import Match, Routes

S = TypeVar("S")

_LEAST: Final = 4
"""A shorter word is near to too many."""


def mistyped(text: str, spaces: Sequence[Space], routes: Routes[S]) -> Match[S] | None:
    """Give the one command that was meant, which only shows something; None where there is none, or
    where several come as near.
    """
    word, _, name = normalise(text).lstrip("/ ").partition(" ")
    if len(word) < _LEAST or not word.isascii() or not word.isalpha():
        return None
    name = unquoted(text.strip().partition(" ")[2].strip())
    if not name or not is_called(name, spaces):
        return None
    found = [
        route
        for route in routes
        if any(OSA.distance(word, each) == 1 for each in route.names)
        and any(isinstance(part, Which) for part in route.takes)
    ]
    if len(found) != 1 or not found[0].looks:
        return None
    part = next(each.name for each in found[0].takes if isinstance(each, Which))
    return Match(found[0], {part: name}, "en")
