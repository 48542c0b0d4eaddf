"""What a process has met that somebody who runs it should hear of; ``/metrics`` tells it."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Counts:
    """Since the process began.

    ``unreadable`` are stored things that this release cannot read, by kind. ``foreign`` are presses
    of a ``card`` of another store, and each ``message`` and ``press`` of another organisation.
    ``model`` are questions to the organisation's model, by what came of them.
    """

    unreadable: Counter[str] = field(default_factory=Counter)
    foreign: Counter[str] = field(default_factory=Counter)
    model: Counter[str] = field(default_factory=Counter)
