"""What somebody means whose roles are asked about: a file, a folder, or a whole space."""

from typing import Protocol

from bot.errors import DentryMissing, NoRightsOfSpace, NoSuchFile, NoSuchSpace
from bot.files.dentry import ROOT, Dentry, Folder
from bot.files.meaning import FindsFiles, file_said, folder_said, last_shown
from bot.files.roots import RootUuids
from bot.language import numbers_said
from bot.messages import Command
from bot.rights.plan import RightsPlace

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
    """Give a file and its folder, or a folder alone."""
    if not said:
        return None, await folder_said(svc, command, said)
    is_plain = not any(sign in said for sign in _SIGNS) and numbers_said(said) is None
    if await last_shown(svc, command) is None and (is_plain or numbers_said(said) is not None):
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
    uuid = await svc.roots.of(await svc.viewer(command), folder.space_id)
    if not uuid:
        raise NoRightsOfSpace(folder.space_name)
    return RightsPlace(uuid, folder.space_id, ROOT, (folder.space_name,))


def _folder(folder: Folder) -> RightsPlace:
    return RightsPlace(folder.uuid, folder.space_id, folder.id, folder.names)
