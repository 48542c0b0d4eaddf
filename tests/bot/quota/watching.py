"""A watch on a sandbox and a store, without a worker: a test says when what is done.

Its clock stands until it is set. Looks are tasks, so a test does them by hand, perhaps only in part.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, is_dataclass

from bot.access import Operator, Organisation, Place
from bot.alerts.cards import actions
from bot.alerts.service import Alerts
from bot.app import Core, Resources, core_of, routes_of, terms_of
from bot.budget import Governor
from bot.delivery import Delivery
from bot.digests.service import DigestService
from bot.dingtalk.http import open_dingtalk
from bot.messages import Conversation
from bot.quota.observations.model import Observation
from bot.quota.observations.sampler import Sampler
from bot.quota.observations.store import Observations
from bot.quota.progress import Progress, ProgressStore
from bot.quota.watch import Watch
from bot.storage import Store
from bot.unasked import Known
from handlers import ROUTERS
from tests.assembly import status
from tests.parts import CALL_SECONDS, Clock, Given, queueing
from tests.sandbox_server import Json, SandboxHandle

PRESSED = [each for each in vars(actions).values() if isinstance(each, type) and is_dataclass(each)]


@dataclass(slots=True)
class Watching:
    """One replica's watch, and what it works with."""

    sandbox: SandboxHandle
    store: Store
    core: Core
    organisation: Organisation
    governor: Governor
    clock: Clock

    @property
    def watch(self) -> Watch:
        return self.core.services.watch

    @property
    def sampler(self) -> Sampler:
        return self.watch.sampler

    @property
    def observations(self) -> Observations:
        return self.core.shared.observations

    @property
    def progress(self) -> ProgressStore:
        return self.core.shared.progress

    @property
    def alerts(self) -> Alerts:
        return self.core.services.alerts

    @property
    def digests(self) -> DigestService:
        return self.core.services.digests

    @property
    def delivery(self) -> Delivery:
        return self.core.shared.delivery

    async def tick(self) -> None:
        """Tick once, do everything that is planned, and tell what is new."""
        await self.watch.tick()
        await self.work()
        await self.watch.notify()

    async def work(self) -> None:
        """Do what is planned, until nothing is left that can be done now."""
        done: Progress | None = None
        while (now := await self.where()) != done and now.is_busy:
            done = now
            if now.sweep is not None:
                await self.sampler.sweep(str(now.sweep.began))
            for job in now.jobs:
                await self.sampler.look(job)

    async def where(self) -> Progress:
        return await self.progress.load()

    async def seen(self) -> dict[str, Observation]:
        return await self.watch.seen()

    async def calls(self) -> list[Json]:
        """What was asked of the drive, in order."""
        return [
            call
            for call in await self.sandbox.calls()
            if "/drive/" in call["path"] or "/storage/" in call["path"]
        ]

    async def later(self, millis: int) -> None:
        """Let time pass, for the sandbox too."""
        self.clock.at += millis

    async def until_planned(self) -> None:
        """Let time pass until the next thing is planned, and do it."""
        self.clock.at = max(self.clock.at + 1, (await self.where()).next_at)
        await self.tick()


@asynccontextmanager
async def watching(
    sandbox: SandboxHandle,
    store: Store,
    clock: Clock,
    *,
    operator: str | None = "manager01",
    now: Callable[[], Awaitable[int]] | None = None,
    known: Known | None = None,
    **changed: object,
) -> AsyncIterator[Watching]:
    """Put a watch together; ``changed`` are settings, ``now`` a clock of its own, and ``known``
    gives the admins who can be written to alone.
    """
    state = await sandbox.state()
    settings = Given.model_validate(
        {
            "client_id": state["clientId"],
            "client_secret": state["clientSecret"],
            "api_base": sandbox.url,
            "call_seconds": CALL_SECONDS,
            "calls_used": 0,
            "language": "en",
            **changed,
        }
    )
    organisation = Organisation(store)
    await organisation.learn(state["corpId"])
    if operator is not None:
        await organisation.name_operator(Operator(operator, "Bob", clock.at))
    governor = Governor(store, now=clock, terms=terms_of(settings))
    async with (
        queueing(store) as tasks,
        open_dingtalk(settings, store, hear=governor.heard, books=governor.booking) as dingtalk,
    ):

        async def set_time() -> int:
            return clock()

        resources = Resources(
            settings,
            store,
            tasks,
            dingtalk,
            sandbox.client,
            governor,
            clock,
            now or set_time,
            reachable=known,
            kinds=tuple(PRESSED),
        )
        core = core_of(resources, routes_of(ROUTERS), status)
        yield Watching(sandbox, store, core, organisation, governor, clock)


async def admins_group(sandbox: SandboxHandle, organisation: Organisation) -> str:
    """Tell the admins things in the first group; gives its id."""
    group = await sandbox.group()
    await organisation.name_admins_place(Place(Conversation(group, "group", "Team"), "manager01"))
    return group
