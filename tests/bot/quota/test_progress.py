"""Where the watch stands: one document, changed by compare-and-set."""

import asyncio

from bot.quota.plan import Plan
from bot.quota.progress import Failure, Progress, ProgressStore, Sweep, Trouble
from bot.storage import Store
from bot.times.spans import DAY, HOUR, MINUTE

NOW = 20_000 * DAY
JOBS = {"a": ("1", "2"), "b": ("3",)}
PLANNED = Progress().planned(Plan(NOW + HOUR, sweep=True), JOBS, NOW)


def test_what_was_decided_is_noted_before_it_is_done() -> None:
    assert (PLANNED.sweep, PLANNED.began, PLANNED.looked) == (Sweep(NOW), NOW, NOW)
    assert (PLANNED.jobs, PLANNED.is_busy) == (JOBS, True)
    assert not PLANNED.done("a").done("b").dropped().is_busy


def test_a_plan_without_calls_lets_none_leave() -> None:
    idle = Progress().planned(Plan(NOW + HOUR), {}, NOW)

    assert (idle.looked, idle.began, idle.is_busy) == (None, None, False)


def test_it_is_time_when_the_plan_says_so_and_nothing_is_halted() -> None:
    waiting = Progress(next_at=NOW + HOUR)
    halted = Progress(halted_until=NOW + HOUR)

    assert [waiting.is_time(NOW), waiting.is_time(NOW + HOUR)] == [False, True]
    assert [halted.is_time(NOW), halted.is_time(NOW + HOUR)] == [False, True]


def test_a_clock_that_was_a_day_ahead_stops_nothing() -> None:
    assert Progress(next_at=NOW + DAY).is_time(NOW)
    assert Progress(halted_until=NOW + 2 * DAY).is_time(NOW)
    assert Progress(no_query_until=NOW + 2 * DAY).watch_state(0, NOW).may_query
    assert PLANNED.is_stuck(NOW - DAY)


def test_what_is_not_done_for_an_hour_is_stuck() -> None:
    assert [PLANNED.is_stuck(NOW + MINUTE), PLANNED.is_stuck(NOW + HOUR)] == [False, True]
    assert not Progress().is_stuck(NOW)


def test_a_trouble_is_new_once_however_often_it_is_met() -> None:
    troubled = Progress().troubled("query", "no.priviledge", NOW).notified("query")

    assert troubled.troubled("query", "other", NOW + DAY) == troubled
    assert troubled.troubles == {"query": Trouble(NOW, "no.priviledge", told=True)}
    assert troubled.mended("query", "operator").troubles == {}
    assert Progress().notified("query") == Progress()


def test_the_last_errors_are_kept() -> None:
    progress = Progress()
    for place in range(9):
        progress = progress.failed(Failure(place, "list", "unknown.error"))

    assert [error.at for error in progress.errors] == [4, 5, 6, 7, 8]


async def test_the_document_comes_back(store: Store) -> None:
    progress = ProgressStore(store)
    assert await progress.load() == Progress()

    written = PLANNED.troubled("query", "no.priviledge", NOW).failed(Failure(NOW, "list", "x"))
    await progress.update(lambda _: written)
    assert await progress.load() == written


async def test_changes_at_once_are_all_made(store: Store) -> None:
    progress = ProgressStore(store)

    def one_more(before: Progress) -> Progress:
        return before.planned(Plan(before.next_at + 1), {}, NOW)

    await asyncio.gather(*(progress.update(one_more) for _ in range(20)))
    assert (await progress.load()).next_at == 20


async def test_a_change_that_applies_no_longer_is_left(store: Store) -> None:
    progress = ProgressStore(store)

    assert await progress.update(lambda _: None) is None
    assert await progress.load() == Progress()


async def test_what_another_release_wrote_counts_as_the_beginning(store: Store) -> None:
    await store.redis.hset(store.key("watch", "progress"), "now", '{"jobs": 5}')

    assert await ProgressStore(store).load() == Progress()
