"""One process of the bot: its parts put together, and run in one TaskGroup."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache, partial

import httpx

from bot import health
from bot.app.core import core_of
from bot.app.opening import needs_of
from bot.app.resources import Resources, now, terms_of
from bot.budget import Governor, Tally
from bot.delivery import StoreMarks
from bot.dingtalk.contacts import left_in
from bot.dingtalk.http import open_dingtalk, trust
from bot.dingtalk.stream import Listener
from bot.dispatch import rest_of
from bot.files.transfers import TASK as TRANSFER
from bot.inbox import (
    TURNS,
    Boxes,
    ForgottenBoxes,
    Inbox,
    LateAnswers,
    Outage,
    Pressers,
    Settler,
    Taps,
    Turns,
    slots_of,
)
from bot.routing import Router, Routes
from bot.services import Services, Status
from bot.sessions import Sessions
from bot.settings import Settings
from bot.shared_clock import SharedClock
from bot.storage import RedisError, Store, embedded, open_store
from bot.tasks import Tasks, open_tasks
from handlers import ROUTERS

VERSION = "0.1.0"


@dataclass(frozen=True, slots=True)
class App:
    """One process of the bot, put together and ready to run."""

    settings: Settings
    store: Store
    tasks: Tasks
    forgotten_boxes: ForgottenBoxes
    listener: Listener
    settler: Settler
    pressers: Pressers
    outage: Outage
    tally: Tally
    clock: SharedClock

    async def run(self) -> None:
        """Serve until cancelled. Raises OSError when the health port is taken."""
        listening = health.bind(self.settings.health_host, self.settings.health_port)
        checks = {"redis": self._redis_answers, "stream": self._connected}
        site = health.site(self.listener, self.store.counts, checks)
        async with asyncio.TaskGroup() as group:
            group.create_task(health.serve(site, listening))
            group.create_task(self.forgotten_boxes.run())
            group.create_task(self.tasks.run())
            group.create_task(self.settler.run())
            group.create_task(self.pressers.run())
            group.create_task(self.outage.run())
            group.create_task(self.tally.run())
            group.create_task(self.clock.run())
            group.create_task(self.listener.run())

    async def _redis_answers(self) -> bool:
        try:
            return bool(await self.store.redis.ping())
        except RedisError:
            return False

    async def _connected(self) -> bool:
        return self.listener.connected


@asynccontextmanager
async def open_app(
    settings: Settings, routers: Iterable[Router[Services]] = ROUTERS
) -> AsyncIterator[App]:
    """Build everything a process needs, and close it in the reverse order."""
    async with (
        _redis_url(settings) as url,
        open_store(url, settings.client_id) as store,
        open_tasks(
            store,
            concurrency=settings.concurrency,
            redelivery_seconds=settings.redelivery_seconds,
        ) as tasks,
        httpx.AsyncClient(timeout=settings.call_seconds, verify=trust()) as gateway,
        # What people sent lies on other hosts, where the token must never go.
        httpx.AsyncClient(timeout=settings.call_seconds, verify=trust()) as outside,
    ):
        clock = SharedClock(store, now)
        await clock.put_right()
        budget = Governor(store, now=clock, terms=terms_of(settings))
        async with open_dingtalk(
            settings, store, hear=budget.heard, books=budget.booking
        ) as dingtalk:
            tally, marks = Tally(store, clock), StoreMarks(store)
            resources = Resources(
                settings,
                store,
                tasks,
                dingtalk,
                outside,
                budget,
                now,
                store.now,
                sent=tally.webhook,
                mark=marks.own,
            )
            yield _build(
                resources, routes_of(tuple(routers)), gateway, clock=clock, tally=tally, marks=marks
            )


@cache
def routes_of(routers: tuple[Router[Services], ...]) -> Routes[Services]:
    """Read once a process how all commands are said, however many bots it runs."""
    return Routes(routers)


@asynccontextmanager
async def _redis_url(settings: Settings) -> AsyncIterator[str]:
    if settings.redis_url:
        yield settings.redis_url
        return
    async with embedded(settings.data_dir) as url:
        yield url


def _build(
    resources: Resources,
    routes: Routes[Services],
    gateway: httpx.AsyncClient,
    *,
    clock: SharedClock,
    tally: Tally,
    marks: StoreMarks,
) -> App:
    settings, store, tasks = resources.settings, resources.store, resources.tasks
    boxes = Boxes(store)
    # The services tell of the listener, which in the end needs the services.
    listening: list[Listener] = []

    async def status() -> Status:
        return Status(
            connected=bool(listening) and listening[0].connected,
            waiting=await boxes.waiting(),
            holds=len(await core.services.holds.waiting()),
            calls=await resources.budget.spent(),
            version=VERSION,
            other_bot=other.at if (other := await marks.last_other()) else None,
        )

    core = core_of(resources, routes, status)
    services, delivery, answering = core.services, core.shared.delivery, core.answering
    sessions = Sessions(store, core.shared.types, delivery.records.face)
    turns = Turns(
        store,
        tasks,
        boxes,
        sessions,
        answering.dispatcher.answer,
        unreadable=answering.unread.answer,
        rest=partial(rest_of, routes=core.routes),
        lease_seconds=settings.lease_seconds,
        slots=slots_of(settings.concurrency),
        needs=needs_of(core),
    )
    tasks.register(TURNS, turns.work, awaited=True)
    tasks.register("hold", answering.ends.end)
    tasks.register("job", services.jobs.work)
    tasks.register(TRANSFER, services.transfers.work)
    services.watch.begin(settings.watch_seconds)
    services.alerts.begin(settings.watch_seconds)
    services.digests.begin(settings.watch_seconds)
    services.requests.begin(settings.watch_seconds)
    services.endings.begin(tasks, settings.watch_seconds)
    services.leavers.begin(tasks, settings.watch_seconds)
    access = services.access
    settler = Settler(delivery, tasks, core.shared.channels.unasked, resources.budget, access)
    settler.begin(settings.repaint_seconds)
    late = LateAnswers(delivery, tasks, resources.budget, access)
    late.begin()
    pressers = Pressers(access)
    outage = Outage(core.shared.cards, core.shared.robot_calls, settings, resources.now)
    taps = Taps(
        answering.replies,
        services,
        delivery,
        boxes,
        tasks,
        store=store,
        pressers=pressers,
        marks=marks,
        language=settings.language,
        seconds=settings.accept_seconds * 0.9,
        gap_seconds=settings.ack_gap_seconds,
        late=late,
        settle=settler.settle,
        doubt=settler.doubt,
    )

    async def changed(kind: str, data: dict[str, object]) -> None:
        await services.leavers.heard(kind, data)
        for user_id in left_in(kind, data):
            await services.drop(user_id)
        await core.shared.contacts.heard(kind, data)
        await services.watch.heard(kind, data)

    listener = Listener(
        settings.client_id,
        settings.client_secret,
        client=gateway,
        api_base=settings.api_base,
        accept=Inbox(
            boxes,
            tasks,
            taps,
            services.organisation,
            outage,
            tally=tally,
            changed=changed,
        ),
        accept_seconds=settings.accept_seconds,
        quiet_seconds=settings.stream_quiet_seconds,
        ping_seconds=settings.stream_ping_seconds,
        retry_seconds=settings.stream_retry_seconds,
    )
    listening.append(listener)
    forgotten_boxes = ForgottenBoxes(boxes, tasks, settings.rounds_seconds)
    return App(
        settings, store, tasks, forgotten_boxes, listener, settler, pressers, outage, tally, clock
    )
