"""Changing files and folders, each done once, whatever dies in between.

DingTalk takes no idempotency key. So the intent is written before the call, and where no answer
came it is read what is there (:mod:`bot.files.traces`). Each file of several is judged by itself.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import structlog
from pydantic import TypeAdapter

from bot.audit import DONE, PLANNED, Audit, Entry
from bot.errors import OutcomeUnknown, PlatformError
from bot.files.change_calls import MOST, ChangeCalls
from bot.files.fates import Fate, FilePlan, FileTarget, refused
from bot.files.file_tasks import FileTasks
from bot.files.reader import DentryReader
from bot.files.traces import Absent, Tracing
from bot.journal import Intent, Journal
from bot.messages import Command
from bot.quota.clearings import Clearings

log = structlog.get_logger()

CALLS: Final = 2
"""How often a change is called, in all, when the first call left no trace."""

_PLAN: TypeAdapter[FilePlan] = TypeAdapter(FilePlan)
_FATES: TypeAdapter[tuple[Fate, ...]] = TypeAdapter(tuple[Fate, ...])


@dataclass(frozen=True, slots=True)
class _Part:
    """As many as one call takes, and the key under which they are changed."""

    command: Command
    key: str
    viewer: str
    plan: FilePlan
    targets: tuple[FileTarget, ...]

    @property
    def is_all(self) -> bool:
        """Whether one call takes all that the plan is about."""
        return len(self.targets) == len(self.plan.targets)


class FileChanges:
    """Changes files in somebody's name."""

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
        """``uncertain_seconds`` pass before an outcome is looked up: DingTalk gives a call up after
        3 s. ``now`` gives Redis's time in milliseconds since 1970.
        """
        self._calls = calls
        self._tracing = tracing
        self._tasks = tasks
        self._clearings = clearings
        self._reader = reader
        self._journal = journal
        self._audit = audit
        self._uncertain_seconds = uncertain_seconds
        self._recheck_seconds = recheck_seconds
        self._now = now

    async def begun(self, command: Command) -> FilePlan | None:
        """Give what an earlier run of this turn has begun: what it is about may be called otherwise
        by now, or be gone.
        """
        intent = await self._journal.find(command.key)
        return None if intent is None else _PLAN.validate_json(intent.facts["plan"])

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

    async def _once(self, part: _Part) -> tuple[Fate, ...]:
        intent = await self._intend(part)
        if intent.result is not None:
            return _fates(intent)
        found: dict[str, Fate] = {}
        left, at = part.targets, intent.at
        if not intent.new:
            left = await self._look(part, left, found, at)
        for _ in range(CALLS):
            if not left:
                break
            intent = await self._intend(part)  # looking took its time
            if intent.result is not None:
                return _fates(intent)
            left = await self._called(part, left, found)
            if left:
                left = await self._look(part, left, found, intent.at)
        fates = tuple(found.get(each.id, Fate(each, "unknown")) for each in part.targets)
        await self._conclude(part, fates)
        return fates

    async def _intend(self, part: _Part) -> Intent:
        facts = {"plan": _PLAN.dump_json(part.plan).decode()}
        return await self._journal.intend(part.key, part.command.unbroken, facts)

    async def _called(
        self, part: _Part, left: tuple[FileTarget, ...], found: dict[str, Fate]
    ) -> tuple[FileTarget, ...]:
        """Make the call; gives those of which no answer tells what it did."""
        try:
            fates = await self._calls.call(part.viewer, part.plan, left)
        except OutcomeUnknown:
            return left
        except PlatformError as failure:
            fates = tuple(refused(each, failure) for each in left)
            is_refused = all(each.outcome == "refused" for each in fates)
            if is_refused and len(left) == len(part.targets):
                await self._journal.forget(part.key)
                await self._note(part, fates)
                raise
        found |= {each.target.id: each for each in fates if each.outcome != "unknown"}
        return tuple(each.target for each in fates if each.outcome == "unknown")

    async def _look(
        self, part: _Part, left: tuple[FileTarget, ...], found: dict[str, Fate], at: int
    ) -> tuple[FileTarget, ...]:
        """Look what a call has done, not before it must have ended; what does not show is looked
        for twice. Gives those for which it has not happened.
        """
        passed = (await self._now() - at) / 1000
        await asyncio.sleep(max(0.0, self._uncertain_seconds - passed))
        for again in (True, False):
            traces = await self._tracing.look(part.viewer, part.plan, left, at)
            for each in left:
                trace = traces.get(each.id)
                if isinstance(trace, Fate):
                    found[each.id] = trace
                elif trace is None:
                    found[each.id] = Fate(each, "unknown")
            left = tuple(each for each in left if isinstance(traces.get(each.id), Absent))
            if left and again:
                await asyncio.sleep(self._recheck_seconds)
        return left

    async def _conclude(self, part: _Part, fates: tuple[Fate, ...]) -> None:
        """Write what came of it, with its lines in the trail. What nobody could tell is looked up
        again by a run that comes later, and what was only refused may be asked again.
        """
        first = next((each for each in fates if each.outcome in {"done", "running"}), None)
        await self._note(part, [each for each in fates if each is not first])
        is_known = all(each.outcome != "unknown" for each in fates)
        if first is not None or (is_known and not part.is_all):
            line = self._audit.line(part.key, _entry(part.command, part.plan, first or fates[0]))
            result = {"fates": _FATES.dump_json(fates).decode()}
            await self._journal.conclude(part.key, result, line)
        elif is_known:
            await self._journal.forget(part.key)

    async def _note(self, part: _Part, fates: Sequence[Fate]) -> None:
        for each in fates:
            entry = _entry(part.command, part.plan, each)
            await self._audit.append(f"{part.key}:{each.target.id}", entry, part.command.fence)
            if each.outcome == "unknown":
                log.error("file_change_uncertain", what=part.plan.what, turn=part.command.key)

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


def _parts(command: Command, viewer: str, plan: FilePlan) -> Iterator[_Part]:
    """Cut a plan into calls; the first has the turn's own key, by which it is known to begin."""
    most = MOST[plan.what]
    for number, start in enumerate(range(0, len(plan.targets), most)):
        key = f"{command.key}:part{number + 1}" if number else command.key
        yield _Part(command, key, viewer, plan, plan.targets[start : start + most])


def _fates(intent: Intent) -> tuple[Fate, ...]:
    return _FATES.validate_json((intent.result or {})["fates"])


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
