"""Sweeps of a list that never ends: they stop, and nothing is gone by it."""

from collections.abc import AsyncIterator

import pytest

from bot.drive.paging import MOST_CALLS
from bot.storage import Store
from bot.times.spans import DAY, MINUTE
from tests.bot.quota.test_watch_failures import LIST, NOON, PAGES, SPACES, lists, swept
from tests.bot.quota.watching import Watching, watching
from tests.parts import Clock
from tests.sandbox_server import SandboxHandle


@pytest.fixture
async def bot(sandbox: SandboxHandle, store: Store) -> AsyncIterator[Watching]:
    """A replica in an organisation of three pages."""
    await sandbox.reset(spaces=SPACES)
    async with watching(sandbox, store, Clock(NOON)) as put_together:
        yield put_together


@pytest.mark.parametrize("fault", ["empty-pages", "same-pages", "new-pages"])
async def test_a_sweep_of_a_list_without_an_end_stops_and_drops_nothing(
    bot: Watching, fault: str
) -> None:
    await bot.tick()
    before = set(await bot.seen())
    await bot.sandbox.fault(fault, LIST)
    spent = len(await lists(bot))
    await bot.later(DAY)
    for _ in range(120):
        await bot.later(MINUTE)
        await bot.tick()

    assert len(await lists(bot)) - spent <= PAGES + 1  # its price, and a tenth
    assert await swept(bot)
    assert before <= set(await bot.seen())
    assert {seen.missed for seen in (await bot.seen()).values()} == {0}
    assert [error.code for error in (await bot.where()).errors] == ["no end"]


async def test_a_first_sweep_of_a_list_without_an_end_stops_after_what_lists_may_take(
    bot: Watching,
) -> None:
    await bot.sandbox.fault("new-pages", LIST)
    for _ in range(120):
        await bot.tick()
        await bot.later(MINUTE)

    assert len(await lists(bot)) == MOST_CALLS


async def test_a_list_that_has_grown_tenfold_is_known_after_some_days(
    bot: Watching,
) -> None:
    """Each sweep that was cut off while it brought something new lets the next go twice as far."""
    await bot.tick()
    await bot.sandbox.reset(spaces=10 * SPACES)
    for _ in range(5):
        await bot.later(DAY)
        await bot.tick()

    assert len(await bot.seen()) >= 10 * SPACES
