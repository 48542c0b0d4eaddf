"""Months and days of China."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.budget.month import day_of, month_of
from tests.bot.budget.spending import china
from tests.sweeping import sweep

TIMES = st.datetimes(datetime(2020, 1, 1), datetime(2099, 12, 31), timezones=st.just(UTC)).map(  # noqa: DTZ001 - the zone is given beside
    lambda moment: int(moment.timestamp() * 1000)
)


@sweep(
    ("now", "name", "left"),
    [
        (china(2026, 11, 1), "2026-11", 1.0),
        (china(2026, 11, 16), "2026-11", 0.5),
        (china(2026, 12, 1) - 1, "2026-11", 0.0),
        (china(2026, 12, 31, 23, 59), "2026-12", 0.0),
        (china(2027, 1, 1), "2027-01", 1.0),
        (china(2028, 2, 29), "2028-02", 1 / 29),
    ],
)
def test_a_month_is_one_of_chinas(now: int, name: str, left: float) -> None:
    assert month_of(now).name == name
    assert month_of(now).left(now) == pytest.approx(left, abs=1e-4)


def test_a_day_begins_at_midnight_in_china() -> None:
    late = day_of(china(2026, 11, 24, 23, 59))

    assert (late.name, late.begins, late.ends) == (
        "2026-11-24",
        china(2026, 11, 24),
        china(2026, 11, 25),
    )


@given(TIMES)
def test_every_moment_lies_in_its_month_and_its_day(now: int) -> None:
    month, day = month_of(now), day_of(now)

    assert month.begins <= day.begins <= now < day.ends <= month.ends
    assert day.name.startswith(month.name)
    assert 0 <= month.left(now) <= 1
