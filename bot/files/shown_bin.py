"""The recycle bin as a card lists it: kept with the card by ids alone."""

from dataclasses import dataclass
from typing import ClassVar

from bot.errors import NotNumbers
from bot.files.recycling import BinItem
from bot.language import not_among, numbers_said, ranges_said


@dataclass(frozen=True, slots=True)
class ShownBin:
    """What was listed of the bin, in its order, by the ids of its items."""

    rows_are: ClassVar[str] = "bin"
    viewer: str
    ids: tuple[str, ...]

    def item(self, number: int) -> str | None:
        """Give the id of a number, from 1."""
        return self.ids[number - 1] if 0 < number <= len(self.ids) else None


def shown_bin(viewer: str, items: tuple[BinItem, ...]) -> ShownBin:
    """Give what a card keeps of the bin."""
    return ShownBin(viewer, tuple(each.id for each in items))


def numbered(asked: str, last: object, viewer: str) -> list[str]:
    """Give the ids of the numbers that were said, of a list that was shown to whoever asks.

    Raises NotNumbers where one of them is not in it, or there is no such list.
    """
    if not isinstance(last, ShownBin) or last.viewer != viewer:
        raise NotNumbers(asked, in_bin=True)
    numbers = numbers_said(asked) or ()
    missing = not_among(ranges_said(asked) or (), len(last.ids))
    if missing or not numbers:
        raise NotNumbers(asked, missing, len(last.ids), in_bin=True)
    return [each for number in numbers if (each := last.item(number)) is not None]
