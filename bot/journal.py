"""Changes, done once: what was intended before the call, and what came of it.

A task may run twice, even twice at the same time. So the intent is written first, by a script that
also checks the fence (the lease of the box inside a turn, the state *taken* of a hold), and a run
that finds an intent without a result knows that the outcome has to be looked up.
"""

import json
from dataclasses import dataclass
from typing import Any

from bot.audit import APPEND, Line, begun_keys
from bot.fences import FENCED, arguments_of
from bot.messages import Fence
from bot.opened import Read
from bot.storage import Store

KEEP_SECONDS = 7 * 24 * 3600

_INTEND = (
    FENCED
    + """
fenced(KEYS[2], ARGV[1], ARGV[2])
local found = redis.call('GET', KEYS[1])
if found then return {0, found} end
local now = redis.call('TIME')
local at = now[1] * 1000 + math.floor(now[2] / 1000)
local entry = cjson.encode({state = 'intended', at = at, facts = ARGV[3]})
redis.call('SET', KEYS[1], entry, 'EX', ARGV[4])
return {1, entry}
"""
)

_CONCLUDE = (
    APPEND
    + """
append(KEYS[2], KEYS[3], ARGV[2], 1)
local found = redis.call('GET', KEYS[1])
if not found then return 0 end
local entry = cjson.decode(found)
entry.state = 'done'
entry.result = ARGV[1]
redis.call('SET', KEYS[1], cjson.encode(entry), 'KEEPTTL')
return 1
"""
)

_FORGET = """
local found = redis.call('GET', KEYS[1])
if found and cjson.decode(found).state ~= 'done' then redis.call('DEL', KEYS[1]) end
return 1
"""


@dataclass(frozen=True, slots=True)
class Intent:
    """A change as the journal knows it.

    ``new`` tells that this run wrote it, so that its call has not left before. ``at`` is Redis's
    time of the intent in milliseconds since 1970; ``result`` is ``None`` until the outcome is
    known.
    """

    new: bool
    at: int
    facts: dict[str, Any]
    result: dict[str, Any] | None


class Journal:
    """Keeps changes for a week, by the key of the turn or hold that makes them."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._intend = store.script(_INTEND)
        self._conclude = store.script(_CONCLUDE)
        self._forget = store.script(_FORGET)

    async def intend(self, change: str, fence: Fence, facts: dict[str, Any]) -> Intent:
        """Write what is about to be done, or find what an earlier run wrote.

        Raises LeaseLost when the fence is broken: another run has taken over.
        """
        outcome, stored = await self._intend(
            [self._key(change), fence.key],
            [*arguments_of(fence), json.dumps(facts), KEEP_SECONDS],
        )
        return _intent(stored, new=outcome == 1)

    async def find(self, change: str) -> Intent | None:
        """Give what an earlier run wrote; None where none has begun."""
        stored = await self._store.redis.get(self._key(change))
        return None if stored is None else _intent(stored, new=False)

    async def conclude(self, change: str, result: dict[str, Any], line: Line) -> None:
        """Write what came of it, and its line in the trail, in one step."""
        arguments = [json.dumps(result), line.text]
        await self._conclude([self._key(change), *line.keys], arguments)

    async def forget(self, change: str) -> None:
        """Take an intent back after a refusal: nothing happened, so a later run may ask again.

        What another run has done since stays written.
        """
        await self._forget([self._key(change)], [])

    async def knows(self, change: str) -> bool:
        """Whether an earlier run has begun this change, or has left its line in the trail."""
        return bool(await self._store.ask(*self.needs(change)[0]))

    def needs(self, change: str) -> tuple[Read, ...]:
        """Say what a turn reads of this."""
        return (("EXISTS", self._key(change), *begun_keys(self._store, change)),)

    def _key(self, change: str) -> str:
        return self._store.key("change", change)


def _intent(stored: str | bytes, *, new: bool) -> Intent:
    entry = json.loads(stored)
    result = json.loads(entry["result"]) if entry["state"] == "done" else None
    return Intent(new, int(entry["at"]), json.loads(entry["facts"]), result)
