"""Boxes that nobody would look into get their task again."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from typing_extensions import override

from bot.inbox import Boxes, ForgottenBoxes
from bot.storage import RedisError, Store
from bot.tasks import Tasks
from tests.parts import ANN, BOB, message, queued, queueing

PATIENCE = 60


@asynccontextmanager
async def going_round(boxes: Boxes, tasks: Tasks, seconds: float) -> AsyncIterator[None]:
    running = asyncio.get_running_loop().create_task(ForgottenBoxes(boxes, tasks, seconds).run())
    try:
        yield
    finally:
        assert not running.done()
        running.cancel()
        await asyncio.wait({running})


async def found(store: Store, *keys: str) -> None:
    """Wait until these tasks are queued."""
    async with asyncio.timeout(PATIENCE):
        while await queued(store) != list(keys):
            pass


async def test_a_box_whose_task_was_lost_gets_another(store: Store) -> None:
    """While the process runs: not only what it finds when it starts."""
    boxes = Boxes(store)
    async with queueing(store) as tasks, going_round(boxes, tasks, 0.05):
        await found(store)
        await boxes.accept(message(sender=ANN))

        await found(store, f"pick-up:{boxes.name(message(sender=ANN).place)}")


async def test_a_box_that_somebody_works_on_is_left_to_them(store: Store) -> None:
    boxes = Boxes(store)
    ann, bob = (boxes.name(message(sender=each).place) for each in (ANN, BOB))
    await boxes.accept(message(sender=ANN, msg_id="a"))
    await boxes.accept(message(sender=BOB, msg_id="b"))
    await store.redis.set(boxes.lease(ann), "somebody", px=60_000)
    async with queueing(store) as tasks, going_round(boxes, tasks, 60):
        await found(store, f"pick-up:{bob}")


class Gone(Boxes):
    """Boxes that cannot be reached a number of times."""

    failures = 2

    @override
    async def idle(self) -> tuple[str, ...]:
        if self.failures:
            self.failures -= 1
            raise RedisError("gone for now")
        return await super().idle()


async def test_without_redis_the_next_round_does_not_wait_for_its_time(store: Store) -> None:
    boxes = Gone(store)
    await boxes.accept(message())
    async with queueing(store) as tasks, going_round(boxes, tasks, 3600):
        await found(store, f"pick-up:{boxes.name(message().place)}")
