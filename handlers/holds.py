"""What waits, and taking it back."""

from dataclasses import dataclass

from bot.access import Role
from bot.audit import Entry
from bot.cards import Card
from bot.errors import Stale
from bot.holds import Hold, Undo
from bot.language import Which, is_yes, normalise
from bot.messages import Command, Sender
from bot.routing import Press, Router
from bot.services import Services
from bot.sessions import Cancel

router = Router[Services]()

WHICH = Which("space", ask=None)


@dataclass(frozen=True, slots=True)
class ConfirmUndo:
    """A deletion that somebody else asked for in another chat is taken back."""

    hold_id: str
    name: str

    def says(self, language: str) -> str:
        """Give the answer that does the same."""
        return "确认" if language == "zh" else "yes"

    def expects(self, text: str) -> bool:
        """Whether a message is the answer this waits for."""
        return is_yes(text)


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
    nearest = max(found, key=lambda hold: (*_nearness(hold, cmd), hold.ends), default=None)
    hold_id = await svc.holds.meant(cmd.key, nearest.id if nearest else "")
    if not hold_id:
        return Card("nothing_to_undo")
    hold = await svc.holds.find(hold_id)
    if hold is not None and hold.state == "waiting" and not any(_nearness(hold, cmd)):
        return _asked(hold)
    return await _told_undone(hold_id, cmd, svc)


@router.action(ConfirmUndo, role=Role.ADMIN, words="undo")
async def confirm(action: ConfirmUndo, cmd: Command, svc: Services) -> Card:
    """Take back somebody else's deletion, now that it was named."""
    return await _told_undone(action.hold_id, cmd, svc)


@router.state(ConfirmUndo, role=Role.ADMIN, words="undo")
async def confirm_in_words(state: ConfirmUndo, text: str, cmd: Command, svc: Services) -> Card:
    """Take it back, for somebody who types instead of pressing."""
    if not state.expects(text):
        return Card("say_yes", {"name": state.name}, {"cancel": Cancel()}, then=state)
    return await _told_undone(state.hold_id, cmd, svc)


@router.fast(Undo, whose="admins")
async def press_undo(action: Undo, press: Press, svc: Services) -> Card:
    """Take a deletion back; whoever asked for it may, and every admin."""
    return _undone(await _take_back(action.hold_id, press.sender, svc))


def _nearness(hold: Hold, cmd: Command) -> tuple[bool, bool]:
    """Tell whether a deletion is the asker's own, and whether it was asked for here."""
    return hold.asker.key == cmd.sender.key, hold.conversation.id == cmd.conversation.id


def _asked(hold: Hold) -> Card:
    """Name a deletion that somebody else asked for elsewhere, before it is taken back."""
    data = {
        "space_name": _name(hold),
        "by": hold.asker.nick or hold.asker.key,
        "group": hold.conversation.is_group,
        "title": hold.conversation.title,
        "ends_at": hold.ends,
    }
    meant = ConfirmUndo(hold.id, _name(hold))
    return Card("undo_confirm", data, {"confirm": meant, "cancel": Cancel()}, then=meant)


async def _told_undone(hold_id: str, cmd: Command, svc: Services) -> Card:
    after = await _take_back(hold_id, cmd.sender, svc)
    card = _undone(after)
    return Card(card.template, card.data, elsewhere={after.card: card} if after else {})


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
