"""Which deleted files somebody wants back who names them, or counts them by no list of the bin."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.files.fates import FilePlan, FileTarget
from bot.files.recycling import BinItem
from bot.language import normalise, numbers_said, unquoted


@dataclass(frozen=True, slots=True)
class WantedBack:
    """What is wanted back by its name: in the space where it was, empty for any, and the folders
    that were said to hold it.
    """

    name: str
    space_id: str = ""
    space: str = ""
    folders: tuple[str, ...] = ()

    def in_bin(self, items: tuple[BinItem, ...]) -> tuple[BinItem, ...]:
        """Give what of the bin it may be; where DingTalk does not say in which folder something
        lay, it may have been in those.
        """
        return tuple(
            each
            for each in called_so(self.name, items)
            if self.space_id in {"", each.space_id} and self._lay_in(each.path)
        )

    def is_of(self, gone: FilePlan) -> bool:
        """Whether it may be of that deletion."""
        above = "/".join(gone.place[1:])
        return self.space_id in {"", gone.space_id} and self._lay_in(above if gone.place else "")

    def _lay_in(self, path: str) -> bool:
        said = "/".join(self.folders)
        return not (said and path) or normalise(said) in normalise(path)


def named_places(items: tuple[BinItem, ...], spaces: Mapping[str, str]) -> tuple[str, ...]:
    """Give the names of the spaces in which items were, each once, as far as they are known."""
    return tuple(dict.fromkeys(spaces[each.space_id] for each in items if each.space_id in spaces))


def of_deletion(said: str, gone: FilePlan, listed: tuple[str, ...]) -> FilePlan | None:
    """Give what of a deletion is meant: by the numbers that its files had where they were
    ``listed`` (dentryIds in order), else by their places in it, or by a name; None for nothing.
    """
    numbers = numbers_said(said)
    if numbers is None:
        return _only(gone, [each for each in gone.targets if is_called_so(said, each.name)])
    by_id = {each.id: each for each in gone.targets}
    rows = [by_id.get(listed[each - 1]) if each <= len(listed) else None for each in numbers]
    if not all(rows):
        places = [gone.targets[each - 1 : each] for each in numbers]
        rows = [each[0] if each else None for each in places]
    return _only(gone, [each for each in rows if each]) if all(rows) else None


def as_deleted(items: tuple[BinItem, ...], gone: FilePlan | None) -> tuple[BinItem, ...]:
    """Give items of the bin with those of one deletion in the order in which they were deleted, so
    that their numbers are those of its card where they are the latest.
    """
    order = {each.id: place for place, each in enumerate(gone.targets)} if gone else {}
    places = [place for place, each in enumerate(items) if each.dentry_id in order]
    moved = sorted((items[each] for each in places), key=lambda item: order[item.dentry_id])
    found = dict(zip(places, moved, strict=True))
    return tuple(found.get(place, each) for place, each in enumerate(items))


def called_so(said: str, items: tuple[BinItem, ...]) -> tuple[BinItem, ...]:
    """Give what of the bin has this name."""
    return tuple(each for each in items if is_called_so(said, each.name))


def is_called_so(said: str, name: str) -> bool:
    """Whether a file is called so, with its ending or without."""
    asked, whole = normalise(unquoted(said)), normalise(name)
    return asked in {whole, whole.rpartition(".")[0] or whole}


def _only(gone: FilePlan, targets: list[FileTarget]) -> FilePlan | None:
    if not targets:
        return None
    return FilePlan("delete", gone.space_id, gone.folder_id, tuple(targets), place=gone.place)
