"""What each purpose may spend, from time and settings alone."""

from hypothesis import given
from hypothesis import strategies as st

from bot.budget import Purpose, Terms
from bot.budget.shares import ceiling, forecast
from tests.sweeping import sweep

SHARES = st.integers(0, 1_000_000)
PARTS = st.floats(0, 1)


@sweep(
    ("purpose", "left", "calls"),
    [
        (Purpose.PEOPLE, 1.0, 3000),
        (Purpose.ALERTS, 1.0, 2550),
        (Purpose.DIGESTS, 1.0, 2400),
        (Purpose.LOOKS, 1.0, 2280),
        (Purpose.SWEEPS, 1.0, 2250),
        (Purpose.SWEEPS, 0.5, 2625),
        (Purpose.SWEEPS, 0.0, 3000),
        (Purpose.ALERTS, 0.1, 2955),
    ],
)
def test_ceilings_of_the_default_share(purpose: Purpose, left: float, calls: int) -> None:
    assert ceiling(purpose, 3000, left) == calls


@given(SHARES, PARTS)
def test_what_is_more_urgent_is_never_refused_first(share: int, left: float) -> None:
    ceilings = [ceiling(purpose, share, left) for purpose in Purpose]

    assert ceilings == sorted(ceilings, reverse=True)
    assert ceilings[0] == share
    assert ceilings[-1] >= 0


@given(SHARES, PARTS, PARTS, st.sampled_from(Purpose))
def test_a_ceiling_only_rises_within_a_month(
    share: int, one: float, other: float, purpose: Purpose
) -> None:
    assert ceiling(purpose, share, min(one, other)) >= ceiling(purpose, share, max(one, other))


@given(SHARES, st.sampled_from(Purpose))
def test_nothing_is_left_over_at_the_months_end(share: int, purpose: Purpose) -> None:
    assert ceiling(purpose, share, 0) == share


def test_shares_are_parts_of_both_allowances() -> None:
    assert (Terms().calls_share, Terms().messages_share) == (3000, 1800)
    assert (Terms(share=100).calls_share, Terms(share=1).messages_share) == (5000, 30)


@sweep(
    ("used", "recent", "days", "to_come", "expected"),
    [
        (700, 70, 7.0, 20.0, 900),
        (15, 15, 3.0, 27.0, 150),
        (15, 15, 2.9, 27.0, None),
        (0, 0, 7.0, 20.0, 0),
        (500, 50, 5.0, 0.0, 500),
    ],
)
def test_a_forecast_goes_on_at_the_pace_of_the_last_days(
    used: int, recent: int, days: float, to_come: float, expected: int | None
) -> None:
    assert forecast(used, recent, days, to_come) == expected
