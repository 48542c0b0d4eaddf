"""What somebody typed, in the copy that is understood: all that looks the same is the same, and
traditional characters are simplified ones.
"""

from typing import Final

from bot.language import Reading
from bot.language.characters import simplified

MOST_CHARACTERS: Final = 500
"""Nobody says a longer sentence; what comes behind is not read."""

_PRIVATE: Final = dict.fromkeys((ord("~"), *range(57344, 63744)), " ")


class Said:
    """A sentence as it was typed, and its ``copy``; places are places in the copy."""

    __slots__ = ("_reading", "copy")

    def __init__(self, text: str) -> None:
        self._reading = Reading(text[:MOST_CHARACTERS].translate(_PRIVATE))
        self.copy = simplified(self._reading.copy)

    def before(self, end: int) -> "Said":
        """Give what was said before a place; all places in it are those of the whole."""
        return self.saying(self.copy[:end])

    def saying(self, copy: str) -> "Said":
        """Give a copy in the place of this one, to be looked at and not to be typed from."""
        part = object.__new__(Said)
        part._reading, part.copy = self._reading, copy
        return part

    def typed(self, start: int, end: int) -> str:
        """Give what was typed between two places."""
        return self._reading.raw_between(start, end)


def folded(text: str) -> str:
    """Give the copy of a word or a name, to be found in the copy of a sentence."""
    return simplified(Reading(text).copy)
