"""To whom a role is given: people by mention, name or userId, departments, this group, everybody.

Names are looked for in the whole organisation, so that of two people of one name nobody is taken
for the other because he has spoken to the bot.
"""

import asyncio
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, Protocol

from bot.dingtalk.directory import Department, Directory
from bot.errors import (
    AmbiguousPerson,
    BadArgument,
    DepartmentMissing,
    DepartmentOutOfScope,
    NoSuchPerson,
    PlatformError,
    Unavailable,
)
from bot.i18n import N_
from bot.language import normalise, trim
from bot.messages import Command
from bot.organisation import Organisation
from bot.people import People
from bot.rights.arguments import is_one_of
from bot.rights.member import Member
from bot.rights.permissions import MOST_MEMBERS

GROUP: Final = frozenset(
    {
        *("this group", "the group", "here", "this chat", "our group", "group"),
        *("本群", "这个群", "群里", "本群所有人", "本群成员", "群成员", "我们群", "这里"),
    }
)
EVERYBODY: Final = frozenset(
    {
        *("everybody", "everyone", "all", "the organisation", "the whole organisation"),
        *("the organization", "所有人", "全员", "全体", "全体成员", "大家", "全组织", "组织"),
    }
)
NO_GROUP: Final = N_("This is not a group, so there is nobody else here.")
TOO_MANY: Final = N_("At most 30 people and departments at once.")
_DEPARTMENT: Final = re.compile(r"(?:the )?(?:department|dept)[: ]+(?P<en>.+)|部门[: ]?(?P<zh>.+)")
_DEPARTMENT_ID: Final = re.compile(r"dept:(?P<id>[0-9]{1,20})")
_BETWEEN: Final = re.compile(r"\s*(?:[,，、;；]|\band\b|和|与)\s*")
_MOST_SHOWN: Final = 8


class FindsMembers(Protocol):
    """What it takes to find them."""

    @property
    def people(self) -> People: ...
    @property
    def organisation(self) -> Organisation: ...
    @property
    def directory(self) -> Directory: ...


async def whom_said(svc: FindsMembers, command: Command, said: str) -> tuple[Member, ...]:
    """Find all who are meant: those who were mentioned, else those who were named.

    Raises NoSuchPerson and AmbiguousPerson (of people or departments), and BadArgument for more
    than 30 and for a group where there is none. No call of these is counted.
    """
    if command.mentions_somebody:
        found: tuple[Member, ...] = await _people(svc, await svc.people.meant(command, ""))
    else:
        found = await _named(svc, command, said)
    members = tuple(dict.fromkeys(found))
    if len(members) > MOST_MEMBERS:
        raise BadArgument("person", said, TOO_MANY)
    return await _apart(svc, members, trim(said))


async def _apart(svc: FindsMembers, members: Sequence[Member], said: str) -> tuple[Member, ...]:
    """Give people with their departments where a name does not tell who is meant: there are two of
    it among them, or one of several was chosen, by the userId.
    """
    names = Counter(each.name for each in members if each.kind == "USER")

    async def shown(member: Member) -> Member:
        is_clear = names[member.name] == 1 and member.id != said
        if member.kind != "USER" or is_clear:
            return member
        return replace(member, inside=await svc.directory.mark(member.id))

    return tuple([await shown(each) for each in members])


async def user_ids_said(svc: FindsMembers, command: Command, said: str) -> tuple[str, ...]:
    """Give the userIds of people who are meant, also of one whom only DingTalk knows by name.

    Raises NoSuchPerson and AmbiguousPerson. No call of this is counted.
    """
    try:
        found = await svc.people.meant(command, said)
    except NoSuchPerson:
        found = ()
        if command.strangers or not (listed := await _listed(svc, said)):
            raise
    else:
        # What is nobody's name that is known here may be a userId, or a name that DingTalk knows.
        listed = await _listed(svc, said) if found == (said,) else ()
    if len(listed) > 1:
        raise AmbiguousPerson(said, tuple([await _shown(svc, each) for each in listed]))
    return listed or found


async def clear_name(svc: FindsMembers, user_id: str, name: str) -> str:
    """Give what a card calls somebody: with their departments, or the end of their userId, where
    somebody else is known by the same name. No call of this is counted.
    """
    others = {*await svc.people.called(name), *await _listed(svc, name)} - {user_id}
    return f"{name} · {await svc.directory.mark(user_id)}" if others else name


async def _named(svc: FindsMembers, command: Command, said: str) -> tuple[Member, ...]:
    """Take the whole for one name first, and then for several."""
    try:
        return (await _one(svc, command, said),)
    except NoSuchPerson:
        parts = [part for part in _BETWEEN.split(said) if part]
        if len(parts) < 2:  # noqa: PLR2004 - several are two at least
            raise
        if len(parts) > MOST_MEMBERS:
            raise BadArgument("person", said, TOO_MANY) from None
    return tuple([await _one(svc, command, part) for part in parts])


async def _one(svc: FindsMembers, command: Command, said: str) -> Member:
    said = said.lstrip("@＠")
    if is_one_of(said, GROUP):
        if not command.conversation.is_group:
            raise BadArgument("person", said, NO_GROUP)
        return Member("CONVERSATION", command.conversation.id, command.conversation.title)
    if is_one_of(said, EVERYBODY):
        return await _everybody(svc)
    if found := _DEPARTMENT_ID.fullmatch(said):
        return _department(await _department_of(svc, found["id"], said))
    if found := _DEPARTMENT.fullmatch(normalise(said)):
        return await _of_departments(svc, found["en"] or found["zh"])
    return await _person(svc, command, said)


async def _everybody(svc: FindsMembers) -> Member:
    corp_id = await svc.organisation.corp_id()
    if corp_id is None:
        raise Unavailable(message="the organisation is not known yet")
    return Member("ORG", corp_id)


async def _person(svc: FindsMembers, command: Command, said: str) -> Member:
    known = await svc.people.called(said)
    ids = list(dict.fromkeys((*known, *await _listed(svc, said))))
    if len(ids) > 1:
        raise AmbiguousPerson(said, tuple([await _shown(svc, each) for each in ids[:_MOST_SHOWN]]))
    if ids:
        return (await _people(svc, ids))[0]
    try:
        return (await _people(svc, await svc.people.meant(command, said)))[0]
    except NoSuchPerson:
        return await _of_departments(svc, said)


async def _listed(svc: FindsMembers, said: str) -> tuple[str, ...]:
    """Give those whom DingTalk has by this very name; nobody where it does not say."""
    try:
        return (await svc.directory.people(said, exact=True)).ids
    except PlatformError:
        return ()


async def _people(svc: FindsMembers, user_ids: Iterable[str]) -> tuple[Member, ...]:
    found = await svc.people.of_staff(user_ids)
    return tuple(Member("USER", each.user_id, each.name) for each in found)


async def _shown(svc: FindsMembers, user_id: str) -> tuple[str, str]:
    """Give somebody with their departments, by which two of one name are told apart."""
    name, inside = await svc.people.name(user_id), await svc.directory.inside(user_id)
    return user_id, " · ".join(filter(None, (name, inside)))


async def _of_departments(svc: FindsMembers, said: str) -> Member:
    """Find the department of a name: the one that is called just so, else the only one."""
    try:
        ids = (await svc.directory.departments(said)).ids[:_MOST_SHOWN]
    except PlatformError:
        raise NoSuchPerson(said) from None
    looked = await asyncio.gather(*(_department_or_none(svc, each) for each in ids))
    found = [each for each in looked if each is not None]
    exact = [each for each in found if normalise(each.name) == normalise(said)]
    found = exact or found
    if not found:
        raise NoSuchPerson(said)
    if len(found) > 1:
        raise AmbiguousPerson(said, tuple([await _shown_department(svc, each) for each in found]))
    return _department(found[0])


async def _department_or_none(svc: FindsMembers, dept_id: str) -> Department | None:
    try:
        return await svc.directory.department(dept_id)
    except (DepartmentMissing, DepartmentOutOfScope):
        return None


async def _department_of(svc: FindsMembers, dept_id: str, said: str) -> Department:
    found = await _department_or_none(svc, dept_id)
    if found is None:
        raise NoSuchPerson(said)
    return found


async def _shown_department(svc: FindsMembers, department: Department) -> tuple[str, str]:
    above = await _department_or_none(svc, department.parent) if department.parent else None
    names = (department.name, *((above.name,) if above and above.name else ()))
    return f"dept:{department.id}", " · ".join(names)


def _department(department: Department) -> Member:
    return Member("DEPT", department.id, department.name)
