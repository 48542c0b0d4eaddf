"""Looking, as it was planned: sweeps page by page, close looks at one batch each.

Each runs as a task that any replica may begin, end, or do twice; how far a sweep has come is in
Redis, so whoever goes on with it begins where it was left. Everything is read as the operator.
"""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import structlog
from typing_extensions import override

from bot.budget import Payer, Purpose, paying
from bot.dingtalk.http import without_repeats
from bot.drive.capacity import Capacity
from bot.drive.paging import CUT_OFF, Course
from bot.drive.spaces import Space, SpacePage, Spaces
from bot.errors import (
    BadParameter,
    Blocked,
    NoAllowance,
    NotAuthorized,
    PageTooLarge,
    PlatformError,
    ScopeMissing,
    SpaceMissing,
    Throttled,
    Unavailable,
    Unsupported,
    UserOutOfScope,
    UserUnknown,
)
from bot.quota.observations.intake import Recorder
from bot.quota.observations.store import Observations
from bot.quota.progress import SMALL_PAGE, Failure, Progress, ProgressStore, Sweep
from bot.quota.samples import ORGANISATION
from bot.retries import Retries
from bot.storage import Clock, Store
from bot.times.spans import DAY, MINUTE

log = structlog.get_logger()

LIST, QUERY, CAPACITY = "list", "query", "capacity"
"""What is read, as it stands in what went wrong, and as it waits to be tried again."""

COMPLETE = Course()
"""Nothing was cut off."""

TRIES = 3
"""So often a page is asked for before a sweep breaks off."""
SOON = 5 * MINUTE
"""A sweep does not stay under way longer for a page: what it has brought is to be told."""
STALE = DAY // 2
"""A sweep that finds the capacity this old looks at it too; others come sooner, for a level."""
NO_ADMIN = "no admin"
"""Instead of DingTalk's code: whoever lent their eyes as an admin is none any more."""
FOUND_SECONDS = 2 * 24 * 3600
RIGHTS = (NotAuthorized, ScopeMissing)
PERSON = (UserUnknown, UserOutOfScope)
PASSING = (Throttled, Unavailable, Blocked)


class OperatorLost(PlatformError):
    """The operator has left, is no admin any more, or may not read what is to be read: nothing can
    be watched.

    ``name`` is what they are called, empty where nobody is named; ``at`` is when that was seen
    (milliseconds since 1970).
    """

    template = "watch_trouble"

    def __init__(
        self, code: str, message: str = "", request_id: str = "", *, name: str = "", at: int = 0
    ) -> None:
        super().__init__(code, message, request_id)
        self.name = name
        self.at = at

    @override
    def data(self) -> dict[str, object]:
        return {"kind": "operator", "code": self.code, "name": self.name, "at": self.at}


@dataclass(frozen=True, slots=True)
class Sources:
    """Where numbers come from: the list and the query, the capacity, and whom they are read as.

    ``operator`` gives the operator's unionId, or None while nobody is named; ``name`` what they are
    called; ``may_lend`` whether they still are an admin, as far as anybody says.
    """

    spaces: Spaces
    capacity: Callable[[str], Awaitable[Capacity]]
    operator: Callable[[], Awaitable[str | None]]
    name: Callable[[], Awaitable[str]]
    may_lend: Callable[[], Awaitable[bool]]


class Sampler:
    """Does what was planned."""

    def __init__(
        self,
        *,
        store: Store,
        sources: Sources,
        observations: Observations,
        recorder: Recorder,
        progress: ProgressStore,
        retries: Retries,
        clock: Clock,
    ) -> None:
        self._store = store
        self._sources = sources
        self._observations = observations
        self._recorder = recorder
        self._progress = progress
        self._retries = retries
        self._clock = clock

    async def look(self, job: str) -> None:
        """Do one close look; what was done already is not there any more.

        One that must wait, for the last ones failed, is left out: it is planned again.
        """
        progress = await self._progress.load()
        ids = progress.jobs.get(job)
        if ids is None:
            return
        change: Callable[[Progress], Progress] = _unchanged
        if await self._retries.may_try(CAPACITY if ORGANISATION in ids else QUERY):
            with paying(Payer(Purpose.LOOKS)), without_repeats():
                change = await self._closely(ids, progress.planned_at)
        await self._progress.update(lambda before: change(before).done(job))

    async def _closely(self, ids: Sequence[str], planned_at: int) -> Callable[[Progress], Progress]:
        """Look, and say what that means for where the watch stands."""
        try:
            viewer = await self.viewer()
            if ORGANISATION in ids:
                return await self._organisation(viewer)
            found = await self._sources.spaces.query(ids, viewer)
        except SpaceMissing as failure:
            if len(ids) == 1:
                await self._recorder.lost(ids[0])
                return lambda progress: progress.mended("query", "operator")
            return await self._failed(failure, "query")
        except PlatformError as failure:
            return await self._failed(failure, CAPACITY if ORGANISATION in ids else QUERY)
        await self._retries.went(QUERY)
        # Which ids could not be read, nobody says: then none of them is missing.
        await self.take(found.spaces, () if found.unread else ids, planned_at)
        return lambda progress: progress.mended("query", "operator")

    async def _organisation(self, viewer: str) -> Callable[[Progress], Progress]:
        capacity = await self._sources.capacity(viewer)
        await self._retries.went(CAPACITY)
        await self._recorder.capacity(capacity)
        return lambda progress: progress.mended("capacity", "operator")

    async def sweep(self, began: str) -> None:
        """Read the list from where it was left, until its end or until something is in the way."""
        while await self.page(began):
            pass

    async def page(self, began: str) -> bool:
        """Read the next page of a sweep; tells whether to go on at once."""
        progress = await self._progress.load()
        sweep = progress.sweep
        if sweep is None or str(sweep.began) != began or not await self._retries.may_try(LIST):
            return False
        with paying(Payer(Purpose.SWEEPS)), without_repeats():
            return await self._page(sweep, progress.page)

    async def _page(self, sweep: Sweep, size: int) -> bool:
        try:
            page = await self._listed(sweep, size)
        except PageTooLarge:
            return size > SMALL_PAGE and await self._on(sweep, _in_small_pages)
        except PASSING as failure:
            await self._stumbled(sweep, failure)
            return False
        except PlatformError as failure:
            change = await self._failed(failure, LIST)
            await self._on(sweep, lambda progress: replace(change(progress), sweep=None))
            return False
        await self._retries.went(LIST)
        most = sweep.most or await self._may_take(size)
        await self.take(page.spaces, (), await self._clock())
        return await self._turn(sweep, page, most)

    async def _listed(self, sweep: Sweep, size: int) -> SpacePage:
        viewer = await self.viewer()
        try:
            return await self._sources.spaces.page(viewer, size, sweep.token)
        except (*RIGHTS, *PERSON) as refused:
            raise await self.lost(refused) from refused

    async def _turn(self, sweep: Sweep, page: SpacePage, most: int) -> bool:
        """Go on to the following page, or end the sweep after the last one, or where going on does
        not pay.
        """
        found = self._found(sweep)
        ids = [space.id for space in page.spaces]
        repeated = page.following and (
            page.following == sweep.token
            or await self._store.redis.sismember(found, _token(page.following))
        )
        if repeated:
            log.warning("page_repeated", began=sweep.began)
            return await self._stumbled(sweep, None)
        async with self._store.redis.pipeline() as pipe:
            pipe.sadd(found, *ids) if ids else pipe.scard(found)
            pipe.sadd(found, _token(sweep.token))
            pipe.expire(found, FOUND_SECONDS)
            added, *_ = await pipe.execute()
        course, unread = sweep.course.after(added if ids else 0), sweep.unread + page.unread
        if not page.following:
            await self._end(sweep, unread)
            await self._sources.spaces.lengths.note(course.rows + unread)
            return False
        if course.is_over(most):
            await self._end(sweep, CUT_OFF, course)
            return False
        following = Sweep(sweep.began, page.following, 0, unread, most, course)
        return await self._on(sweep, lambda progress: replace(progress, sweep=following))

    async def _may_take(self, size: int) -> int:
        """Tell how many calls a sweep may take, by what earlier ones have brought; the one after a
        sweep that was cut off, twice as many as that one, since the list may have grown.
        """
        lengths, progress = self._sources.spaces.lengths, await self._progress.load()
        if progress.swept is None:
            return await lengths.may_take(size, None)
        rows = max(len(await self._observations.all()), await lengths.longest())
        return max(await lengths.may_take(size, rows), 2 * progress.cut_after)

    async def _end(self, sweep: Sweep, unread: int, course: Course = COMPLETE) -> None:
        """Judge what the sweep should have brought, and plan a look at an old capacity.

        Where rows could not be read, or the list was cut off (after ``course``), nothing is
        missing: it may be one of those.
        """
        found = await self._store.redis.smembers(self._found(sweep))
        seen = await self._observations.all()
        absent = [
            space_id
            for space_id, each in seen.items()
            if space_id not in found
            and space_id != ORGANISATION
            and each.watched
            and each.watched_since < sweep.began
        ]
        if unread:
            log.warning("rows_unread", began=sweep.began, rows=unread)
            absent = []
        cut = (Failure(await self._clock(), LIST, "no end"),) if unread == CUT_OFF else ()
        # At the time of its beginning: what was seen since then is there, and a rerun adds nothing.
        await self.take((), absent, sweep.began)
        is_old = ORGANISATION not in seen or seen[ORGANISATION].sample.at + STALE <= sweep.began
        job = {f"capacity:{sweep.began}": (ORGANISATION,)} if is_old else {}
        silent = sum(each.is_silent(sweep.began) for each in seen.values() if each.watched)
        await self._on(
            sweep,
            lambda progress: replace(
                _heard(progress.mended("operator"), silent, sweep.began).failed(*cut),
                sweep=None,
                swept=sweep.began,
                cut_after=0 if course.barren else course.calls,
                next_at=0,
                jobs={**progress.jobs, **job},
            ),
        )

    async def _stumbled(self, sweep: Sweep, failure: PlatformError | None) -> bool:
        """Try a page again: at once if it was repeated, a little later if DingTalk was silent."""
        code = "repeated page" if failure is None else failure.code or type(failure).__name__
        note = Failure(await self._clock(), LIST, code)
        soon = failure is None or (await self._retries.failed(LIST, code)).again - note.at <= SOON
        again = replace(sweep, tries=sweep.tries + 1) if soon and sweep.tries < TRIES else None
        kept = await self._on(sweep, lambda now: replace(now.failed(note), sweep=again))
        return kept and again is not None

    async def take(self, spaces: Iterable[Space], expected: Sequence[str], at: int) -> None:
        """Take in what a look has brought; ``expected`` and not brought is missing since ``at``."""
        await self._recorder.spaces(spaces, expected, at)

    async def _failed(self, failure: PlatformError, what: str) -> Callable[[Progress], Progress]:
        now = await self._clock()
        code = failure.code or type(failure).__name__
        log.warning("look_failed", what=what, code=code)
        if not isinstance(failure, NoAllowance):
            await self._retries.failed(what, code)
        return lambda progress: _after(progress.failed(Failure(now, what, code)), failure)

    async def viewer(self) -> str:
        """Give the operator's unionId; raises OperatorLost."""
        try:
            viewer = await self._sources.operator()
        except PERSON as gone:
            raise await self.lost(gone) from gone
        if viewer is None:
            raise OperatorLost("nobody", "no operator is named", at=await self._clock())
        if not await self._sources.may_lend():
            name, at = await self._sources.name(), await self._clock()
            raise OperatorLost(NO_ADMIN, "the operator is no longer an admin", name=name, at=at)
        return viewer

    async def lost(self, refused: PlatformError) -> OperatorLost:
        """Say by name that it is the operator who was refused, and nobody who asks."""
        name, at = await self._sources.name(), await self._clock()
        return OperatorLost(refused.code, refused.message, refused.request_id, name=name, at=at)

    async def halt(self, lost: OperatorLost) -> None:
        """Note that nobody can look any more, when somebody else than the rounds has found it out.

        What is noted already stays as it is, so that the watch tries again when it meant to.
        """
        failure = Failure(await self._clock(), LIST, lost.code)
        log.warning("operator_lost", code=lost.code)

        def halted(progress: Progress) -> Progress | None:
            is_known = "operator" in progress.troubles
            return None if is_known else _after(progress.failed(failure), lost)

        await self._progress.update(halted)

    async def _on(self, sweep: Sweep, change: Callable[[Progress], Progress]) -> bool:
        """Change where the watch stands, if the sweep still is where this run has left it."""
        after = await self._progress.update(
            lambda progress: change(progress) if progress.sweep == sweep else None
        )
        return after is not None

    def _found(self, sweep: Sweep) -> str:
        return self._store.key("sweep", str(sweep.began))


def _heard(progress: Progress, silent: int, now: int) -> Progress:
    """Note that of so many spaces DingTalk has not said for a day how much is used."""
    return progress.troubled("numbers", str(silent), now) if silent else progress.mended("numbers")


def _after(progress: Progress, failure: PlatformError) -> Progress:
    """Say what a failure means: for a day, for the next sweep, or for nothing but this look."""
    last = progress.errors[-1]
    match failure, last.what:
        case OperatorLost(), _:
            halted = replace(progress.dropped(), halted_until=last.at + DAY)
            return halted.troubled("operator", last.code, last.at)
        case ((NotAuthorized() | ScopeMissing() | Unsupported()), "query"):
            refused = replace(progress, no_query_until=last.at + DAY, next_at=0)
            return refused.troubled("query", last.code, last.at)
        case ((NotAuthorized() | ScopeMissing() | Unsupported()), "capacity"):
            return progress.troubled("capacity", last.code, last.at)
        case BadParameter(), "query":
            # One of the ids is gone, and nobody says which: the list does.
            return replace(progress, strict=True, swept=None, next_at=0)
        case _:
            return progress


def _in_small_pages(progress: Progress) -> Progress:
    """Begin the sweep that runs again, with pages of another size."""
    began = progress.sweep and replace(progress.sweep, token="")
    return replace(progress, page=SMALL_PAGE, sweep=began)


def _unchanged(progress: Progress) -> Progress:
    return progress


def _token(token: str) -> str:
    """Keep tokens apart from ids in one set."""
    return f"token:{token}"
