"""Says that an answer takes longer, while it is worked on."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog

from bot.delivery import Delivery, Target
from bot.errors import PlatformError

log = structlog.get_logger()


class Interim:
    """Shows the interim face of answers that are not there after so many seconds."""

    def __init__(self, delivery: Delivery, seconds: float) -> None:
        self._delivery = delivery
        self._seconds = seconds

    @asynccontextmanager
    async def while_worked_on(self, target: Target) -> AsyncIterator[None]:
        """Show where an answer will be that it takes longer, if the body takes so long.

        What is shown later comes after it: it is never broken off by a body that is done.
        """
        loop, begun = asyncio.get_running_loop(), list[asyncio.Task[None]]()
        timer = loop.call_later(
            self._seconds, lambda: begun.append(loop.create_task(self._show(target)))
        )
        try:
            yield
            timer.cancel()
            for showing in begun:
                await showing
        finally:
            timer.cancel()
            for showing in begun:
                showing.cancel()
                await asyncio.wait({showing})

    async def _show(self, target: Target) -> None:
        """Say that the answer takes longer; failing to say so is no reason to stop."""
        try:
            await self._delivery.interim(target)
        except PlatformError as trouble:
            log.warning("interim_not_shown", code=trouble.code)
