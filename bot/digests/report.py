"""What a digest has to say: kept with the card, so that its parts need no further look."""

from dataclasses import dataclass
from typing import Literal

from bot.alerts.rows import How
from bot.quota.card_lists import Ranked
from bot.quota.forecast import FullDate

Part = Literal["full", "growing", "new", "idle", "alerts", "changes"]
PARTS: tuple[Part, ...] = ("full", "growing", "new", "idle", "alerts", "changes")


@dataclass(frozen=True, slots=True)
class Grown:
    """A space that grew by ``by`` bytes since ``since`` (milliseconds since 1970).

    ``full`` is when there will be no room left, None where nobody can say.
    """

    name: str
    by: int
    since: int
    ratio: float | None
    full: FullDate | None


@dataclass(frozen=True, slots=True)
class Item:
    """A space, what is used of it in bytes, and a moment: when it came, went or changed last."""

    name: str
    used: int
    at: int


@dataclass(frozen=True, slots=True)
class Told:
    """What became of an alert; ``name`` is empty for the organisation's capacity.

    ``ratio`` is how full it was, None where that is unknown; ``by`` is who took care of it, empty
    for nobody. ``closed`` is None while it is open.
    """

    name: str
    how: How
    ratio: float | None
    by: str
    escalated: bool
    opened: int
    closed: int | None


@dataclass(frozen=True, slots=True)
class Changed:
    """A change made through the bot; ``command`` is the command's English name, ``after`` the facts
    that the audit trail keeps of it (None in a digest of an older release), ``outcome`` what came
    of it.
    """

    at: int
    who: str
    command: str
    name: str
    after: str | None = None
    outcome: str = "done"


@dataclass(frozen=True, slots=True)
class Calls:
    """The month's calls, what of them is the bot's share, and how many it will have been."""

    used: int
    share: int
    forecast: int | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many there are of each kind, those not kept included; ``nearly`` are nearly full."""

    spaces: int = 0
    new: int = 0
    gone: int = 0
    empty: int = 0
    stale: int = 0
    alerts: int = 0
    settled: int = 0
    changes: int = 0
    nearly: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """A digest for one conversation; times are milliseconds since 1970.

    It is for ``moment`` and tells what happened since ``begins``; ``at`` is the age of the oldest
    numbers, None where there are none. ``every`` is ``daily`` or ``weekly``. ``watched`` tells
    whether there is an ``operator``, and ``lost`` that they cannot read the list any more; ``note``
    and ``days`` what the allowance does not reach for.
    ``settled`` counts the alerts that are over. ``picture`` is a mediaId, or empty.
    """

    every: str
    moment: int
    begins: int
    late: bool
    at: int | None
    watched: bool
    note: str | None
    days: int | None
    counts: Counts
    organisation: Ranked | None
    full: tuple[Ranked, ...]
    growing: tuple[Grown, ...]
    new: tuple[Item, ...]
    gone: tuple[Item, ...]
    empty: tuple[Item, ...]
    stale: tuple[Item, ...]
    alerts: tuple[Told, ...]
    changes: tuple[Changed, ...]
    calls: Calls
    lost: bool = False
    operator: str = ""
    picture: str = ""

    def rows(self, part: Part) -> tuple[object, ...]:
        """Give what a part shows."""
        match part:
            case "new":
                return (*self.new, *self.gone)
            case "idle":
                return (*self.empty, *self.stale)
            case "full":
                return self.full
            case "growing":
                return self.growing
            case "alerts":
                return self.alerts
            case "changes":
                return self.changes
