"""What is looked for, once it is known which space, whom and since when somebody means."""

from dataclasses import dataclass, replace
from typing import Protocol

from bot.drive.space import Space
from bot.errors import NoSuchSpace
from bot.files.found import Query
from bot.files.wanted import Head, SaidWanted
from bot.language import trim
from bot.messages import Command
from bot.people import People
from bot.times import Unclear, read_since


class FindsPeople(Protocol):
    """What it takes to know."""

    @property
    def people(self) -> People: ...

    def now(self) -> int: ...
    async def space(self, command: Command, which: str) -> Space: ...


@dataclass(frozen=True, slots=True)
class AskedFor:
    """What is looked for, and the names of the space and of the people that it is narrowed to."""

    query: Query
    space: Space | None = None
    people: tuple[str, ...] = ()


async def asked(svc: FindsPeople, command: Command, wanted: SaidWanted, zone: str) -> AskedFor:
    """Say what is looked for; a part that is no space, nobody and no time is part of the name.

    Raises NoSuchSpace where a space has nearly that name, AmbiguousSpace, NoSuchPerson,
    AmbiguousPerson.
    """
    since = _since(svc, wanted.since, zone) if wanted.since else None
    if wanted.since and since is None:
        return AskedFor(Query(wanted.whole))
    if wanted.place and since is None:
        since = _since(svc, wanted.place, zone)
        wanted = wanted if since is None else replace(wanted, place="")
    space = await _space(svc, command, wanted.place) if wanted.place else None
    if wanted.place and space is None:
        return AskedFor(Query(wanted.whole))
    people = await _people(svc, command, wanted)
    found = AskedFor(_query(wanted.words, space, people, since), space, tuple(people.values()))
    return await _narrowed(svc, command, wanted, found, zone)


def _query(words: str, space: Space | None, people: dict[str, str], since: int | None) -> Query:
    return Query(words, space.id if space else "", tuple(people), since)


async def _narrowed(
    svc: FindsPeople, command: Command, wanted: SaidWanted, so_far: AskedFor, zone: str
) -> AskedFor:
    """Take the heads that are something, until one is not: from it on all is the name."""
    query, space, names = so_far.query, so_far.space, so_far.people
    while wanted.heads:
        head = Head(wanted.heads[0])
        times = (_since(svc, each, zone) for each in head.times)
        since = next((each for each in times if each is not None), None)
        if query.since is None and since is not None:
            query = replace(query, since=since)
        elif space is None and not query.people and (parts := await _both(svc, command, head)):
            people, space = parts
            query = replace(query, people=tuple(people), space_id=space.id)
            names = tuple(people.values())
        elif space is None and head.place and (found := await _space(svc, command, head.place)):
            space, query = found, replace(query, space_id=found.id)
        elif not query.people and (people := await _known(svc, command, head)):
            names, query = tuple(people.values()), replace(query, people=tuple(people))
        else:
            break
        wanted = wanted.without_head()
    return AskedFor(replace(query, words=trim(wanted.name)), space, names)


def _since(svc: FindsPeople, said: str, zone: str) -> int | None:
    try:
        return read_since(said, svc.now(), zone)
    except Unclear:
        return None


async def _space(svc: FindsPeople, command: Command, said: str) -> Space | None:
    try:
        return await svc.space(command, said)
    except NoSuchSpace as none:
        if none.near:
            raise
        return None


async def _people(svc: FindsPeople, command: Command, wanted: SaidWanted) -> dict[str, str]:
    """Give whom a search is narrowed to: who was mentioned, or named behind a word for it."""
    if not (command.mentions_somebody or wanted.who):
        return {}
    return await _named(svc, command, wanted.who)


async def _known(svc: FindsPeople, command: Command, head: Head) -> dict[str, str]:
    """Give the one who is called so, of all who are known here; nobody where that is not one."""
    for name in head.people:
        people = await svc.people.called(name)
        if len(people) == 1:
            return people
        if name in {"我", "本人"}:
            return {command.user_id: command.sender.nick}
    return {}


async def _both(
    svc: FindsPeople, command: Command, head: Head
) -> tuple[dict[str, str], Space] | None:
    """Give whom and which space one head names together; None where there is no such space.

    Raises NoSuchPerson, AmbiguousPerson.
    """
    if head.both is None:
        return None
    who, where = head.both
    try:
        space = await svc.space(command, where.place)
    except NoSuchSpace:
        return None
    known = await _known(svc, command, who)
    return known or await _named(svc, command, who.said), space


async def _named(svc: FindsPeople, command: Command, said: str) -> dict[str, str]:
    meant = await svc.people.meant(command, said.lstrip("@＠"))
    return {each.user_id: each.name for each in await svc.people.of_staff(meant)}
