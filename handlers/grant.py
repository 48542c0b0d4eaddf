"""Roles are given: shown first, twice asked where they can be passed on, and given once."""

from dataclasses import dataclass, replace

from bot.cards import Card
from bot.errors import MissingArgument, NotAChoice
from bot.i18n import N_
from bot.language import NOT_A_CHOICE
from bot.messages import Command
from bot.rights.agreeing import (
    asks,
    asks_again,
    changed_rights,
    check_as_shown,
    is_twice_asked,
    planned,
)
from bot.rights.arguments import SaidRight, SomeWords, WhichMembers, WhichPlace, parted
from bot.rights.place import place_said
from bot.rights.plan import RightFate, RightsPlan
from bot.rights.role import CALLED, role_of
from bot.rights.whom import whom_said
from bot.routing import Router
from bot.services import Services
from bot.shared_buttons import Agreed

router = Router[Services]()

WHO = WhichMembers("person")
ROLE = SomeWords("role")
PLACE = WhichPlace("place")
ASK_WHO = N_("Who? Mention people with @, or send a name, a department, this group or everybody.")
ASK_ROLE = N_("Which permission? can view, can download, can edit, manager or owner.")


@dataclass(frozen=True, slots=True)
class ConfirmGrant(Agreed):
    """The roles that were shown may be given; ``sure`` says that it was asked twice."""

    plan: RightsPlan
    sure: bool = False


@router.command(
    "grant",
    "授权",
    "give access",
    usage="grant <person> <role> <place>",
    takes=(WHO, ROLE, PLACE),
    calls=N_(
        "2 to 4, 1 more for every 30 members there are, at most 3 to find it, and 1 for each "
        "folder above it"
    ),
    changes=True,
    confirms=True,
)
async def grant(cmd: Command, svc: Services) -> Card:
    """Give people, a department, this group or everybody a permission."""
    wish = parted(cmd[WHO], cmd[ROLE], cmd[PLACE])
    raw = _canonical(wish)
    if wish.role is not None and raw != _given(cmd):
        return await svc.run(cmd, "grant", raw)
    if not wish.who and not cmd.mentions_somebody:
        raise MissingArgument(WHO.name, ASK_WHO)
    if wish.role is None:
        _check_role("" if cmd.mentions_somebody else cmd[ROLE])
        raise MissingArgument(ROLE.name, ASK_ROLE)
    members = await whom_said(svc, cmd, wish.who)
    place, viewer = await place_said(svc, cmd, wish.place), await svc.viewer(cmd)
    rights = await svc.permissions.query(viewer, place.uuid)
    plan = planned(place, rights, members, wish.role)
    here = cmd.conversation.id
    if all(each.before == each.after for each in plan.wishes):
        fates = [RightFate(each, "already") for each in plan.wishes]
        return changed_rights(plan, fates, here, cmd.language)
    await svc.giving.check(rights, plan)
    return asks(plan, rights, here, ConfirmGrant(plan))


def _canonical(wish: SaidRight) -> dict[str, str]:
    parts = {
        WHO.name: wish.who,
        ROLE.name: wish.role.lower() if wish.role else "",
        PLACE.name: wish.place,
    }
    return {name: text for name, text in parts.items() if text}


def _given(cmd: Command) -> dict[str, str]:
    parts = {WHO.name: cmd[WHO], ROLE.name: cmd[ROLE], PLACE.name: cmd[PLACE]}
    return {name: text for name, text in parts.items() if text}


def _check_role(said: str) -> None:
    """Raise NotAChoice for a word that stands where the role does and is none."""
    if said and role_of(said) is None:
        raise NotAChoice(ROLE.name, said, NOT_A_CHOICE, tuple(CALLED.values()))


@router.action(ConfirmGrant, destructive=True, words="grant", changes=True)
async def confirm_grant(action: ConfirmGrant, cmd: Command, svc: Services) -> Card:
    """Give the roles that were shown, unless somebody has another by now."""
    viewer, here = await svc.viewer(cmd), cmd.conversation.id
    plan = await svc.giving.begun(cmd)
    if plan is None:
        plan = action.plan
        if is_twice_asked(plan) and not action.sure:
            return asks_again(plan, here, replace(action, sure=True))
        rights = await svc.permissions.query(viewer, plan.place.uuid)
        await check_as_shown(svc.giving, rights, plan)
    fates = await svc.grants.make(cmd, viewer, plan)
    return changed_rights(plan, fates, here, cmd.language)


@router.state(ConfirmGrant, words="grant", changes=True)
async def grant_in_words(state: ConfirmGrant, text: str, cmd: Command, svc: Services) -> Card:
    """Give them, for somebody who types instead of pressing."""
    if not state.expects(text):
        return asks_again(state.plan, cmd.conversation.id, state)
    return await confirm_grant(state, cmd, svc)
