"""Puts together all that lies behind the listener: what answers, watches, tells and sums up."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from bot.alerts.settings_file.archive import SettingsFiles
from bot.app.alerting import alerts_of, trends_of
from bot.app.answering import Answering, answering_of, deciding_of, second_opinion
from bot.app.digesting import digests_of
from bot.app.filing import filing_of
from bot.app.jobs import jobs_of
from bot.app.requesting import requests_of
from bot.app.resources import Resources
from bot.app.rights import rights_of
from bot.app.shared import Shared, shared_of
from bot.app.watching import watch_of
from bot.budget import Prices
from bot.cards import Card
from bot.dingtalk.files import Files
from bot.drive.capacity import Capacities
from bot.drive.card_list import Numbered
from bot.drive.changes import Changes
from bot.errors import PlatformError
from bot.files.walk_pictures import WalkPictures
from bot.files.walking import WalkCards
from bot.files.walks import Walks
from bot.guided import Given, Guided
from bot.holds import Holds
from bot.journal import Journal
from bot.messages import Command
from bot.people import People
from bot.quota.finding import Finder
from bot.quota.sight import Sight
from bot.reading import Reader
from bot.recent_lists import SPACES, kind_of
from bot.rights.who_could import WhoCould
from bot.routing import Routes
from bot.services import Services, Status
from bot.sessions import QUESTIONS
from bot.storage import Store
from bot.tagged_union import TaggedUnion


@dataclass(frozen=True, slots=True)
class Core:
    """All that lies behind the listener."""

    resources: Resources
    shared: Shared
    routes: Routes[Services]
    services: Services
    answering: Answering


def core_of(
    resources: Resources, routes: Routes[Services], status: Callable[[], Awaitable[Status]]
) -> Core:
    """Build it; ``status`` tells how the process does that it runs in."""
    settings = resources.settings
    kinds = (*routes.types, *QUESTIONS, *resources.kinds)
    shared = shared_of(resources, TaggedUnion(dict.fromkeys(kinds)))

    async def run(command: Command, words: str, raw: Mapping[str, str]) -> Card:
        return await deciding.runner.named(routes.named(words), raw, command)

    async def step(command: Command, state: Guided, said: str | tuple[Given, ...]) -> Card:
        return await deciding.runner.stepped(state, said, command)

    services = _services_of(resources, shared, routes, status, run=run, step=step)
    deciding = deciding_of(
        routes,
        services,
        shared.types,
        journal=Journal(resources.store),
        stale_seconds=settings.stale_seconds,
        reader=Reader(routes),
        second=second_opinion(resources, routes),
    )
    answering = answering_of(resources, shared, services, deciding.replies)
    return Core(resources, shared, routes, services, answering)


def _bringing(
    store: Store, shared: Shared, capacities: Capacities
) -> Callable[[str, str | None], Awaitable[None]]:
    """Put together what a turn about somebody's spaces reads besides, once it is known whose."""

    async def bring(viewer: str, last_list: str | None) -> None:
        own = shared.spaces.own.needs(viewer)
        if not store.knows(own[0]):
            await store.bring(
                *own,
                *capacities.needs(viewer),
                *shared.observations.needs_of_spaces(),
                *shared.limits.needs(),
                *(shared.delivery.records.needs(last_list) if last_list else ()),
            )

    return bring


def _services_of(
    resources: Resources,
    shared: Shared,
    routes: Routes[Services],
    status: Callable[[], Awaitable[Status]],
    *,
    run: Callable[[Command, str, Mapping[str, str]], Awaitable[Card]],
    step: Callable[[Command, Guided, str | tuple[Given, ...]], Awaitable[Card]],
) -> Services:
    settings, store, intake = resources.settings, resources.store, shared.intake
    watch = watch_of(resources, shared)
    trends = trends_of(resources, shared, watch)
    alerts = alerts_of(resources, shared, watch, trends)

    async def swept() -> int:
        if await shared.organisation.operator() is None:
            return 0
        return (await watch.progress()).swept or 0

    prices = Prices(resources.budget, store)
    sight = Sight(
        shared.spaces,
        shared.observations,
        swept,
        prices=prices,
        fresh_seconds=settings.fresh_seconds,
        clock=store.now,
    )

    capacities = Capacities(
        resources.dingtalk, store, shared.organisation.corp_id, measured=intake.measured
    )

    async def drop(user_id: str) -> tuple[str, ...]:
        with suppress(PlatformError):
            await shared.who(user_id)  # under whose unionId all else is kept
        viewer = await shared.contacts.forget(user_id)
        if viewer is None:
            return ()
        kept = {
            "person": True,
            "spaces": await shared.spaces.own.forget(viewer),
            "capacity": await capacities.forget(viewer),
        }
        return tuple(what for what, was_kept in kept.items() if was_kept)

    async def kept(out_track_id: str | None) -> object:
        record = await shared.delivery.records.load(out_track_id) if out_track_id else None
        return shared.types.load(record.kept) if record else None

    async def listed(out_track_id: str | None) -> tuple[str, ...]:
        shown = await kept(out_track_id)
        if kind_of(shown) != SPACES:
            return ()
        return shown.ids if isinstance(shown, Numbered) else ()

    async def buttons(out_track_id: str) -> Mapping[str, object] | None:
        record = await shared.delivery.records.load(out_track_id)
        if record is None:
            return None
        names = [button.action for button in record.shown.buttons]
        meanings = map(shared.types.load, record.actions.values())
        return dict(zip(names, meanings, strict=False))

    walks = Walks(resources.dingtalk, store, store.now)
    walk_cards = WalkCards(walks, WalkPictures(shared.charts, shared.media, resources.budget))
    people = People(shared.access, shared.who, shared.contacts.user_id)
    filing = filing_of(resources, shared, people)
    rights = rights_of(resources, shared)
    resources.dingtalk.names(WhoCould(rights.managed, people.name, rights.directory))
    return Services(
        spaces=shared.spaces,
        sight=sight,
        finder=Finder(sight),
        capacities=capacities,
        changes=Changes(
            shared.spaces,
            Journal(store),
            shared.audit,
            uncertain_seconds=settings.uncertain_seconds,
            recheck_seconds=settings.recheck_seconds,
            now=store.now,
            known=sight.known_before,
            made=intake.made,
            lost=intake.lost,
            denied=intake.denied,
        ),
        holds=Holds(store, resources.tasks, shared.types, settings.hold_seconds),
        jobs=jobs_of(resources, shared, prices, walks, walk_cards),
        walks=walks,
        walk_cards=walk_cards,
        access=shared.access,
        people=people,
        organisation=shared.organisation,
        policy=shared.policy,
        conversations=shared.conversations,
        audit=shared.audit,
        budget=resources.budget,
        prices=prices,
        who=shared.who,
        drop=drop,
        bring=_bringing(store, shared, capacities),
        listed=listed,
        kept=kept,
        watch=watch,
        alerts=alerts,
        trends=trends,
        dentries=filing.dentries,
        versions=filing.versions,
        reverts=filing.reverts,
        search=filing.search,
        hidden=filing.hidden,
        file_changes=filing.changes,
        recycling=filing.recycling,
        deletions=filing.deletions,
        sending=filing.sending,
        transfers=filing.transfers,
        app_spaces=filing.app_spaces,
        permissions=rights.permissions,
        giving=rights.giving,
        grants=rights.grants,
        endings=rights.endings,
        judging=rights.judging,
        directory=rights.directory,
        roots=filing.roots,
        leavers=rights.leavers,
        orphans=rights.orphans,
        managed=rights.managed,
        who_lists=rights.who_lists,
        digests=digests_of(resources, shared, watch, alerts, walks),
        requests=requests_of(resources, shared, alerts),
        settings_files=SettingsFiles(store, settings.time_zone),
        sent_files=Files(
            resources.dingtalk, shared.robot_calls, resources.outside, settings.api_base
        ),
        commands=lambda: routes,
        status=status,
        now=resources.now,
        fresh_seconds=settings.fresh_seconds,
        run=run,
        step=step,
        buttons=buttons,
        quoted=shared.delivery.records.quoted,
    )
