from dataclasses import replace

import pytest

from bot.quota.forecast import Forecast, forecast
from bot.quota.samples import Sample
from bot.times.spans import DAY, HOUR
from tests.bot.quota.growth import case, straight
from tests.bot.quota.walks import GIB
from tests.forked import has_loaded

SEEDS = 200


def foreseen(samples: list[Sample], limit: int | None = 100 * GIB) -> Forecast | None:
    return forecast(samples, limit, samples[-1].at)


def test_steady_growth_is_foreseen_to_the_day() -> None:
    samples = straight(days=20)
    seen = foreseen(samples)
    assert seen is not None
    assert seen.rate == pytest.approx(GIB)
    assert seen.full is not None
    assert seen.full.likely == pytest.approx(samples[-1].at + 30 * DAY, abs=HOUR)
    assert seen.full.earliest <= seen.full.likely <= seen.full.latest


def test_less_than_seven_days_of_history_is_not_enough() -> None:
    assert foreseen(straight(days=6.75)) is None
    assert foreseen(straight(days=7)) is not None


def test_too_few_days_with_numbers_are_not_enough() -> None:
    samples = straight(days=20)
    assert foreseen([*samples[:3], samples[-1]]) is None


def test_nothing_known_is_not_enough() -> None:
    assert forecast([], GIB, 0) is None


def test_history_older_than_thirty_days_does_not_count() -> None:
    samples = straight(days=20)
    assert forecast(samples, 100 * GIB, samples[-1].at + 24 * DAY) is None


@pytest.mark.parametrize("a_day", [0.0, -0.5])
def test_what_is_flat_or_shrinking_has_no_forecast(a_day: float) -> None:
    assert foreseen(straight(days=30, a_day=a_day)) is None


def test_a_poor_fit_has_no_forecast() -> None:
    swings = [
        replace(sample, used=sample.used + 30 * GIB * (place // 12 % 2))
        for place, sample in enumerate(straight(days=30, a_day=0.3))
    ]
    assert foreseen(swings) is None


def test_without_a_limit_only_the_rate_is_foreseen() -> None:
    seen = foreseen(straight(days=20), limit=None)
    assert seen is not None
    assert seen.full is None
    assert seen.slowest <= seen.rate <= seen.fastest


@pytest.mark.parametrize("limit", [60 * GIB, 1000 * GIB])
def test_what_is_full_already_or_not_within_two_years_has_no_date(limit: int) -> None:
    seen = foreseen(straight(days=20), limit)
    assert seen is not None
    assert seen.full is None


def test_a_sudden_upload_of_days_of_growth_hardly_bends_the_rate() -> None:
    samples = straight(days=30, a_day=0.5)
    jumped = samples[:90] + [replace(s, used=s.used + 2 * GIB) for s in samples[90:]]
    seen = foreseen(jumped)
    assert seen is not None
    assert seen.rate == pytest.approx(0.5 * GIB, rel=0.15)


def test_no_date_lies_in_the_past() -> None:
    samples = straight(days=20)
    now = samples[-1].at + 5 * DAY
    seen = forecast(samples, 71 * GIB, now)
    assert seen is not None
    assert seen.full is not None
    assert seen.full.earliest == seen.full.likely == now


def test_a_sample_of_a_clock_that_ran_ahead_does_not_count() -> None:
    samples = straight(days=20)
    ahead = Sample(samples[-1].at + 90 * DAY, 0)
    assert forecast([*samples, ahead], 100 * GIB, samples[-1].at) == foreseen(samples)


@pytest.mark.parametrize(
    ("kind", "how_often", "how_true"),
    [
        ("linear", 0.8, 0.9),
        ("step", 0.6, 0.9),
        ("upload", 0.3, 0.9),
        ("weekly", 0.6, 0.9),
        ("noisy", 0.3, 0.9),
        ("sparse", 0.3, 0.9),
        # Nothing but lumps: a month that looks steady was luck, so less is promised.
        ("bursty", 0.1, 0.75),
    ],
)
def test_the_true_date_lies_in_the_range_when_one_is_given(
    kind: str, how_often: float, how_true: float, capsys: pytest.CaptureFixture[str]
) -> None:
    given, inside = _tried(kind)
    with capsys.disabled():
        print(  # noqa: T201 (how often a date is given is worth knowing when nothing fails)
            f"\n{kind}: a date {given / SEEDS:.0%} of the time, true in {inside / given:.0%}"
        )
    assert given >= SEEDS * how_often
    assert inside >= given * how_true


@pytest.mark.parametrize("kind", ["shrinking", "flat"])
def test_what_does_not_grow_is_given_no_date(kind: str) -> None:
    given, _ = _tried(kind)
    assert given <= SEEDS * 0.01


def test_the_statistics_are_not_loaded_before_they_are_needed() -> None:
    assert has_loaded("bot.quota.forecast", "scipy") == [True, False]


def _tried(kind: str) -> tuple[int, int]:
    """Count the dates given, and those of them whose range holds the truth."""
    given = inside = 0
    for seed in range(SEEDS):
        one = case(kind, seed)
        seen = forecast(one.samples, one.limit, one.now)
        if seen is not None and seen.full is not None:
            given += 1
            truth = one.full
            inside += truth is not None and seen.full.earliest <= truth <= seen.full.latest
    return given, inside
