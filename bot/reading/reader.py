"""Reads a sentence: what it is about, and what is wanted."""

from collections.abc import Iterator
from operator import attrgetter
from typing import Any

from rapidfuzz import fuzz

from bot.access import Role
from bot.errors import UserError
from bot.language import Which, normalise
from bot.reading.understood import MOST_WISHES, Certainty, Names, Topic, Understood, Wish
from bot.routing import Route, Routes

_CHARACTERS = 500
_SURE, _HALF = 0.9, 0.6
_AGAIN = frozenset({"again", "once more", "do it again", "再来一次", "再来一遍", "再查一次"})


class Reader:
    """Understands sentences about these routes."""

    def __init__(self, routes: Routes[Any]) -> None:
        self._routes = routes

    def read(
        self, text: str, *, role: Role, group: bool, names: Names, topic: Topic | None = None
    ) -> Understood:
        """Understand what somebody of this role says, in a group or in a single chat, to whom the
        last answer was about ``topic``.
        """
        said = normalise(text[:_CHARACTERS])
        if topic is not None and said.strip(" .!") in _AGAIN:
            return Understood("sure", (Wish(topic.words, topic.raw, 1.0),))
        may = [route for route in self._routes if route.needs(group=group) <= role]
        found = sorted(
            (wish for route in may for wish in self._wishes(route, said, names)),
            key=attrgetter("score"),
            reverse=True,
        )[:MOST_WISHES]
        best = found[0].score if found else 0.0
        certainty: Certainty = "sure" if best >= _SURE else "half" if best >= _HALF else "unsure"
        return Understood(certainty, tuple(found))

    def _wishes(self, route: Route[Any], said: str, names: Names) -> Iterator[Wish]:
        name = _named(said, names)
        part = next((each.name for each in route.takes if isinstance(each, Which)), None)
        raw = {part: name} if part and name else {}
        try:
            route.read(raw)
        except UserError:
            return
        ways = [*route.names, *(phrase.partition("{")[0] for phrase in route.phrases)]
        likeness = max(fuzz.token_set_ratio(said, normalise(way)) for way in ways) / 100
        yield Wish(route.words, raw, likeness)


def _named(said: str, names: Names) -> str:
    called = [space.name for space in names.spaces if normalise(space.name) in said]
    return max(called, key=len, default="")
