"""MD5 sums of bytes that pass, worked out in threads while the loop goes on.

MD5 takes longer than passing bytes on does, and leaves the interpreter to others meanwhile.
"""

import asyncio
import hashlib
from collections import deque
from concurrent.futures import Executor, Future
from typing import Final

WAITING: Final = 3
"""So many pieces wait to be summed at most: they are held until then."""


class Sum:
    """The MD5 of what was added so far."""

    def __init__(self, thread: Executor) -> None:
        """``thread`` is one alone: what comes first is summed first."""
        self._md5 = hashlib.md5(usedforsecurity=False)
        self._thread = thread
        self._waiting: deque[Future[None]] = deque()

    async def add(self, piece: bytes) -> None:
        """Add a piece; waits where too many wait."""
        self._waiting.append(self._thread.submit(self._md5.update, piece))
        while len(self._waiting) > WAITING or (self._waiting and self._waiting[0].done()):
            await self._first()

    async def hexdigest(self) -> str:
        """Give the sum of all in hexadecimal."""
        while self._waiting:
            await self._first()
        return self._md5.hexdigest()

    async def _first(self) -> None:
        first = self._waiting.popleft()
        if not first.done():
            await asyncio.wrap_future(first)


def sum_of(text: str) -> str:
    """Give the MD5 of a short text in hexadecimal."""
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
