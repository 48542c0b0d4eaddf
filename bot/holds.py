"""The undo window: what was confirmed waits here before it is done.

The truth is one record in Redis, ``waiting → undone | taken → done``, changed by scripts alone; the
task at its end only asks. If Redis lost the record, nothing is done.
"""

import hashlib
import json
import secrets
from dataclasses import asdict, dataclass, replace
from typing import Any

from pydantic import TypeAdapter

from bot.audit import APPEND, Line
from bot.messages import Command, Conversation, Fence, Sender
from bot.opened import Read
from bot.shared_buttons import CommandButton
from bot.storage import Store
from bot.tagged_union import TaggedUnion
from bot.tasks import Tasks

KEEP_SECONDS = 7 * 24 * 3600
SOONEST_MILLIS, LATEST_MILLIS = 1000, 3_600_000
"""The first and the longest wait for DingTalk to take the answer at the end of a hold."""
LATER_MILLIS = 60_000
"""How often a hold that is over looks for the end of a pause, should nobody wake it."""


_PLACE = (
    APPEND
    + """
if redis.call('EXISTS', KEYS[1]) == 0 then
  local now = redis.call('TIME')
  local ends = now[1] * 1000 + math.floor(now[2] / 1000) + ARGV[2]
  ends = string.format('%.0f', ends)
  redis.call('HSET', KEYS[1], 'state', 'waiting', 'hold', ARGV[1], 'ends', ends)
  redis.call('EXPIRE', KEYS[1], ARGV[3] + math.floor(ARGV[2] / 1000))
  redis.call('ZADD', KEYS[2], ends, ARGV[4])
  redis.call('EXPIRE', KEYS[2], ARGV[3] + math.floor(ARGV[2] / 1000))
end
if ARGV[5] then append(KEYS[3], KEYS[4], ARGV[5], 1) end
return redis.call('HMGET', KEYS[1], 'hold', 'state', 'ends', 'by')
"""
)

_MOVE = (
    APPEND
    + """
if redis.call('HGET', KEYS[1], 'state') == ARGV[1] then
  redis.call('HSET', KEYS[1], 'state', ARGV[2], 'by', ARGV[3])
  redis.call('ZREM', KEYS[2], ARGV[4])
  if ARGV[5] then append(KEYS[3], KEYS[4], ARGV[5], 1) end
end
return redis.call('HMGET', KEYS[1], 'hold', 'state', 'ends', 'by')
"""
)


def _keys(line: Line | None) -> tuple[str, ...]:
    return () if line is None else line.keys


def _text(line: Line | None) -> tuple[str, ...]:
    return () if line is None else (line.text,)


_TAKE = """
local state = redis.call('HGET', KEYS[1], 'state')
if state ~= 'waiting' and state ~= 'taken' then return 0 end
redis.call('HSET', KEYS[1], 'state', 'taken', 'owner', ARGV[1])
return 1
"""

_FINISH = """
if redis.call('HGET', KEYS[1], 'owner') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'state', 'done')
redis.call('HDEL', KEYS[1], 'owner')
redis.call('ZREM', KEYS[2], ARGV[2])
return 1
"""


@dataclass(frozen=True, slots=True)
class Undo(CommandButton):
    """The button that takes a hold back; ``space_id`` is what a command names for it."""

    command = "撤销", "undo"
    follows = ("space_id",)
    hold_id: str
    space_id: str = ""


@dataclass(frozen=True, slots=True)
class Hold:
    """A confirmed change that waits.

    ``plan`` is what will be done, a type of the handler's. ``state`` is ``waiting``, ``undone``,
    ``taken`` or ``done``; ``ends`` is in milliseconds since 1970; ``by`` is the nick of whoever
    took it back, ``owner`` the run that ends it.
    """

    id: str
    plan: object
    asker: Sender
    conversation: Conversation
    language: str
    card: str
    state: str = "waiting"
    ends: int = 0
    by: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A plan of another release: what it was about is all that can be read of it."""

    space_id: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class _Stored:
    """A hold as it is written, but for what scripts change; members of other releases are left."""

    asker: Sender
    conversation: Conversation
    language: str
    card: str
    plan: dict[str, Any]


_STORED = TypeAdapter(_Stored)


def _unreadable(plan: dict[str, Any]) -> Unreadable:
    space_id, name = plan.get("space_id"), plan.get("name")
    return Unreadable(
        space_id if isinstance(space_id, str) else "", name if isinstance(name, str) else ""
    )


class Holds:
    """Places, takes back and ends holds."""

    def __init__(self, store: Store, tasks: Tasks, types: TaggedUnion, seconds: float) -> None:
        self._store = store
        self._tasks = tasks
        self._types = types
        self.seconds = seconds
        self._place = store.script(_PLACE)
        self._move = store.script(_MOVE)
        self._take = store.script(_TAKE)
        self._finish = store.script(_FINISH)

    async def place(self, command: Command, plan: object, line: Line | None = None) -> Hold:
        """Start the undo window of what ``command`` confirmed; a rerun finds the same hold.

        ``line`` is written to the trail in the same step.
        """
        hold = Hold(
            hashlib.sha256(command.key.encode()).hexdigest()[:16],
            plan,
            command.sender,
            command.conversation,
            command.language,
            command.card,
        )
        stored = await self._place(
            [self._key(hold.id), self._index, *_keys(line)],
            [self._dump(hold), int(self.seconds * 1000), KEEP_SECONDS, hold.id, *_text(line)],
        )
        placed = self._load(hold.id, stored) or hold
        await self._wake(placed, placed.ends)
        return placed

    async def meant(self, turn: str, hold_id: str) -> str:
        """Keep which hold a turn is about, empty for none: a rerun must not go on to the next."""
        key = self._store.key("meant", turn)
        if hold_id:
            await self._store.redis.set(key, hold_id, nx=True, ex=KEEP_SECONDS)
        return await self._store.get(key) or ""

    async def undo(self, hold_id: str, by: str, line: Line | None = None) -> Hold | None:
        """Take a hold back, and write so; whoever comes too late gets it in the state it has
        reached.
        """
        return await self._to(hold_id, "waiting", "undone", by, line)

    async def due(self, hold_id: str) -> Hold | None:
        """Say which hold the task must act on now, if any; too early, it is scheduled again."""
        hold = await self.find(hold_id)
        if hold is None or hold.state not in {"waiting", "taken"}:
            return None
        now = await self._store.now()
        if now < hold.ends:
            await self._wake(hold, hold.ends, again=now)
            return None
        return hold

    async def look_later(self, hold: Hold) -> None:
        """Look again a little later: changes are stopped, or another release can read the plan."""
        now = await self._store.now()
        await self._wake(hold, now + LATER_MILLIS, again=now)

    async def look_again(self, hold: Hold) -> int:
        """Look again after as long as it has been tried already: DingTalk takes no answer, and each
        try costs calls. Gives when, in milliseconds since 1970.
        """
        now = await self._store.now()
        at = now + min(max(now - hold.ends, SOONEST_MILLIS), LATEST_MILLIS)
        await self._wake(hold, at, again=now)
        return at

    async def resume(self) -> None:
        """Look at once at every hold whose time came while changes were stopped."""
        now = await self._store.now()
        for hold in await self.waiting():
            if hold.ends <= now:
                await self._wake(hold, now, again=now)

    async def take(self, hold: Hold) -> Hold | None:
        """Move a hold to *taken*, after which it can no longer be undone.

        A run that finds it taken takes over: the one before was killed, or is frozen, and does
        nothing more if it ever goes on.
        """
        owner = secrets.token_hex(8)
        taken = await self._take([self._key(hold.id)], [owner])
        return replace(hold, state="taken", owner=owner) if taken else None

    async def finish(self, hold: Hold) -> None:
        """End a hold that is over, unless another run has taken over."""
        await self._finish([self._key(hold.id), self._index], [hold.owner, hold.id])

    async def set_aside(self, hold: Hold) -> None:
        """End a hold whose plan no release came to read."""
        self._store.set_aside("hold", hold.id)
        await self.finish(hold)

    async def find(self, hold_id: str) -> Hold | None:
        stored = await self._store.redis.hmget(self._key(hold_id), "hold", "state", "ends", "by")
        return self._load(hold_id, stored)

    def needs(self) -> tuple[Read, ...]:
        """Say what a turn reads of this: which holds there are."""
        return (("ZRANGE", self._index, "0", "-1"),)

    async def waiting(self) -> tuple[Hold, ...]:
        """All holds that wait or are being ended, the next first."""
        (ids,) = await self._store.ask_once(*self.needs())
        found = [await self.find(hold_id) for hold_id in ids]
        return tuple(hold for hold in found if hold and hold.state in {"waiting", "taken"})

    def fence(self, hold: Hold) -> Fence:
        """What a change at the end of this hold must find unbroken."""
        return Fence(self._key(hold.id), hold.owner, "owner")

    async def _to(
        self, hold_id: str, old: str, new: str, by: str, line: Line | None = None
    ) -> Hold | None:
        keys = [self._key(hold_id), self._index, *_keys(line)]
        stored = await self._move(keys, [old, new, by, hold_id, *_text(line)])
        return self._load(hold_id, stored)

    async def _wake(self, hold: Hold, at: int, *, again: int = 0) -> None:
        """Queue the end.

        A task cannot queue itself under the key it runs under, hence ``again``.
        """
        await self._tasks.add("hold", hold.id, key=f"hold:{hold.id}:{again}", at=at)

    def _dump(self, hold: Hold) -> str:
        members = asdict(replace(hold, plan=None))
        members["plan"] = self._types.dump(hold.plan)
        return json.dumps(members, ensure_ascii=False)

    def _load(self, hold_id: str, stored: list[Any]) -> Hold | None:
        """Read a hold; ``None`` if it is gone, or nothing can be made of it."""
        text, state, ends, by = stored
        read = self._store.read(_STORED, text, self._key(hold_id))
        if read is None:
            return None
        return Hold(
            hold_id,
            self._types.load(read.plan) or _unreadable(read.plan),
            read.asker,
            read.conversation,
            read.language,
            read.card,
            state,
            int(ends),
            by or "",
        )

    def _key(self, hold_id: str) -> str:
        return self._store.key("hold", hold_id)

    @property
    def _index(self) -> str:
        return self._store.key("holds")
