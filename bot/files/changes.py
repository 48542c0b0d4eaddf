"""Changing files and folders, each done once, whatever dies in between.

DingTalk takes no idempotency key. So the intent is written before the call, and where no answer
came it is read what is there (:mod:`bot.files.traces`). Each file of several is judged by itself.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from typing import Final

from pydantic import TypeAdapter
from typing_extensions import override

from bot.audit import DONE, PLANNED, Audit, Entry
from bot.batches import Batch, Batches, keyed
from bot.errors import OutcomeUnknown, PlatformError
from bot.files.change_calls import MOST, ChangeCalls
from bot.files.fates import Fate, FilePlan, FileTarget, refused
from bot.files.file_tasks import FileTasks
from bot.files.reader import DentryReader
from bot.files.traces import Absent, Tracing
from bot.journal import Journal
from bot.messages import Command
from bot.quota.clearings import Clearings

_PLAN: TypeAdapter[FilePlan] = TypeAdapter(FilePlan)
_FATES: TypeAdapter[tuple[Fate, ...]] = TypeAdapter(tuple[Fate, ...])


_FileBatch = Batch[FilePlan, FileTarget]


class FileChanges(Batches[FilePlan, FileTarget, Fate]):
    """Changes files in somebody's name."""

    stands = frozenset({"done", "running"})

    def __init__(
        self,
        reader: DentryReader,
        journal: Journal,
        audit: Audit,
        *,
        calls: ChangeCalls,
        tracing: Tracing,
        tasks: FileTasks,
        clearings: Clearings,
        uncertain_seconds: float,
        recheck_seconds: float,
        now: Callable[[], Awaitable[int]],
    ) -> None:
        """``uncertain_seconds`` and ``now`` are as :class:`Batches` has them; what does not show is
        looked for again after ``recheck_seconds``.
        """
        super().__init__(
            journal, audit, _PLAN, _FATES, uncertain_seconds=uncertain_seconds, now=now
        )
        self._calls = calls
        self._tracing = tracing
        self._tasks = tasks
        self._clearings = clearings
        self._reader = reader
        self._recheck_seconds = recheck_seconds

    async def make(self, command: Command, viewer: str, plan: FilePlan) -> tuple[Fate, ...]:
        """Make a change: a counted call for as many as one takes, and a look at what goes on as a
        task.

        Raises what DingTalk refuses before anything was changed, LeaseLost when another run has
        taken over.
        """
        fates: tuple[Fate, ...] = ()
        # Before it is gone: a look in between would ask.
        await self._note_cleared(command, plan, plan.targets)
        for part in _parts(command, viewer, plan):
            try:
                fates += await self._once(part)
            except PlatformError as failure:
                if not fates:
                    await self._note_cleared(command, plan, plan.targets, stays=True)
                    raise
                rest = plan.targets[len(fates) :]
                fates += tuple(refused(each, failure) for each in rest)
                break
        stays = [each.target for each in fates if each.outcome in {"clash", "changed", "refused"}]
        await self._note_cleared(command, plan, stays, stays=True)
        folders = {(plan.space_id, plan.folder_id), (plan.to_space, plan.to_folder)}
        for space_id, folder_id in folders:
            await self._reader.forget(viewer, space_id, folder_id)
        after = await self._tasks.follow(viewer, fates)
        await self._note_ends(command, plan, fates, after)
        return after

    async def look(
        self, command: Command, viewer: str, plan: FilePlan, fates: Sequence[Fate]
    ) -> tuple[Fate, ...]:
        """Look again at what goes on as a task: a counted call for each."""
        after = await self._tasks.look(viewer, fates)
        await self._note_ends(command, plan, fates, after)
        return after

    @override
    async def _call(self, batch: _FileBatch, left: tuple[FileTarget, ...]) -> Mapping[str, Fate]:
        """Make the call; raises what refuses all of them."""
        try:
            fates = await self._calls.call(batch.viewer, batch.plan, left)
        except OutcomeUnknown:
            return {}
        except PlatformError as failure:
            fates = tuple(refused(each, failure) for each in left)
            is_refused = all(each.outcome == "refused" for each in fates)
            if is_refused and len(left) == len(batch.targets):
                await self._journal.forget(batch.key)
                await self._note(batch, fates)
                raise
        return {each.target.id: each for each in fates if each.outcome != "unknown"}

    @override
    async def _look(
        self, batch: _FileBatch, left: tuple[FileTarget, ...], at: int
    ) -> Mapping[str, Fate]:
        """Look what a call has done; what does not show is looked for twice."""
        found: dict[str, Fate] = {}
        for again in (True, False):
            traces = await self._tracing.look(batch.viewer, batch.plan, left, at)
            for each in left:
                trace = traces.get(each.id)
                if not isinstance(trace, Absent):
                    found[each.id] = trace or self._unknown(each)
            left = tuple(each for each in left if each.id not in found)
            if left and again:
                await asyncio.sleep(self._recheck_seconds)
        return found

    @override
    def _unknown(self, target: FileTarget) -> Fate:
        return Fate(target, "unknown")

    @override
    def _entry(self, batch: _FileBatch, fate: Fate) -> Entry:
        return _entry(batch.command, batch.plan, fate)

    async def _note_cleared(
        self,
        command: Command,
        plan: FilePlan,
        targets: Sequence[FileTarget],
        *,
        stays: bool = False,
    ) -> None:
        """Note what leaves a space at somebody's wish, so that nobody is asked whether it was; what
        ``stays`` was refused after all.
        """
        is_moved = plan.what == "move" and plan.to_space != plan.space_id
        if not is_moved and plan.what not in {"delete", "remove"}:
            return
        spaces = {each.space_id or plan.space_id for each in targets}
        for space_id in spaces:
            leaving = [each for each in targets if (each.space_id or plan.space_id) == space_id]
            sizes = {f"{command.key}:{each.id}": each.size for each in leaving}
            await self._clearings.note(space_id, sizes, stays=stays)

    async def _note_ends(
        self, command: Command, plan: FilePlan, before: Sequence[Fate], after: Sequence[Fate]
    ) -> None:
        """Write how tasks ended, once whoever looks."""
        for was, now in zip(before, after, strict=True):
            if was.outcome == "running" and now.outcome != "running":
                entry = _entry(command, plan, now)
                await self._audit.append(f"task:{now.task_id}", entry, command.fence)


def _parts(command: Command, viewer: str, plan: FilePlan) -> Iterator[_FileBatch]:
    """Cut a plan into calls."""
    most, every = MOST[plan.what], plan.targets
    for number, start in enumerate(range(0, len(every), most)):
        some = every[start : start + most]
        key, is_all = keyed(command, number), len(some) == len(every)
        yield Batch(command, key, viewer, plan, some, is_all)


_OUTCOMES: Final = {"done": DONE, "running": PLANNED, "unknown": "uncertain", "failed": "failed"}


def _entry(command: Command, plan: FilePlan, fate: Fate) -> Entry:
    """Tell of one file; what was not done left everything as before."""
    outcome = _OUTCOMES.get(fate.outcome, f"refused: {fate.code}")
    if fate.outcome == "failed":
        outcome = f"failed: {fate.message}"
    name = fate.target.name
    return Entry.of(
        command,
        outcome,
        fate.made or fate.target.id,
        f"{name} → {plan.name}" if plan.what == "rename" else name,
        before="" if plan.what == "create" else f"folder={plan.space_id}/{plan.folder_id}",
        after=f"folder={plan.to_space}/{plan.to_folder}" if plan.to_folder else "",
        request_id=fate.request_id,
    )
