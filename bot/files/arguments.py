"""Files as somebody names them in a command."""

import unicodedata
from dataclasses import dataclass

from bot.errors import MissingArgument
from bot.language import normalise, numbers_said, unquoted


@dataclass(frozen=True, slots=True)
class WhichFile:
    """A file or folder as somebody names it: a number in the last list, a name, or a path."""

    name: str
    ask: str

    def read(self, text: str) -> str:
        """Give what was typed; a number typed in full width is a number."""
        value = unquoted(text)
        if not normalise(value):
            raise MissingArgument(self.name, self.ask)
        return unicodedata.normalize("NFKC", value) if value.isdecimal() else value


@dataclass(frozen=True, slots=True)
class WhichFiles(WhichFile):
    """Several files by their numbers, or one in any way; a phrase takes nothing but numbers."""

    def could_be(self, text: str) -> bool:
        """Tell whether these are numbers, which a phrase may have for it."""
        return numbers_said(text) is not None
