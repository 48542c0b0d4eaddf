"""Whether a change of files shows, where no answer told what came of its call.

What shows is done; what can be read and does not show has not happened; all else is not known.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Final

from bot.errors import PlatformError, RecycleItemMissing
from bot.files.dentry import ROOT, Dentry, Folder, TrailStep
from bot.files.fates import Fate, FilePlan, FileTarget
from bot.files.reader import DentryReader
from bot.files.recycling import Recycling

_GONE: Final = "dentryNotExist"
_ALL: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Absent:
    """The change of this one has not happened."""


Trace = Fate | Absent
Traces = Mapping[str, Trace]
"""By the target's id; what is missing is not known."""


class Tracing:
    """Reads, as one person, whether a change shows."""

    def __init__(self, reader: DentryReader, recycling: Recycling) -> None:
        self._reader = reader
        self._recycling = recycling

    async def look(
        self, viewer: str, plan: FilePlan, targets: Sequence[FileTarget], at: int
    ) -> Traces:
        """Look for what a call since ``at`` (milliseconds since 1970) has done: one counted call
        for every 30, or as many as the folder has pages.
        """
        try:
            match plan.what:
                case "rename":
                    return await self._renamed(viewer, plan, targets)
                case "move":
                    return await self._moved(viewer, plan, targets)
                case "delete":
                    return await self._deleted(viewer, plan, targets)
                case "restore" | "remove":
                    return await self._left_bin(viewer, plan, targets)
                case _:
                    return await self._appeared(viewer, plan, targets, _minute(at))
        except PlatformError:
            return {}

    async def _renamed(self, viewer: str, plan: FilePlan, targets: Sequence[FileTarget]) -> Traces:
        now = await self._reader.states(viewer, plan.space_id, _ids(targets))
        found: dict[str, Trace] = {}
        for each in targets:
            if each.id in now:
                dentry = now[each.id]
                found[each.id] = _gone(each) if dentry is None else _as_wished(each, dentry, plan)
        return found

    async def _moved(self, viewer: str, plan: FilePlan, targets: Sequence[FileTarget]) -> Traces:
        ids = _ids(targets)
        there = await self._reader.states(viewer, plan.to_space, ids)
        here = there
        if plan.space_id != plan.to_space:
            here = await self._reader.states(viewer, plan.space_id, ids)
        found: dict[str, Trace] = {}
        for each in targets:
            arrived, left = there.get(each.id), here.get(each.id, "unknown")
            if isinstance(arrived, Dentry) and _is_in(arrived, plan):
                found[each.id] = Fate(each, "done")
            elif isinstance(left, Dentry):
                found[each.id] = Absent()
            elif left is None and each.id in there and plan.space_id == plan.to_space:
                found[each.id] = _gone(each)
        return found

    async def _deleted(self, viewer: str, plan: FilePlan, targets: Sequence[FileTarget]) -> Traces:
        now = await self._reader.states(viewer, plan.space_id, _ids(targets))
        return {
            each.id: Fate(each, "done") if now[each.id] is None else Absent()
            for each in targets
            if each.id in now
        }

    async def _left_bin(self, viewer: str, plan: FilePlan, targets: Sequence[FileTarget]) -> Traces:
        """What is not in the bin any more was removed, or is in its space again: a call for each,
        and one more for what was restored.
        """
        found: dict[str, Trace] = {}
        for each in targets:
            try:
                if await self._recycling.has(viewer, each.id):
                    found[each.id] = Absent()
            except RecycleItemMissing:
                found[each.id] = Fate(each, "done")
        if plan.what == "restore":
            for each in targets:
                if isinstance(found.get(each.id), Fate):
                    now = await self._reader.states(viewer, each.space_id, [each.dentry_id])
                    if not isinstance(now.get(each.dentry_id), Dentry):
                        del found[each.id]  # somebody else took it out, or it has another id
        return found

    async def _appeared(
        self, viewer: str, plan: FilePlan, targets: Sequence[FileTarget], since: datetime
    ) -> Traces:
        """Look through the folder for copies, or for the folder that was made."""
        steps = () if plan.to_folder == ROOT else (TrailStep(plan.to_folder, "", ""),)
        folder = Folder(plan.to_space, "", steps)
        listing = await self._reader.listing(viewer, folder, "name", _ALL, anew=True)
        await self._reader.forget(viewer, plan.to_space, plan.to_folder)
        is_whole = not (listing.following or listing.unread)
        found: dict[str, Trace] = {}
        for each in targets:
            trace = _appearance(each, plan, listing.dentries, since, viewer)
            if isinstance(trace, Fate) or (trace is not None and is_whole):
                found[each.id] = trace
        return found


def _appearance(
    target: FileTarget, plan: FilePlan, there: Sequence[Dentry], since: datetime, viewer: str
) -> Trace | None:
    """Tell which of those that are there is the one that was made; None where nobody can."""
    if plan.strategy == "AUTO_RENAME":
        like = [each for each in there if _may_be(target, each)]
    else:
        like = [each for each in there if each.name == target.name]
    ours = [each for each in like if _is_ours(each, plan, since, viewer)]
    if len(ours) == 1:
        # What is in a folder comes after it, and nobody knows by which task.
        is_begun = plan.what == "copy" and target.is_folder
        return Fate(target, "running" if is_begun else "done", made=ours[0].id)
    if ours or any(_is_unsaid(each, plan, since) for each in like):
        return None
    is_clash = bool(like) and plan.strategy == "RETURN_ERROR_IF_EXISTS"
    return Fate(target, "clash") if is_clash else Absent()


def _is_ours(dentry: Dentry, plan: FilePlan, since: datetime, viewer: str) -> bool:
    when = _when(dentry, plan)
    return when is not None and when >= since and _by(dentry, plan) == viewer


def _is_unsaid(dentry: Dentry, plan: FilePlan, since: datetime) -> bool:
    """Whether DingTalk does not say when it came, or that it is new and not by whom."""
    when = _when(dentry, plan)
    return when is None or (when >= since and not _by(dentry, plan))


def _by(dentry: Dentry, plan: FilePlan) -> str:
    return dentry.modifier if plan.strategy == "OVERWRITE" else dentry.creator


def _when(dentry: Dentry, plan: FilePlan) -> datetime | None:
    return dentry.modified if plan.strategy == "OVERWRITE" else dentry.created


def _may_be(target: FileTarget, dentry: Dentry) -> bool:
    """Whether something may be a copy under the name that was free: ``plan(1).doc``."""
    suffix = "" if target.is_folder else PurePosixPath(target.name).suffix
    stem = re.escape(target.name.removesuffix(suffix))
    fits = re.fullmatch(rf"{stem}.{{0,8}}{re.escape(suffix)}", dentry.name, re.DOTALL)
    same_size = target.is_folder or None in {target.size, dentry.size} or target.size == dentry.size
    return bool(fits) and dentry.is_folder == target.is_folder and same_size


def _as_wished(target: FileTarget, dentry: Dentry, plan: FilePlan) -> Trace:
    return Fate(target, "done") if dentry.name == plan.name else Absent()


def _is_in(dentry: Dentry, plan: FilePlan) -> bool:
    return (dentry.space_id, dentry.parent_id) == (plan.to_space, plan.to_folder)


def _gone(target: FileTarget) -> Fate:
    return Fate(target, "refused", code=_GONE)


def _ids(targets: Sequence[FileTarget]) -> list[str]:
    return [each.id for each in targets]


def _minute(at: int) -> datetime:
    """Give the beginning of its minute: DingTalk's times may be cut to it."""
    return datetime.fromtimestamp(at / 1000, UTC).replace(second=0, microsecond=0)
