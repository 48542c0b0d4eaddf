"""Messages are counted beside their way."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from structlog.testing import capture_logs

from bot.budget import Tally, paying
from bot.storage import Store, open_store
from tests.bot.budget.spending import BEGIN, END, HUNDRED, governor, somebody
from tests.parts import Clock

NOWHERE = "unix:///nowhere/at/all.sock"


@asynccontextmanager
async def running(tally: Tally) -> AsyncIterator[None]:
    """Let it write, and stop it as a bot that ends does."""
    task = asyncio.get_running_loop().create_task(tally.run())
    await asyncio.sleep(0)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait({task})


async def test_messages_are_counted_by_kind(store: Store) -> None:
    tally = Tally(store, Clock(BEGIN))
    async with running(tally):
        for _ in range(3):
            tally.stream("message", "staff01", "cidGROUP")
        tally.stream("click", "staff01")
        tally.event("storage_dentry_create")
        with paying(somebody()):
            tally.webhook()

    report = await governor(store).report()
    assert report.messages.used == 6
    assert report.said == (("message", 3), ("click", 1), ("event", 1), ("webhook", 1))
    assert await store.hget(store.key("messages", "2026-11"), "person:staff01") == "5"
    assert await store.hget(store.key("messages", "2026-11"), "conversation:cidGROUP") == "4"


async def test_events_about_contacts_are_free(store: Store) -> None:
    tally = Tally(store, Clock(BEGIN))
    async with running(tally):
        tally.event("user_add_org")
        tally.event("user_leave_org")

    assert (await governor(store).report()).messages.used == 0


async def test_a_month_of_messages_begins_with_nothing(store: Store) -> None:
    clock = Clock(END - 1)
    tally = Tally(store, clock)
    async with running(tally):
        tally.stream("message")
    clock.at = END

    assert (await governor(store, at=END).report()).messages.used == 0
    assert (await governor(store, at=END - 1).report()).messages.used == 1


async def test_no_note_waits_for_a_store_that_is_gone() -> None:
    async with open_store(NOWHERE, "tally") as nowhere:
        tally = Tally(nowhere, Clock(BEGIN))
        with capture_logs() as logs:
            async with running(tally):
                tally.stream("message")

    assert "messages_not_counted" in {each["event"] for each in logs}


async def test_messages_before_the_first_call_tip_the_choice_of_surface(store: Store) -> None:
    tally = Tally(store, Clock(BEGIN))
    async with running(tally):
        for _ in range(20):
            tally.stream("message")
    keeper = governor(store, HUNDRED)
    for _ in range(55):
        await keeper.spend("GET /v1.0/drive/spaces")
    assert not keeper.prefers_text()
    for _ in range(20):
        await keeper.spend("GET /v1.0/drive/spaces")

    assert keeper.prefers_text()
