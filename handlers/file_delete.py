"""Deleting files: shown, confirmed, and into the recycle bin."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Final

from bot.cards import Card
from bot.errors import NoRecycleBin, PlatformError, Stale, Unsupported
from bot.files.arguments import WhichFiles
from bot.files.change_calls import MOST
from bot.files.changed_card import changed
from bot.files.deleting import (
    ConfirmFilesDelete,
    TypingFilesName,
    UndoFilesDelete,
    asks_name,
    known_size,
    shown,
    unchanged,
)
from bot.files.fates import Fate, FilePlan
from bot.files.reader import BATCH
from bot.files.several import files_said
from bot.i18n import N_
from bot.messages import Command
from bot.recent_lists import SPACES
from bot.routing import Router, WishTexts
from bot.services import Services
from bot.sessions import Cancel

router = Router[Services]()

FILES = WhichFiles("files", ask=N_("Which files? Send their numbers, for example: 2 5-7"))
DELETE: Final = "file delete"
LOOKS: Final = 2
"""A space that somebody tidies is looked at before and after: a counted call each."""


@router.command(
    "file delete",
    "删除文件",
    "delete files",
    "delete file",
    usage="file delete <files>",
    takes=(FILES,),
    calls=N_(
        "1 for every 50 files and 2 for every 30 to read them, at most 2 to find them, and 2 to "
        "see what was freed"
    ),
    changes=True,
    phrases=(
        "delete {files}",
        "delete numbers {files}",
        "删除 {files}",
        "删除{files}",
    ),
    confirms=True,
    label=N_("Delete files"),
    wish=WishTexts(thing=N_("Delete %(space)s.")),
)
async def delete(cmd: Command, svc: Services) -> Card:
    """Delete files or folders; they go to the recycle bin where the space has one."""
    said = cmd[FILES]
    if await _is_of_spaces(said, cmd, svc):
        return await svc.run(cmd, "space delete", {"space": said})
    found = await files_said(svc, cmd, said)
    folder = found.folder
    plan = FilePlan("delete", folder.space_id, folder.id, found.targets, place=folder.names)
    confirm = ConfirmFilesDelete(plan)
    is_tidied = await svc.walks.kept(await svc.viewer(cmd), plan.space_id) is not None
    data = {
        **shown(plan),
        "calls": -(-len(plan.targets) // BATCH) - (-len(plan.targets) // MOST["delete"]),
        "looks": LOOKS if is_tidied else 0,
        "frees": await svc.deletions.frees(),
    }
    return Card("files_delete", data, {"delete": confirm, "cancel": Cancel()}, then=confirm)


async def _is_of_spaces(said: str, cmd: Command, svc: Services) -> bool:
    """Tell whether a number is one of a list of spaces: of the list shown last, where nothing says
    what is deleted.
    """
    if not FILES.could_be(said):
        return False
    return cmd.kind == SPACES or (not cmd.kind and bool(await svc.listed(cmd.last_list)))


@router.action(ConfirmFilesDelete, destructive=True, words=DELETE, changes=True)
async def confirm_delete(action: ConfirmFilesDelete, cmd: Command, svc: Services) -> Card:
    """Put the files that were shown into the recycle bin."""
    viewer = await svc.viewer(cmd)
    before = await _used(cmd, svc, viewer, action.plan.space_id)
    plan, left = await _as_shown(action.plan, cmd, svc)
    if not plan.targets:
        return changed(plan, left, cmd.language)
    try:
        fates = await svc.file_changes.make(cmd, viewer, plan)
    except (NoRecycleBin, Unsupported):
        return asks_name(TypingFilesName(replace(plan, to_bin=False)))
    undo = [each.target for each in fates if each.outcome in {"done", "running"}]
    more = {}
    if undo:
        gone = replace(plan, targets=tuple(undo))
        await svc.deletions.keep(viewer, cmd.conversation.id, gone)
        more["undo"] = UndoFilesDelete(gone)
    card = changed(plan, (*fates, *left), cmd.language, more)
    after = await _tidied(cmd, svc, viewer, plan.space_id, fates)
    if before is None or after is None:
        return card
    if known_size(plan.targets):
        await svc.deletions.note_room(before, after)
    return replace(card, data={**card.data, "usage": {"before": before, "after": after}})


@router.state(ConfirmFilesDelete, words=DELETE, changes=True)
async def confirm_in_words(
    state: ConfirmFilesDelete, text: str, cmd: Command, svc: Services
) -> Card:
    """Delete them, for somebody who types instead of pressing."""
    if not state.expects(text):
        raise Stale
    return await confirm_delete(state, cmd, svc)


async def _used(cmd: Command, svc: Services, viewer: str, space_id: str) -> int | None:
    """Read what a space holds that somebody tidies, having walked it; None where nobody does, where
    DingTalk does not say, and in a rerun, which would read what the first run has left.
    """
    if await svc.walks.kept(viewer, space_id) is None or await svc.file_changes.begun(cmd):
        return None
    return await _held(cmd, svc, space_id)


async def _held(cmd: Command, svc: Services, space_id: str) -> int | None:
    """Look at a space; None where that fails, for what it holds is told besides."""
    with suppress(PlatformError):
        space = await svc.look(cmd, space_id)
        return space.used if space else None
    return None


async def _tidied(
    cmd: Command, svc: Services, viewer: str, space_id: str, fates: Sequence[Fate]
) -> int | None:
    """Have the watch look at a space again, so that its alert follows, and look at one that
    somebody tidies; gives what that holds now. In a rerun too: who knows how far the first came.
    """
    outcomes = {each.outcome for each in fates}
    if not outcomes & {"done", "running"}:
        return None
    await svc.watch.changed([space_id])
    if await svc.walks.kept(viewer, space_id) is None:
        return None
    gone = [each.target.id for each in fates if each.outcome == "done"]
    await svc.walks.lost(viewer, space_id, gone)
    return await _held(cmd, svc, space_id)


async def _as_shown(
    plan: FilePlan, cmd: Command, svc: Services
) -> tuple[FilePlan, tuple[Fate, ...]]:
    """Read anew what was shown, and leave what has changed; a rerun goes on with what was begun."""
    begun = await svc.file_changes.begun(cmd)
    if begun is not None:
        return begun, ()
    ids = [each.id for each in plan.targets]
    viewer = await svc.viewer(cmd)
    return unchanged(plan, await svc.dentries.states(viewer, plan.space_id, ids))
