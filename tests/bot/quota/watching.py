"""A watch on a sandbox and a store, without a worker: a test says when what is done.

Its clock stands until it is set. Looks are tasks, so a test does them by hand, perhaps only in part.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, is_dataclass

from bot.access import Operator, Organisation, Place
from bot.alerts.cards import actions
from bot.alerts.service import Alerts
from bot.app import TEMPLATES, terms_of
from bot.app.alerting import alerts_of
from bot.app.speaking import nobody
from bot.app.watching import watch_of
from bot.budget import Governor
from bot.cards import Cards
from bot.charts.charts import Charts
from bot.delivery import Delivery, Records
from bot.dingtalk.cards import CardCalls
from bot.dingtalk.contacts import Contact, Contacts
from bot.dingtalk.http import DingTalk
from bot.dingtalk.messages import RobotCalls
from bot.i18n import read_texts
from bot.messages import Conversation
from bot.quota.observations.model import Observation
from bot.quota.observations.sampler import Sampler
from bot.quota.observations.store import Observations
from bot.quota.progress import Progress, ProgressStore
from bot.quota.watch import Watch
from bot.routing import Routes
from bot.settings import Settings
from bot.storage import Store
from bot.tagged_union import TaggedUnion
from bot.unasked import Known
from handlers import ROUTERS
from tests.dingtalk import calling
from tests.parts import Clock, queueing
from tests.sandbox_server import Json, SandboxHandle

PRESSED = [each for each in vars(actions).values() if isinstance(each, type) and is_dataclass(each)]
PERSON_SECONDS = 24 * 3600


@dataclass(slots=True)
class Watching:
    """One replica's watch, and what it works with."""

    sandbox: SandboxHandle
    store: Store
    watch: Watch
    sampler: Sampler
    observations: Observations
    progress: ProgressStore
    organisation: Organisation
    governor: Governor
    clock: Clock
    alerts: Alerts
    delivery: Delivery

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
    known: Known = nobody,
    **changed: object,
) -> AsyncIterator[Watching]:
    """Put a watch together; ``changed`` are settings, ``now`` a clock of its own, and ``known``
    gives the admins who can be written to alone.
    """
    state = await sandbox.state()
    settings = Settings.model_validate(
        {
            "client_id": state["clientId"],
            "client_secret": state["clientSecret"],
            "api_base": sandbox.url,
            "call_seconds": 2,
            "calls_used": 0,
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
        calling(
            sandbox,
            store,
            spend=governor.spend,
            hear=governor.heard,
            call_seconds=settings.call_seconds,
            calls_per_second=settings.calls_per_second,
        ) as dingtalk,
    ):

        async def set_time() -> int:
            return clock()

        async def who(user_id: str) -> Contact:
            return await Contacts(dingtalk, store).person(user_id, PERSON_SECONDS)

        delivery = _delivery(settings, store, dingtalk, clock)
        watch = watch_of(
            store,
            tasks,
            dingtalk=dingtalk,
            who=who,
            delivery=delivery,
            governor=governor,
            language="en",
            known=known,
            clock=now or set_time,
        )
        yield Watching(
            sandbox,
            store,
            watch,
            watch.sampler,
            Observations(store),
            ProgressStore(store),
            organisation,
            governor,
            clock,
            alerts_of(
                store,
                tasks,
                dingtalk=dingtalk,
                watch=watch,
                who=who,
                delivery=delivery,
                governor=governor,
                charts=Charts(read_texts(TEMPLATES, settings.time_zone)),
                language="en",
                zone=settings.time_zone,
                known=known,
                clock=now or set_time,
            ),
            delivery,
        )


async def admins_group(sandbox: SandboxHandle, organisation: Organisation) -> str:
    """Tell the admins things in the first group; gives its id."""
    group = await sandbox.group()
    await organisation.tell_admins_in(Place(Conversation(group, "group", "Team"), "manager01"))
    return group


def _delivery(settings: Settings, store: Store, dingtalk: DingTalk, clock: Clock) -> Delivery:
    return Delivery(
        cards=Cards(TEMPLATES),
        records=Records(store, 3600),
        types=TaggedUnion(dict.fromkeys((*Routes(ROUTERS).types, *PRESSED))),
        card_calls=CardCalls(dingtalk),
        robot_calls=RobotCalls(dingtalk, robot_code=settings.robot, api_base=settings.api_base),
        settings=settings,
        now=clock,
    )
