"""How fast a space fills, and how sure that is."""

from itertools import pairwise
from math import inf
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.quota.pace import Pace
from bot.quota.samples import Sample
from bot.times.spans import DAY, HOUR
from tests.sweeping import sweep

GIB = 1 << 30
FULL = 100 * GIB


def learned(samples: list[Sample]) -> Pace:
    pace = Pace()
    for before, after in pairwise(samples):
        pace = pace.after(before, after)
    return pace


def steady(days: int, a_day: int, every: int = DAY) -> list[Sample]:
    return [Sample(at, a_day * at // DAY) for at in range(0, days * DAY + 1, every)]


def bursty(days: int, a_day: int) -> list[Sample]:
    """The same growth on average, in an upload every fourth day."""
    return [Sample(day * DAY, day // 4 * 4 * a_day) for day in range(days + 1)]


@sweep("every", [HOUR, DAY, 2 * DAY])
def test_a_steady_rate_is_learned_however_often_one_looks(every: int) -> None:
    assert learned(steady(10, GIB, every)).rate == pytest.approx(GIB)


def test_nothing_is_known_of_a_space_seen_once() -> None:
    assert learned(steady(0, GIB)).rate == 0
    assert 0 < Pace().earliest(0, FULL) < inf


def test_bursts_spread_wider_than_a_steady_pace() -> None:
    assert learned(bursty(20, GIB)).spread(FULL) > 3 * learned(steady(20, GIB)).spread(FULL)


def test_old_looks_fade() -> None:
    slow, fast = steady(30, GIB), steady(30, 3 * GIB)
    last = slow[-1]
    after = [Sample(last.at + each.at, last.used + each.used) for each in fast]

    assert learned([*slow, *after[1:]]).rate > 2.8 * GIB


def test_what_was_deleted_tells_nothing_of_what_will_come() -> None:
    samples = steady(10, GIB)
    emptied = [*samples, Sample(11 * DAY, 0), Sample(12 * DAY, GIB)]

    assert 0 < learned(emptied).rate < GIB
    assert learned(emptied).spread(FULL) < GIB


def test_looks_that_go_back_in_time_teach_nothing() -> None:
    pace = learned(steady(10, GIB))

    assert pace.after(Sample(DAY, 5), Sample(DAY, 9 * GIB)) == pace
    assert pace.after(Sample(DAY, 5), Sample(0, 9 * GIB)) == pace


def test_a_level_is_expected_as_early_as_office_hours_could_bring_it() -> None:
    pace = learned(steady(10, GIB))

    assert 2 < pace.earliest(FULL - 10 * GIB, FULL) < 4


def test_near_and_uncertain_is_expected_earlier_than_far_or_certain() -> None:
    sure, unsure = learned(steady(20, GIB)), learned(bursty(20, GIB))

    assert unsure.earliest(FULL - GIB, FULL) < sure.earliest(FULL - GIB, FULL) / 2
    assert sure.earliest(FULL - 20 * GIB, FULL) > 5 * sure.earliest(FULL - 2 * GIB, FULL)


def test_a_quiet_night_promises_no_quiet_week() -> None:
    night = learned([Sample(hour * HOUR, 0) for hour in range(3)])
    fortnight = learned([Sample(day * DAY, 0) for day in range(15)])

    assert night.earliest(FULL - 2 * GIB, FULL) < 1
    assert fortnight.earliest(FULL - 2 * GIB, FULL) > 5


@given(st.integers(0, FULL - 1), st.integers(0, 10 * GIB), st.integers(1, 30))
def test_a_level_is_hardly_reached_before_it_is_expected(used: int, rate: int, days: int) -> None:
    pace = learned(steady(days, rate))
    earliest = pace.earliest(used, FULL)

    assert earliest > 0
    assert pace.chance(used, FULL, earliest) < 0.03
    assert pace.chance(used, FULL, earliest / 2) <= pace.chance(used, FULL, earliest)


def test_walks_cross_before_they_are_expected_about_once_in_forty_times() -> None:
    random = Random(3)  # noqa: S311 (made-up data)
    early = 0
    for _ in range(400):
        used, samples = 0, []
        for day in range(30):
            samples.append(Sample(day * DAY, used))
            used += int(random.gammavariate(2, GIB / 2))
        pace, gap = learned(samples), 8 * GIB
        days = pace.earliest(0, gap)
        early += sum(random.gammavariate(2, GIB / 2) for _ in range(round(days))) >= gap

    assert early <= 20
