"""What a part of a sentence surely wishes, and how it is offered."""

from collections.abc import Iterable
from dataclasses import replace

from bot.cards import Card
from bot.dispatch.heard_runner import HeardRunner
from bot.dispatch.listening import Listening
from bot.dispatch.two_wishes import ALONE
from bot.dispatch.utterance import Utterance
from bot.messages import Command
from bot.reading import Understood, Wish
from bot.routing import Routes
from bot.services import Services
from bot.sessions import LastAnswer


class PartWishes:
    """Reads parts of sentences, and offers what they wish."""

    def __init__(
        self, routes: Routes[Services], listening: Listening, heard_runner: HeardRunner
    ) -> None:
        self.routes = routes
        self._listening = listening
        self._heard_runner = heard_runner

    async def read(self, part: str, said: Utterance, topic: LastAnswer | None = None) -> Understood:
        """Read a part of what was said as whoever said it; alone, or after ``topic``."""
        return await self._listening.read(part, topic, said.names, said.command)

    def sure(self, understood: Understood) -> Wish | None:
        """Give what a part of a sentence surely wishes; a deletion is no first of two."""
        wish = understood.wishes[0] if understood.wishes else None
        if wish is None or wish.near or understood.certainty != "sure" or understood.caution:
            return None
        route = self.routes.named(wish.words)
        asks = route is None or any(
            each.ask and not wish.raw.get(each.name) for each in route.takes
        )
        is_bare = route is not None and route.number and not wish.raw
        return None if wish.words in ALONE or asks or is_bare else wish

    async def changes(self, part: str, said: Utterance) -> str:
        """Give the change that a part surely wishes, though it sounds like talk: *I'm on it*; empty
        for none.
        """
        wish = self.sure(await self.read(part, said))
        route = self.routes.named(wish.words) if wish else None
        return route.words if route is not None and not route.looks else ""

    def offers(self, wishes: Iterable[Wish], command: Command) -> dict[str, object]:
        """Give what does each of these, by what would be typed for it."""
        found = ((self.routes.named(each.words), each.raw) for each in wishes)
        ways = [(route, raw) for route, raw in found if route is not None]
        return self._heard_runner.besides(ways, command)

    def with_next(
        self, card: Card, rest: str, wishes: Iterable[Wish], command: Command, *, clear: bool = True
    ) -> Card:
        """Let the ``rest`` of a sentence be answered after its first part, if it is ``clear`` what
        it means, unless that asks something itself: then it is named, as the commands that are
        wished or in its own words.
        """
        if clear and card.then is None:
            return replace(card, onward=rest)
        others = self.offers(wishes, command)
        return replace(card, others=others) if others else replace(card, unanswered=rest)
