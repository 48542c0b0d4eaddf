"""What is done about alerts: taking and snoozing them.

By button on their cards, which anybody of the conversation may press, or by command; what may take
a call is of :mod:`handlers.alert_asks`.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Literal

from bot.access import Role
from bot.alerts.arguments import SnoozeTime
from bot.alerts.cards.actions import (
    AlertPage,
    AlertShown,
    ChooseOne,
    Later,
    OfferSoftQuota,
    SeeToIt,
    ShowLevels,
    Snooze,
    SnoozeFor,
    Take,
)
from bot.alerts.cards.alert import holder_of, open_incidents
from bot.alerts.cards.levels import level_row, levels_of, soft_quota_of
from bot.alerts.cards.messages import room_request_of
from bot.alerts.cards.rows import name_of
from bot.alerts.choices import choose_of, later_of, next_level, on_card
from bot.alerts.ending import check_alerts
from bot.alerts.errors import AlertsEnded, CardOutdated, NoAlertOf
from bot.alerts.incident import Actor, Until
from bot.alerts.meant import WHICH, Meant, facts_of, meant_by
from bot.alerts.memory import Situation
from bot.cards import Card
from bot.i18n import N_
from bot.language import normalise
from bot.messages import Command, Sender
from bot.routing import Press, Router, WishTexts
from bot.services import Services
from bot.sessions import Asking, Cancel

router = Router[Services]()
router.keeps(AlertShown)

UNTIL = SnoozeTime("until")


# Buttons that are answered at once


@router.fast(Take, whose="anybody", words="alert take")
async def press_take(action: Take, press: Press, svc: Services) -> Card:
    """Take it, if nobody else has in between."""
    here, by, key = press.conversation.id, _person(press.sender), action.key
    care = svc.alerts.acknowledgements.take
    return await _cared(action, press, svc, lambda: care(here, key, by, action.instead_of))


@router.fast(Later, whose="anybody", words="alert snooze")
async def press_later(action: Later, press: Press, svc: Services) -> Card:
    """Offer for how long it can be snoozed."""
    overrides = await svc.watch.limits.overrides()
    situation = check_alerts(await _situation(svc, press.conversation.id), action.key)
    return replace(later_of(on_card(situation, action.key), situation, overrides), aside=True)


@router.fast(ChooseOne, whose="anybody", words="alert take")
async def press_choose(action: ChooseOne, press: Press, svc: Services) -> Card:
    """Say how one of several is taken."""
    situation = check_alerts(await _situation(svc, press.conversation.id), action.key)
    return replace(choose_of(situation, action.key, action.page), aside=True)


@router.fast(SnoozeFor, words="alert snooze")
async def press_snooze_for(action: SnoozeFor, press: Press, svc: Services) -> Card:
    """Snooze it for the time that was chosen; the card shows it by and by."""
    here, by = press.conversation.id, _person(press.sender)
    before = await _situation(svc, here)
    meant = _still_meant(action, before)
    if not press.again:
        await svc.alerts.acknowledgements.snooze_by_word(
            here, action.keys, by, action.until, action.only
        )
    return await _done(here, "snoozed", svc, meant)


def _still_meant(action: SnoozeFor, situation: Situation) -> Meant:
    """Give what the choices were about; AlertsEnded or CardOutdated where it stands no more."""
    found = [
        each
        for key in action.keys
        for each in check_alerts(situation, key).memory.on_card(key)
        if each.stands and action.only in {"", each.subject}
    ]
    if not found:
        raise CardOutdated
    return Meant(tuple(found), action.only)


@router.fast(Snooze, whose="anybody", words="alert snooze")
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


@router.fast(AlertPage, whose="anybody", words="alert open")
async def turn_page(action: AlertPage, press: Press, svc: Services) -> Card:
    """Show another page of the card, or come back to it."""
    return await svc.alerts.card(press.conversation.id, action.key, action.page)


@router.fast(ShowLevels, whose="anybody", words="alert open")
async def show_levels(action: ShowLevels, press: Press, svc: Services) -> Card:
    """Show which levels hold."""
    overrides = await svc.watch.limits.overrides()
    situation = check_alerts(await _situation(svc, press.conversation.id), action.key)
    levels = levels_of(situation, overrides, action.key)
    return replace(levels, aside=True)


@router.fast(OfferSoftQuota, role=Role.ADMIN, whose="anybody", words="quota set")
async def offer_soft_quota(action: OfferSoftQuota, press: Press, svc: Services) -> Card:
    """Offer larger soft quotas."""
    situation = check_alerts(await _situation(svc, press.conversation.id), action.key)
    return replace(soft_quota_of(situation, action.key, action.subject), aside=True)


@router.fast(SeeToIt, role=Role.ADMIN, whose="anybody", words="alert see")
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


@router.command(
    "alert take",
    "接手",
    "我来处理",
    usage="alert take [space]",
    takes=(WHICH,),
    acts=True,
    label=N_("Take the alert"),
    wish=WishTexts(
        plain=N_("Take the open alert, so that others know."),
        thing=N_("Take the alert of %(space)s, so that others know."),
        everything=N_("Take all open alerts, so that others know."),
    ),
)
async def take(cmd: Command, svc: Services) -> Card:
    """Take the alert of a space, or all alerts."""
    situation = await svc.alerts_here(cmd)
    meant, by = meant_by(cmd[WHICH], situation, await svc.answered_list(cmd)), _person(cmd.sender)
    holders = {
        key: holder_of(each for each in meant.incidents if each.card == key) for key in meant.cards
    }
    await svc.alerts.acknowledgements.take_by_word(situation.id, holders, by, meant.only)
    return await _done(situation.id, "taken", svc, meant)


@router.command(
    "alert snooze",
    "snooze",
    "稍后提醒",
    usage="alert snooze [space] [until]",
    takes=(WHICH, UNTIL),
    # What the buttons are called: who reads a card as text may type that.
    phrases=("{until} snooze", "{until}再说", "{until}稍后提醒", "{until}再提醒", "{until}提醒"),
    acts=True,
    label=N_("Snooze the alert"),
    wish=WishTexts(
        thing=N_("Snooze the alert of %(space)s."),
        value=N_("Snooze the alert: %(value)s."),
        both=N_("Snooze the alert of %(space)s: %(value)s."),
        off=N_("Show the snoozed alert again."),
        thing_off=N_("Show the snoozed alert of %(space)s again."),
    ),
)
async def snooze(cmd: Command, svc: Services) -> Card:
    """Snooze an alert for a while, until tomorrow or until the next level (off: end)."""
    situation = await svc.alerts_here(cmd)
    which, until = _parted(cmd, situation)
    try:
        meant = meant_by(which, situation, await svc.answered_list(cmd))
    except NoAlertOf:
        UNTIL.check_no_time(which)
        raise
    if until is None:
        return _asked(later_of(meant, situation, await svc.watch.limits.overrides()))
    await svc.alerts.acknowledgements.snooze_by_word(
        situation.id, meant.cards, _person(cmd.sender), until, meant.only
    )
    return await _done(situation.id, "snoozed", svc, meant)


def _asked(choices: Card) -> Card:
    """Wait for what is chosen, by button or by a word."""
    which = {WHICH.name: str(choices.data["which"])} if choices.data["which"] else {}
    asking = Asking("alert snooze", which, UNTIL.name)
    return replace(choices, actions={**choices.actions, "cancel": Cancel()}, then=asking)


async def _done(
    conversation_id: str, what: Literal["taken", "snoozed"], svc: Services, before: Meant
) -> Card:
    """Say how it stands with incidents now; the cards themselves are painted by and by."""
    situation = await _situation(svc, conversation_id)
    incident = situation.memory.incidents.get(before.incidents[0].subject)
    if incident is None:
        raise AlertsEnded
    is_awake = what == "snoozed" and not incident.snoozed
    now = replace(before, incidents=(incident, *before.incidents[1:]))
    data = {
        "what": "awake" if is_awake else what,
        "taken_from": _taken_from(before, situation),
        "level": await _until_level(now, situation, svc) if what == "snoozed" else None,
    }
    return Card("alert_done", {**facts_of(now, situation), **data}, brief=True)


async def _until_level(meant: Meant, situation: Situation, svc: Services) -> object:
    """Name the level until which the one space is snoozed; None where there is none to name."""
    incident = meant.incidents[0]
    if meant.incidents[1:] or not incident.snoozed or incident.snoozed.until is not None:
        return None
    above = next_level(incident, situation, await svc.watch.limits.overrides())
    return level_row(above) if above else None


async def _situation(svc: Services, conversation_id: str) -> Situation:
    situation = await svc.alerts.situation(conversation_id)
    if situation is None or not situation.subscription.is_active:
        raise AlertsEnded
    return situation


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


def _parted(cmd: Command, situation: Situation) -> tuple[str, Until | None]:
    """Tell the space from the time where no space was said; None where no time was."""
    which, said = cmd[WHICH], cmd[UNTIL]
    both = f"{which} {said}".strip()
    if both and _is_a_name(both, situation):
        return both, None
    whole = UNTIL.alone(both) if which else None
    if whole is not None:
        return "", whole.at(situation)
    return which, UNTIL.meaning(said).at(situation) if said else None


def _is_a_name(said: str, situation: Situation) -> bool:
    """Tell whether something open here is called just so: ``Tomorrow`` may be a space."""
    names = {normalise(name_of(each, situation)) for each in open_incidents(situation)}
    return normalise(said) in names


def _person(sender: Sender) -> Actor:
    return Actor(sender.key, sender.nick)
