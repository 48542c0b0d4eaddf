"""What the organisation's own model takes a sentence for, where the bot is not sure itself."""

from bot.access import Role
from bot.errors import BadArgument, MissingArgument
from bot.messages import Command
from bot.model import Model, Question
from bot.reading import Names, Wish
from bot.routing import Route, Routes
from bot.services import Services

_CHARACTERS = 500


class SecondOpinion:
    """Asks the model, and reads its answer as if it had been typed."""

    def __init__(self, routes: Routes[Services], model: Model) -> None:
        self._routes = routes
        self._model = model

    async def of(
        self, text: str, role: Role, names: Names, command: Command
    ) -> tuple[Route[Services], Wish] | None:
        """Give a command that this person may send here, with arguments that can be read."""
        group = command.conversation.is_group
        may = [route for route in self._routes if route.needs(group=group) <= role]
        commands = [(route.usage, route.help) for route in may]
        called = [space.name for space in names.spaces]
        line = await self._model.line(
            Question(text[:_CHARACTERS], commands, called), command.sender.key
        )
        match = self._routes.find(line) if line else None
        if match is None or match.route not in may:
            return None
        try:
            match.route.read(match.raw, mentioned=command.mentions_somebody)
        except MissingArgument:
            pass  # which the command asks for
        except BadArgument:
            return None
        return match.route, Wish(match.route.words, dict(match.raw))
