"""How long frames are on their way, by the time that the gateway wrote into them.

This machine's clock may be off by more than any frame takes. So what a frame seems to have taken is
compared with the quickest of those that were read lately: what lies beyond that, it came late.
"""

from collections import deque

REMEMBERED = 32
"""So many frames are compared with; a clock that is put right is believed after as many."""


class Lag:
    """Compares frames with one another."""

    def __init__(self) -> None:
        self._lately: deque[int] = deque(maxlen=REMEMBERED)

    def note(self, sent: int | None, now: int) -> None:
        """Hear that a frame was read that was written at ``sent`` (milliseconds since 1970)."""
        if sent is not None:
            self._lately.append(now - sent)

    def of(self, sent: int | None, now: int) -> int:
        """Tell how many milliseconds a frame is late; 0 for one that does not say."""
        if sent is None:
            return 0
        # Of the very first nobody can tell a late frame from a clock that is fast.
        quickest = min(self._lately) if len(self._lately) > 1 else min(0, *self._lately, now - sent)
        return max(0, now - sent - quickest)
