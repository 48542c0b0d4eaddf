"""Boxes: the waiting turns of one person in one conversation, handled one at a time and in order.

Whoever works on a box holds its lease, renewed while it works. Removing a turn and writing the
session it leads to is one script that checks the lease; the lease is given back only by the script
that finds the box empty, so a turn pushed at any moment is seen either by the holder or by the task
added after the push.
"""

import asyncio
import secrets
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import cast

import structlog
from pydantic import TypeAdapter, ValidationError

from bot.delivery import Push
from bot.dispatch import Remains, remains_of
from bot.errors import LeaseLost
from bot.inbox.slots import Slots
from bot.messages import ConversationKey, Fence, Turn
from bot.sessions import SESSION_SECONDS, Session, Sessions
from bot.storage import RedisError, Store
from bot.tasks import Tasks

log = structlog.get_logger()

TURNS = "turns"
"""The task that works on a box; its argument is the box's name."""

MARKER_SECONDS = 24 * 3600
BOX_SECONDS = 2 * 24 * 3600

_ACCEPT = """
if not redis.call('SET', KEYS[1], 1, 'NX', 'EX', ARGV[2]) then return 0 end
local waiting = redis.call('RPUSH', KEYS[2], ARGV[1])
redis.call('EXPIRE', KEYS[2], ARGV[3])
redis.call('SADD', KEYS[3], ARGV[4])
redis.call('EXPIRE', KEYS[3], ARGV[3])
return waiting
"""

_HEAD = """
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return {-1, ''} end
local head = redis.call('LINDEX', KEYS[2], 0)
if head then return {1, head} end
redis.call('DEL', KEYS[1])
redis.call('SREM', KEYS[3], ARGV[2])
return {0, ''}
"""

_FINISH = """
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
if ARGV[4] ~= '' then redis.call('LSET', KEYS[2], 0, ARGV[4]) else redis.call('LPOP', KEYS[2]) end
redis.call('SET', KEYS[3], ARGV[2], 'EX', ARGV[3])
return 1
"""

_NOTE = """
if redis.call('EXISTS', KEYS[1]) == 1 then
  redis.call('SADD', KEYS[2], ARGV[1])
  redis.call('EXPIRE', KEYS[2], ARGV[2])
end
return 1
"""

_DROP = """
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('LPOP', KEYS[2])
return 1
"""

_RENEW = """
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])
"""

_RELEASE = """
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 1
"""

_TURNS: TypeAdapter[Turn] = TypeAdapter(Turn)

Work = Callable[[Turn, Session, Fence], Awaitable[Session]]
"""Answer one turn and give the session it leads to. LeaseLost means another run has taken over."""

Rest = Callable[[Turn, Session], Turn | None]
"""Give what is left of a turn once it was answered, which comes next; None for nothing."""

Unreadable = Callable[[Remains, Fence], Awaitable[None]]
"""Tell whoever a turn is from that this release cannot read it."""


def turn_to_text(turn: Turn) -> str:
    return _TURNS.dump_json(turn).decode()


class Boxes:
    """Pushes turns and knows the keys."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._accept = store.script(_ACCEPT)
        self._note = store.script(_NOTE)

    def name(self, place: ConversationKey) -> str:
        """Name a box; its key, and that of its lease, follow from the name."""
        return f"{place.conversation_id}:{place.person}"

    def person(self, name: str) -> str:
        """Give the person whose box it is; the id of a conversation holds no colon."""
        return name.partition(":")[2]

    def key(self, name: str) -> str:
        return self._store.key("box", name)

    def lease(self, name: str) -> str:
        return self._store.key("lease", name)

    @property
    def full(self) -> str:
        """The key of the names of all boxes that hold something."""
        return self._store.key("boxes")

    async def accept(self, turn: Turn) -> int:
        """Store a turn once, and tell how many wait in its box then; 0 for one stored before."""
        push = self.push(turn)
        waiting = await self._accept(
            [self._store.key("seen", turn.key), push.box, push.full],
            [push.turn, MARKER_SECONDS, push.seconds, push.name],
        )
        return int(waiting)

    def push(self, turn: Turn) -> Push:
        """What a script needs to put a turn into its box."""
        name = self.name(turn.place)
        return Push(self.key(name), self.full, name, turn_to_text(turn), BOX_SECONDS)

    async def names(self) -> frozenset[str]:
        """The boxes that hold something; one whose turns ran out of time may be among them."""
        found = self._store.redis.smembers(self.full)
        return frozenset(await cast("Awaitable[set[str]]", found))

    async def idle(self) -> tuple[str, ...]:
        """Those of them on which nobody works."""
        names = sorted(await self.names())
        leases = await self._store.redis.mget([self.lease(name) for name in names]) if names else []
        return tuple(name for name, lease in zip(names, leases, strict=True) if lease is None)

    async def find_all(self) -> None:
        """Look for boxes that a release pushed to which did not write down their names."""
        prefix = self.key("")
        async for key in self._store.redis.scan_iter(prefix + "*"):
            await self._note([key, self.full], [key.removeprefix(prefix), BOX_SECONDS])

    async def waiting(self) -> int:
        """How many turns wait, in all boxes."""
        return sum([await self._store.redis.llen(self.key(name)) for name in await self.names()])


class Turns:
    """Works on boxes; the task ``turns`` calls :meth:`work` with a box's name."""

    def __init__(
        self,
        store: Store,
        tasks: Tasks,
        boxes: Boxes,
        sessions: Sessions,
        work: Work,
        *,
        unreadable: Unreadable,
        rest: Rest,
        lease_seconds: float,
        slots: int,
    ) -> None:
        """Hold a box for ``lease_seconds`` at a time; ``slots`` is how many of one person are
        worked on here.
        """
        self._slots = Slots(slots, time.monotonic)
        self._store = store
        self._tasks = tasks
        self._boxes = boxes
        self._sessions = sessions
        self._answer = work
        self._unreadable = unreadable
        self._rest = rest
        self._lease_seconds = lease_seconds
        self._head = store.script(_HEAD)
        self._finish = store.script(_FINISH)
        self._drop = store.script(_DROP)
        self._renew = store.script(_RENEW)
        self._release = store.script(_RELEASE)

    async def work(self, name: str) -> None:
        """Handle what waits in a box, unless somebody else does already, or its person has as many
        worked on here as is fair.

        Raises LeaseLost, and whatever answering a turn raises: what waits is still there then, and
        perhaps nobody's, so the task has to be tried again.
        """
        person = self._boxes.person(name)
        if not self._slots.take(person, name):
            await self._wait(person, name)
            return
        try:
            await self._work(name)
        finally:
            await self._go_on(self._slots.give_back(person, name))

    async def _wait(self, person: str, name: str) -> None:
        """Let a box wait for one of its person's slots, and come back for it should we die."""
        if self._slots.wait(person, name, self._lease_seconds):
            at = await self._store.now() + self._lease_millis
            await self._look_at(name, at)

    async def _go_on(self, name: str | None) -> None:
        """Queue a box that has waited for a slot; if that fails, the look for it is queued yet.

        The key is of this once: one of the box alone would be refused while its last task ends.
        """
        if name is not None:
            with suppress(RedisError):
                await self._tasks.add(TURNS, name, key=f"slot:{name}:{secrets.token_hex(4)}")

    async def _work(self, name: str) -> None:
        fence = Fence(self._boxes.lease(name), secrets.token_hex(8))
        taken = await self._store.redis.set(fence.key, fence.value, nx=True, px=self._lease_millis)
        if not taken:
            await self._look_again(name, fence.key)
            return
        async with self._kept(fence):
            while (head := await self._next(name, fence)) is not None:
                try:
                    turn = _TURNS.validate_json(head)
                except ValidationError:
                    await self._set_aside(name, head, fence)
                else:
                    await self._one(name, turn, fence)

    async def _look_again(self, name: str, lease: str) -> None:
        """Come back when somebody else's lease would be over, were it not renewed.

        Its holder may be dead, and this may be the very task that was to take over from it. In
        whole seconds, so that many tasks for one box leave behind one look; never the second of
        a look that runs now, for a key that runs is refused.
        """
        left = max(0, await self._store.redis.pttl(lease))
        await self._look_at(name, await self._store.now() + left)

    async def _look_at(self, name: str, at: int) -> None:
        """Queue a look in the second after ``at`` (milliseconds since 1970)."""
        second = at // 1000 + 1
        await self._tasks.add(TURNS, name, key=f"look:{name}:{second}", at=second * 1000)

    async def _one(self, name: str, turn: Turn, fence: Fence) -> None:
        session = await self._sessions.load(turn.place, turn.key)
        after = await self._answer(turn, session, fence)
        keys = [fence.key, self._boxes.key(name), self._sessions.key(turn.place)]
        rest = self._rest(turn, after)
        left = "" if rest is None else turn_to_text(rest)
        done = [fence.value, self._sessions.dump(after), SESSION_SECONDS, left]
        if not await self._finish(keys, done):
            raise LeaseLost

    async def _set_aside(self, name: str, head: str, fence: Fence) -> None:
        """Go on without a turn of another release; what it says is kept nowhere."""
        self._store.set_aside("turn", name)
        await self._unreadable(remains_of(head), fence)
        if not await self._drop([fence.key, self._boxes.key(name)], [fence.value]):
            raise LeaseLost

    async def _next(self, name: str, fence: Fence) -> str | None:
        """Read the head of a box, or give the lease back when it is empty."""
        keys = [fence.key, self._boxes.key(name), self._boxes.full]
        found, head = await self._head(keys, [fence.value, name])
        if found == -1:
            raise LeaseLost
        return str(head) if found else None

    @asynccontextmanager
    async def _kept(self, fence: Fence) -> AsyncIterator[None]:
        """Renew the lease while the body runs; losing it ends the body with LeaseLost.

        What the body raises comes out as it is, and not in a group.
        """
        failed: BaseException | None = None
        try:
            async with asyncio.TaskGroup() as group:
                keeper = group.create_task(self._keep(fence))
                yield
                keeper.cancel()
        except BaseExceptionGroup as failures:
            failed = failures.exceptions[0]
        finally:
            # Whoever comes next need not wait for the lease to run out; if Redis is gone, it does.
            with suppress(RedisError):
                await self._release([fence.key], [fence.value])
        if failed is not None:
            raise failed

    async def _keep(self, fence: Fence) -> None:
        while True:
            await asyncio.sleep(self._lease_seconds / 4)
            # While Redis does not answer, nobody knows: every script checks the lease by itself.
            with suppress(RedisError):
                await self._renewed(fence)

    async def _renewed(self, fence: Fence) -> None:
        if not await self._renew([fence.key], [fence.value, self._lease_millis]):
            log.warning("lease_lost", lease=fence.key)
            raise LeaseLost

    @property
    def _lease_millis(self) -> int:
        return int(self._lease_seconds * 1000)
