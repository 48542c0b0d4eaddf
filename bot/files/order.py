"""In which order the files of a folder are shown, and how people say it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from bot.language import named_or_row, normalise, paged, trim

Order = Literal["newest", "largest", "name"]
USUAL: Final[Order] = "newest"
"""DingTalk's own order, where nobody says another (page `get-a-list-of-files-or-folders`)."""

QUERY: Final[Mapping[Order, Mapping[str, str]]] = {
    "newest": {"orderBy": "MODIFIED_TIME", "order": "DESC"},
    "largest": {"orderBy": "SIZE", "order": "DESC"},
    "name": {"orderBy": "NAME", "order": "ASC"},
}
"""How each is asked for."""

_SAID: Final[Mapping[str, Order]] = {
    "by size": "largest",
    "by name": "name",
    "by time": "newest",
    "by date": "newest",
    "largest first": "largest",
    "newest first": "newest",
    "largest": "largest",
    "newest": "newest",
    "按大小": "largest",
    "按名称": "name",
    "按名字": "name",
    "按时间": "newest",
    "最大的": "largest",
    "最新的": "newest",
    "最大": "largest",
    "最新": "newest",
}
"""Words behind a place, the longer before those that end like them."""


@dataclass(frozen=True, slots=True)
class SaidPlace:
    """A place as it was said, in what order and on which page; the usual order where none was."""

    place: str
    order: Order | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class FilePlace:
    """A space or a folder, then maybe an order, and a page."""

    name: str
    ask: str | None = None

    def is_sure(self, text: str) -> bool:
        """Tell whether an order was said behind the place, so that no other command is meant."""
        return self.read(text).order is not None

    def read(self, text: str) -> SaidPlace:
        """Take apart what was said; a place in quotes is whole."""
        words, page = paged(text)
        for said, order in _SAID.items():
            if normalise(words).endswith(said):
                place = trim(words[: len(words) - len(said)])
                return SaidPlace(named_or_row(place), order, page)
        return SaidPlace(named_or_row(words), None, page)
