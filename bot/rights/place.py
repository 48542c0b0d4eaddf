"""What somebody means whose roles are asked about: a file, a folder, or a whole space."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Final, Protocol

from bot.errors import (
    AmbiguousSpace,
    DentryMissing,
    NoRightsOfSpace,
    NoSuchFile,
    NoSuchSpace,
    PlatformError,
)
from bot.files.dentry import ROOT, Dentry, Folder
from bot.files.meaning import file_said, folder_said, last_shown
from bot.files.order import Order
from bot.files.paths import FindsFiles, FoundFile, named_in
from bot.files.roots import RootUuids
from bot.language import normalise, numbers_said
from bot.messages import Command
from bot.reading.file_names import is_file_name
from bot.recent_lists import FILES
from bot.rights.inside import bare_name, inside
from bot.rights.plan import RightsPlace

_MOST_NAMED: Final = 5
_ORDERS: Final[tuple[Order, ...]] = ("name", "newest", "largest")
_SIGNS = ("/", "／", "\\", "file:")


class FindsRights(FindsFiles, Protocol):
    """What it takes to find it."""

    @property
    def roots(self) -> RootUuids: ...


async def place_said(svc: FindsRights, command: Command, said: str) -> RightsPlace:
    """Find the file, folder or space that is meant; nothing said is the folder shown last.

    Raises NoRightsOfSpace where DingTalk gives no way to a space's own roles, NoSuchFile,
    NoSuchSpace, AmbiguousSpace, MissingArgument, and what DingTalk refuses.
    """
    dentry, folder = await _meant(svc, command, said)
    if dentry is None or dentry.id == ROOT:
        return await _space(svc, command, folder) if folder.is_root else _folder(folder)
    if not dentry.uuid:
        raise DentryMissing(message="a file without a uuid")
    names = (*folder.names, dentry.name)
    return RightsPlace(dentry.uuid, dentry.space_id, dentry.id, names, dentry.is_folder)


async def _meant(svc: FindsRights, command: Command, said: str) -> tuple[Dentry | None, Folder]:
    """Give a file and its folder, or a folder alone; what is nothing by itself may be a name and
    the space it is in, or lie in the space that was spoken of last.
    """
    try:
        return await _as_said(svc, command, said)
    except (NoSuchFile, NoSuchSpace) as none:
        if none.numbers is not None:
            raise
        for name, place in inside(said):
            if found := await _within(svc, command, name, place):
                return found.dentry, found.folder
        if found := await _in_last_space(svc, command, said):
            return found.dentry, found.folder
        if isinstance(none, NoSuchSpace) and is_file_name(said.rsplit(maxsplit=1)[-1]):
            raise NoSuchFile(said) from None
        raise


async def _in_last_space(svc: FindsRights, command: Command, said: str) -> FoundFile | None:
    """Look in the space that was spoken of last; None for nothing that is surely meant."""
    if not command.about:
        return None
    with suppress(NoSuchFile):
        return await _within(svc, command, said, command.about)
    return None


async def _within(svc: FindsRights, command: Command, said: str, place: str) -> FoundFile | None:
    """Look for a name, or the only one that it is part of, in a space; None for no such space, and
    for no name that is like it there.

    Raises NoSuchFile with the names that it is part of, where these are several.
    """
    with suppress(NoSuchSpace, AmbiguousSpace):
        space = await svc.space(command, place)
        folder = Folder(space.id, space.name)
        try:
            return await named_in(svc, command, folder, said)
        except NoSuchFile as none:
            return await _in_part(svc, command, folder, bare_name(said), none)
    return None


async def _in_part(
    svc: FindsRights, command: Command, folder: Folder, name: str, none: NoSuchFile
) -> FoundFile | None:
    kept = await svc.dentries.kept(await svc.viewer(command), folder.space_id, ROOT, "name")
    rows = kept.dentries if kept else ()
    alike = [each for each in rows if normalise(name) in normalise(each.name)]
    exact = [each for each in alike if normalise(name) == normalise(each.name)]
    if len(exact or alike) == 1 and (exact or not none.unread):
        return FoundFile((exact or alike)[0], folder)
    if not alike:
        return None
    raise NoSuchFile(name, folder.name, tuple(each.name for each in alike), none.unread) from None


async def _as_said(svc: FindsRights, command: Command, said: str) -> tuple[Dentry | None, Folder]:
    if not said:
        return None, await folder_said(svc, command, said)
    is_number = numbers_said(said) is not None
    is_plain = not any(sign in said for sign in _SIGNS) and not is_number
    if await last_shown(svc, command) is None and (is_plain or is_number):
        if is_number and command.kind == FILES:
            raise NoSuchFile(said, numbers=0)
        return None, await folder_said(svc, command, said)
    try:
        found = await file_said(svc, command, said)
    except (NoSuchFile, NoSuchSpace) as none:
        try:
            space = await svc.space(command, said)
        except NoSuchSpace:
            raise none from None
        return None, Folder(space.id, space.name)
    return found.dentry, found.folder


async def _space(svc: FindsRights, command: Command, folder: Folder) -> RightsPlace:
    viewer = await svc.viewer(command)
    uuid = await svc.roots.of(viewer, folder.space_id)
    if not uuid:
        raise NoRightsOfSpace(folder.space_name, await _folders(svc, viewer, folder.space_id))
    return RightsPlace(uuid, folder.space_id, ROOT, (folder.space_name,))


def _folder(folder: Folder) -> RightsPlace:
    return RightsPlace(folder.uuid, folder.space_id, folder.id, folder.names)


async def _folders(svc: FindsRights, viewer: str, space_id: str) -> tuple[str, ...]:
    """Name the folders of a space, as far as somebody was shown them lately, or else by the first
    page of what is in it: one counted call. Nobody is named what DingTalk does not show them.
    """
    for order in _ORDERS:
        if (kept := await svc.dentries.kept(viewer, space_id, ROOT, order)) is not None:
            return _named(kept.dentries)
    with suppress(PlatformError):
        return _named((await svc.dentries.page(viewer, space_id, ROOT)).dentries)
    return ()


def _named(dentries: Sequence[Dentry]) -> tuple[str, ...]:
    return tuple(each.name for each in dentries if each.is_folder)[:_MOST_NAMED]
