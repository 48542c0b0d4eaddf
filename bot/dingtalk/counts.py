"""What the listener has seen, as plain numbers."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class StreamCounts:
    """Totals since the process began.

    ``frames`` is by kind (``system``, ``event``, ``callback``, ``other``) and outcome: ``done``,
    ``refused`` (answered 400 or 404) or ``failed`` (not stored, so the gateway may send it again).
    ``malformed`` are frames, or payloads of frames, that could not be read; ``unsent`` are acks
    whose socket was gone. ``opened`` are connections, ``failures`` attempts to open one;
    ``endings`` says why connections needed a successor: ``disconnect``, ``closed``, ``no pong``,
    ``quiet``.
    """

    frames: Counter[tuple[str, str]] = field(default_factory=Counter)
    endings: Counter[str] = field(default_factory=Counter)
    malformed: int = 0
    unsent: int = 0
    opened: int = 0
    failures: int = 0
