"""Which file or folder somebody means: by number, by name, or by its path.

A name may hold the signs of a path, so what is said is taken for a whole name before it is parted.
"""

import re
from dataclasses import replace
from typing import Final

from bot.drive.space import Space
from bot.errors import (
    AmbiguousSpace,
    DentryMissing,
    MissingArgument,
    NoSuchFile,
    NoSuchSpace,
)
from bot.files.dentry import ROOT, Dentry, Folder, TrailStep
from bot.files.listing import KEPT_MILLIS, FolderListing
from bot.files.paths import (
    SIGNS,
    FindsFiles,
    FoundFile,
    by_path,
    called,
    entered,
    named_in,
    root,
)
from bot.files.placed import placed
from bot.files.reader import MOST_CALLS
from bot.files.shown import FoundFiles, ShownFiles, Spot
from bot.files.shown_names import names_of, row_called
from bot.files.shown_walk import ShownWalk
from bot.i18n import N_
from bot.language import is_number, normalise, row_said
from bot.messages import Command

UP: Final = frozenset({"up", "..", "上级", "上一级", "返回上级", "上一层", "back up"})
WHICH: Final = N_("Which space or folder? Send its name.")
_REFERENCE = re.compile(r"file:([^/\s]{1,64})/([^/\s]{1,64})")


def reference(space_id: str, dentry_id: str) -> str:
    """Give what a button says for a file: it means no other, whatever it is called by then."""
    return f"file:{space_id}/{dentry_id}"


Anywhere = FoundFiles | ShownWalk
"""Lists whose files lie in more than one folder."""


async def last_shown(svc: FindsFiles, command: Command) -> ShownFiles | Anywhere | None:
    """Give the files that the last list shown to this person has, None where it has none."""
    kept = await svc.kept(command.last_list)
    return kept if isinstance(kept, ShownFiles | FoundFiles | ShownWalk) else None


async def last_files(svc: FindsFiles, command: Command) -> ShownFiles | None:
    """Give the folder that the last list shown to this person is of, None where it is of none."""
    last = await last_shown(svc, command)
    return last if isinstance(last, ShownFiles) else None


async def is_among_last(
    svc: FindsFiles, command: Command, name: str, *, anew: bool = False
) -> bool:
    """Tell whether one thing of the last list of files is called so, as far as that is kept;
    ``anew`` reads a folder again whose names a change has let go, and raises what refuses that.
    """
    shown = await last_shown(svc, command)
    last = shown if isinstance(shown, ShownFiles) else None
    here = await (_here(svc, command, name, last) if anew else _listing(svc, last))
    return (here is not None and called(here, name) is not None) or (
        isinstance(shown, Anywhere) and await _spot(svc, shown, name) is not None
    )


async def means_files(svc: FindsFiles, command: Command, said: str) -> bool:
    """Tell whether a number that somebody said is that of a file."""
    return number_said(said) is not None and await last_shown(svc, command) is not None


async def folder_said(svc: FindsFiles, command: Command, said: str) -> Folder:
    """Find the folder that is meant, the root of a space for that space.

    Where nothing is said it is the one shown last, else the default space of the conversation.
    Raises NoSuchFile, NotAFolder, NoSuchSpace, AmbiguousSpace, MissingArgument, and what DingTalk
    refuses.
    """
    shown = await last_shown(svc, command)
    if isinstance(shown, Anywhere) and number_said(said) is not None:
        return entered(await _numbered(svc, command, said, shown))
    if (found := _REFERENCE.fullmatch(said)) and found[2] == ROOT:
        return root(await _space(svc, command, await svc.viewer(command), found[1]))
    if found:
        return entered(await _referred(svc, command, said))
    return await _from(svc, command, said, shown if isinstance(shown, ShownFiles) else None)


async def _from(svc: FindsFiles, command: Command, said: str, last: ShownFiles | None) -> Folder:
    """Find the folder that is meant where one was shown last, or none."""
    if normalise(said) in UP and last is not None:
        return (await folder_of(svc, command, last)).up
    if not said:
        return await _unsaid(svc, command, last)
    here = await _here(svc, command, said, last)
    if last is not None and (number := number_said(said)) is not None:
        item = last.item(number)
        if here is None or item is None or not item.is_folder:
            return entered(await _numbered(svc, command, said, last))
        within = here.get(item.id)
    else:
        within = here.named(said) if here else None
    if here is not None and within is not None and within.is_folder:
        return here.folder.down(within)
    return await by_path(svc, command, said, here)


async def file_said(svc: FindsFiles, command: Command, said: str) -> FoundFile:
    """Find the file or folder that is meant, as it is now. Raises as :func:`folder_said` does."""
    if _REFERENCE.fullmatch(said):
        return await _referred(svc, command, said)
    shown = await last_shown(svc, command)
    if number_said(said) is not None:
        if shown is None:
            raise NoSuchFile(said, numbers=0)
        return await _numbered(svc, command, said, shown)
    return await _called_so(svc, command, said, shown)


async def _called_so(
    svc: FindsFiles, command: Command, said: str, shown: ShownFiles | Anywhere | None
) -> FoundFile:
    """Find what is called so: in what was shown last, by its path, or in the last space."""
    here = await _here(svc, command, said, shown if isinstance(shown, ShownFiles) else None)
    within = here.named(said) if here else None
    if here is not None and within is not None:
        viewer = await svc.viewer(command)
        return await _now(svc, viewer, within.id, here.folder)
    if isinstance(shown, Anywhere) and (spot := await _spot(svc, shown, said)) is not None:
        return await _anywhere(svc, command, await svc.viewer(command), spot)
    near: NoSuchSpace | None = None
    for name, place in placed(said):
        try:
            return await named_in(svc, command, await _place(svc, command, place, here), name)
        except NoSuchSpace as none:
            near = near or (none if none.near else None)
    if near is not None:
        raise near
    *above, name = SIGNS.split(said) if SIGNS.search(said) else ["", said]
    if any(above):
        return await named_in(svc, command, await folder_said(svc, command, "/".join(above)), name)
    if here is not None:
        return await named_in(svc, command, here.folder, name)
    return await _in_last_space(svc, command, name)


async def _place(
    svc: FindsFiles, command: Command, said: str, here: FolderListing | None
) -> Folder:
    """Give the space, or the folder of what was shown, that a file is said to be in. Raises
    NoSuchSpace.
    """
    within = here.named(said) if here else None
    if here is not None and within is not None and within.is_folder:
        return here.folder.down(within)
    return await by_path(svc, command, said, None)


async def _in_last_space(svc: FindsFiles, command: Command, name: str) -> FoundFile:
    """Look in the space that was spoken of last. Raises NoSuchFile."""
    if not command.about:
        raise NoSuchFile(name)
    try:
        space = await svc.space(command, command.about)
    except (NoSuchSpace, AmbiguousSpace):
        raise NoSuchFile(name) from None
    return await named_in(svc, command, root(space), name)


async def _spot(svc: FindsFiles, shown: Anywhere, name: str) -> Spot | None:
    """Give the one row of this name that a list has, as far as its names are kept."""
    number = row_called(await names_of(svc, shown), name)
    return shown.item(number) if number else None


async def folder_of(svc: FindsFiles, command: Command, last: ShownFiles) -> Folder:
    """Give the folder a card lists; its names are read anew where they are kept no more."""
    here = await _listing(svc, last)
    if here is not None:
        return here.folder
    viewer = await svc.viewer(command)
    space = await _space(svc, command, viewer, last.space_id)
    found = await svc.dentries.several(viewer, last.space_id, last.trail) if last.trail else {}
    if missing := [each for each in last.trail if each not in found]:
        raise DentryMissing(message=missing[0])
    steps = (TrailStep(each, found[each].uuid, found[each].name) for each in last.trail)
    return Folder(space.id, space.name, tuple(steps))


async def _unsaid(svc: FindsFiles, command: Command, last: ShownFiles | None) -> Folder:
    if last is not None:
        return await folder_of(svc, command, last)
    space_id = await svc.conversations.default_space(command.conversation.id)
    if space_id is None:
        raise MissingArgument("place", WHICH)
    return root(await svc.space(command, space_id))


async def _numbered(
    svc: FindsFiles, command: Command, said: str, last: ShownFiles | Anywhere
) -> FoundFile:
    viewer, number = await svc.viewer(command), number_said(said) or 0
    if isinstance(last, Anywhere):
        if (spot := last.item(number)) is not None:
            return await _anywhere(svc, command, viewer, spot)
    elif (item := last.item(number)) is not None:
        return await _now(svc, viewer, item.id, await folder_of(svc, command, last))
    raise NoSuchFile(said, numbers=len(last.items))


async def _referred(svc: FindsFiles, command: Command, said: str) -> FoundFile:
    """Find what a button means, and all folders that lead to it: a call for each."""
    found = _REFERENCE.fullmatch(said)
    space_id, dentry_id = found.groups() if found else ("", "")
    viewer = await svc.viewer(command)
    return await _by_ids(svc, command, viewer, space_id, dentry_id)


async def _anywhere(svc: FindsFiles, command: Command, viewer: str, spot: Spot) -> FoundFile:
    """Find a row whose ids may have to be asked for: a call more."""
    if spot.id:
        return await _by_ids(svc, command, viewer, spot.space_id, spot.id)
    return await _by_ids(svc, command, viewer, *await svc.search.ids(viewer, spot.uuid))


async def _by_ids(
    svc: FindsFiles, command: Command, viewer: str, space_id: str, dentry_id: str
) -> FoundFile:
    space = await _space(svc, command, viewer, space_id)
    if dentry_id == ROOT:
        return FoundFile(Dentry(ROOT, space.id, space.name, is_folder=True), root(space))
    dentry = await svc.dentries.one(viewer, space_id, dentry_id)
    return FoundFile(dentry, await _above(svc, viewer, root(space), dentry))


async def _space(svc: FindsFiles, command: Command, viewer: str, space_id: str) -> Space:
    """Find a space by its id, in nobody's list too: a call more where DingTalk did not give it to
    them lately.
    """
    known = await svc.hidden.kept(viewer, space_id)
    if known is not None:
        return known
    try:
        return await svc.space(command, space_id)
    except NoSuchSpace:
        return await svc.hidden.read(viewer, space_id)


async def _above(svc: FindsFiles, viewer: str, top: Folder, dentry: Dentry) -> Folder:
    steps: list[TrailStep] = []
    parent_id = dentry.parent_id
    while parent_id not in {ROOT, ""} and len(steps) < MOST_CALLS:
        parent = await svc.dentries.one(viewer, top.space_id, parent_id)
        steps.insert(0, TrailStep(parent.id, parent.uuid, parent.name))
        parent_id = parent.parent_id
    return replace(top, trail=tuple(steps))


async def _now(svc: FindsFiles, viewer: str, dentry_id: str, folder: Folder) -> FoundFile:
    """Read it anew; one that was moved since is found where it lies now: a call for each folder."""
    dentry = await svc.dentries.one(viewer, folder.space_id, dentry_id)
    if dentry.parent_id not in {folder.id, ""}:
        folder = await _above(svc, viewer, replace(folder, trail=()), dentry)
    return FoundFile(dentry, folder)


async def _listing(svc: FindsFiles, last: ShownFiles | None) -> FolderListing | None:
    if last is None:
        return None
    return await svc.dentries.kept(last.viewer, last.space_id, last.folder_id, last.order)


async def _here(
    svc: FindsFiles, command: Command, said: str, last: ShownFiles | None
) -> FolderListing | None:
    """Give what was listed, for a name that may be in it; read anew where a change has let its
    names go a short while ago.
    """
    kept = await _listing(svc, last)
    at = next((at for card, at in command.lists.values() if card == command.last_list), 0)
    is_name = number_said(said) is None and not SIGNS.search(said)
    if kept is not None or last is None or not is_name or svc.now() - at >= KEPT_MILLIS:
        return kept
    folder = await folder_of(svc, command, last)
    return await svc.dentries.listing(await svc.viewer(command), folder, last.order)


def number_said(said: str) -> int | None:
    """Give the number of a row that somebody said, None for no number."""
    text = normalise(said).removeprefix("#")
    return int(text[:9]) if is_number(text) else row_said(said)
