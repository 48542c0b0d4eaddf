"""Durable work."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from docket import Docket, Retry
from structlog.testing import capture_logs

from bot.storage import RedisError, Store, open_store
from bot.tasks import FEW_ADDS, MANY_AWAITED, Tasks, open_tasks, unknown_task
from tests.parts import nothing, queued

PATIENCE = 60
BURST = 300
MANY = 20
"""So many tasks at once have 220 connections, still fewer than a burst."""
NOWHERE = "unix:///nowhere/at/all.sock"


class Work:
    """Notes what it is given; the first tries may fail."""

    def __init__(self, fails: int = 0) -> None:
        self.done: list[str] = []
        self.tries = 0
        self._fails = fails
        self._changed = asyncio.Event()

    async def __call__(self, argument: str) -> None:
        self.tries += 1
        self._changed.set()
        if self.tries <= self._fails:
            raise RedisError("gone for now")
        self.done.append(argument)

    async def reaches(self, count: int) -> None:
        async with asyncio.timeout(PATIENCE):
            while len(self.done) < count:
                self._changed.clear()
                await self._changed.wait()


@asynccontextmanager
async def working(
    store: Store, work: Callable[[str], Awaitable[None]] | None = None, *, at_once: int = 4
) -> AsyncIterator[Tasks]:
    """Tasks called ``work``, worked on by ``work``, if it is given; so many in a quarter of a second."""
    async with open_tasks(store, concurrency=at_once, redelivery_seconds=2) as tasks:
        tasks.register("work", work or nothing)
        if work is None:
            yield tasks
            return
        running = asyncio.get_running_loop().create_task(tasks.run())
        try:
            yield tasks
        finally:
            running.cancel()
            await asyncio.wait({running})


async def test_a_task_is_done(store: Store) -> None:
    work = Work()
    async with working(store, work) as tasks:
        await tasks.add("work", "市场部", key="k1")
        await work.reaches(1)

    assert work.done == ["市场部"]


async def test_a_task_whose_adding_is_cancelled_never_ends_as_if_nothing_were(store: Store) -> None:
    """Whether it waits for a connection, is being sent, or waits for its answer."""
    async with working(store) as tasks:
        await tasks.add("work", "", key="first")
        for rounds in range(12):
            adding = asyncio.get_running_loop().create_task(
                tasks.add("work", "", key=f"after {rounds}")
            )
            for _ in range(rounds):
                await asyncio.sleep(0)
            if adding.cancel():
                await asyncio.wait({adding})

                assert adding.cancelled(), f"in round {rounds} of the loop"


async def test_a_key_is_queued_once_while_it_waits(store: Store) -> None:
    work = Work()
    async with working(store) as tasks:
        await asyncio.gather(*(tasks.add("work", str(n), key="same") for n in range(10)))
        await tasks.add("work", "last", key="other")
    async with working(store, work):
        await work.reaches(2)

    assert len(work.done) == 2
    assert "last" in work.done


async def test_a_key_that_was_done_may_be_queued_again(store: Store) -> None:
    work = Work()
    async with working(store, work) as tasks:
        await tasks.add("work", "first", key="same")
        await work.reaches(1)
        async with asyncio.timeout(PATIENCE):
            while len(work.done) < 2:
                await tasks.add("work", "second", key="same")
                await asyncio.sleep(0)

    assert set(work.done) == {"first", "second"}


async def test_however_many_tasks_are_added_at_once_each_is_done(store: Store) -> None:
    """One process, whose connections are fewer."""
    work, burst = Work(), [str(number) for number in range(BURST)]
    async with working(store, work, at_once=MANY) as tasks, asyncio.timeout(2 * PATIENCE):
        await asyncio.gather(*(tasks.add("work", each, key=each) for each in burst))
        await work.reaches(len(burst))

    assert sorted(work.done) == sorted(burst)


async def test_no_task_begins_while_a_burst_of_them_is_added(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever sent what is added waits to hear that it is kept."""
    monkeypatch.setattr("bot.tasks.RUSH_SECONDS", PATIENCE)
    adding, beside = 0, []
    work = Work()

    async def noting(argument: str) -> None:
        beside.append(adding)
        await work(argument)

    async def adds(tasks: Tasks, name: str) -> None:
        nonlocal adding
        adding += 1
        await tasks.add("work", name, key=name)
        adding -= 1

    async with working(store, noting, at_once=MANY) as tasks, asyncio.timeout(2 * PATIENCE):
        await asyncio.gather(*(adds(tasks, str(number)) for number in range(BURST)))
        await work.reaches(BURST)

    assert max(beside) <= FEW_ADDS + 1


async def test_a_burst_that_does_not_end_holds_no_task_up(store: Store) -> None:
    work = Work()

    async def goes_on(tasks: Tasks, who: int) -> None:
        number = 0
        while not work.done:
            number += 1
            await tasks.add("work", "", key=f"{who} {number}")

    async with working(store, work) as tasks, asyncio.timeout(PATIENCE):
        await asyncio.gather(*(goes_on(tasks, who) for who in range(4 * FEW_ADDS)))

    assert work.done


async def test_a_failed_task_is_tried_again(store: Store) -> None:
    work = Work(fails=1)
    async with working(store, work) as tasks:
        await tasks.add("work", "a", key="k1")
        await work.reaches(1)

    assert work.tries == 2


async def test_a_task_waits_for_its_time(store: Store) -> None:
    work = Work()
    async with working(store, work) as tasks:
        at = await store.now() + 400
        await tasks.add("work", "later", key="k1", at=at)
        await work.reaches(1)

    assert await store.now() >= at


async def test_a_task_of_another_release_is_kept_for_it(store: Store) -> None:
    """In a rolling upgrade an old worker meets names it does not know."""
    async with open_tasks(store, concurrency=1, redelivery_seconds=2) as next_release:
        next_release.register("news", nothing)
        await next_release.add("news", "a", key="unknown")
    known = Work()
    async with working(store, known) as tasks:
        await tasks.add("work", "b", key="known")
        await known.reaches(1)
    # It was added first, so it was met; and it is still there.
    assert "unknown" in await queued(store)


async def test_one_that_no_release_came_for_is_set_aside_in_the_end(store: Store) -> None:
    last = Retry(attempts=1)
    async with open_tasks(store, concurrency=1, redelivery_seconds=2) as tasks:
        tasks.register("news", nothing)
        await tasks.add("news", "a", key="unknown")
    async with Docket(name=store.key("docket"), url=store.url) as docket:
        which = await docket.get_execution("unknown")
        assert which is not None
        with capture_logs() as logs:
            await unknown_task(store)("a", which=which, retry=last)

    assert store.counts.unreadable == {"task": 1}
    assert [(each["kind"], each["name"]) for each in logs] == [("task", "news")]


async def test_what_another_release_gives_a_task_besides_does_not_stop_it(store: Store) -> None:
    work = Work()
    async with working(store, work), Docket(name=store.key("docket"), url=store.url) as docket:
        docket.register(nothing, names=["work"])
        with capture_logs():
            await docket.add("work", key="none")()
            await docket.add("work", key="more")("a", "of a later release", how="so")
            await work.reaches(1)

    assert work.done == ["a"]


async def test_adding_without_redis_fails_as_redis_does() -> None:
    async with open_store(NOWHERE, "app") as store, working(store) as tasks:
        with pytest.raises(RedisError):
            await tasks.add("work", "a", key="k")


async def test_working_stops_whatever_is_worked_on(store: Store) -> None:
    """A task that takes for ever is cut, and starts again elsewhere."""
    begun = asyncio.Event()

    async def endless(_: str) -> None:
        begun.set()
        await asyncio.Event().wait()

    async with open_tasks(store, concurrency=1, redelivery_seconds=2) as tasks:
        tasks.register("endless", endless)
        running = asyncio.get_running_loop().create_task(tasks.run())
        await tasks.add("endless", "a", key="k")
        async with asyncio.timeout(PATIENCE):
            await begun.wait()
        running.cancel()
        async with asyncio.timeout(PATIENCE):
            await asyncio.wait({running})

    again = Work()
    async with open_tasks(store, concurrency=1, redelivery_seconds=2) as tasks:
        tasks.register("endless", again)
        running = asyncio.get_running_loop().create_task(tasks.run())
        await again.reaches(1)
        running.cancel()
        await asyncio.wait({running})
    assert again.done == ["a"]


async def test_what_is_done_every_interval_goes_on_whatever_it_raises(store: Store) -> None:
    work = Work(fails=2)

    async def tick() -> None:
        await work("tick")

    async with open_tasks(store, concurrency=4, redelivery_seconds=2) as tasks:
        tasks.every(0.01, "pulse", tick)
        tasks.every(0.01, "other", nothing_at_all)
        running = asyncio.get_running_loop().create_task(tasks.run())
        await work.reaches(2)
        running.cancel()
        await asyncio.wait({running})

    assert work.tries >= 4


async def nothing_at_all() -> None:
    """Do nothing, every interval."""


async def test_whatever_takes_long_gives_way_while_many_wait_for_an_answer(store: Store) -> None:
    """Not to few, and not to tasks that nobody waits for."""
    begun, over = asyncio.Semaphore(0), asyncio.Event()

    async def work(_: str) -> None:
        begun.release()
        await over.wait()

    async with (
        open_tasks(store, concurrency=2 * MANY_AWAITED, redelivery_seconds=20) as tasks,
        asyncio.TaskGroup() as group,
    ):
        tasks.register("unseen", work)
        tasks.register("asked", work, awaited=True)
        running = group.create_task(tasks.run())

        async def gives_way(name: str, count: int) -> bool:
            """Whether one does, after so many more of those tasks have begun."""
            for number in range(count):
                await tasks.add(name, name, key=f"{name}{number}{count}")
                await begun.acquire()
            way = group.create_task(tasks.give_way())
            await asyncio.sleep(0)
            return not way.done()

        try:
            found = [
                await gives_way("unseen", MANY_AWAITED),
                await gives_way("asked", MANY_AWAITED - 1),
                await gives_way("asked", 1),
            ]
        finally:
            over.set()
            running.cancel()

    assert found == [False, False, True]
