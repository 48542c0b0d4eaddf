"""The names of the spaces that whoever asks may see, as far as they are known."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from bot.drive.spaces import Space
from bot.errors import PlatformError, UserError
from bot.language import near
from bot.messages import Command
from bot.services import Services

_NAME_CHARACTERS = 100
"""A longer text is a sentence, and no name that somebody misspelt."""


@dataclass(frozen=True, slots=True)
class KnownNames:
    """The spaces of whoever asks, as far as they are known; ``known`` says whether they are."""

    spaces: Sequence[Space] = ()
    known: bool = False


class AskersNames:
    """Finds the names of whoever asks."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def of(self, text: str, command: Command) -> KnownNames:
        """Give what is kept, or else ask for those that a text may have."""
        names = await self.kept(command)
        return names if names.known else await self.listed(text, command)

    async def kept(self, command: Command) -> KnownNames:
        """Give what is kept of the names, which takes no call."""
        try:
            kept = await self._services.kept_listing(command)
        except (PlatformError, UserError):
            return KnownNames()
        return KnownNames() if kept is None else KnownNames(kept.spaces, known=True)

    async def listed(self, text: str, command: Command) -> KnownNames:
        """Ask for the names that a text may have, where none are kept; without them it has to do
        where that fails.
        """
        with suppress(PlatformError):
            listed = await self._services.names(command, text)
            return KnownNames(listed.spaces, known=True)
        return KnownNames()


def nearly(name: str, names: KnownNames) -> tuple[Space, ...]:
    """Find the spaces whose names are nearly what was said, and nothing besides."""
    if len(name) > _NAME_CHARACTERS:
        return ()
    close = near([space.name for space in names.spaces], name)
    called = {space.name: space for space in reversed(names.spaces)}
    return tuple(called[each] for each in close)
