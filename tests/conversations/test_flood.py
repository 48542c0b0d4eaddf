"""One person who asks everywhere at once, and everybody else meanwhile."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import pytest
from structlog.testing import capture_logs

import bot.storage
from tests.conversations.stage import Person, Stage
from tests.conversations.watching import LIST, called, pushes_acked
from tests.sandbox_server import SandboxHandle

GROUPS = 12
EACH = 3
HELD = {"call_seconds": 300, "turn_seconds": 600, "interim_seconds": 300, "fresh_seconds": 0}
"""Calls that are held, and what waits for them, outlast the test."""

WORKERS = 6
FEW = 3
"""Connections to Redis, of which a burst of frames finds all in use."""
BURST = 30
FLOOD = 60
BESIDE = 10
"""Answers to a flood while another is answered: as many as turns of one take, and what polling for
them takes longer.
"""

PATIENT = {"accept_seconds": 60, "language": "en"}
"""A busy machine is no failure of a burst."""


async def groups(sandbox: SandboxHandle, *members: str) -> list[str]:
    """Make as many groups as somebody floods."""
    made = []
    for number in range(GROUPS):
        group = {"type": "2", "title": f"Group {number}", "members": list(members)}
        response = await sandbox.client.post("/sandbox/conversations", json=group)
        response.raise_for_status()
        made.append(str(response.json()["conversationId"]))
    return made


async def everywhere(stage: Stage) -> list[Person]:
    """Make a member write in many groups."""
    made = await groups(stage.sandbox, "staff01")
    return [Person(stage.sandbox, each, "staff01", stage.state["robotCode"]) for each in made]


async def floods(stage: Stage, text: str) -> list[tuple[Person, list[str]]]:
    """Let a member say something in many groups, several times in each; gives the msgIds."""

    async def says(person: Person) -> tuple[Person, list[str]]:
        return person, [await person.sends(text) for _ in range(EACH)]

    return await asyncio.gather(*map(says, await everywhere(stage)))


@asynccontextmanager
async def bots(stage: Stage, count: int, **changed: Any) -> AsyncIterator[None]:
    """Run so many replicas."""
    async with AsyncExitStack() as running:
        for _ in range(count):
            await running.enter_async_context(stage.bot(**PATIENT, **changed))
        await stage.connections(count)
        yield


@pytest.mark.parametrize("replicas", [1, 2])
async def test_while_one_person_asks_everywhere_others_are_answered(
    stage: Stage, replicas: int
) -> None:
    await stage.sandbox.fault("timeout-before", LIST)
    async with bots(stage, replicas, concurrency=WORKERS, **HELD):
        ann, bob = await stage.in_group("staff01"), await stage.in_group("manager01")
        await ann.says("whoami")
        await floods(stage, "spaces")
        await called(stage.sandbox, LIST)

        helped = [await bob.says("help") for _ in range(3)]

        assert len({each.card for each in helped}) == 3
        held = await stage.sandbox.calls()
        listed = [each for each in held if each["template"] == LIST.split()[1]]
        assert 0 < len(listed) <= replicas * WORKERS // 3


async def test_a_flood_in_one_place_is_answered_beside_others_and_not_before_them(
    stage: Stage,
) -> None:
    """One after the other, so whoever asks meanwhile waits for a few of its answers at most."""
    async with stage.bot(calls_per_second=1000, **PATIENT):
        ann, bob = await stage.in_group("staff01"), await stage.in_group("manager01", 1)
        await asyncio.gather(ann.says("help"), bob.says("help"))
        said = await asyncio.gather(*(ann.sends("help") for _ in range(FLOOD)))

        before = len(await ann.cards())
        await bob.says("help")
        meanwhile = len(await ann.cards()) - before

        await ann.answer_to(said[-1])
        assert meanwhile <= BESIDE
        assert before + meanwhile < FLOOD


@pytest.mark.parametrize("replicas", [1, 2])
async def test_whoever_asks_everywhere_is_answered_everywhere(stage: Stage, replicas: int) -> None:
    """In order, where one process hears all; which of two hears what is the gateway's choice."""
    async with bots(stage, replicas):
        asked = await floods(stage, "whoami")

        for person, said in asked:
            expected = [(await person.answer_to(each)).card for each in said]
            shown = list(await person.cards())
            assert sorted(shown) == sorted(expected)
            assert shown == expected or replicas > 1


@pytest.fixture
def few_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a burst find all connections in use: what runs in one process with the platform that
    sends it works it off too fast to need as many as a bot has.
    """
    monkeypatch.setattr(bot.storage, "CONNECTIONS", FEW)


@pytest.mark.usefixtures("few_connections")
async def test_a_burst_of_messages_is_stored_whole_and_at_once(stage: Stage) -> None:
    """In many groups, since those of one place are stored one after the other."""
    await stage.sandbox.stream_fault("delay", delayMillis=300, times=GROUPS)
    async with stage.bot(calls_per_second=1, **PATIENT):
        said = await asyncio.gather(*(each.sends("help") for each in await everywhere(stage)))

        acked = [push for each in said for push in await pushes_acked(stage.sandbox, each, 1)]

    assert len(acked) == GROUPS
    assert {(push["attempt"], push["code"]) for push in acked} == {(1, 200)}


@pytest.mark.usefixtures("few_connections")
async def test_each_press_of_a_burst_is_decided(stage: Stage) -> None:
    await stage.sandbox.settings(cardAckMillis=60_000)
    async with stage.bot(**PATIENT):
        ann = await stage.in_group("staff01")
        listed = await ann.says("spaces")

        await stage.sandbox.stream_fault("delay", delayMillis=300, times=BURST)
        with capture_logs() as logs:
            taps = await asyncio.gather(*(ann.taps(listed, "Next") for _ in range(BURST)))

    # An ack that would be late says nothing, decided or not: an update paints the card then.
    assert [each["code"] for each in taps] == [200] * BURST
    assert "tap_undecided" not in {each["event"] for each in logs}
