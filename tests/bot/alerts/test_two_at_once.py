"""Two replicas that look after one conversation at the same time: no message is lost between them."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any, Literal

import pytest
from typing_extensions import override

from bot.delivery import Record, Records
from bot.storage import Store
from tests.bot.alerts.telling import ANN, SHOW, UPDATE, Telling, tell_of, telling
from tests.conversations.crashes import held
from tests.sandbox_server import SandboxHandle

When = Literal["load", "save", "outcome"]


@dataclass(slots=True)
class Gate:
    """Holds the first run up at one step of its record, until another has passed."""

    when: When
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    opens: asyncio.Event = field(default_factory=asyncio.Event)

    async def passed(self, step: When) -> None:
        if step == self.when and not self.reached.is_set():
            self.reached.set()
            await self.opens.wait()


class Held(Records):
    """Records on which a run can be held up after reading, after writing, or before sending."""

    gate: Gate

    @override
    async def load(self, out_track_id: str) -> Record | None:
        record = await super().load(out_track_id)
        await self.gate.passed("load")
        return record

    @override
    async def save(self, record: Record, **more: Any) -> bool:
        saved = await super().save(record, **more)
        await self.gate.passed("save")
        return saved

    @override
    async def note_outcome(self, out_track_id: str, outcome: str) -> None:
        await super().note_outcome(out_track_id, outcome)
        await self.gate.passed("outcome")


@pytest.fixture
async def told(sandbox: SandboxHandle, store: Store) -> AsyncIterator[Telling]:
    async with telling(sandbox, store) as put_together:
        yield put_together


async def is_filling(told: Telling, store: Store, when: When) -> Gate:
    """Have a message to send, and whoever sends it first be held up."""
    space_id = await told.fill("A", 10)
    await tell_of(told, space_id)
    await told.look(space_id)
    await told.fill("A", 91)
    told.bot.clock.at += 60_000
    await told.bot.watch.now(space_id)
    records = Held(store, 3600)
    records.gate = Gate(when)
    told.bot.delivery.records = records
    return records.gate


@pytest.mark.parametrize("when", ["load", "save", "outcome"])
@pytest.mark.parametrize("dies", ["first", "second", "nobody"])
async def test_no_message_is_lost_between_two_runs(
    told: Telling, store: Store, when: When, dies: str
) -> None:
    gate = await is_filling(told, store, when)
    first = asyncio.get_running_loop().create_task(told.look_after())
    await gate.reached.wait()
    if dies == "second":
        await _killed_while_sending(told)
    else:
        await told.look_after()
    if dies == "first":
        first.cancel()
    gate.opens.set()
    await asyncio.wait({first})

    await told.look_after()
    await told.look_after()

    assert len(await told.cards()) == 1
    assert (await told.memory()).parcels == ()


async def _killed_while_sending(told: Telling) -> None:
    """Have a run die whose card DingTalk never got."""
    fault = await told.sandbox.fault("timeout-before", SHOW, times=1)
    dying = asyncio.get_running_loop().create_task(told.look_after())
    await held(told.sandbox, fault)
    dying.cancel()
    await asyncio.wait({dying})
    await told.sandbox.clear_faults()


@pytest.mark.parametrize("fault", ["server-error", "no-scope"])
async def test_what_one_run_could_not_send_stays_for_the_next(
    told: Telling, store: Store, fault: str
) -> None:
    """Both have read that there is no card yet; the one that may send it then fails to."""
    gate = await is_filling(told, store, "save")
    await told.sandbox.fault(fault, "*")
    first = asyncio.get_running_loop().create_task(told.look_after())
    await gate.reached.wait()
    told.bot.delivery.records = _Blind(store, 3600)
    await told.look_after()
    gate.opens.set()
    await asyncio.wait({first})
    told.bot.delivery.records = Records(store, 3600)
    await told.sandbox.clear_faults()

    assert len((await told.memory()).parcels) == 1


class _Blind(Records):
    """What a run sees that has read before another wrote."""

    @override
    async def load(self, out_track_id: str) -> Record | None:
        return None


async def test_a_text_is_not_sent_by_the_second_run_too(
    sandbox: SandboxHandle, store: Store
) -> None:
    """Words have no name that DingTalk would know again: said twice they ring twice."""
    async with telling(sandbox, store, card_surface="markdown") as told:
        space_id = await told.fill("A", 10)
        await tell_of(told, space_id)
        await told.look(space_id)
        await told.fill("A", 91)
        told.bot.clock.at += 60_000
        await told.bot.watch.now(space_id)
        situation = await told.bot.alerts.situation(told.here.id)
        assert situation is not None
        situation = await told.bot.alerts.evaluated(situation)
        assert len(situation.memory.parcels) == 1

        await told.bot.alerts.sender.flush(situation)
        await told.bot.alerts.sender.flush(situation)

        assert len(await told.cards()) == 1


@pytest.mark.parametrize("when", ["load", "save"])
@pytest.mark.parametrize("dies", ["first", "nobody"])
async def test_of_two_runs_one_paints_and_a_death_loses_nothing(
    told: Telling, store: Store, when: When, dies: str
) -> None:
    gate = await is_filling(told, store, "load")
    gate.opens.set()
    await told.look_after()
    (incident,) = (await told.memory()).incidents.values()
    spent = len(await told.calls())
    records = Held(store, 3600)
    records.gate = gate = Gate(when)
    told.bot.delivery.records = records
    await told.bot.alerts.acknowledgements.take_by_word(told.here.id, {incident.card: ""}, ANN)

    first = asyncio.get_running_loop().create_task(told.look_after())
    await gate.reached.wait()
    await told.look_after()
    if dies == "first":
        first.cancel()
    gate.opens.set()
    await asyncio.wait({first})
    await told.look_after()

    assert (await told.calls())[spent:] == [UPDATE]
    assert (await told.memory()).edits == ()
    (card,) = (await told.cards()).values()
    assert "Ann" in card["markdown"]
