"""Where a path leads: to a space, and from it down, or below the folder that was shown."""

import re
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, Protocol

from bot.conversations import Conversations
from bot.drive.space import Space
from bot.errors import NoSuchFile, NoSuchSpace, NotAFolder
from bot.files.dentry import ROOT, Dentry, Folder
from bot.files.half_named import by_part, without_ending
from bot.files.hidden import HiddenSpaces
from bot.files.listing import FolderListing
from bot.files.placed import bare_place, placed_folder
from bot.files.reader import MOST_CALLS, PAGE, DentryReader
from bot.files.search import FileSearch
from bot.files.walks import Walks
from bot.language import near, normalise
from bot.messages import Command

SIGNS: Final = re.compile(r"[/／\\]")
"""What parts the names of a path."""
ABOVE: Final = ".."
"""The folder above, within a path: no file or folder can be called so."""


class FindsFiles(Protocol):
    """What it takes to find a file."""

    @property
    def dentries(self) -> DentryReader: ...
    @property
    def search(self) -> FileSearch: ...
    @property
    def hidden(self) -> HiddenSpaces: ...
    @property
    def walks(self) -> Walks: ...
    @property
    def kept(self) -> Callable[[str | None], Awaitable[object]]: ...

    @property
    def conversations(self) -> Conversations: ...
    @property
    def now(self) -> Callable[[], int]: ...

    async def viewer(self, command: Command) -> str: ...
    async def space(self, command: Command, which: str) -> Space: ...


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file or folder as DingTalk gives it now, and the folder that it is in."""

    dentry: Dentry
    folder: Folder


async def by_path(
    svc: FindsFiles, command: Command, said: str, here: FolderListing | None
) -> Folder:
    """Take what is said for a space, else for a space and the folders below it, else for folders
    below the one that was shown.
    """
    parts = [each for each in SIGNS.split(said) if each.strip()]
    is_path, bare = len(parts) > 1, bare_place(said)
    try:
        return root(await svc.space(command, said))
    except NoSuchSpace as unknown:
        none = unknown
        if bare == said and here is None and not is_path:
            raise
    if bare != said:
        return await by_path(svc, command, bare, here)
    for above, name in placed_folder(said):
        with suppress(NoSuchSpace):
            space = root(await svc.space(command, above))
            return await _folder_in(svc, command, space, name)
    if is_path:
        try:
            top = root(await svc.space(command, parts[0]))
        except NoSuchSpace as unknown:
            none = unknown
        else:
            return await _down(svc, command, top, parts[1:])
    return await _below(svc, command, parts, here, none)


async def _below(
    svc: FindsFiles,
    command: Command,
    parts: Sequence[str],
    here: FolderListing | None,
    none: NoSuchSpace,
) -> Folder:
    """Give what is below the folder that was shown; where nothing there begins so, raise ``none``
    with the spaces that come near.
    """
    if here is None:
        raise none
    try:
        return await _down(svc, command, here.folder, parts)
    except NoSuchFile as unknown:
        if none.near and not unknown.near and unknown.asked == parts[0].strip():
            raise none from None
        raise


async def _down(svc: FindsFiles, command: Command, folder: Folder, names: Sequence[str]) -> Folder:
    for name in map(str.strip, names):
        folder = folder.up if name == ABOVE else await _folder_in(svc, command, folder, name)
    return folder


async def _folder_in(svc: FindsFiles, command: Command, folder: Folder, name: str) -> Folder:
    """Give the folder of this name, or the only one with that in it: 资料 is *资料 Material*."""
    try:
        return entered(await named_in(svc, command, folder, name))
    except NoSuchFile as none:
        kept = await svc.dentries.kept(
            await svc.viewer(command), folder.space_id, folder.id, "name"
        )
        rows = kept.dentries if kept and not none.unread else ()
        meant = by_part(name, [each.name for each in rows])
        found = [each for each in rows if meant and each.name == meant]
        if len(found) != 1 or not found[0].is_folder:
            raise
        return folder.down(found[0])


async def named_in(svc: FindsFiles, command: Command, folder: Folder, name: str) -> FoundFile:
    """Look for a name in a folder, as far as it is read for one; what was read a while ago is read
    anew before something is not there. Raises NoSuchFile.
    """
    viewer, asked = await svc.viewer(command), svc.now()
    listing = await _until(svc, viewer, name, await svc.dentries.listing(viewer, folder, "name"))
    if called(listing, name) is None and listing.read < asked:
        anew = await svc.dentries.listing(viewer, folder, "name", anew=True)
        listing = await _until(svc, viewer, name, anew)
    found = called(listing, name)
    if found is None:
        unread = -1 if listing.following else listing.unread
        raise NoSuchFile(name, folder.name, _near(name, listing), unread)
    return FoundFile(found, folder)


async def _until(svc: FindsFiles, viewer: str, name: str, listing: FolderListing) -> FolderListing:
    """Read on until something is called so, to the end, or as far as one reads for a name."""
    while (
        listing.following
        and len(listing.dentries) < MOST_CALLS * PAGE
        and called(listing, name) is None
    ):
        listing = await svc.dentries.more(viewer, listing, len(listing.dentries) + 1)
    return listing


def called(listing: FolderListing, name: str) -> Dentry | None:
    """Give what is called so, to the letter or but for its case or its ending, if that is one."""
    exact = listing.named(name)
    if exact is not None or listing.following:
        return exact
    alike = [each for each in listing.dentries if normalise(each.name) == normalise(name)]
    if not alike:
        whole = without_ending(name, [each.name for each in listing.dentries if not each.is_folder])
        return listing.named(whole)
    return alike[0] if len(alike) == 1 else None


def _near(name: str, listing: FolderListing) -> tuple[str, ...]:
    return near([each.name for each in listing.dentries], name)


def entered(found: FoundFile) -> Folder:
    if not found.dentry.is_folder:
        raise NotAFolder(found.dentry.name)
    return found.folder if found.dentry.id == ROOT else found.folder.down(found.dentry)


def root(space: Space) -> Folder:
    return Folder(space.id, space.name)
