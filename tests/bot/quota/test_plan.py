"""What is looked at now. No storage, no clock."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.quota.limits import Free, Limits, Percent
from bot.quota.pace import Pace
from bot.quota.plan import (
    QUARTER,
    Allowance,
    Note,
    Plan,
    Watched,
    WatchState,
    Why,
    offset,
    plan,
    usages_to_reach,
    watched,
)
from bot.quota.samples import Sample
from bot.times.spans import DAY, HOUR, MINUTE
from tests.sweeping import sweep

GIB = 1 << 30
QUOTA = 100 * GIB
OFFSET = 7 * MINUTE
NOW = 20_000 * DAY + 10 * HOUR + OFFSET
"""A moment at which calls may leave, ten hours after the day's sweep."""
SWEPT = NOW - 10 * HOUR
WATCH = WatchState(OFFSET, SWEPT, SWEPT, SWEPT)
PLENTY = Allowance(3000, 3000, NOW + 20 * DAY)
STEADY = Pace(days=10, looks=10, grown=10 * GIB, rough=10 * GIB * GIB)
BURSTY = replace(STEADY, rough=40 * GIB * GIB)


def space(
    space_id: str = "1", used: int = 10 * GIB, seen: int = SWEPT, pace: Pace = STEADY
) -> Watched:
    return watched(space_id, Sample(seen, used, QUOTA), usages_to_reach(Limits(), QUOTA), pace)


def far(count: int) -> list[Watched]:
    return [space(f"far-{n}") for n in range(count)]


def near(count: int, seen: int = SWEPT) -> list[Watched]:
    return [space(f"near-{n}", 80 * GIB - 1, seen) for n in range(count)]


def ids(decided: Plan) -> set[str]:
    return {space_id for batch in decided.looks for space_id in batch}


def test_nothing_is_done_while_nothing_is_expected() -> None:
    decided = plan(far(300), WATCH, PLENTY, NOW)

    assert (decided.sweep, decided.looks, decided.note) == (False, (), None)
    assert decided.next_at > NOW


def test_a_space_that_may_have_crossed_takes_the_next_ones_along_in_its_call() -> None:
    sooner = [space(f"sooner-{n}", 75 * GIB) for n in range(29)]

    decided = plan([*far(300), *near(1), *sooner], WATCH, PLENTY, NOW)

    assert [len(batch) for batch in decided.looks] == [30]
    assert ids(decided) == {"near-0"} | {each.space_id for each in sooner}


def test_a_space_seen_in_the_last_quarter_of_an_hour_is_not_taken_along() -> None:
    just_seen = [space(f"seen-{n}", 79 * GIB, NOW - QUARTER + 1) for n in range(29)]

    assert not ids(plan([*just_seen, *near(1), *far(300)], WATCH, PLENTY, NOW)) & {
        each.space_id for each in just_seen
    }


def test_each_level_is_watched_from_the_one_below() -> None:
    levels = usages_to_reach(Limits(), QUOTA)

    assert [watched("1", Sample(0, used, QUOTA), levels, STEADY).level for used in levels] == [
        *levels[1:],
        None,
    ]


def test_a_space_beyond_all_levels_waits_for_the_sweep() -> None:
    assert space(used=QUOTA).next_look(SWEPT + DAY) == (SWEPT + DAY, Why.SWEEP)


def test_a_space_near_a_level_is_due_within_the_day_and_a_bursty_one_earlier() -> None:
    steady, bursty = space(used=79 * GIB), space(used=79 * GIB, pace=BURSTY)

    assert steady.next_look(SWEPT + DAY) == (steady.due, Why.LEVEL)
    assert bursty.due < steady.due < SWEPT + DAY


def test_no_space_is_due_again_within_a_quarter_of_an_hour() -> None:
    assert space(used=80 * GIB - 1, pace=BURSTY).due >= SWEPT + QUARTER


def test_the_likeliest_come_first_when_calls_are_dear() -> None:
    dear = Allowance(160, 160, NOW + 20 * DAY)
    unlikely = [space(f"less-{n}", 80 * GIB - GIB // 4) for n in range(40)]

    decided = plan([*unlikely, *near(30), *far(230)], WATCH, dear, NOW)

    assert ids(decided) == {each.space_id for each in near(30)}


def test_calls_do_not_leave_closer_than_what_is_left_allows() -> None:
    frugal = Allowance(120 + 26, 120 + 26, NOW + 20 * DAY)
    spaces = [*near(1), *far(299)]

    assert plan(spaces, replace(WATCH, looked=NOW - 6 * HOUR), frugal, NOW).looks == ()
    assert plan(spaces, replace(WATCH, looked=NOW - DAY), frugal, NOW).looks != ()


def test_many_that_are_due_are_looked_at_in_several_calls() -> None:
    decided = plan([*near(70), *far(300)], WATCH, PLENTY, NOW)

    assert [len(batch) for batch in decided.looks] == [30, 30, 30]


@pytest.mark.parametrize("count", [30, 50])
def test_a_sweep_takes_the_place_of_looks_that_cost_as_much(count: int) -> None:
    decided = plan([*near(1), *far(count - 1)], WATCH, PLENTY, NOW)

    assert (decided.sweep, decided.looks) == (True, ())


def test_small_pages_make_sweeps_dear() -> None:
    small = replace(WATCH, page=20)

    assert plan([*near(61), *far(79)], WATCH, PLENTY, NOW).sweep
    assert not plan([*near(61), *far(79)], small, PLENTY, NOW).sweep


def test_whoever_may_not_query_sweeps_instead() -> None:
    unable = replace(WATCH, may_query=False)
    dear = Allowance(126 + 20, 146, NOW + 20 * DAY)

    assert plan([*near(1), *far(299)], unable, PLENTY, NOW).sweep
    assert plan([*near(1), *far(299)], unable, dear, NOW).looks == ()
    assert not plan([*near(1), *far(299)], unable, dear, NOW).sweep
    assert not plan(far(300), unable, PLENTY, NOW).sweep


def test_a_watch_that_never_swept_sweeps_at_once() -> None:
    decided = plan([], WatchState(OFFSET), PLENTY, NOW)

    assert (decided.sweep, decided.next_at) == (True, NOW + QUARTER)


def test_a_sweep_begins_each_day_at_the_organisations_own_moment() -> None:
    moment = SWEPT // DAY * DAY + DAY + OFFSET

    assert plan(far(300), WATCH, PLENTY, NOW).sweep_at == moment
    assert not plan(far(300), WATCH, PLENTY, moment - QUARTER).sweep
    assert plan(far(300), WATCH, PLENTY, moment - QUARTER).next_at == moment
    assert plan(far(300), WATCH, PLENTY, moment).sweep


def test_a_sweep_that_broke_off_begins_again_in_an_hour_and_looks_go_on() -> None:
    broken = WatchState(OFFSET, began=NOW - HOUR + QUARTER, swept=SWEPT - DAY, looked=NOW - HOUR)

    assert plan(near(100), broken, PLENTY, NOW).looks != ()
    assert not plan(near(100), broken, PLENTY, NOW).sweep
    assert plan(far(100), broken, PLENTY, NOW + QUARTER).sweep


def test_a_share_that_does_not_reach_makes_sweeps_rare_and_says_so() -> None:
    tight = Allowance(100, 100, NOW + 30 * DAY)

    decided = plan(far(300), WATCH, tight, NOW)

    assert (decided.every, decided.note) == (2, Note.FEWER_SWEEPS)
    assert decided.sweep_at == SWEPT // DAY * DAY + 2 * DAY + OFFSET
    assert plan(far(3000), WATCH, tight, NOW).every == 18


def test_sweeps_that_take_everything_leave_no_looks_and_say_so() -> None:
    all_for_sweeps = Allowance(180, 180, NOW + 30 * DAY)

    decided = plan([*near(30), *far(270)], WATCH, all_for_sweeps, NOW)

    assert (decided.every, decided.looks, decided.note) == (1, (), Note.NO_LOOKS)


def test_nothing_is_looked_at_when_nothing_is_left() -> None:
    decided = plan(near(300), WatchState(OFFSET), Allowance(0, 0, NOW + DAY), NOW)

    assert (decided.sweep, decided.looks, decided.note) == (False, (), Note.NOTHING)
    assert (decided.every, decided.sweep_at) == (None, None)
    assert near(1)[0].next_look(decided.sweep_at) == (near(1)[0].due, Why.LEVEL)


def test_looks_go_on_while_only_sweeps_are_refused() -> None:
    decided = plan([*near(1), *far(300)], WATCH, Allowance(100, 0, NOW + DAY), NOW)

    assert (decided.sweep, decided.note) == (False, Note.FEWER_SWEEPS)
    assert len(decided.looks) == 1


def test_a_space_that_a_sweep_has_missed_is_looked_at_first() -> None:
    one_call = Allowance(140 + 30, 140 + 30, NOW + 20 * DAY)
    missed = space("missed", seen=NOW - DAY - HOUR)

    decided = plan([*near(40), missed, *far(300)], WATCH, one_call, NOW)

    assert len(ids(decided)) == 30
    assert "missed" in ids(decided)


def test_a_space_last_seen_in_the_future_is_looked_at_now() -> None:
    ahead = space("ahead", seen=NOW + DAY)

    assert "ahead" in ids(plan([ahead, *far(300)], WATCH, PLENTY, NOW))


def test_the_months_last_calls_are_not_overdrawn() -> None:
    last = Allowance(6 + 2, 6 + 2, NOW + 10 * MINUTE)

    assert len(plan([*near(200), *far(100)], WATCH, last, NOW).looks) == 2


@sweep("minutes", [-2, 0, 2])
def test_nothing_leaves_around_a_full_hour(minutes: int) -> None:
    hour = NOW // HOUR * HOUR + HOUR

    began = replace(WATCH, began=SWEPT, swept=SWEPT, looked=SWEPT)
    decided = plan(near(300), began, PLENTY, hour + minutes * MINUTE)

    assert (decided.sweep, decided.looks) == (False, ())
    assert decided.next_at == hour + OFFSET


@sweep("minutes", [-2, 0, 2])
def test_the_very_first_sweep_waits_for_nothing(minutes: int) -> None:
    hour = NOW // HOUR * HOUR + HOUR

    assert plan([], WatchState(OFFSET), PLENTY, hour + minutes * MINUTE).sweep


def test_two_plans_in_one_quarter_of_an_hour_call_once() -> None:
    called = replace(WATCH, looked=NOW)

    assert plan([*near(1), *far(300)], called, PLENTY, NOW + MINUTE).looks == ()


def test_a_clock_set_back_by_a_day_makes_everything_be_seen_anew() -> None:
    before = NOW - DAY

    assert plan(far(300), WATCH, PLENTY, before).sweep
    assert plan(far(300), replace(WATCH, swept=None, began=NOW), PLENTY, before).sweep


def test_a_clock_set_ahead_by_a_day_costs_one_sweep() -> None:
    after = NOW + DAY
    swept = WatchState(OFFSET, after, after, after)

    assert plan(far(300), WATCH, PLENTY, after).sweep
    seen = [replace(each, last_seen=after, due=after + DAY) for each in far(300)]
    assert not plan(seen, swept, PLENTY, after + QUARTER).sweep


def test_levels_are_marks_in_bytes_the_lowest_first() -> None:
    limits = Limits(levels=(Percent(95), Percent(80), Free(20 * GIB), Free(200 * GIB)))

    assert usages_to_reach(limits, QUOTA) == (80 * GIB, 95 * GIB)
    assert usages_to_reach(limits, (1 << 60) + 1)[0] == ((1 << 60) + 1) * 4 // 5 + 1


@sweep("quota", [None, 0, -5, 1000])
def test_what_has_no_limit_worth_watching_has_no_marks(quota: int | None) -> None:
    assert usages_to_reach(Limits(), quota) == ()


def test_a_soft_quota_is_watched_where_there_is_no_other() -> None:
    assert usages_to_reach(Limits(soft_quota=QUOTA), None) == usages_to_reach(Limits(), QUOTA)


@given(st.text(max_size=40))
def test_an_organisations_moment_is_in_the_day_and_off_the_full_hour(name: str) -> None:
    moment = offset(name)

    assert 0 <= moment < DAY
    assert all(3 * MINUTE <= (moment + n * QUARTER) % HOUR <= 57 * MINUTE for n in range(4))


@given(
    st.lists(st.tuples(st.integers(0, QUOTA), st.integers(-DAY, 3 * DAY)), max_size=120),
    st.integers(0, 5000),
    st.integers(NOW, NOW + 2 * DAY),
)
def test_no_plan_spends_what_is_not_left_or_looks_twice(
    seen: list[tuple[int, int]], left: int, now: int
) -> None:
    spaces = [space(str(n), used, now - age) for n, (used, age) in enumerate(seen)]

    decided = plan(spaces, WATCH, Allowance(left, left, NOW + DAY), now)

    looked = [space_id for batch in decided.looks for space_id in batch]
    assert len(looked) == len(set(looked))
    assert all(1 <= len(batch) <= 30 for batch in decided.looks)
    assert len(decided.looks) + decided.sweep * -(-len(spaces) // 50) <= left
    assert now < decided.next_at <= now + HOUR + QUARTER
    assert (decided.next_at - OFFSET) % QUARTER == 0
