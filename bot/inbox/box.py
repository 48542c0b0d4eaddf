"""Boxes: the waiting turns of one person in one conversation, kept in the order of their coming."""

from collections.abc import Awaitable
from typing import cast

from pydantic import TypeAdapter

from bot.delivery import Push
from bot.messages import ConversationKey, Turn
from bot.scripts import ScriptPart
from bot.storage import Store

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

_NOTE = """
if redis.call('EXISTS', KEYS[1]) == 1 then
  redis.call('SADD', KEYS[2], ARGV[1])
  redis.call('EXPIRE', KEYS[2], ARGV[2])
end
return 1
"""

_TURNS: TypeAdapter[Turn] = TypeAdapter(Turn)


def turn_to_text(turn: Turn) -> str:
    return _TURNS.dump_json(turn).decode()


def text_to_turn(text: str) -> Turn:
    """Read a stored turn; raises ValidationError for one of another release."""
    return _TURNS.validate_json(text)


class Boxes:
    """Pushes turns and knows the keys."""

    def __init__(self, store: Store) -> None:
        self._store = store
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

    async def accept(self, turn: Turn, *along: ScriptPart) -> int:
        """Store a turn once, and tell how many wait in its box then; 0 for one stored before. What
        is to be written ``along`` is written each time.
        """
        push = self.push(turn)
        keys = [self._store.key("seen", turn.key), push.box, push.full]
        arguments = [push.turn, MARKER_SECONDS, push.seconds, push.name]
        waiting, *_ = await self._store.together(ScriptPart(_ACCEPT, keys, arguments), *along)
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
