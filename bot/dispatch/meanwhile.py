"""What is said while a question waits, and is no answer to it."""

from dataclasses import replace

from bot.cards import Card
from bot.dispatch.acting import Acting
from bot.dispatch.doubting import is_sentence
from bot.dispatch.listening import Listening
from bot.messages import Command
from bot.routing import Routes
from bot.services import Services


class Meanwhile:
    """Tells what else a sentence may be than an answer."""

    def __init__(self, routes: Routes[Services], listening: Listening, acting: Acting) -> None:
        self._routes = routes
        self._listening = listening
        self._acting = acting

    async def instead_of_answer(self, text: str, command: Command) -> Card | None:
        """Show what a sentence surely asks for that was no answer to a question; None for what
        may be a wrong answer.
        """
        names = await self._listening.kept(command)
        if not names.known or not is_sentence(text):
            return None
        understood = await self._listening.read(text, None, names, command)
        wish = understood.wishes[0] if understood.wishes else None
        route = self._routes.named(wish.words) if wish else None
        if wish is None or route is None or not route.looks or wish.near:
            return None
        if understood.certainty != "sure" or wish.words in {"cancel", "help"}:
            return None
        return await self._acting.decided(understood, text, replace(command, waiting=False))
