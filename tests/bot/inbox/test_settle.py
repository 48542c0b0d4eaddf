"""Cards put right once Redis answers."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from structlog.testing import capture_logs
from typing_extensions import override

from bot.budget import Payer, Purpose, paying
from bot.budget.governor import PRESSES
from bot.budget.month import day_of
from bot.cards import Card
from bot.delivery import Record, Records
from bot.inbox import Settler
from bot.messages import Sender
from bot.retries import Retries
from bot.storage import RedisError, Store
from bot.unasked import Unasked
from tests.assembly import Assembly, assembled
from tests.bot.budget.spending import book
from tests.conversations.crashes import held
from tests.parts import ANN, BOB, queued
from tests.sandbox_server import SandboxHandle

PATIENCE = 60
UPDATE = "PUT /v1.0/card/instances"
PAINTED = "PUT cards"


class Troubled(Records):
    """Records that fail in a given way, a given number of times."""

    failures: list[Exception]
    asked: asyncio.Event

    @override
    async def load(self, out_track_id: str) -> Record | None:
        if self.failures:
            raise self.failures.pop()
        return await super().load(out_track_id)


@pytest.fixture
async def bot(sandbox: SandboxHandle, store: Store) -> AsyncIterator[Assembly]:
    async with assembled(sandbox, store) as core:
        yield core


async def nobody_left(_user_id: str) -> bool:
    return False


@asynccontextmanager
async def settling(bot: Assembly) -> AsyncIterator[Settler]:
    settler = Settler(
        bot.delivery,
        bot.tasks,
        Unasked(bot.delivery, Retries(bot.store), nobody_left),
        bot.services.budget,
        bot.services.access,
    )
    running = asyncio.get_running_loop().create_task(settler.run())
    try:
        yield settler
    finally:
        assert not running.done()
        running.cancel()
        await asyncio.wait({running})


async def card(bot: Assembly, turn: str = "turn 1") -> Record:
    return await bot.delivery.show(Card("cancelled"), bot.target(turn))


async def painted(bot: Assembly, times: int) -> None:
    """Wait until cards were painted so often."""
    after = 0
    async with asyncio.timeout(PATIENCE):
        while (await bot.calls()).count(PAINTED) < times:
            calls = await bot.sandbox.calls(after, wait=5)
            after = calls[-1]["seq"] if calls else after


async def test_a_card_shows_what_its_record_says(bot: Assembly) -> None:
    record = await card(bot)
    after = replace(record, face=2, shown=replace(record.shown, title="decided"))
    await bot.delivery.records.save(after, instead_of=1)

    async with settling(bot) as settler:
        settler.settle(record.out_track_id)
        await painted(bot, 1)

    assert (await bot.shown())[-1]["card"]["title"] == "decided"


async def test_a_click_that_was_stored_is_queued(bot: Assembly) -> None:
    record = await card(bot)
    working = replace(record, face=2, box="cid:ann", turn="card:1:10")
    await bot.delivery.records.save(working, instead_of=1)

    async with settling(bot) as settler:
        settler.settle(record.out_track_id)
        await painted(bot, 1)

    assert await queued(bot.store) == ["card:1:10"]


async def test_a_card_that_changes_meanwhile_is_painted_again(
    bot: Assembly, impatient: None
) -> None:
    """The turn that changed it may have painted before: the last to paint must be the newest."""
    record = await card(bot)
    first = await bot.sandbox.fault("timeout-before", UPDATE, times=1)

    async with settling(bot) as settler:
        settler.settle(record.out_track_id)
        await held(bot.sandbox, first)
        after = replace(record, face=2, shown=replace(record.shown, title="newest"))
        await bot.delivery.records.save(after, instead_of=1)
        # The call that is held, its repetition with what it had to say, and the one in question.
        await painted(bot, 3)

    assert (await bot.shown())[-1]["card"]["title"] == "newest"


@pytest.mark.parametrize(
    "failure", [RedisError("gone for now"), ValueError("a bug"), KeyError("another")]
)
async def test_trouble_does_not_end_it(bot: Assembly, failure: Exception) -> None:
    first, second = await card(bot), await card(bot, "turn 2")
    records = Troubled(bot.store, 3600)
    records.failures = [failure]
    bot.delivery.records = records

    async with settling(bot) as settler:
        with capture_logs():
            settler.settle(first.out_track_id)
            settler.settle(second.out_track_id)
            again = isinstance(failure, RedisError)
            await painted(bot, 2 if again else 1)


async def test_a_card_that_dingtalk_does_not_know_is_left(bot: Assembly) -> None:
    first, second = await card(bot), await card(bot, "turn 2")
    await bot.delivery.records.save(replace(first, out_track_id="unknown"), instead_of=0)

    async with settling(bot) as settler:
        with capture_logs() as logs:
            for each in ("unknown", "never sent", second.out_track_id):
                settler.settle(each)
            await painted(bot, 2)

    assert [each["event"] for each in logs] == ["card_not_repainted"]


async def pressed(bot: Assembly, by: Sender, turn: str = "turn 1") -> Record:
    """A card that a press of somebody has changed, and that may not show it."""
    record = await card(bot, turn)
    after = replace(record, face=2, by=by.key, shown=replace(record.shown, title=f"by {turn}"))
    assert await bot.delivery.records.save(after, instead_of=1, acked=True)
    return after


async def spent(bot: Assembly, who: Sender) -> None:
    """Let somebody have all of their part of the day."""
    with paying(Payer(Purpose.PEOPLE, who.key, who.nick, begun=True)):
        for _ in range(bot.settings.person_calls_a_day):
            await book(bot.store, bot.services.budget, UPDATE)


async def test_a_card_is_painted_once_for_all_who_ask_for_it(bot: Assembly) -> None:
    record, last = await pressed(bot, ANN), await pressed(bot, ANN, "last")
    async with settling(bot) as settler:
        for _ in range(5):
            settler.settle(record.out_track_id)
        settler.settle(last.out_track_id)
        await painted(bot, 2)

    assert (await bot.calls()).count(PAINTED) == 2


async def test_in_doubt_only_a_card_that_may_show_something_else_is_painted(bot: Assembly) -> None:
    true, record = await card(bot, "true"), await pressed(bot, ANN)
    async with settling(bot) as settler:
        settler.doubt(true.out_track_id)
        settler.doubt(record.out_track_id)
        await painted(bot, 1)

    assert (await bot.shown())[-1]["card"]["title"] == "by turn 1"


@pytest.mark.parametrize("swept", [False, True])
async def test_who_has_had_their_part_has_no_card_painted_until_the_next_day(
    bot: Assembly, *, swept: bool
) -> None:
    await bot.services.access.note(replace(ANN, is_admin=False))
    record, other = await pressed(bot, ANN), await pressed(bot, BOB, "other")
    await spent(bot, ANN)
    unpainted = bot.delivery.records.unpainted
    async with settling(bot) as settler:
        if swept:
            for each in (record, other):
                await unpainted.put_off(each.out_track_id, 0)
            await settler.sweep()
        else:
            settler.settle(record.out_track_id)
            settler.settle(other.out_track_id)
        await painted(bot, 1)

    assert (await bot.shown())[-1]["card"]["title"] == "by other"
    until = day_of(bot.clock()).ends
    assert record.out_track_id not in await unpainted.due(until - 1, 9)
    assert record.out_track_id in await unpainted.due(until, 9)


async def test_an_admin_who_has_had_a_members_part_has_cards_painted(bot: Assembly) -> None:
    await bot.services.access.note(replace(BOB, is_admin=True))
    record = await pressed(bot, BOB)
    await spent(bot, BOB)
    async with settling(bot) as settler:
        settler.settle(record.out_track_id)
        await painted(bot, 1)


async def test_so_many_cards_a_minute_are_painted_for_one_person(bot: Assembly) -> None:
    for _ in range(PRESSES):
        await bot.services.budget.press(Payer(Purpose.PEOPLE, ANN.key))
    record, other = await pressed(bot, ANN), await pressed(bot, BOB, "other")
    async with settling(bot) as settler:
        settler.settle(record.out_track_id)
        settler.settle(other.out_track_id)
        await painted(bot, 1)

    assert (await bot.shown())[-1]["card"]["title"] == "by other"
    now = bot.clock()
    assert record.out_track_id in await bot.delivery.records.unpainted.due(now + 60_000, 9)
