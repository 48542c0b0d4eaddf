"""The operator: the person as whom spaces are watched. Only they themselves can take it on."""

from bot.access import Operator, Role
from bot.audit import Entry
from bot.cards import Card
from bot.errors import ChangedMeanwhile, PlatformError
from bot.messages import Command
from bot.routing import Router
from bot.services import Services

router = Router[Services]()


@router.command("operator show", "operator", "值守人", role=Role.ADMIN)
async def show_operator(_: Command, svc: Services) -> Card:
    """Show as whom I watch spaces."""
    operator = await svc.organisation.operator()
    if operator is None:
        return Card("not_watched")
    trouble = (await svc.watch.standing()).troubles.get("operator")
    data = {"name": operator.name, "since": operator.since, "code": trouble and trouble.code}
    return Card("operator", data)


@router.command("operator me", "由我值守", "我来值守", role=Role.ADMIN, changes=True)
async def operate(cmd: Command, svc: Services) -> Card:
    """Watch all spaces that you can see, as you."""
    person = await svc.who(cmd.user_id)
    # A real look, so that somebody who may not read the list hears it now and not from the watch.
    listed = await svc.listing(cmd, max_age=0)
    operator = Operator(person.user_id, person.name or cmd.sender.nick, svc.now())
    before = await svc.organisation.name_operator(operator)
    await svc.watch.begin_anew()
    await _note(cmd, svc, before, operator)
    replaced = before.name if before and before.user_id != operator.user_id else ""
    data = {"name": operator.name, "total": len(listed.spaces), "replaced": replaced}
    data["unread"] = listed.unread
    return Card("operator_named", data)


@router.command("operator off", "停止值守", "结束值守", role=Role.ADMIN, changes=True)
async def stop_operating(cmd: Command, svc: Services) -> Card:
    """Stop watching spaces."""
    before = await svc.organisation.operator()
    if before is None and not await svc.audit.has(cmd.key, "done"):
        return Card("not_watched")
    if before is not None and not await svc.organisation.end_operator(before):
        raise ChangedMeanwhile
    events = await _end_events(cmd, svc, before)
    await _note(cmd, svc, before, None)
    return Card("operator_off", {"name": before.name if before else "", "events": events})


async def _end_events(cmd: Command, svc: Services, before: Operator | None) -> str:
    """Switch file events off, still as whoever was the operator; tells what came of it."""
    if await svc.watch.events.switched() is None:
        return "none"
    corp_id = await svc.organisation.corp_id()
    try:
        person = await svc.who(before.user_id if before else cmd.user_id)
        await svc.watch.events.switch_off(corp_id or "", person.union_id)
    except PlatformError:
        return "failed"
    return "ended"


async def _note(
    cmd: Command, svc: Services, before: Operator | None, after: Operator | None
) -> None:
    target = after or before
    entry = Entry.of(
        cmd,
        "done",
        target.user_id if target else "",
        target.name if target else "",
        before=_fact(before),
        after=_fact(after),
    )
    await svc.audit.append(cmd.key, entry)


def _fact(operator: Operator | None) -> str:
    return "" if operator is None else f"operator={operator.user_id}"
