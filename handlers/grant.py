"""Roles are given: shown first, twice asked where they can be passed on, and given once."""

from dataclasses import dataclass, replace
from typing import Final

from bot.cards import Card
from bot.errors import MissingArgument, NotAChoice
from bot.files.meaning import reference
from bot.guided import Guide
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
from bot.rights.arguments import SaidRight, SomeWords, WhichMembers, WhichPlace
from bot.rights.asked_steps import (
    PERSON,
    TYPED_ROLES,
    EndStep,
    MembersStep,
    PlaceStep,
    RoleStep,
    check_end,
    rights_place,
)
from bot.rights.guides import grant_joined, grant_parted, wished
from bot.rights.lasting import HowLong
from bot.rights.place import place_said
from bot.rights.plan import RightFate, RightsPlan
from bot.rights.role import CALLED, role_of
from bot.rights.whom import whom_said
from bot.routing import Router, WishTexts
from bot.services import Services
from bot.shared_buttons import Agreed
from bot.times.spans import DAY

router = Router[Services]()

WHO = WhichMembers(PERSON)
ROLE = SomeWords("role")
PLACE = SomeWords("place")
TIME = SomeWords("time")
WHERE, HOW_LONG = WhichPlace(PLACE.name), HowLong(TIME.name)
ASK_WHO = N_("Who? Mention people with @, or send a name, a department, this group or everybody.")
ASK_ROLE = N_("Which permission? can view, can download, can edit, manager or owner.")
GUIDE: Final[Guide[Services]] = Guide(
    (
        PlaceStep(N_("Permission for what?"), rights_place),
        MembersStep(),
        RoleStep(tuple(TYPED_ROLES)),
        EndStep(
            N_("Until when?"),
            N_(
                "Press one, or send how long, such as 10 days, or until when, such as friday 18:00."
            ),
        ),
    ),
    grant_parted,
    grant_joined,
)


@dataclass(frozen=True, slots=True)
class ConfirmGrant(Agreed):
    """The roles that were shown may be given; ``sure`` says that it was asked twice, ``until`` when
    they end (milliseconds since 1970).
    """

    plan: RightsPlan
    sure: bool = False
    until: int | None = None

    def parts(self, now: int) -> dict[str, str]:
        """Give what would be typed for the same, where it is for one person."""
        if len(self.plan.wishes) != 1:
            return {}
        [wish], place = self.plan.wishes, self.plan.place
        parts = {
            WHO.name: wish.member.id if wish.member.kind == "USER" else "",
            ROLE.name: wish.after.lower(),
            PLACE.name: reference(place.space_id, place.dentry_id),
        }
        days = -(-(self.until - now) // DAY) if self.until else 0
        return {**parts, TIME.name: f"{days} days"} if days else parts


@router.command(
    "grant",
    "授权",
    "give access",
    usage="grant <person> <role> <place> [time]",
    takes=(WHO, ROLE, PLACE, TIME),
    calls=N_(
        "2 to 4, 1 more for a time and for every 30 members there are, at most 3 to find it, and 1 "
        "for each folder above it"
    ),
    changes=True,
    confirms=True,
    guide=GUIDE,
    label=N_("Give a permission"),
    wish=WishTexts(
        thing=N_("Give a permission for %(space)s."),
        value=N_("Give a permission: %(value)s."),
        both=N_("Give a permission for %(space)s: %(value)s."),
    ),
)
async def grant(cmd: Command, svc: Services) -> Card:
    """Give people, a department, this group or everybody a permission, with an end if you like."""
    wish, time = wished(cmd[WHO], cmd[ROLE], cmd[PLACE], cmd[TIME])
    raw = _canonical(wish, time)
    if wish.role is not None and raw != _given(cmd):
        return await svc.run(cmd, "grant", raw)
    if not wish.who and not cmd.mentions_somebody:
        raise MissingArgument(WHO.name, ASK_WHO)
    if wish.role is None:
        _check_role("" if cmd.mentions_somebody else cmd[ROLE])
        raise MissingArgument(ROLE.name, ASK_ROLE)
    members = await whom_said(svc, cmd, wish.who)
    until = _until(time, svc)
    place = await place_said(svc, cmd, WHERE.read(wish.place))
    viewer = await svc.viewer(cmd)
    rights = await svc.permissions.query(viewer, place.uuid)
    plan = planned(place, rights, members, wish.role)
    here = cmd.conversation.id
    if until is None and all(each.before == each.after for each in plan.wishes):
        # What ends by itself does so still: nobody has said that it shall not.
        fates = [RightFate(each, "already") for each in plan.wishes]
        return changed_rights(plan, fates, here, cmd.language)
    await svc.giving.check(rights, plan)
    if until is not None:
        await svc.grants.foresee(plan, until)
    return asks(plan, rights, here, ConfirmGrant(plan, until=until), until)


def _until(time: str, svc: Services) -> int | None:
    """Give when it ends; raises BadArgument for no time, and for one that is over."""
    lasting = HOW_LONG.read(time)
    return None if lasting is None else check_end(lasting, time, svc)


def _canonical(wish: SaidRight, time: str) -> dict[str, str]:
    parts = {
        WHO.name: wish.who,
        ROLE.name: wish.role.lower() if wish.role else "",
        PLACE.name: wish.place,
        TIME.name: time,
    }
    return {name: text for name, text in parts.items() if text}


def _given(cmd: Command) -> dict[str, str]:
    return {part.name: cmd[part] for part in (WHO, ROLE, PLACE, TIME) if cmd[part]}


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
    fates = await svc.grants.make(cmd, viewer, plan, action.until)
    return changed_rights(plan, fates, here, cmd.language, action.until)


@router.state(ConfirmGrant, words="grant", changes=True)
async def grant_in_words(state: ConfirmGrant, text: str, cmd: Command, svc: Services) -> Card:
    """Give them, for somebody who types instead of pressing."""
    if not state.expects(text):
        return asks_again(state.plan, cmd.conversation.id, state)
    return await confirm_grant(state, cmd, svc)
