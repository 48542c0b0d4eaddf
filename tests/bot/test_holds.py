"""The undo window."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

import pytest
from structlog.testing import capture_logs

from bot.errors import LeaseLost
from bot.holds import Hold, Holds, Undo, Unreadable
from bot.journal import Journal
from bot.storage import Store
from bot.tagged_union import TaggedUnion
from tests.parts import BOB, GROUP, command, queued, queueing


@dataclass(frozen=True, slots=True)
class Plan:
    name: str


TYPES = TaggedUnion([Plan])
PLAN = Plan("市场部")


@asynccontextmanager
async def holding(store: Store, seconds: float = 600) -> AsyncIterator[Holds]:
    async with queueing(store) as tasks:
        yield Holds(store, tasks, TYPES, seconds)


async def state(holds: Holds, hold: Hold) -> str:
    found = await holds.find(hold.id)
    return found.state if found else "gone"


async def test_a_hold_knows_who_where_and_until_when(store: Store) -> None:
    async with holding(store, seconds=60) as holds:
        before = await store.now()
        hold = await holds.place(command(), PLAN)
        after = await store.now()

        assert hold == await holds.find(hold.id)
    assert (hold.plan, hold.asker, hold.conversation) == (PLAN, BOB, GROUP)
    assert (hold.state, hold.card, hold.language) == ("waiting", "card1", "en")
    assert before + 60_000 <= hold.ends <= after + 60_000


async def test_a_turn_that_runs_twice_places_one_hold(store: Store) -> None:
    async with holding(store) as holds:
        first = await holds.place(command(), PLAN)
        await holds.undo(first.id, "Bob")
        second = await holds.place(command(), Plan("other"))

        assert second.id == first.id
        assert (second.state, second.ends, second.plan) == ("undone", first.ends, PLAN)
        assert await queued(store) == [f"hold:{first.id}:0"]


async def test_other_turns_place_holds_of_their_own(store: Store) -> None:
    async with holding(store) as holds:
        for key in ("turn 1", "turn 2"):
            await holds.place(command(key=key), PLAN)

        assert len(await holds.waiting()) == 2


async def test_a_hold_is_taken_back_by_one(store: Store) -> None:
    async with holding(store) as holds:
        hold = await holds.place(command(), PLAN)

        results = await asyncio.gather(*(holds.undo(hold.id, f"p{n}") for n in range(10)))

        assert {result.state for result in results if result} == {"undone"}
        assert len({result.by for result in results if result}) == 1
        assert await holds.waiting() == ()


async def test_a_turn_is_about_one_hold_however_often_it_runs(store: Store) -> None:
    async with holding(store) as holds:
        assert await holds.meant("turn", "") == ""
        assert await holds.meant("turn", "h1") == "h1"
        assert await holds.meant("turn", "h2") == "h1"
        assert await holds.meant("turn", "") == "h1"
        assert await holds.meant("other turn", "h2") == "h2"


async def test_what_was_taken_cannot_be_undone(store: Store) -> None:
    async with holding(store) as holds:
        hold = await holds.place(command(), PLAN)
        assert await holds.take(hold)

        late = await holds.undo(hold.id, "Ann")

        assert late is not None
        assert (late.state, late.by) == ("taken", "")


async def test_what_was_undone_cannot_be_taken(store: Store) -> None:
    async with holding(store) as holds:
        hold = await holds.place(command(), PLAN)
        await holds.undo(hold.id, "Ann")

        assert await holds.take(hold) is None
        assert await state(holds, hold) == "undone"


async def test_of_undo_and_take_at_once_one_wins(store: Store) -> None:
    async with holding(store) as holds:
        for turn in range(10):
            hold = await holds.place(command(key=f"turn {turn}"), PLAN)
            taken, undone = await asyncio.gather(holds.take(hold), holds.undo(hold.id, "Ann"))
            assert undone is not None
            assert (taken is not None) == (undone.state == "taken")


async def test_a_rerun_finds_what_was_taken_and_ends_it(store: Store) -> None:
    async with holding(store, seconds=0) as holds:
        hold = await holds.place(command(), PLAN)
        await holds.take(hold)

        again = await holds.due(hold.id)
        assert again is not None
        assert again.state == "taken"
        taken = await holds.take(again)
        assert taken
        assert [each.id for each in await holds.waiting()] == [hold.id]

        await holds.finish(taken)
        assert await state(holds, hold) == "done"
        assert await holds.due(hold.id) is None
        assert await holds.waiting() == ()


async def test_a_run_that_was_taken_over_ends_nothing(store: Store) -> None:
    async with holding(store, seconds=0) as holds:
        hold = await holds.place(command(), PLAN)
        first, second = await holds.take(hold), await holds.take(hold)
        assert first
        assert second

        await holds.finish(first)
        assert await state(holds, hold) == "taken"
        with pytest.raises(LeaseLost):
            await Journal(store).intend("turn", holds.fence(first), {})
        assert (await Journal(store).intend("turn", holds.fence(second), {})).new


async def test_a_hold_that_is_not_over_is_looked_at_again(store: Store) -> None:
    async with holding(store) as holds:
        hold = await holds.place(command(), PLAN)
        before = await queued(store)

        assert await holds.due(hold.id) is None

        [added] = set(await queued(store)) - set(before)
        assert added.startswith(f"hold:{hold.id}:")
        assert await state(holds, hold) == "waiting"


async def test_a_hold_that_is_over_is_due(store: Store) -> None:
    async with holding(store, seconds=0) as holds:
        hold = await holds.place(command(), PLAN)

        assert await holds.due(hold.id) == hold


async def test_a_pause_puts_the_end_off(store: Store) -> None:
    async with holding(store, seconds=0) as holds:
        hold = await holds.place(command(), PLAN)
        await holds.look_later(hold)

        assert len(await queued(store)) == 2
        assert await state(holds, hold) == "waiting"


@pytest.mark.parametrize("tried", [0, 1000, 8000, 600_000])
async def test_an_answer_that_is_not_taken_waits_as_long_as_it_was_tried(
    store: Store, tried: int
) -> None:
    async with holding(store, seconds=0) as holds:
        hold = await holds.place(command(), PLAN)
        now = await store.now()
        at = await holds.look_again(replace(hold, ends=now - tried))

        assert max(tried, 1000) <= at - now <= max(tried, 1000) + 1000
        assert len(await queued(store)) == 2


@pytest.mark.parametrize("does", [Holds.due, Holds.find])
async def test_a_record_that_was_lost_does_nothing(
    store: Store, does: Callable[[Holds, str], object]
) -> None:
    async with holding(store, seconds=0) as holds:
        hold = await holds.place(command(), PLAN)
        await store.redis.delete(store.key("hold", hold.id))

        assert await does(holds, hold.id) is None  # type: ignore[misc]  # both are coroutines
        assert await holds.take(hold) is None
        assert await holds.undo(hold.id, "Bob") is None
        await holds.finish(hold)
        assert await holds.waiting() == ()


async def test_of_a_plan_of_another_release_only_what_it_is_about_is_known(store: Store) -> None:
    async with queueing(store) as tasks:
        hold = await Holds(store, tasks, TYPES, 0).place(command(), PLAN)
        older = Holds(store, tasks, TaggedUnion([]), 0)

        assert await older.due(hold.id) == replace(hold, plan=Unreadable(name=PLAN.name))
        assert [each.id for each in await older.waiting()] == [hold.id]
        undone = await older.undo(hold.id, "Bob")
        assert undone is not None
        assert undone.state == "undone"


@pytest.mark.parametrize("stored", ["{", "[]", "{}", '{"asker": 1, "plan": {}}'])
async def test_a_record_nothing_can_be_made_of_hides_no_other(store: Store, stored: str) -> None:
    async with holding(store, seconds=0) as holds:
        spoilt = await holds.place(command(key="k1"), PLAN)
        other = await holds.place(command(key="k2"), PLAN)
        await store.redis.hset(store.key("hold", spoilt.id), "hold", stored)
        with capture_logs():
            assert [each.id for each in await holds.waiting()] == [other.id]
            assert await holds.due(spoilt.id) is None

    assert store.counts.unreadable == {"hold": 1}


async def test_the_next_to_end_comes_first(store: Store) -> None:
    async with queueing(store) as tasks:
        late = await Holds(store, tasks, TYPES, 60).place(command(key="1"), PLAN)
        soon = await Holds(store, tasks, TYPES, 5).place(command(key="2"), PLAN)

        waiting = await Holds(store, tasks, TYPES, 1).waiting()

    assert [hold.id for hold in waiting] == [soon.id, late.id]


async def test_resuming_looks_at_what_is_over_at_once(store: Store) -> None:
    async with queueing(store) as tasks:
        over = await Holds(store, tasks, TYPES, 0).place(command(key="1"), PLAN)
        await Holds(store, tasks, TYPES, 60).place(command(key="2"), PLAN)
        before = await queued(store)

        await Holds(store, tasks, TYPES, 60).resume()

        [added] = set(await queued(store)) - set(before)
        assert added.startswith(f"hold:{over.id}:")


async def test_the_fence_of_a_hold_holds_while_it_is_taken(store: Store) -> None:
    async with holding(store) as holds:
        hold = await holds.place(command(), PLAN)
        fence = holds.fence(hold)
        assert await store.hget(fence.key, fence.field) != fence.value

        taken = await holds.take(hold)
        assert taken
        fence = holds.fence(taken)
        assert await store.hget(fence.key, fence.field) == fence.value


@pytest.mark.parametrize(("language", "words"), [("zh", "撤销 3323"), ("en", "undo 3323")])
def test_the_button_has_a_command(language: str, words: str) -> None:
    assert Undo("h1", "3323").says(language) == words
