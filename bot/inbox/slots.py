"""Fair parts of a process's workers: who speaks in many conversations at once fills only theirs.

Each conversation of a person is a box of its own, and a slow call holds a worker as long as it
takes. Beyond their part a person's boxes wait, without a worker, until one of their own is done.

Each process keeps its own slots: a worker is one of a process, so this alone keeps some free in
each, and what a dead process held needs no end.
"""

from collections import defaultdict
from collections.abc import Callable

PART = 3
"""One person may have the workers' third part: few speak in more conversations at the same moment,
and two who flood leave a third to all others."""


def slots_of(workers: int) -> int:
    """Give how many boxes of one person are worked on at a time; one, however few workers are."""
    return max(1, workers // PART)


class Slots:
    """Who works on what here, and which boxes wait."""

    def __init__(self, most: int, clock: Callable[[], float]) -> None:
        """Let ``most`` boxes of a person be worked on; ``clock`` gives seconds."""
        self._most = most
        self._clock = clock
        self._taken: defaultdict[str, set[str]] = defaultdict(set)
        self._waiting: defaultdict[str, dict[str, float]] = defaultdict(dict)

    def take(self, person: str, box: str) -> bool:
        """Take a slot for a box; ``False`` while it has one, or the person has all of theirs."""
        taken = self._taken[person]
        if box in taken or len(taken) >= self._most:
            return False
        taken.add(box)
        self._waiting[person].pop(box, None)
        return True

    def wait(self, person: str, box: str, seconds: float) -> bool:
        """Let a box wait for a slot; ``True`` if it does not yet, or has for so many seconds."""
        now, waiting = self._clock(), self._waiting[person]
        if waiting.get(box, now) > now:
            return False
        waiting[box] = now + seconds
        return True

    def give_back(self, person: str, box: str) -> str | None:
        """Give a slot back, and name the box that has waited longest for it."""
        self._taken[person].discard(box)
        following = next(iter(self._waiting[person]), None)
        if following is not None:
            del self._waiting[person][following]
        for kept in (self._taken, self._waiting):
            if not kept[person]:
                del kept[person]
        return following
