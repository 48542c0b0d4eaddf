"""Which files somebody means who means several: numbers of the last list, in one space."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.errors import NoSuchFile, NotNumbers, OneSpaceAtATime
from bot.files.dentry import Dentry, Folder
from bot.files.fates import FileTarget
from bot.files.meaning import file_said, folder_of, last_shown
from bot.files.paths import SIGNS, FindsFiles
from bot.files.placed import placed
from bot.files.shown import ShownFiles, Spot
from bot.files.shown_names import names_of, rows_called
from bot.language import normalise, not_among, numbers_said, ranges_said, split, trim
from bot.messages import Command

_AND = re.compile(r"(?:and |[和与跟及,、&+] ?)(?=#?[0-9])", re.IGNORECASE)
"""What may stand between two numbers that a command has parted."""
_BETWEEN = re.compile(
    r" *(?:[,，、;；&]| and |[和与跟及](?=[^.]*\.)|(?<=\.[a-z]{3}) |(?<=\.[a-z]{4}) ) *"
)
_NAME = re.compile(r"[^ ]\.[a-z0-9]{2,5}$", re.IGNORECASE)
_MOST_NAMED = 5
_TO = ("to ", "into ", "到 ", "至 ", "到", "至", "→")


@dataclass(frozen=True, slots=True)
class MeantFiles:
    """Some files of one folder, as DingTalk gives them now. Of one that is gone only the name is
    left that was shown: what is done to it is DingTalk's to refuse. Those that are ``scattered``
    lie anywhere below the folder.
    """

    folder: Folder
    targets: tuple[FileTarget, ...]
    scattered: bool = False


async def files_said(svc: FindsFiles, command: Command, said: str) -> MeantFiles:
    """Find the files that are meant: one in any way, several by their numbers or their names. One
    counted call for every 30.

    Raises NotNumbers, OneSpaceAtATime, and for one what :func:`bot.files.meaning.file_said` raises.
    """
    numbers, ranges = numbers_said(said), ranges_said(said)
    last = await last_shown(svc, command)
    if ranges is None and (rows := rows_called(await names_of(svc, last), said)):
        return await files_said(svc, command, " ".join(map(str, rows)))
    if ranges is None and len(names := _names(said)) > 1:
        return await _each(svc, command, names)
    if ranges is None or (numbers is not None and len(numbers) == 1):
        found = await file_said(svc, command, said if numbers is None else str(numbers[0]))
        return MeantFiles(found.folder, (target_of(found.dentry),))
    if last is None:
        raise NotNumbers(said)
    missing = not_among(ranges, len(last.items))
    if missing or numbers is None:
        raise NotNumbers(said, missing, len(last.items))
    if isinstance(last, ShownFiles):
        return await _numbered(svc, command, numbers, last)
    spots = {number: spot for number in numbers if (spot := last.item(number)) is not None}
    return await _spotted(svc, command, spots)


def _names(said: str) -> list[str]:
    """Give several names of files one by one, with the place that is said behind the last; nothing
    where any of them is no such name.
    """
    name, place = next(placed(said), (said, ""))
    names = [trim(each) for each in _BETWEEN.split(name) if trim(each)]
    if not all(map(_NAME.search, names)):
        return []
    return [each if not place or SIGNS.search(each) else f"{place}/{each}" for each in names]


async def _each(svc: FindsFiles, command: Command, names: Sequence[str]) -> MeantFiles:
    """Find files of one space by their names. Raises OneSpaceAtATime, and what refuses one of them;
    for more than 5 NotNumbers, as each may cost a look of its own.
    """
    if len(names) > _MOST_NAMED:
        raise NotNumbers(", ".join(names))
    found = [await file_said(svc, command, each) for each in names]
    if len({each.folder.space_id for each in found}) > 1:
        raise OneSpaceAtATime
    targets = tuple(target_of(each.dentry) for each in found)
    folder = found[0].folder
    same = all(each.folder.id == folder.id for each in found)
    at = folder if same else Folder(folder.space_id, folder.space_name)
    return MeantFiles(at, targets, scattered=not same)


async def _spotted(svc: FindsFiles, command: Command, spots: Mapping[int, Spot]) -> MeantFiles:
    """Find files of one space, which lie anywhere in it. Raises OneSpaceAtATime."""
    spaces = {spot.space_id for spot in spots.values() if spot.id}
    if len(spaces) != 1 or not all(spot.id for spot in spots.values()):
        raise OneSpaceAtATime
    space = await svc.space(command, spaces.pop())
    ids = [spot.id for spot in spots.values()]
    now = await svc.dentries.states(await svc.viewer(command), space.id, ids)
    targets = [
        target_of(known) if (known := now.get(spot.id)) else FileTarget(spot.id, f"#{number}")
        for number, spot in spots.items()
    ]
    return MeantFiles(Folder(space.id, space.name), tuple(targets), scattered=True)


async def _numbered(
    svc: FindsFiles, command: Command, numbers: tuple[int, ...], last: ShownFiles
) -> MeantFiles:
    folder, viewer = await folder_of(svc, command, last), await svc.viewer(command)
    items = {number: item for number in numbers if (item := last.item(number)) is not None}
    ids = [item.id for item in items.values()]
    now = await svc.dentries.states(viewer, last.space_id, ids)
    kept = await svc.dentries.kept(last.viewer, last.space_id, last.folder_id, last.order)
    targets = []
    for number, item in items.items():
        known = now.get(item.id) or (kept.get(item.id) if kept and kept.folder == folder else None)
        gone = FileTarget(item.id, f"#{number}", item.is_folder)
        targets.append(target_of(known) if known else gone)
    return MeantFiles(folder, tuple(targets))


async def parted(svc: FindsFiles, command: Command, files: str, place: str) -> tuple[str, str]:
    """Part the files from the place: numbers that stand before a place, and that the last list has,
    are files, and those behind an *and* whether it has them or not. Raises NoSuchFile where no
    place is left.
    """
    last = await last_shown(svc, command)
    most = len(last.items) if last else 0
    while numbers_said(files) is not None:
        joined = _AND.match(place)
        head, rest = split(place[joined.end() :] if joined else place, 2)
        numbers = numbers_said(head.rstrip(",，、"))
        if not rest or numbers is None or (max(numbers) > most and not joined):
            break
        files, place = f"{files} {head}", rest
    place = _without_to(place)
    if not place:
        raise NoSuchFile(place)
    return files.rstrip(" ,，、"), place


def _without_to(place: str) -> str:
    for word in _TO:
        if normalise(place).startswith(word) and len(place) > len(word):
            return trim(place[len(word) :])
    return place


def target_of(dentry: Dentry) -> FileTarget:
    """Give a file as something is done to it."""
    return FileTarget(dentry.id, dentry.name, dentry.is_folder, dentry.size)
