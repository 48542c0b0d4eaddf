"""What is used and what is left is the limit, as they are shown."""

from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.cards.encoders import LONG, bar
from bot.i18n import Texts, read_catalogues
from bot.sizes import EB, GB, Amounts, ShownSize, amounts, percent_of, shown
from tests.catalogue import TEMPLATES
from tests.sweeping import sweep

TB = 1 << 40
EN = Texts("en", read_catalogues(TEMPLATES)["en"], "UTC")

LIMITS = st.one_of(
    st.builds(
        lambda many, unit: many << 10 * unit, st.integers(1, 1023), st.integers(0, 5)
    ),  # as people set them
    st.integers(1, EB),
)
SHARES = st.one_of(
    st.integers(0, 120).map(lambda percent: Fraction(percent, 100)),
    st.fractions(0, 3),
    st.integers(1, 10**6).map(lambda many: 1 - Fraction(1, many)),
)


def last_place(size: ShownSize) -> Fraction:
    """Give the value of the last place that is shown, in bytes."""
    places = next(each for each in (0, 1, 2) if (size.value * 10**each).denominator == 1)
    return Fraction(1 << 10 * size.unit, 10**places)


def check(seen: Amounts, used: int, limit: int) -> None:
    """Hold what is shown against itself, as somebody does who works it out."""
    whole, parts = seen.limit.bytes, (seen.used, seen.left)
    total = seen.used.bytes + (seen.left.bytes if used <= limit else -seen.left.bytes)
    assert abs(total - whole) <= max(last_place(each) for each in (seen.limit, *parts))
    if len({each.unit for each in (seen.limit, *parts)}) == 1 and not any(
        each.nearly for each in parts
    ):
        assert total == whole
    if not seen.used.nearly:
        assert percent_of(seen.used.bytes / whole) == percent_of(Fraction(used, limit))
        assert (seen.used.bytes < whole) == (used < limit)
        assert (seen.used.bytes > whole) == (used > limit)
    if not seen.left.nearly:
        assert (seen.left.bytes == 0) == (used == limit)


@given(LIMITS, SHARES)
@example(20 * GB, Fraction(92, 100))
@example(2 * TB, Fraction(97998, 100000))
@example(2 * TB, 1 - Fraction(1, 2 * TB))
@example(2 * TB, 1 + Fraction(1, 2 * TB))
def test_used_and_left_and_percent_agree_with_the_limit(limit: int, part: Fraction) -> None:
    used = int(limit * part)

    check(amounts(used, limit), used, limit)


@sweep(
    ("used", "limit", "said"),
    [
        (20 * GB - 1_717_986_918, 20 * GB, "18.4 GB of 20 GB, 1.6 GB left"),
        (2 * TB * 97998 // 100000, 2 * TB, "2,007 GB of 2,048 GB, 41 GB left"),
        (455 * GB, 500 * GB, "455 GB of 500 GB, 45 GB left"),
        (10 * GB - (338 << 20), 10 * GB, "9.67 GB of 10 GB, 338 MB left"),
        (2 * TB - 1, 2 * TB, "<2 TB of 2 TB, 1 B left"),
        (1, 2 * TB, "1 B of 2 TB, <2 TB left"),
        (104 * GB, 100 * GB, "104 GB of 100 GB, 4 GB left"),
        (0, 20 * GB, "0 B of 20 GB, 20 GB left"),
        (412 << 20, 0, "412 MB of 0 B, 412 MB left"),
    ],
)
def test_the_simplest_numbers_that_agree_are_shown(used: int, limit: int, said: str) -> None:
    sizes = EN.used_of(used, limit), EN.limit_of(used, limit), EN.left_of(used, limit)

    assert "{} of {}, {} left".format(*sizes).replace("\u00a0", " ") == said


@given(st.integers(0, EB))
def test_a_size_alone_is_shown_nearly_as_it_is(size: int) -> None:
    assert abs(shown(size).bytes - size) <= Fraction(size, 19)


@sweep("percent", range(101))
def test_only_what_is_full_shows_as_100_percent(percent: int) -> None:
    assert percent_of(Fraction(percent, 100)) == percent
    assert percent_of(Fraction(percent, 100) - Fraction(1, 1000)) == max(percent - 1, 0)


@pytest.mark.parametrize("cells", [5, LONG])
def test_a_bar_grows_with_the_percent_and_only_what_is_full_fills_it(cells: int) -> None:
    bars = [bar(percent / 100, cells) for percent in range(101)]

    assert [filled(each) for each in bars] == sorted(filled(each) for each in bars)
    assert {len(each) for each in bars} == {cells}
    assert [each for each in bars if filled(each) == cells] == bars[100:]
    assert [each for each in bars if not filled(each)] == bars[:1]
    assert 0 < filled(bar(0.0001, cells)) <= filled(bars[1])
    assert filled(bars[99]) <= filled(bar(0.9999, cells)) < cells
    assert bar(7.0, cells) == bars[100]
    assert all(abs(filled(each) / cells - at / 100) <= 1 / 40 for at, each in enumerate(bars))


def filled(drawn: str) -> float:
    """Tell how many cells are filled."""
    return sum("░▏▎▍▌▋▊▉█".index(each) / 8 for each in drawn)


def test_a_bar_that_stands_alone_draws_each_percent_otherwise() -> None:
    assert len({bar(percent / 100, LONG) for percent in range(101)}) == 101
