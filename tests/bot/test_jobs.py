"""Work that goes on by itself."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

import pytest
from typing_extensions import override

from bot.budget import Payer, Prices, Purpose, paying
from bot.cards import Card
from bot.delivery import Record
from bot.errors import NoAllowance, NotAuthorized, SpacekeeperError, Throttled, Unavailable
from bot.jobs import Did, Job, JobLedger, Jobs, ShownJob, StopJob
from bot.jobs.ledger import EDITS
from bot.messages import Sender
from bot.routing import Router
from bot.services import Services
from bot.storage import Store
from handlers import ROUTERS
from tests.assembly import Assembly, assembled
from tests.bot.budget.spending import book
from tests.handlers.calling import presses
from tests.parts import ANN, queued, queueing
from tests.sandbox_server import SandboxHandle


@dataclass(frozen=True, slots=True)
class Counting:
    """Count to a number."""

    to: int


router = Router[Services]()
router.keeps(Counting)
EVERYTHING = (*ROUTERS, router)


async def nothing_more(_: Job) -> None:
    """Do only what the work does."""


class Counter:
    """Counts, and shows how far it is; ``first`` happens at the beginning of each step. Its end
    comes soon where it is so ``quick``.
    """

    def __init__(
        self, first: Callable[[Job], Awaitable[None]] = nothing_more, *, quick: bool = False
    ) -> None:
        self._first = first
        self._quick = quick
        self.steps: list[int] = []

    async def step(self, job: Job) -> Did:
        await self._first(job)
        assert isinstance(job.plan, Counting)
        at = int(job.progress.get("at", 0)) + 1
        self.steps.append(at)
        return Did(
            {"at": at}, {str(at): "counted"}, is_over=at == job.plan.to, nears_end=self._quick
        )

    async def shown(self, job: Job) -> Card:
        goes_on = not job.is_over and not job.is_stopping
        said = f"{job.state} {job.progress.get('at', 0)} {job.until} {job.stopper}"
        data = {"part": "name", "question": said, "names": True}
        kept = None if job.is_over else ShownJob(job.id)
        return Card("ask", data, {"cancel": StopJob(job.id)} if goes_on else {}, kept=kept)


async def begun(
    bot: Assembly, work: Counter, to: int = 3, *, price: int | None = None, **changed: Any
) -> Job:
    """A job whose card is there, as after the turn that began it."""
    bot.services.jobs.does(Counting, work)
    command = await bot.command("job stop", ANN, **changed)
    job = await bot.services.jobs.begin(command, Counting(to), price or to)
    target = bot.target(command.key, ANN, out_track_id=command.card)
    await bot.delivery.show(await bot.services.jobs.card(job), target)
    return job


async def shown(bot: Assembly, job: Job) -> str:
    record = await bot.record(job.card)
    return record.shown.body


async def now(bot: Assembly, job: Job) -> Job:
    found = await bot.services.jobs.find(job.id)
    assert found is not None
    return found


async def test_a_job_goes_on_to_its_end_and_its_card_is_edited_once(
    sandbox: SandboxHandle, store: Store
) -> None:
    async with assembled(sandbox, store, routers=EVERYTHING) as bot:
        work = Counter()
        job = await begun(bot, work)
        await bot.services.jobs.work(job.id)
        await bot.services.jobs.work(job.id)

        assert work.steps == [1, 2, 3]
        assert "done 3" in await shown(bot, job)
        assert (await now(bot, job)).is_shown
        assert (await bot.calls()).count("PUT cards") == 1
        assert await JobLedger(store, bot.types).rows(job.id) == dict.fromkeys("123", "counted")


async def test_a_turn_that_runs_twice_begins_one_job(sandbox: SandboxHandle, store: Store) -> None:
    async with assembled(sandbox, store, routers=EVERYTHING) as bot:
        work = Counter()
        job = await begun(bot, work)
        await bot.services.jobs.work(job.id)

        again = await begun(bot, work)

        assert again == replace(await now(bot, job))
        assert await queued(store) == [f"job:{job.id}:0"]


async def test_stop_takes_effect_after_the_step_and_is_the_askers_or_an_admins(
    sandbox: SandboxHandle, store: Store
) -> None:
    async with assembled(sandbox, store, routers=EVERYTHING) as bot:

        async def press(job: Job) -> None:
            if job.steps == 1:
                await presses(bot, StopJob(job.id), ANN)

        work = Counter(press)
        job = await begun(bot, work, to=100)
        await bot.services.jobs.work(job.id)
        late = await presses(bot, StopJob(job.id), ANN)

        assert work.steps == [1, 2]
        assert "stopped 2" in await shown(bot, job)
        assert "Ann" in await shown(bot, job)
        assert late.kept is None, "a late press shows how it ended"
        route = bot.routes.fast_for(StopJob)
        assert route is not None
        assert route.whose == "admins"


async def test_what_a_killed_run_left_is_gone_on_with_and_the_frozen_one_writes_nothing(
    sandbox: SandboxHandle, store: Store
) -> None:
    async with assembled(sandbox, store, routers=EVERYTHING) as bot:
        ledger = JobLedger(store, bot.types)

        async def taken_over(job: Job) -> None:
            if job.steps == 1 and len(work.steps) == 1:
                taken = await ledger.take(job.id)
                assert taken is not None

        work = Counter(taken_over)
        job = await begun(bot, work)
        await bot.services.jobs.work(job.id)

        assert (await now(bot, job)).progress == {"at": 1}, "the second step was not its to note"
        await bot.services.jobs.work(job.id)
        assert work.steps == [1, 2, 2, 3]
        assert (await now(bot, job)).state == "done"


def refusing(*failures: SpacekeeperError) -> tuple[list[SpacekeeperError], Counter]:
    """Work that fails in these ways, one after the other, at its second step."""
    left = list(failures)

    async def fail(job: Job) -> None:
        if job.steps == 1 and left:
            raise left.pop(0)

    return left, Counter(fail)


async def test_out_of_allowance_it_waits_and_says_until_when(
    sandbox: SandboxHandle, store: Store
) -> None:
    async with assembled(sandbox, store, routers=EVERYTHING) as bot:
        until = await store.now() + 3_600_000
        left, work = refusing(*[NoAllowance("person", 100, until)] * 2)
        job = await begun(bot, work)
        await bot.services.jobs.work(job.id)
        waits = await now(bot, job)
        asked = await queued(store)
        assert (waits.until, waits.why, waits.state) == (until, "person", "running")
        await store.redis.hset(store.key("job", job.id), "painted", 0)
        assert len(asked) == 2, "it is looked at again"
        await bot.services.jobs.work(job.id)
        assert str(until) in await shown(bot, job)
        assert not left
        await bot.services.jobs.work(job.id)
        assert work.steps == [1, 2, 3]
        assert (await now(bot, job)).until == 0


async def test_a_stop_in_the_millisecond_in_which_it_begins_to_wait_is_not_lost(
    sandbox: SandboxHandle, store: Store
) -> None:
    async with assembled(sandbox, store, routers=EVERYTHING) as bot, queueing(store) as tasks:
        moment = await store.now()

        async def standing() -> int:
            return moment

        async def nobody(_: Sender) -> bool:
            return False

        ledger, prices = JobLedger(store, bot.types), Prices(bot.services.budget, store)
        jobs = Jobs(ledger, tasks, bot.delivery, bot.types, prices, now=standing, is_admin=nobody)
        _, work = refusing(NoAllowance("person", 100, moment + 3_600_000))
        jobs.does(Counting, work)
        job = await begun(bot, work)
        await jobs.work(job.id)
        waits = set(await queued(store))
        await jobs.stop(job.id, "Ann")

        assert len(set(await queued(store)) - waits) == 1, waits


async def test_silence_is_tried_again_and_a_refusal_ends_it_on_its_card(
    sandbox: SandboxHandle, store: Store
) -> None:
    async with assembled(sandbox, store, routers=EVERYTHING) as bot:
        _, work = refusing(Unavailable(), NotAuthorized("permissionDenied", "no"))
        job = await begun(bot, work)
        await bot.services.jobs.work(job.id)
        tried = await now(bot, job)
        await bot.services.jobs.work(job.id)

        assert (tried.state, tried.tries) == ("running", 1)
        assert (await now(bot, job)).state == "failed"
        assert "permissionDenied" in await shown(bot, job)


async def test_a_card_that_shows_something_else_by_now_is_left_alone(
    sandbox: SandboxHandle, store: Store
) -> None:
    async with assembled(sandbox, store, routers=EVERYTHING) as bot:
        job = await begun(bot, Counter())
        target = bot.target("a later turn", ANN, out_track_id=job.card)
        await bot.delivery.show(Card("closed"), target)
        before: Record = await bot.record(job.card)
        await bot.services.jobs.work(job.id)

        assert await bot.record(job.card) == before
        assert (await now(bot, job)).state == "done"


async def test_a_card_is_edited_rarely_and_its_last_edit_is_kept(
    sandbox: SandboxHandle, store: Store
) -> None:
    async with assembled(sandbox, store, routers=EVERYTHING) as bot:
        ledger = JobLedger(store, bot.types)
        job = await begun(bot, Counter())
        taken = await ledger.take(job.id)
        assert taken is not None
        key = store.key("job", job.id)

        too_soon = await ledger.may_edit(taken, last=False)
        await store.redis.hset(key, "painted", 0)
        due = await ledger.may_edit(taken, last=False)
        await store.redis.hset(key, items=["edits", EDITS - 1, "painted", 0])
        none_left = await ledger.may_edit(taken, last=False)
        at_the_end = await ledger.may_edit(taken, last=True)
        waits = await ledger.may_edit(taken, last=True)

        assert 4000 < too_soon <= 5000
        assert (due, none_left, at_the_end) == (0, -1, 0)
        assert 4000 < waits <= 5000


async def test_a_card_that_nears_its_end_waits_for_that(
    sandbox: SandboxHandle, store: Store
) -> None:
    """Told how far it is just before, it could tell the end five seconds later only."""
    async with assembled(sandbox, store, routers=EVERYTHING) as bot:

        async def painted_long_ago(job: Job) -> None:
            if job.steps < 2:
                await store.redis.hset(store.key("job", job.id), "painted", 0)

        ends = []
        for quick in (True, False):
            job = await begun(bot, Counter(painted_long_ago, quick=quick), key=f"robot1:{quick}")
            await bot.services.jobs.work(job.id)
            ends.append((await now(bot, job)).is_shown)

        assert ends == [True, False]


def paid(bot: Assembly) -> Counter:
    """Work whose every step is a counted call."""

    async def pay(_: Job) -> None:
        await book(bot.store, bot.services.budget, "GET /v1.0/drive/spaces")

    return Counter(pay)


async def test_each_step_is_paid_for_by_the_asker_and_their_fair_part_ends_it_for_today(
    sandbox: SandboxHandle, store: Store
) -> None:
    async with assembled(sandbox, store, routers=EVERYTHING, person_calls_a_day=5) as bot:
        work = paid(bot)
        with paying(Payer(Purpose.PEOPLE, ANN.key, ANN.nick, bot.group.id, turn="turn")):
            job = await begun(bot, work, 9, price=3)
        await bot.services.jobs.work(job.id)
        waits = await now(bot, job)

        assert work.steps == [1, 2, 3, 4], "the card was the first call"
        assert (waits.why, waits.state, waits.until > bot.clock()) == ("person", "running", True)


async def test_more_than_the_fair_part_is_had_once_a_day_by_who_agreed_to_its_price(
    sandbox: SandboxHandle, store: Store
) -> None:
    async with assembled(sandbox, store, routers=EVERYTHING, person_calls_a_day=5) as bot:
        work = paid(bot)
        with paying(Payer(Purpose.PEOPLE, ANN.key, ANN.nick, bot.group.id, turn="turn")):
            job = await begun(bot, work, 9)
        await bot.services.jobs.work(job.id)

        assert (await now(bot, job)).state == "done"
        with (
            paying(Payer(Purpose.PEOPLE, ANN.key, ANN.nick, bot.group.id, turn="another")),
            pytest.raises(NoAllowance),
        ):
            await begun(bot, work, 9, key="another")


async def agreed(bot: Assembly, work: Counter, to: int, price: int, **changed: Any) -> Job:
    """A job that Ann has agreed to the price of, in a turn of hers."""
    key = str(changed.get("key", "turn"))
    with paying(Payer(Purpose.PEOPLE, ANN.key, ANN.nick, bot.group.id, turn=key)):
        return await begun(bot, work, to, price=price, **changed)


async def kept(bot: Assembly) -> int:
    return (await bot.services.budget.report()).kept


async def spent_by(bot: Assembly, person: str) -> int:
    """How many calls somebody else gets until they are refused."""
    for count in range(100):
        with paying(Payer(Purpose.PEOPLE, person, person, "elsewhere", turn=f"{person}:{count}")):
            try:
                await book(bot.store, bot.services.budget, "GET /v1.0/drive/spaces")
            except NoAllowance:
                return count
    return 100


FEW = {"monthly_calls": 40, "allowance_share": 50, "calls_used": 0}


async def test_what_was_agreed_is_spent_by_nobody_else(
    sandbox: SandboxHandle, store: Store
) -> None:
    async with assembled(sandbox, store, routers=EVERYTHING, **FEW) as bot:
        work = paid(bot)
        job = await agreed(bot, work, 9, 9)
        before = await kept(bot)
        others = await spent_by(bot, "else")
        await bot.services.jobs.work(job.id)

        assert before == 9
        assert others == 10, "twenty, but for the card and what was agreed"
        assert work.steps == list(range(1, 10)), "it has what it was promised"
        assert await kept(bot) == 0
        assert await spent_by(bot, "third") == 0


async def test_neither_the_asker_nor_their_conversation_spends_what_they_agreed_to(
    sandbox: SandboxHandle, store: Store
) -> None:
    async with assembled(sandbox, store, routers=EVERYTHING, person_calls_a_day=8) as bot:
        work = paid(bot)
        job = await agreed(bot, work, 5, 5)
        more = 0
        for count in range(9):
            payer = Payer(Purpose.PEOPLE, ANN.key, ANN.nick, bot.group.id, turn=f"more:{count}")
            with paying(payer), suppress(NoAllowance):
                await book(bot.store, bot.services.budget, "GET /v1.0/drive/spaces")
                more += 1
        await bot.services.jobs.work(job.id)

        assert more == 2, "eight, but for the card and the five"
        assert work.steps == [1, 2, 3, 4, 5]


async def test_what_was_not_spent_is_let_go_however_it_ends(
    sandbox: SandboxHandle, store: Store
) -> None:
    async with assembled(sandbox, store, routers=EVERYTHING, **FEW) as bot:
        jobs = bot.services.jobs
        short = await agreed(bot, paid(bot), 2, 9, key="short")
        await jobs.work(short.id)
        ended = await kept(bot)

        told = await agreed(bot, paid(bot), 9, 9, key="told")
        await jobs.stop(told.id, "Ann")
        await jobs.work(told.id)
        stopped = await kept(bot)

        _, work = refusing(NotAuthorized("permissionDenied", "no"))
        failing = await agreed(bot, work, 9, 9, key="failing")
        held = await kept(bot)
        await jobs.work(failing.id)

        assert (ended, stopped, held, await kept(bot)) == (0, 0, 9, 0)


async def test_a_killed_run_spends_once_what_was_promised_to_a_step(
    sandbox: SandboxHandle, store: Store
) -> None:
    """Its call left, and nobody noted the step: the next run makes that call again."""
    async with assembled(sandbox, store, routers=EVERYTHING, **FEW) as bot:
        keeper, ledger = bot.services.budget, JobLedger(store, bot.types)

        class Killed(Counter):
            @override
            async def step(self, job: Job) -> Did:
                did = await super().step(job)
                await book(bot.store, keeper, "GET /v1.0/drive/spaces")
                if self.steps == [1, 2]:
                    await ledger.take(job.id)  # this run writes nothing more
                return did

        job = await agreed(bot, Killed(), 4, 4)
        others = await spent_by(bot, "else")
        await bot.services.jobs.work(job.id)
        left = await kept(bot)
        again = await agreed(bot, Killed(), 4, 4)
        await bot.services.jobs.work(job.id)

        assert others == 15
        assert left == 2, "of four two are spent, the second one twice"
        assert again.id == job.id
        assert (await now(bot, job)).state == "done"
        assert await kept(bot) == 0


async def test_no_more_is_kept_than_there_is_and_what_dingtalk_did_not_count_comes_back(
    sandbox: SandboxHandle, store: Store
) -> None:
    async with assembled(sandbox, store, routers=EVERYTHING, **FEW) as bot:
        keeper = bot.services.budget
        job = await agreed(bot, paid(bot), 99, 99)
        most = await kept(bot)
        payer = Payer(Purpose.PEOPLE, ANN.key, turn="x", promise=store.key("job", job.id))
        with paying(payer):
            await book(bot.store, keeper, "GET /v1.0/drive/spaces")
            spent = await kept(bot)
            await keeper.heard("GET /v1.0/drive/spaces", Throttled("x", "x"))

        assert (most, spent, await kept(bot)) == (20, 19, 20)
