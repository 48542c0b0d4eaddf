"""Roles are taken back: shown first, and never from the last one who manages a file."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards import Card
from bot.errors import MissingArgument, NoSuchPerson
from bot.i18n import N_
from bot.messages import Command
from bot.rights.agreeing import asks, asks_again, changed_rights, check_as_shown, planned
from bot.rights.arguments import WhichMembers, WhichPlace, taken_from
from bot.rights.holders import several_called
from bot.rights.member import Member
from bot.rights.place import place_said
from bot.rights.plan import RightFate, RightsPlan
from bot.rights.whom import whom_said
from bot.routing import Router, WishTexts
from bot.services import Services
from bot.shared_buttons import Agreed

router = Router[Services]()

WHO = WhichMembers("person")
PLACE = WhichPlace("place")
ASK_WHO = N_(
    "Whose permission? Mention people, or send a name, a department, this group or everybody."
)


@dataclass(frozen=True, slots=True)
class ConfirmRevoke(Agreed):
    """The roles that were shown may be taken away."""

    plan: RightsPlan


@router.command(
    "revoke",
    "收回权限",
    "取消授权",
    usage="revoke <person> <place>",
    takes=(WHO, PLACE),
    calls=N_(
        "2 to 4, 1 more for every 30 members there are, at most 3 to find it, and 1 for each "
        "folder above it"
    ),
    changes=True,
    confirms=True,
    label=N_("Remove a permission"),
    wish=WishTexts(
        thing=N_("Take a permission for %(space)s away."),
        value=N_("Take permissions away from %(value)s."),
        both=N_("Take the permission for %(space)s away from %(value)s."),
    ),
)
async def revoke(cmd: Command, svc: Services) -> Card:
    """Take a permission away from people, a department, this group or everybody."""
    wish = taken_from(cmd[WHO], cmd[PLACE], await _mentioned(cmd, svc))
    if not wish.who and not cmd.mentions_somebody:
        raise MissingArgument(WHO.name, ASK_WHO)
    members, unknown = await _members(cmd, svc, wish.who)
    place, viewer = await place_said(svc, cmd, wish.place), await svc.viewer(cmd)
    rights = await svc.permissions.query(viewer, place.uuid)
    if unknown is not None:
        members = tuple(several_called(rights, wish.who))
        if not members:
            raise unknown
    plan, here = planned(place, rights, members, ""), cmd.conversation.id
    if not any(each.before for each in plan.wishes):
        fates = [RightFate(each, "already") for each in plan.wishes]
        return changed_rights(plan, fates, here, cmd.language)
    await svc.giving.check(rights, plan)
    return asks(plan, rights, here, ConfirmRevoke(plan))


async def _members(
    cmd: Command, svc: Services, who: str
) -> tuple[tuple[Member, ...], NoSuchPerson | None]:
    """Find those who are meant, or give why not: a tag and a dynamic group are only known by what
    they have on a file.
    """
    try:
        return await whom_said(svc, cmd, who), None
    except NoSuchPerson as unknown:
        return (), unknown


async def _mentioned(cmd: Command, svc: Services) -> Sequence[str]:
    return [await svc.people.name(each) for each in cmd.mentions]


@router.action(ConfirmRevoke, destructive=True, words="revoke", changes=True)
async def confirm_revoke(action: ConfirmRevoke, cmd: Command, svc: Services) -> Card:
    """Take the roles away that were shown, unless somebody has another by now."""
    viewer, plan = await svc.viewer(cmd), await svc.giving.begun(cmd)
    if plan is None:
        plan = action.plan
        rights = await svc.permissions.query(viewer, plan.place.uuid)
        await check_as_shown(svc.giving, rights, plan)
    fates = await svc.grants.make(cmd, viewer, plan)
    return changed_rights(plan, fates, cmd.conversation.id, cmd.language)


@router.state(ConfirmRevoke, words="revoke", changes=True)
async def revoke_in_words(state: ConfirmRevoke, text: str, cmd: Command, svc: Services) -> Card:
    """Take them away, for somebody who types instead of pressing."""
    if not state.expects(text):
        return asks_again(state.plan, cmd.conversation.id, state)
    return await confirm_revoke(state, cmd, svc)
