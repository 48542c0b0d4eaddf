"""Append-only lists whose readers may wait for the next entry."""

import asyncio
from typing import Generic, TypeVar

T = TypeVar("T")


class Log(Generic[T]):
    """Entries numbered from 1; the number is an entry's `seq`."""

    __slots__ = ("_changed", "_closed", "_entries")

    def __init__(self) -> None:
        self._entries: list[T] = []
        self._changed = asyncio.Event()
        self._closed = False

    def __len__(self) -> int:
        return len(self._entries)

    def __getitem__(self, seq: int) -> T:
        return self._entries[seq - 1]

    def append(self, entry: T) -> int:
        """Add `entry`, wake every waiting reader, return its seq."""
        self._entries.append(entry)
        self._wake()
        return len(self._entries)

    def clear(self) -> None:
        """Forget everything; the next entry is 1 again."""
        self._entries.clear()
        self._wake()

    def close(self) -> None:
        """Let go of every waiting reader, now and later."""
        self._closed = True
        self._wake()

    def since(self, after: int, limit: int = 1000) -> list[tuple[int, T]]:
        """At most `limit` entries whose seq is greater than `after`."""
        return list(enumerate(self._entries[after : after + limit], after + 1))

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
