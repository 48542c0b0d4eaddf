"""How a conversation is told what fills up: at which levels, when not, and a sample to look at."""

from collections.abc import Callable
from dataclasses import replace

from bot.access import Role
from bot.alerts.arguments import Duration, Moment, QuietHours, WorkingTime
from bot.alerts.cards.actions import PressSample
from bot.alerts.cards.levels import levels_of
from bot.alerts.cards.subscriptions import facts, settings_card
from bot.alerts.days_off import DaysOff
from bot.alerts.errors import NoAlertsHere
from bot.alerts.subscription import FOR_EVER, Subscription
from bot.alerts.swapped import LevelsOrSwap, Swap
from bot.audit import Entry
from bot.cards import Card
from bot.i18n import N_
from bot.messages import Command
from bot.routing import Press, Router, WishTexts
from bot.services import Services
from bot.times.local import local

router = Router[Services]()

LEVELS = LevelsOrSwap("levels")
TIME = Duration(
    "time", ask=N_("For how long? For example **2 h**, **2 days** or **until tomorrow**.")
)
DEADLINE = WorkingTime(
    "time",
    ask=N_(
        "After how much working time? For example **24 h** or **2 days**, or **off** for the "
        "default, one day."
    ),
)
HOURS = QuietHours(
    "hours", ask=N_("From when to when? For example **22:00-8:00**, or **off** for none.")
)
DATES = DaysOff(
    "dates",
    ask=N_(
        "Which days? For example **10-01..10-07**, **national day** or **China**, or **off** for "
        "none."
    ),
)

Change = Callable[[Subscription], Subscription]


@router.command(
    "alert levels",
    "提醒级别",
    usage="alert levels [levels]",
    takes=(LEVELS,),
    changes=True,
    own=True,
    label=N_("Alert levels here"),
    wish=WishTexts(value=N_("Set the alert levels of this conversation to %(value)s.")),
)
async def levels(cmd: Command, svc: Services) -> Card:
    """Show or set the alert levels of this conversation."""
    wanted = cmd[LEVELS]
    situation = await svc.alerts_here(cmd)
    if wanted is None:
        return levels_of(situation, await svc.watch.limits.overrides())
    if isinstance(wanted, Swap):
        overrides = await svc.watch.limits.overrides()
        wanted = wanted.of(overrides.limits("", situation.subscription.override).levels)
    chosen = None if wanted == "usual" else wanted
    return await _change(cmd, svc, lambda now: replace(now, levels=chosen), "levels")


@router.command(
    "alert mute",
    "提醒静音",
    "暂停提醒",
    usage="alert mute <time>",
    takes=(TIME,),
    changes=True,
    own=True,
    label=N_("Mute alerts"),
    wish=WishTexts(value=N_("Send no alerts here: %(value)s."), off=N_("Send alerts here again.")),
)
async def mute(cmd: Command, svc: Services) -> Card:
    """Mute alerts here for a while (off: unmute)."""
    situation, wanted = await svc.alerts_here(cmd), cmd[TIME]
    if wanted == "morning":
        until = situation.care.hours.tomorrow_morning(situation.now)
    elif isinstance(wanted, Moment):
        until = wanted.at(situation)
    elif wanted in (0, FOR_EVER):
        until = wanted
    else:
        until = situation.now + wanted
    what = "muted" if until else "unmuted"
    return await _lessen(cmd, svc, lambda now: replace(now, muted_until=until), what)


@router.command(
    "alert deadline",
    "提醒时限",
    usage="alert deadline <time>",
    takes=(DEADLINE,),
    changes=True,
    own=True,
    label=N_("Reminder time"),
    wish=WishTexts(
        value=N_("Remind people of an alert that nobody takes after this time: %(value)s."),
        off=N_("Remind people after one working day again."),
    ),
)
async def deadline(cmd: Command, svc: Services) -> Card:
    """Set after how much working time people are reminded (off: the default, one day)."""
    wanted = cmd[DEADLINE]
    await svc.alerts_here(cmd)
    return await _change(cmd, svc, lambda now: replace(now, patience=wanted or None), "deadline")


@router.command(
    "alert quiet",
    "免打扰",
    "提醒免打扰",
    usage="alert quiet <hours>",
    takes=(HOURS,),
    changes=True,
    own=True,
    label=N_("Quiet hours"),
    wish=WishTexts(
        value=N_("Send no messages here at these hours, except about full spaces: %(value)s."),
        off=N_("Send messages at any hour again."),
    ),
)
async def quiet(cmd: Command, svc: Services) -> Card:
    """Set quiet hours for each day (off: none)."""
    wanted = cmd[HOURS]
    await svc.alerts_here(cmd)
    return await _lessen(cmd, svc, lambda now: replace(now, quiet=wanted), "quiet")


@router.command(
    "alert holidays",
    "holidays",
    "提醒假期",
    "节假日",
    "假期",
    usage="alert holidays <dates>",
    takes=(DATES,),
    changes=True,
    own=True,
    label=N_("Days off"),
    wish=WishTexts(
        value=N_("Send no messages here on these days, except about full spaces: %(value)s."),
        off=N_("Send messages on every day again."),
    ),
)
async def holidays(cmd: Command, svc: Services) -> Card:
    """Set days off without messages, or use China's public holidays (off: none)."""
    wish, situation = cmd[DATES], await svc.alerts_here(cmd)
    today = local(situation.now, situation.zone).date()
    return await _lessen(cmd, svc, lambda now: wish.onto(now, today), "holidays")


@router.command(
    "alert test",
    "测试提醒",
    role=Role.ADMIN,
    acts=True,
    label=N_("Sample alert"),
    wish=WishTexts(plain=N_("Send a sample alert here.")),
)
async def test(cmd: Command, svc: Services) -> Card:
    """Send a sample alert here."""
    user_id = None if cmd.conversation.is_group else cmd.user_id
    has_picture = await svc.alerts.test(cmd.conversation, user_id, cmd.key)
    return Card("alert_tested", {"picture": has_picture})


@router.fast(PressSample, whose="anybody", words="alert test")
async def press_sample(_: PressSample, _press: Press, _svc: Services) -> Card:
    """Say that the card is only a sample."""
    return Card("alert_sample", aside=True)


async def _change(cmd: Command, svc: Services, change: Change, what: str) -> Card:
    """Change how this conversation is told; raises NotAllowed and NoAlertsHere."""
    await svc.check_may_change(cmd, (await svc.alerts_here(cmd)).subscription)
    return await _changed(cmd, svc, change, what)


async def _lessen(cmd: Command, svc: Services, change: Change, what: str) -> Card:
    """Say when this conversation is not to be told; raises as :func:`_change`."""
    await svc.check_may_lessen(cmd, (await svc.alerts_here(cmd)).subscription)
    return await _changed(cmd, svc, change, what)


async def _changed(cmd: Command, svc: Services, change: Change, what: str) -> Card:
    allowed, here = (await svc.alerts_here(cmd)).subscription, cmd.conversation

    def changed(now: Subscription | None) -> Subscription:
        if now is None or not now.is_active:
            raise NoAlertsHere
        allowed.check_same_owner(now)
        return change(now)

    def line(before: Subscription | None, after: Subscription | None) -> Entry:
        was, now = facts(before), facts(after)
        return Entry.of(cmd, "done", here.id, here.title, before=was, after=now)

    await svc.alerts.place(here.id, changed, svc.audit.noting(cmd, line))
    seen = await svc.watch.seen()
    names = {space_id: each.name for space_id, each in seen.items()}
    overrides = await svc.watch.limits.overrides()
    card = settings_card(await svc.alerts_here(cmd), names, what, overrides=overrides)
    return replace(card, brief=True)
