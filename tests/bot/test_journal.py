"""Changes, done once."""

import asyncio
from typing import Any

import pytest

from bot.audit import Audit, Entry, Line
from bot.errors import LeaseLost
from bot.journal import Intent, Journal
from bot.messages import Fence
from bot.storage import Store
from tests.parts import command

FACTS: dict[str, Any] = {"known": ["s1", "中/文", '"'], "deep": {"of": [1, None]}}


@pytest.fixture
def journal(store: Store) -> Journal:
    return Journal(store)


def line(store: Store, outcome: str = "done") -> Line:
    """The line that a result leaves in the trail."""
    return Audit(store, 30).line("turn", Entry.of(command(), outcome, "s1"))


async def outcomes(store: Store) -> list[str]:
    return [kept.entry.outcome for kept in await Audit(store, 30).last(9)]


async def lease(store: Store, value: str = "token") -> Fence:
    """The fence of a turn: a key with a value."""
    await store.redis.set(store.key("lease", "box"), value, px=60_000)
    return Fence(store.key("lease", "box"), "token")


async def taken(store: Store, state: str = "taken") -> Fence:
    """The fence of a hold: a field of its record."""
    key = store.key("hold", "h1")
    await store.redis.hset(key, "state", state)
    await store.redis.expire(key, 60)
    return Fence(key, "taken", "state")


@pytest.mark.parametrize("fence", [lease, taken])
async def test_an_intent_is_written_with_its_facts_and_time(
    store: Store, journal: Journal, fence: Any
) -> None:
    before = await store.now()
    intent = await journal.intend("turn", await fence(store), FACTS)

    assert intent.new
    assert intent.facts == FACTS
    assert intent.result is None
    assert before <= intent.at <= await store.now()
    assert await journal.knows("turn")


@pytest.mark.parametrize(("fence", "value"), [(lease, "another"), (taken, "undone")])
async def test_a_broken_fence_writes_nothing(
    store: Store, journal: Journal, fence: Any, value: str
) -> None:
    broken = await fence(store, value)

    with pytest.raises(LeaseLost):
        await journal.intend("turn", broken, FACTS)

    assert not await journal.knows("turn")


@pytest.mark.parametrize("field", ["", "state"])
async def test_a_fence_that_is_gone_is_broken(store: Store, journal: Journal, field: str) -> None:
    with pytest.raises(LeaseLost):
        await journal.intend("turn", Fence(store.key("nothing"), "token", field), FACTS)


async def test_a_broken_fence_hides_what_is_known(store: Store, journal: Journal) -> None:
    """Who has lost the lease must not even render a result: somebody else does."""
    await journal.intend("turn", await lease(store), FACTS)
    await journal.conclude("turn", {"id": "s9"}, line(store))

    with pytest.raises(LeaseLost):
        await journal.intend("turn", await lease(store, "another"), FACTS)


async def test_a_second_run_finds_what_the_first_intended(store: Store, journal: Journal) -> None:
    fence = await lease(store)
    first = await journal.intend("turn", fence, FACTS)
    second = await journal.intend("turn", fence, {"known": ["other"]})

    assert second == Intent(new=False, at=first.at, facts=FACTS, result=None)


async def test_of_many_runs_at_once_one_is_new(store: Store, journal: Journal) -> None:
    fence = await lease(store)

    runs = await asyncio.gather(*(journal.intend("turn", fence, {"n": n}) for n in range(20)))

    assert sum(run.new for run in runs) == 1
    assert len({str(run.facts) for run in runs}) == 1


async def test_a_result_is_found_by_every_later_run(store: Store, journal: Journal) -> None:
    fence = await lease(store)
    first = await journal.intend("turn", fence, FACTS)
    await journal.conclude("turn", {"id": "新/1"}, line(store))

    later = await journal.intend("turn", fence, {})

    assert later == Intent(new=False, at=first.at, facts=FACTS, result={"id": "新/1"})


async def test_a_result_leaves_its_line_in_the_same_step(store: Store, journal: Journal) -> None:
    await journal.intend("turn", await lease(store), FACTS)
    for _ in range(2):
        await journal.conclude("turn", {"id": "s1"}, line(store))

    assert await outcomes(store) == ["done"]


@pytest.mark.parametrize(("outcome", "begun"), [("done", True), ("planned", True), ("no", False)])
async def test_a_line_in_the_trail_tells_that_a_turn_has_begun(
    store: Store, journal: Journal, outcome: str, *, begun: bool
) -> None:
    await Audit(store, 30).append("turn", Entry.of(command(), outcome, "s1"))

    assert await journal.knows("turn") is begun


async def test_a_forgotten_intent_may_be_intended_again(store: Store, journal: Journal) -> None:
    fence = await lease(store)
    await journal.intend("turn", fence, FACTS)
    await journal.forget("turn")

    assert not await journal.knows("turn")
    assert (await journal.intend("turn", fence, {})).new


async def test_what_another_run_has_done_is_not_forgotten(store: Store, journal: Journal) -> None:
    fence = await lease(store)
    await journal.intend("turn", fence, FACTS)
    await journal.conclude("turn", {"id": "s1"}, line(store, "turn"))
    await journal.forget("turn")

    assert (await journal.intend("turn", fence, FACTS)).result == {"id": "s1"}


async def test_a_result_without_an_intent_is_not_kept(store: Store, journal: Journal) -> None:
    await journal.conclude("turn", {"id": "s1"}, line(store, "unheard"))

    assert not await journal.knows("turn")


async def test_a_result_does_not_prolong_the_memory(store: Store, journal: Journal) -> None:
    await journal.intend("turn", await lease(store), FACTS)
    await store.redis.expire(store.key("change", "turn"), 100)
    await journal.conclude("turn", {"id": "s1"}, line(store))

    assert await store.redis.ttl(store.key("change", "turn")) <= 100
