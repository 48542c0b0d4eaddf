"""How long to wait before trying again."""

import asyncio
import random
from collections.abc import Callable


class Backoff:
    """Waits that double with every failure, from ``first`` to ``longest`` seconds.

    Each is stretched by up to a half, so that replicas that failed together do not return together.
    """

    def __init__(
        self, first: float, longest: float = 60.0, chance: Callable[[], float] = random.random
    ) -> None:
        self._first = first
        self._longest = longest
        self._chance = chance
        self._failures = 0
        self._tried = float("-inf")

    def succeeded(self) -> None:
        """Forget the failures: the next try may come at once."""
        self._failures = 0

    def failed(self) -> None:
        """Make the next wait longer."""
        self._failures += 1

    def seconds(self) -> float:
        """Tell what the failures so far demand: nothing before the first, at most ``longest``."""
        if not self._failures:
            return 0.0
        # The exponent is bounded because a float overflows at 2.0 ** 1024.
        doubled = self._first * 2.0 ** min(self._failures - 1, 30)
        return min(doubled * (1 + self._chance() / 2), self._longest)

    async def wait(self) -> None:
        """Wait that long, and in any case until ``first`` seconds after the last try."""
        loop = asyncio.get_running_loop()
        spacing = self._tried + self._first - loop.time()
        await asyncio.sleep(max(self.seconds(), spacing))
        self._tried = loop.time()
