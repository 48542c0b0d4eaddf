"""One space, or the organisation, that fills up, as one conversation is told of it.

    waiting ──deadline──> reminded ──deadline──> escalated (only the digest speaks of it)
       ^                     │                      │
       └── it gets worse, falls a level, is taken, snoozed or given back

What happens to it is decided by :mod:`bot.alerts.incident_steps`. Times are milliseconds since
1970.
"""

from dataclasses import dataclass
from typing import Literal

from bot.quota.crossings import OddKind
from bot.quota.limits import Level
from bot.quota.samples import Sample

Stage = Literal["waiting", "reminded", "escalated"]
Timed = Literal["hour", "morning", "level"]
Pressed = Timed | Literal["off"]
Until = Pressed | int
"""How long to snooze: not any more, or until a moment (milliseconds since 1970), besides."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who pressed a button: their key as senders have it, and what they were called."""

    key: str
    nick: str


@dataclass(frozen=True, slots=True)
class Taken:
    """Somebody takes care of it; ``elsewhere`` if they said so in another conversation."""

    by: Actor
    at: int
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Requested:
    """Somebody asks the admins for more room, in a ``turn``; ``sent`` once that has reached them,
    ``seen`` by whoever sees to it.
    """

    by: Actor
    at: int
    turn: str = ""
    sent: bool = True
    seen: Actor | None = None


@dataclass(frozen=True, slots=True)
class Silenced:
    """Nobody wants to hear of it ``until`` then; None is until the next ``level``."""

    by: Actor
    at: int
    until: int | None
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """What its card shows, drawn ``at`` then: whole percent of ``limit``."""

    percent: int | None
    limit: int | None
    at: int


@dataclass(frozen=True, slots=True)
class Incident:
    """What is remembered of it: small, and written as JSON by pydantic.

    ``subject`` is a spaceId, or names the organisation. ``level`` is the highest that is open, or
    was when it closed; None where only ``odd`` things were seen. ``sample`` and ``limit`` are the
    newest numbers. ``doubtful`` says that memory was lost, so it may have been told before;
    ``raised`` that it is over because there is more room, and not because usage fell, ``released``
    because it is not alerted of here any more.

    ``asked`` is who has asked the admins for more room, and when.

    ``card`` names the message that is its live card, empty before the first; ``told`` is the level
    that card rang for, ``shown`` what it shows, ``messages`` counts the fresh messages so far.
    ``held`` is when a fresh message may leave that waits, ``due`` when the stage moves on.
    """

    subject: str
    opened: int
    level: Level | None = None
    sample: Sample | None = None
    limit: int | None = None
    odd: tuple[OddKind, ...] = ()
    doubtful: bool = False
    raised: bool = False
    released: bool = False
    card: str = ""
    messages: int = 0
    shown: Shown | None = None
    told: Level | None = None
    held: int | None = None
    taken: Taken | None = None
    snoozed: Silenced | None = None
    asked: Requested | None = None
    stage: Stage = "waiting"
    due: int | None = None
    closed: int | None = None

    @property
    def full(self) -> bool:
        """Nothing more fits in."""
        if self.sample is None or self.limit is None:
            return False
        return self.sample.used >= self.limit

    @property
    def stands(self) -> bool:
        """There is a card that speaks of it, and it is not over."""
        return bool(self.card) and self.closed is None

    @property
    def wakes(self) -> int | None:
        """When time alone changes something; None when it never does."""
        until = self.snoozed.until if self.snoozed else None
        moments = [each for each in (self.held, self.due, until) if each is not None]
        return min(moments) if moments and self.closed is None else None
