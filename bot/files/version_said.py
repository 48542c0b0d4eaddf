"""Which version somebody means: its number, with or without a word for it."""

import re
from dataclasses import dataclass
from typing import Final

from bot.errors import BadArgument
from bot.i18n import N_
from bot.language import normalise, number

NO_VERSION: Final = N_("Write the number of a version.")
_AROUND = re.compile(r"^(?:version|v|no\.?|#|第|版本)\s*|\s*(?:个?版本?|号)$")


@dataclass(frozen=True, slots=True)
class VersionNumber:
    """The number of a version; 0 where none was said."""

    name: str
    ask: str | None = None

    def could_be(self, text: str) -> bool:
        """Tell whether a phrase may have this text for it."""
        return _read(text) is not None

    def read(self, text: str) -> int:
        """Give the number; BadArgument for what is none."""
        if not text.strip():
            return 0
        found = _read(text)
        if found is None:
            raise BadArgument(self.name, text, NO_VERSION)
        return found


def _read(text: str) -> int | None:
    said, before = normalise(text), ""
    while said != before:
        before, said = said, _AROUND.sub("", said)
    value = number(said)
    return int(value) if value is not None and value == int(value) and value >= 0 else None
