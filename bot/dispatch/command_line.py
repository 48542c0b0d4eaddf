"""Writes a command as it would be typed."""

from collections.abc import Mapping
from typing import TypeVar

from bot.dispatch.said_in import raw_in
from bot.language import unquoted
from bot.routing import Route, Routes

S = TypeVar("S")

_QUOTES = {"zh": "「{}」", "en": '"{}"'}


def line_of(routes: Routes[S], route: Route[S], raw: Mapping[str, str], language: str) -> str:
    """Write a command with its arguments, all in this language; those that would be read otherwise
    are in quotes.
    """
    raw = raw_in(language, route.takes, raw)
    given = [part.name for part in route.takes if part.name in raw]
    called = route.called(language, about=bool(given))
    plainly = " ".join((called, *(raw[name] for name in given)))
    found = routes.find(plainly)
    said = _unquoted(raw)
    is_same = found is not None and found.route is route
    if found is not None and is_same and _unquoted(found.raw) == said:
        return plainly
    quote = _QUOTES[language]
    return " ".join((called, *(quote.format(said[name]) for name in given)))


def _unquoted(raw: Mapping[str, str]) -> dict[str, str]:
    return {name: unquoted(text) for name, text in raw.items()}
