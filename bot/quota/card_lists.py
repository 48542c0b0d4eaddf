"""Lists that people are shown of the watch, kept with the card that shows them. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal

from bot.drive.card_list import PAGE, Paged
from bot.drive.fullness import share
from bot.drive.spaces import Space
from bot.quota.events import Switched
from bot.quota.limits import Limits
from bot.quota.observations.model import Observation
from bot.quota.outlook import Overview
from bot.quota.plan import Note, Why
from bot.quota.progress import Failure

Order = Literal["full", "growing"]

MOST_RANKED = 100
"""A top has an end; who looks for one space names it."""
SOONEST = 3
"""The looks that stand on the first page of the watch's card."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A space in a ranking. Sizes are bytes, ``rate`` is bytes a day.

    ``quota`` is what counts as full: DingTalk's, or the soft one if ``soft``. ``used`` is None
    where DingTalk did not say, ``said`` when it said last what it does not say now.
    """

    id: str
    name: str
    used: int | None
    quota: int | None
    soft: bool = False
    rate: float | None = None
    said: int | None = None

    @property
    def ratio(self) -> float | None:
        """How full it is, as :func:`bot.drive.fullness.share` says."""
        return share(self.used, self.quota)

    def row(self, *, with_rate: bool = False) -> dict[str, object]:
        """Give what a list prints of it; its rate only where the list tells of growth."""
        return {
            "name": self.name,
            "used": self.used,
            "quota": self.quota,
            "ratio": self.ratio,
            "soft": self.soft,
            "rate": self.rate if with_rate else None,
            "said": self.said,
        }


@dataclass(frozen=True, slots=True)
class Ranking(Paged[Ranked]):
    """A whole ranking and the page that is shown, counted from 1; numbers run through all pages.

    ``at`` is the age of the oldest numbers in it, in milliseconds since 1970; ``note`` and
    ``every`` say what the allowance does not reach for. Of ``unknown`` spaces DingTalk did not say
    how full they are, so they are in no place; ``unread`` is that of the list it was made from.
    ``lost`` names the operator who cannot read the list any more, if so. It is of ``everything``
    that is watched where an admin asked; what its asker may see was ``read`` then. ``words``,
    ``unjudged``, ``called``, ``asked``, ``more`` and ``listed`` are as in a list of spaces.
    """

    spaces: tuple[Ranked, ...]
    order: Order
    at: int
    watched: bool
    note: Note | None = None
    every: int | None = 1
    page: int = 1
    unknown: int = 0
    unread: int = 0
    lost: str = ""
    everything: bool = False
    read: int = 0
    words: str = ""
    unjudged: int = 0
    called: int = 0
    asked: tuple[str, ...] = ()
    more: bool = False
    listed: int = 0

    def at_page(self, page: int) -> "Ranking":
        """Turn to a page, or to the nearest there is."""
        return replace(self, page=min(max(page, 1), self.pages))


@dataclass(frozen=True, slots=True)
class NextLook:
    """A space's next look: when, in milliseconds since 1970, and why."""

    id: str
    name: str
    at: int
    why: Why


@dataclass(frozen=True, slots=True)
class WatchStatus:
    """How the watch as a whole stands; times are milliseconds since 1970.

    ``operator`` is what they are called, ``troubles`` what lasts (``what`` is its kind), ``errors``
    what went wrong last.
    """

    operator: str
    since: int
    swept: int | None
    sweep_at: int | None
    note: Note | None
    every: int | None
    troubles: tuple[Failure, ...]
    errors: tuple[Failure, ...]
    events: Switched | None


@dataclass(frozen=True, slots=True)
class Schedule:
    """All looks to come, the soonest first. The first page of the card is about the watch as a
    whole, the looks stand on those after it; ``at`` is the time of the list.
    """

    looks: tuple[NextLook, ...]
    status: WatchStatus
    at: int
    page: int = 1

    @property
    def pages(self) -> int:
        return 1 + -(-len(self.looks) // PAGE)

    @property
    def first(self) -> int:
        """The number of the first look on this page."""
        return max((self.page - 2) * PAGE, 0) + 1

    @property
    def rows(self) -> tuple[NextLook, ...]:
        many = SOONEST if self.page == 1 else PAGE
        return self.looks[self.first - 1 : self.first - 1 + many]

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(look.id for look in self.looks)

    def at_page(self, page: int) -> "Schedule":
        """Turn to a page, or to the nearest there is."""
        return replace(self, page=min(max(page, 1), self.pages))


def schedule(overview: Overview, events: Switched | None) -> Schedule:
    """Keep of the watch what its card shows: no looks to come while the operator is lost."""
    nexts = () if "operator" in overview.progress.troubles else overview.nexts
    rows = (NextLook(each.seen.space_id, each.seen.name, each.at, each.why) for each in nexts)
    return Schedule(tuple(rows), _status(overview, events), overview.now)


def _status(overview: Overview, events: Switched | None) -> WatchStatus:
    operator, progress = overview.operator, overview.progress
    return WatchStatus(
        operator.name if operator else "",
        operator.since if operator else 0,
        progress.swept,
        progress.sweep_at,
        progress.note,
        progress.every,
        tuple(Failure(each.at, kind, each.code) for kind, each in progress.troubles.items()),
        progress.errors[::-1],
        events,
    )


def ranked(space: Space, seen: Observation | None, limits: Limits) -> Ranked:
    """Judge a space's numbers as the watch would, with the pace that is known of it."""
    rate = seen.pace.said if seen is not None else None
    is_soft = space.quota is None and limits.soft_quota is not None
    limit = limits.limit(space.quota)
    return Ranked(space.id, space.name, space.used, limit, is_soft, rate, space.said)


def space_of(seen: Observation) -> Space:
    """Give what was seen as a space."""
    sample = seen.sample
    return Space(
        seen.space_id,
        seen.name,
        "org",
        sample.used,
        sample.quota,
        quota_known=sample.quota_known,
        created=datetime.fromtimestamp(seen.created / 1000, UTC) if seen.created else None,
        said=sample.at if seen.blind_at is not None else None,
    )


def is_unknown(space: Space, limit: int | None) -> bool:
    """Tell whether nobody can say how full it is: ``limit`` is what counts as full, if anything."""
    return space.used is None or (limit is None and not space.quota_known)


def in_order(spaces: Iterable[Ranked], order: Order, *, chosen: bool = False) -> tuple[Ranked, ...]:
    """Put first what is nearest to full, or what grows fastest; drop what is neither, unless it was
    ``chosen``.
    """
    if order == "full":
        return fullest_ranked(each for each in spaces if each.ratio or chosen)[:MOST_RANKED]
    rows = [space for space in spaces if space.rate]
    rows.sort(key=lambda space: (-(space.rate or 0.0), -(space.used or 0), space.name))
    return tuple(rows[:MOST_RANKED])


def fullest_ranked(spaces: Iterable[Ranked]) -> tuple[Ranked, ...]:
    """Put first what is nearest to full by what counts as full, soft quotas too."""
    return tuple(sorted(spaces, key=lambda row: (-(row.ratio or 0.0), -(row.used or 0), row.name)))
