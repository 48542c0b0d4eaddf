"""Waiting for whichever of several things comes first."""

import asyncio
from collections.abc import Coroutine
from typing import Any


async def first_done(*waits: Coroutine[Any, Any, object]) -> None:
    """Run all `waits` until one ends, then cancel the others."""
    async with asyncio.TaskGroup() as group:
        tasks: list[asyncio.Task[None]] = []

        async def run(wait: Coroutine[Any, Any, object]) -> None:
            await wait
            for task in tasks:
                if task is not asyncio.current_task():
                    task.cancel()

        tasks += [group.create_task(run(wait)) for wait in waits]
