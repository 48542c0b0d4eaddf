"""Works on jobs: a batch at a time, paid for by whoever asked, until they are over or told to stop.

A batch ends within :data:`BATCH_SECONDS`, so that what a killed process leaves is repeated cheaply;
the stop button takes effect between two steps. The card of a job is edited rarely, and never by a
job that it shows no longer.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Final

import structlog

from bot.budget import Payer, Prices, Purpose, paying
from bot.budget.payer import purse
from bot.cards import Card
from bot.delivery import Delivery, Record, target_of
from bot.errors import (
    LeaseLost,
    NoAllowance,
    Overtaken,
    PlatformError,
    Refused,
    SpacekeeperError,
)
from bot.jobs.job import Did, Job, ShownJob, Work
from bot.jobs.ledger import JobLedger
from bot.messages import Command, Sender
from bot.tagged_union import TaggedUnion
from bot.tasks import Tasks

log = structlog.get_logger()

TASK: Final = "job"
"""What docket calls the task that works on one."""
BATCH_SECONDS: Final = 20
TRIES: Final = 8
"""So often a step is tried that DingTalk does not answer, in six minutes together."""
LONGEST_WAIT: Final = 60
SOON_MILLIS: Final = 500
UNSHOWN_MILLIS: Final = 120_000
"""For so long a job that is over waits for the card of its turn to be painted."""


class Jobs:
    """Begins jobs, works on them, and shows how they stand."""

    def __init__(
        self,
        ledger: JobLedger,
        tasks: Tasks,
        delivery: Delivery,
        types: TaggedUnion,
        prices: Prices,
        *,
        now: Callable[[], Awaitable[int]],
        is_admin: Callable[[Sender], Awaitable[bool]],
    ) -> None:
        """``now`` gives the time of all replicas, in milliseconds since 1970; ``is_admin`` tells
        who goes on although their calls are used up.
        """
        self._ledger = ledger
        self._tasks = tasks
        self._delivery = delivery
        self._types = types
        self._prices = prices
        self._now = now
        self._is_admin = is_admin
        self._works: dict[type, Work] = {}

    def does(self, kind: type, work: Work) -> None:
        """Say what does the jobs whose plan is a ``kind``."""
        self._works[kind] = work

    async def begin(self, command: Command, plan: object, calls: int) -> Job:
        """Begin a job at the price that was named, which is kept for it until it is over; a turn
        that runs twice begins one.

        Raises NoAllowance where that is more than whoever asks may have today.
        """
        await self._prices.agree(calls)
        apart = purse().payer.apart
        job = await self._ledger.begin(command, plan, self._prices.keeping(calls), apart=apart)
        if not job.is_over:
            await self._tasks.add(TASK, job.id, key=f"job:{job.id}:0")
        return job

    async def card(self, job: Job) -> Card:
        """Say how a job stands."""
        if job.state == "failed" and job.failure:
            return Card(str(job.failure["template"]), job.failure["data"])
        return await self._works[type(job.plan)].shown(job)

    async def find(self, job_id: str) -> Job | None:
        """Give a job as it stands; None for one that is gone."""
        return await self._ledger.find(job_id)

    async def last_of(self, command: Command) -> Job | None:
        """Give the job that somebody began last here; None for none."""
        return await self._ledger.last_of(command)

    async def stop(self, job_id: str, by: str) -> Job | None:
        """Tell a job to stop, by the name of who says so; gives it as it stands, None for gone."""
        job = await self._ledger.stop(job_id, by)
        if job is not None and job.is_stopping:
            await self._again(job, 0)  # it may be waiting
        return job

    async def work(self, job_id: str) -> None:
        """Do one batch of a job; docket calls this."""
        with structlog.contextvars.bound_contextvars(job=job_id):
            job = await self._ledger.take(job_id)
            if job is None or (job.is_over and job.is_shown):
                return
            try:
                after = await self._batch(job)
                if after is not None and after.is_over:
                    await self._show_end(after)
            except LeaseLost:
                log.info("job_overtaken")

    async def _batch(self, job: Job) -> Job | None:
        """Go on for a while; gives the job as it stands then, None where it goes on elsewhere."""
        loop = asyncio.get_running_loop()
        ends = loop.time() + BATCH_SECONDS
        now: Job | None = job
        while now is not None and not now.is_over:
            if now.stopper:
                return await self._ledger.end(now, "stopped")
            if loop.time() >= ends:
                await self._again(now, 0)
                return None
            now = await self._step(now)
        return now

    async def _step(self, job: Job) -> Job | None:
        """Do a step; gives the job after it, None where it goes on later."""
        try:
            with paying(self._payer(job)):
                did = await self._works[type(job.plan)].step(job)
        except NoAllowance as none:
            await self._wait(job, none)
            return None
        except PlatformError as trouble:
            return await self._trouble(job, trouble)
        except SpacekeeperError as failure:
            return await self._failed(job, failure)
        return await self._did(job, did)

    async def _did(self, job: Job, did: Did) -> Job | None:
        after = await self._ledger.note(job, did, "done" if did.is_over else "")
        if after is None or after.is_over:
            return after
        if not did.nears_end:
            await self._show_progress(after)
        if did.wait:
            await self._again(after, did.wait * 1000)
            return None
        return after

    async def _wait(self, job: Job, none: NoAllowance) -> None:
        waits = await self._ledger.wait(job, none.until, none.why)
        if waits is not None:
            log.info("job_waits", why=none.why, until=none.until)
            rest = await self._show_progress(waits)
            left = max(none.until - await self._now(), SOON_MILLIS)
            await self._again(waits, min(left, rest) if rest > 0 else left)

    async def _trouble(self, job: Job, trouble: PlatformError) -> Job | None:
        if isinstance(trouble, Refused) or job.tries >= TRIES:
            return await self._failed(job, trouble)
        tried = await self._ledger.tried(job)
        if tried is not None:
            await self._again(tried, min(2**tried.tries, LONGEST_WAIT) * 1000)
        return None

    async def _failed(self, job: Job, failure: SpacekeeperError) -> Job | None:
        log.warning("job_failed", failure=type(failure).__name__)
        return await self._ledger.end(
            job, "failed", {"template": failure.template, "data": failure.data()}
        )

    async def _again(self, job: Job, millis: float) -> None:
        """Queue the next batch. A task cannot queue itself under the key it runs under; and where
        one waits for a later moment, as for more calls, an earlier one is not that.
        """
        at = int(await self._now() + millis)
        await self._tasks.add(TASK, job.id, key=f"job:{job.id}:{at}:{job.owner}", at=at)

    async def _show_progress(self, job: Job) -> int:
        """Show how it stands, if that may be; else tells after how many milliseconds it may."""
        record = await self._record(job)
        if record is None:
            return SOON_MILLIS
        if record.surface != "card":
            return -1  # a text cannot be changed
        rest = await self._ledger.may_edit(job, last=False)
        if rest == 0:
            await self._paint(job, record, f"job:{job.id}:{job.steps}:{job.until}")
        return rest

    async def _show_end(self, job: Job) -> None:
        """Show how it ended, unless its card has gone on to something else by then."""
        record = await self._record(job)
        rest = await self._ledger.may_edit(job, last=True) if record else SOON_MILLIS
        if rest < 0:
            return  # another run has taken over
        if record and not rest and await self._paint(job, record, f"job:{job.id}:end", end=True):
            await self._ledger.shown(job)
        elif await self._now() - job.begun < UNSHOWN_MILLIS or record:
            await self._again(job, max(rest, SOON_MILLIS))

    async def _record(self, job: Job) -> Record | None:
        """Give the card of a job, while it shows that and nothing else."""
        record = await self._delivery.records.load(job.card)
        if record is None or record.covered is not None:
            return None
        kept = self._types.load(record.kept)
        return record if isinstance(kept, ShownJob) and kept.job_id == job.id else None

    async def _paint(self, job: Job, record: Record, turn: str, *, end: bool = False) -> bool:
        """Paint the card of a job; ``False`` where somebody else did meanwhile."""
        target = target_of(record, turn, self._ledger.fence(job))
        try:
            with paying(replace(self._payer(job), turn=turn, promise="")):
                await self._delivery.show(await self.card(job), target, in_words=end)
        except Overtaken:
            return False
        except PlatformError as trouble:
            log.warning("job_not_shown", code=trouble.code)
            await self._delivery.look_again(job.card)
        return True

    def _payer(self, job: Job) -> Payer:
        """Say who pays for a step: it is booked once, however often it is repeated."""

        async def goes_on() -> bool:
            return await self._is_admin(job.asker)

        return Payer(
            Purpose.PEOPLE,
            job.asker.key,
            job.asker.nick,
            job.conversation.id,
            goes_on=goes_on,
            turn=f"job:{job.id}:{job.steps}",
            apart=job.apart,
            promise=self._ledger.promise(job),
        )
