"""The operator: the person as whom spaces are watched. Only they themselves can take it on, and
they can always take it back.
"""

from dataclasses import replace

from bot.access import Operator, Role, Watching
from bot.audit import Entry, Noting
from bot.cards import Card
from bot.errors import PlatformError, UserError
from bot.i18n import N_
from bot.messages import Command
from bot.quota.events import Switched
from bot.routing import Router, WishTexts
from bot.services import Services
from bot.shared_buttons import WatchAsMe

router = Router[Services]()


@router.command(
    "operator show",
    "operator",
    "监控人",
    "值守人",
    role=Role.ADMIN,
    looks=True,
    label=N_("Operator"),
)
async def show_operator(_: Command, svc: Services) -> Card:
    """Show who the operator is."""
    operator = await svc.organisation.operator()
    if operator is None:
        return Card("not_watched")
    trouble = (await svc.watch.progress()).troubles.get("operator")
    data = {"name": operator.name, "since": operator.since, "code": trouble and trouble.code}
    return Card("operator", data)


@router.command(
    "operator me",
    "由我监控",
    "我来监控",
    "由我值守",
    "我来值守",
    role=Role.ADMIN,
    changes=True,
    label=N_("Watch as me"),
    wish=WishTexts(plain=N_("Watch all spaces that you can see, in your name.")),
)
async def operate(cmd: Command, svc: Services) -> Card:
    """Become the operator: I watch all spaces that you can see."""
    return await _operated(cmd, svc)


async def _operated(cmd: Command, svc: Services, part: str = "") -> Card:
    person = await svc.who(cmd.user_id)
    # A real look, so that somebody who may not read the list hears it now and not from the watch.
    listed = await svc.spaces.listing(person.union_id, 0)
    operator = Operator(person.user_id, person.name or cmd.sender.nick, svc.now())
    before = await svc.organisation.name_operator(operator, _noting(cmd, svc, part))
    await svc.watch.taken_over(person.union_id, listed)
    replaced = before.name if before and before.user_id != operator.user_id else ""
    data = {"name": operator.name, "total": len(listed.spaces), "replaced": replaced}
    data["unread"] = listed.unread
    return Card("operator_named", data)


@router.action(WatchAsMe, role=Role.ADMIN, words="operator me", changes=True)
async def watch_as_me(action: WatchAsMe, cmd: Command, svc: Services) -> Card:
    """Become the operator, and go on with what needed one, in a message of its own."""
    # What goes on may leave a line of its own in the same turn.
    watching = await _operated(cmd, svc, "operator")
    if not action.words:
        return watching
    try:
        wanted = await svc.run(replace(cmd, last_list=action.last_list), action.words, action.raw)
    except (UserError, PlatformError) as refused:
        wanted = Card(refused.template, refused.data())
    return replace(wanted, apart=True, elsewhere={**wanted.elsewhere, cmd.card: watching})


@router.command(
    "operator off",
    "停止监控",
    "结束监控",
    "停止值守",
    "结束值守",
    acts=True,
    offered=Role.ADMIN,
    label=N_("Stop watching"),
    wish=WishTexts(plain=N_("Stop watching spaces.")),
)
async def stop_operating(cmd: Command, svc: Services) -> Card:
    """Stop watching spaces."""
    operator, noting = await svc.organisation.operator(), _noting(cmd, svc)
    whose = operator.user_id if operator else ""
    if whose != cmd.user_id and not await svc.organisation.has_ended(noting):
        await svc.check_is_admin(cmd, whose)
    only = "" if whose != cmd.user_id or await svc.is_admin(cmd) else whose
    ended = await svc.organisation.end_operator(only, noting)
    if ended is None:
        return Card("not_watched")
    return Card("operator_off", {"name": ended.name, "events": await _end_events(cmd, svc, ended)})


async def _end_events(cmd: Command, svc: Services, operator: Operator) -> str:
    """Switch file events off, still as whoever was the operator; tells what came of it."""

    def line(before: Switched | None, _: Switched | None) -> Entry | None:
        facts = {"before": "file_events=on", "after": "file_events=off"}
        entry = Entry.of(replace(cmd, words="watch events off"), "done", **facts)
        return entry if before else None

    ended = await svc.watch.events.ignore(svc.audit.noting(cmd, line, "events"))
    if ended.before is None:
        return "none"
    corp_id = await svc.organisation.corp_id()
    try:
        person = await svc.who(operator.user_id)
        await svc.watch.events.sync(corp_id or "", person.union_id)
    except PlatformError:
        return "failed"
    return "ended"


def _noting(cmd: Command, svc: Services, part: str = "") -> Noting[Watching]:
    def line(before: Watching | None, after: Watching | None) -> Entry | None:
        about = None if before == after else after or before
        facts = {"before": _fact(before), "after": _fact(after)}
        return about and Entry.of(cmd, "done", about[0], about[1], **facts)

    return svc.audit.noting(cmd, line, part)


def _fact(watching: Watching | None) -> str:
    return "" if watching is None else f"operator={watching[0]}"
