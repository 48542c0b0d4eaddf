"""The packed samples of a space."""

from collections.abc import Iterable
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from redis.client import NEVER_DECODE

from bot.quota.history import LONG, BrokenHistory, entry, thin, unpack
from bot.quota.samples import Sample
from bot.storage import Store
from bot.times.spans import DAY, HOUR, MINUTE
from tests.sweeping import sweep

NOW = 1_790_000_000_000
GIB = 1 << 30
MIB = 1 << 20
SPACES = 3000
MEMORY = 70 * MIB
"""What the histories of so many spaces may take of Redis."""


def remembered(samples: Iterable[Sample], packed: bytes = b"") -> bytes:
    """Add samples to a history, which is thinned now and then."""
    for count, sample in enumerate(samples, 1):
        packed += entry(sample)
        if count % LONG == 0:
            packed = thin(packed)
    return packed


def looks(*ats: int) -> list[Sample]:
    """Samples whose used bytes tell in which order they came."""
    return [Sample(at, n, 100) for n, at in enumerate(ats)]


def two_years(seed: int) -> list[Sample]:
    """All a history can hold at most, in numbers that hardly compress."""
    hour_of_look = [NOW - hours * HOUR for hours in range(31 * 24, 24, -1)]
    ats = [NOW - days * DAY for days in range(730, 31, -1)]
    ats += hour_of_look + [NOW - n * 15 * MINUTE for n in range(96, 0, -1)]
    random = Random(seed)  # noqa: S311 (made-up data)
    used, samples = random.randrange(500 * GIB), []
    for at in ats:
        used += int(random.gammavariate(0.5, GIB / 10))
        samples.append(Sample(at + random.randrange(10 * MINUTE), used, 500 * GIB))
    return samples


samples = st.builds(
    Sample,
    at=st.integers(NOW // 1000 - 800 * 86_400, NOW // 1000).map(lambda second: second * 1000),
    used=st.integers(-(1 << 61), 1 << 61),
    quota=st.none() | st.integers(0, 1 << 61),
)


def test_nothing_is_an_empty_history() -> None:
    assert unpack(b"") == ()
    assert thin(b"") == b""


@given(st.lists(samples, max_size=20, unique_by=lambda sample: sample.at // DAY))
def test_what_is_a_day_apart_and_in_order_comes_back_as_it_was(given: list[Sample]) -> None:
    ordered = sorted(given, key=lambda sample: sample.at)
    packed = remembered(ordered)

    assert unpack(packed) == tuple(ordered)
    assert set(unpack(thin(packed))) <= set(ordered)


@given(st.lists(samples, max_size=250), st.integers(1, 100))
def test_thinning_on_the_way_changes_nothing(given: list[Sample], often: int) -> None:
    ordered = sorted(given, key=lambda sample: sample.at)
    at_once = thin(b"".join(entry(sample) for sample in ordered))
    on_the_way = b""
    for n, sample in enumerate(ordered):
        on_the_way += entry(sample)
        if n % often == 0:
            on_the_way = thin(on_the_way)

    assert thin(on_the_way) == at_once


def test_all_of_a_day_is_kept_then_one_an_hour_then_one_a_day_then_nothing() -> None:
    packed = thin(remembered(looks(*range(NOW - 800 * DAY, NOW + 1, 6 * HOUR))))
    packed = thin(remembered(looks(*range(NOW - 40 * DAY, NOW + 1, 10 * MINUTE)), packed))
    ages = [(NOW - sample.at) for sample in unpack(packed)]

    assert sum(age <= DAY for age in ages) == 24 * 6 + 1
    assert sum(DAY < age <= 31 * DAY for age in ages) == pytest.approx(30 * 24, abs=1)
    assert sum(age > 31 * DAY for age in ages) == pytest.approx(700, abs=1)
    assert max(ages) <= 731 * DAY


def test_the_last_of_an_hour_is_the_one_that_is_kept() -> None:
    begins = (NOW - 5 * DAY) // HOUR * HOUR
    packed = remembered(looks(begins, begins + 30 * MINUTE, begins + 59 * MINUTE, NOW))

    assert [sample.used for sample in unpack(thin(packed))] == [2, 3]


def test_days_begin_at_midnight_in_china() -> None:
    midnight = (NOW - 100 * DAY) // DAY * DAY + 16 * HOUR
    packed = remembered(looks(midnight - 2 * HOUR, midnight - HOUR, midnight + HOUR, NOW))

    assert [sample.used for sample in unpack(thin(packed))] == [1, 2, 3]


def test_what_a_clock_that_was_a_day_ahead_wrote_gives_way() -> None:
    right = looks(*range(NOW - DAY, NOW, HOUR))
    ahead = [Sample(sample.at + DAY + HOUR, 77, 100) for sample in right[-3:]]
    after = Sample(NOW, 99, 100)

    assert unpack(remembered([*right, *ahead, after])) == (*right, after)
    assert unpack(thin(remembered([*right, *ahead])) + entry(after)) == (*right, after)


def test_a_clock_set_back_by_a_day_goes_on_from_there() -> None:
    before = looks(*range(NOW - 3 * DAY, NOW, HOUR))
    again = looks(*range(NOW - DAY, NOW + DAY, HOUR))

    kept = unpack(remembered([*before, *again]))

    assert kept == (*before[: 2 * 24], *again)


def test_a_clock_that_was_years_off_drops_nothing() -> None:
    before = looks(*range(NOW - 3 * DAY, NOW, HOUR))
    lost = Sample(NOW - 3000 * DAY, 5, 100)
    after = Sample(NOW, 99, 100)

    assert unpack(thin(remembered([*before, lost, after]))) == (*before, after)[-len(before) - 1 :]


def test_two_looks_in_one_second_are_one() -> None:
    assert unpack(remembered([Sample(NOW, 1), Sample(NOW + 999, 2)])) == (Sample(NOW, 2),)


def test_absurd_numbers_are_kept_as_the_largest_there_is() -> None:
    given = [Sample(NOW - 5 * DAY, 1 << 90), Sample(NOW, -(1 << 90))]
    largest = (1 << 62) - 1

    assert [sample.used for sample in unpack(thin(remembered(given)))] == [largest, -largest]
    assert unpack(remembered([Sample(-5, 1)])) == (Sample(1000, 1),)


@sweep(
    "broken",
    [
        b"abc",
        entry(Sample(NOW, 1))[:-1],
        thin(entry(Sample(NOW, 1)))[:7],
        thin(entry(Sample(NOW, 1)))[:-1],
        thin(entry(Sample(NOW, 1)))[:-5] + b"12345",
        b"\0\0\0\0\x02\0\0\0\0",
    ],
)
def test_bytes_that_are_no_history_are_refused(broken: bytes) -> None:
    with pytest.raises(BrokenHistory):
        unpack(broken)


async def test_redis_appends_by_itself(store: Store) -> None:
    given = looks(*range(NOW, NOW + 3 * HOUR, HOUR))
    key = store.key("history", "1")
    for sample in given:
        await store.redis.append(key, entry(sample))
    await store.redis.expire(key, 60)

    redis: Any = store.redis  # its commands of any kind have no types
    packed = await redis.execute_command("GET", key, **{NEVER_DECODE: ""})

    assert unpack(packed) == tuple(given)


async def test_two_years_of_all_spaces_fit_in_what_redis_may_use(store: Store) -> None:
    """Measured on a sample of spaces, each as large as it gets, just before it is thinned."""
    few = 15
    taken = 0
    for n in range(few):
        packed = b"".join(entry(sample) for sample in two_years(n))
        key = store.key("history", str(n))
        await store.redis.set(key, thin(packed), px=60_000)
        for sample in looks(*range(NOW + HOUR, NOW + HOUR + 95 * MINUTE, MINUTE)):
            await store.redis.append(key, entry(sample))
        taken += int(await store.redis.memory_usage(key) or 0)

    assert taken / few * SPACES < MEMORY


def test_samples_in_order_stay_in_order() -> None:
    kept = unpack(thin(remembered(two_years(1))))

    assert all(before.at < after.at for before, after in pairwise(kept))
