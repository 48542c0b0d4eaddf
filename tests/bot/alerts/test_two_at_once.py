"""Two replicas that look after one conversation at the same time: no message is lost between them."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any, Literal

import pytest
from typing_extensions import override

from bot.delivery import Record, Records
from bot.delivery.leaving import LEAVE
from bot.scripts import ScriptPart
from bot.storage import Store
from tests.bot.alerts.alerted import ANN, SHOW, UPDATE, Alerted, alert_of, alerted
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
    """Records on which a run can be held up after reading a card, or what became of sending it."""

    gate: Gate

    @override
    async def load(self, out_track_id: str) -> Record | None:
        record = await super().load(out_track_id)
        await self.gate.passed("load")
        return record

    @override
    async def outcome(self, out_track_id: str) -> str:
        outcome = await super().outcome(out_track_id)
        await self.gate.passed("outcome")
        return outcome


@pytest.fixture
async def team(sandbox: SandboxHandle, store: Store) -> AsyncIterator[Alerted]:
    async with alerted(sandbox, store) as put_together:
        yield put_together


async def is_filling(team: Alerted, store: Store, when: When) -> Gate:
    """Have a message to send, and whoever sends it first be held up."""
    space_id = await team.fill("A", 10)
    await alert_of(team, space_id)
    await team.look(space_id)
    await team.fill("A", 91)
    team.bot.clock.at += 60_000
    await team.bot.watch.now(space_id)
    records = Held(store, 3600)
    records.gate = Gate(when)
    team.bot.delivery.records = records
    hold_after_saving(store, records.gate)
    return records.gate


def hold_after_saving(store: Store, gate: Gate) -> None:
    """Hold a run up once its card is saved, before the call that shows it goes out."""
    really = store.tried

    async def tried(*steps: ScriptPart) -> tuple[list[Any], bool]:
        answers = await really(*steps)
        if any(step.source == LEAVE for step in steps):
            await gate.passed("save")
        return answers

    store.tried = tried  # type: ignore[method-assign] # where a process may be frozen


@pytest.mark.parametrize("when", ["load", "save", "outcome"])
@pytest.mark.parametrize("dies", ["first", "second", "nobody"])
async def test_no_message_is_lost_between_two_runs(
    team: Alerted, store: Store, when: When, dies: str
) -> None:
    gate = await is_filling(team, store, when)
    first = asyncio.get_running_loop().create_task(team.look_after())
    await gate.reached.wait()
    if dies == "second":
        await _killed_while_sending(team)
    else:
        await team.look_after()
    if dies == "first":
        first.cancel()
    gate.opens.set()
    await asyncio.wait({first})

    await team.look_after()
    await team.look_after()

    assert len(await team.cards()) == 1
    assert (await team.memory()).parcels == ()


async def _killed_while_sending(team: Alerted) -> None:
    """Have a run die whose card DingTalk never got."""
    fault = await team.sandbox.fault("timeout-before", SHOW, times=1)
    dying = asyncio.get_running_loop().create_task(team.look_after())
    await held(team.sandbox, fault)
    dying.cancel()
    await asyncio.wait({dying})
    await team.sandbox.clear_faults()


@pytest.mark.parametrize("fault", ["server-error", "no-scope"])
async def test_what_one_run_could_not_send_stays_for_the_next(
    team: Alerted, store: Store, fault: str
) -> None:
    """Both have read that there is no card yet; the one that may send it then fails to."""
    gate = await is_filling(team, store, "save")
    await team.sandbox.fault(fault, "*")
    first = asyncio.get_running_loop().create_task(team.look_after())
    await gate.reached.wait()
    team.bot.delivery.records = _Blind(store, 3600)
    await team.look_after()
    gate.opens.set()
    await asyncio.wait({first})
    team.bot.delivery.records = Records(store, 3600)
    await team.sandbox.clear_faults()

    assert len((await team.memory()).parcels) == 1


class _Blind(Records):
    """What a run sees that has read before another wrote."""

    @override
    async def load(self, out_track_id: str) -> Record | None:
        return None


async def test_a_text_is_not_sent_by_the_second_run_too(
    sandbox: SandboxHandle, store: Store
) -> None:
    """Words have no name that DingTalk would know again: said twice they ring twice."""
    async with alerted(sandbox, store, card_surface="markdown") as team:
        space_id = await team.fill("A", 10)
        await alert_of(team, space_id)
        await team.look(space_id)
        await team.fill("A", 91)
        team.bot.clock.at += 60_000
        await team.bot.watch.now(space_id)
        situation = await team.bot.alerts.situation(team.here.id)
        assert situation is not None
        situation = await team.bot.alerts.evaluated(situation)
        assert len(situation.memory.parcels) == 1

        await team.bot.alerts.notifier.flush(situation)
        await team.bot.alerts.notifier.flush(situation)

        assert len(await team.cards()) == 1


@pytest.mark.parametrize("when", ["load", "save"])
@pytest.mark.parametrize("dies", ["first", "nobody"])
async def test_of_two_runs_one_paints_and_a_death_loses_nothing(
    team: Alerted, store: Store, when: When, dies: str
) -> None:
    gate = await is_filling(team, store, "load")
    gate.opens.set()
    await team.look_after()
    (incident,) = (await team.memory()).incidents.values()
    spent = len(await team.calls())
    records = Held(store, 3600)
    records.gate = gate = Gate(when)
    team.bot.delivery.records = records
    hold_after_saving(store, gate)
    await team.bot.alerts.acknowledgements.take_by_word(team.here.id, {incident.card: ""}, ANN)

    first = asyncio.get_running_loop().create_task(team.look_after())
    await gate.reached.wait()
    await team.look_after()
    if dies == "first":
        first.cancel()
    gate.opens.set()
    await asyncio.wait({first})
    await team.look_after()

    assert (await team.calls())[spent:] == [UPDATE]
    assert (await team.memory()).edits == ()
    (card,) = (await team.cards()).values()
    assert "Ann" in card["markdown"]
