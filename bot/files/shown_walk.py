"""What a card keeps of a walk: ids alone, never names."""

from dataclasses import dataclass, replace

from bot.files.shown import ROWS, Spot
from bot.files.walk_views import View


@dataclass(frozen=True, slots=True)
class ShownWalk:
    """Rows of a walk in a view, and the page of them that is shown, from 1.

    ``viewer`` is the unionId of whoever was given it, ``begun`` names the walk. Numbers run through
    all pages.
    """

    viewer: str
    space_id: str
    view: View
    begun: int
    items: tuple[Spot, ...]
    page: int = 1

    @property
    def size(self) -> int:
        """How many rows a page has."""
        return ROWS

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.items) // self.size))

    @property
    def first(self) -> int:
        """The number of the first row on this page."""
        return (self.page - 1) * self.size + 1

    def item(self, number: int) -> Spot | None:
        """Give the row of a number, from 1."""
        return self.items[number - 1] if 0 < number <= len(self.items) else None

    def at(self, page: int) -> "ShownWalk":
        """Turn to another page, or the nearest there is."""
        return replace(self, page=min(max(page, 1), self.pages))
