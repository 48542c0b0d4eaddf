"""Answers a sentence that wishes two things, or several new spaces: the first is done, and the rest
named as not done.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from bot.cards import Card
from bot.dispatch.command_line import line_of
from bot.dispatch.doubting import is_slashed
from bot.dispatch.following import following
from bot.dispatch.heard_runner import HeardRunner
from bot.dispatch.known_names import KnownNames
from bot.dispatch.listening import Listening
from bot.dispatch.sizes_said import is_its_size
from bot.dispatch.small_talk import small_talk
from bot.dispatch.two_wishes import (
    ALONE,
    ASKS_ADMINS,
    CREATE,
    GRAVE,
    asks_admins,
    halves,
    is_added,
    may_wish,
    new_names,
    only_shows,
)
from bot.dispatch.wish_answers import WishAnswers
from bot.drive.naming import is_called
from bot.messages import Command
from bot.reading import Understood, Wish
from bot.reading.beside import is_beside
from bot.reading.beside_name import without_aside
from bot.reading.changed_plainly import folder_and_file
from bot.reading.clauses import is_talk
from bot.reading.joined import joined_files
from bot.reading.said import Said
from bot.routing import Route, Routes
from bot.services import Services
from bot.sessions import LastAnswer

_SETS: Final = re.compile(
    "[提升调降改设压减缩加扩](?:高|低|大|小)?[到成为至] ?[0-9]|(?<![a-z])to [0-9]", re.IGNORECASE
)
"""Words of who sets a number, which is no talk: B的降到80."""
_DIGESTS: Final = frozenset({"digest weekly", "digest daily"})
_OF_ONE_FILE: Final = frozenset({"file send", "file send here", "versions", "file"})
"""What is done to one file at a time."""
_USAGE: Final = frozenset({"quota", "space", "spaces"})
"""What shows how full spaces are."""


class BothWishes:
    """Reads both parts of such a sentence."""

    def __init__(
        self,
        routes: Routes[Services],
        services: Services,
        listening: Listening,
        heard_runner: HeardRunner,
        wish_answers: WishAnswers,
    ) -> None:
        self._routes = routes
        self._services = services
        self._listening = listening
        self._heard_runner = heard_runner
        self._wish_answers = wish_answers

    async def of(
        self,
        text: str,
        understood: Understood,
        topic: LastAnswer | None,
        names: KnownNames,
        command: Command,
    ) -> Card | None:
        """Answer the first of two wishes, and name the other; None where there is one."""
        wish = self._sure(understood)
        if wish is not None and wish.words in _OF_ONE_FILE and not is_slashed(text):
            spaces = [space.name for space in names.spaces]
            rest = joined_files(text, wish.raw.get("file", ""), spaces)
            lines = tuple(
                line for each in rest for line in self._line_of(_with_file(wish, each), command)
            )
            if lines:
                card = await self._wish_answers.decided_or_wrong(understood, text, command)
                return replace(card, others=lines)
        if understood.kept or understood.caution not in {"", "several"} or is_slashed(text):
            return None
        text = without_aside(text)
        folder = await self.folder_first(text, names, command)
        if folder is not None:
            return folder
        create, called = self._routes.named(CREATE), new_names(text)
        if called and create is not None:
            card = await self._heard_runner.run(create, {"name": called[0]}, command)
            lines = self._lines([(create, {"name": each}) for each in called[1:]], command)
            return replace(_asking_on(card, called[1:]), others=lines)
        for first, second, is_clear in halves(text):
            parts = (first, second)
            besides = is_talk(second) and not (is_added(text, second) or _SETS.search(second))
            besides = besides or (is_talk(first) and self._surely_changes(understood))
            if (
                besides
                or is_its_size(second, understood)
                or any(is_beside(Said(each).copy) or only_shows(each) for each in parts)
            ):
                continue
            found = await self._of_two(text, parts, topic, names, command, clear=is_clear)
            if found is not None:
                return found
        return None

    async def folder_first(self, text: str, names: KnownNames, command: Command) -> Card | None:
        """Ask about a new folder, and name what goes into it then; None for anything else."""
        found = folder_and_file(text, [each.name for each in names.spaces])
        create, move = self._routes.named("folder create"), self._routes.named("file move")
        if found is None or create is None or move is None:
            return None
        card = await self._heard_runner.run(create, {"name": found.folder}, command)
        raw = {"files": found.file, "place": found.folder} if found.file else {}
        return replace(card, others=self._lines([(move, raw)], command))

    def _surely_changes(self, understood: Understood) -> bool:
        """Whether the whole surely wishes a change: what tells why is no wish of its own then."""
        wish = understood.wishes[0] if understood.wishes else None
        route = self._routes.named(wish.words) if wish and not wish.near else None
        is_sure = understood.certainty == "sure" and not understood.caution
        return is_sure and route is not None and not route.looks

    async def _of_two(
        self,
        text: str,
        parts: tuple[str, str],
        topic: LastAnswer | None,
        names: KnownNames,
        command: Command,
        *,
        clear: bool,
    ) -> Card | None:
        """Answer the first of two parts of a sentence; None where they are not two wishes."""
        first, second = parts
        if following(first) or is_called(second, names.spaces):
            return None
        one = await self._listening.read(first, topic, names, command)
        wish = self._sure(one) or _grave(one)
        if wish is None:
            return await self._after_half(one, parts, names, command)
        other = await self._listening.read(second, self._about(wish, command), names, command)
        also = self._sure(other)
        left_over = clear and is_added(text, second) and not small_talk(second)
        is_same = also is not None and (also.words, also.raw) == (wish.words, wish.raw)
        is_same = is_same or (also is not None and _shows_too(wish, also))
        is_same = is_same or (wish.words in ASKS_ADMINS and asks_admins(second))
        if is_same or (also is None and not (clear and may_wish(other, added=left_over))):
            return None
        if wish.words in ALONE:
            is_two = also is not None or left_over
            return self._one_by_one(wish, also, second, command) if is_two else None
        is_shown = also is not None and _is_shown_by(wish, also)
        card = await self._wish_answers.decided_or_wrong(
            *((other, second) if is_shown else (one, first)), command
        )
        if also is None or (not left_over and self._only_looks(also, wish)):
            return replace(card, unanswered=second)
        return card if is_shown else replace(card, others=self._line_of(also, command))

    async def _after_half(
        self, one: Understood, parts: tuple[str, str], names: KnownNames, command: Command
    ) -> Card | None:
        """Ask what the first part means, and name the second, which is sure; None where the first
        may be anything.
        """
        first, second = parts
        likeliest = max(one.wishes, key=lambda each: each.score, default=None)
        if one.certainty != "half" or one.caution or likeliest is None:
            return None
        route = self._routes.named(likeliest.words)
        if route is None or route.looks or likeliest.words in ALONE:
            return None
        also = self._sure(await self._listening.read(second, None, names, command))
        if also is None or also.words in {each.words for each in one.wishes}:
            return None
        card = await self._wish_answers.decided_or_wrong(one, first, command)
        return replace(card, others=self._line_of(also, command))

    def _only_looks(self, also: Wish, wish: Wish) -> bool:
        """Whether a second part that no word leads to only shows something, and names nothing of
        its own: what it was is told better by its own words.
        """
        route = self._routes.named(also.words)
        own = set(also.raw.values()) - set(wish.raw.values())
        return route is not None and route.looks and not own

    def _one_by_one(self, wish: Wish, also: Wish | None, second: str, command: Command) -> Card:
        """Name two wishes of which the first is too grave to be begun by half a sentence."""
        lines = self._line_of(wish, command) + (self._line_of(also, command) if also else ())
        return Card("one_by_one", {"lines": lines, "said": "" if also else second})

    def _line_of(self, wish: Wish, command: Command) -> tuple[str, ...]:
        route = self._routes.named(wish.words)
        return self._lines([(route, wish.raw)], command) if route else ()

    def _sure(self, understood: Understood) -> Wish | None:
        """Give what a part of a sentence surely wishes; a deletion is no first of two."""
        wish = understood.wishes[0] if understood.wishes else None
        if wish is None or wish.near or understood.certainty != "sure" or understood.caution:
            return None
        route = self._routes.named(wish.words)
        asks = route is None or any(
            each.ask and not wish.raw.get(each.name) for each in route.takes
        )
        is_bare = route is not None and route.number and not wish.raw
        return None if wish.words in ALONE or asks or is_bare else wish

    def _lines(
        self, wished: Iterable[tuple[Route[Services], Mapping[str, str]]], command: Command
    ) -> tuple[str, ...]:
        return tuple(line_of(self._routes, route, raw, command.language) for route, raw in wished)

    def _about(self, wish: Wish, command: Command) -> LastAnswer:
        """Give what the second of two wishes goes on about: the space of the first, or the one that
        it makes.
        """
        space = wish.raw.get("space") or wish.raw.get("name", "")
        raw = {"space": space} if space else dict(wish.raw)
        return LastAnswer(wish.words, raw, self._services.now(), command.card, command.last_list)


def _with_file(wish: Wish, file: str) -> Wish:
    return replace(wish, raw={**wish.raw, "file": file})


def _shows_too(wish: Wish, also: Wish) -> bool:
    """Whether the answer to the first of two shows the second: which spaces are the fullest; or
    both ask the admins for the same.
    """
    if {wish.words, also.words} <= _DIGESTS:
        return True  # of which the second half only says when
    if {wish.words, also.words} <= ASKS_ADMINS:
        return also.raw.get("space") in {None, wish.raw.get("space")}
    if also.words in _USAGE and wish.words in _USAGE and not also.raw:
        return True  # of spaces that were named: how full are they?
    is_all = wish.words in {"quota", "digest"} and not wish.raw
    fullest = also.words == "quota top" or (also.words == "spaces" and not also.raw.get("words"))
    return is_all and fullest


def _is_shown_by(wish: Wish, also: Wish) -> bool:
    """Whether the answer to the second of two shows the first: how much is left, and how long."""
    is_same = bool(wish.raw.get("space")) and wish.raw.get("space") == also.raw.get("space")
    return is_same and (wish.words, also.words) == ("space", "quota")


def _asking_on(card: Card, others: tuple[str, ...]) -> Card:
    """Let what asks about the first go on with the others once that is made."""
    if not hasattr(card.then, "others"):
        return card
    then: Any = replace(card.then, others=others)  # type: ignore[type-var]  # a state is a dataclass
    actions = {name: then if each == card.then else each for name, each in card.actions.items()}
    return replace(card, then=then, actions=actions)


def _grave(understood: Understood) -> Wish | None:
    """Give what a part of a sentence surely wishes that is never begun as one of two."""
    wish = understood.wishes[0] if understood.wishes else None
    if wish is None or wish.near or understood.certainty != "sure" or understood.caution:
        return None
    return wish if wish.words in GRAVE and wish.raw else None
