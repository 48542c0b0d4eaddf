"""Deleting files: what was shown is what goes, and what has changed since is left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from bot.cards import Card, can_be_typed, same_name
from bot.files.dentry import Dentry
from bot.files.fates import Fate, FilePlan, FileTarget
from bot.language import is_no, unquoted
from bot.sessions import Cancel
from bot.shared_buttons import Agreed, CommandButton

TRIES = 3


@dataclass(frozen=True, slots=True)
class ConfirmFilesDelete(Agreed):
    """The files that were shown may go into the recycle bin."""

    does: ClassVar[str] = "delete"
    plan: FilePlan

    @property
    def name(self) -> str:
        return self.plan.targets[0].name


@dataclass(frozen=True, slots=True)
class UndoFilesDelete(CommandButton):
    """What went into the recycle bin comes back."""

    command = "恢复刚删除的文件", "file undo"
    plan: FilePlan


@dataclass(frozen=True, slots=True)
class TypingFilesName:
    """Files of a space without a recycle bin go for ever once a name was typed: that of the one,
    that of the folder that several are in, or an id where the name cannot be typed.
    """

    plan: FilePlan
    left: int = TRIES

    @property
    def name(self) -> str:
        targets = self.plan.targets
        return self.plan.place[-1] if len(targets) > 1 and self.plan.place else targets[0].name

    @property
    def by_id(self) -> bool:
        return not can_be_typed(self.name) or is_no(self.name)

    @property
    def id(self) -> str:
        targets = self.plan.targets
        return self.plan.space_id if len(targets) > 1 and self.plan.place else targets[0].id

    def expects(self, text: str) -> bool:
        """Whether a message names it exactly, with quotes around it or without."""
        if self.by_id:
            return unquoted(text) == self.id
        return any(same_name(typed, self.name) for typed in (text, unquoted(text)))


@dataclass(frozen=True, slots=True)
class TypingBinName(TypingFilesName):
    """What is in the recycle bin goes for ever once the name of the first of it was typed."""


def asks_name(typing: TypingFilesName, *, again: bool = False) -> Card:
    """Say that nothing was deleted, and what has to be typed for it to go for ever."""
    goes_on = typing.left > 0
    data = {
        **shown(typing.plan),
        "name": typing.name,
        "id": typing.id,
        "by_id": typing.by_id,
        "again": again,
        "left": typing.left,
        "of_bin": typing.plan.what == "remove",
    }
    actions = {"cancel": Cancel()} if goes_on else {}
    return Card("files_type_name", data, actions, then=typing if goes_on else None)


def shown(plan: FilePlan) -> dict[str, object]:
    """Give what a card shows of those that are to be deleted."""
    return {
        "names": plan.place,
        "rows": [{"name": each.name, "is_folder": each.is_folder} for each in plan.targets],
        "size": known_size(plan.targets),
        "sized": is_sized(plan.targets),
    }


def unchanged(
    plan: FilePlan, now: Mapping[str, Dentry | None]
) -> tuple[FilePlan, tuple[Fate, ...]]:
    """Keep of a plan what is as it was shown, and tell what became of the rest: DingTalk itself
    refuses what is gone, and of what it says nothing nobody knows.
    """
    left = [each for each in plan.targets if each.id in now and not _is_other(each, now[each.id])]
    kept = {each.id for each in left}
    others = tuple(
        Fate(each, "changed" if each.id in now else "unknown")
        for each in plan.targets
        if each.id not in kept
    )
    return replace(plan, targets=tuple(left)), others


def _is_other(target: FileTarget, now: Dentry | None) -> bool:
    return now is not None and (target.name, target.size) != (now.name, now.size)


def known_size(targets: Sequence[FileTarget]) -> int:
    """Add up the bytes of all whose size is known."""
    return sum(each.size or 0 for each in targets)


def is_sized(targets: Sequence[FileTarget]) -> bool:
    """Whether the size of all is known: a folder has none."""
    return all(each.size is not None and not each.is_folder for each in targets)
