"""Who is told of what fills up: conversations that admins choose, and members themselves."""

from collections.abc import Callable
from dataclasses import replace

from bot.access import Role
from bot.alerts.arguments import Levels, are_levels
from bot.alerts.cards.here import (
    ConfirmHere,
    TurnHere,
    choice_card,
    chosen_here,
    page_answered,
    planned,
)
from bot.alerts.cards.subscriptions import (
    SubscriptionList,
    TurnSubscriptions,
    facts,
    list_card,
    settings_card,
    subscription_list,
)
from bot.alerts.elsewhere import none_here
from bot.alerts.errors import NoAlertsHere, NotChosen
from bot.alerts.memory import Situation
from bot.alerts.subscription import Subscription
from bot.audit import Entry, Noting
from bot.cards import Card
from bot.documents import Changed
from bot.drive.naming import find
from bot.errors import ChangedMeanwhile, NoSuchSpace, Stale
from bot.i18n import N_
from bot.language import Page, Which, is_all, is_yes
from bot.messages import Command
from bot.quota.card_lists import Ranking, fullest_ranked, ranked, space_of
from bot.quota.limits import Level, in_order
from bot.routing import Press, Router, WishTexts
from bot.services import Services

router = Router[Services]()
router.keeps(Ranking)
router.keeps(SubscriptionList)

WHICH = Which("space")
LEVELS = Levels("levels")
PAGE = Page("page")
Wish = Callable[[Subscription | None], Subscription | None]
"""How a conversation is to be told, from how it is; None is not at all."""


class _Unchanged(Exception):
    """Nothing is to change: an admin has chosen ``already``, or ``all`` there is is told of."""


@router.command(
    "alert here",
    "在此提醒",
    "在这里提醒",
    usage="alert here [space|all] [levels]",
    takes=(WHICH, LEVELS),
    role=Role.ADMIN,
    changes=True,
    confirms=True,
    label=N_("Alert here"),
    wish=WishTexts(
        plain=N_("Turn on alerts in this conversation."),
        thing=N_("Turn on alerts about %(space)s in this conversation."),
        value=N_("Turn on alerts in this conversation, at these levels: %(value)s."),
        both=N_("Turn on alerts about %(space)s in this conversation, at these levels: %(value)s."),
    ),
)
async def alert_here(cmd: Command, svc: Services) -> Card:
    """Turn on alerts in this conversation for all spaces, or for one at a time."""
    if await svc.organisation.operator() is None:
        return Card("not_watched")
    if not await svc.watch.first_look():
        return Card("watch_begins")
    which, levels = _parted(cmd)
    added = None if _means_all(which) else ((await svc.watched_space(cmd, which))[0].id,)
    before = await svc.alerts.subscription(cmd.conversation.id)
    return await _asked(cmd, svc, planned(added, levels, before))


@router.action(ConfirmHere, role=Role.ADMIN, words="alert here", changes=True)
async def confirm(action: ConfirmHere, cmd: Command, svc: Services) -> Card:
    """Tell it, now that somebody has seen what will be seen here."""
    spaces = None if action.spaces is None else frozenset(action.spaces)

    def placed(before: Subscription | None) -> Subscription:
        if chosen_here(before) not in (action.basis, action.spaces) and spaces is not None:
            raise ChangedMeanwhile
        mine = before if before is not None and not before.personal else _new(cmd, svc)
        levels = mine.levels if action.levels is None else action.levels
        return replace(
            mine,
            by=_called(cmd),
            whose=cmd.user_id,
            ended=0,
            at=svc.now(),
            spaces=spaces,
            levels=levels,
            alerts=True,
        )

    try:
        return await _place(cmd, svc, placed)
    except ChangedMeanwhile:
        return await _asked_again(action, cmd, svc)


@router.state(ConfirmHere, role=Role.ADMIN, words="alert here", changes=True)
async def confirm_in_words(state: ConfirmHere, text: str, cmd: Command, svc: Services) -> Card:
    """Tell it, for somebody who types instead of pressing."""
    if is_yes(text):
        return await confirm(state, cmd, svc)
    return await _asked(cmd, svc, state, page_answered(text) or 1)


@router.fast(TurnHere, role=Role.ADMIN, looks=True, words="alert here")
async def turn_here(action: TurnHere, press: Press, _: Services) -> Card:
    """Show more of what would be seen."""
    if not isinstance(press.kept, Ranking):
        raise Stale
    shown = press.kept.at_page(action.page)
    return choice_card(shown, action.plan, group=press.conversation.is_group)


@router.command(
    "alert me",
    "提醒我",
    usage="alert me [space|all]",
    takes=(WHICH,),
    changes=True,
    label=N_("Alert me"),
    wish=WishTexts(
        plain=N_("Send you alerts about your own spaces in our private chat."),
        thing=N_(
            "Send you alerts about %(space)s in our private chat, at the levels that are set for"
            " the space: nobody can choose others for themselves."
        ),
    ),
)
async def alert_me(cmd: Command, svc: Services) -> Card:
    """Get alerts about your own spaces in a private chat."""
    if cmd.conversation.is_group:
        return Card("alert_me_alone")
    if await svc.organisation.operator() is None:
        return Card("not_watched")
    follows = _means_all(cmd[WHICH])
    if follows:
        listed = await svc.listing(cmd)
        spaces = frozenset(space.id for space in listed.spaces)
        if not spaces:
            missing = {"unread": listed.unread, "more": False, "listed": None}
            return Card("no_spaces", {"words": "", **missing})
    else:
        spaces = frozenset({(await svc.space(cmd, cmd[WHICH])).id})

    def placed(before: Subscription | None) -> Subscription:
        before = None if before is not None and before.ended else before
        if before is not None and not before.personal and before.alerts:
            raise _Unchanged("already")
        if before is not None and before.alerts and before.follows and not follows:
            raise _Unchanged("all")
        others = before.spaces if before is not None and before.personal and not follows else None
        return replace(
            before or _new(cmd, svc),
            spaces=spaces | (others or frozenset()),
            personal=True,
            follows=follows,
            checked=svc.now(),
            alerts=True,
        )

    try:
        return await _place(cmd, svc, placed)
    except _Unchanged as unchanged:
        return await _shown(cmd, svc, str(unchanged))


@router.command(
    "alert list",
    "alert",
    "alerts",
    "提醒列表",
    "提醒",
    usage="alert list",
    takes=(PAGE,),
    looks=True,
    label=N_("Alert settings"),
)
async def show_list(cmd: Command, svc: Services) -> Card:
    """Show the alert settings here. Admins see all conversations."""
    page = cmd[PAGE]
    if not await svc.is_admin(cmd):
        await svc.alerts.check_answered_for(cmd.conversation.id)
        return await _shown(cmd, svc)
    shown = subscription_list((await svc.alerts.subscriptions()).values(), cmd.conversation.id)
    if not shown.rows:
        return Card("alert_nowhere", NoAlertsHere().data())
    return list_card(shown.at_page(page), svc.now())


@router.fast(TurnSubscriptions, role=Role.ADMIN, looks=True, words="alert list")
async def turn_list(action: TurnSubscriptions, press: Press, _: Services) -> Card:
    """Show another page of the same list."""
    if not isinstance(press.kept, SubscriptionList):
        raise Stale
    return list_card(press.kept.at_page(action.page), press.at)


@router.command(
    "alert off",
    "关闭提醒",
    "停止提醒",
    usage="alert off [space]",
    takes=(WHICH,),
    changes=True,
    own=True,
    label=N_("Turn off alerts"),
    wish=WishTexts(
        plain=N_("Turn off the alerts here."), thing=N_("Turn off the alerts about %(space)s here.")
    ),
)
async def off(cmd: Command, svc: Services) -> Card:
    """Turn off alerts here, for all spaces or one."""
    here = cmd.conversation.id
    made = await svc.alerts.made(_noting(cmd, svc))
    if made is not None:
        return await _left(made.after, cmd, svc)
    if not _means_all(cmd[WHICH]):
        await svc.alerts.check_answered_for(here)  # the others are shown by name
    before = await svc.alerts.subscription(here)
    if before is None or not before.alerts:
        raise await none_here(svc, cmd, "" if _means_all(cmd[WHICH]) else cmd[WHICH])
    await svc.check_may_lessen(cmd, before)
    if _means_all(cmd[WHICH]):
        one = None
    elif before.spaces is None:
        return await _shown(cmd, svc, "whole")
    else:
        one = await _one_of(before.spaces, cmd, svc)

    def ended(now: Subscription | None) -> Subscription | None:
        if now is None or not now.alerts:
            raise NoAlertsHere
        before.check_same_owner(now)
        return _ended(now, one)

    return await _left((await _placed(cmd, svc, ended)).after, cmd, svc)


async def _left(after: Subscription | None, cmd: Command, svc: Services) -> Card:
    if after is None or not after.alerts:
        group = cmd.conversation.is_group
        return Card("alert_off", {"digest": after is not None, "group": group})
    return await _shown(cmd, svc, "placed")


def _ended(now: Subscription, one: str | None) -> Subscription | None:
    """End alerts of one space, or of all; where none is left, a digest goes on to come."""
    if one is not None and (now.spaces is None or one not in now.spaces):
        raise ChangedMeanwhile
    if one is not None and now.spaces and now.spaces - {one}:
        return replace(now, spaces=now.spaces - {one})
    return None if now.digest is None else replace(now, alerts=False)


async def _asked_again(plan: ConfirmHere, cmd: Command, svc: Services) -> Card:
    """Show the same choice on top of what somebody else has chosen since, and say so."""
    added = set(plan.spaces or ()) - set(plan.basis or ())
    now = await svc.alerts.subscription(cmd.conversation.id)
    again = await _asked(cmd, svc, planned(tuple(added), plan.levels, now))
    return replace(again, data={**again.data, "overtaken": True})


async def _asked(cmd: Command, svc: Services, plan: ConfirmHere, page: int = 1) -> Card:
    """Show which spaces' names and usage will be seen here, and by whom."""
    overrides = await svc.watch.limits.overrides()
    if plan.spaces is None:
        seen = await svc.watch.seen()
    else:
        seen = await svc.watch.observations.some(plan.spaces)
    rows = [ranked(space_of(each), each, overrides.limits(each.space_id)) for each in seen.values()]
    ages = [each.sample.at for each in seen.values()]
    shown = Ranking(fullest_ranked(rows), "full", min(ages, default=svc.now()), watched=True)
    return choice_card(shown.at_page(page), plan, group=cmd.conversation.is_group, then=plan)


def _means_all(which: str) -> bool:
    return not which or is_all(which)


def _parted(cmd: Command) -> tuple[str, tuple[Level, ...] | None]:
    """Tell the space from the levels where no space was said."""
    which = cmd[WHICH]
    said = [cmd[LEVELS]]
    if are_levels(which):
        which, said = "", [LEVELS.read(which), *said]
    levels = [level for part in said if isinstance(part, tuple) for level in part]
    return which, in_order(levels) or None


async def _one_of(spaces: frozenset[str], cmd: Command, svc: Services) -> str:
    seen = await svc.watch.observations.some(sorted(spaces))
    chosen = [space_of(each) for each in seen.values()]
    try:
        return find(cmd[WHICH], chosen, await svc.listed(cmd.last_list)).id
    except NoSuchSpace as none:
        raise NotChosen(none.asked, none.near) from none


async def _place(cmd: Command, svc: Services, change: Wish) -> Card:
    made = await _placed(cmd, svc, change)
    before, after = (each.spaces if each else None for each in (made.before, made.after))
    return await _shown(cmd, svc, "placed", (after or frozenset()) - (before or frozenset()))


async def _placed(cmd: Command, svc: Services, change: Wish) -> Changed[Subscription]:
    """Change how this conversation is told, and write down what that was and is."""
    return await svc.alerts.place(cmd.conversation.id, change, _noting(cmd, svc))


def _noting(cmd: Command, svc: Services) -> Noting[Subscription]:
    here = cmd.conversation

    def line(before: Subscription | None, after: Subscription | None) -> Entry:
        was, now = facts(before), facts(after)
        return Entry.of(cmd, "done", here.id, here.title, before=was, after=now)

    return svc.audit.noting(cmd, line)


async def _shown(
    cmd: Command, svc: Services, what: str = "", added: frozenset[str] = frozenset()
) -> Card:
    situation: Situation | None = await svc.alerts.situation(cmd.conversation.id)
    if situation is None or not situation.subscription.is_active:
        raise await none_here(svc, cmd)
    seen = await svc.watch.observations.some(sorted(situation.subscription.spaces or ()))
    names = {space_id: each.name for space_id, each in seen.items()}
    overrides = await svc.watch.limits.overrides()
    return settings_card(situation, names, what, added, overrides=overrides)


def _new(cmd: Command, svc: Services) -> Subscription:
    return Subscription(
        cmd.conversation,
        _called(cmd),
        svc.now(),
        user_id=None if cmd.conversation.is_group else cmd.user_id,
        whose=cmd.user_id,
        language=cmd.language,
    )


def _called(cmd: Command) -> str:
    return cmd.sender.nick or cmd.sender.key
