"""Answers a sentence that wishes two things, or several new spaces: the first is done, and the rest
named as not done.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from bot.cards import Card
from bot.dispatch.acting import Acting
from bot.dispatch.doing import Doing
from bot.dispatch.doubting import is_slashed
from bot.dispatch.following import following
from bot.dispatch.known_names import KnownNames
from bot.dispatch.listening import Listening
from bot.dispatch.small_talk import small_talk
from bot.dispatch.spelling import line_of
from bot.dispatch.two_wishes import ALONE, CREATE, halves, is_added, may_wish, new_names
from bot.drive.naming import is_called
from bot.messages import Command
from bot.reading import Understood, Wish
from bot.routing import Route, Routes
from bot.services import Services
from bot.sessions import LastAnswer


class BothWishes:
    """Reads both parts of such a sentence."""

    def __init__(
        self,
        routes: Routes[Services],
        services: Services,
        listening: Listening,
        doing: Doing,
        acting: Acting,
    ) -> None:
        self._routes = routes
        self._services = services
        self._listening = listening
        self._doing = doing
        self._acting = acting

    async def of(
        self,
        text: str,
        understood: Understood,
        topic: LastAnswer | None,
        names: KnownNames,
        command: Command,
    ) -> Card | None:
        """Answer the first of two wishes, and name the other; None where there is one."""
        if understood.kept or understood.caution not in {"", "several"} or is_slashed(text):
            return None
        create, called = self._routes.named(CREATE), new_names(text)
        if called and create is not None:
            card = await self._doing.run(create, {"name": called[0]}, command)
            lines = self._lines([(create, {"name": each}) for each in called[1:]], command)
            return replace(_asking_on(card, called[1:]), others=lines)
        for first, second, is_clear in halves(text):
            one = await self._listening.read(first, topic, names, command)
            wish = self._sure(one)
            if wish is None or following(first) or is_called(second, names.spaces):
                continue
            other = await self._listening.read(second, self._about(wish, command), names, command)
            also = self._sure(other)
            if also is not None and also.words == wish.words and also.raw == wish.raw:
                continue
            if also is not None:
                route = self._routes.named(also.words)
                card = await self._acting.decided(one, first, command)
                lines = self._lines([(route, also.raw)], command) if route else ()
                return replace(card, others=lines)
            added = is_clear and is_added(text, second) and not small_talk(second)
            if is_clear and also is None and may_wish(other, added=added):
                card = await self._acting.decided(one, first, command)
                return replace(card, unanswered=second)
        return None

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


def _asking_on(card: Card, others: tuple[str, ...]) -> Card:
    """Let what asks about the first go on with the others once that is made."""
    if not hasattr(card.then, "others"):
        return card
    then: Any = replace(card.then, others=others)  # type: ignore[type-var]  # a state is a dataclass
    actions = {name: then if each == card.then else each for name, each in card.actions.items()}
    return replace(card, then=then, actions=actions)
