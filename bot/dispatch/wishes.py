"""Says what a change would do in people's words, where somebody is asked whether they want it.

The help of a command explains all that it can do; here stands what was understood.
"""

from collections.abc import Mapping
from typing import Final, TypeVar

from bot.dispatch.doubting import part_of
from bot.dispatch.said_in import said_in
from bot.language import is_all, is_off, unquoted
from bot.requests.arguments import with_why
from bot.routing import Route

S = TypeVar("S")

_OBJECTS: Final = frozenset(
    {"space", "place", "file", "files", "items", "what to share", "grant", "number"}
)
_REFERENCE: Final = "file:"
"""What begins so is written for the bot, and says nothing to people."""


def object_of(route: Route[S]) -> str:
    """Name the part that a command is about: a space, a file, a request; empty for none."""
    named = (each.name for each in route.takes if each.name in _OBJECTS)
    return part_of(route) or next(named, "")


def about_of(route: Route[S], raw: Mapping[str, str], language: str) -> str:
    """Give what a command is about, or else what was said with it, for its button."""
    wish = wish_of(route, raw, language)
    return wish["space"] or wish["value"]


def wish_of(route: Route[S], raw: Mapping[str, str], language: str) -> dict[str, str]:
    """Give what a card tells of a change: the message ``wish``, and the ``space`` and the ``value``
    that stand in it; the help of the command where nothing says it better.
    """
    part = object_of(route)
    space = _shown(raw.get(part, "")) if part else ""
    others = [each for each in route.takes if each.name != part and raw.get(each.name)]
    value = " ".join(said_in(language, each, unquoted(raw[each.name])) for each in others)
    is_ended = not value and bool(route.wish.off) and is_off(space)
    ends = is_ended or (route.wish.ends and is_off(value))
    every = is_all(raw.get(part, ""))
    space = "" if every or is_ended else space
    value = "" if ends else value
    text = route.wish.text(thing=bool(space), value=bool(value), off=ends, everything=every)
    if value.startswith("+") and space and route.wish.more:
        text, value = route.wish.more, with_why(value[1:].strip())[0]
    return {"wish": text or route.help, "space": space, "value": value}


def _shown(said: str) -> str:
    """Give what is called so, empty for what nobody would know by it."""
    name = unquoted(said)
    return "" if name.startswith(_REFERENCE) else name
