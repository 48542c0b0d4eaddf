"""The watch over the real wire: what is looked at, and what is known then."""

from collections.abc import AsyncIterator

import pytest

from bot.access import Operator
from bot.budget import Payer, Purpose, paying
from bot.quota.plan import Note
from bot.quota.samples import ORGANISATION
from bot.storage import Store
from bot.times.spans import DAY, HOUR, MINUTE
from tests.bot.budget.spending import book
from tests.bot.quota.watching import Watching, watching
from tests.dingtalk import union_id
from tests.parts import Clock
from tests.sandbox_server import SandboxHandle

GIB = 1 << 30
LIST = "GET /v1.0/drive/spaces"
QUERY = "POST /v1.0/drive/managements/spaces/query"
CAPACITY = "GET /v1.0/storage/orgs/{corpId}"
NOON = 20_000 * DAY + 4 * HOUR + 20 * MINUTE


@pytest.fixture
async def bot(sandbox: SandboxHandle, store: Store) -> AsyncIterator[Watching]:
    async with watching(sandbox, store, Clock(NOON)) as put_together:
        yield put_together


async def apis(bot: Watching) -> list[str]:
    return [f"{call['method']} {call['template']}" for call in await bot.calls()]


async def near_a_level(bot: Watching) -> str:
    """Sweep once, then let one space be close to its next level; gives its id."""
    made = await bot.sandbox.make_space("Nearly", quota=100 * GIB, usedQuota=79 * GIB)
    await bot.tick()
    await bot.sandbox.change_space(made["spaceId"], usedQuota=81 * GIB)
    return str(made["spaceId"])


async def test_without_an_operator_nothing_is_read(sandbox: SandboxHandle, store: Store) -> None:
    async with watching(sandbox, store, Clock(NOON), operator=None) as bot:
        await bot.tick()

        assert await bot.calls() == []
        assert (await bot.watch.overview()).operator is None


async def test_the_first_tick_reads_the_list_and_the_capacity(bot: Watching) -> None:
    await bot.tick()

    assert await apis(bot) == [LIST, CAPACITY]
    state = await bot.sandbox.state()
    assert {seen.name: seen.sample.used for seen in (await bot.seen()).values()} == {
        space["spaceName"]: space["usedQuota"] for space in state["spaces"]
    }
    organisation = await bot.watch.outlook()
    assert organisation is not None
    assert organisation.seen.sample.used == sum(space["usedQuota"] for space in state["spaces"])
    assert not (await bot.where()).is_busy


async def test_everything_is_read_as_the_operator(bot: Watching) -> None:
    await bot.tick()
    operator = await union_id(bot.sandbox, "manager01")

    assert {call["query"].get("unionId") for call in await bot.calls()} == {operator}


async def test_a_large_organisation_is_read_page_by_page(
    sandbox: SandboxHandle, store: Store
) -> None:
    await sandbox.reset(spaces=120)
    async with watching(sandbox, store, Clock(NOON)) as bot:
        await bot.tick()

        assert await apis(bot) == [LIST] * 3 + [CAPACITY]
        assert len(await bot.seen()) == 120


async def test_where_large_pages_are_refused_small_ones_are_read_from_then_on(
    sandbox: SandboxHandle, store: Store
) -> None:
    await sandbox.reset(spaces=45)
    await sandbox.settings(maxResults=20)
    async with watching(sandbox, store, Clock(NOON)) as bot:
        await bot.tick()
        first = await bot.calls()
        await bot.later(DAY)
        await bot.tick()

        assert [call["query"].get("maxResults") for call in first] == ["50", *["20"] * 3, None]
        again = (await bot.calls())[len(first) :]
        assert [call["query"].get("maxResults") for call in again] == [*["20"] * 3, None]


async def test_between_sweeps_a_tick_costs_nothing(bot: Watching) -> None:
    await bot.tick()
    before = len(await bot.sandbox.calls())
    for _ in range(5):
        await bot.later(MINUTE)
        await bot.tick()

    assert len(await bot.sandbox.calls()) == before


async def test_what_may_have_crossed_a_level_is_looked_at_closely(bot: Watching) -> None:
    await bot.sandbox.reset(spaces=120)  # so many that reading the list costs more
    space_id = await near_a_level(bot)
    seen = (await bot.seen())[space_id]
    while (await bot.seen())[space_id].sample == seen.sample:
        await bot.until_planned()

    assert QUERY in await apis(bot)
    assert bot.clock() - NOON < DAY
    assert (await bot.seen())[space_id].sample.used == 81 * GIB


async def test_a_level_may_be_near_but_the_capacity_is_read_twice_a_day_at_most(
    bot: Watching,
) -> None:
    await near_a_level(bot)
    while (await apis(bot)).count(LIST) < 3:
        await bot.until_planned()

    days = (bot.clock() - NOON) / DAY
    assert (await apis(bot)).count(CAPACITY) <= 2 * days + 1


async def test_the_next_day_everything_is_read_again(bot: Watching) -> None:
    await bot.tick()
    await bot.later(DAY)
    await bot.tick()

    assert (await apis(bot)).count(LIST) == 2
    assert {seen.sample.at for seen in (await bot.seen()).values()} == {NOON + DAY}


async def test_new_spaces_are_found_and_deleted_ones_dropped(bot: Watching) -> None:
    await bot.tick()
    made = await bot.sandbox.make_space("New one", usedQuota=5 * GIB)
    gone = next(iter(await bot.seen()))
    await bot.sandbox.delete_space(gone)
    while gone in await bot.seen():
        await bot.until_planned()

    assert made["spaceId"] in await bot.seen()
    assert bot.clock() - NOON < 2 * DAY
    assert [each.space_id for each in await bot.observations.gone()] == [gone]


async def test_a_space_is_known_with_its_history_and_what_is_next(bot: Watching) -> None:
    await bot.tick()
    await bot.later(DAY)
    await bot.tick()
    space_id = next(iter(await bot.seen()))

    outlook = await bot.watch.outlook(space_id)
    assert outlook is not None
    assert len(await bot.watch.history(space_id)) == 2
    assert outlook.forecast is None  # two days are no history
    assert outlook.next_look is not None
    assert await bot.watch.outlook("no such space") is None


async def test_a_soft_quota_is_watched_where_dingtalk_has_none(bot: Watching) -> None:
    made = await bot.sandbox.make_space("Endless", usedQuota=95 * GIB)
    await bot.watch.limits.set_soft_quota(made["spaceId"], 100 * GIB)
    await bot.tick()

    outlook = await bot.watch.outlook(made["spaceId"])
    assert outlook is not None
    assert (outlook.limit, outlook.seen.sample.quota) == (100 * GIB, None)
    assert len(outlook.seen.known.told) == 3


async def test_one_space_is_looked_at_when_an_admin_asks(bot: Watching) -> None:
    await bot.tick()
    space_id = next(iter(await bot.seen()))
    await bot.sandbox.change_space(space_id, usedQuota=400 * GIB)
    await bot.later(MINUTE)

    found = await bot.watch.now(space_id)
    assert found is not None
    _, outlook = found
    assert outlook is not None
    assert outlook.seen.sample.used == 400 * GIB
    assert (await apis(bot))[-1] == QUERY
    assert await bot.watch.now("404") is None


async def test_what_the_bot_has_changed_is_due_where_it_is_watched(bot: Watching) -> None:
    await bot.tick()
    space_id = next(iter(await bot.seen()))
    await bot.watch.changed([space_id, "404"])

    assert await bot.watch.events.marked() == {space_id}


async def test_another_operator_is_begun_with_at_once(bot: Watching) -> None:
    await bot.tick()
    await bot.organisation.name_operator(Operator("manager02", "Ann", bot.clock()))
    await bot.watch.begin_anew()
    await bot.later(DAY)
    await bot.tick()

    second = await union_id(bot.sandbox, "manager02")
    assert (await bot.calls())[-1]["query"]["unionId"] == second


async def test_the_overview_names_what_is_looked_at_next(bot: Watching) -> None:
    await bot.tick()
    overview = await bot.watch.overview()

    assert [each.at for each in overview.nexts] == sorted(each.at for each in overview.nexts)
    assert len(overview.nexts) == len(await bot.seen())
    assert overview.operator is not None
    assert ORGANISATION not in {each.seen.space_id for each in overview.nexts}


async def test_after_a_sweep_it_is_known_when_the_next_one_comes(bot: Watching) -> None:
    await bot.tick()
    await bot.later(MINUTE)
    await bot.tick()

    overview = await bot.watch.overview()
    assert {each.at > bot.clock() for each in overview.nexts} == {True}


async def test_a_share_that_does_not_reach_is_said(sandbox: SandboxHandle, store: Store) -> None:
    async with watching(sandbox, store, Clock(NOON), monthly_calls=20) as bot:
        await bot.tick()

        progress = await bot.where()
        assert progress.note in {Note.FEWER_SWEEPS, Note.NO_LOOKS, Note.NOTHING}


class TestFileEvents:
    """Off unless an admin switches them on; then they mark a space as due."""

    EVENT = "storage_dentry_update"

    async def test_switched_off_they_mark_nothing(self, bot: Watching) -> None:
        await bot.watch.events.note(self.EVENT, {"spaceId": "1"})

        assert await bot.watch.events.marked() == frozenset()

    async def test_switched_on_they_let_a_space_be_looked_at(self, bot: Watching) -> None:
        await bot.tick()
        space_id = next(iter(await bot.seen()))
        await bot.watch.switch_events_on("Bob")
        await bot.sandbox.change_space(space_id, usedQuota=300 * GIB)
        await bot.watch.events.note(self.EVENT, {"spaceId": space_id})
        await bot.later(15 * MINUTE)
        while (await bot.seen())[space_id].sample.used != 300 * GIB:
            await bot.later(MINUTE)
            await bot.tick()

        assert bot.clock() - NOON < HOUR
        assert await bot.watch.events.marked() == frozenset()

    async def test_in_a_hurry_it_is_looked_at_without_waiting_for_a_plan(
        self, sandbox: SandboxHandle, store: Store
    ) -> None:
        async with watching(sandbox, store, Clock(NOON), event_seconds=5) as bot:
            space_id = await self._marked(bot)
            await bot.later(4000)
            await bot.tick()
            before = (await bot.seen())[space_id].sample.used
            planned = (await bot.where()).looked
            await bot.later(1000)
            await bot.tick()

            assert before != 300 * GIB
            assert (await bot.seen())[space_id].sample.used == 300 * GIB
            assert await bot.watch.events.marked() == frozenset()
            assert (await bot.where()).looked == planned, "the next plan counts from its own"

    async def test_no_hurry_takes_the_calls_that_plans_need(
        self, sandbox: SandboxHandle, store: Store
    ) -> None:
        async with watching(sandbox, store, Clock(NOON), event_seconds=5, monthly_calls=40) as bot:
            space_id = await self._marked(bot)
            with paying(Payer(Purpose.LOOKS)):
                while (await bot.governor.allowance()).looks > 0:
                    await book(store, bot.governor, "GET /v1.0/drive/spaces")
            await bot.later(6000)
            before = await bot.calls()
            await bot.tick()

            assert await bot.calls() == before
            assert await bot.watch.events.marked() == {space_id}, "it is looked at when it may be"

    async def test_a_hurry_lets_the_next_sweep_begin_in_time(
        self, sandbox: SandboxHandle, store: Store
    ) -> None:
        async with watching(sandbox, store, Clock(NOON), event_seconds=5) as bot:
            space_id = await self._marked(bot)
            swept = (await bot.where()).swept
            while (await bot.where()).swept == swept and bot.clock() < NOON + 25 * HOUR:
                await bot.watch.events.note(self.EVENT, {"spaceId": space_id})
                await bot.later(5 * MINUTE)
                await bot.tick()

            assert (await bot.where()).swept != swept

    async def _marked(self, bot: Watching) -> str:
        await bot.tick()
        await bot.tick()
        space_id = next(iter(await bot.seen()))
        await bot.watch.switch_events_on("Bob")
        await bot.sandbox.change_space(space_id, usedQuota=300 * GIB)
        await bot.watch.events.note(self.EVENT, {"spaceId": space_id})
        return space_id

    async def test_an_id_that_came_as_a_number_marks_its_space(self, bot: Watching) -> None:
        await bot.watch.switch_events_on("Bob")
        await bot.watch.events.note(self.EVENT, {"spaceId": 5})

        assert await bot.watch.events.marked() == frozenset({"5"})

    async def test_other_events_mark_nothing(self, bot: Watching) -> None:
        await bot.watch.switch_events_on("Bob")
        await bot.watch.events.note("user_leave_org", {"spaceId": "1"})
        await bot.watch.events.note(self.EVENT, {"spaceId": []})

        assert await bot.watch.events.marked() == frozenset()

    async def test_switched_off_again_dingtalk_is_told(self, bot: Watching) -> None:
        await bot.watch.switch_events_on("Bob")
        assert (await bot.watch.events.switched()) is not None
        await bot.watch.switch_events_off()

        assert await bot.watch.events.switched() is None
        assert [api.rpartition("/")[2] for api in await apis(bot)] == ["subscribe", "unsubscribe"]
