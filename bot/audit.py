"""Who tried to change what, when, and how it ended: refused attempts too, kept for two years.

Of a refused attempt it is kept who made it, where and by which command, and not what was typed:
that may be anything, a password pasted into the wrong window too. Lines of earlier releases have
it; it is left out wherever they are read, and goes with them.

One script appends, once per attempt and outcome however often a turn runs. What changes Redis
appends its line in the script that makes the change (:data:`APPEND`), so that no kill comes between
the two; a run that finds its own line there knows what it did, and answers as the first run did.
"""

import json
from collections.abc import AsyncIterator, Callable, Collection
from dataclasses import asdict, dataclass, fields, replace
from typing import Generic, Self, TypeVar, cast

from bot.fences import FENCED, arguments_of, key_of
from bot.i18n import N_
from bot.messages import Command, Fence
from bot.storage import Store

DONE, PLANNED = "done", "planned"
"""Outcomes which tell that a turn has changed something, or has begun to."""

BEGUN = frozenset({DONE, PLANNED})

OF_TURN = 500
"""So many of the newest lines are searched for those of a turn that runs again."""
_TURN = "turn"
"""The member of a line that names its turn; lines of earlier releases have none."""

ONCE_SECONDS = 7 * 24 * 3600

APPEND = """
local function append(once, trail, text, kept)
  if text == '' then return 0 end
  local line = cjson.decode(text)
  if not redis.call('SET', once, kept, 'NX', 'EX', line.once) then return 0 end
  local now = redis.call('TIME')
  local oldest = string.format('%.0f', now[1] * 1000 - line.days * 86400000)
  redis.call('XADD', trail, 'MINID', '~', oldest, '*', unpack(line.members))
  redis.call('PEXPIRE', trail, line.days * 86400000)
  return 1
end
"""
"""A function for the scripts of other modules: append a line, if it is not there, and keep with it
what a rerun needs to know. Its arguments are the keys and the text of a :class:`Line`.
"""

_APPEND = (
    FENCED
    + APPEND
    + """
fenced(KEYS[3], ARGV[2], ARGV[3])
return append(KEYS[1], KEYS[2], ARGV[1], 1)
"""
)

MOST_REFUSALS, A_DAY = 200, 24 * 3600
"""So many refusals of one person are written down in so many seconds: whoever may not may try as
often as they like, and what others have done must not be lost among it.
"""
NO_MORE = N_("too often; no more of today's is written down")

_REFUSE = (
    FENCED
    + APPEND
    + """
fenced(KEYS[3], ARGV[5], ARGV[6])
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
local count, most = redis.call('INCR', KEYS[4]), tonumber(ARGV[3])
if count == 1 then redis.call('EXPIRE', KEYS[4], ARGV[4]) end
if count > most then return 0 end
return append(KEYS[1], KEYS[2], count == most and ARGV[2] or ARGV[1], 1)
"""
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Entry:
    """One attempted change.

    ``person`` is the userId who takes responsibility, ``place`` the conversation, ``target`` the
    spaceId or userId, ``name`` what it was called then. ``before`` and ``after`` are short facts in
    words of data (``used=42``, ``role=admin``; empty where there was nothing, or nothing is left),
    ``request_id`` DingTalk's, ``outcome`` one of ``done``,
    ``refused``, ``failed``, ``uncertain``, ``undone``, ``planned``, with a reason behind a colon.
    """

    person: str
    nick: str
    place: str
    command: str
    target: str
    outcome: str
    name: str = ""
    before: str = ""
    after: str = ""
    request_id: str = ""

    @classmethod
    def of(
        cls,
        command: Command,
        outcome: str,
        target: str = "",
        name: str = "",
        *,
        before: str = "",
        after: str = "",
        request_id: str = "",
    ) -> Self:
        """Make the entry of a command: who asked, where, what for, and what came of it."""
        return cls(
            person=command.sender.key,
            nick=command.sender.nick,
            place=command.conversation.id,
            command=command.words,
            target=target,
            outcome=outcome,
            name=name,
            before=before,
            after=after,
            request_id=request_id,
        )


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry with the time it was appended, in milliseconds since 1970."""

    at: int
    entry: Entry

    def about(self, words: Collection[str]) -> bool:
        """Whether one of the words is the person, their name, or the target, its id or its name."""
        entry = self.entry
        return not {entry.person, entry.nick, entry.target, entry.name}.isdisjoint(words)


@dataclass(frozen=True, slots=True)
class Line:
    """One line as a script takes it: ``keys`` are its once and the trail, ``text`` itself."""

    keys: tuple[str, str]
    text: str


@dataclass(frozen=True, slots=True)
class Noting(Generic[T]):
    """The line that a change of a document leaves behind, in the same step.

    ``of`` makes it from what stood before and what stands after, and gives None where there is
    nothing to say. A run whose ``fence`` is broken changes nothing.
    """

    audit: "Audit"
    key: str
    fence: Fence | None
    of: Callable[[T | None, T | None], Entry | None]

    @property
    def keys(self) -> tuple[str, str, str]:
        """Name what a script reads and writes: once, the trail, and the fence."""
        return *self.audit.keys(self.key, DONE), key_of(self.fence)

    def text(self, before: T | None, after: T | None) -> str:
        """Write the line; empty for none."""
        entry = self.of(before, after)
        return "" if entry is None else self.audit.line(self.key, entry).text


class Audit:
    """The trail, a Redis stream."""

    def __init__(self, store: Store, days: int) -> None:
        self._store = store
        self._days = days
        self._append = store.script(_APPEND)
        self._refuse = store.script(_REFUSE)

    async def has(self, key: str, outcome: str) -> bool:
        """Whether an earlier run of the turn ``key`` has come to this outcome already."""
        return bool(await self._store.redis.exists(self._once(key, outcome)))

    async def of_turn(self, key: str) -> tuple[Entry, ...]:
        """Give what earlier runs of a turn have done or planned, oldest first; also its parts."""
        if not await self._store.redis.exists(*begun_keys(self._store, key)):
            return ()
        found: list[Entry] = []
        async for _, members in self._walk(OF_TURN, None):
            turn = members.get(_TURN, "")
            if turn == key or turn.startswith(f"{key}:"):
                found.append(_entry(members))
        return tuple(each for each in reversed(found) if each.outcome in BEGUN)

    async def append(self, key: str, entry: Entry, fence: Fence | None = None) -> None:
        """Add an entry once; ``key`` is the turn's, and with the outcome names the attempt.

        Raises LeaseLost when the fence is broken: what this run has seen is not what came of it.
        """
        line = self.line(key, entry)
        await self._append([*line.keys, key_of(fence)], [line.text, *arguments_of(fence)])

    async def refuse(self, key: str, entry: Entry, fence: Fence | None = None) -> None:
        """Add the entry of a refusal, once for whoever is refused in the turn ``key``, and of one
        person no more than :data:`MOST_REFUSALS` a day; the last says so. Raises LeaseLost.
        """
        key = f"{key}:by:{entry.person}"
        line, last = self.line(key, entry), self.line(key, replace(entry, outcome=_LAST))
        counted = self._store.key("refused", entry.person)
        keys = [*line.keys, key_of(fence), counted]
        arguments = [line.text, last.text, MOST_REFUSALS, A_DAY, *arguments_of(fence)]
        await self._refuse(keys, arguments)

    def line(self, key: str, entry: Entry) -> Line:
        """Make the line of an entry, for the script that does what it tells of."""
        members = [part for pair in asdict(entry).items() for part in pair]
        members += [_TURN, key]
        text = {"days": self._days, "once": ONCE_SECONDS, "members": members}
        return Line(self.keys(key, entry.outcome), json.dumps(text, ensure_ascii=False))

    def noting(
        self,
        command: Command,
        of: Callable[[T | None, T | None], Entry | None],
        part: str = "",
    ) -> Noting[T]:
        """Say what line a change of a document leaves, once in the turn of ``command``, or in each
        ``part`` of it.
        """
        key = f"{command.key}:{part}" if part else command.key
        return Noting(self, key, command.fence, of)

    def keys(self, key: str, outcome: str) -> tuple[str, str]:
        return self._once(key, outcome), self._store.key("audit")

    def _once(self, key: str, outcome: str) -> str:
        return _once(self._store, key, outcome)

    async def last(
        self,
        count: int,
        about: Collection[str] = (),
        *,
        skip: int = 0,
        until: int | None = None,
        commands: Collection[str] = (),
    ) -> tuple[Kept, ...]:
        """The newest entries, newest first; with ``about`` only those about a space or person, by
        any of their names, with ``commands`` only those of these. ``skip`` leaves out so many of
        them, ``until`` what came after that time (milliseconds since 1970).
        """
        found: list[Kept] = []
        async for kept in self._about(about, until, commands):
            found.append(kept)
            if len(found) == skip + count:
                break
        return tuple(found[skip:])

    async def count(
        self, about: Collection[str], until: int, commands: Collection[str] = ()
    ) -> int:
        """Count the entries until a time, in milliseconds since 1970; with both as above."""
        return len([kept.at async for kept in self._about(about, until, commands)])

    async def people(self, nick: str) -> dict[str, str]:
        """Give those who were called so when they tried to change something: name by userId."""
        entries = [kept.entry async for kept in self._about({nick}, None)]
        return {entry.person: nick for entry in entries if entry.nick == nick}

    async def nick(self, person: str) -> str:
        """Give what somebody was called when they last tried; empty if they never did."""
        async for kept in self._about({person}, None):
            if kept.entry.person == person:
                return kept.entry.nick
        return ""

    async def _about(
        self, about: Collection[str], until: int | None, commands: Collection[str] = ()
    ) -> AsyncIterator[Kept]:
        async for kept in self.newest_first(until=until):
            is_of_these = not commands or kept.entry.command in commands
            if is_of_these and (not about or kept.about(about)):
                yield kept

    async def newest_first(
        self, batch: int = 500, *, until: int | None = None
    ) -> AsyncIterator[Kept]:
        """Walk the whole trail backwards, or what stood in it ``until`` a time."""
        async for row_id, members in self._walk(batch, until, most=None):
            yield Kept(int(row_id.split("-")[0]), _entry(members))

    async def _walk(
        self, batch: int, until: int | None, *, most: int | None = 1
    ) -> AsyncIterator[tuple[str, dict[str, str]]]:
        """Give rows, newest first, of at ``most`` so many batches."""
        before = "+" if until is None else str(until)
        while most != 0 and (rows := await self._rows(before, batch)):
            for row in rows:
                yield row
            before = f"({rows[-1][0]}"
            most = most and most - 1

    async def _rows(self, before: str, count: int) -> list[tuple[str, dict[str, str]]]:
        rows = await self._store.redis.xrevrange(self._store.key("audit"), max=before, count=count)
        return cast("list[tuple[str, dict[str, str]]]", rows)


def begun_keys(store: Store, key: str) -> tuple[str, str]:
    """Name the keys of which one is there once the turn ``key`` has changed something."""
    return _once(store, key, DONE), _once(store, key, PLANNED)


def _once(store: Store, key: str, outcome: str) -> str:
    return store.key("audited", key, outcome)


_LAST = f"refused: {NO_MORE}"
_MEMBERS = frozenset(field.name for field in fields(Entry))


def _entry(members: dict[str, str]) -> Entry:
    """Read a row, whichever release wrote it: the trail outlives them."""
    return _without_words(Entry(**{name: members.get(name, "") for name in _MEMBERS}))


def _without_words(entry: Entry) -> Entry:
    """Leave out what was typed in vain: what has no name of a space, and is not the conversation
    it was typed in.
    """
    if entry.name or not entry.outcome.startswith("refused"):
        return entry
    return replace(entry, target=entry.target if entry.target == entry.place else "", after="")
