"""What is looked for, once it is known which space, whom and since when somebody means."""

from dataclasses import dataclass, replace
from typing import Protocol

from bot.drive.naming import is_called
from bot.drive.space import Space
from bot.errors import AmbiguousSpace, NoSuchSpace
from bot.files.found import Query
from bot.files.wanted import Head, SaidWanted
from bot.language import trim
from bot.messages import Command
from bot.people import People
from bot.times import Period, Unclear, read_period, read_since


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
    when = _when(svc, wanted.since or wanted.when, zone, is_open=bool(wanted.since))
    if (wanted.since or wanted.when) and when is None:
        return AskedFor(Query(wanted.whole))
    if wanted.place and when is None:
        when = _when(svc, wanted.place, zone)
        wanted = wanted if when is None else replace(wanted, place="")
    space = await _space(svc, command, wanted.place) if wanted.place else None
    if wanted.place and space is None:
        return AskedFor(Query(wanted.whole))
    people = await _people(svc, command, wanted)
    found = AskedFor(_query(wanted.words, space, people, when), space, tuple(people.values()))
    return await _narrowed(svc, command, wanted, found, zone)


def _query(words: str, space: Space | None, people: dict[str, str], when: Period | None) -> Query:
    since, until = when or (None, None)
    return Query(words, space.id if space else "", tuple(people), since, until=until)


async def _narrowed(
    svc: FindsPeople, command: Command, wanted: SaidWanted, so_far: AskedFor, zone: str
) -> AskedFor:
    """Take the heads that are something, until one is not: from it on all is the name."""
    query, space, names = so_far.query, so_far.space, so_far.people
    while wanted.heads:
        head = Head(wanted.heads[0])
        has_time = query.since is not None or query.until is not None
        when = None if has_time else _when_of(svc, head, zone)
        if when is not None:
            query = replace(query, since=when[0], until=when[1])
        elif not has_time and not query.people and (made := await _made(svc, command, head, zone)):
            people, (since, until) = made
            query = replace(query, people=tuple(people), since=since, until=until)
            names = tuple(people.values())
        elif space is None and not query.people and (parts := await _both(svc, command, head)):
            people, space = parts
            query = replace(query, people=tuple(people), space_id=space.id)
            names = tuple(people.values())
        elif space is None and head.place and (found := await _space(svc, command, head.place)):
            space, query = found, replace(query, space_id=found.id)
        elif not query.people and (people := await _known(svc, command, head)):
            names, query = tuple(people.values()), replace(query, people=tuple(people))
        elif space is None and (called := await _called(svc, command, head.said)):
            space, query = called, replace(query, space_id=called.id)
        else:
            break
        wanted = wanted.without_head()
    return AskedFor(replace(query, words=trim(wanted.name)), space, names)


def _when(svc: FindsPeople, said: str, zone: str, *, is_open: bool = False) -> Period | None:
    """Read when something was made, or since when; None for what is no time that has come."""
    try:
        if is_open:
            return read_since(said, svc.now(), zone), None
        return read_period(said, svc.now(), zone)
    except Unclear:
        return None


def _when_of(svc: FindsPeople, head: Head, zone: str) -> Period | None:
    times = (_when(svc, each, zone) for each in head.times)
    return next((each for each in times if each is not None), None)


async def _made(
    svc: FindsPeople, command: Command, head: Head, zone: str
) -> tuple[dict[str, str], Period] | None:
    """Give who has made it and when, that one head names together; None for no such."""
    if head.who_when is None:
        return None
    who, at = head.who_when
    when = _when_of(svc, at, zone)
    people = await _known(svc, command, who) if when else {}
    return (people, when) if when and people else None


async def _space(svc: FindsPeople, command: Command, said: str) -> Space | None:
    try:
        return await svc.space(command, said)
    except NoSuchSpace as none:
        if none.near:
            raise
        return None


async def _called(svc: FindsPeople, command: Command, said: str) -> Space | None:
    """Give the space that has just this name: 市场部的纪要 is looked for there."""
    try:
        space = await svc.space(command, said)
    except (NoSuchSpace, AmbiguousSpace):
        return None
    return space if is_called(said, [space]) else None


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
