"""What answers: what decides on a turn put together, and what shows it."""

from dataclasses import dataclass

from bot.app.resources import Resources
from bot.app.shared import Shared
from bot.dispatch import (
    AboutRequests,
    Allowed,
    AskersNames,
    BothWishes,
    Boundary,
    Dispatcher,
    DoneAlready,
    FileNamed,
    GoingOn,
    HeardRunner,
    HoldEnds,
    Interim,
    Listening,
    Meanwhile,
    Outside,
    Questions,
    Replies,
    Rereading,
    Runner,
    SecondOpinion,
    Showing,
    Speaking,
    Typed,
    Understanding,
    Unread,
    WayOn,
    WishAnswers,
)
from bot.journal import Journal
from bot.model import Model
from bot.reading import Reader
from bot.routing import Routes
from bot.services import Services
from bot.tagged_union import TaggedUnion


@dataclass(frozen=True, slots=True)
class Answering:
    """What the inbox and the tasks hand turns and holds to."""

    replies: Replies
    dispatcher: Dispatcher
    ends: HoldEnds
    unread: Unread
    speaking: Speaking
    done: DoneAlready
    boundary: Boundary


@dataclass(frozen=True, slots=True)
class Deciding:
    """What finds out what a message or a press asks for, and runs it."""

    runner: Runner
    rereading: Rereading
    replies: Replies


def deciding_of(
    routes: Routes[Services],
    services: Services,
    types: TaggedUnion,
    *,
    journal: Journal,
    stale_seconds: float,
    reader: Reader,
    second: SecondOpinion | None = None,
) -> Deciding:
    """Build it; ``reader`` reads sentences, and ``second`` those that it is not sure of."""
    allowed = Allowed(services, journal, stale_seconds=stale_seconds)
    way_on = WayOn(routes, services)
    runner = Runner(routes, services, allowed, way_on)
    names, heard_runner = AskersNames(services), HeardRunner(routes, runner, services)
    listening = Listening(routes, services, names, reader)
    wish_answers = WishAnswers(routes, services, heard_runner, way_on)
    both = BothWishes(routes, services, listening, heard_runner, wish_answers)
    rereading = Rereading(routes, listening, wish_answers, both, Outside(routes, services))
    understanding = Understanding(
        routes,
        services,
        heard_runner,
        listening=listening,
        wish_answers=wish_answers,
        both=both,
        second=second,
    )
    replies = Replies(
        routes,
        services,
        types,
        allowed=allowed,
        runner=runner,
        heard_runner=heard_runner,
        going_on=GoingOn(routes, services, runner, names, heard_runner),
        understanding=understanding,
        typed=Typed(
            routes,
            services,
            runner=runner,
            heard_runner=heard_runner,
            rereading=rereading,
            file_named=FileNamed(routes, services, names),
        ),
        meanwhile=Meanwhile(routes, services, listening, wish_answers, understanding),
        way_on=way_on,
        about_requests=AboutRequests(routes, services, heard_runner),
    )
    return Deciding(runner, rereading, replies)


def answering_of(
    resources: Resources, shared: Shared, services: Services, replies: Replies
) -> Answering:
    """Build what takes turns and ends of holds through their steps."""
    settings, delivery = resources.settings, shared.delivery
    done = DoneAlready(Journal(resources.store), shared.audit)
    boundary = Boundary(settings.turn_seconds)
    showing = Showing(delivery, shared.conversations, services.now)
    speaking = Speaking(replies.routes, shared.conversations, settings.language)
    unread = Unread(showing, delivery.records, speaking, done)
    dispatcher = Dispatcher(
        replies,
        showing,
        services,
        records=delivery.records,
        boundary=boundary,
        interim=Interim(delivery, settings.interim_seconds),
        questions=Questions(delivery),
        speaking=speaking,
        done=done,
        unread=unread,
        meanwhile=replies.meanwhile,
    )
    ends = HoldEnds(
        replies, showing, services, records=delivery.records, boundary=boundary, done=done
    )
    return Answering(replies, dispatcher, ends, unread, speaking, done, boundary)


def second_opinion(resources: Resources, routes: Routes[Services]) -> SecondOpinion | None:
    """Ask the organisation's model, if it brings one."""
    if not resources.settings.model_url:
        return None
    model = Model(resources.settings, resources.outside, resources.store, resources.clock)
    return SecondOpinion(routes, model)
