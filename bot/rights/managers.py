"""Who would still manage a file: nothing takes the last one away whom DingTalk still knows."""

from collections.abc import Awaitable, Callable, Sequence

from bot.dingtalk.contacts import Contact
from bot.errors import LastManager, UserOutOfScope, UserUnknown
from bot.rights.member import Member
from bot.rights.permissions import FileRights
from bot.rights.plan import RightWish
from bot.rights.role import rank

_MANAGES = rank("MANAGER")


class LivingManagers:
    """Knows which managers are still in the organisation."""

    def __init__(self, who: Callable[[str], Awaitable[Contact]]) -> None:
        """``who`` asks DingTalk for a person by userId."""
        self._who = who

    async def check(self, rights: FileRights, wishes: Sequence[RightWish], name: str) -> None:
        """Raise LastManager where the ``wishes`` would leave the file of that ``name`` without a
        person who manages it.

        Departments, groups and the organisation do not count, nor does whom DingTalk does not find.
        Where not all roles could be read, nobody can tell, and nothing is refused.
        """
        managing = _managing(rights)
        staying = managing - {each.member for each in wishes} | {
            each.member for each in wishes if _still_manages(rights, each)
        }
        if not rights.is_whole or not managing - staying:
            return
        for member in sorted(staying, key=lambda each: each.id):
            if await self.is_living(member):
                return
        raise LastManager(name)

    async def is_living(self, member: Member) -> bool:
        """Tell whether DingTalk finds this person. Raises Unavailable and kin where it does not
        say.
        """
        try:
            await self._who(member.id)
        except (UserUnknown, UserOutOfScope):
            return False
        return True


def _managing(rights: FileRights) -> set[Member]:
    return {
        each.member
        for each in rights.rows
        if each.member.kind == "USER" and rank(each.role) >= _MANAGES
    }


def _still_manages(rights: FileRights, wish: RightWish) -> bool:
    role = max(wish.after, rights.from_above(wish.member), key=rank)
    return wish.member.kind == "USER" and rank(role) >= _MANAGES
