"""The watch over the real wire, with things going wrong: nothing is lost, doubled or made up."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.budget import Tally
from bot.quota.plan import Note
from bot.quota.progress import Trouble
from bot.storage import Store
from bot.times.spans import DAY, HOUR, MINUTE
from tests.bot.quota.watching import Watching, admins_group, watching
from tests.parts import Clock
from tests.sandbox_server import SandboxHandle

GIB = 1 << 30
LIST = "GET /v1.0/drive/spaces"
CAPACITY = "GET /v1.0/storage/orgs/{corpId}"
QUERY = "POST /v1.0/drive/managements/spaces/query"
NOON = 20_000 * DAY + 4 * HOUR + 20 * MINUTE
SPACES = 120
PAGES = 3


@pytest.fixture
async def bot(sandbox: SandboxHandle, store: Store) -> AsyncIterator[Watching]:
    """A replica in an organisation of three pages."""
    await sandbox.reset(spaces=SPACES)
    async with watching(sandbox, store, Clock(NOON)) as put_together:
        yield put_together


async def lists(bot: Watching) -> list[str]:
    """The tokens with which the list was read."""
    return [
        call["query"].get("nextToken", "")
        for call in await bot.calls()
        if f"{call['method']} {call['template']}" == LIST
    ]


async def queries(bot: Watching) -> int:
    return sum(f"{call['method']} {call['template']}" == QUERY for call in await bot.calls())


async def swept(bot: Watching) -> bool:
    progress = await bot.where()
    return progress.swept is not None and progress.swept == progress.began


async def due(bot: Watching, *space_ids: str) -> None:
    """Let spaces be planned for a close look now, and do not look yet."""
    if await bot.watch.events.switched() is None:
        await bot.watch.switch_events_on("Bob")
    for space_id in space_ids:
        await bot.watch.events.note("storage_dentry_update", {"spaceId": space_id})
    await bot.later(15 * MINUTE)
    while not (await bot.where()).jobs:
        await bot.later(MINUTE)
        await bot.watch.tick()


async def test_a_sweep_goes_on_where_a_killed_replica_left_it(
    bot: Watching, sandbox: SandboxHandle, store: Store
) -> None:
    await bot.watch.tick()
    await bot.sampler.page(str((await bot.where()).began))
    async with watching(sandbox, store, Clock(bot.clock())) as other:
        await other.tick()

        assert len(await lists(bot)) == PAGES
        assert await swept(other)
        assert len(await other.seen()) == SPACES


async def test_two_replicas_at_one_sweep_end_it_once(
    bot: Watching, sandbox: SandboxHandle, store: Store
) -> None:
    await bot.watch.tick()
    began = str((await bot.where()).began)
    async with watching(sandbox, store, bot.clock) as other:
        await asyncio.gather(bot.sampler.sweep(began), other.sampler.sweep(began))

        assert await swept(bot)
        assert len(await bot.seen()) == SPACES
        assert len(await bot.watch.history(next(iter(await bot.seen())))) == 1


async def test_two_replicas_plan_the_same_once(
    bot: Watching, sandbox: SandboxHandle, store: Store
) -> None:
    async with watching(sandbox, store, bot.clock) as other:
        await asyncio.gather(bot.watch.tick(), other.watch.tick())
        await asyncio.gather(bot.work(), other.work())

        assert await swept(bot)
        assert (await bot.where()).errors == ()


async def test_what_a_replica_planned_and_never_did_is_planned_again(bot: Watching) -> None:
    await bot.watch.tick()
    assert (await bot.where()).is_busy
    await bot.later(HOUR)
    await bot.watch.tick()
    await bot.until_planned()

    assert await swept(bot)


async def test_redis_emptied_in_the_middle_of_a_sweep_costs_a_sweep(
    bot: Watching, store: Store
) -> None:
    await bot.watch.tick()
    await bot.sampler.page(str((await bot.where()).began))
    operator = await bot.organisation.operator()
    await store.redis.delete(*[key async for key in store.redis.scan_iter(f"{store.prefix}*")])
    await bot.organisation.learn((await bot.sandbox.state())["corpId"])
    await bot.work()
    assert await bot.seen() == {}

    await bot.organisation.name_operator(operator)
    await bot.tick()
    assert len(await bot.seen()) == SPACES


@pytest.mark.usefixtures("impatient")
async def test_a_rate_refusal_in_a_sweep_is_waited_out(bot: Watching) -> None:
    await bot.sandbox.fault("qps", LIST, times=3)
    await bot.tick()

    assert await swept(bot)
    assert len(await bot.seen()) == SPACES


@pytest.mark.usefixtures("impatient")
async def test_a_sweep_that_dingtalk_does_not_answer_goes_on_at_a_later_tick(
    bot: Watching,
) -> None:
    await bot.watch.tick()
    began = str((await bot.where()).began)
    await bot.sampler.page(began)
    fault = await bot.sandbox.fault("server-error", LIST)
    await bot.sampler.sweep(began)
    assert not await swept(bot)
    assert [error.what for error in (await bot.where()).errors] == ["list"]

    assert fault
    await bot.sandbox.clear_faults()
    await bot.later(MINUTE)
    await bot.tick()
    assert await swept(bot)


@pytest.mark.usefixtures("impatient")
async def test_a_sweep_that_is_never_answered_breaks_off_and_begins_again_in_an_hour(
    bot: Watching,
) -> None:
    await bot.sandbox.fault("server-error", LIST)
    for _ in range(8):
        await bot.tick()
        await bot.later(MINUTE)
    spent = len(await lists(bot))
    for _ in range(28):
        await bot.tick()
        await bot.later(MINUTE)
    assert len(await lists(bot)) == spent

    await bot.sandbox.clear_faults()
    await bot.later(HOUR)
    await bot.tick()
    assert await swept(bot)


async def test_a_page_that_comes_twice_is_asked_for_again(bot: Watching) -> None:
    await bot.sandbox.fault("repeat-page", LIST, times=1)
    await bot.tick()

    assert await swept(bot)
    assert len(await bot.seen()) == SPACES


async def test_a_page_that_always_comes_again_ends_the_sweep_and_drops_nothing(
    bot: Watching,
) -> None:
    await bot.tick()
    await bot.sandbox.fault("repeat-page", LIST)
    await bot.later(DAY)
    await bot.tick()

    assert not await swept(bot)
    assert len(await bot.seen()) == SPACES
    assert {seen.missed for seen in (await bot.seen()).values()} == {0}


async def test_a_skipped_page_drops_nothing(bot: Watching) -> None:
    await bot.tick()
    await bot.sandbox.fault("skip-page", LIST, times=1)
    await bot.later(DAY)
    await bot.tick()
    assert {seen.missed for seen in (await bot.seen()).values()} == {0, 1}

    while {seen.missed for seen in (await bot.seen()).values()} != {0}:
        await bot.until_planned()
    assert len(await bot.seen()) == SPACES
    assert bot.clock() - NOON < 2 * DAY
    odd = {each.kind for seen in (await bot.seen()).values() for each in seen.known.odd}
    assert "missing" not in odd


async def test_a_space_deleted_between_plan_and_look_is_dropped_after_a_second_look(
    bot: Watching,
) -> None:
    await bot.tick()
    gone = next(iter(await bot.seen()))
    await due(bot, gone)
    await bot.sandbox.delete_space(gone)
    await bot.work()
    assert (await bot.seen())[gone].missed == 1

    while gone in await bot.seen():
        await bot.until_planned()
    assert len(await bot.seen()) == SPACES - 1


async def test_one_of_thirty_left_out_once_is_not_gone(bot: Watching) -> None:
    await bot.tick()
    first = next(iter(await bot.seen()))
    await due(bot, first)
    await bot.sandbox.fault("omit-id", QUERY, times=1)
    await bot.work()
    assert sum(seen.missed for seen in (await bot.seen()).values()) == 1

    while any(seen.missed for seen in (await bot.seen()).values()):
        await bot.until_planned()
    assert len(await bot.seen()) == SPACES


async def test_where_one_of_thirty_is_refused_the_list_tells_which_is_gone(bot: Watching) -> None:
    await bot.sandbox.settings(unknownIds="error")
    await bot.tick()
    gone, other = list(await bot.seen())[:2]
    await due(bot, gone, other)
    await bot.sandbox.delete_space(gone)
    await bot.work()
    assert (await bot.where()).strict

    while gone in await bot.seen():
        await bot.until_planned()
    assert len(await bot.seen()) == SPACES - 1
    assert bot.clock() - NOON < 2 * DAY


async def test_an_operator_who_may_not_query_reads_the_list_and_it_is_said_once(
    bot: Watching,
) -> None:
    group = await admins_group(bot.sandbox, bot.organisation)
    await bot.tick()
    await bot.watch.switch_events_on("Bob")
    await bot.sandbox.client.patch("/sandbox/users/manager01", json={"isAdmin": False})
    await due(bot, next(iter(await bot.seen())))
    await bot.work()
    assert (await bot.where()).troubles["query"].code == "no.priviledge"

    for _ in range(3):
        await bot.later(DAY)
        await bot.tick()
        await bot.tick()
    assert await queries(bot) == 1
    assert len([each for each in await lists(bot) if not each]) >= 4
    said = [each for each in await bot.sandbox.messages(group) if each["from"] == "bot"]
    assert set((await bot.where()).troubles) == {"query", "capacity"}
    assert len({each["card"]["outTrackId"] for each in said}) == 2


@pytest.mark.parametrize("code", ["no.priviledge", "33012", "50002"])
async def test_a_list_that_knows_the_operator_no_more_is_a_lost_operator(
    bot: Watching, code: str
) -> None:
    await bot.sandbox.fault("respond", LIST, code=code, status=400)
    await bot.tick()

    assert set((await bot.where()).troubles) == {"operator"}


async def test_an_operator_who_has_left_halts_the_watch_and_it_is_said_once(
    bot: Watching,
) -> None:
    group = await admins_group(bot.sandbox, bot.organisation)
    await bot.tick()
    (await bot.sandbox.client.delete("/sandbox/users/manager01")).raise_for_status()
    await bot.later(DAY)
    await bot.tick()
    spent = len(await bot.calls())
    for _ in range(20):
        await bot.later(HOUR)
        await bot.tick()

    assert len(await bot.calls()) == spent
    assert (await bot.where()).troubles["operator"].told
    said = [each for each in await bot.sandbox.messages(group) if each["from"] == "bot"]
    assert len(said) == 1
    assert len(await bot.seen()) == SPACES  # what is known stays


async def test_a_trouble_waits_for_a_conversation_in_which_to_tell_it(bot: Watching) -> None:
    await bot.progress.update(lambda now: replace(now, troubles={"query": Trouble(NOON, "x")}))
    await bot.tick()
    assert not (await bot.where()).troubles["query"].told

    group = await admins_group(bot.sandbox, bot.organisation)
    await bot.tick()
    said = [each for each in await bot.sandbox.messages(group) if each["from"] == "bot"]
    assert len(said) == 1


async def test_with_the_share_used_up_nothing_is_looked_at_until_the_month_ends(
    sandbox: SandboxHandle, store: Store
) -> None:
    async with watching(sandbox, store, Clock(NOON)) as bot:
        await bot.tick()
        report = await bot.governor.report()
        await bot.governor.state_used(report.calls.share)
        spent = len(await bot.calls())
        while bot.clock() < report.until - HOUR:
            bot.clock.at = min(bot.clock() + 12 * HOUR, report.until - HOUR)
            await bot.tick()
        assert len(await bot.calls()) == spent
        assert (await bot.where()).note is Note.NOTHING

        bot.clock.at = report.until + 2 * HOUR
        await bot.tick()
        await bot.until_planned()
        assert await swept(bot)
        assert (await bot.where()).note is None


async def test_calls_that_dingtalk_refuses_for_the_month_end_the_looking(bot: Watching) -> None:
    await bot.tick()
    await bot.sandbox.fault("count-limit")
    await bot.later(DAY)
    await bot.tick()
    spent = len(await bot.calls())
    for _ in range(10):
        await bot.until_planned()

    assert len(await bot.calls()) == spent
    assert len(await bot.seen()) == SPACES


@pytest.mark.parametrize("moved", [DAY, -DAY])
async def test_a_clock_moved_by_a_day_stops_nothing_and_makes_up_nothing(
    bot: Watching, moved: int
) -> None:
    await bot.tick()
    bot.clock.at += moved
    for _ in range(30):
        await bot.until_planned()
        await bot.later(HOUR)

    assert await swept(bot)
    assert len(await bot.seen()) == SPACES
    assert max(seen.sample.at for seen in (await bot.seen()).values()) <= bot.clock()
    assert await bot.governor.spent() < 30


async def test_a_replica_with_a_wrong_clock_reads_the_time_from_redis(
    sandbox: SandboxHandle, store: Store
) -> None:
    async with watching(sandbox, store, Clock(NOON), now=store.now) as bot:
        before = await store.now()
        await bot.tick()

        assert all(seen.sample.at >= before for seen in (await bot.seen()).values())


async def test_the_admins_are_warned_once_before_the_share_is_used_up(bot: Watching) -> None:
    group = await admins_group(bot.sandbox, bot.organisation)
    share = (await bot.governor.report()).calls.share
    await bot.governor.state_used(share * 71 // 100)
    for _ in range(3):
        await bot.watch.notify()
        await bot.later(HOUR)

    said = [each for each in await bot.sandbox.messages(group) if each["from"] == "bot"]
    assert len(said) == 1
    assert await bot.governor.crossings() == ()


async def test_file_events_are_switched_off_at_half_of_the_share_of_messages(
    sandbox: SandboxHandle, store: Store
) -> None:
    async with watching(sandbox, store, Clock(NOON), monthly_messages=10) as bot:
        group = await admins_group(sandbox, bot.organisation)
        tally = Tally(store, bot.clock)
        await bot.watch.switch_events_on("Bob")
        await heard_of(store, tally, events=2)
        await bot.tick()
        assert await bot.watch.events.switched() is not None

        await heard_of(store, tally, events=1)
        await bot.tick()
        assert await bot.watch.events.switched() is None
        assert any(call["template"].endswith("unsubscribe") for call in await bot.calls())
        said = [each for each in await sandbox.messages(group) if each["from"] == "bot"]
        assert len(said) == 1


async def heard_of(store: Store, tally: Tally, *, events: int) -> None:
    """Count events, each once: what a tally notes by itself it may write twice as it ends."""
    for _ in range(events):
        await store.together(tally.frame("event", "", ""))
