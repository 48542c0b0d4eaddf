"""Durable work: the one docket, and the rules for using it.

Arguments are plain text, so that a task written by an older release is still read. Every task is
tried again for ever after a failure of the infrastructure, because without that one exception is
its end; a task of a name this release does not know waits two days for a release that does.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from docket import (
    CurrentExecution,
    Docket,
    Execution,
    ExponentialRetry,
    Perpetual,
    Retry,
    Worker,
)

from bot.cancellable import cancellable
from bot.storage import RedisError, Store, with_limits

AGAIN = ExponentialRetry.forever(timedelta(seconds=1), timedelta(minutes=1))
"""Soon at first, then rarely: each try of a task may cost calls of the monthly allowance."""

LATER = Retry(attempts=2 * 24 * 120, delay=timedelta(seconds=30))
"""For two days, as long as a turn waits in its box: an upgrade is over by then."""

ADD_SECONDS = 1

ADDS_AT_ONCE = 20
"""Tasks added at a time; the others wait, for docket's pool refuses whoever finds it empty."""

FEW_ADDS = 3
"""That may be under way while other tasks begin."""

RUSH_SECONDS = 0.5
"""How long a task waits at most for a burst of new ones to be added: it takes the processor ten
times as long as adding one does, and whoever sent what is added waits to hear that it is kept.
"""

MANY_AWAITED = 3
"""So many at once are held up by what else takes the processor."""

GIVE_WAY_SECONDS = 0.1
"""Long enough that four files at a time, which go on piece by piece, take answers little."""

CONNECTIONS_A_TASK = 10
"""That docket may need of its pool for each task that it works on: it seldom needs three."""

ANSWER_SECONDS = 5
"""How long docket waits for an answer; for one of a primary that is frozen it would wait for ever.
Its longest read of the work itself takes a tenth of a second."""

CHECK_SECONDS = 0.25
"""How long docket waits for new tasks before it looks around, and how long it sleeps when all that
it may work on at a time is taken: then it starts no more than that many tasks in this time, which
the setting ``concurrency`` has to be large enough for. A new task wakes it at once."""

DUE_SECONDS = 0.5
"""How often docket looks for tasks whose time has come: none of ours is due to the second."""

BEAT_SECONDS = 10
"""How often a worker says that it lives, for whoever looks at docket; nothing here asks."""

STOP_SECONDS = 3

WHICH = CurrentExecution()


def unknown_task(store: Store) -> Callable[..., Awaitable[None]]:
    """Make what is done for a task whose name this release does not know."""

    async def task(
        *_: object, which: Execution = WHICH, retry: Retry = LATER, **_more: object
    ) -> None:
        """Fail, so that it is kept: dropped, it would be lost in a rolling upgrade."""
        if retry.attempt == retry.attempts:
            store.set_aside("task", which.function_name)
            return
        msg = "a task of another release"
        raise LookupError(msg)

    return task


class Tasks:
    """Adds tasks to the docket and works on them. Build it with :func:`open_tasks`."""

    def __init__(self, store: Store, docket: Docket, worker: Worker) -> None:
        self._store = store
        self._docket = docket
        self._worker = worker
        self._room = asyncio.Semaphore(ADDS_AT_ONCE)
        self._adding = 0
        self._awaited = 0
        self._few_added = asyncio.Event()

    def register(
        self, name: str, work: Callable[[str], Awaitable[None]], *, awaited: bool = False
    ) -> None:
        """Say what does the tasks of that name; ``work`` gets the task's one argument. For what is
        ``awaited``, because somebody looks at a card that shows nothing yet, others give way.
        """

        async def task(*given: object, retry: Retry = AGAIN, **_: object) -> None:  # noqa: ARG001 - docket reads it
            match given:
                case [str(argument), *_more]:
                    await self._rush_over()
                    with self._counted(int(awaited)):
                        await work(argument)
                case _:
                    self._store.set_aside("task", name)

        self._docket.register(task, names=[name])

    def every(self, seconds: float, name: str, work: Callable[[], Awaitable[None]]) -> None:
        """Do something once an interval, however many replicas there are, and whatever becomes of
        them; what it raises is logged, and the next time comes all the same.
        """
        interval = Perpetual(every=timedelta(seconds=seconds), automatic=True)

        async def task(perpetual: Perpetual = interval) -> None:  # noqa: ARG001 - docket reads it
            await work()

        # By its own name docket finds it again: to queue it anew, should it ever get lost.
        task.__name__ = name
        self._docket.register(task)

    async def add(self, name: str, argument: str, *, key: str, at: int | None = None) -> None:
        """Queue a task once per key while it waits or runs; ``at`` is milliseconds since 1970.

        Raises RedisError when Redis does not answer: the task is perhaps added.
        """
        when = datetime.fromtimestamp(at / 1000, UTC) if at is not None else None
        self._adding += 1
        try:
            async with self._room, asyncio.timeout(ADD_SECONDS):
                await self._docket.add(name, key=key, when=when)(argument)
        except TimeoutError as silent:
            msg = "the docket did not answer"
            raise RedisError(msg) from silent
        finally:
            self._adding -= 1
            if self._adding <= FEW_ADDS:
                self._few_added.set()

    async def give_way(self) -> None:
        """Wait a moment where many tasks are awaited: what takes long does so piece by piece, and
        asks this before each.
        """
        if self._adding + self._awaited >= MANY_AWAITED:
            await asyncio.sleep(GIVE_WAY_SECONDS)

    @contextmanager
    def _counted(self, awaited: int) -> Iterator[None]:
        self._awaited += awaited
        try:
            yield
        finally:
            self._awaited -= awaited

    async def _rush_over(self) -> None:
        """Wait while many tasks are added here at the same time, as after a burst of messages."""
        with suppress(TimeoutError):
            async with asyncio.timeout(RUSH_SECONDS):
                while self._adding > FEW_ADDS:
                    self._few_added.clear()
                    await self._few_added.wait()

    async def run(self) -> None:
        """Work until cancelled; what was running then starts again elsewhere."""
        # The worker waits for its tasks when it is cancelled, and only a second cancel ends them.
        worker = asyncio.get_running_loop().create_task(self._worker.run_forever())
        try:
            await asyncio.shield(worker)
        finally:
            worker.cancel()
            done, _ = await asyncio.wait({worker}, timeout=STOP_SECONDS)
            if not done:
                worker.cancel()
                await asyncio.wait({worker}, timeout=STOP_SECONDS)


@asynccontextmanager
async def open_tasks(
    store: Store, *, concurrency: int, redelivery_seconds: float
) -> AsyncIterator[Tasks]:
    """Open the docket ``sk:{clientId}:docket`` on the store's Redis.

    A killed worker's task starts again elsewhere after ``redelivery_seconds``.
    """
    address = with_limits(
        store.url,
        read=ANSWER_SECONDS,
        connect=ANSWER_SECONDS,
        connections=ADDS_AT_ONCE + CONNECTIONS_A_TASK * concurrency,
    )
    docket = Docket(
        name=store.key("docket"),
        url=address,
        execution_ttl=timedelta(minutes=1),
        heartbeat_interval=timedelta(seconds=BEAT_SECONDS),
    )
    # From here docket takes where to listen for strikes. Nobody sends any, and it listens for a
    # minute at a time, which such a limit would break off with an alarm every five seconds.
    docket.url = ""
    async with (
        _cancelled_at_once(docket),
        Worker(
            docket,
            concurrency=concurrency,
            redelivery_timeout=timedelta(seconds=redelivery_seconds),
            reconnection_delay=timedelta(seconds=1),
            minimum_check_interval=timedelta(seconds=CHECK_SECONDS),
            scheduling_resolution=timedelta(seconds=DUE_SECONDS),
            fallback_task=unknown_task(store),
        ) as worker,
    ):
        yield Tasks(store, docket, worker)


@asynccontextmanager
async def _cancelled_at_once(docket: Docket) -> AsyncIterator[None]:
    """Open it, with connections whose commands forget no cancellation and need no task each."""
    async with docket, docket.redis() as opened:
        redis: Any = opened  # docket's type for all kinds of it names no pool
        cancellable(redis.connection_pool)
        yield
