"""Access that somebody has asked for: how it stands for whoever approves, and how it is given."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Protocol

from bot.drive.spaces import Space
from bot.errors import ChangedMeanwhile, ChangeUncertain, NoAllowance, PlatformError, Refused
from bot.files.dentry import ROOT
from bot.files.reader import DentryReader
from bot.files.roots import RootUuids
from bot.messages import Command
from bot.requests.request import AccessWish, AskedRight, CameOfIt, Who
from bot.rights.giving import Giving
from bot.rights.grants import Grants
from bot.rights.member import Member
from bot.rights.permissions import Permissions
from bot.rights.plan import RightOutcome, RightsPlace, RightsPlan, RightWish
from bot.rights.role import rank


@dataclass(frozen=True, slots=True)
class MadeSpace:
    """A space; where this very run has made it, it ``is_new``, and nobody has been given a role."""

    space: Space
    is_new: bool


class GivesAccess(Protocol):
    """What it takes."""

    @property
    def dentries(self) -> DentryReader: ...
    @property
    def permissions(self) -> Permissions: ...
    @property
    def giving(self) -> Giving: ...
    @property
    def grants(self) -> Grants: ...
    @property
    def roots(self) -> RootUuids: ...
    @property
    def now(self) -> Callable[[], int]: ...


def stands_as(parent_id: str, name: str) -> str:
    """Write where a file lies and what it is called, which a request stands on."""
    return f"parent={parent_id}; name={name}"


async def stood_as(svc: GivesAccess, viewer: str, wish: AccessWish) -> str:
    """Give that as it is now; empty where only a link is known. Raises DentryMissing, NotAuthorized
    and kin.
    """
    if not wish.dentry_id:
        return ""
    dentry = await svc.dentries.one(viewer, wish.space_id, wish.dentry_id)
    return stands_as(dentry.parent_id, dentry.name)


async def give_access(
    svc: GivesAccess, act: Command, viewer: str, wish: AccessWish, asker: Who
) -> CameOfIt:
    """Give the role as ``viewer``, once, for as long as was asked; who has as much already, and not
    for a time alone, is given nothing.

    Raises what DingTalk refuses, CannotEnd where nobody could end it, ChangeUncertain, and
    ChangedMeanwhile where somebody changes the same role at the same time.
    """
    plan = await svc.giving.begun(act)
    until = svc.now() + wish.millis if wish.millis else None
    if plan is None:
        names = (wish.name or wish.uuid,)
        at = wish.dentry_id or wish.uuid
        place = RightsPlace(wish.uuid, wish.space_id, at, names, is_folder=wish.is_folder)
        plan = await _planned(svc, viewer, place, RightWish(_member(asker), "", wish.role), until)
    if plan is None:
        return CameOfIt(right="already")
    [fate] = await svc.grants.make(act, viewer, plan, until)
    if fate.outcome == "unknown":
        raise ChangeUncertain("access", plan.place.name)
    if fate.outcome == "changed":
        raise ChangedMeanwhile
    return CameOfIt(right="given", until=until or 0)


async def give_in_space(
    svc: GivesAccess, act: Command, viewer: str, made: MadeSpace, wish: RightWish
) -> AskedRight:
    """Give somebody their role in a space that was made, where DingTalk gives a way to; tells what
    came of that.
    """
    try:
        plan = await svc.giving.begun(act) or await _in_space(svc, viewer, made, wish)
        if plan is None or not plan.wishes:
            return "already" if plan else "beyond"
        [fate] = await svc.grants.make(act, viewer, plan)
    except (Refused, NoAllowance):
        return "refused"
    except PlatformError:
        return "unknown"
    return _AS_ASKED[fate.outcome]


async def _in_space(
    svc: GivesAccess, viewer: str, made: MadeSpace, wish: RightWish
) -> RightsPlan | None:
    """Plan it, nothing for what somebody has already; None where there is no way to."""
    uuid = await svc.roots.of(viewer, made.space.id)
    if not uuid:
        return None
    place = RightsPlace(uuid, made.space.id, ROOT, (made.space.name,))
    if made.is_new:
        return RightsPlan(place, (wish,))
    return await _planned(svc, viewer, place, wish) or RightsPlan(place, ())


async def _planned(
    svc: GivesAccess, viewer: str, place: RightsPlace, wish: RightWish, until: int | None = None
) -> RightsPlan | None:
    """Plan that somebody has a role; None where they have as much already, and for as long."""
    member, role = wish.member, wish.after
    rights = await svc.permissions.query(viewer, place.uuid)
    own = rights.own(member)
    has = max(own, rights.from_above(member), key=rank)
    is_same = rank(has) == rank(role)
    if rank(has) > rank(role) or (is_same and not await _ends(svc, place, member, until)):
        return None
    return RightsPlan(place, (RightWish(member, own, role),))


async def _ends(svc: GivesAccess, place: RightsPlace, member: Member, until: int | None) -> bool:
    """Tell whether what somebody has there ends before ``until``, None for ever."""
    lent = (await svc.grants.of(place.uuid, [member])).get(member.key)
    ends = lent.until if lent else None
    return ends is not None and (until is None or ends < until)


def _member(asker: Who) -> Member:
    return Member("USER", asker.user_id, asker.name)


_AS_ASKED: Final[Mapping[RightOutcome, AskedRight]] = MappingProxyType(
    {
        "done": "given",
        "already": "already",
        "refused": "refused",
        "changed": "unknown",
        "unknown": "unknown",
    }
)
