"""What is done about alerts: taking and snoozing them, their trend, asking for more room.

By button on their cards, which anybody of the conversation may press, or by command; buttons that
may take a call are of :mod:`handlers.alert_asks`.
"""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

from bot.access import Role
from bot.alerts.arguments import SnoozeTime
from bot.alerts.cards.actions import (
    AlertPage,
    AlertShown,
    OfferSoftQuota,
    SeeToIt,
    ShowLevels,
    Snooze,
    Take,
)
from bot.alerts.cards.alert import (
    ALL,
    WHOLE,
    holder_of,
    open_incidents,
    room_request_of,
)
from bot.alerts.cards.levels import levels_of, soft_quota_of
from bot.alerts.cards.rows import name_of
from bot.alerts.cards.trend import trend_of_space
from bot.alerts.ending import check_alerts
from bot.alerts.errors import AlertsEnded, NoAlertOf, NoAlertsHere, NoRequestOf, NothingOpen
from bot.alerts.incident import Actor, Incident, Until
from bot.alerts.memory import Situation
from bot.alerts.room_requests import Asked
from bot.cards import Card
from bot.drive.naming import find
from bot.drive.spaces import Space
from bot.errors import MissingArgument, NoSuchSpace
from bot.i18n import N_
from bot.language import Which, normalise
from bot.messages import Command, Sender
from bot.quota.samples import ORGANISATION
from bot.routing import Press, Router
from bot.services import Services

router = Router[Services]()
router.keeps(AlertShown)

WHICH_ONE = "Several cards are open here. Which space? Send its name."
WHICH_TREND = N_("The trend of which space? Send its name.")
WHICH_REQUEST = N_("Room was asked for several. For which space do you see to it? Send its name.")
WHICH = Which("space")
UNTIL = SnoozeTime("until")
OFFERED = 5
"""So many spaces are offered where none is named; any other may be."""
_ALL = frozenset({ALL, "全部", "所有", "everything"})
_WHOLE = frozenset({WHOLE, "organization", "the organisation", "组织", "整个组织"})


@dataclass(frozen=True, slots=True)
class Meant:
    """What a command is about: ``only`` one subject of a card, or all that stands on some cards."""

    incidents: tuple[Incident, ...]
    only: str = ""

    @property
    def cards(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each.card for each in self.incidents))


# Buttons that are answered at once


@router.fast(Take, whose="anybody")
async def press_take(action: Take, press: Press, svc: Services) -> Card:
    """Take it, if nobody else has in between."""
    here, by, key = press.conversation.id, _person(press.sender), action.key
    care = svc.alerts.acknowledgements.take
    return await _cared(action, press, svc, lambda: care(here, key, by, action.instead_of))


@router.fast(Snooze, whose="anybody")
async def press_snooze(action: Snooze, press: Press, svc: Services) -> Card:
    """Let nobody hear of it for a while."""
    here, by, key = press.conversation.id, _person(press.sender), action.key
    care = svc.alerts.acknowledgements.snooze
    return await _cared(action, press, svc, lambda: care(here, key, by, action.until))


async def _cared(
    action: Take | Snooze, press: Press, svc: Services, care: Callable[[], Awaitable[Card]]
) -> Card:
    """Take care of it, unless that was done before, and show the page that was pressed."""
    card = None if press.again else await care()
    if card is not None and action.page == 1:
        return card
    return await svc.alerts.card(press.conversation.id, action.key, action.page)


@router.fast(AlertPage, whose="anybody")
async def turn_page(action: AlertPage, press: Press, svc: Services) -> Card:
    """Show another page of the card, or come back to it."""
    return await svc.alerts.card(press.conversation.id, action.key, action.page)


@router.fast(ShowLevels, whose="anybody")
async def show_levels(action: ShowLevels, press: Press, svc: Services) -> Card:
    """Show which levels hold."""
    overrides = await svc.watch.policies.overrides()
    situation = check_alerts(await _situation(svc, press.conversation.id), action.key)
    levels = levels_of(situation, overrides, action.key)
    return replace(levels, aside=True)


@router.fast(OfferSoftQuota, role=Role.ADMIN, whose="anybody")
async def offer_soft_quota(action: OfferSoftQuota, press: Press, svc: Services) -> Card:
    """Offer larger soft quotas."""
    situation = check_alerts(await _situation(svc, press.conversation.id), action.key)
    return replace(soft_quota_of(situation, action.key, action.subject), aside=True)


@router.fast(SeeToIt, role=Role.ADMIN, whose="anybody")
async def see_to(action: SeeToIt, press: Press, svc: Services) -> Card:
    """Take what somebody asks room for; the request says which admin sees to it."""
    here, key, only = action.conversation_id, action.key, action.only
    asker = Actor(action.asker, action.nick)
    await svc.alerts.acknowledgements.see_to(here, key, _person(press.sender), asker, only)
    situation = await svc.alerts.situation(here, admin=True)
    if situation is None or not situation.subscription.is_active:
        raise AlertsEnded
    return room_request_of(situation, key, asker, only)


# Commands


@router.command("alert take", "接手", "我来处理", usage="alert take [space]", takes=(WHICH,))
async def take(cmd: Command, svc: Services) -> Card:
    """Take care of a space that fills up, or of all."""
    situation = await _here(cmd, svc)
    meant, by = await _meant(situation, cmd[WHICH], cmd, svc), _person(cmd.sender)
    holders = {
        key: holder_of(each for each in meant.incidents if each.card == key) for key in meant.cards
    }
    await svc.alerts.acknowledgements.take_by_word(situation.id, holders, by, meant.only)
    return await _done(cmd, svc, meant)


@router.command(
    "alert snooze",
    "snooze",
    "稍后提醒",
    usage="alert snooze [space] [until]",
    takes=(WHICH, UNTIL),
    # What the buttons are called: who reads a card as text may type that.
    phrases=("{until} snooze", "{until}再说", "{until}稍后提醒", "{until}再提醒", "{until}提醒"),
)
async def snooze(cmd: Command, svc: Services) -> Card:
    """Hear nothing of a space for an hour, until tomorrow or the next level (off: again)."""
    situation = await _here(cmd, svc)
    which, until = _parted(cmd, situation)
    try:
        meant, by = await _meant(situation, which, cmd, svc), _person(cmd.sender)
    except NoAlertOf:
        UNTIL.check_no_time(which)
        raise
    await svc.alerts.acknowledgements.snooze_by_word(
        situation.id, meant.cards, by, until, meant.only
    )
    return await _done(cmd, svc, meant)


@router.command(
    "alert trend",
    "trend",
    "趋势",
    usage="trend [space]",
    takes=(WHICH,),
    phrases=("trend of {space}", "how has {space} grown", "{space}的趋势", "{space}的增长趋势"),
)
async def trend(cmd: Command, svc: Services) -> Card:
    """Draw how a space has grown, and when it will be full."""
    try:
        situation = await _here(cmd, svc)
        meant = await _meant(situation, cmd[WHICH], cmd, svc)
    except (NoAlertsHere, NothingOpen, NoAlertOf):
        return await _trend_of_any(cmd, svc)
    if len(meant.incidents) > 1:
        raise MissingArgument(WHICH.name, WHICH_TREND, _names(meant.incidents, situation))
    return await svc.alerts.trend(situation.id, meant.cards[0], meant.incidents[0].subject)


async def _trend_of_any(cmd: Command, svc: Services) -> Card:
    """Draw that of a space that nothing is told of here, for whoever sees it themselves."""
    if not cmd[WHICH]:
        fullest = sorted((await svc.listing(cmd)).spaces, key=lambda each: -(each.ratio or 0))
        names = tuple(each.name for each in fullest[:OFFERED])
        raise MissingArgument(WHICH.name, WHICH_TREND, names)
    space, _ = await svc.watched_space(cmd, cmd[WHICH])
    outlook = await svc.watch.outlook(space.id)
    picture = await svc.trends.of(space.id, svc.now(), cmd.language)
    return trend_of_space(space, outlook, picture, svc.now())


@router.command("alert room", "申请扩容", usage="alert room [space]", takes=(WHICH,))
async def room(cmd: Command, svc: Services) -> Card:
    """Ask the admins for more room for a space that fills up."""
    situation = await _here(cmd, svc)
    meant, by = await _meant(situation, cmd[WHICH], cmd, svc), _person(cmd.sender)
    asked = [
        await svc.alerts.ask_for_room(situation.id, key, by, f"{cmd.key}:{key}", meant.only)
        for key in meant.cards
    ]
    return Card("alert_done", {**_facts(meant, situation), **_requests(asked)}, brief=True)


@router.command(
    "alert see",
    "受理扩容",
    usage="alert see [space]",
    takes=(WHICH,),
    role=Role.ADMIN,
    acts=True,
)
async def see(cmd: Command, svc: Services) -> Card:
    """See to the room that was asked for, of a space or of all: you take it where it is told."""
    asked = _asked_for(await svc.alerts.requests(), cmd[WHICH])
    for situation, incident in asked:
        by, asker = _person(cmd.sender), incident.asked.by if incident.asked else Actor("", "")
        await svc.alerts.acknowledgements.see_to(
            situation.id, incident.card, by, asker, incident.subject
        )
    meant = Meant(tuple(incident for _, incident in asked))
    return Card("alert_done", {**_facts(meant, asked[0][0]), "what": "seen"}, brief=True)


def _asked_for(
    asked: Sequence[tuple[Situation, Incident]], which: str
) -> Sequence[tuple[Situation, Incident]]:
    """Find what somebody means of what room was asked for; of one space, wherever it is told."""
    subjects = {incident.subject: (situation, incident) for situation, incident in asked}
    if asked and (normalise(which) in _ALL or (not which and len(subjects) == 1)):
        return asked
    spaces = [_as_space(incident, situation) for situation, incident in subjects.values()]
    if asked and not which:
        meant = tuple(each.name for each in spaces)
        raise MissingArgument(WHICH.name, WHICH_REQUEST, meant, all_too=True)
    try:
        found = find(WHOLE if normalise(which) in _WHOLE else which, spaces, ())
    except NoSuchSpace as none:
        raise NoRequestOf(none.asked, none.near) from none
    return [each for each in asked if each[1].subject == found.id]


def _requests(asked: Sequence[Asked]) -> dict[str, object]:
    """Say what became of one request a card; the last one before counts where nothing is new."""
    new = [each for each in asked if each.before is None]
    if not new:
        before = [known for each in asked if (known := each.earlier())]
        return {"what": "before", "before": max(before, key=itemgetter("at")), "others": 0}
    people = tuple(dict.fromkeys(name for each in new for name in each.people))
    return {"what": "asked" if all(new) else "nowhere", "people": people}


async def _here(cmd: Command, svc: Services) -> Situation:
    await svc.alerts.check_answered_for(cmd.conversation.id)
    situation = await svc.alerts.situation(cmd.conversation.id)
    if situation is None or not situation.subscription.is_active:
        raise NoAlertsHere
    return situation


async def _situation(svc: Services, conversation_id: str) -> Situation:
    situation = await svc.alerts.situation(conversation_id)
    if situation is None or not situation.subscription.is_active:
        raise AlertsEnded
    return situation


async def _done(cmd: Command, svc: Services, before: Meant) -> Card:
    """Say how it stands with incidents now; the cards themselves are painted by and by."""
    situation = await _situation(svc, cmd.conversation.id)
    incident = situation.memory.incidents.get(before.incidents[0].subject)
    if incident is None:
        raise AlertsEnded
    snoozed = "snoozed" if incident.snoozed else "awake"
    what = "taken" if cmd.words == "alert take" else snoozed
    now = replace(before, incidents=(incident, *before.incidents[1:]))
    data = {"what": what, "taken_from": _taken_from(before, situation)}
    return Card("alert_done", {**_facts(now, situation), **data}, brief=True)


def _taken_from(before: Meant, situation: Situation) -> tuple[str, ...]:
    """Name those who had what somebody else has now."""
    now = situation.memory.incidents
    had = [
        each.taken.by
        for each in before.incidents
        if each.taken and each.subject in now and (taken := now[each.subject].taken)
        if taken.by.key != each.taken.by.key
    ]
    return tuple(dict.fromkeys(each.nick or each.key for each in had))


def _facts(meant: Meant, situation: Situation) -> dict[str, object]:
    """Describe what a command was about."""
    incident = meant.incidents[0]
    return {
        "name": name_of(incident, situation),
        "organisation": incident.subject == ORGANISATION,
        "others": len(meant.incidents) - 1,
        "more": len(meant.incidents) - 1,
        "cards": len(meant.cards),
        "until": incident.snoozed.until if incident.snoozed else None,
        "people": (),
        "taken_from": (),
        "before": None,
    }


async def _meant(situation: Situation, which: str, cmd: Command, svc: Services) -> Meant:
    """Find what somebody means by a number or a name; nothing is needed where one card stands.

    Who names one means that one, whatever else stands on its card.

    Numbers are those of ``alert open``, or of the question that is being answered. Raises
    NothingOpen, MissingArgument, NoAlertOf and AmbiguousSpace.
    """
    known = {each.subject: each for each in open_incidents(situation) if each.stands}
    if not known:
        raise NothingOpen
    cards = {each.card for each in known.values()}
    if normalise(which) in _ALL or (not which and len(cards) == 1):
        return Meant(tuple(known.values()))
    if not which:
        meant = _names(known.values(), situation)
        raise MissingArgument(WHICH.name, WHICH_ONE, meant, all_too=True)
    asked = WHOLE if normalise(which) in _WHOLE else which
    numbered = await svc.listed(cmd.last_list) if cmd.waiting else tuple(known)
    spaces = [_as_space(each, situation) for each in known.values()]
    try:
        found = find(asked, spaces, numbered)
    except NoSuchSpace as none:
        raise NoAlertOf(none.asked, none.near) from none
    return Meant((known[found.id],), only=found.id)


def _names(incidents: Iterable[Incident], situation: Situation) -> tuple[str, ...]:
    return tuple(_as_space(each, situation).name for each in incidents)


def _as_space(incident: Incident, situation: Situation) -> Space:
    name = name_of(incident, situation) or WHOLE
    used = incident.sample.used if incident.sample else None
    return Space(incident.subject, name, "org", used, incident.limit)


def _parted(cmd: Command, situation: Situation) -> tuple[str, Until]:
    """Tell the space from the time where no space was said; without a time, it is an hour."""
    which, said = cmd[WHICH], cmd[UNTIL]
    both = f"{which} {said}".strip()
    if both and _is_a_name(both, situation):
        return both, "hour"
    whole = UNTIL.alone(both) if which else None
    if whole is not None:
        return "", whole.at(situation)
    return which, UNTIL.meaning(said).at(situation) if said else "hour"


def _is_a_name(said: str, situation: Situation) -> bool:
    """Tell whether something open here is called just so: ``Tomorrow`` may be a space."""
    names = {normalise(name_of(each, situation)) for each in open_incidents(situation)}
    return normalise(said) in names


def _person(sender: Sender) -> Actor:
    return Actor(sender.key, sender.nick)
