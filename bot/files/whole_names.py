"""The whole name of a file that somebody names by half: without its ending, or by its kind.

Who is asked about a change reads the whole name, and what is done then means that file.
"""

from typing import Final

from bot.errors import NoSuchFile
from bot.files.dentry import Folder
from bot.files.half_named import by_kind
from bot.files.meaning import folder_of, folder_said, last_shown, number_said, reference
from bot.files.paths import SIGNS, FindsFiles, called, named_in, root
from bot.files.shown import ShownFiles
from bot.files.shown_names import names_of, row_called
from bot.language import normalise, numbers_said, unquoted
from bot.messages import Command
from bot.reading.file_names import is_file_name

_REFERENCE: Final = reference("", "").partition(":")[0] + ":"


async def whole_name(svc: FindsFiles, command: Command, said: str) -> str:
    """Give how the one file that is meant would be typed; what was said where that is whole, is a
    number, or may be in no folder that was said or shown last.

    Raises NoSuchFile with what there is of its kind, NoSuchSpace, AmbiguousSpace, and what DingTalk
    refuses.
    """
    name = unquoted(said)
    is_row = number_said(said) is not None or numbers_said(said) is not None
    if (
        is_row
        or is_file_name(normalise(name).split(" ")[-1])
        or name != said
        or name.startswith(_REFERENCE)
    ):
        return said
    *above, last = SIGNS.split(said)
    shown = await last_shown(svc, command)
    if not any(above) and shown is not None and not isinstance(shown, ShownFiles):
        names = await names_of(svc, shown)
        if row := row_called(names, said) or row_called(names, by_kind(said, names.values())):
            return names[row] if list(names.values()).count(names[row]) == 1 else str(row)
    folder = await _folder(svc, command, "/".join(above))
    if folder is None:
        return said
    try:
        found = (await named_in(svc, command, folder, last)).dentry.name
    except NoSuchFile as none:
        found = await _of_kind(svc, command, folder, last)
        if not found:
            raise none from None
    return "/".join((*above, found)) if not SIGNS.search(found) else said


async def _folder(svc: FindsFiles, command: Command, above: str) -> Folder | None:
    if above:
        return await folder_said(svc, command, above)
    shown = await last_shown(svc, command)
    if isinstance(shown, ShownFiles):
        return await folder_of(svc, command, shown)
    return None if not command.about else root(await svc.space(command, command.about))


async def _of_kind(svc: FindsFiles, command: Command, folder: Folder, said: str) -> str:
    """Give the only file of a kind in a folder that was just read as far as it is."""
    viewer = await svc.viewer(command)
    listing = await svc.dentries.kept(viewer, folder.space_id, folder.id, "name")
    if listing is None or listing.following or listing.unread:
        return ""
    found = by_kind(said, [each.name for each in listing.dentries if not each.is_folder])
    return found if found and called(listing, found) is not None else ""


async def whole_place(svc: FindsFiles, command: Command, said: str) -> str:
    """Give a folder as a path from its space, so that whoever is asked reads where a file goes;
    what was said where its names hold signs of paths. Raises as :func:`whole_name` does.
    """
    if unquoted(said) != said or said.startswith(_REFERENCE):
        return said
    folder = await folder_said(svc, command, said)
    names = (folder.space_name, *(step.name for step in folder.trail))
    return said if any(map(SIGNS.search, names)) else "/".join(names)
