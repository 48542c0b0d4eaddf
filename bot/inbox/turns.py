"""Works on boxes: one turn of a person in a conversation after the other.

Whoever works on a box holds its lease, renewed while it works. Removing a turn and writing the
session it leads to is one script that checks the lease; the lease is given back only by the script
that finds the box empty, so a turn pushed at any moment is seen either by the holder or by the task
added after the push.
"""

import asyncio
import secrets
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

import structlog
from pydantic import ValidationError

from bot.dispatch import Remains, remains_of
from bot.errors import LeaseLost
from bot.fences import RELEASE
from bot.inbox.box import TURNS, Boxes, text_to_turn, turn_to_text
from bot.inbox.slots import Slots
from bot.messages import Fence, Turn
from bot.opened import Read
from bot.scripts import ScriptPart
from bot.sessions import SESSION_SECONDS, Session, Sessions
from bot.storage import RedisError, Store
from bot.tasks import Tasks

log = structlog.get_logger()

_NEXT = """
local head = redis.call('LINDEX', KEYS[2], 0)
if head then return {1, head} end
redis.call('DEL', KEYS[1])
redis.call('SREM', KEYS[3], ARGV[1])
return {0, ''}
"""
"""Gives the head of a box, or the lease back when it is empty."""

_TAKE = f"""
if not redis.call('SET', KEYS[1], ARGV[2], 'NX', 'PX', ARGV[3]) then
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  return {{-1, now + math.max(0, redis.call('PTTL', KEYS[1]))}}
end
{_NEXT}
"""

_CLOSE = f"""
if redis.call('GET', KEYS[1]) ~= ARGV[2] then return {{-1, ''}} end
if ARGV[5] ~= '' then redis.call('LSET', KEYS[2], 0, ARGV[5]) else redis.call('LPOP', KEYS[2]) end
if ARGV[3] ~= '' then redis.call('SET', KEYS[4], ARGV[3], 'EX', ARGV[4]) end
{_NEXT}
"""

_RENEW = """
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])
"""

Work = Callable[[Turn, Session, Fence], Awaitable[Session]]
"""Answer one turn and give the session it leads to. LeaseLost means another run has taken over."""

Rest = Callable[[Turn, Session], Turn | None]
"""Give what is left of a turn once it was answered, which comes next; None for nothing."""

Unreadable = Callable[[Remains, Fence], Awaitable[None]]
"""Tell whoever a turn is from that this release cannot read it."""

Needs = Callable[[Turn], Iterable[Read]]
"""Say what a turn will read, of all modules."""


def nothing(_: Turn) -> tuple[Read, ...]:
    """Say that a turn reads nothing that is known beforehand."""
    return ()


@dataclass(slots=True)
class Held:
    """A box that is worked on, until it is found empty and its lease given back."""

    name: str
    fence: Fence
    is_empty: bool = False


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
        needs: Needs = nothing,
    ) -> None:
        """Hold a box for ``lease_seconds`` at a time; ``slots`` is how many of one person are
        worked on here, ``needs`` what else a turn is opened with.
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
        self._needs = needs
        self._take = store.script(_TAKE)
        self._renew = store.script(_RENEW)
        self._release = store.script(RELEASE)

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
        held = Held(name, Fence(self._boxes.lease(name), secrets.token_hex(8)))
        arguments = [name, held.fence.value, self._lease_millis]
        found, head = await self._take(self._keys(held), arguments)
        if found == -1:
            await self._look_at(name, int(head))
        elif found:
            async with self._kept(held):
                while head is not None:
                    head = await self._answered(held, str(head))

    async def _answered(self, held: Held, head: str) -> str | None:
        """Answer the head of a box, and give the next one, if there is any."""
        try:
            turn = text_to_turn(head)
        except ValidationError:
            return await self._set_aside(held, head)
        place = turn.place
        async with self._store.turn((*self._sessions.needs(place), *self._needs(turn))):
            session = await self._sessions.load(place, turn.key)
            after = await self._answer(turn, session, held.fence)
            rest = self._rest(turn, after)
            left = "" if rest is None else turn_to_text(rest)
            written = [self._sessions.dump(after), SESSION_SECONDS, left]
            return await self._close(held, written, self._sessions.key(place))

    async def _look_at(self, name: str, at: int) -> None:
        """Queue a look in the second after ``at`` (milliseconds since 1970): when somebody else's
        lease would be over, were it not renewed, or a slot may be free.

        Its holder may be dead, and this may be the very task that was to take over from it. In
        whole seconds, so that many tasks for one box leave behind one look; never the second of
        a look that runs now, for a key that runs is refused.
        """
        second = at // 1000 + 1
        await self._tasks.add(TURNS, name, key=f"look:{name}:{second}", at=second * 1000)

    async def _set_aside(self, held: Held, head: str) -> str | None:
        """Go on without a turn of another release; what it says is kept nowhere."""
        self._store.set_aside("turn", held.name)
        await self._unreadable(remains_of(head), held.fence)
        return await self._close(held, ["", "", ""])

    async def _close(self, held: Held, written: list[Any], *session: str) -> str | None:
        """Write where the conversation stands, and take the next turn; None when there is none,
        and the lease is given back.
        """
        arguments = [held.name, held.fence.value, *written]
        keys = [*self._keys(held), *session]
        ((found, head),) = await self._store.together(ScriptPart(_CLOSE, keys, arguments))
        if found == -1:
            raise LeaseLost
        held.is_empty = not found
        return str(head) if found else None

    def _keys(self, held: Held) -> list[str]:
        return [held.fence.key, self._boxes.key(held.name), self._boxes.full]

    @asynccontextmanager
    async def _kept(self, held: Held) -> AsyncIterator[None]:
        """Renew the lease while the body runs; losing it ends the body with LeaseLost.

        What the body raises comes out as it is, and not in a group.
        """
        failed: BaseException | None = None
        try:
            async with asyncio.TaskGroup() as group:
                keeper = group.create_task(self._keep(held.fence))
                yield
                keeper.cancel()
        except BaseExceptionGroup as failures:
            failed = failures.exceptions[0]
        finally:
            # Whoever comes next need not wait for the lease to run out; if Redis is gone, it does.
            if not held.is_empty:
                with suppress(RedisError):
                    await self._release([held.fence.key], [held.fence.value])
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
