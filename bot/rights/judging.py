"""Which role decides for one person, and which roles nobody can tell whether they have.

DingTalk says who is in which department; it lists neither the members of an ordinary group nor
those of a tag, so a role given to one may be anybody's.
"""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass

from bot.dingtalk.directory import Directory
from bot.errors import PlatformError
from bot.messages import Conversation
from bot.rights.member import Member
from bot.rights.permissions import FileRights, Right
from bot.rights.role import rank


@dataclass(frozen=True, slots=True)
class Judged:
    """What a person may: by the ``right`` that decides, None where none is known to be theirs.

    ``open`` are rights that may be theirs and would let them do more, of which nobody can tell.
    ``is_whole`` says that there is no other.
    """

    right: Right | None
    open: tuple[Right, ...]
    is_whole: bool

    @property
    def role(self) -> str:
        """The role that is known, empty for none."""
        return self.right.role if self.right else ""

    def may(self, role: str) -> bool | None:
        """Tell whether they may what this role may; None where nobody can tell."""
        if rank(self.role) >= rank(role):
            return True
        might = any(rank(each.role) >= rank(role) or not rank(each.role) for each in self.open)
        return None if might or not self.is_whole else False


class Judging:
    """Judges by the roles that were read."""

    def __init__(self, directory: Directory, corp_id: Callable[[], Awaitable[str | None]]) -> None:
        """``corp_id`` gives the organisation's id, None while it is not known."""
        self._directory = directory
        self._corp_id = corp_id

    async def judge(
        self, rights: FileRights, user_id: str, here: Conversation | None = None
    ) -> Judged:
        """Tell what somebody may; ``here`` is a group that they are in. No counted call: where
        there are departments among the members, those of the person are asked for.
        """
        inside: Collection[str] | None = ()
        if any(each.member.kind == "DEPT" for each in rights.rows):
            inside = await self._departments(user_id)
        groups = await self._groups(here)
        theirs: list[Right] = []
        unsaid: list[Right] = []
        for each in rights.rows:
            has = _has(each.member, user_id, inside, groups)
            (theirs if has else unsaid if has is None else []).append(each)
        best = max(theirs, key=lambda each: rank(each.role), default=None)
        known = rank(best.role) if best else 0
        more = (each for each in unsaid if rank(each.role) > known or not rank(each.role))
        return Judged(best, tuple(more), rights.is_whole)

    async def _groups(self, here: Conversation | None) -> Collection[str]:
        """Give the ids of what somebody is in besides departments, as far as it is known."""
        corp_id = await self._corp_id()
        return {*filter(None, (corp_id, here.id if here and here.is_group else None))}

    async def _departments(self, user_id: str) -> Collection[str] | None:
        try:
            chains = await self._directory.above(user_id)
        except PlatformError:
            return None
        return {each for chain in chains for each in chain}


def _has(
    member: Member,
    user_id: str,
    departments: Collection[str] | None,
    groups: Collection[str],
) -> bool | None:
    """Tell whether somebody is this member, or in it; None where nobody can tell."""
    match member.kind:
        case "USER":
            return member.id == user_id
        case "DEPT":
            in_all = member.is_everybody
            return in_all or (None if departments is None else member.id in departments)
        case _:
            return True if member.id in groups else None
