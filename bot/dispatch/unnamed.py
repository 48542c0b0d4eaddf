"""Asks about a space of which a sentence says only a part, and tells that one is not there."""

from bot.cards import Card
from bot.dispatch import asking
from bot.dispatch.doubting import is_free, is_slashed
from bot.dispatch.in_part import named_in_part
from bot.dispatch.known_names import KnownNames
from bot.dispatch.listening import Listening
from bot.dispatch.wish_answers import WishAnswers
from bot.drive.naming import find
from bot.errors import AmbiguousSpace
from bot.messages import Command
from bot.reading import Understood, Wish
from bot.reading.strange import strange_name
from bot.routing import Routes
from bot.services import Services


class Unnamed:
    """Answers sentences about a space that they do not name as it is called."""

    def __init__(
        self, routes: Routes[Services], listening: Listening, wish_answers: WishAnswers
    ) -> None:
        self._routes = routes
        self._listening = listening
        self._wish_answers = wish_answers

    async def of(
        self, text: str, understood: Understood, names: KnownNames, command: Command
    ) -> Card | None:
        """Ask about a space of which only a part was named, and tell that one is not there."""
        if not names.known or is_slashed(text):
            return None

        async def reread(whole: str) -> Understood:
            return await self._listening.read(whole, None, names, command)

        part = await named_in_part(text, understood, names.spaces, reread)
        if part is not None:
            wish = part.understood.wishes[0]
            route = self._routes.named(wish.words)
            if len(part.spaces) == 1 or route is None or part.understood.caution:
                return await self._wish_answers.decided(part.understood, text, command)
            rows = tuple((space.id, space.name, space.used) for space in part.spaces)
            return asking.which(AmbiguousSpace(part.said, rows), route, dict(wish.raw))
        wish = next(iter(understood.wishes), Wish(""))
        if understood.certainty == "unsure" or wish.words == "help" or wish.raw.get("space"):
            return None
        if understood.kept and wish.raw.get("place"):
            return None  # which is a folder, and looked for as one
        name = "" if understood.caution or is_free(wish, self._routes) else strange_name(text)
        if name:
            find(name, names.spaces)  # which says what is near
        return None
