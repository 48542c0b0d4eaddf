"""The watch over the real wire, with numbers and rows that DingTalk does not say."""

import json
from collections.abc import AsyncIterator

import pytest

from bot.quota.samples import ORGANISATION
from bot.storage import Store
from bot.times.spans import DAY, HOUR, MINUTE
from tests.bot.quota.test_watch_failures import due, swept
from tests.bot.quota.watching import Watching, watching
from tests.parts import Clock
from tests.sandbox_server import SandboxHandle

GIB = 1 << 30
LIST = "GET /v1.0/drive/spaces"
CAPACITY = "GET /v1.0/storage/orgs/{corpId}"
QUERY = "POST /v1.0/drive/managements/spaces/query"
NOON = 20_000 * DAY + 4 * HOUR + 20 * MINUTE
SPACES = 120


@pytest.fixture
async def bot(sandbox: SandboxHandle, store: Store) -> AsyncIterator[Watching]:
    """A replica in an organisation of three pages."""
    await sandbox.reset(spaces=SPACES)
    async with watching(sandbox, store, Clock(NOON)) as put_together:
        yield put_together


def rows(*space_ids: str) -> str:
    """An answer that finds these spaces and says nothing of them."""
    return json.dumps({"spaces": [{"spaceId": space_id} for space_id in space_ids]})


def capacity(used: int) -> str:
    quota = {"used": used, "max": 1000 * GIB}
    return json.dumps({"org": {"partitions": [{"quota": quota}]}})


async def test_numbers_that_are_not_said_resolve_nothing_and_end_nothing(bot: Watching) -> None:
    await bot.sandbox.fault("respond", CAPACITY, status=200, message=capacity(GIB))
    await bot.tick()
    space_id = next(iter(await bot.seen()))
    await bot.sandbox.change_space(space_id, usedQuota=99 * GIB, quota=100 * GIB)
    await bot.later(HOUR)
    await bot.watch.now(space_id)
    before = (await bot.seen())[space_id]
    assert before.known.told

    await bot.sandbox.fault("respond", QUERY, status=200, message=rows(space_id))
    for _ in range(3):
        await bot.later(HOUR)
        found = await bot.watch.now(space_id)
        assert found is not None
        assert found[0].used is None

    after = (await bot.seen())[space_id]
    assert (after.sample, after.known.told, after.missed) == (before.sample, before.known.told, 0)
    assert len(await bot.observations.history(space_id)) == 2


@pytest.mark.parametrize("row", ["null", "{}", '{"spaceId":[]}'])
async def test_nothing_is_gone_while_rows_cannot_be_read(bot: Watching, row: str) -> None:
    await bot.tick()
    await bot.sandbox.fault("respond", LIST, status=200, message=f'{{"spaces":[{row}]}}')

    for _ in range(3):
        await bot.later(DAY)
        await bot.tick()
        assert await swept(bot)

    assert len(await bot.seen()) == SPACES
    assert await bot.observations.gone() == ()


async def test_nothing_is_missing_from_a_close_look_whose_rows_cannot_be_read(
    bot: Watching,
) -> None:
    await bot.tick()
    space_id = next(iter(await bot.seen()))
    await bot.sandbox.fault("respond", QUERY, status=200, message='{"spaces":[{}]}')

    for _ in range(3):
        await due(bot, space_id)
        await bot.work()

    assert (await bot.seen())[space_id].missed == 0


@pytest.mark.parametrize(
    "partitions", ["[]", "[{}]", '[{"quota":{"max":100}}]', '[{"quota":{"used":null}}]']
)
async def test_a_capacity_that_was_not_said_resolves_nothing(
    bot: Watching, partitions: str
) -> None:
    await bot.sandbox.fault("respond", CAPACITY, status=200, message=capacity(990 * GIB))
    await bot.tick()
    before = (await bot.observations.some([ORGANISATION]))[ORGANISATION]
    assert before.known.told

    await bot.sandbox.clear_faults()
    answer = f'{{"org":{{"partitions":{partitions}}}}}'
    await bot.sandbox.fault("respond", CAPACITY, status=200, message=answer)
    for _ in range(3):
        await bot.later(DAY)
        await bot.tick()

    after = (await bot.observations.some([ORGANISATION]))[ORGANISATION]
    assert (after.sample, after.known.told) == (before.sample, before.known.told)


async def test_numbers_that_are_not_said_for_a_day_are_told_to_the_admins_once(
    bot: Watching,
) -> None:
    await bot.tick()
    await bot.sandbox.fault("malform", LIST, message="spaces.0.usedQuota", code="absent")
    await bot.sandbox.fault("malform", QUERY, message="spaces.*.usedQuota", code="absent")
    for _ in range(3):
        await bot.later(DAY)
        await bot.tick()
    assert (await bot.where()).troubles["numbers"].code == "3"  # one a page

    await bot.sandbox.clear_faults()
    await bot.later(DAY)
    await bot.tick()
    assert "numbers" not in (await bot.where()).troubles
