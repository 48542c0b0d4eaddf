"""What is remembered of every card that was sent.

A click tells only which card and which button; what that means is read from here. The *face* is the
number of what the card shows now: whatever changes a card moves it, and a button of another face
does nothing.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from pydantic import TypeAdapter

from bot.consent import agreed
from bot.delivery.leaving import LEAVE, SENT, Leaving
from bot.delivery.record import Record
from bot.delivery.unpainted import UNPAINTED, Unpainted
from bot.delivery.whispers import Whispers
from bot.fences import FENCED, arguments_of, key_of
from bot.messages import Fence
from bot.opened import Read, Then
from bot.scripts import ScriptPart
from bot.storage import Store

_SAVE = (
    FENCED
    + UNPAINTED
    + """
fenced(KEYS[2], ARGV[6], ARGV[7])
local face = tonumber(redis.call('HGET', KEYS[1], 'face') or '0')
if face ~= tonumber(ARGV[1]) then return 0 end
local quiet = math.max(tonumber(redis.call('HGET', KEYS[1], 'quiet') or '0'), tonumber(ARGV[4]))
redis.call('HSET', KEYS[1], 'face', ARGV[2], 'record', ARGV[3])
redis.call('HSET', KEYS[1], 'quiet', string.format('%.0f', quiet))
redis.call('PEXPIRE', KEYS[1], ARGV[5])
if ARGV[8] ~= '' then unpainted(KEYS[3], ARGV[8]) end
return 1
"""
)

_PRESS = (
    UNPAINTED
    + """
local face = tonumber(redis.call('HGET', KEYS[1], 'face') or '0')
if face ~= tonumber(ARGV[1]) then return 0 end
redis.call('HSET', KEYS[1], 'face', ARGV[2], 'record', ARGV[3], 'quiet', ARGV[4])
redis.call('RPUSH', KEYS[2], ARGV[5])
redis.call('EXPIRE', KEYS[2], ARGV[6])
redis.call('SADD', KEYS[3], ARGV[7])
redis.call('EXPIRE', KEYS[3], ARGV[6])
unpainted(KEYS[4], ARGV[8])
return 1
"""
)

_ASK = """
if not redis.call('SET', KEYS[4], 1, 'NX', 'PX', ARGV[5]) then return 0 end
if redis.call('EXISTS', KEYS[1]) == 1 then
  local quiet = math.max(tonumber(redis.call('HGET', KEYS[1], 'quiet') or '0'), tonumber(ARGV[1]))
  redis.call('HSET', KEYS[1], 'quiet', string.format('%.0f', quiet))
end
redis.call('RPUSH', KEYS[2], ARGV[2])
redis.call('EXPIRE', KEYS[2], ARGV[3])
redis.call('SADD', KEYS[3], ARGV[4])
redis.call('EXPIRE', KEYS[3], ARGV[3])
return 1
"""

_NOTE = """
if redis.call('EXISTS', KEYS[1]) == 1 then redis.call('HSET', KEYS[1], 'outcome', ARGV[1]) end
return 1
"""

_SHOWN = """
local record = redis.call('HGET', KEYS[1], 'record')
if record and ARGV[2] ~= '' then redis.call('HSET', KEYS[1], 'outcome', ARGV[2]) end
if record and record ~= ARGV[1] then return 0 end
redis.call('ZREM', KEYS[2], ARGV[3])
if record then redis.call('HSET', KEYS[1], 'shown', redis.sha1hex(record)) end
if record and ARGV[4] ~= '' then redis.call('HSET', KEYS[1], 'quiet', ARGV[4]) end
return 1
"""

_CARRIED = "redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])"

_IS_SHOWN = """
local record, shown = unpack(redis.call('HMGET', KEYS[1], 'record', 'shown'))
return record == ARGV[1] and shown == redis.sha1hex(ARGV[1])
"""

_HOLD_OFF = """
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
local quiet = math.max(tonumber(redis.call('HGET', KEYS[1], 'quiet') or '0'), tonumber(ARGV[1]))
redis.call('HSET', KEYS[1], 'quiet', string.format('%.0f', quiet))
return 1
"""


@dataclass(frozen=True, slots=True)
class Push:
    """A turn on its way into a box.

    ``box`` and ``full`` are the keys of the box and of the names of all that hold something,
    ``name`` is this one's; ``turn`` is what is stored, for ``seconds``.
    """

    box: str
    full: str
    name: str
    turn: str
    seconds: int


SHARED_MILLIS = 90 * 86_400_000
"""A card that belongs to its conversation may stand that long without a change, as long as a space
stays full: whoever presses it then must not close it for everybody.
"""


_RECORDS = TypeAdapter(Record)

ASKED_MILLIS = 120_000
"""So long the same click again is the same turn, unless it was answered before: a turn takes less.
"""


class Records:
    """Keeps the records in Redis as long as a card's buttons work."""

    def __init__(self, store: Store, life_seconds: float) -> None:
        self._store = store
        self._life = int(life_seconds * 1000)
        self._save = store.script(_SAVE)
        self._press = store.script(_PRESS)
        self._ask = store.script(_ASK)
        self._note = store.script(_NOTE)
        self._shown = store.script(_SHOWN)
        self._is_shown = store.script(_IS_SHOWN)
        self._hold_off = store.script(_HOLD_OFF)
        self.unpainted = Unpainted(store)
        self.whispers = Whispers(store)

    def key(self, out_track_id: str) -> str:
        return self._store.key("card", out_track_id)

    def needs(self, out_track_id: str) -> tuple[Read, ...]:
        """Say what a turn, or a press, reads of a card."""
        key = self.key(out_track_id)
        return ("HGET", key, "record"), ("HGET", key, "outcome")

    async def load(self, out_track_id: str) -> Record | None:
        """Read a record; ``None`` for a card never sent, expired, or of another release's shape."""
        stored = await self._store.ask(*self.needs(out_track_id)[0])
        return self._store.read(_RECORDS, stored, self.key(out_track_id))

    async def face(self, out_track_id: str, turn: str) -> int | None:
        """The number of the face a card shows, or showed before ``turn`` moved it on."""
        record = await self.load(out_track_id)
        if record is None:
            return None
        return record.face - 1 if record.turn == turn else record.face

    async def quoted(self, carrier: str) -> str | None:
        """Give the card that a message carries, None where that is not known."""
        return await self._store.get(self._carrier(carrier))

    def _carrier(self, carrier: str) -> str:
        return self._store.key("carrier", carrier)

    async def quiet_until(self, out_track_id: str) -> int:
        """No update of this card may leave before this time, in milliseconds since 1970."""
        return int(await self._store.hget(self.key(out_track_id), "quiet") or 0)

    async def save(
        self,
        record: Record,
        *,
        instead_of: int,
        quiet_until: int = 0,
        fence: Fence | None = None,
        acked: bool = False,
    ) -> bool:
        """Move a card from face ``instead_of`` (0: it has none yet) to the record's.

        One that is ``acked`` is shown by the ack of a press; until :meth:`shown` tells so, that is
        not known. ``False`` when the card shows another face by now: somebody else came first.
        Raises LeaseLost when the fence is broken: this run paints nothing any more.
        """
        moved = [instead_of, record.face, _write(record), quiet_until, self._life_of(record)]
        keys = [self.key(record.out_track_id), key_of(fence), self.unpainted.key]
        card = record.out_track_id if acked else ""
        return bool(await self._save(keys, [*moved, *arguments_of(fence), card]))

    def leaving(
        self, record: Record, outcome: str, *, instead_of: int, fence: Fence | None = None
    ) -> Leaving:
        """Give what saves a card as :meth:`save` does, in the step in which its call leaves;
        ``outcome`` is what became of sending it until now.
        """
        keys = [self.key(record.out_track_id), key_of(fence)]
        moved = [instead_of, record.face, _write(record), *arguments_of(fence)]
        is_new = record.surface == "card" and outcome not in SENT
        step = ScriptPart(LEAVE, keys, [*moved, self._life_of(record), "trying" if is_new else ""])
        return Leaving(step, outcome)

    async def save_alone(self, leaving: Leaving) -> None:
        """Save a card whose call did not leave; raises Overtaken and LeaseLost."""
        if not leaving.is_saved:
            await agreed(self._store, leaving)

    def _life_of(self, record: Record) -> int:
        return max(self._life, SHARED_MILLIS) if record.is_shared else self._life

    async def press(
        self, working: Record, push: Push, *, instead_of: int, quiet_until: int
    ) -> bool:
        """Move a card to its working face and put the click into a box, in one step.

        ``False`` when the card shows another face by now: a different button came first.
        """
        pressed = await self._press(
            [self.key(working.out_track_id), push.box, push.full, self.unpainted.key],
            [
                instead_of,
                working.face,
                _write(working),
                quiet_until,
                push.turn,
                push.seconds,
                push.name,
                working.out_track_id,
            ],
        )
        return bool(pressed)

    async def sent(self, record: Record, carrier: str, moved: Then, *, is_new: bool) -> None:
        """Note that a card was sent and shows this face, and by which message it was shown;
        ``moved`` hears 0 when its record has moved on meanwhile.

        Of a new one it is noted with what else the turn writes; one that stands may be painted by
        others too, and every moment until it is noted might have it painted once more.
        """
        card = record.out_track_id
        if carrier:
            part = ScriptPart(_CARRIED, [self._carrier(carrier)], [card, self._life])
            await self._store.later(part)
        keys = [self.key(card), self.unpainted.key]
        await self._store.later(ScriptPart(_SHOWN, keys, [_write(record), "sent", card, ""]), moved)
        if not is_new:
            await self._store.settle()

    async def shown(
        self, record: Record, outcome: str = "", *, quiet_until: int | None = None
    ) -> bool:
        """Note that a card shows this face, what became of sending it, and, of an ack that has
        left, until when no update may follow it.

        ``False`` when its record has moved on meanwhile: then it has to be painted anew.
        """
        card, quiet = record.out_track_id, "" if quiet_until is None else quiet_until
        keys = [self.key(card), self.unpainted.key]
        return bool(await self._shown(keys, [_write(record), outcome, card, quiet]))

    async def is_shown(self, record: Record) -> bool:
        """Tell whether a card surely shows this face: an update, or an ack in time, has said so."""
        return bool(await self._is_shown([self.key(record.out_track_id)], [_write(record)]))

    async def leave_alone(self, out_track_id: str, until: int) -> None:
        """Let no update of a card leave before ``until`` (milliseconds since 1970)."""
        await self._hold_off([self.key(out_track_id)], [until])

    async def ask(self, out_track_id: str, push: Push, name: str, *, quiet_until: int) -> bool:
        """Put a click called ``name`` into a box, and leave the card as it is, in one step.

        ``False`` when the same click waits there already.
        """
        asked = await self._ask(
            [self.key(out_track_id), push.box, push.full, self._asked(name)],
            [quiet_until, push.turn, push.seconds, push.name, ASKED_MILLIS],
        )
        return bool(asked)

    async def is_asked(self, name: str) -> bool:
        """Whether such a click waits in a box, or is worked on."""
        return bool(await self._store.redis.exists(self._asked(name)))

    async def answered(self, name: str) -> None:
        """Note that a click that was put into a box by :meth:`ask` has its answer."""
        await self._store.redis.delete(self._asked(name))

    def _asked(self, name: str) -> str:
        return self._store.key("asked", name)

    async def wait_until_quiet(self, out_track_id: str, now: Callable[[], int]) -> None:
        """Stay behind the last ack, which would paint over what leaves before it."""
        quiet = await self.quiet_until(out_track_id) - now()
        if quiet > 0:
            await asyncio.sleep(quiet / 1000)

    async def outcome(self, out_track_id: str) -> str:
        """What became of sending it: ``""`` not tried, ``trying``, ``sent``, ``failed``."""
        return await self._store.hget(self.key(out_track_id), "outcome") or ""

    async def note_outcome(self, out_track_id: str, outcome: str) -> None:
        """Note it with the record; where that is gone, there is nothing to note."""
        await self._note([self.key(out_track_id)], [outcome])


def _write(record: Record) -> str:
    return _RECORDS.dump_json(record).decode()
