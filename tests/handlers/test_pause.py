"""Stopping all changes."""

from bot.cards import Card
from tests.assembly import Assembly
from tests.handlers.calling import trail, types
from tests.parts import ANN


async def test_the_first_who_pauses_is_named(bot: Assembly) -> None:
    first = await types(bot, "/pause")
    bot.clock.at += 5
    second = await types(bot, "暂停", ANN)

    assert first == second == Card("pausing", {"by": "Bob", "since": bot.clock() - 5})
    assert await trail(bot) == [("pause", "", "done"), ("pause", "", "done")]


async def test_resuming_allows_changes_again(bot: Assembly) -> None:
    await types(bot, "pause")

    assert await types(bot, "resume") == Card("resumed", {"by": "Bob"})
    assert await bot.services.organisation.paused() is None


async def test_resuming_without_a_pause_says_so(bot: Assembly) -> None:
    assert await types(bot, "resume") == Card("not_paused")
    assert await trail(bot) == []


async def test_a_resume_that_runs_twice_is_one_both_times(bot: Assembly) -> None:
    await types(bot, "pause")

    cards = [await types(bot, "继续") for _ in range(2)]

    assert cards == [Card("resumed", {"by": "Bob"})] * 2
