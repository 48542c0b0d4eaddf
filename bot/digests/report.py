"""What a digest says, from what is known. Pure: no clock, no storage.

Everything that it names is within the subscription of the conversation it is for. It is kept with
the card, so that its parts need no further look.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from bot.alerts.cards.rows import How, how
from bot.alerts.incident import Incident
from bot.alerts.memory import Memory
from bot.alerts.subscription import Subscription
from bot.audit import Kept
from bot.budget import BudgetReport
from bot.cards.encoders import NEARLY_FULL
from bot.digests.schedule import Due
from bot.drive.fullness import share
from bot.quota.card_lists import Ranked, in_order, ranked, space_of
from bot.quota.forecast import FullDate, forecast
from bot.quota.limits import Overrides
from bot.quota.observations.model import Gone, Observation
from bot.quota.progress import Progress
from bot.quota.samples import ORGANISATION, Sample
from bot.times.spans import DAY, HOUR

Part = Literal["full", "growing", "new", "idle", "alerts", "changes"]
PARTS: tuple[Part, ...] = ("full", "growing", "new", "idle", "alerts", "changes")


@dataclass(frozen=True, slots=True)
class Grown:
    """A space that grew by ``by`` bytes since ``since`` (milliseconds since 1970).

    ``full`` is when there will be no room left, None where nobody can say. ``file`` is the largest
    that came or changed since (``file_size`` bytes), empty where nobody knows.
    """

    name: str
    by: int
    since: int
    ratio: float | None
    full: FullDate | None
    space_id: str = ""
    file: str = ""
    file_size: int | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A space, what is used of it in bytes, and a moment: when it came, went or changed last."""

    name: str
    used: int
    at: int


@dataclass(frozen=True, slots=True)
class IncidentSummary:
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
class MadeChange:
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
class DigestCounts:
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
    counts: DigestCounts
    organisation: Ranked | None
    full: tuple[Ranked, ...]
    growing: tuple[Grown, ...]
    new: tuple[Item, ...]
    gone: tuple[Item, ...]
    empty: tuple[Item, ...]
    stale: tuple[Item, ...]
    alerts: tuple[IncidentSummary, ...]
    changes: tuple[MadeChange, ...]
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


MOST = 20
"""Rows of one part that are kept; the rest is counted."""
CANDIDATES = 30
"""So many of the fastest, as the watch has learned them, are measured by their history."""
STALE = 90 * DAY
"""What has not changed for so long is stale, in milliseconds."""
FIRST_LOOKS = HOUR
"""The first sweep of all is over by then, in milliseconds since it began."""

_ABOUT_SPACES = ("space", "quota")
"""First words of the commands that change a space."""
_MADE = ("done", "uncertain")
"""Outcomes of changes that are, or may be, there."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known when a report is made, at ``now``.

    ``seen`` holds the organisation too, ``histories`` those of :func:`candidates`; ``changes`` are
    those since the digest begins, the newest first. ``operator`` is what they are called, or empty.
    """

    seen: Mapping[str, Observation]
    gone: Sequence[Gone]
    histories: Mapping[str, Sequence[Sample]]
    overrides: Overrides
    progress: Progress
    memory: Memory
    changes: Sequence[Kept]
    month: BudgetReport
    operator: str
    now: int

    @property
    def watched(self) -> bool:
        """Tell whether there is an operator."""
        return bool(self.operator)


def candidates(subscription: Subscription, seen: Mapping[str, Observation]) -> tuple[str, ...]:
    """Name the spaces whose histories tell which grew fastest."""
    known = [each for each in _within(subscription, seen.values()) if each.pace.said]
    known.sort(key=lambda each: (-each.pace.rate, each.space_id))
    return tuple(each.space_id for each in known[:CANDIDATES])


def report(subscription: Subscription, due: Due, known: Knowledge) -> Report:
    """Put a digest together."""
    seen = tuple(_within(subscription, known.seen.values()))
    began = min((each.watched_since for each in known.seen.values() if each.watched), default=0)
    new = [each for each in seen if _is_new(each, began, due)]
    empty = [each for each in seen if each.sample.used == 0 and not _is_new(each, began, due)]
    stale = [each for each in seen if _is_stale(each, known.now)]
    rows = [ranked(space_of(each), each, known.overrides.limits(each.space_id)) for each in seen]
    gone = list(_gone(subscription, due, known))
    alerts = tuple(_incidents(subscription, known.memory, due.begins))
    changes = [each for each in known.changes if _is_made(subscription, each, due)]
    return Report(
        every=subscription.digest.every if subscription.digest else "weekly",
        moment=due.moment,
        begins=due.begins,
        late=due.late,
        at=min((each.sample.at for each in _shown(subscription, known)), default=None),
        watched=known.watched,
        note=known.progress.note.value if known.watched and known.progress.note else None,
        days=known.progress.every,
        counts=DigestCounts(
            spaces=len(seen),
            new=len(new),
            gone=len(gone),
            empty=len(empty),
            stale=len(stale),
            alerts=len(alerts),
            settled=sum(each.closed is not None and not each.released for each in alerts),
            changes=len(changes),
            nearly=sum((each.ratio or 0.0) >= NEARLY_FULL for each in rows),
        ),
        organisation=_organisation(subscription, known),
        full=in_order(rows, "full")[:MOST],
        growing=_growing(subscription, due, known),
        new=_items((each.name, each.sample.used, each.first) for each in new),
        gone=_items((each.name, each.sample.used, each.at) for each in gone),
        empty=_items(((each.name, 0, each.unchanged_since) for each in empty), oldest=True),
        stale=_items(
            ((each.name, each.sample.used, each.unchanged_since) for each in stale), oldest=True
        ),
        alerts=tuple(_summary(each, known.memory) for each in alerts[:MOST]),
        changes=tuple(_changed(each) for each in changes[:MOST]),
        lost="operator" in known.progress.troubles,
        operator=known.operator,
        calls=Calls(known.month.calls.used, known.month.calls.share, known.month.forecast),
    )


def _within(subscription: Subscription, seen: Iterable[Observation]) -> Iterator[Observation]:
    return (each for each in seen if each.space_id != ORGANISATION and subscription.shows(each))


def _shown(subscription: Subscription, known: Knowledge) -> Iterator[Observation]:
    """Give all whose numbers it shows: the spaces, and the organisation where that is told."""
    return (each for each in known.seen.values() if subscription.shows(each))


def _organisation(subscription: Subscription, known: Knowledge) -> Ranked | None:
    seen = known.seen.get(ORGANISATION)
    if seen is None or not subscription.covers(ORGANISATION):
        return None
    return ranked(space_of(seen), seen, known.overrides.limits(ORGANISATION))


def _growing(subscription: Subscription, due: Due, known: Knowledge) -> tuple[Grown, ...]:
    """Rank by what was added since the digest begins."""
    measured = {
        space_id: growth
        for space_id in candidates(subscription, known.seen)
        if (growth := _growth(known.histories.get(space_id, ()), due.begins)) is not None
    }
    fastest = sorted(measured, key=lambda each: (-measured[each][0], each))[:MOST]
    return tuple(_grown(known, space_id, *measured[space_id]) for space_id in fastest)


def _growth(history: Sequence[Sample], begins: int) -> tuple[int, int] | None:
    """Give the bytes that were added, and since when that was seen; None for none."""
    before = [sample for sample in history if sample.at <= begins]
    base = before[-1] if before else next(iter(history), None)
    if base is None or history[-1].used <= base.used:
        return None
    return history[-1].used - base.used, max(base.at, begins)


def _grown(known: Knowledge, space_id: str, by: int, since: int) -> Grown:
    seen = known.seen[space_id]
    limit = known.overrides.limits(space_id).limit(seen.sample.quota)
    foreseen = forecast(known.histories[space_id], limit, known.now)
    return Grown(
        seen.name,
        by,
        since,
        share(seen.sample.used, limit),
        foreseen.full if foreseen else None,
        space_id,
    )


def _is_new(seen: Observation, began: int, due: Due) -> bool:
    """Tell whether it came since; what the very first looks have brought is not new."""
    return due.begins <= seen.first < due.moment and seen.first >= began + FIRST_LOOKS


def _is_stale(seen: Observation, now: int) -> bool:
    return seen.sample.used > 0 and now - seen.unchanged_since >= STALE


def _gone(subscription: Subscription, due: Due, known: Knowledge) -> Iterator[Gone]:
    """Give what is gone since, each once; what came back is not gone."""
    latest = {each.space_id: each for each in known.gone if each.space_id not in known.seen}
    for each in latest.values():
        if subscription.covers(each.space_id) and due.begins <= each.at < due.moment:
            yield each


def _items(rows: Iterable[tuple[str, int, int]], *, oldest: bool = False) -> tuple[Item, ...]:
    """Put the newest first, or the oldest."""
    sign = 1 if oldest else -1
    items = sorted((Item(*row) for row in rows), key=lambda each: (sign * each.at, each.name))
    return tuple(items[:MOST])


def _incidents(subscription: Subscription, memory: Memory, begins: int) -> Iterator[Incident]:
    """Give those that were told: the open ones, then those that ended lately, the latest first.

    What was let go of and is told of again is no more than what stands now.
    """
    ended = (each for each in reversed(memory.past) if (each.closed or 0) >= begins)
    for each in chain(memory.incidents.values(), ended):
        is_again = each.released and subscription.alerts_of(each.subject)
        if each.messages and subscription.covers(each.subject) and not is_again:
            yield each


def _summary(incident: Incident, memory: Memory) -> IncidentSummary:
    sample, limit = incident.sample, incident.limit
    is_space = incident.subject != ORGANISATION
    taken = incident.taken
    return IncidentSummary(
        name=memory.names.get(incident.subject, incident.subject) if is_space else "",
        how=how(incident),
        ratio=share(sample.used, limit) if sample is not None else None,
        by=(taken.by.nick or taken.by.key) if taken else "",
        escalated=incident.stage == "escalated",
        opened=incident.opened,
        closed=incident.closed,
    )


def _is_made(subscription: Subscription, kept: Kept, due: Due) -> bool:
    """Tell whether a change has come about, to a space that may be named here."""
    entry = kept.entry
    is_space = entry.command.partition(" ")[0] in _ABOUT_SPACES and entry.name != ""
    return (
        is_space
        and entry.outcome in _MADE
        and subscription.covers(entry.target)
        and due.begins <= kept.at < due.moment
    )


def _changed(kept: Kept) -> MadeChange:
    entry = kept.entry
    who = entry.nick or entry.person
    return MadeChange(kept.at, who, entry.command, entry.name, entry.after, entry.outcome)
