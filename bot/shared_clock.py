"""Redis's time for whoever cannot wait for it: the one clock of all replicas."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

from bot.storage import RedisError, Store

RIGHT_SECONDS = 60


class SharedClock:
    """Redis's time for whoever cannot wait for it: this machine's, put right once a minute.

    A replica whose clock is wrong would else begin another month, or end one, on its own.
    """

    def __init__(self, store: Store, own: Callable[[], int]) -> None:
        """``own`` gives this machine's time in milliseconds since 1970."""
        self._store = store
        self._own = own
        self._ahead = 0

    def __call__(self) -> int:
        """Give milliseconds since 1970, as Redis would."""
        return self._own() + self._ahead

    async def put_right(self) -> None:
        """Ask Redis how far this machine is off; while it does not answer, what was known holds."""
        with suppress(RedisError):
            self._ahead = await self._store.now() - self._own()

    async def run(self) -> None:
        """Stay right until cancelled."""
        while True:
            await asyncio.sleep(RIGHT_SECONDS)
            await self.put_right()
