"""A sentence in which signs stand for what it names, at the same places: whatever a file or a space
is called, forms see only that one is named there.
"""

from collections.abc import Sequence
from typing import Final

from bot.reading.parts import Mention
from bot.reading.said import Said

_SIGNS: Final = {"space": "\ue0f0\ue0f1", "file": "\ue0f2\ue0f3", "quoted": "\ue0f4\ue0f5"}
SPACE: Final = "\ue0f0\ue0f1*"
FILE: Final = "\ue0f2\ue0f3*"
QUOTED: Final = "\ue0f4\ue0f5*"
NAMED: Final = "\ue0f0-\ue0f5"
"""All the signs, for a class of characters."""


class Marked:
    """A sentence with its names marked; places in it are places in the copy."""

    __slots__ = ("_parts", "copy", "said")

    def __init__(self, said: Said, parts: Sequence[Mention]) -> None:
        self.said = said
        self._parts = [each for each in parts if each.kind in _SIGNS and not each.near]
        self.copy = said.copy
        for each in self._parts:
            head, tail = _SIGNS[each.kind][0], _SIGNS[each.kind][1]
            sign = head + tail * (each.end - each.start - 1)
            self.copy = f"{self.copy[: each.start]}{sign}{self.copy[each.end :]}"

    def named(self, span: tuple[int, int]) -> str:
        """Give what stands between two places, a name as it is called; empty for nothing."""
        start, end = span
        if start < 0:
            return ""
        part = next((each for each in self._parts if (each.start, each.end) == (start, end)), None)
        return part.text if part else self.said.typed(start, end).strip(" ,.\"“”‘’「」『』'")
