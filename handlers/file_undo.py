"""The last change of files is taken back: out of the bin, to where it was, to its old name."""

from dataclasses import replace
from typing import Final

from bot.cards import Card
from bot.errors import Stale
from bot.files.changed_card import changed
from bot.files.deleting import UndoFilesDelete
from bot.files.fates import NOT_FOUND, Fate, FilePlan, came_back
from bot.files.way_back import ConfirmFilesBack, TakeFilesBack, asked_back, asks_back, remembered
from bot.i18n import N_
from bot.messages import Command
from bot.routing import Router
from bot.services import Services

router = Router[Services]()

UNDO: Final = "file undo"


@router.command(
    "file undo",
    "撤销文件更改",
    "恢复刚删除的文件",
    "undo delete files",
    "撤销删除文件",
    changes=True,
    confirms=True,
    calls=N_("1 for every 30 files, and 2 to 6 to find them in the bin"),
    label=N_("Bring back files"),
)
async def undo(cmd: Command, svc: Services) -> Card:
    """Undo your last change to files here: a deletion, a move or a new name."""
    viewer = await svc.viewer(cmd)
    begun = await svc.file_changes.begun(cmd)
    asked = None if begun else await asked_back(svc, cmd, viewer)
    if asked is not None:
        return asked
    last = await svc.deletions.last(viewer, cmd.conversation.id)
    if begun is None and last is None:
        return Card("nothing_to_undo", {"named": False, "files": True, "holds": []})
    return await _restored(cmd, svc, last)


@router.action(UndoFilesDelete, words=UNDO, changes=True)
async def press_undo(action: UndoFilesDelete, cmd: Command, svc: Services) -> Card:
    """Bring back from the recycle bin what this card deleted."""
    return await _restored(cmd, svc, action.plan)


@router.action(TakeFilesBack, words="file move", changes=True)
async def press_back(action: TakeFilesBack, cmd: Command, svc: Services) -> Card:
    """Move back, or rename back, what this card has changed."""
    return await _taken_back(action.plan, cmd, svc)


@router.action(ConfirmFilesBack, words=UNDO, changes=True)
async def confirm_back(action: ConfirmFilesBack, cmd: Command, svc: Services) -> Card:
    """Take back what was named."""
    if action.plan.what == "delete":
        return await _restored(cmd, svc, action.plan)
    return await _taken_back(action.plan, cmd, svc)


@router.state(ConfirmFilesBack, words=UNDO, changes=True)
async def confirm_back_in_words(
    state: ConfirmFilesBack, text: str, cmd: Command, svc: Services
) -> Card:
    """Take it back, for somebody who types instead of pressing."""
    if not state.expects(text):
        return asks_back(state.plan)
    return await confirm_back(state, cmd, svc)


async def _taken_back(plan: FilePlan, cmd: Command, svc: Services) -> Card:
    viewer = await svc.viewer(cmd)
    named = replace(cmd, words=plan.of_command)
    fates = await svc.file_changes.make(named, viewer, plan)
    back = await remembered(svc, named, viewer, plan, fates)
    return changed(plan, fates, cmd.language, back)


async def _restored(cmd: Command, svc: Services, gone: FilePlan | None) -> Card:
    """Find what was deleted in the organisation's bin by its dentryIds, and restore it."""
    viewer = await svc.viewer(cmd)
    plan = await svc.file_changes.begun(cmd)
    lost: tuple[Fate, ...] = ()
    if plan is None:
        if gone is None:
            raise Stale
        ids = [each.id for each in gone.targets]
        found = await svc.recycling.find(viewer, ids)
        lost = tuple(
            Fate(each, "refused", code=NOT_FOUND) for each in gone.targets if each.id not in found
        )
        targets = tuple(found[each].target for each in ids if each in found)
        bin_id = await svc.recycling.bin_id(viewer)
        plan = replace(
            gone,
            what="restore",
            targets=targets,
            bin_id=bin_id,
            to_space=gone.space_id,
            to_folder=gone.folder_id,
        )
    fates = await svc.file_changes.make(cmd, viewer, plan) if plan.targets else ()
    if all(each.outcome == "done" for each in fates) and not lost:
        await svc.deletions.back(
            viewer, cmd.conversation.id, [each.dentry_id for each in plan.targets]
        )
    await remembered(svc, cmd, viewer, plan, fates)
    for space_id, ids in came_back(fates).items():
        await svc.walks.back(viewer, space_id, ids)
    return changed(plan, (*fates, *lost), cmd.language)
