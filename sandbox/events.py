"""The stream of everything that happens, for the page and for tests that wait."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.people import Message
from sandbox.views import message_view

KEPT = 10_000


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. A `state` event carries nothing: the state is read when sent."""

    number: int
    name: str
    data: Mapping[str, Any] | None


class Events:
    """The last `KEPT` events; numbers go on through a reset."""

    def __init__(self) -> None:
        self._events: deque[Event] = deque(maxlen=KEPT)
        self._changed = asyncio.Event()
        self._last = 0
        self.closed = False

    def message(self, seq: int, message: Message) -> None:
        """A conversation's log grew."""
        self._add("card" if message.card else "message", message_view(seq, message))

    def call(self, seq: int, call: Mapping[str, Any]) -> None:
        """An API call was answered."""
        self._add("call", {"seq": seq, **call})

    def push(self, view: Mapping[str, Any]) -> None:
        """A push was written or acknowledged."""
        self._add("push", view)

    def state(self) -> None:
        """People, conversations, spaces, connections or settings changed."""
        if self._events and self._events[-1].name == "state":
            self._events.pop()
        self._add("state", None)

    def close(self) -> None:
        """End every subscription."""
        self.closed = True
        self._wake()

    async def after(self, number: int | None) -> AsyncIterator[list[Event]]:
        """Batches of events later than `number` (None: from now on), until closed."""
        seen = self._last if number is None else min(number, self._last)
        while not self.closed:
            batch = self._newer(seen)
            if batch:
                seen = batch[-1].number
                yield batch
            else:
                await self._changed.wait()

    def _newer(self, seen: int) -> list[Event]:
        missing = min(self._last - seen, len(self._events))
        return [self._events[place] for place in range(-missing, 0)]

    def _add(self, name: str, data: Mapping[str, Any] | None) -> None:
        self._last += 1
        self._events.append(Event(self._last, name, data))
        self._wake()

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()
