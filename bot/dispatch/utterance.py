"""A sentence as it was said and understood, on its way to an answer."""

from dataclasses import dataclass

from bot.dispatch.known_names import KnownNames
from bot.messages import Command
from bot.reading import Understood
from bot.sessions import LastAnswer


@dataclass(frozen=True, slots=True)
class Utterance:
    """What somebody said: its ``text``, what it was understood as, what the last answer was about,
    the names that they may see, and the command that it is, before anybody knows which.
    """

    text: str
    understood: Understood
    topic: LastAnswer | None
    names: KnownNames
    command: Command

    @property
    def called(self) -> list[str]:
        """What the spaces that they see are called."""
        return [space.name for space in self.names.spaces]
