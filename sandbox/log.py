"""Append-only lists whose readers may wait for the next entry."""

import asyncio
from typing import Generic, TypeVar

KEPT = 100_000
"""How many entries a log keeps at least, so that a sandbox may run for weeks."""

T = TypeVar("T")


class Log(Generic[T]):
    """Entries numbered from 1; the number is an entry's `seq`. The oldest are forgotten."""

    __slots__ = ("_changed", "_closed", "_entries", "_forgotten")

    def __init__(self) -> None:
        self._entries: list[T] = []
        self._forgotten = 0
        self._changed = asyncio.Event()
        self._closed = False

    @property
    def last(self) -> int:
        """The seq of the newest entry, 0 when there is none."""
        return self._forgotten + len(self._entries)

    def get(self, seq: int) -> T | None:
        """The entry with this seq, none when there is none or it is forgotten."""
        place = seq - self._forgotten - 1
        return self._entries[place] if 0 <= place < len(self._entries) else None

    def append(self, entry: T) -> int:
        """Add `entry`, wake every waiting reader, return its seq."""
        self._entries.append(entry)
        if len(self._entries) >= 2 * KEPT:
            del self._entries[:KEPT]
            self._forgotten += KEPT
        self._wake()
        return self.last

    def clear(self) -> None:
        """Forget everything; the next entry is 1 again."""
        self._entries.clear()
        self._forgotten = 0
        self._wake()

    def close(self) -> None:
        """Let go of every waiting reader, now and later."""
        self._closed = True
        self._wake()

    def since(self, after: int, limit: int = 1000) -> list[tuple[int, T]]:
        """At most `limit` entries whose seq is greater than `after`."""
        start = max(after - self._forgotten, 0)
        entries = self._entries[start : start + limit]
        return list(enumerate(entries, self._forgotten + start + 1))

    async def wait(self, after: int, seconds: float) -> list[tuple[int, T]]:
        """Like `since`, but waits up to `seconds` for one entry to exist."""
        try:
            async with asyncio.timeout(seconds):
                while not (found := self.since(after)) and not self._closed:
                    await self._changed.wait()
                return found
        except TimeoutError:
            return []

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()
