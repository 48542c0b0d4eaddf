"""Who tried to change what, when, and how it ended: refused attempts too, kept for two years.

One script appends, once per attempt and outcome however often a turn runs.
"""

from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass, fields
from typing import Self, cast

from bot.messages import Command
from bot.storage import Store

MILLIS_A_DAY = 24 * 3600 * 1000
ONCE_SECONDS = 7 * 24 * 3600

_APPEND = """
if not redis.call('SET', KEYS[2], 1, 'NX', 'EX', ARGV[2]) then return 0 end
local now = redis.call('TIME')
local oldest = now[1] * 1000 - ARGV[1] * 86400000
redis.call('XADD', KEYS[1], 'MINID', '~', string.format('%.0f', oldest), '*', unpack(ARGV, 3))
redis.call('PEXPIRE', KEYS[1], ARGV[1] * 86400000)
return 1
"""


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

    def about(self, word: str) -> bool:
        """Whether the word is the person, their name, or the target, its id or its name."""
        entry = self.entry
        return word in {entry.person, entry.nick, entry.target, entry.name}


class Audit:
    """The trail, a Redis stream."""

    def __init__(self, store: Store, days: int) -> None:
        self._store = store
        self._days = days
        self._append = store.script(_APPEND)

    async def has(self, key: str, outcome: str) -> bool:
        """Whether an earlier run of the turn ``key`` has come to this outcome already."""
        return bool(await self._store.redis.exists(self._once(key, outcome)))

    async def append(self, key: str, entry: Entry) -> None:
        """Add an entry once; ``key`` is the turn's, and with the outcome names the attempt."""
        once = self._once(key, entry.outcome)
        members = [part for pair in asdict(entry).items() for part in pair]
        await self._append([self._store.key("audit"), once], [self._days, ONCE_SECONDS, *members])

    def _once(self, key: str, outcome: str) -> str:
        return self._store.key("audited", key, outcome)

    async def last(self, count: int, about: str = "") -> tuple[Kept, ...]:
        """The newest entries, newest first; with ``about`` only those about a space or person."""
        found: list[Kept] = []
        async for kept in self.newest_first():
            if not about or kept.about(about):
                found.append(kept)
            if len(found) == count:
                break
        return tuple(found)

    async def newest_first(self, batch: int = 500) -> AsyncIterator[Kept]:
        """Walk the whole trail backwards."""
        before = "+"
        while rows := await self._rows(before, batch):
            for row_id, members in rows:
                yield Kept(int(row_id.split("-")[0]), _entry(members))
            before = f"({rows[-1][0]}"

    async def _rows(self, before: str, count: int) -> list[tuple[str, dict[str, str]]]:
        rows = await self._store.redis.xrevrange(self._store.key("audit"), max=before, count=count)
        return cast("list[tuple[str, dict[str, str]]]", rows)


_MEMBERS = frozenset(field.name for field in fields(Entry))


def _entry(members: dict[str, str]) -> Entry:
    """Read a row, whichever release wrote it: the trail outlives them."""
    return Entry(**{name: members.get(name, "") for name in _MEMBERS})
