"""The files a card lists: kept with the card by their ids alone, never by their names.

They are of one folder (ShownFiles), or lie anywhere (FoundFiles).
"""

from dataclasses import dataclass, replace
from typing import Final

from bot.files.dentry import Dentry, Folder
from bot.files.found import Hit, Hits, Query
from bot.files.listing import FolderListing
from bot.files.order import Order

ROWS: Final = 8
"""Rows on one page of a card."""


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A row: dentryId and dentryUuid (empty where DingTalk did not say)."""

    id: str
    uuid: str
    is_folder: bool


@dataclass(frozen=True, slots=True)
class ShownFiles:
    """A folder, in an order, and the page of it that is shown, from 1.

    ``viewer`` is the unionId of whoever was given it. ``trail`` are the ids of the folders that
    lead to it, itself the last; ``items`` what was read of it, with ``more`` behind. Numbers run
    through all pages.
    """

    viewer: str
    space_id: str
    trail: tuple[str, ...]
    order: Order
    items: tuple[ShownFile, ...]
    page: int = 1
    more: bool = False

    @property
    def folder_id(self) -> str:
        return self.trail[-1] if self.trail else "0"

    @property
    def pages(self) -> int:
        """How many pages were read."""
        return max(1, -(-len(self.items) // ROWS))

    @property
    def first(self) -> int:
        """The number of the first row on this page."""
        return (self.page - 1) * ROWS + 1

    def item(self, number: int) -> ShownFile | None:
        """Give the row of a number, from 1."""
        return self.items[number - 1] if 0 < number <= len(self.items) else None

    def reaches(self, page: int) -> bool:
        """Tell whether a page was read as far as it goes."""
        return len(self.items) >= page * ROWS or not self.more

    def rows(self, listing: FolderListing) -> tuple[Dentry, ...]:
        """Give what stands on this page, by what is kept of the folder."""
        shown = self.items[self.first - 1 : self.first - 1 + ROWS]
        found = (listing.get(each.id) for each in shown)
        return tuple(each for each in found if each is not None)

    def at(self, page: int) -> "ShownFiles":
        """Turn to another page, or the nearest there is."""
        return replace(self, page=min(max(page, 1), self.pages))


@dataclass(frozen=True, slots=True)
class Spot:
    """A row of a list whose files lie anywhere: its dentryUuid, and its spaceId and dentryId where
    they are known, at least one of both.
    """

    uuid: str
    space_id: str = ""
    id: str = ""

    @property
    def key(self) -> str:
        """What tells it from all others, as a Hit's does."""
        return self.uuid or f"{self.space_id}/{self.id}"


@dataclass(frozen=True, slots=True)
class FoundFiles:
    """Files wherever they lie, and the page of them that is shown, from 1.

    ``viewer`` is the unionId of whoever was given them, ``words`` what they said for them, and
    ``query`` what was looked for, None for a list that no search gave. Numbers run through all
    pages; there may be ``more`` behind.
    """

    viewer: str
    items: tuple[Spot, ...]
    page: int = 1
    more: bool = False
    words: str = ""
    query: Query | None = None

    @property
    def pages(self) -> int:
        """How many pages were read."""
        return max(1, -(-len(self.items) // ROWS))

    @property
    def first(self) -> int:
        """The number of the first row on this page."""
        return (self.page - 1) * ROWS + 1

    def item(self, number: int) -> Spot | None:
        """Give the row of a number, from 1."""
        return self.items[number - 1] if 0 < number <= len(self.items) else None

    def reaches(self, page: int) -> bool:
        """Tell whether a page was read as far as it goes."""
        return len(self.items) >= page * ROWS or not self.more

    def rows(self, hits: Hits) -> tuple[Hit, ...]:
        """Give what stands on this page, by what is kept of the search."""
        shown = self.items[self.first - 1 : self.first - 1 + ROWS]
        found = (hits.get(each.key) for each in shown)
        return tuple(each for each in found if each is not None)

    def at(self, page: int) -> "FoundFiles":
        """Turn to another page, or the nearest there is."""
        return replace(self, page=min(max(page, 1), self.pages))


def found(viewer: str, hits: Hits, words: str, page: int) -> FoundFiles:
    """Give what a card keeps of a search."""
    items = tuple(Spot(each.uuid, each.space_id, each.id) for each in hits.hits)
    more = bool(hits.following)
    return FoundFiles(viewer, items, more=more, words=words, query=hits.query).at(page)


def shown(viewer: str, listing: FolderListing, page: int) -> ShownFiles:
    """Give what a card keeps of a listing."""
    return ShownFiles(
        viewer,
        listing.folder.space_id,
        _ids(listing.folder),
        listing.order,
        tuple(ShownFile(each.id, each.uuid, each.is_folder) for each in listing.dentries),
        more=bool(listing.following),
    ).at(page)


def _ids(folder: Folder) -> tuple[str, ...]:
    return tuple(step.id for step in folder.trail)
