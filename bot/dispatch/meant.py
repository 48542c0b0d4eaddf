"""Which command is meant where a space has a name that begins with a command's words.

``space delete old`` is the command ``space delete`` about the space "old", or ``space`` about one
that is called "delete old". The longest declared words are meant, unless a space has exactly the
name that a shorter command takes from the same text: then that is meant where the longer one makes
no sense, and else it is asked. What sounds polite may be part of a name as well: a space that is
called so is meant.
"""

from collections.abc import Sequence
from typing import TypeVar

from bot.drive.naming import find, is_called
from bot.drive.spaces import Space
from bot.errors import AmbiguousSpace, BadArgument, MissingArgument, NoSuchSpace
from bot.language import Which, normalise, unquoted
from bot.routing import Match

S = TypeVar("S")


def needs_names(match: Match[S]) -> bool:
    """Whether what is meant depends on how spaces are called."""
    return bool(_rivals(match)) or _typed_name(match) is not None


def meanings(
    match: Match[S], spaces: Sequence[Space], numbered: Sequence[str] = ()
) -> tuple[Match[S], ...]:
    """Give what is meant, or all that may be, the longest command first.

    ``spaces`` are those of the asker, ``numbered`` the ids of their last list.
    """
    typed = _typed_name(match)
    if match.typed is not None and typed is not None and is_called(typed, spaces):
        return (match.typed,)
    named = {
        (other.route.words, _name(other)): other
        for other in reversed(_rivals(match))
        if is_called(_name(other), spaces)
    }
    rest = tuple(reversed(named.values()))
    return (match, *rest) if not rest or _makes_sense(match, spaces, numbered) else rest


def at_stake(match: Match[S]) -> tuple[str, ...]:
    """Give the names that make a difference to what is meant, if spaces have them."""
    rivals = [_name(other) for other in _rivals(match)]
    typed = _typed_name(match)
    return tuple(rivals if typed is None else [*rivals, typed])


def _rivals(match: Match[S]) -> tuple[Match[S], ...]:
    """Give the shorter commands that take a longer name of a space from the same text."""
    name = normalise(_name(match))
    return tuple(other for other in match.others if normalise(_name(other)) not in {"", name})


def _typed_name(match: Match[S]) -> str | None:
    """Give the space that it names with its polite words, None where that is the same."""
    name = _name(match.typed) if match.typed is not None else ""
    return name if normalise(name) not in {"", normalise(_name(match))} else None


def _makes_sense(match: Match[S], spaces: Sequence[Space], numbered: Sequence[str]) -> bool:
    """Whether its parts can be read, and the space that it names may be there."""
    name = _name(match)
    try:
        match.route.read(match.raw)
        if name:
            find(name, spaces, numbered)
    except (BadArgument, NoSuchSpace):
        return False
    except (MissingArgument, AmbiguousSpace):
        return True
    return True


def _name(match: Match[S]) -> str:
    """Give the space that it names, empty for none."""
    part = next((each.name for each in match.route.takes if isinstance(each, Which)), "")
    return unquoted(match.raw.get(part, ""))
