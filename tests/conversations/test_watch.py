"""The watch in running bots: replicas share it, and a sweep outlives whoever began it."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.access import Operator, Organisation
from bot.quota.events import FileEvents, Switched
from bot.quota.observations.store import Observations
from bot.quota.progress import ProgressStore
from bot.storage import Store, open_store
from tests.conversations.crashes import held, hold, kill, made, own_valkey
from tests.conversations.stage import PATIENCE, Stage
from tests.conversations.watching import LIST, called
from tests.dingtalk import calling, union_id
from tests.moments import a_moment
from tests.sandbox_server import SandboxHandle

CAPACITY = "GET /v1.0/storage/orgs/{corpId}"
SPACES = 120
PAGES = 3
QUICK = {"watch_seconds": 0.1}


@asynccontextmanager
async def watched(stage: Stage) -> AsyncIterator[Store]:
    """An organisation of three pages, with an operator; gives the bots' Redis."""
    await stage.sandbox.reset(spaces=SPACES)
    async with open_store(stage.redis_url, stage.state["clientId"]) as store:
        await organised(store, stage)
        yield store


async def organised(store: Store, stage: Stage) -> None:
    organisation = Organisation(store)
    await organisation.learn(stage.state["corpId"])
    await organisation.name_operator(Operator("manager01", "Bob", 0))


async def ended(sandbox: SandboxHandle, store: Store) -> None:
    """Wait for the call that ends a sweep, then check that it ended well."""
    await called(sandbox, CAPACITY)
    progress = await ProgressStore(store).load()
    assert progress.swept == progress.began
    assert len(await Observations(store).all()) >= SPACES


async def test_one_sweep_is_shared_by_two_replicas(stage: Stage) -> None:
    async with watched(stage) as store, stage.process(**QUICK), stage.bot(**QUICK):
        await ended(stage.sandbox, store)

        # On a busy machine a task may be begun a second time, and then reads one page again.
        assert PAGES <= len(await made(stage.sandbox, LIST)) <= PAGES + 1


async def test_a_sweep_goes_on_where_a_killed_replica_left_it(stage: Stage) -> None:
    async with watched(stage) as store:
        async with stage.process(**QUICK) as process:
            await called(stage.sandbox, LIST)
            page = await hold(stage.sandbox, "before", LIST)
            await held(stage.sandbox, page)
            await kill(stage, process)
        async with stage.bot(**QUICK):
            await ended(stage.sandbox, store)

        tokens = [call["query"].get("nextToken", "") for call in await made(stage.sandbox, LIST)]
        assert len(set(tokens)) == PAGES
        assert tokens.count("") == 1


async def test_a_frozen_replica_that_goes_on_later_undoes_nothing(stage: Stage) -> None:
    async with watched(stage) as store, stage.process(**QUICK) as frozen:
        page = await hold(stage.sandbox, "before", LIST)
        await held(stage.sandbox, page)
        frozen.send_signal(signal.SIGSTOP)
        async with stage.bot(**QUICK):
            await ended(stage.sandbox, store)
            before = await ProgressStore(store).load()
            frozen.send_signal(signal.SIGCONT)
            bob = await stage.in_group("manager01")
            await bob.says("whoami")

            assert (await ProgressStore(store).load()).swept == before.swept
            history = await Observations(store).history(next(iter(await Observations(store).all())))
            assert len(history) <= 2


async def test_redis_stopped_in_the_middle_of_a_sweep_only_delays_it(stage: Stage) -> None:
    async with own_valkey() as memory:
        own = await stage.moved_to(memory.url)
        async with watched(own) as store, own.bot(**QUICK):
            page = await own.sandbox.fault("slow", LIST, times=1, delayMillis=1000)
            await held(own.sandbox, page)
            await memory.stop()
            await memory.start()
            await ended(own.sandbox, store)


async def test_file_events_let_a_space_be_looked_at(stage: Stage) -> None:
    async with watched(stage) as store, stage.bot(**QUICK):
        await ended(stage.sandbox, store)
        space_id = next(iter(await Observations(store).all()))
        async with calling(stage.sandbox, store) as dingtalk:
            events = FileEvents(dingtalk, store)
            admin = await union_id(stage.sandbox, "manager01")
            await events.switch_on(stage.state["corpId"], admin, Switched("Bob", 0))
            await stage.sandbox.change_space(space_id, usedQuota=900 << 30)
            async with asyncio.timeout(PATIENCE):
                while space_id not in await events.marked():
                    await a_moment()
