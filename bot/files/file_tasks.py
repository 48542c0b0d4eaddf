"""What DingTalk goes on with by itself: a folder with something in it takes a task.

"It takes longer" is not "it failed": a task is looked at for a while, and then said to go on.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.dingtalk.http import DingTalk
from bot.dingtalk.payload import Payload, Size, Words, rows_of
from bot.errors import PlatformError, TaskMissing
from bot.files.fates import Fate

TASK: Final = "/v1.0/storage/tasks/{taskId}"
LOOKS: Final = 4
"""After 1, 2, 4 and 8 times the first wait; each costs a counted call for every task."""


class _Task(Payload):
    status: Words = None
    total_count: Size = None
    success_count: Size = None
    fail_message: Words = None


class FileTasks:
    """Looks how far tasks have come."""

    def __init__(self, dingtalk: DingTalk, first_look_seconds: float) -> None:
        self._dingtalk = dingtalk
        self._first = first_look_seconds

    async def follow(self, viewer: str, fates: Sequence[Fate]) -> tuple[Fate, ...]:
        """Look at all that run until they are over, or the looks are used up."""
        now = tuple(fates)
        for look in range(LOOKS):
            if not any(_can_be_followed(each) for each in now):
                break
            await asyncio.sleep(self._first * 2**look)
            now = await self.look(viewer, now)
        return now

    async def look(self, viewer: str, fates: Sequence[Fate]) -> tuple[Fate, ...]:
        """Look at each that runs once (page `get-the-asynchronous-task-information-in-storage`)."""
        return tuple([await self._now(viewer, each) for each in fates])

    async def _now(self, viewer: str, fate: Fate) -> Fate:
        if not _can_be_followed(fate):
            return fate
        try:
            answer = await self._dingtalk.call(
                "GET", TASK, path={"taskId": fate.task_id}, query={"unionId": viewer}
            )
        except TaskMissing:
            return fate.now("unknown")
        except PlatformError:
            return fate  # what it does is not known by that, nor that it is over
        rows = rows_of(_Task, [answer.body.get("task")])
        return _after(fate, rows.read[0]) if rows and rows.read else fate


def _can_be_followed(fate: Fate) -> bool:
    return fate.outcome == "running" and bool(fate.task_id)


def _after(fate: Fate, task: _Task) -> Fate:
    counted = replace(fate, succeeded=task.success_count, total=task.total_count)
    if task.status == "SUCCESS":
        return counted.now("done")
    if task.status == "FAIL":
        return replace(counted.now("failed"), message=task.fail_message or "")
    return counted
