"""What a turn has of Redis: what it was opened with, and what it will have learnt when it closes.

Modules declare what a turn reads of theirs; that is asked for at once, and answered from here as
long as the turn lasts and writes nothing there. What it learns and nobody waits for is written
along with the next script that it runs, at the latest with the one that closes it.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable
from contextvars import Context, ContextVar, copy_context
from dataclasses import dataclass, field
from typing import Any

from bot.scripts import ScriptPart

Read = tuple[str, ...]
"""A command that only reads, such as ``("HGET", key, field)``."""

TIME: Read = ("TIME",)

Then = Callable[[Any], Awaitable[None]]
"""Told what a step has answered."""


@dataclass(frozen=True, slots=True)
class PutOff:
    """A part that is still to be run; ``then`` hears its answer, where it was put off."""

    part: ScriptPart
    then: Then | None
    there: Context = field(default_factory=copy_context)

    async def answered(self, answer: Any) -> None:
        """Let whoever put it off hear the answer, with what was set around them then."""
        if self.then is not None:
            await asyncio.get_running_loop().create_task(
                self._heard(self.then, answer), context=self.there
            )

    async def _heard(self, then: Then, answer: Any) -> None:
        await then(answer)


class Opened:
    """One turn's; what runs inside it shares it."""

    def __init__(self, answers: dict[Read, Any]) -> None:
        """``answers`` are those to what was declared."""
        self._answers = answers
        self._of: dict[str, set[Read]] = defaultdict(set)
        for read in answers:
            self._index(read)
        self._later: list[PutOff] = []
        self._since = time.monotonic()

    def has(self, read: Read) -> bool:
        return read in self._answers

    def answer(self, read: Read) -> Any:
        """Give what was answered; the time has gone on since."""
        answer = self._answers[read]
        if read != TIME:
            return answer
        passed = int((time.monotonic() - self._since) * 1_000_000)
        seconds, micros = divmod(answer[0] * 1_000_000 + answer[1] + passed, 1_000_000)
        return seconds, micros

    def put(self, read: Read, answer: Any) -> None:
        """Know what a read will answer once what is put off is written."""
        self._answers[read] = answer
        self._index(read)

    def touched(self, keys: Iterable[str]) -> None:
        """Forget what was read of keys that are written."""
        for key in keys:
            for read in self._of.pop(key, ()):
                self._answers.pop(read, None)

    def _index(self, read: Read) -> None:
        for key in read[1:]:
            self._of[key].add(read)

    def later(self, later: PutOff) -> None:
        """Put a part off; what it will change is asked for anew, unless that is :meth:`put`."""
        self.touched(later.part.keys)
        self._later.append(later)

    def waits(self, read: Read) -> bool:
        """Whether something is still to be written that this reads."""
        return any(set(each.part.keys).intersection(read[1:]) for each in self._later)

    @property
    def has_late(self) -> bool:
        return bool(self._later)

    def take(self) -> list[PutOff]:
        """Take what is still to be written, to write it."""
        taken, self._later = self._later, []
        return taken


OPENED: ContextVar[Opened | None] = ContextVar("opened", default=None)
