"""What is done about alerts that may take a call: the trend, and asking for more room.

By button on their cards, which anybody of the conversation may press, or by command.
"""

from collections.abc import Sequence
from dataclasses import replace
from operator import itemgetter

from bot.access import Role
from bot.alerts.cards.actions import AskForRoom, ShowTrend, WhatFills
from bot.alerts.cards.trend import trend_of_space
from bot.alerts.ending import check_alerts
from bot.alerts.errors import NoAlertOf, NoAlertsHere, NoRequestOf, NothingOpen
from bot.alerts.incident import Actor, Incident
from bot.alerts.meant import WHICH, Meant, as_named, as_space, facts_of, meant_by, names
from bot.alerts.memory import Situation
from bot.alerts.room_requests import RoomAsked, RoomRequest
from bot.alerts.room_wishes import offered, room_wish
from bot.cards import Card
from bot.drive.naming import find, typed_name
from bot.errors import MissingArgument, NoSuchSpace
from bot.files.walking import ShowView
from bot.i18n import N_
from bot.language import Narrowing, is_all
from bot.messages import Command, Sender
from bot.requests.asking import Proposal
from bot.requests.cards import asked_card
from bot.requests.cards import facts_of as request_facts
from bot.requests.request import RoomWish
from bot.requests.targets import limits_of
from bot.routing import Press, Router, WishTexts
from bot.services import Services

router = Router[Services]()

WHICH_TREND = N_("Which space do you want the trend of? Send its name.")
WHICH_ROOM = N_("Which space needs more storage? Send its name.")
WHICH_REQUEST = N_("There are several requests. Which space do you want to handle? Send its name.")
OFFERED = 5
"""So many spaces are offered where none is named; any other may be."""


# Buttons


async def trend_at_once(action: ShowTrend, press: Press, svc: Services) -> Card | None:
    """Say how it has grown, where nothing can be drawn."""
    return await svc.alerts.at_once.trend(press.conversation.id, action.key)


@router.action(ShowTrend, whose="anybody", at_once=trend_at_once, words="alert trend")
async def show_trend(action: ShowTrend, cmd: Command, svc: Services) -> Card:
    """Draw how it has grown."""
    return replace(await svc.alerts.trend(cmd.conversation.id, action.key), aside=True)


async def fills_at_once(action: WhatFills, press: Press, svc: Services) -> Card | None:
    """Say that alerts have ended, where nothing stands on the card any more."""
    check_alerts(await svc.alerts.situation(press.conversation.id), action.key)
    return None


@router.action(WhatFills, whose="anybody", at_once=fills_at_once, words="largest")
async def what_fills(action: WhatFills, cmd: Command, svc: Services) -> Card:
    """Show whoever presses the largest files of the space, and the way to its trend."""
    largest = await svc.run(cmd, "largest", {"space": action.which})
    named = {each.space_id: each.name for each in (await svc.watch.seen()).values()}
    name = typed_name(action.which, str(largest.data.get("name", "")), named)
    on = {
        "largest": ShowView("largest", action.which, name=name),
        "trend": ShowTrend(action.key, name),
    }
    return replace(largest, actions=on, kept=None, aside=True)


async def asked_at_once(action: AskForRoom, press: Press, svc: Services) -> Card | None:
    """Say who has asked before."""
    here, by = press.conversation.id, _person(press.sender)
    asked = await svc.alerts.at_once.asked(here, action.key, by)
    return None if asked is None else _answer(asked)


@router.action(AskForRoom, whose="anybody", at_once=asked_at_once, words="alert room")
async def ask_for_room(action: AskForRoom, cmd: Command, svc: Services) -> Card:
    """Ask the admins; the card says so by and by."""
    request = RoomRequest(action.key, _person(cmd.sender), cmd.key)
    return _answer(await _asked(request, cmd, svc))


async def _asked(request: RoomRequest, cmd: Command, svc: Services) -> RoomAsked:
    """Open a request for each of what is meant, as the commands for requests do."""
    overrides = await svc.watch.limits.overrides()

    async def send(situation: Situation, incident: Incident) -> RoomAsked:
        soft = overrides.limits(incident.subject).soft_quota
        turn = replace(cmd, key=f"{request.turn}:{incident.subject}")
        asked, _ = await svc.requests.ask(turn, room_wish(incident, situation, soft))
        return RoomAsked(asked.is_open and not asked.people, asked.people)

    return await svc.alerts.ask_for_room(cmd.conversation.id, request, send)


# Commands


async def _room_of_any(cmd: Command, svc: Services) -> Card:
    """Ask for more storage for a space that nothing is told of here, which whoever asks sees."""
    await _check_named(cmd, svc, WHICH_ROOM)
    space, at = await svc.watched_space(cmd, cmd[WHICH])
    soft = (await svc.watch.limits.overrides()).limits(space.id).soft_quota
    there, bound = limits_of(space, soft, at)
    limit, used = space.quota or soft or space.used or 0, space.used or 0
    wish = RoomWish(space.id, space.name, limit + 1, offered(limit, used))
    named = await svc.deciders(cmd, RoomWish.does)
    asked, is_new = await svc.requests.ask(cmd, Proposal(wish, "", there, bound, named))
    return asked_card(asked) if is_new else Card("request_again", request_facts(asked), brief=True)


async def _check_named(cmd: Command, svc: Services, ask: str) -> None:
    """Ask which space is meant where none is named, the fullest first."""
    if not cmd[WHICH] or is_all(cmd[WHICH]):
        fullest = (await svc.window(cmd, Narrowing(), OFFERED)).spaces
        raise MissingArgument(WHICH.name, ask, tuple(each.name for each in fullest[:OFFERED]))


@router.command(
    "alert trend",
    "trend",
    "趋势",
    usage="trend [space]",
    takes=(WHICH,),
    phrases=("trend of {space}", "how has {space} grown", "{space}的趋势", "{space}的增长趋势"),
    looks=True,
    label=N_("Trend"),
    wish=WishTexts(thing=N_("Show how %(space)s has grown.")),
)
async def trend(cmd: Command, svc: Services) -> Card:
    """Show how a space has grown and when it will be full."""
    try:
        situation = await svc.alerts_here(cmd)
        meant = meant_by(cmd[WHICH], situation, await svc.answered_list(cmd))
    except (NoAlertsHere, NothingOpen, NoAlertOf):
        return await _trend_of_any(cmd, svc)
    if len(meant.incidents) > 1:
        raise MissingArgument(WHICH.name, WHICH_TREND, names(meant.incidents, situation))
    return await svc.alerts.trend(situation.id, meant.cards[0], meant.incidents[0].subject)


async def _trend_of_any(cmd: Command, svc: Services) -> Card:
    """Draw that of a space that nothing is told of here, for whoever sees it themselves."""
    await _check_named(cmd, svc, WHICH_TREND)
    space, _ = await svc.watched_space(cmd, cmd[WHICH])
    outlook = await svc.watch.outlook(space.id)
    picture = await svc.trends.of(space.id, svc.now(), cmd.language)
    return trend_of_space(space, outlook, picture, svc.now())


@router.command(
    "alert room",
    "申请扩容",
    usage="alert room [space]",
    takes=(WHICH,),
    acts=True,
    label=N_("Ask for storage"),
    wish=WishTexts(thing=N_("Ask the admins for more storage for %(space)s.")),
)
async def room(cmd: Command, svc: Services) -> Card:
    """Ask the admins for more storage for a nearly full space."""
    by = _person(cmd.sender)
    try:
        situation = await svc.alerts_here(cmd)
        meant = meant_by(cmd[WHICH], situation, await svc.answered_list(cmd))
    except (NoAlertsHere, NothingOpen, NoAlertOf):
        return await _room_of_any(cmd, svc)
    only = (meant.only,) if meant.only else ()
    asked = [
        await _asked(RoomRequest(key, by, f"{cmd.key}:{key}", only), cmd, svc)
        for key in meant.cards
    ]
    return Card("alert_done", {**facts_of(meant, situation), **_requests(asked)}, brief=True)


@router.command(
    "alert see",
    "受理扩容",
    usage="alert see [space]",
    takes=(WHICH,),
    role=Role.ADMIN,
    acts=True,
    label=N_("Handle the request"),
    wish=WishTexts(thing=N_("Handle the request for more storage for %(space)s.")),
)
async def see(cmd: Command, svc: Services) -> Card:
    """Handle a request for more storage and take its alert."""
    asked = _asked_for(await svc.alerts.requests(), cmd[WHICH])
    for situation, incident in asked:
        by, asker = _person(cmd.sender), incident.asked.by if incident.asked else Actor("", "")
        await svc.alerts.acknowledgements.see_to(
            situation.id, incident.card, by, asker, incident.subject
        )
    meant = Meant(tuple(incident for _, incident in asked))
    return Card("alert_done", {**facts_of(meant, asked[0][0]), "what": "seen"}, brief=True)


def _asked_for(
    asked: Sequence[tuple[Situation, Incident]], which: str
) -> Sequence[tuple[Situation, Incident]]:
    """Find what somebody means of what room was asked for; of one space, wherever it is told."""
    subjects = {incident.subject: (situation, incident) for situation, incident in asked}
    if asked and (is_all(which) or (not which and len(subjects) == 1)):
        return asked
    spaces = [as_space(incident, situation) for situation, incident in subjects.values()]
    if asked and not which:
        meant = tuple(each.name for each in spaces)
        raise MissingArgument(WHICH.name, WHICH_REQUEST, meant, all_too=True)
    try:
        found = find(as_named(which), spaces, ())
    except NoSuchSpace as none:
        raise NoRequestOf(none.asked, none.near) from none
    return [each for each in asked if each[1].subject == found.id]


def _requests(asked: Sequence[RoomAsked]) -> dict[str, object]:
    """Say what became of one request a card; the last one before counts where nothing is new."""
    new = [each for each in asked if each.before is None]
    if not new:
        before = [known for each in asked if (known := each.earlier())]
        return {"what": "before", "before": max(before, key=itemgetter("at")), "others": 0}
    people = tuple(dict.fromkeys(name for each in new for name in each.people))
    return {"what": "asked" if all(new) else "nowhere", "people": people}


def _answer(asked: RoomAsked) -> Card:
    before = asked.earlier()
    data = {
        "nowhere": not (asked or before),
        "people": asked.people,
        "before": before,
        "left": asked.left,
    }
    return Card("alert_room_asked", data, aside=True)


def _person(sender: Sender) -> Actor:
    return Actor(sender.key, sender.nick)
