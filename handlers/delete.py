"""Deleting a space: shown, confirmed, held, checked again, deleted."""

from dataclasses import dataclass, replace
from typing import ClassVar

from bot.access import Role
from bot.audit import Entry
from bot.cards import Card, can_be_typed, same_name
from bot.drive.changes import used_fact
from bot.drive.spaces import Space
from bot.errors import NoSuchSpace, Stale
from bot.holds import Hold, Undo
from bot.i18n import N_
from bot.language import Which, is_no, unquoted
from bot.messages import Command
from bot.routing import Router, WishTexts
from bot.services import Services
from bot.sessions import Cancel
from bot.shared_buttons import Agreed

router = Router[Services]()

WHICH = Which("space", ask=N_("Which space do you want to delete? Send its name."))
TRIES = 3
_SAYS_NOW = N_("DingTalk now reports how much is in the space, and did not when you confirmed.")
_SAYS_NOT = N_("DingTalk no longer reports how much is in the space.")


@dataclass(frozen=True, slots=True)
class SpaceDeletion:
    """A confirmed deletion: the space as whoever confirmed saw it.

    ``used`` is in bytes; None where DingTalk did not say, which is not the same as empty.
    """

    space_id: str
    name: str
    used: int | None


@dataclass(frozen=True, slots=True)
class ConfirmDelete(Agreed):
    """The empty space that was shown may be deleted."""

    does: ClassVar[str] = "delete"
    plan: SpaceDeletion


@dataclass(frozen=True, slots=True)
class TypingName:
    """A space not known to be empty waits for its name, or its id where that cannot be typed."""

    plan: SpaceDeletion
    left: int = TRIES

    @property
    def by_id(self) -> bool:
        return not can_be_typed(self.plan.name) or is_no(self.plan.name)

    def expects(self, text: str) -> bool:
        """Whether a message names the space exactly, with quotes around it or without."""
        if self.by_id:
            return unquoted(text) == self.plan.space_id
        return any(same_name(typed, self.plan.name) for typed in (text, unquoted(text)))


@router.command(
    "space delete",
    "delete space",
    "delete",
    "删除空间",
    "删除",
    usage="space delete <space>",
    takes=(WHICH,),
    calls=N_("at most 7 with the change itself"),
    role=Role.ADMIN,
    changes=True,
    phrases=("delete the space {space}", "把{space}删了", "删掉{space}"),
    confirms=True,
    label=N_("Delete a space"),
    wish=WishTexts(thing=N_("Delete %(space)s and everything in it.")),
)
async def delete(cmd: Command, svc: Services) -> Card:
    """Delete a space and everything in it."""
    svc.prices.name_all()
    found = await svc.found(cmd, cmd[WHICH])
    if found.now is None:
        await svc.sight.agree(await svc.union_id(cmd))
    space = found.now or await svc.look(cmd, found.space.id)
    if space is None:
        raise NoSuchSpace(found.space.name)
    plan = SpaceDeletion(space.id, space.name, space.used)
    data: dict[str, object] = {"space": space, "hold": svc.holds.seconds}
    if space.used == 0:
        confirm = ConfirmDelete(plan)
        actions = {"delete": confirm, "cancel": Cancel()}
        return Card("delete_confirm_empty", data, actions, then=confirm)
    typing = TypingName(plan)
    data["by_id"] = typing.by_id
    return Card("delete_type_name", data, {"cancel": Cancel()}, then=typing)


@router.action(ConfirmDelete, role=Role.ADMIN, destructive=True, words="space delete", changes=True)
async def confirm_delete(action: ConfirmDelete, cmd: Command, svc: Services) -> Card:
    """Start the hold of an empty space's deletion."""
    return await _hold(action.plan, cmd, svc)


@router.state(ConfirmDelete, role=Role.ADMIN, words="space delete", changes=True)
async def confirm_in_words(state: ConfirmDelete, text: str, cmd: Command, svc: Services) -> Card:
    """Start the hold, for somebody who types instead of pressing."""
    if not state.expects(text):
        raise Stale
    return await _hold(state.plan, cmd, svc)


@router.state(TypingName, role=Role.ADMIN, words="space delete", changes=True)
async def type_name(state: TypingName, text: str, cmd: Command, svc: Services) -> Card:
    """Start the hold once the name was typed exactly."""
    if state.expects(text):
        return await _hold(state.plan, cmd, svc)
    left = state.left - 1
    plan = state.plan
    data = {"space": _space(plan), "left": left, "by_id": state.by_id}
    then = replace(state, left=left) if left else None
    return Card("delete_wrong_name", data, {"cancel": Cancel()} if left else {}, then=then)


async def _hold(plan: SpaceDeletion, cmd: Command, svc: Services) -> Card:
    used = used_fact(plan.used)
    entry = Entry.of(cmd, "planned", plan.space_id, plan.name, before=used, after=used)
    hold = await svc.holds.place(cmd, plan, svc.audit.line(cmd.key, entry))
    return _holding(plan, hold)


def _holding(plan: SpaceDeletion, hold: Hold) -> Card:
    data = {
        "space_name": plan.name,
        "used": plan.used,
        "ends_at": hold.ends,
        "by": hold.asker.nick,
    }
    return Card("holding", data, {"undo": Undo(hold.id, plan.space_id)})


@router.hold(SpaceDeletion, words="space delete")
async def finish(plan: SpaceDeletion, cmd: Command, svc: Services) -> Card:
    """Delete the space, if nothing about it has changed since it was confirmed."""
    if not await svc.changes.begun(cmd):
        stopped = await _stopped(plan, cmd, svc)
        if stopped is not None:
            return stopped
    await svc.changes.delete(cmd, _space(plan), await svc.union_id(cmd))
    await svc.watch.events.clearings.note(plan.space_id, {cmd.key: plan.used})
    return Card("deleted", {"space_name": plan.name, "used": plan.used})


async def _stopped(plan: SpaceDeletion, cmd: Command, svc: Services) -> Card | None:
    """Check role, existence and usage once more; give the card that says why it was stopped."""
    if reason := await svc.access.lost(cmd.sender):
        return await _stop(plan, cmd, svc, reason)
    space = await svc.look(cmd, plan.space_id)
    if space is None:
        return await _stop(plan, cmd, svc, N_("The space no longer exists."))
    if space.name != plan.name:
        return await _stop(plan, cmd, svc, N_("The space has been renamed."), space)
    if (plan.used is None) != (space.used is None):
        return await _stop(plan, cmd, svc, _SAYS_NOW if plan.used is None else _SAYS_NOT, space)
    if space.used != plan.used:
        return await _stop(plan, cmd, svc, N_("The content of the space has changed."), space)
    return None


def _space(plan: SpaceDeletion) -> Space:
    return Space(plan.space_id, plan.name, "org", plan.used, quota_known=False)


async def _stop(
    plan: SpaceDeletion, cmd: Command, svc: Services, reason: str, now: Space | None = None
) -> Card:
    entry = Entry.of(
        cmd,
        f"refused: {reason}",
        plan.space_id,
        plan.name,
        before=used_fact(plan.used),
        after=used_fact(now.used) if now else "",
    )
    await svc.audit.append(cmd.key, entry, cmd.fence)
    data = {
        "space_name": plan.name,
        "reason": reason,
        "before": plan.used,
        "now": now.used if now else None,
    }
    return Card("delete_stopped", data)
