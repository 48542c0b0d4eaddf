"""Redis is frozen, killed or replaced while several people talk: who was heard is answered soon."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from typing import Protocol

import pytest

from tests.conversations.crashes import Memory, own_valkey, pushed, sent_cards
from tests.conversations.outages import Talk, Wait, fail_over, freeze, kill
from tests.conversations.stage import Stage
from tests.conversations.watching import SHOW, called

SOON_MILLIS = 10_000
HALF_OF_THE_DEFAULTS = {
    "lease_seconds": 4,
    "redelivery_seconds": 5,
    "call_seconds": 3,
    "person_calls_a_day": 0,
    "conversation_calls_a_day": 0,
}


class Harm(Protocol):
    """What is done to Redis, with what is waited for until it is back."""

    def __call__(self, memory: Memory, while_away: Wait) -> AbstractAsyncContextManager[None]: ...


@pytest.fixture
async def memory() -> AsyncIterator[Memory]:
    async with own_valkey() as own:
        yield own


@pytest.mark.slow
@pytest.mark.parametrize(("harm", "pushes"), [(freeze, 6), (kill, 2), (fail_over, 3)])
async def test_what_was_accepted_is_answered_soon_after_redis_is_back(
    stage: Stage, memory: Memory, harm: Harm, pushes: int
) -> None:
    """Six people talk; a message that DingTalk repeats in vain tells how long Redis is away.

    Slow, because Redis is away for as long as leases live, and longer.
    """
    stage = await stage.moved_to(memory.url)
    await stage.sandbox.settings(ackMillis=1000, redeliveries=20, latencyMillis=50)
    users, places = ("staff01", "staff02", "manager01"), (0, 1)
    talk = Talk(stage, tuple([await stage.in_group(u, p) for u in users for p in places]))
    late = await stage.alone("staff01")

    async def while_away() -> None:
        for _ in range(2):
            talk.sent.setdefault(late, []).append(await late.sends("whoami"))
            await pushed(stage.sandbox, talk.sent[late][-1], pushes)

    async with stage.bot(**HALF_OF_THE_DEFAULTS), asyncio.TaskGroup() as talking:
        for person in talk.people:
            talking.create_task(talk.go_on(person))
        await called(stage.sandbox, SHOW, 20)
        async with harm(memory, while_away):
            returned = (await stage.sandbox.state())["now"]
            talk.over.set()
            delays = await talk.delays(returned)

    assert len(delays) > len(talk.people)
    assert max(delays) <= SOON_MILLIS
    cards = await sent_cards(stage.sandbox)
    assert len(cards) == len(set(cards))
