"""The month that is counted: the real bot, and time that is moved on by hand."""

from bench.growth import START
from bench.month import QUESTIONS, lines, lived, organisation_of
from bot.budget import Purpose
from bot.times.spans import DAY


async def test_a_day_of_a_small_organisation_is_counted(redis_url: str) -> None:
    """Each question is answered, each purpose has its part, and nobody is refused anything."""
    async with organisation_of(redis_url, 30, members_may=True, seed=1) as month:
        report = await lived(month, 1)

        used = {each.purpose: each.used for each in report.purposes}

    assert month.asked == QUESTIONS
    assert month.store.at > START + DAY // 2
    assert used[Purpose.PEOPLE] >= month.asked
    assert used[Purpose.SWEEPS] > 0
    assert used[Purpose.ALERTS] > 0
    assert report.calls.used == sum(used.values())
    assert lines("may query", month, report)[-1].endswith("none")


async def test_what_is_kept_for_a_time_goes_with_it(redis_url: str) -> None:
    async with organisation_of(redis_url, 13, members_may=True, seed=1) as month:
        key = month.store.key("short")
        await month.store.redis.set(key, "1", px=DAY)
        await month.passes(DAY - 60_000)
        assert await month.store.redis.exists(key)
        await month.passes(60_000)
        assert not await month.store.redis.exists(key)
