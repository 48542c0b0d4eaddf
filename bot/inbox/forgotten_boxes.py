"""Sees that no box is forgotten: one that holds something and is nobody's gets its task again.

A task may be lost although its turn is not: a primary that dies takes its last writes with it, and
a process may die between the two steps of accepting. Every replica looks, at the price of two round
trips, and independently of docket, whose own trouble this is about.
"""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from bot.inbox.box import TURNS, Boxes
from bot.storage import RedisError
from bot.tasks import Tasks

log = structlog.get_logger()

AGAIN_SECONDS = 1.0


class ForgottenBoxes:
    """Goes from box to box, and has those picked up that wait and are nobody's."""

    def __init__(self, boxes: Boxes, tasks: Tasks, seconds: float) -> None:
        """Go round every ``seconds``, and at once when Redis answers again."""
        self._boxes = boxes
        self._tasks = tasks
        self._seconds = seconds

    async def run(self) -> None:
        """Go round until cancelled."""
        await _in_the_end(self._boxes.find_all)
        while not _is_cancelled():
            await _in_the_end(self._go)
            await asyncio.sleep(0 if _is_cancelled() else self._seconds)

    async def _go(self) -> None:
        for name in await self._boxes.idle():
            await self._tasks.add(TURNS, name, key=f"pick-up:{name}")


def _is_cancelled() -> bool:
    """Whether this task was told to end: on Python 3.11 a cancel that meets a write to Redis may be
    lost, and this one begins with writes.
    """
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


async def _in_the_end(step: Callable[[], Awaitable[None]]) -> None:
    """Do something, again and again while Redis cannot be reached."""
    while True:
        try:
            return await step()
        except RedisError as unreachable:
            log.warning("redis_unreachable", error=type(unreachable).__name__)
            await asyncio.sleep(AGAIN_SECONDS)
