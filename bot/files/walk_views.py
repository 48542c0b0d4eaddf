"""What fills a space, by what a walk has seen of it. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import Final, Literal

from bot.files.dentry import ROOT
from bot.files.walks import WalkedFile

View = Literal["largest", "oldest", "duplicates", "kinds", "folders"]
MOST: Final = 96
"""So many rows are numbered: twelve pages of a card."""

ENDS: Final[Mapping[str, str]] = {
    "image": "jpg jpeg png gif bmp webp heic tif tiff svg",
    "video": "mp4 mov avi mkv wmv flv m4v webm mpg mpeg ts",
    "audio": "mp3 wav aac flac m4a ogg wma amr",
    "archive": "zip rar 7z tar gz tgz bz2 xz iso",
    "design": "psd ai sketch fig xd dwg dxf skp cdr eps indd blend c4d",
    "document": "doc docx xls xlsx ppt pptx pdf txt md csv wps et dps rtf pages numbers key adoc",
}
KINDS: Final = {end: kind for kind, ends in ENDS.items() for end in ends.split()}
"""What the end of a name says: a walk is given no other word for it."""


@dataclass(frozen=True, slots=True)
class WalkRow:
    """A numbered row: a file or folder, and what it stands for.

    ``bytes`` is what is known of their sizes together, ``count`` how many files they are, and
    ``unsized`` how many of them have no size that DingTalk said. ``kind`` names one of
    :data:`KINDS`, or "other".
    """

    file: WalkedFile
    bytes: int
    count: int = 1
    unsized: int = 0
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a view shows, and what it leaves out: files whose ``unknown`` size or time keeps them
    out of it. ``bytes`` is what all files hold, or what would be freed by keeping one of each.
    """

    rows: tuple[WalkRow, ...]
    files: int
    folders: int
    bytes: int
    unknown: int


def seen(view: View, dentries: Iterable[WalkedFile]) -> Seen:
    """Look at what a walk has seen."""
    known = tuple(dentries)
    files = [each for each in known if not each.is_folder]
    rows = _VIEWS[view](files, known)
    spare = sum(row.bytes for row in rows if row.kind == "copy")
    lacks = [each for each in files if (each.modified if view == "oldest" else each.size) is None]
    total = spare if view == "duplicates" else sum(each.size or 0 for each in files)
    return Seen(tuple(rows[:MOST]), len(files), len(known) - len(files), total, len(lacks))


def _largest(files: Sequence[WalkedFile], _: Sequence[WalkedFile]) -> list[WalkRow]:
    sized = (each for each in files if each.size is not None)
    first = nsmallest(MOST, sized, key=lambda each: (-(each.size or 0), each.name))
    return [WalkRow(each, each.size or 0) for each in first]


def _oldest(files: Sequence[WalkedFile], _: Sequence[WalkedFile]) -> list[WalkRow]:
    dated = (each for each in files if each.modified is not None)
    first = nsmallest(MOST, dated, key=lambda each: each.modified or 0)
    return [WalkRow(each, each.size or 0) for each in first]


def _duplicates(files: Sequence[WalkedFile], _: Sequence[WalkedFile]) -> list[WalkRow]:
    """Give what has the same name and size, what would free most first; the oldest of each is
    thought to be the first, all others are a "copy".
    """
    groups: dict[tuple[str, int], list[WalkedFile]] = defaultdict(list)
    for each in files:
        if each.size:
            groups[each.name, each.size].append(each)
    several = [(size, group) for (_, size), group in groups.items() if len(group) > 1]
    several.sort(key=lambda pair: (-pair[0] * (len(pair[1]) - 1), pair[1][0].name))
    return [
        WalkRow(each, size, len(group), kind="copy" if number else "first")
        for size, group in several
        for number, each in enumerate(sorted(group, key=lambda one: one.modified or 0))
    ]


def _kinds(files: Sequence[WalkedFile], _: Sequence[WalkedFile]) -> list[WalkRow]:
    """Sum up each kind; the number of a row is that of the largest file of its kind."""
    groups: dict[str, list[WalkedFile]] = defaultdict(list)
    for each in files:
        groups[kind_of(each.name)].append(each)
    rows = [_sum(max(group, key=_size), group, kind) for kind, group in groups.items()]
    return sorted(rows, key=lambda row: -row.bytes)


def _folders(files: Sequence[WalkedFile], known: Sequence[WalkedFile]) -> list[WalkRow]:
    """Sum up what lies in each folder and below it; of the space itself only what lies in no
    folder, for all else is in it too.
    """
    folders = _Folders(known)
    groups: dict[str, list[WalkedFile]] = defaultdict(list)
    for each in files:
        for folder in folders.above(each) or (ROOT,):
            groups[folder].append(each)
    rows = [_sum(folders.named(folder), group, "folder") for folder, group in groups.items()]
    return sorted(rows, key=lambda row: -row.bytes)


class _Folders:
    """The folders of a walk, those too that it has not come to: what lies in them tells their
    path, by which the folders above them may be known.
    """

    def __init__(self, known: Sequence[WalkedFile]) -> None:
        self._by_id = {each.id: each for each in known if each.is_folder}
        paths: dict[str, list[str]] = defaultdict(list)
        for each in self._by_id.values():
            paths[f"{each.folder}/{each.name}".lstrip("/")].append(each.id)
        self._by_path = {path: ids[0] for path, ids in paths.items() if len(ids) == 1}

    def above(self, file: WalkedFile) -> tuple[str, ...]:
        """Give the ids of the folders that a file is in, the nearest first; none for the root."""
        found: dict[str, None] = {}
        inside = file
        while inside.parent_id not in {ROOT, ""} and inside.parent_id not in found:
            folder = self._by_id.get(inside.parent_id) or _unseen(inside.parent_id, inside)
            self._by_id[folder.id] = folder
            found[folder.id] = None
            inside = folder if folder.parent_id else self._within(folder)
        return tuple(found)

    def named(self, folder_id: str) -> WalkedFile:
        return self._by_id.get(folder_id) or _folder(folder_id, "", "")

    def _within(self, unseen: WalkedFile) -> WalkedFile:
        return unseen._replace(parent_id=self._by_path.get(unseen.folder, ""))


def _unseen(folder_id: str, inside: WalkedFile) -> WalkedFile:
    """Stand in for a folder that the walk has not come to: what lies in it tells where it is.
    Without a path it has no name.
    """
    above, _, name = inside.folder.rpartition("/")
    return _folder(folder_id, name, above)


def _folder(folder_id: str, name: str, above: str) -> WalkedFile:
    return WalkedFile(
        folder_id, "", name, "", is_folder=True, size=None, modified=None, folder=above
    )


def _sum(file: WalkedFile, group: Sequence[WalkedFile], kind: str) -> WalkRow:
    unsized = sum(each.size is None for each in group)
    return WalkRow(file, sum(each.size or 0 for each in group), len(group), unsized, kind)


def _size(file: WalkedFile) -> int:
    return -1 if file.size is None else file.size


def kind_of(name: str) -> str:
    """Tell by the end of a name what it is."""
    _, point, end = name.rpartition(".")
    return KINDS.get(end.lower(), "other") if point else "other"


_VIEWS = {
    "largest": _largest,
    "oldest": _oldest,
    "duplicates": _duplicates,
    "kinds": _kinds,
    "folders": _folders,
}
