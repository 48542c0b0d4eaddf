"""What the planner promises, held on a shorter month than the bench's."""

from collections import Counter

import pytest

from bench.growth import SHARES, START, organisation
from bench.watch import EVEN, Month, judged, share_within, simulated
from bot.times.spans import DAY, HOUR

DAYS = 10
MONTHLY = 1000
"""Calls a month for 300 spaces, of which a third is spent in a third of the month."""


@pytest.fixture(scope="module")
def month() -> Month:
    return simulated(300, MONTHLY * DAYS // 30, DAYS, seed=11)


def test_300_spaces_are_watched_for_a_thousand_calls_a_month(month: Month) -> None:
    assert month.calls <= MONTHLY * DAYS // 30


def test_95_of_100_crossings_at_an_even_pace_are_known_within_the_hour(month: Month) -> None:
    even = [delay for kind in EVEN for delay in month.delays[kind]]

    assert len(even) > 25
    assert share_within(even, HOUR) >= 0.95


def test_every_crossing_is_known_within_a_day(month: Month) -> None:
    assert max(delay for delays in month.delays.values() for delay in delays) <= DAY


def test_every_crossing_becomes_known_unless_its_space_is_deleted_before(month: Month) -> None:
    known = {kind: len(delays) for kind, delays in month.delays.items() if kind != "deleted"}
    true = Counter(
        space.kind
        for space in month.truth.values()
        for crossing in space.crossings()
        if crossing.at < month.end and space.kind != "deleted"
    )

    assert known == true


def test_what_is_made_up_is_the_same_for_the_same_seed() -> None:
    first, second = organisation(40, 5, seed=3), organisation(40, 5, seed=3)

    assert first == second != organisation(40, 5, seed=4)


def test_made_up_usage_meets_its_levels_at_the_moments_it_tells() -> None:
    spaces = organisation(200, 10, seed=3)

    assert {space.kind for space in spaces} == set(SHARES)
    for space in spaces:
        for crossing in space.crossings():
            assert space.sample(crossing.at - 1).used < crossing.mark
            assert space.sample(crossing.at).used >= crossing.mark - 1
    assert all(space.born >= START for space in spaces)


def test_many_spaces_are_judged_and_planned_in_seconds() -> None:
    """A tenth of what the bench measures, in the time that all may take."""
    assert judged(10_000) < 10
