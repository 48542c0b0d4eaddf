"""The month's counts in Redis: what is read, decided and counted is one script an attempt.

A lasting key tells since when this ledger counts. Where it is missing, nobody knows what the month
had before: Redis is new, or was lost.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bot.audit import APPEND, Line
from bot.budget.month import day_of, month_of
from bot.budget.reserved import RESERVED_EACH, reserved_key
from bot.steps import ScriptPart
from bot.storage import Store

MONTH_SECONDS = 70 * 24 * 3600
DAY_SECONDS = 2 * 24 * 3600
TURN_SECONDS = 2 * 3600
"""A turn is not run again for so long."""

_BEGIN = """
local ask = cjson.decode(ARGV[1])
local since, month, messages, day = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local function number(key, field) return tonumber(redis.call('HGET', key, field) or '0') end
local function keep()
  redis.call('EXPIRE', month, ask.month_seconds)
  redis.call('EXPIRE', messages, ask.month_seconds)
  redis.call('EXPIRE', day, ask.day_seconds)
end
if redis.call('HSETNX', since, 'since', ask.now) == 1 then
  redis.call('HSET', month, ask.founding.kind, ask.founding.calls)
  redis.call('HSET', messages, ask.founding.kind, ask.founding.messages)
  keep()
end
"""

_SPEND = (
    _BEGIN
    + """
-- A call that an earlier run of the turn was booked for is its person's no second time.
local reserved, turn = KEYS[5], KEYS[6]
local fresh = not turn or ask.number > tonumber(redis.call('GET', turn) or '0')
local function verdict()
  if ask.forced then return '' end
  if ask.waits and redis.call('HEXISTS', month, 'stopped') == 1 then return 'stopped' end
  local used = number(month, 'total') + number(month, 'before')
  if ask.waits then used = used + number(month, 'assumed') end
  used = used + redis.call('SCARD', reserved) * ask.reserved_each
  if used >= ask.ceiling then return used >= ask.share and 'share' or 'kept' end
  if not fresh then return '' end
  for _, limit in ipairs(ask.limits) do
    if number(day, limit.field) >= limit.calls then return limit.why end
  end
  return ''
end
local why = verdict()
local counts = why == '' and not ask.only_asks and 1 or 0
if counts == 1 then
  after(function()
    for _, field in ipairs(ask.fields) do redis.call('HINCRBY', month, field, 1) end
    if fresh then
      for _, field in ipairs(ask.who) do redis.call('HINCRBY', month, field, 1) end
      for _, limit in ipairs(ask.daily) do redis.call('HINCRBY', day, limit, 1) end
      if turn then redis.call('SET', turn, ask.number, 'EX', ask.turn_seconds) end
    end
    if ask.name ~= '' then redis.call('HSET', month, ask.name_field, ask.name) end
    keep()
  end)
end
local total = number(month, 'total') + number(month, 'before') + counts
local said = number(messages, 'total') + number(messages, 'before')
local stopped = redis.call('HEXISTS', month, 'stopped')
return {why, total, said, stopped, fresh and 1 or 0}, why ~= ''
"""
)

_PRESSED = """
local count = redis.call('INCR', KEYS[1])
if count == 1 then redis.call('PEXPIRE', KEYS[1], 60000) end
return count > tonumber(ARGV[1]) and redis.call('PTTL', KEYS[1]) or 0
"""

_UNPRESSED = """
if tonumber(redis.call('GET', KEYS[1]) or '0') > 0 then redis.call('DECR', KEYS[1]) end
return 1
"""

_GIVE_BACK = """
local ask = cjson.decode(ARGV[1])
if redis.call('HGET', KEYS[1], 'total') == false then return 0 end
for _, field in ipairs(ask.fields) do redis.call('HINCRBY', KEYS[1], field, -1) end
if not ask.booked then return 1 end
for _, field in ipairs(ask.who) do redis.call('HINCRBY', KEYS[1], field, -1) end
if KEYS[3] and redis.call('GET', KEYS[3]) == tostring(ask.number) then
  redis.call('SET', KEYS[3], ask.number - 1, 'KEEPTTL')
end
for _, field in ipairs(ask.daily) do
  if redis.call('HEXISTS', KEYS[2], field) == 1 then redis.call('HINCRBY', KEYS[2], field, -1) end
end
return 1
"""

_READ = (
    APPEND
    + _BEGIN
    + """
local stated = ask.stated
if KEYS[5] and append(KEYS[5], KEYS[6], ask.line, 1) == 0 then stated = nil end
if stated then
  local before = math.max(0, stated - number(month, 'total'))
  local said = math.floor(before * ask.messages_to_calls)
  redis.call('HDEL', month, 'assumed')
  redis.call('HDEL', messages, 'assumed')
  redis.call('HSET', month, 'before', before)
  redis.call('HSET', messages, 'before', said)
  keep()
end
local used = number(month, 'total') + number(month, 'before')
for percent, level in pairs(ask.levels) do
  if used >= level then redis.call('HSETNX', month, 'crossed:' .. percent, ask.now) end
end
local function all(key) return redis.call('HGETALL', key) end
return {redis.call('HGET', since, 'since'), all(month), all(messages)}
"""
)

_SAY = """
local ask = cjson.decode(ARGV[1])
for field, count in pairs(ask.fields) do redis.call('HINCRBY', KEYS[1], field, count) end
redis.call('EXPIRE', KEYS[1], ask.month_seconds)
return 1
"""


@dataclass(frozen=True, slots=True)
class Founding:
    """What the month is taken to have had before this ledger counts.

    ``kind`` is ``before`` where somebody said so, ``assumed`` where nobody knows.
    """

    kind: str
    calls: int
    messages: int


@dataclass(frozen=True, slots=True)
class Limit:
    """A field of the day that refuses ``why`` once it has had so many calls."""

    why: str
    field: str
    calls: int


@dataclass(frozen=True, slots=True)
class Attempt:
    """What the script needs to decide on one call and to count it.

    ``who`` are fields of the month and ``daily`` of the day; both are counted once for the
    ``number``-th call of a ``turn``, in whichever run that leaves.
    """

    fields: tuple[str, ...]
    who: tuple[str, ...]
    daily: tuple[str, ...]
    ceiling: int
    share: int
    waits: bool
    limits: tuple[Limit, ...]
    name_field: str = ""
    name: str = ""
    turn: str = ""
    number: int = 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the script decided: ``why`` not, empty for yes; and what the month has had by now.

    ``is_booked`` unless an earlier run of the turn was booked for this call.
    """

    why: str
    calls: int
    messages: int
    is_stopped: bool
    is_booked: bool = True

    @classmethod
    def read(cls, answer: Sequence[Any]) -> "Outcome":
        """Read what the script answers."""
        why, calls, messages, stopped, booked = answer
        return cls(why or "", calls, messages, bool(stopped), bool(booked))


@dataclass(frozen=True, slots=True)
class Books:
    """All that a month's ledger holds; ``since`` in milliseconds since 1970."""

    since: int
    calls: Mapping[str, str]
    messages: Mapping[str, str]

    def count(self, field: str) -> int:
        """Give a count of calls, 0 where there is none."""
        return int(self.calls.get(field, 0))

    def counts(self, kind: str) -> dict[str, int]:
        """Give the counts of calls of one kind, such as ``person``, by what follows it."""
        fields = {field.partition(":")[::2]: value for field, value in self.calls.items()}
        return {name: int(value) for (head, name), value in fields.items() if head == kind}

    def said(self, field: str) -> int:
        """Give a count of messages, 0 where there is none."""
        return int(self.messages.get(field, 0))


class Ledger:
    """One Redis, shared by all replicas."""

    def __init__(self, store: Store, levels: Mapping[int, int]) -> None:
        """``levels`` are the calls at which a crossing is noted, by percent of the share."""
        self._store = store
        self._levels = {str(percent): calls for percent, calls in levels.items()}
        self._give_back = store.script(_GIVE_BACK)
        self._pressed = store.script(_PRESSED)
        self._unpressed = store.script(_UNPRESSED)
        self._read = store.script(_READ)

    def asking(
        self,
        attempt: Attempt,
        founding: Founding,
        now: int,
        *,
        forced: bool,
        only_asks: bool = False,
    ) -> ScriptPart:
        """Give what decides on a call and counts it, unless it is refused, and is read as an
        :class:`Outcome`; ``forced`` ones never are, and one that ``only_asks`` whether it would be
        is not counted.
        """
        ask = {
            **asdict(attempt),
            **self._begin(founding, now),
            "forced": forced,
            "only_asks": only_asks,
            "turn_seconds": TURN_SECONDS,
            "reserved_each": RESERVED_EACH,
        }
        keys = [*self._keys(now), reserved_key(self._store, now), *self._turn(attempt)]
        return ScriptPart(_SPEND, keys, [json.dumps(ask)])

    async def today(self, fields: Sequence[str], now: int) -> list[int]:
        """Give what was counted today under each of these fields."""
        if not fields:
            return []
        counted = await self._store.redis.hmget(self._keys(now)[3], list(fields))
        return [int(each or 0) for each in counted]

    async def pressed(self, person: str, most: int) -> int:
        """Count a press, of which a person has ``most`` within a minute; gives for how many
        milliseconds yet they have no more, 0 while they have.
        """
        return int(await self._pressed([self._store.key("presses", person)], [most]))

    async def unpressed(self, person: str) -> None:
        """Take such a press off again."""
        await self._unpressed([self._store.key("presses", person)], [])

    async def give_back(self, attempt: Attempt, now: int, *, booked: bool = True) -> None:
        """Take a call off again that DingTalk does not count; ``booked`` if it was its person's."""
        _, month, _, day = self._keys(now)
        keys = [month, day, *self._turn(attempt)]
        await self._give_back(keys, [json.dumps({**asdict(attempt), "booked": booked})])

    async def read(self, founding: Founding, now: int) -> Books:
        """Read the whole month."""
        return await self._books(founding, now, {})

    async def state(
        self,
        used: int,
        messages_to_calls: float,
        founding: Founding,
        now: int,
        line: Line | None = None,
    ) -> Books:
        """Write that the month has had ``used`` calls until now, whatever was assumed, and the line
        of the trail that tells of it; where that stands already nothing is written again.

        What this says of the messages is only that they were in proportion to the calls.
        """
        more: dict[str, object] = {"stated": used, "messages_to_calls": messages_to_calls}
        if line is None:
            return await self._books(founding, now, more)
        return await self._books(founding, now, {**more, "line": line.text}, line.keys)

    async def note_once(self, now: int, field: str) -> None:
        """Note when something was first so this month."""
        await self._on_month(now, field, is_so=True)

    async def note_over(self, now: int, field: str) -> None:
        """Take such a note back."""
        await self._on_month(now, field, is_so=False)

    async def say(self, fields: Mapping[str, int], now: int) -> None:
        """Count messages."""
        await self._store.together(self.saying(fields, now))

    def saying(self, fields: Mapping[str, int], now: int) -> ScriptPart:
        """Give what counts messages."""
        ask = {"fields": fields, "month_seconds": MONTH_SECONDS}
        return ScriptPart(_SAY, [self._keys(now)[2]], [json.dumps(ask)])

    async def _on_month(self, now: int, field: str, *, is_so: bool) -> None:
        month = self._keys(now)[1]
        if not is_so:
            await self._store.redis.hdel(month, field)
            return
        async with self._store.redis.pipeline(transaction=True) as pipe:
            pipe.hsetnx(month, field, str(now))
            pipe.expire(month, MONTH_SECONDS)
            await pipe.execute()

    async def _books(
        self,
        founding: Founding,
        now: int,
        more: Mapping[str, object],
        trail: tuple[str, ...] = (),
    ) -> Books:
        ask = {**self._begin(founding, now), "levels": self._levels, **more}
        keys = [*self._keys(now), *trail]
        since, calls, messages = await self._read(keys, [json.dumps(ask)])
        return Books(int(since), _pairs(calls), _pairs(messages))

    def _begin(self, founding: Founding, now: int) -> dict[str, object]:
        return {
            "now": str(now),
            "founding": asdict(founding),
            "month_seconds": MONTH_SECONDS,
            "day_seconds": DAY_SECONDS,
        }

    def _turn(self, attempt: Attempt) -> list[str]:
        return [self._store.key("booked", attempt.turn)] if attempt.turn else []

    def _keys(self, now: int) -> list[str]:
        month = month_of(now)
        return [
            self._store.key("governor"),
            self._store.key("calls", month.name),
            self._store.key("messages", month.name),
            self._store.key("calls", day_of(now).name),
        ]


def _pairs(flat: Iterable[str]) -> dict[str, str]:
    return dict(zip(*[iter(flat)] * 2, strict=True))
