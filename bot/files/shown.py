"""The files a card lists: kept with the card by their ids alone, never by their names.

They are of one folder (ShownFiles), or lie anywhere (FoundFiles).
"""

from dataclasses import dataclass
from typing import ClassVar

from bot.files.dentry import Dentry, Folder
from bot.files.found import Hit, Hits, Query
from bot.files.listing import FolderListing
from bot.files.order import Order
from bot.files.paged import ReadInPart


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A row: dentryId and dentryUuid (empty where DingTalk did not say)."""

    id: str
    uuid: str
    is_folder: bool


@dataclass(frozen=True, slots=True)
class ShownFiles(ReadInPart[ShownFile]):
    """A folder, in an order, and the page of it that is shown, from 1.

    ``viewer`` is the unionId of whoever was given it. ``trail`` are the ids of the folders that
    lead to it, itself the last; ``items`` what was read of it, with ``more`` behind. Numbers run
    through all pages.
    """

    rows_are: ClassVar[str] = "files"
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

    def rows(self, listing: FolderListing) -> tuple[Dentry, ...]:
        """Give what stands on this page, by what is kept of the folder."""
        found = (listing.get(each.id) for each in self.on_page(self.items))
        return tuple(each for each in found if each is not None)


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
class FoundFiles(ReadInPart[Spot]):
    """Files wherever they lie, and the page of them that is shown, from 1.

    ``viewer`` is the unionId of whoever was given them, ``words`` what they said for them, and
    ``query`` what was looked for, None for a list that no search gave. Numbers run through all
    pages; there may be ``more`` behind.
    """

    rows_are: ClassVar[str] = "files"
    viewer: str
    items: tuple[Spot, ...]
    page: int = 1
    more: bool = False
    words: str = ""
    query: Query | None = None

    def rows(self, hits: Hits) -> tuple[Hit, ...]:
        """Give what stands on this page, by what is kept of the search."""
        found = (hits.get(each.key) for each in self.on_page(self.items))
        return tuple(each for each in found if each is not None)


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
