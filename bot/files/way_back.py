"""What takes the last change of files back: a move by another, a new name by the old one, and a
deletion out of the recycle bin.

*Undo* is about what whoever says it did last in that conversation. Where that was something else
than what can be taken back, nothing older comes back unasked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Final, Protocol

from bot.audit import BEGUN, PLANNED, Audit, Entry
from bot.cards import Card
from bot.files.deleting import UndoFilesDelete
from bot.files.deletions import LastDeletions
from bot.files.fates import COMMANDS, Fate, FilePlan
from bot.messages import Command
from bot.sessions import Cancel
from bot.shared_buttons import Agreed, CommandButton

_STANDS: Final = frozenset({"done", "running"})
_OF_FILES: Final = frozenset({*COMMANDS.values(), "file undo"})
_LOOKED_AT: Final = 20
"""So many of somebody's newest lines of the trail are searched for the last from a conversation."""


@dataclass(frozen=True, slots=True)
class TakeFilesBack(CommandButton):
    """What was moved or renamed goes back."""

    command = "撤销", "undo"
    plan: FilePlan

    @property
    def of_command(self) -> str:
        """Name the command that it goes on with."""
        return self.plan.of_command


@dataclass(frozen=True, slots=True)
class ConfirmFilesBack(Agreed):
    """The last change of files, which was named, may be taken back."""

    does: ClassVar[str] = "undo"
    plan: FilePlan

    @property
    def name(self) -> str:
        return self.plan.targets[0].name

    @property
    def of_command(self) -> str:
        """Name the command that it goes on with."""
        return "file undo" if self.plan.what == "delete" else self.plan.of_command


class RemembersChanges(Protocol):
    """Where the last changes are remembered."""

    @property
    def deletions(self) -> LastDeletions: ...
    @property
    def audit(self) -> Audit: ...


async def remembered(
    svc: RemembersChanges, command: Command, viewer: str, plan: FilePlan, fates: Sequence[Fate]
) -> Mapping[str, object]:
    """Remember a change as the last here, and give the button that takes it back, if one can."""
    if not any(each.outcome in _STANDS for each in fates):
        return {}
    back = way_back(plan, fates)
    await svc.deletions.note(viewer, command.conversation.id, back or replace(plan, what="create"))
    return {"back": TakeFilesBack(back)} if back else {}


def way_back(plan: FilePlan, fates: Sequence[Fate]) -> FilePlan | None:
    """Give what takes a move or a new name back; None where nothing does, or it is still at work.

    What was moved from several folders has no one way back.
    """
    if any(each.outcome == "running" for each in fates):
        return None
    done = [each for each in fates if each.outcome == "done"]
    gone = tuple(replace(each.target, id=each.made or each.target.id) for each in done)
    if not gone or (plan.what == "move" and not plan.from_place):
        return None
    if plan.what == "move":
        return FilePlan(
            "move",
            plan.to_space,
            plan.to_folder,
            gone,
            to_space=plan.space_id,
            to_folder=plan.folder_id,
            place=plan.from_place,
            from_place=plan.place,
        )
    if plan.what == "rename":
        named = replace(gone[0], name=plan.name)
        return replace(plan, targets=(named,), name=gone[0].name)
    return None


async def asked_back(svc: RemembersChanges, command: Command, viewer: str) -> Card | None:
    """Name what would be taken back, where that is not just the deletion that was typed to be; None
    where it is, and where there is nothing.
    """
    place = command.conversation.id
    deleted, latest = (
        await svc.deletions.last(viewer, place),
        await svc.deletions.latest(viewer, place),
    )
    last = await _last_command(svc, command)
    is_last = last is None or last in _OF_FILES
    if latest is not None and latest.what in {"move", "rename"} and (is_last or not deleted):
        return asks_back(latest, deleted)
    if deleted is None:
        return None
    is_deletion = latest is None or latest.what == "delete"
    if is_last and is_deletion and not command.heard:
        return None
    return asks_back(deleted, other=not (is_last and is_deletion))


def asks_back(
    plan: FilePlan,
    deleted: FilePlan | None = None,
    *,
    other: bool = False,
    spaces: Mapping[str, str] | None = None,
) -> Card:
    """Ask whether to take back what is named, or bring back what was ``deleted`` before; ``other``
    tells that something else was done since. ``spaces`` are names by spaceId, of those to which
    something goes back that was in several.
    """
    data = {
        "what": plan.what,
        "names": [each.name for each in plan.targets],
        "places": [(spaces or {}).get(each.space_id, "") for each in plan.targets],
        "name": plan.name,
        "place": plan.place,
        "deleted": [each.name for each in deleted.targets] if deleted else [],
        "other": other,
    }
    confirm = ConfirmFilesBack(plan)
    actions: dict[str, object] = {"confirm": confirm}
    if deleted is not None:
        actions["undo"] = UndoFilesDelete(deleted)
    return Card("files_back", data, {**actions, "cancel": Cancel()}, then=confirm)


async def changed_files_last(svc: RemembersChanges, command: Command) -> bool:
    """Tell whether what somebody changed here last were files, as the trail has it; what only
    waits to go for ever has changed nothing yet, and is a deletion that waits itself.
    """
    last = await _last_change(svc, command)
    return last is not None and last.outcome != PLANNED and last.command in COMMANDS.values()


async def _last_command(svc: RemembersChanges, command: Command) -> str | None:
    """Give the command by which somebody changed something last here; None for not known."""
    last = await _last_change(svc, command)
    return last.command if last else None


async def _last_change(svc: RemembersChanges, command: Command) -> Entry | None:
    who, place = command.sender.key, command.conversation.id
    for each in await svc.audit.last(_LOOKED_AT, {who}):
        entry = each.entry
        if entry.person == who and entry.place == place and entry.outcome in BEGUN:
            return entry
    return None
