"""Files, folders and spaces as somebody names them in a command about roles."""

import unicodedata
from dataclasses import dataclass

from bot.language import unquoted


@dataclass(frozen=True, slots=True)
class WhichPlace:
    """A file, a folder or a space, in any way that names one; the folder shown last for none."""

    name: str
    ask: str | None = None

    def read(self, text: str) -> str:
        """Give what was typed; a number typed in full width is a number."""
        value = unquoted(text)
        return unicodedata.normalize("NFKC", value) if value.isdecimal() else value
