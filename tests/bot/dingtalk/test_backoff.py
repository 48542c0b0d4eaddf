"""Waiting before another try."""

import asyncio

import pytest

from bot.dingtalk.backoff import Backoff


def waits(backoff: Backoff, failures: int) -> list[float]:
    found = []
    for _ in range(failures):
        backoff.failed()
        found.append(backoff.seconds())
    return found


def test_the_first_try_does_not_wait() -> None:
    assert Backoff(1.0).seconds() == 0.0


def test_waits_double_up_to_a_minute() -> None:
    found = waits(Backoff(1.0, chance=lambda: 0.0), 8)
    assert found == [1, 2, 4, 8, 16, 32, 60, 60]


def test_waits_are_stretched_by_chance_but_not_beyond_the_longest() -> None:
    assert waits(Backoff(1.0, chance=lambda: 1.0), 7) == [1.5, 3, 6, 12, 24, 48, 60]


def test_a_success_ends_the_waiting() -> None:
    backoff = Backoff(1.0)
    waits(backoff, 5)
    backoff.succeeded()
    assert backoff.seconds() == 0.0


def test_failing_for_years_is_no_problem() -> None:
    assert waits(Backoff(1.0), 5000)[-1] == 60


async def test_two_tries_are_never_closer_than_the_first_wait() -> None:
    backoff = Backoff(0.05)
    await backoff.wait()
    began = asyncio.get_running_loop().time()
    await backoff.wait()
    assert asyncio.get_running_loop().time() - began == pytest.approx(0.05, abs=0.04)
