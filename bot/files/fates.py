"""What is about to be done to files and folders, and what became of each of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from bot.dingtalk.codes import kind_of, refusal_of
from bot.dingtalk.http import Answer
from bot.dingtalk.payload import Flag, Payload, Words, flag, rows_of, words
from bot.errors import NameTaken, PlatformError

What = Literal["create", "rename", "move", "copy", "delete", "restore", "remove"]
Strategy = Literal["RETURN_ERROR_IF_EXISTS", "AUTO_RENAME", "OVERWRITE"]
"""What comes of a name that is taken, in DingTalk's words (page `add-folder`)."""
Outcome = Literal["done", "running", "clash", "changed", "refused", "failed", "unknown"]
"""What has ``changed`` since it was shown was left;
``failed`` is a task that ended so; of what is ``unknown`` nobody can tell what came of it."""
ASKS: Final[Strategy] = "RETURN_ERROR_IF_EXISTS"
NOT_FOUND: Final = "notFound"
"""A code of our own, for what a list did not have that may be longer than was read."""


@dataclass(frozen=True, slots=True)
class FileTarget:
    """A file or folder that something is done to: its dentryId, empty for one to be made, or the
    id of what the recycle bin holds of it, and then ``dentry_id`` and ``space_id`` say what it was.

    ``size`` is in bytes, None for a folder and where DingTalk does not say.
    """

    id: str
    name: str
    is_folder: bool = False
    size: int | None = None
    dentry_id: str = ""
    space_id: str = ""


COMMANDS: Final[dict[What, str]] = {
    "create": "folder create",
    "rename": "file rename",
    "move": "file move",
    "copy": "file copy",
    "delete": "file delete",
    "restore": "bin restore",
    "remove": "bin remove",
}


@dataclass(frozen=True, slots=True)
class FilePlan:
    """A change of some files of one folder of a space.

    ``name`` is the new one of a rename, and ``to_space`` and ``to_folder`` are where they go, by
    id; ``place`` are the names that lead there, the space first, and ``from_place`` those that lead
    where they come from, empty for not known. ``to_bin`` tells a deletion that
    can be undone, and ``bin_id`` where what is restored or removed lies.
    """

    what: What
    space_id: str
    folder_id: str
    targets: tuple[FileTarget, ...]
    name: str = ""
    to_space: str = ""
    to_folder: str = ""
    place: tuple[str, ...] = ()
    strategy: Strategy = ASKS
    to_bin: bool = True
    bin_id: str = ""
    from_place: tuple[str, ...] = ()

    @property
    def of_command(self) -> str:
        """Name the command that it goes on with, for the trail and for the policy."""
        return COMMANDS[self.what]


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one: ``code``, ``message`` and ``request_id`` are DingTalk's words for a no,
    ``task_id`` is what goes on with it, ``made`` the dentryId it has now, where that is another,
    and ``called`` its name now, empty where that is not known.

    ``succeeded`` of ``total`` are what a task has done, None where that is not said. ``could`` are
    the names of some who could do it, where that is known.
    """

    target: FileTarget
    outcome: Outcome
    code: str = ""
    message: str = ""
    request_id: str = ""
    task_id: str = ""
    made: str = ""
    succeeded: int | None = None
    total: int | None = None
    could: tuple[str, ...] = ()
    called: str = ""

    @property
    def kind(self) -> str:
        """Name the error that DingTalk's code stands for; empty for none."""
        kind = kind_of(self.code) if self.code else None
        return kind.__name__ if kind else ""

    @property
    def error(self) -> PlatformError:
        """Give the refusal as the error that it is."""
        error = refusal_of(self.code, self.message, self.request_id)
        error.could = self.could
        return error

    def now(self, outcome: Outcome) -> "Fate":
        """Give it with another outcome."""
        return replace(self, outcome=outcome)


class _FateRow(Payload):
    dentry_id: Words = None
    recycle_item_id: Words = None
    success: Flag = None
    error_code: Words = None
    task_id: Words = None
    target_dentry_id: Words = None


def refused(target: FileTarget, failure: PlatformError) -> Fate:
    """Give what a refusal means for one of those it is about."""
    outcome: Outcome = "clash" if isinstance(failure, NameTaken) else "refused"
    said = failure.code, failure.message, failure.request_id
    return Fate(target, outcome, *said, could=failure.could)


def fate_of_one(answer: Answer, target: FileTarget, made: str = "", called: str = "") -> Fate:
    """Read the answer about one: done, or running as a task; neither is not known."""
    is_async, task_id = flag(answer.body.get("async")), words(answer.body.get("taskId"))
    if is_async and task_id:
        return Fate(target, "running", request_id=answer.request_id, task_id=task_id)
    outcome: Outcome = "done" if is_async is False else "unknown"
    return Fate(target, outcome, request_id=answer.request_id, made=made, called=called)


def fates_of(answer: Answer, targets: Sequence[FileTarget]) -> tuple[Fate, ...]:
    """Read the answer about several, each row by itself; what has none is not known."""
    rows = rows_of(_FateRow, answer.body.get("resultItems"))
    by_id = {each.recycle_item_id or each.dentry_id: each for each in rows.read} if rows else {}
    return tuple(_fate(by_id.get(target.id), target, answer.request_id) for target in targets)


def _fate(row: _FateRow | None, target: FileTarget, request_id: str) -> Fate:
    if row is None:
        return Fate(target, "unknown", request_id=request_id)
    if row.success:
        back = row.dentry_id if row.recycle_item_id else ""
        made = row.target_dentry_id or back or ""
        return Fate(target, "done", request_id=request_id, made=made)
    if row.error_code:
        return refused(target, refusal_of(row.error_code, "", request_id))
    if row.success is None and row.task_id:
        return Fate(target, "running", request_id=request_id, task_id=row.task_id)
    return Fate(target, "unknown", request_id=request_id)


def emptied(plan: FilePlan, fates: Iterable[Fate]) -> set[str]:
    """Name the spaces that something has gone out of, or goes out of now."""
    gone = [each.target for each in fates if each.outcome in {"done", "running"}]
    return {each.space_id or plan.space_id for each in gone} - {plan.to_space}


def came_back(fates: Iterable[Fate]) -> dict[str, list[str]]:
    """Give what restoring has put back as the dentries that they were, by their spaces."""
    found: dict[str, list[str]] = {}
    for each in fates:
        if each.outcome == "done" and each.made in {"", each.target.dentry_id}:
            found.setdefault(each.target.space_id, []).append(each.target.dentry_id)
    return found
