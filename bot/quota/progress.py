"""Where the watch stands: one small document in Redis, which all replicas change."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from bot.documents import Documents
from bot.drive.paging import Course
from bot.opened import Read
from bot.quota.plan import PAGE, Note, Plan, WatchState
from bot.storage import Store
from bot.times.spans import DAY, HOUR

SMALL_PAGE = 20
"""Spaces a page holds after `param.error.maxresults` (contract of page `queries-a-space-list`)."""
ERRORS_KEPT = 5
STUCK = HOUR
"""What was planned and not done after so long is forgotten: the planner will ask for it again."""

_NAME = "now"


@dataclass(frozen=True, slots=True)
class Sweep:
    """A sweep under way: it reads on from ``token``; ``tries`` is how often that went wrong.

    ``unread`` counts the rows that could not be read: what it did not bring may have been among
    them. ``most`` is how many calls it may take, 0 until its first page has come; ``course`` is
    what it has taken.
    """

    began: int
    token: str = ""
    tries: int = 0
    unread: int = 0
    most: int = 0
    course: Course = field(default_factory=Course)


@dataclass(frozen=True, slots=True)
class Failure:
    """A look that brought nothing: when, what it was to do, and DingTalk's code or our reason."""

    at: int
    what: str
    code: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that lasts and that an admin can mend; told once, however long it lasts."""

    at: int
    code: str
    told: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """Times are milliseconds since 1970; 0 and None mean never, or at once.

    ``jobs`` are the ids of close looks that were planned and are not done yet. ``cut_after``
    is how many calls the last sweep had made when it was cut off while it still brought something
    new, 0 for none. ``strict`` tells that the query refuses a batch with an id that is gone in it.
    ``troubles`` stand under their kind: ``operator``, ``query``, ``capacity``, ``events`` or
    ``numbers``.
    """

    next_at: int = 0
    began: int | None = None
    swept: int | None = None
    looked: int | None = None
    page: int = PAGE
    cut_after: int = 0
    no_query_until: int = 0
    halted_until: int = 0
    strict: bool = False
    sweep: Sweep | None = None
    jobs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    planned_at: int = 0
    every: int | None = 1
    sweep_at: int | None = None
    note: Note | None = None
    errors: tuple[Failure, ...] = ()
    troubles: Mapping[str, Trouble] = field(default_factory=dict)

    @property
    def is_busy(self) -> bool:
        """Tell whether what was planned is still under way."""
        return self.sweep is not None or bool(self.jobs)

    def is_time(self, now: int) -> bool:
        """Tell whether to plan; a time too far ahead was written under a clock since set back."""
        return not now < self.next_at <= now + 2 * HOUR and not now < self.halted_until <= now + DAY

    def is_stuck(self, now: int) -> bool:
        """Tell whether what was planned is not done after so long that it never will be."""
        return self.is_busy and not now - STUCK < self.planned_at <= now

    def watch_state(self, offset: int, now: int) -> WatchState:
        """Say what the planner asks for."""
        may_query = self._may_query(now)
        return WatchState(offset, self.began, self.swept, self.looked, self.page, may_query)

    def _may_query(self, now: int) -> bool:
        return not now < self.no_query_until <= now + DAY

    def may_hurry(self, now: int, pause: int) -> bool:
        """Tell whether single spaces may be looked at apart from any plan, ``pause`` milliseconds
        after what was begun last.
        """
        is_halted = now < self.halted_until <= now + DAY
        rests = now - pause < self.planned_at <= now
        return self._may_query(now) and not is_halted and not rests

    def hurried(self, jobs: Mapping[str, tuple[str, ...]], now: int) -> "Progress":
        """Note close looks that no plan has made: the next plan counts from its own."""
        return replace(self, jobs=dict(jobs), planned_at=now)

    def planned(self, plan: Plan, jobs: Mapping[str, tuple[str, ...]], now: int) -> "Progress":
        """Note what was decided; a call counts as having left when it was planned."""
        leaves = plan.sweep or bool(jobs)
        return replace(
            self,
            next_at=plan.next_at,
            planned_at=now,
            every=plan.every,
            sweep_at=plan.sweep_at,
            note=plan.note,
            sweep=Sweep(now) if plan.sweep else None,
            jobs=dict(jobs),
            began=now if plan.sweep else self.began,
            looked=now if leaves else self.looked,
        )

    def dropped(self) -> "Progress":
        """Forget what was planned."""
        return replace(self, sweep=None, jobs={})

    def done(self, job: str) -> "Progress":
        """Note that a close look has ended."""
        return replace(self, jobs={name: ids for name, ids in self.jobs.items() if name != job})

    def failed(self, *failures: Failure) -> "Progress":
        """Remember what went wrong last."""
        return replace(self, errors=(*self.errors, *failures)[-ERRORS_KEPT:])

    def troubled(self, kind: str, code: str, now: int) -> "Progress":
        """Note a trouble; one that is known stays as it is, so that it is told once."""
        return replace(self, troubles={kind: Trouble(now, code), **self.troubles})

    def notified(self, kind: str) -> "Progress":
        """Note that the admins were notified of a trouble."""
        troubles = dict(self.troubles)
        if kind in troubles:
            troubles[kind] = replace(troubles[kind], told=True)
        return replace(self, troubles=troubles)

    def mended(self, *kinds: str) -> "Progress":
        """Note that troubles are over."""
        if not set(kinds) & set(self.troubles):
            return self
        left = {kind: each for kind, each in self.troubles.items() if kind not in kinds}
        return replace(self, troubles=left)


class ProgressStore:
    """Reads and changes where the watch stands; what another release wrote is the beginning, for a
    sweep brings everything back.
    """

    def __init__(self, store: Store) -> None:
        self._documents = Documents(store, store.key("watch", "progress"), Progress)

    def needs(self) -> tuple[Read, ...]:
        """Say what a turn reads of this."""
        return self._documents.needs(_NAME)

    async def load(self) -> Progress:
        """Give where the watch stands; the beginning when nothing is known."""
        return await self._documents.get(_NAME) or Progress()

    async def update(self, change: Callable[[Progress], Progress | None]) -> Progress | None:
        """Change it; ``change`` gives None when it applies no longer."""
        return await self._documents.update(_NAME, lambda before: change(before or Progress()))
