"""Files as somebody names them in a command."""

import unicodedata
from dataclasses import dataclass

from bot.errors import MissingArgument
from bot.language import normalise, unquoted


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
