"""Access that somebody has asked for: how it stands for whoever approves, and how it is given."""

from collections.abc import Callable
from typing import Protocol

from bot.errors import ChangedMeanwhile, ChangeUncertain
from bot.files.reader import DentryReader
from bot.messages import Command
from bot.requests.request import AccessWish, Who
from bot.rights.giving import Giving
from bot.rights.grants import Grants
from bot.rights.member import Member
from bot.rights.permissions import Permissions
from bot.rights.plan import RightsPlace, RightsPlan, RightWish
from bot.rights.role import rank


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
) -> None:
    """Give the role as ``viewer``, once, for as long as was asked; who has as much already is given
    nothing.

    Raises what DingTalk refuses, CannotEnd where nobody could end it, ChangeUncertain, and
    ChangedMeanwhile where somebody changes the same role at the same time.
    """
    plan = await svc.giving.begun(act)
    if plan is None:
        rights = await svc.permissions.query(viewer, wish.uuid)
        member = Member("USER", asker.user_id, asker.name)
        own = rights.own(member)
        if rank(max(own, rights.from_above(member), key=rank)) >= rank(wish.role):
            return
        names = (wish.name or wish.uuid,)
        at = wish.dentry_id or wish.uuid
        place = RightsPlace(wish.uuid, wish.space_id, at, names, is_folder=wish.is_folder)
        plan = RightsPlan(place, (RightWish(member, own, wish.role),))
    until = svc.now() + wish.millis if wish.millis else None
    [fate] = await svc.grants.make(act, viewer, plan, until)
    if fate.outcome == "unknown":
        raise ChangeUncertain("access", plan.place.name)
    if fate.outcome == "changed":
        raise ChangedMeanwhile
