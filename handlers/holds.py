"""What waits, and taking it back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from bot.access import Role
from bot.audit import Entry
from bot.cards import Card
from bot.drive.naming import find
from bot.drive.spaces import Space
from bot.errors import NoSuchSpace, Stale
from bot.files.way_back import changed_files_last
from bot.holds import Hold, Undo
from bot.i18n import N_
from bot.language import Which, is_all, normalise
from bot.messages import Command, Sender
from bot.routing import Press, Router, WishTexts
from bot.services import Services
from bot.sessions import Cancel
from bot.shared_buttons import Agreed

router = Router[Services]()

WHICH = Which("space", ask=None)

Row = tuple[str, int, str]
"""What is shown of a hold: the space's name, when it ends (milliseconds since 1970), who asked."""


@dataclass(frozen=True, slots=True)
class ConfirmUndo(Agreed):
    """A deletion that somebody else asked for in another chat is taken back, or several of one
    space: then ``hold_id`` has their ids with blanks between.
    """

    does: ClassVar[str] = "undo"
    hold_id: str
    name: str


@router.command(
    "pending", "待执行", "待处理", "等待中", "进行中", looks=True, label=N_("What is waiting")
)
async def pending(cmd: Command, svc: Services) -> Card:
    """Show what is waiting and can still be undone."""
    waiting, mine = await svc.holds.waiting(), await _mine(cmd, svc)
    shown = [hold for hold in waiting if hold in mine or _is_here(hold, cmd)]
    return Card("pending", {"holds": _rows(shown), "may_undo": bool(mine)})


@router.command(
    "undo",
    "撤销",
    "撤回",
    usage="undo [space|all]",
    takes=(WHICH,),
    acts=True,
    label=N_("Undo"),
    wish=WishTexts(
        plain=N_("Stop your last deletion that is waiting."),
        thing=N_("Keep %(space)s: its deletion is stopped."),
        everything=N_("Stop all your deletions that are waiting."),
    ),
)
async def undo(cmd: Command, svc: Services) -> Card:
    """Undo the last waiting deletion, one by name, or all of yours."""
    mine = await _mine(cmd, svc)
    kept = await svc.holds.meant(cmd.key, "")
    if not (kept or cmd[WHICH]) and await changed_files_last(svc, cmd):
        return await svc.run(cmd, "file undo", {})  # what came later than the deletion that waits
    try:
        ids = kept or " ".join(hold.id for hold in await _meant(cmd, mine, svc))
    except NoSuchSpace:
        return Card("nothing_to_undo", {"named": True, "files": False, "holds": _rows(mine)})
    if not ids and not cmd[WHICH] and await _changed_files(cmd, svc):
        return await svc.run(cmd, "file undo", {})
    if not ids:
        return Card("nothing_to_undo", {"named": False, "files": False, "holds": _rows(mine)})
    meant = (await svc.holds.meant(cmd.key, ids)).split()
    holds = [hold for each in meant if (hold := await svc.holds.find(each)) is not None]
    far = [each for each in holds if each.state == "waiting" and not any(_nearness(each, cmd))]
    if far and len(far) == len(holds):
        return _asked(far)
    return await _undo(meant, cmd, svc)


async def _changed_files(cmd: Command, svc: Services) -> bool:
    """Whether whoever asks has changed files here, which may be taken back, or an earlier run of
    this turn has taken it back.
    """
    if await svc.file_changes.begun(cmd) is not None:
        return True
    viewer, here = await svc.viewer(cmd), cmd.conversation.id
    latest = await svc.deletions.latest(viewer, here)
    return latest is not None or await svc.deletions.last(viewer, here) is not None


async def _meant(cmd: Command, mine: Sequence[Hold], svc: Services) -> Sequence[Hold]:
    """Find what somebody wants to take back: the nearest, one space's by name, or all their own.

    A space that several wait to delete is kept only without all of them. Raises NoSuchSpace where
    none of that name waits, and AmbiguousSpace.
    """
    which = cmd[WHICH]
    if _means_all(which, mine):
        return [hold for hold in mine if _is_own(hold, cmd)]
    found = await _of_space(which, cmd, mine, svc) if which else mine
    nearest = sorted(found, key=lambda hold: (*_nearness(hold, cmd), hold.ends))[-1:]
    subjects = {_subject(each) for each in nearest}
    return [
        *nearest,
        *(each for each in mine if each not in nearest and _subject(each) in subjects),
    ]


def _means_all(which: str, mine: Iterable[Hold]) -> bool:
    """Whether a word means everything, and is not what one of the spaces is called."""
    return is_all(which) and normalise(which) not in {normalise(_name(hold)) for hold in mine}


async def _of_space(
    which: str, cmd: Command, mine: Sequence[Hold], svc: Services
) -> Sequence[Hold]:
    """Give the holds of the one space that a name, its beginning, an id or a number means."""
    spaces = {_subject(hold): _as_space(hold) for hold in mine}
    numbered = await svc.listed(cmd.last_list) if cmd.waiting else ()
    found = find(which, tuple(spaces.values()), numbered)
    return [hold for hold in mine if _subject(hold) == found.id]


@router.action(ConfirmUndo, role=Role.ADMIN, words="undo")
async def confirm(action: ConfirmUndo, cmd: Command, svc: Services) -> Card:
    """Take back somebody else's deletion, now that it was named."""
    return await _undo(action.hold_id.split(), cmd, svc)


@router.state(ConfirmUndo, role=Role.ADMIN, words="undo")
async def confirm_in_words(state: ConfirmUndo, text: str, cmd: Command, svc: Services) -> Card:
    """Take it back, for somebody who types instead of pressing."""
    if not state.expects(text):
        raise Stale
    return await _undo(state.hold_id.split(), cmd, svc)


@router.fast(Undo, role=Role.OUTSIDER, whose="admins", words="undo")
async def press_undo(action: Undo, press: Press, svc: Services) -> Card:
    """Take a deletion back; whoever asked for it may, and every admin."""
    after = await _take_back(action.hold_id, press.sender, svc)
    return _undone(after, await _still(after, svc))


def _nearness(hold: Hold, cmd: Command) -> tuple[bool, bool]:
    """Order deletions: one's own wherever they were asked for, then what was asked for here."""
    return _is_own(hold, cmd), _is_own(hold, cmd) or _is_here(hold, cmd)


def _is_own(hold: Hold, cmd: Command) -> bool:
    return hold.asker.key == cmd.sender.key


def _is_here(hold: Hold, cmd: Command) -> bool:
    return hold.conversation.id == cmd.conversation.id


def _asked(holds: Sequence[Hold]) -> Card:
    """Name a deletion that somebody else asked for elsewhere, before it is taken back."""
    hold = holds[0]
    data = {
        "space_name": _name(hold),
        "by": hold.asker.nick or hold.asker.key,
        "group": hold.conversation.is_group,
        "title": hold.conversation.title,
        "ends_at": hold.ends,
    }
    meant = ConfirmUndo(" ".join(each.id for each in holds), _name(hold))
    return Card("undo_confirm", data, {"confirm": meant, "cancel": Cancel()}, then=meant)


async def _undo(hold_ids: Sequence[str], cmd: Command, svc: Services) -> Card:
    """Take some back; of several spaces, what came too late for one is told by name."""
    known = [await _take_back(each, cmd.sender, svc) for each in hold_ids]
    after = [hold for hold in known if hold is not None]
    waits = {hold.id: await _still(hold, svc) for hold in after}
    elsewhere = {hold.card: _undone(hold, waits[hold.id]) for hold in after}
    late = [hold for hold in after if hold.state != "undone"]
    if len({_subject(hold) for hold in after}) <= 1:
        shown = next(iter((*late, *after)), None)
        card = _undone(shown, waits[shown.id] if shown else ())
        return Card(card.template, card.data, elsewhere=elsewhere)
    lost = {_subject(hold) for hold in late}
    kept = [hold for hold in after if _subject(hold) not in lost]
    names, gone = (list(dict.fromkeys(map(_name, each))) for each in (kept, late))
    data = {"names": names, "late": gone, "by": cmd.sender.nick or cmd.sender.key}
    return Card("undone_all", data, elsewhere=elsewhere)


async def _still(after: Hold | None, svc: Services) -> Sequence[Row]:
    """Tell which other deletions of the same space go on waiting."""
    if after is None:
        return ()
    return _rows(each for each in await svc.holds.waiting() if _subject(each) == _subject(after))


async def _take_back(hold_id: str, by: Sender, svc: Services) -> Hold | None:
    """Take a hold back, its line in the trail with it."""
    hold = await svc.holds.find(hold_id)
    if hold is None:
        return None
    line = svc.audit.line(f"hold:{hold.id}", _entry(hold, by))
    return await svc.holds.undo(hold_id, by.nick or by.key, line)


def _undone(hold: Hold | None, waits: Sequence[Row] = ()) -> Card:
    if hold is None:
        raise Stale
    if hold.state == "undone":
        return Card("undone", {"space_name": _name(hold), "by": hold.by, "waits": list(waits)})
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
    return [hold for hold in await svc.holds.waiting() if is_admin or _is_own(hold, cmd)]


def _rows(holds: Iterable[Hold]) -> list[Row]:
    return [(_name(hold), hold.ends, hold.asker.nick) for hold in holds]


def _as_space(hold: Hold) -> Space:
    return Space(_subject(hold), _name(hold), "org", getattr(hold.plan, "used", None))


def _subject(hold: Hold) -> str:
    """Give the spaceId of a hold, its own id where that cannot be read."""
    return getattr(hold.plan, "space_id", "") or hold.id


def _name(hold: Hold) -> str:
    return getattr(hold.plan, "name", "")
