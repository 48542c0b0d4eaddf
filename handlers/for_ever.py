"""Deleting files for ever: shown, typed, held, checked again, deleted."""

from dataclasses import replace
from typing import Final

from bot.access import Role
from bot.audit import Entry
from bot.cards import Card
from bot.errors import RecycleItemMissing
from bot.files.arguments import WhichFiles
from bot.files.changed_card import changed
from bot.files.deleting import TypingBinName, TypingFilesName, asks_name, shown, unchanged
from bot.files.fates import Fate, FilePlan, emptied
from bot.files.forever import BinRemoval, FileDeletion, ForEver
from bot.files.shown_bin import numbered
from bot.holds import Undo
from bot.i18n import N_
from bot.messages import Command
from bot.routing import Router, WishTexts
from bot.services import Services

router = Router[Services]()

ITEMS = WhichFiles("items", ask=N_("Which items? Send their numbers, for example: 2 5-7"))
DELETE: Final = "file delete"
REMOVE: Final = "bin remove"


@router.command(
    "bin remove",
    "彻底删除",
    "delete for ever",
    usage="bin remove <items>",
    takes=(ITEMS,),
    calls=N_(
        "at most 2 to read the bin, and 2 at the end; 1 more for each item before the latest 50"
    ),
    role=Role.ADMIN,
    changes=True,
    phrases=(
        "delete {items} for ever",
        "remove {items} from the recycle bin for ever",
        "永久删除{items}",
        "从回收站彻底删除{items}",
    ),
    confirms=True,
    label=N_("Delete for ever"),
    wish=WishTexts(thing=N_("Delete %(space)s from the recycle bin for ever.")),
)
async def remove(cmd: Command, svc: Services) -> Card:
    """Delete files in the recycle bin for ever, by their numbers in the list."""
    viewer = await svc.viewer(cmd)
    wanted = numbered(cmd[ITEMS], await svc.kept(cmd.last_list), viewer)
    items = await svc.recycling.listed(viewer, wanted)
    bin_id = await svc.recycling.bin_id(viewer)
    plan = FilePlan("remove", "", "", tuple(each.target for each in items), bin_id=bin_id)
    return asks_name(TypingBinName(plan))


@router.state(TypingFilesName, words=DELETE, changes=True)
async def type_name(state: TypingFilesName, text: str, cmd: Command, svc: Services) -> Card:
    """Hold what has no recycle bin to go to, once the name was typed exactly."""
    if not state.expects(text):
        return asks_name(replace(state, left=state.left - 1), again=True)
    return await _hold(FileDeletion(state.plan), cmd, svc)


@router.state(TypingBinName, role=Role.ADMIN, words=REMOVE, changes=True)
async def type_item(state: TypingBinName, text: str, cmd: Command, svc: Services) -> Card:
    """Hold what is in the recycle bin, once the name was typed exactly."""
    if not state.expects(text):
        return asks_name(replace(state, left=state.left - 1), again=True)
    return await _hold(BinRemoval(state.plan), cmd, svc)


async def _hold(held: ForEver, cmd: Command, svc: Services) -> Card:
    plan = held.plan
    entry = Entry.of(cmd, "planned", plan.targets[0].id, held.name)
    hold = await svc.holds.place(cmd, held, svc.audit.line(cmd.key, entry))
    data = {**shown(plan), "ends_at": hold.ends, "by": hold.asker.nick}
    del data["names"]
    return Card("files_holding", data, {"undo": Undo(hold.id, hold.id)})


@router.hold(FileDeletion, words=DELETE)
async def finish_files(held: FileDeletion, cmd: Command, svc: Services) -> Card:
    """Delete the files that are still as they were shown."""
    plan = await svc.file_changes.begun(cmd)
    left: tuple[Fate, ...] = ()
    if plan is None:
        if reason := await svc.access.lost(cmd.sender, Role.MEMBER):
            return await _kept(held, cmd, svc, reason)
        viewer = await svc.viewer(cmd)
        ids = [each.id for each in held.plan.targets]
        now = await svc.dentries.states(viewer, held.plan.space_id, ids)
        plan, left = unchanged(held.plan, now)
    return await _ended(plan, left, cmd, svc)


@router.hold(BinRemoval, words=REMOVE)
async def finish_items(held: BinRemoval, cmd: Command, svc: Services) -> Card:
    """Delete for ever, all or nothing, what is still in the recycle bin."""
    plan = await svc.file_changes.begun(cmd)
    if plan is None:
        if reason := await svc.access.lost(cmd.sender):
            return await _kept(held, cmd, svc, reason)
        plan = held.plan
        viewer = await svc.viewer(cmd)
        try:
            await svc.recycling.listed(viewer, [each.id for each in plan.targets])
        except RecycleItemMissing:
            reason = N_("Not all of it is in the recycle bin any more.")
            return await _kept(held, cmd, svc, reason)
    return await _ended(plan, (), cmd, svc)


async def _ended(plan: FilePlan, left: tuple[Fate, ...], cmd: Command, svc: Services) -> Card:
    done = await svc.file_changes.make(cmd, await svc.viewer(cmd), plan) if plan.targets else ()
    await svc.watch.changed(emptied(plan, done))
    return changed(plan, (*done, *left), cmd.language)


async def _kept(held: ForEver, cmd: Command, svc: Services, reason: str) -> Card:
    entry = Entry.of(cmd, f"refused: {reason}", held.plan.targets[0].id, held.name)
    await svc.audit.append(cmd.key, entry, cmd.fence)
    return Card("files_kept", {"rows": shown(held.plan)["rows"], "reason": reason})
