"""What waits, and taking it back."""

from bot.access import Role
from bot.audit import Entry
from bot.cards import Card
from bot.errors import Stale
from bot.holds import Hold, Undo
from bot.language import Which, normalise
from bot.messages import Command, Sender
from bot.routing import Press, Router
from bot.services import Services

router = Router[Services]()

WHICH = Which("space", ask=None)


@router.command("pending", "待处理", "等待中", "进行中")
async def pending(cmd: Command, svc: Services) -> Card:
    """Show what is about to happen and can still be undone."""
    holds = [(_name(hold), hold.ends, hold.asker.nick) for hold in await _mine(cmd, svc)]
    return Card("pending", {"holds": holds})


@router.command("undo", "撤销", "撤回", usage="undo [space]", takes=(WHICH,))
async def undo(cmd: Command, svc: Services) -> Card:
    """Take back the last deletion that has not happened yet."""
    wanted = normalise(cmd[WHICH])
    found = [hold for hold in await _mine(cmd, svc) if wanted in normalise(_name(hold))]
    last = max(found, key=lambda hold: hold.ends, default=None)
    hold_id = await svc.holds.meant(cmd.key, last.id if last else "")
    if not hold_id:
        return Card("nothing_to_undo")
    after = await _take_back(hold_id, cmd.sender, svc)
    card = _undone(after)
    return Card(card.template, card.data, elsewhere={after.card: card} if after else {})


@router.fast(Undo, whose="admins")
async def press_undo(action: Undo, press: Press, svc: Services) -> Card:
    """Take a deletion back; whoever asked for it may, and every admin."""
    return _undone(await _take_back(action.hold_id, press.sender, svc))


async def _take_back(hold_id: str, by: Sender, svc: Services) -> Hold | None:
    """Take a hold back, its line in the trail with it."""
    hold = await svc.holds.find(hold_id)
    if hold is None:
        return None
    line = svc.audit.line(f"hold:{hold.id}", _entry(hold, by))
    return await svc.holds.undo(hold_id, by.nick or by.key, line)


def _undone(hold: Hold | None) -> Card:
    if hold is None:
        raise Stale
    if hold.state == "undone":
        return Card("undone", {"space_name": _name(hold), "by": hold.by})
    return Card("too_late", {"space_name": _name(hold)})


def _entry(hold: Hold, by: Sender) -> Entry:
    return Entry(
        person=by.key,
        nick=by.nick,
        place=hold.conversation.id,
        command="undo",
        target=getattr(hold.plan, "space_id", ""),
        outcome="undone",
        name=_name(hold),
        before="hold=waiting",
        after="hold=undone",
    )


async def _mine(cmd: Command, svc: Services) -> list[Hold]:
    """The holds somebody may take back: their own, and all of them for an admin."""
    is_admin = await svc.access.role(cmd.sender, needs=Role.MEMBER) is Role.ADMIN
    return [
        hold for hold in await svc.holds.waiting() if is_admin or hold.asker.key == cmd.sender.key
    ]


def _name(hold: Hold) -> str:
    return getattr(hold.plan, "name", "")
