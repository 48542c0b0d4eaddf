"""All routes together: what a text, a button, a state, a file or a hold leads to."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from operator import itemgetter
from pathlib import PurePath
from typing import Generic, Protocol, TypeVar

from rapidfuzz import fuzz

from bot.access import Role
from bot.guided import Guided
from bot.language import Pattern, Reading, Text, normalise, plain, plain_name
from bot.routing.router import (
    ANY,
    ActionRoute,
    FastRoute,
    FileRoute,
    HoldRoute,
    Route,
    Router,
    StateRoute,
)
from bot.sessions import Asking

A = TypeVar("A")
S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Match(Generic[S]):
    """A command that was said: its arguments as typed, and the language of its words, if any.

    ``others`` are all other ways to read the same text, those that fix most of it first; ``typed``
    is this one with the polite words that were dropped, where they may belong to a space's name.
    """

    route: Route[S]
    raw: Mapping[str, str]
    language: str | None
    others: tuple["Match[S]", ...] = ()
    typed: "Match[S] | None" = None


_NEAR_ENOUGH = {"zh": 50, "en": 65}
"""Of 100: one wrong character in a Chinese word of two, and some letters of an English one.
"""
_NEAR_COUNT = 3
_NEAR_CHARACTERS = 200


class _HasKind(Protocol):
    @property
    def kind(self) -> type: ...


K = TypeVar("K", bound=_HasKind)


class Routes(Generic[S]):
    """All routes, in the order of their routers."""

    def __init__(self, routers: Iterable[Router[S]]) -> None:
        """Put routers together; ValueError over what is there twice or has no docstring."""
        routers = tuple(routers)
        self._commands = {route.words: route for router in routers for route in router.commands}
        self._patterns = _patterns([route for router in routers for route in router.commands])
        self._actions = _by_kind(route for router in routers for route in router.actions)
        self._fasts = _by_kind(route for router in routers for route in router.fasts)
        self._states = _by_kind(route for router in routers for route in router.states)
        self._holds = _by_kind(route for router in routers for route in router.holds)
        self._files = _by_suffix(route for router in routers for route in router.files)
        pressed: Iterable[_HasKind] = chain(self._actions.values(), self._fasts.values())
        _by_kind(pressed)
        kept = [kind for router in routers for kind in router.kept]
        known = chain(self._actions, self._fasts, self._states, self._holds, kept)
        self.types: tuple[type, ...] = tuple(dict.fromkeys(known))

    def __iter__(self) -> Iterator[Route[S]]:
        return iter(self._commands.values())

    def named(self, words: str) -> Route[S] | None:
        """Give the route whose English name this is."""
        return self._commands.get(words)

    def find(self, text: str) -> Match[S] | None:
        """Tell which command was said; of several that fit, the one whose own words are longest.

        Polite words around it are dropped, unless they are a command themselves.
        """
        typed, said = self._matching(text), plain(text)
        if said == text or (typed and not typed[0].raw):
            return typed[0] if typed else None
        found = self._matching(said)
        if not found:
            return typed[0] if typed else None
        return _as_meant(found[0], typed[0]) if typed else found[0]

    def _matching(self, text: str) -> tuple[Match[S], ...]:
        reading = Reading(text)
        found = [
            Match(route, raw, pattern.language)
            for landmark, pattern, route in self._patterns
            if landmark in reading.copy and (raw := pattern.match(reading)) is not None
        ]
        return (replace(found[0], others=tuple(found[1:])), *found[1:]) if found else ()

    def near(self, text: str, role: Role, *, group: bool = False) -> tuple[Route[S], ...]:
        """Give the commands whose words come closest to what was said, the closest first: of those
        that this role may use, in a group or in a single chat.
        """
        said = normalise(text[:_NEAR_CHARACTERS]).lstrip("/ ")
        best = [
            (max(_likeness(said, name) for name in route.names), route)
            for route in self
            if route.needs(group=group) <= role
        ]
        close = sorted(best, key=itemgetter(0), reverse=True)[:_NEAR_COUNT]
        enough = _NEAR_ENOUGH["en" if said.isascii() else "zh"]
        return tuple(route for likeness, route in close if likeness >= enough)

    def action_for(self, kind: type[A]) -> ActionRoute[A, S] | None:
        return self._actions.get(kind)

    def fast_for(self, kind: type[A]) -> FastRoute[A, S] | None:
        return self._fasts.get(kind)

    def state_for(self, kind: type[A]) -> StateRoute[A, S] | None:
        return self._states.get(kind)

    def goes_on(self, state: object) -> Route[S] | None:
        """Give the command that an open question is about: it may be one of several that ask so."""
        return self.named(str(getattr(state, "of_command", ""))) or self.asking(state)

    def asking(self, state: object) -> Route[S] | None:
        """Tell which command asked what a conversation in this state waits for."""
        if isinstance(state, Asking | Guided):
            return self.named(state.words)
        route = self._states.get(type(state))
        return self.named(route.words) if route else None

    def file_for(self, name: str) -> FileRoute[S] | None:
        """Tell what answers a file of this name."""
        return self._files.get(PurePath(name.strip()).suffix.lower()) or self.any_file()

    def any_file(self) -> FileRoute[S] | None:
        """Tell what answers a file that nothing else answers."""
        return self._files.get(ANY)

    def hold_for(self, kind: type[A]) -> HoldRoute[A, S] | None:
        return self._holds.get(kind)


def _as_meant(match: Match[S], typed: Match[S]) -> Match[S]:
    """Give back to a command what its arguments lost with the polite words, where it is theirs: a
    new name keeps what is no word of its own, and a space may be called so.
    """
    if match.route is not typed.route or match.raw == typed.raw:
        return match
    new = {part.name for part in match.route.takes if isinstance(part, Text) and part.ask}
    names = {name: plain_name(text) for name, text in typed.raw.items() if name in new}
    return replace(match, raw={**match.raw, **names}, typed=typed)


def _likeness(said: str, name: str) -> float:
    """Compare, 0 to 100, a name with as many words said; in Chinese, as many characters."""
    name = normalise(name).lstrip("/ ")
    beginning = " ".join(said.split()[: name.count(" ") + 1])
    return fuzz.ratio(name, beginning if name.isascii() else said[: len(name)])


def _patterns(routes: Sequence[Route[S]]) -> list[tuple[str, Pattern, Route[S]]]:
    """Give every way to say every command, those that fix most characters first, each with a text
    that is always there: looking for it takes a tenth of the time that the expression takes.
    """
    found = {}
    for route in routes:
        if not route.help:
            raise ValueError(
                f"{route.words!r} has no docstring, so help has nothing to say about it"
            )
        for pattern in route.patterns():
            if pattern.words in found:
                raise ValueError(f"{pattern.words!r} is said for two commands")
            found[pattern.words] = (pattern.landmark, pattern, route)
    return sorted(found.values(), key=lambda way: way[1].weight, reverse=True)


def _by_suffix(routes: Iterable[FileRoute[S]]) -> dict[str, FileRoute[S]]:
    found: dict[str, FileRoute[S]] = {}
    for route in routes:
        if route.suffix in found:
            raise ValueError(f"two handlers for files that end in {route.suffix}")
        found[route.suffix] = route
    return found


def _by_kind(routes: Iterable[K]) -> dict[type, K]:
    found: dict[type, K] = {}
    for route in routes:
        if route.kind in found:
            raise ValueError(f"two handlers for {route.kind.__name__}")
        found[route.kind] = route
    return found
