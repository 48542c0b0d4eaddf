"""Boxes that this process has queued a moment ago, which need not be queued again.

What is pushed into such a box while it holds something is seen by that task, or by the task of what
was pushed into it when it was empty. A flood of one box would else be as many tasks, with everybody
else's behind them.
"""

from collections.abc import Callable

SECONDS = 1.0
"""No longer: a turn that failed is tried again less and less often, and who says something more
need not wait for that."""


class Queued:
    """Remembers them by name."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """``clock`` gives seconds."""
        self._clock = clock
        self._until: dict[str, float] = {}

    def lately(self, box: str) -> bool:
        """Whether a box was queued a moment ago."""
        return self._until.get(box, 0.0) > self._clock()

    def note(self, box: str) -> None:
        """Hear that a box is queued."""
        now = self._clock()
        self._until = {name: until for name, until in self._until.items() if until > now}
        self._until[box] = now + SECONDS
