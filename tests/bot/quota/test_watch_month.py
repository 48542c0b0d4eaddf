"""A month through the sandbox, the bot's books against DingTalk's.

Its spaces fill more than one page and more than one query. How 300 are watched for a thousand calls
is `tests/bench/test_watch.py`, without a sandbox.
"""

import pytest

from bench.growth import START
from bot.storage import Store
from bot.times.spans import DAY, HOUR
from tests.bot.quota.months import DAYS, Truth, month, turn

SPACES = 60
AT_MOST = 500
"""Calls that watching them may cost in a month."""


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_the_governors_books_agree_with_dingtalks_to_the_call(store: Store) -> None:
    """Slow: all that is called in a month."""
    async with month(store, SPACES) as (bot, truth):
        end = START + DAYS * DAY
        told: set[str] = set()
        while bot.clock() < end - HOUR:
            await turn(bot, truth)
            told |= {each.space_id for each in (await bot.seen()).values() if each.known.told}
            bot.clock.at = max((await bot.where()).next_at, bot.clock() + 1)

        counters = (await bot.sandbox.state())["counters"]
        report = await bot.governor.report()
        assert report.calls.used == counters["counted"]
        assert {spent.purpose.value: spent.used for spent in report.purposes if spent.used} == {
            "looks": counters["counted"] - report_of(counters, "GET /v1.0/drive/spaces"),
            "sweeps": report_of(counters, "GET /v1.0/drive/spaces"),
        }
        assert counters["counted"] <= AT_MOST
        assert (await bot.where()).errors == ()
        told_in_time(told, truth, end)


def report_of(counters: dict[str, dict[str, int]], api: str) -> int:
    return counters["api"][api]


def told_in_time(told: set[str], truth: Truth, end: int) -> None:
    """Every level that was truly crossed a day before the end was told, of the right space."""
    true = {
        space.space_id
        for space in truth.spaces
        if any(crossing.at < end - DAY for crossing in space.crossings())
    }
    assert true <= told
