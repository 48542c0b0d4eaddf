"""One process of the bot: its parts put together, and run in one TaskGroup."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import structlog

from bot import health
from bot.access import Access, Organisation
from bot.alerts.settings_file.archive import SettingsFiles
from bot.app.alerting import alerts_of
from bot.app.digesting import digests_of
from bot.app.watching import watch_of
from bot.audit import Audit
from bot.budget import Governor, Tally, Terms
from bot.cards import Cards
from bot.charts.charts import Charts
from bot.delivery import Delivery, Marks, Records
from bot.dingtalk.cards import CardCalls
from bot.dingtalk.contacts import Contact, Contacts
from bot.dingtalk.files import Files
from bot.dingtalk.http import DingTalk, open_dingtalk, trust
from bot.dingtalk.messages import RobotCalls
from bot.dingtalk.stream import Listener
from bot.dispatch import Dispatcher, Limits, Replies, Showing
from bot.drive.capacity import Capacities
from bot.drive.card_list import Numbered
from bot.drive.changes import Changes
from bot.drive.spaces import Spaces
from bot.holds import Holds
from bot.i18n import read_texts
from bot.inbox import TURNS, Boxes, Inbox, Outage, Pressers, Rounds, Settler, Taps, Turns, slots_of
from bot.journal import Journal
from bot.people import People
from bot.retries import Retries
from bot.routing import Router, Routes
from bot.services import Services, Status
from bot.sessions import QUESTIONS, Conversations, Sessions
from bot.settings import Settings
from bot.storage import RedisError, SharedClock, Store, embedded, open_store
from bot.tagged_union import TaggedUnion
from bot.tasks import Tasks, open_tasks
from bot.unasked import Unasked
from handlers import ROUTERS

log = structlog.get_logger()

VERSION = "0.1.0"
TEMPLATES = Path(__file__).parents[2] / "templates"
UNION_ID_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True)
class App:
    """One process of the bot, put together and ready to run."""

    settings: Settings
    store: Store
    tasks: Tasks
    rounds: Rounds
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
            group.create_task(self.rounds.run())
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


def now() -> int:
    """Give this machine's time in milliseconds since 1970."""
    return int(time.time() * 1000)


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
        async with open_dingtalk(settings, store, budget.spend, budget.heard) as dingtalk:
            yield _build(
                settings,
                store,
                tasks,
                budget=budget,
                clock=clock,
                dingtalk=dingtalk,
                gateway=gateway,
                outside=outside,
                routes=Routes(routers),
            )


def terms_of(settings: Settings) -> Terms:
    """Give the governor what the settings say of the organisation's allowances."""
    return Terms(
        calls=settings.monthly_calls,
        messages=settings.monthly_messages,
        share=settings.allowance_share,
        person=settings.person_calls_a_day,
        conversation=settings.conversation_calls_a_day,
        used=settings.calls_used,
    )


@asynccontextmanager
async def _redis_url(settings: Settings) -> AsyncIterator[str]:
    if settings.redis_url:
        yield settings.redis_url
        return
    async with embedded(settings.data_dir) as url:
        yield url


def _build(
    settings: Settings,
    store: Store,
    tasks: Tasks,
    *,
    budget: Governor,
    clock: SharedClock,
    dingtalk: DingTalk,
    gateway: httpx.AsyncClient,
    outside: httpx.AsyncClient,
    routes: Routes[Services],
) -> App:
    types = TaggedUnion((*routes.types, *QUESTIONS))
    tally = Tally(store, clock)
    robot_calls = RobotCalls(
        dingtalk, robot_code=settings.robot, api_base=settings.api_base, sent=tally.webhook
    )
    marks = Marks(store)
    cards = Cards(TEMPLATES, value_bytes=settings.card_value_bytes, time_zone=settings.time_zone)
    delivery = Delivery(
        cards=cards,
        records=Records(store, settings.card_days * 24 * 3600),
        types=types,
        card_calls=CardCalls(dingtalk),
        robot_calls=robot_calls,
        settings=settings,
        now=now,
        prefers_text=budget.prefers_text,
        mark=marks.own,
    )
    boxes = Boxes(store)
    # The services tell of the listener, which in the end needs the services.
    listening: list[Listener] = []

    async def status() -> Status:
        return Status(
            connected=bool(listening) and listening[0].connected,
            waiting=await boxes.waiting(),
            holds=len(await services.holds.waiting()),
            calls=await budget.spent(),
            version=VERSION,
            other_bot=other.at if (other := await marks.last_other()) else None,
        )

    services = services_of(
        settings,
        store,
        tasks,
        budget=budget,
        dingtalk=dingtalk,
        delivery=delivery,
        files=Files(dingtalk, robot_calls, outside, settings.api_base),
        types=types,
        routes=routes,
        status=status,
    )
    replies = Replies(
        routes,
        services,
        Journal(store),
        types,
        stale_seconds=settings.stale_seconds,
        language=settings.language,
    )
    limits = Limits(settings.turn_seconds, settings.interim_seconds)
    dispatcher = Dispatcher(replies, Showing(delivery, services.conversations, limits), services)
    sessions = Sessions(store, types, delivery.records.face)
    turns = Turns(
        store,
        tasks,
        boxes,
        sessions,
        dispatcher.answer,
        unreadable=dispatcher.unreadable,
        lease_seconds=settings.lease_seconds,
        slots=slots_of(settings.concurrency),
    )
    tasks.register(TURNS, turns.work)
    tasks.register("hold", dispatcher.end_hold)
    services.watch.begin(settings.watch_seconds)
    services.alerts.begin(settings.watch_seconds)
    services.digests.begin(settings.watch_seconds)
    settler = Settler(delivery, tasks, Unasked(delivery, Retries(store)), budget, services.access)
    settler.begin(settings.repaint_seconds)
    pressers = Pressers(services.access)
    outage = Outage(cards, robot_calls, settings, now)
    taps = Taps(
        replies,
        services,
        delivery,
        boxes,
        tasks,
        pressers=pressers,
        marks=marks,
        seconds=settings.accept_seconds * 0.9,
        gap_seconds=settings.ack_gap_seconds,
        settle=settler.settle,
        doubt=settler.doubt,
    )
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
            changed=services.watch.heard,
        ),
        accept_seconds=settings.accept_seconds,
        quiet_seconds=settings.stream_quiet_seconds,
        ping_seconds=settings.stream_ping_seconds,
        retry_seconds=settings.stream_retry_seconds,
    )
    listening.append(listener)
    rounds = Rounds(boxes, tasks, settings.rounds_seconds)
    return App(settings, store, tasks, rounds, listener, settler, pressers, outage, tally, clock)


def services_of(
    settings: Settings,
    store: Store,
    tasks: Tasks,
    *,
    budget: Governor,
    dingtalk: DingTalk,
    delivery: Delivery,
    files: Files,
    types: TaggedUnion,
    routes: Routes[Services],
    status: Callable[[], Awaitable[Status]],
) -> Services:
    contacts = Contacts(dingtalk, store)
    audit = Audit(store, settings.audit_days)

    async def who(user_id: str) -> Contact:
        return await contacts.person(user_id, UNION_ID_SECONDS)

    async def admin_flag(user_id: str, max_age: float) -> bool | None:
        known = (await contacts.person(user_id, max_age)).is_admin
        return known if known is not None else (await contacts.person(user_id, 0)).is_admin

    async def listed(out_track_id: str | None) -> tuple[str, ...]:
        record = await delivery.records.load(out_track_id) if out_track_id else None
        kept = types.load(record.kept) if record else None
        return kept.ids if isinstance(kept, Numbered) else ()

    access = Access(
        store,
        always=settings.admins,
        admin_flag=admin_flag,
        flag_seconds=settings.admin_flag_seconds,
        presence_seconds=settings.presence_days * 24 * 3600,
    )
    organisation = Organisation(store, stated=settings.corp_id)
    watch = watch_of(
        store,
        tasks,
        dingtalk=dingtalk,
        who=who,
        delivery=delivery,
        governor=budget,
        language=settings.language,
        known=access.reachable,
        is_admin=access.is_still_admin,
        list_calls=settings.list_calls,
    )
    intake = watch.intake
    spaces = Spaces(
        dingtalk,
        store,
        most=settings.list_calls,
        saw=intake.saw,
        listed=intake.listed,
        lost=intake.lost,
    )
    charts = Charts(read_texts(TEMPLATES, settings.time_zone))
    alerts = alerts_of(
        store,
        tasks,
        dingtalk=dingtalk,
        watch=watch,
        who=who,
        delivery=delivery,
        governor=budget,
        charts=charts,
        language=settings.language,
        zone=settings.time_zone,
        known=access.reachable,
        is_admin=access.is_still_admin,
        list_calls=settings.list_calls,
    )
    return Services(
        spaces=spaces,
        capacities=Capacities(dingtalk, store, organisation.corp_id, measured=intake.measured),
        changes=Changes(
            spaces,
            Journal(store),
            audit,
            fresh_seconds=settings.fresh_seconds,
            uncertain_seconds=settings.uncertain_seconds,
            recheck_seconds=settings.recheck_seconds,
            now=store.now,
            made=intake.made,
            lost=intake.lost,
        ),
        holds=Holds(store, tasks, types, settings.hold_seconds),
        access=access,
        people=People(access, who),
        organisation=organisation,
        conversations=Conversations(store),
        audit=audit,
        budget=budget,
        who=who,
        listed=listed,
        watch=watch,
        alerts=alerts,
        digests=digests_of(
            store,
            tasks,
            dingtalk=dingtalk,
            watch=watch,
            alerts=alerts,
            audit=audit,
            governor=budget,
            delivery=delivery,
            charts=charts,
            language=settings.language,
            zone=settings.time_zone,
        ),
        settings_files=SettingsFiles(store, settings.time_zone),
        files=files,
        commands=lambda: routes,
        status=status,
        now=now,
        fresh_seconds=settings.fresh_seconds,
    )
