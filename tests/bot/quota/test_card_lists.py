"""The lists people are shown of the watch."""

from dataclasses import replace

from bot.access import Operator
from bot.drive.card_list import Numbered
from bot.drive.spaces import Space
from bot.quota.card_lists import (
    MOST_RANKED,
    Ranked,
    Ranking,
    Schedule,
    in_order,
    ranked,
    schedule,
    space_of,
)
from bot.quota.events import Switched
from bot.quota.limits import Limits
from bot.quota.observations.model import Observation
from bot.quota.outlook import Next, Overview
from bot.quota.pace import Pace
from bot.quota.plan import Why
from bot.quota.progress import Failure, Progress
from bot.quota.samples import Sample
from bot.times.spans import DAY
from tests.sweeping import sweep

GB = 1 << 30
NOW = 20_000 * DAY
SPACE = Space("1", "Marketing", "org", 80 * GB, 100 * GB)


def seen(number: int = 1, pace: Pace | None = None) -> Observation:
    sample = Sample(NOW, 80 * GB, 100 * GB)
    return Observation(str(number), f"Space {number}", sample, NOW - DAY, pace or Pace())


def row(name: str, used: int, quota: int | None = 100, rate: float | None = None) -> Ranked:
    return Ranked(name, name, used, quota, rate=rate)


def overview(count: int, progress: Progress | None = None) -> Overview:
    nexts = tuple(Next(seen(number), NOW + number, Why.SWEEP) for number in range(count))
    return Overview(Operator("manager01", "Bob", 7), progress or Progress(), nexts, NOW)


def test_a_space_is_ranked_by_its_own_quota_before_a_soft_one() -> None:
    limits = Limits(soft_quota=10 * GB)

    own = ranked(SPACE, None, limits)
    soft = ranked(replace(SPACE, quota=None), None, limits)
    none = ranked(replace(SPACE, quota=None), None, Limits())

    assert (own.quota, own.soft, own.ratio) == (100 * GB, False, 0.8)
    assert (soft.quota, soft.soft, soft.ratio) == (10 * GB, True, 8.0)
    assert (none.quota, none.soft, none.ratio) == (None, False, None)


def test_a_pace_is_told_once_a_day_was_seen() -> None:
    hours, days = Pace(0.5, 3, GB), Pace(2, 3, GB)

    assert ranked(SPACE, seen(pace=hours), Limits()).rate is None
    assert ranked(SPACE, seen(pace=days), Limits()).rate == GB / 2
    assert ranked(SPACE, seen(pace=Pace(2, 3, 0)), Limits()).rate is None
    assert ranked(SPACE, None, Limits()).rate is None


def test_what_was_seen_is_a_space_again() -> None:
    assert space_of(seen()) == Space("1", "Space 1", "org", 80 * GB, 100 * GB)


def test_the_fullest_come_first_and_what_has_no_limit_or_nothing_in_it_does_not_come() -> None:
    rows = [row("a", 50), row("b", 120), row("c", 0), row("d", 70, None), row("e", 0, 0)]

    assert [each.name for each in in_order(rows, "full")] == ["b", "a"]


def test_what_may_hold_nothing_and_holds_something_comes_first() -> None:
    rows = [row("a", 50), row("b", 1 << 40, 1), row("c", 400, 0), row("d", 500, 0)]

    assert [each.name for each in in_order(rows, "full")] == ["d", "c", "b", "a"]


def test_equally_full_spaces_stand_by_size_and_name() -> None:
    rows = [row("b", 50), row("a", 50), row("c", 100, 200)]

    assert [each.name for each in in_order(rows, "full")] == ["c", "a", "b"]


def test_the_fastest_come_first_and_what_does_not_grow_does_not_come() -> None:
    rows = [row("a", 50, rate=1.0), row("b", 50, None, rate=2.0), row("c", 99)]

    assert [each.name for each in in_order(rows, "growing")] == ["b", "a"]


def test_a_top_has_an_end() -> None:
    rows = [row(str(number), 50) for number in range(MOST_RANKED + 1)]

    assert len(in_order(rows, "full")) == MOST_RANKED


@sweep(("asked", "page"), [(-1, 1), (0, 1), (2, 2), (9, 2)])
def test_a_ranking_turns_to_the_nearest_page(asked: int, page: int) -> None:
    ranking = Ranking(tuple(row(str(number), 1) for number in range(9)), "full", NOW, watched=True)

    turned = ranking.at_page(asked)

    assert (turned.page, turned.pages) == (page, 2)
    assert [each.name for each in turned.rows] == [str(n) for n in range(9)][(page - 1) * 8 :][:8]
    assert turned.ids == ranking.ids


def test_an_empty_ranking_has_one_page() -> None:
    assert Ranking((), "full", NOW, watched=False).pages == 1


@sweep(
    ("page", "shown"),
    [(1, [0, 1, 2]), (2, list(range(8))), (3, [8]), (4, [8]), (0, [0, 1, 2])],
)
def test_looks_to_come_stand_behind_the_first_page(page: int, shown: list[int]) -> None:
    turned = schedule(overview(9), None).at_page(page)

    assert [look.id for look in turned.rows] == [str(number) for number in shown]
    assert turned.first == shown[0] + 1
    assert turned.pages == 3


def test_a_watch_that_has_seen_nothing_has_one_page() -> None:
    assert schedule(overview(0), None).pages == 1


def test_the_first_page_tells_the_latest_errors_first() -> None:
    progress = replace(
        Progress(swept=3, sweep_at=9, every=2).troubled("query", "no", 5),
        errors=(Failure(1, "list", "old"), Failure(2, "query", "new")),
    )

    status = schedule(overview(1, progress), Switched("Ann", 4)).status

    assert [error.code for error in status.errors] == ["new", "old"]
    assert status.troubles == (Failure(5, "query", "no"),)
    assert (status.operator, status.since, status.swept, status.sweep_at) == ("Bob", 7, 3, 9)
    assert (status.every, status.events) == (2, Switched("Ann", 4))


def test_rows_of_all_these_lists_can_be_named_by_number() -> None:
    assert isinstance(schedule(overview(1), None), Schedule)
    assert isinstance(schedule(overview(1), None), Numbered)
    assert isinstance(Ranking((), "full", NOW, watched=False), Numbered)
    assert not isinstance("a name", Numbered)
