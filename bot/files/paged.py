"""What lists that a card keeps share: rows, numbers through all pages, and the page shown."""

from dataclasses import replace
from typing import Any, Final, Generic, Self, TypeVar, cast

Item = TypeVar("Item")
Known = TypeVar("Known")

ROWS: Final = 8
"""Rows on one page of a card."""


class PagedRows(Generic[Item]):
    """A dataclass with ``items``, and the ``page`` of them that is shown, from 1."""

    __slots__ = ()

    items: tuple[Item, ...]
    page: int

    @property
    def pages(self) -> int:
        """How many pages were read."""
        return max(1, -(-len(self.items) // ROWS))

    @property
    def first(self) -> int:
        """The number of the first row on this page."""
        return (self.page - 1) * ROWS + 1

    def item(self, number: int) -> Item | None:
        """Give the row of a number, from 1."""
        return self.items[number - 1] if 0 < number <= len(self.items) else None

    def at(self, page: int) -> Self:
        """Turn to another page, or the nearest there is."""
        turned: Self = replace(cast("Any", self), page=min(max(page, 1), self.pages))
        return turned

    def on_page(self, rows: tuple[Known, ...]) -> tuple[Known, ...]:
        """Give those of all rows that stand on this page."""
        return rows[self.first - 1 :][:ROWS]


class ReadInPart(PagedRows[Item]):
    """One that may have ``more`` behind what was read."""

    __slots__ = ()

    more: bool

    def reaches(self, page: int) -> bool:
        """Tell whether a page was read as far as it goes."""
        return len(self.items) >= page * ROWS or not self.more
