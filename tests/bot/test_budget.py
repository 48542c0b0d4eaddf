"""What is spent of the monthly allowance."""

from datetime import UTC, datetime

import pytest

from bot.budget import FREE, Budget
from bot.storage import Store
from tests.parts import Clock

LIST = "GET /v1.0/drive/spaces"


def millis(*parts: int) -> int:
    return int(datetime(*parts, tzinfo=UTC).timestamp() * 1000)  # type: ignore[arg-type,misc]  # parts of a date


async def test_counted_calls_are_counted(store: Store) -> None:
    budget = Budget(store, Clock(millis(2026, 5, 1)))
    for api in (LIST, LIST, "POST /v1.0/drive/spaces"):
        await budget.spend(api)

    assert await budget.spent() == 3


@pytest.mark.parametrize("api", sorted(FREE))
async def test_free_calls_cost_nothing(store: Store, api: str) -> None:
    budget = Budget(store, Clock(millis(2026, 5, 1)))
    await budget.spend(api)

    assert await budget.spent() == 0


async def test_a_month_is_one_of_chinas(store: Store) -> None:
    clock = Clock(millis(2026, 5, 31, 15, 59, 59))
    budget = Budget(store, clock)
    await budget.spend(LIST)
    clock.at = millis(2026, 5, 31, 16)

    assert await budget.spent() == 0
    await budget.spend(LIST)
    await budget.spend(LIST)
    assert await budget.spent() == 2
    clock.at = millis(2026, 5, 31, 15)
    assert await budget.spent() == 1
