"""The recycle bin as a card lists it: kept with the card by ids alone."""

from dataclasses import dataclass

from bot.files.recycling import BinItem


@dataclass(frozen=True, slots=True)
class ShownBin:
    """What was listed of the bin, in its order, by the ids of its items."""

    viewer: str
    ids: tuple[str, ...]

    def item(self, number: int) -> str | None:
        """Give the id of a number, from 1."""
        return self.ids[number - 1] if 0 < number <= len(self.ids) else None


def shown_bin(viewer: str, items: tuple[BinItem, ...]) -> ShownBin:
    """Give what a card keeps of the bin."""
    return ShownBin(viewer, tuple(each.id for each in items))
