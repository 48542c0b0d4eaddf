"""How the watch stands: when each space is looked at next and why, and what is in its way."""

from dataclasses import dataclass

from bot.access import Role
from bot.alerts.meant import notified_last
from bot.audit import Entry
from bot.cards import Card
from bot.documents import Changed
from bot.errors import MissingArgument, NoSuchSpace, PlatformError, Stale
from bot.i18n import N_
from bot.language import Page, Which
from bot.messages import Command
from bot.quota.card_lists import Schedule, WatchStatus, schedule
from bot.quota.events import Switched
from bot.quota.observations.sampler import OperatorLost
from bot.quota.space_card import space_card
from bot.routing import Press, Router, WishTexts
from bot.services import Services
from bot.sessions import Cancel
from bot.shared_buttons import Agreed, CommandButton, turns

router = Router[Services]()
router.keeps(Schedule)

PAGE = Page("page")
WHICH_ASK = N_("Which space? Send its name.")
WHICH = Which("space", ask=None)


@dataclass(frozen=True, slots=True)
class TurnLooks(CommandButton):
    """Show another page of the looks this card keeps."""

    command = "监控", "watch"
    follows = ("page",)
    page: int


@dataclass(frozen=True, slots=True)
class ConfirmEvents(Agreed):
    """File events may be switched on, at the price that was shown."""


@router.command(
    "watch",
    "监控",
    "监控状态",
    "值守",
    "值守状态",
    takes=(PAGE,),
    role=Role.ADMIN,
    looks=True,
    label=N_("Next checks"),
)
async def watch(cmd: Command, svc: Services) -> Card:
    """Show when each space is checked next and why, and any problems."""
    page = cmd[PAGE]
    overview = await svc.watch.overview()
    if overview.operator is None:
        return Card("not_watched")
    events = await svc.watch.events.switched()
    return _looks(schedule(overview, events).at_page(page))


@router.fast(TurnLooks, role=Role.ADMIN, looks=True, words="watch")
async def turn_looks(action: TurnLooks, press: Press, _: Services) -> Card:
    """Turn to another page of the same looks."""
    if not isinstance(press.kept, Schedule):
        raise Stale
    return _looks(press.kept.at_page(action.page))


@router.command(
    "watch now",
    "立即检查",
    "立即查看",
    "现在查看",
    "check now",
    usage="watch now [space]",
    takes=(WHICH,),
    role=Role.ADMIN,
    acts=True,
    label=N_("Check now"),
    wish=WishTexts(thing=N_("Check %(space)s now.")),
)
async def look_now(cmd: Command, svc: Services) -> Card:
    """Check a space now, by default the one of the last alert here."""
    which = cmd[WHICH] or notified_last(await svc.alerts.situation(cmd.conversation.id))
    if not which:
        raise MissingArgument(WHICH.name, WHICH_ASK)
    space = await svc.watched(cmd, which)
    if await svc.organisation.operator() is None:
        return Card("not_watched")
    found = await svc.watch.now(space.id)
    if found is None:
        raise NoSuchSpace(space.name)
    space, outlook = found
    limits = (await svc.watch.limits.overrides()).limits(space.id)
    progress, now = await svc.watch.progress(), svc.now()
    subscribers = await svc.subscribers_of(cmd, space.id)
    read_at = now if outlook is None else 0  # else the watch's numbers are those of this look
    return space_card(
        space,
        read_at,
        limits,
        outlook,
        progress,
        watched=True,
        subscribers=subscribers,
        now=now,
    )


@router.command(
    "watch events on",
    "开启文件事件",
    role=Role.ADMIN,
    changes=True,
    confirms=True,
    label=N_("File events on"),
)
async def events_on(_: Command, svc: Services) -> Card:
    """Check spaces as soon as their files change (file events), at a cost."""
    if await svc.organisation.operator() is None:
        return Card("not_watched")
    switched = await svc.watch.events.switched()
    if switched is not None:
        return Card("watch_events", {"on": True, "by": switched.by, "at": switched.at})
    return _asked(svc)


@router.action(ConfirmEvents, role=Role.ADMIN, words="watch events on", changes=True)
async def confirm_events(_: ConfirmEvents, cmd: Command, svc: Services) -> Card:
    """Switch them on, at the price that was shown."""
    made = await _switched_on(cmd, svc)
    by = made.after.by if made.after else cmd.sender.nick
    return Card("watch_events", {"on": True, "by": by, "at": svc.now()})


async def _switched_on(cmd: Command, svc: Services) -> Changed[Switched]:
    """Write down what is tried before DingTalk is asked for it, and after it what came of it."""
    stood = {"before": _fact(await svc.watch.events.switched())}
    intent = await svc.changes.intend(cmd, stood)
    try:
        made = await svc.watch.switch_events_on(cmd.sender.nick)
    except PlatformError as refused:
        await svc.changes.failed(cmd, refused)
        raise
    before = _fact(made.before) if intent.new else intent.facts["before"]
    entry = Entry.of(cmd, "done", before=before, after="file_events=on")
    await svc.audit.append(cmd.key, entry)
    return made


@router.state(ConfirmEvents, role=Role.ADMIN, words="watch events on", changes=True)
async def confirm_in_words(state: ConfirmEvents, text: str, cmd: Command, svc: Services) -> Card:
    """Switch them on, for somebody who types instead of pressing."""
    if not state.expects(text):
        return _asked(svc)
    return await confirm_events(state, cmd, svc)


@router.command(
    "watch events off",
    "关闭文件事件",
    role=Role.ADMIN,
    changes=True,
    label=N_("File events off"),
    wish=WishTexts(plain=N_("Stop using file events.")),
)
async def events_off(cmd: Command, svc: Services) -> Card:
    """Check spaces by their history again, without file events."""

    def line(before: Switched | None, _: Switched | None) -> Entry:
        return Entry.of(cmd, "done", before=_fact(before), after="file_events=off")

    await svc.watch.events.ignore(svc.audit.noting(cmd, line))
    try:
        await svc.watch.unsubscribe()
    except OperatorLost:
        # Whoever asks will do as well: the subscription is the organisation's.
        await svc.watch.unsubscribe(await svc.union_id(cmd))
    return Card("watch_events", {"on": False, "by": cmd.sender.nick, "at": svc.now()})


def _fact(switched: Switched | None) -> str:
    return "file_events=on" if switched else "file_events=off"


def _asked(svc: Services) -> Card:
    confirm = ConfirmEvents()
    terms = svc.budget.terms
    seconds = max(1, round(svc.watch.hurry.seconds))
    data = {"messages": terms.messages, "share": terms.messages_share, "seconds": seconds}
    actions = {"switch": confirm, "cancel": Cancel()}
    return Card("watch_events_confirm", data, actions, then=confirm)


def _looks(shown: Schedule) -> Card:
    beside = turns(shown.page, shown.pages, TurnLooks)
    data: dict[str, object] = {
        "rows": [{"name": each.name, "at": each.at, "why": each.why.value} for each in shown.rows],
        "first": shown.first,
        "page": shown.page,
        "pages": shown.pages,
        "total": len(shown.looks),
        "at": shown.at,
    }
    if shown.page > 1:
        return Card("watch_looks", data, beside, kept=shown)
    return Card("watch", {**data, **_status(shown.status)}, beside, kept=shown)


def _status(status: WatchStatus) -> dict[str, object]:
    return {
        "operator": status.operator,
        "since": status.since,
        "swept": status.swept,
        "sweep_at": status.sweep_at,
        "note": status.note.value if status.note else None,
        "every": status.every,
        "troubles": [{"kind": each.what, "code": each.code} for each in status.troubles],
        "errors": [{"at": each.at, "what": each.what, "code": each.code} for each in status.errors],
        "events": {"by": status.events.by, "at": status.events.at} if status.events else None,
    }
