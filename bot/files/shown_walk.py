"""What a card keeps of a walk: ids alone, never names."""

from dataclasses import dataclass
from typing import ClassVar

from bot.files.paged import PagedRows
from bot.files.shown import Spot
from bot.files.walk_views import View


@dataclass(frozen=True, slots=True)
class ShownWalk(PagedRows[Spot]):
    """Rows of a walk in a view, and the page of them that is shown, from 1.

    ``viewer`` is the unionId of whoever was given it, ``begun`` names the walk, ``picture`` is the
    mediaId of the one that its card has. Numbers run through all pages.
    """

    rows_are: ClassVar[str] = "files"
    viewer: str
    space_id: str
    view: View
    begun: int
    items: tuple[Spot, ...]
    page: int = 1
    picture: str = ""
