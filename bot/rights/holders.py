"""Who has which role, as a card lists them: each member once, by the most that it may."""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.language import normalise
from bot.rights.member import Member
from bot.rights.permissions import FileRights, Right
from bot.rights.role import rank

MOST_NAMES: Final = 8
"""So many names are asked for that DingTalk does not give with the roles."""
_KIND_SAID: Final = re.compile(
    "^(?:(?:people with )?(?:the )?tag |(?:the )?dynamic group |标签 ?|动态组 ?)|(?: ?的成员)$"
)


@dataclass(frozen=True, slots=True)
class Holder:
    """One line: ``is_above`` says that the role comes from a folder above, ``is_here`` that the
    member is the group that is told.
    """

    member: Member
    role: str
    is_above: bool = False
    is_here: bool = False
    seconds: int | None = None

    @property
    def kind(self) -> str:
        """What the member is, as a card has a word for it."""
        if self.is_here:
            return "HERE"
        return "ORG" if self.member.is_everybody else self.member.kind

    @property
    def name(self) -> str:
        """What it is called, with what tells it from others that are called so."""
        called = self.member.name or self.member.id
        return " · ".join(filter(None, (called, self.member.inside)))


def several_called(rights: FileRights, said: str) -> list[Member]:
    """Give the tags and dynamic groups on a file that are called so, as a card calls them or by
    their ids.
    """
    wanted = _KIND_SAID.sub("", normalise(said))
    members = dict.fromkeys(each.member for each in rights.rows)
    several = [each for each in members if each.kind in {"TAG", "DYNAMIC_GROUP"}]
    return [each for each in several if wanted in {normalise(each.name), normalise(each.id)}]


async def holders(
    rights: FileRights, here: str, name_of: Callable[[str], Awaitable[str]]
) -> tuple[Holder, ...]:
    """Give the members as :func:`ordered` does, and the first of them that DingTalk did not name
    :func:`named`.
    """
    return await named(ordered(rights, here), name_of)


def ordered(rights: FileRights, here: str) -> tuple[Holder, ...]:
    """Give the members, those who may most first; ``here`` is the conversation that is told."""
    best: dict[Member, Right] = {}
    for each in rights.rows:
        known = best.get(each.member)
        if known is None or _before(rights, each) > _before(rights, known):
            best[each.member] = each
    rows = sorted(best.values(), key=lambda each: -rank(each.role))
    return tuple(_holder(rights, each, here) for each in rows)


async def named(
    rows: Sequence[Holder], name_of: Callable[[str], Awaitable[str]]
) -> tuple[Holder, ...]:
    """Name the first 8 people whom DingTalk did not name; ``name_of`` gives what the person of a
    userId is called.
    """
    unnamed = [each.member for each in rows if _is_unnamed(each.member)][:MOST_NAMES]
    names = {each: await name_of(each.id) for each in unnamed}
    return tuple(_called(each, names.get(each.member)) for each in rows)


def _called(holder: Holder, name: str | None) -> Holder:
    if name is None:
        return holder
    return replace(holder, member=replace(holder.member, name=name))


def _before(rights: FileRights, right: Right) -> tuple[int, bool]:
    """Of two that may the same, the one of the file itself is shown: it can be taken here."""
    return rank(right.role), rights.is_own(right)


def _is_unnamed(member: Member) -> bool:
    return member.kind == "USER" and member.name in {"", member.id}


def _holder(rights: FileRights, right: Right, here: str) -> Holder:
    member = right.member
    is_here = member.kind == "CONVERSATION" and member.id == here
    return Holder(member, right.role, not rights.is_own(right), is_here, right.seconds)
