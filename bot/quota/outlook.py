"""What is known of spaces, as the watch tells it: how full, until when, and looked at next when."""

from dataclasses import dataclass

from bot.access import Operator
from bot.quota.forecast import Forecast
from bot.quota.limits import Limits
from bot.quota.observations.model import Observation
from bot.quota.plan import Why
from bot.quota.progress import Progress


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is known of one space, or of the organisation's capacity.

    ``limit`` is what counts as full, in bytes: DingTalk's quota, else the soft one. ``next_look``
    (milliseconds since 1970) is None while nothing is watched.
    """

    seen: Observation
    limits: Limits
    forecast: Forecast | None
    next_look: int | None = None
    why: Why | None = None

    @property
    def limit(self) -> int | None:
        return self.limits.limit(self.seen.sample.quota)


@dataclass(frozen=True, slots=True)
class Next:
    """When a space is looked at next, in milliseconds since 1970, and why."""

    seen: Observation
    at: int
    why: Why


@dataclass(frozen=True, slots=True)
class Overview:
    """How the watch stands; ``nexts`` are all spaces, those looked at soonest first."""

    operator: Operator | None
    progress: Progress
    nexts: tuple[Next, ...]
    now: int


def lost_name(operator: Operator | None, progress: Progress) -> str:
    """Name the operator if they cannot read the list any more; "" while they can."""
    return operator.name if operator is not None and "operator" in progress.troubles else ""
