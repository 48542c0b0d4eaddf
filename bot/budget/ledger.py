"""The month's counts in Redis: what is read, decided and counted is one script an attempt.

A lasting key tells since when this ledger counts. Where it is missing, nobody knows what the month
had before: Redis is new, or was lost.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bot.audit import Line
from bot.budget.ledger_scripts import (
    GIVE_BACK,
    PRESSED,
    PROMISE,
    READ,
    SAY,
    SPEND,
    TODAY,
    UNPRESSED,
)
from bot.budget.month import day_of, month_of
from bot.budget.promised import KEPT_SECONDS, promised_key
from bot.budget.reserved import RESERVED_EACH, reserved_key
from bot.scripts import ScriptPart
from bot.storage import Store

MONTH_SECONDS = 70 * 24 * 3600
DAY_SECONDS = 2 * 24 * 3600
TURN_SECONDS = 2 * 3600
"""A turn is not run again for so long."""


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
    ``number``-th call of a ``turn``, in whichever run that leaves. It is one of those that were
    kept for its ``promise``, if there is one.
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
    promise: str = ""


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
    """All that a month's ledger holds; ``since`` in milliseconds since 1970, ``kept`` the calls
    that are kept for what must be done or was agreed to.
    """

    since: int
    calls: Mapping[str, str]
    messages: Mapping[str, str]
    kept: int = 0

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
        self._give_back = store.script(GIVE_BACK)
        self._today = store.script(TODAY)
        self._pressed = store.script(PRESSED)
        self._unpressed = store.script(UNPRESSED)
        self._read = store.script(READ)

    def booking(
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
        }
        keys = [*self._keys(now), *self._kept(now), *self._turn(attempt)]
        return ScriptPart(SPEND, keys, [json.dumps(ask)])

    def promising(self, attempt: Attempt, founding: Founding, now: int, calls: int) -> ScriptPart:
        """Give what keeps so many calls for the promise of an attempt, as far as there are."""
        ask = {
            **self._begin(founding, now),
            "promise": attempt.promise,
            "calls": calls,
            "who": attempt.daily,
            "ceiling": attempt.ceiling,
        }
        keys = [*self._keys(now), *self._kept(now), attempt.promise]
        return ScriptPart(PROMISE, keys, [json.dumps(ask)])

    async def today(self, fields: Sequence[str], now: int) -> list[int]:
        """Give what was counted today under each of these fields, or is promised."""
        if not fields:
            return []
        key = self._kept(now)[1]
        counted = await self._today([self._keys(now)[3], key], [str(now), *fields])
        return [int(each) for each in counted]

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
        keys = [month, day, promised_key(self._store), *self._turn(attempt)]
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
        return ScriptPart(SAY, [self._keys(now)[2]], [json.dumps(ask)])

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
        keys = [*self._keys(now), *self._kept(now), *trail]
        since, calls, messages, kept = await self._read(keys, [json.dumps(ask)])
        return Books(int(since), _pairs(calls), _pairs(messages), int(kept))

    def _begin(self, founding: Founding, now: int) -> dict[str, object]:
        return {
            "now": str(now),
            "founding": asdict(founding),
            "month_seconds": MONTH_SECONDS,
            "day_seconds": DAY_SECONDS,
            "reserved_each": RESERVED_EACH,
            "promised_seconds": KEPT_SECONDS,
        }

    def _kept(self, now: int) -> list[str]:
        return [reserved_key(self._store, now), promised_key(self._store)]

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
