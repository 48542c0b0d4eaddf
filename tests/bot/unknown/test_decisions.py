"""What is decided when any one field of an answer is wrong: nothing dangerous, and never silence."""

import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import pytest

from bot.cards import Card
from bot.errors import ChangeUncertain, SpacekeeperError
from bot.quota.observations.model import Observation
from bot.quota.samples import ORGANISATION
from bot.storage import Store
from bot.times.spans import DAY, HOUR, MINUTE
from handlers.delete import SpaceDeletion
from sandbox.malform import ALL_WAYS
from tests.assembly import Assembly, assembled
from tests.bot.quota.watching import Watching, watching
from tests.bot.unknown.documents import FULL, GIB, cases
from tests.handlers.calling import types
from tests.parts import Clock
from tests.sandbox_server import SandboxHandle

LIST = "GET /v1.0/drive/spaces"
QUERY = "POST /v1.0/drive/managements/spaces/query"
CREATE = "POST /v1.0/drive/spaces"
DELETE = "DELETE /v1.0/drive/spaces/{spaceId}"
CAPACITY = "GET /v1.0/storage/orgs/{corpId}"
NOON = 20_000 * DAY + 4 * HOUR + 20 * MINUTE
PERSON = "POST /topapi/v2/user/get"

MEMBERS = ("spaces", "spaces.{row}", *(f"spaces.{{row}}.{name}" for name in FULL), "nextToken")
QUOTA = "org.partitions.0.quota"
PARTS = (
    "org",
    "org.partitions",
    "org.partitions.0",
    QUOTA,
    *(f"{QUOTA}.{name}" for name in ("used", "max", "type")),
)
PEOPLE = ("result", "result.unionid", "result.admin", "result.name", "errcode")
OTHERWISE = {("spaces.{row}", "absent"), ("spaces.{row}.spaceId", "unknown")}
"""Then DingTalk says, and clearly, that it is gone, or that another is there."""
SAME = {"extra", "text", "number"}
"""Ways that leave an id, a name or a number what it was, or as good as that."""


@pytest.fixture
async def bot(sandbox: SandboxHandle, store: Store) -> AsyncIterator[Assembly]:
    async with assembled(sandbox, store) as put_together:
        yield put_together


def wrongs(members: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    return ((member, way) for member in members for way in ALL_WAYS)


async def row_of(bot: Assembly, name: str) -> int:
    """Where a space stands in the list."""
    names = [each["spaceName"] for each in (await bot.sandbox.state())["spaces"]]
    return names.index(name)


async def malform(sandbox: SandboxHandle, api: str, member: str, way: str, row: int = 0) -> None:
    """Let one member of every answer be wrong in one way, from now on."""
    await sandbox.clear_faults()
    await sandbox.fault("malform", api, message=member.format(row=row), code=way)


async def forget_list(bot: Assembly) -> None:
    """Let the list be read again: what was seen before would be taken from it."""
    viewer = await bot.services.union_id(await bot.command("x"))
    await bot.store.redis.delete(bot.store.key("spaces", viewer))


async def plan_of(bot: Assembly, name: str) -> SpaceDeletion:
    space = await bot.space(name)
    assert space is not None
    return SpaceDeletion(space["spaceId"], name, space["usedQuota"])


async def tried(bot: Assembly, text: str) -> Card | None:
    """What answers a text; None for an error, which has its own card."""
    try:
        return await types(bot, text)
    except SpacekeeperError:
        return None


@pytest.mark.timeout(120)
async def test_a_space_with_files_is_never_called_empty(bot: Assembly, impatient: None) -> None:
    seen = 0
    for member, way in wrongs(MEMBERS):
        await malform(bot.sandbox, QUERY, member, way)
        await forget_list(bot)
        card = await tried(bot, "space delete Finance")
        assert card is None or card.template == "delete_type_name", (member, way)
        seen += card is not None
    assert seen > 90


@pytest.mark.timeout(120)
async def test_a_list_is_never_lost_for_one_wrong_row(bot: Assembly, impatient: None) -> None:
    row = await row_of(bot, "Finance")
    whole = (await types(bot, "spaces")).data["total"]
    assert isinstance(whole, int)
    for member, way in wrongs(MEMBERS):
        await malform(bot.sandbox, LIST, member, way, row)
        await forget_list(bot)
        card = await tried(bot, "spaces")
        if card is None:
            assert member in {"spaces", "nextToken"}, (member, way)
        elif member != "spaces":
            total, unread = card.data["total"], card.data["unread"]
            assert isinstance(total, int)
            assert isinstance(unread, int)
            assert total + unread >= whole - (way == "absent"), (member, way)


@pytest.mark.timeout(120)
async def test_at_the_end_of_a_hold_nothing_goes_that_cannot_be_seen(
    bot: Assembly, impatient: None
) -> None:
    plan, number = await plan_of(bot, "Finance"), 0
    needed = {f"spaces.{{row}}.{name}" for name in ("spaceId", "spaceName", "usedQuota")}
    for member, way in wrongs(
        tuple(each for each in MEMBERS if each in needed or "{row}." not in each)
    ):
        if way in SAME or (member == "nextToken"):
            continue
        number += 1
        await malform(bot.sandbox, QUERY, member, way)
        if member == "spaces.{row}.spaceId" or "{row}." not in member:
            # What the query does not bring is looked for in the list.
            row = await row_of(bot, "Finance")
            await bot.sandbox.fault("malform", LIST, message=member.format(row=row), code=way)
        asked = await bot.command("space delete", key=f"robot1:{number}")
        hold = await bot.services.holds.place(asked, plan)
        await bot.services.holds.take(hold)
        route = bot.routes.hold_for(SpaceDeletion)
        assert route is not None
        fence = bot.services.holds.fence(hold)
        command = await bot.command(route.words, key=f"hold:{hold.id}", fence=fence)
        try:
            card = await route.handler(plan, command, bot.services)
        except SpacekeeperError:
            continue
        assert card.template == "delete_stopped", (member, way)
        assert DELETE not in await bot.calls(), (member, way)
    assert number > 40


@pytest.mark.timeout(120)
async def test_a_deletion_without_an_answer_is_not_called_done(
    bot: Assembly, impatient: None
) -> None:
    """The space is still there, whatever its row looks like."""
    row, number = await row_of(bot, "Finance"), 0
    space, viewer = await bot.services.space(await bot.command("x"), "Finance"), ""
    viewer = await bot.services.union_id(await bot.command("x"))
    for member, way in wrongs(("spaces", "spaces.{row}", "spaces.{row}.spaceId", "nextToken")):
        if (member, way) in OTHERWISE:
            continue
        number += 1
        await malform(bot.sandbox, LIST, member, way, row)
        await bot.sandbox.fault("respond", DELETE, status=500, message="<html>", times=2)
        command = await bot.command("space delete", key=f"robot1:{number}")
        with pytest.raises(SpacekeeperError) as raised:
            await bot.services.changes.delete(command, space, viewer)
        assert isinstance(raised.value, ChangeUncertain), (member, way)
    assert await bot.space("Finance") is not None


@pytest.mark.timeout(120)
async def test_whoever_is_an_admin_is_never_refused_as_none(bot: Assembly, impatient: None) -> None:
    for member, way in wrongs(PEOPLE):
        await malform(bot.sandbox, PERSON, member, way)
        try:
            role = await bot.services.access.role((await bot.command("x")).sender, fresh=True)
        except SpacekeeperError:
            continue
        assert role.name == "ADMIN", (member, way)


@pytest.fixture
async def watch(sandbox: SandboxHandle, store: Store) -> AsyncIterator[Watching]:
    """A watch that has told of a full space."""
    async with watching(sandbox, store, Clock(NOON)) as bot:
        space_id = (await sandbox.state())["spaces"][0]["spaceId"]
        await sandbox.change_space(space_id, usedQuota=99 * GIB, quota=100 * GIB)
        await bot.tick()
        yield bot


def situation(seen: Observation) -> object:
    return seen.known.told, seen.missed, seen.sample.quota


async def tell_tale(watch: Watching) -> Observation:
    seen = await watch.seen()
    return next(each for each in seen.values() if each.known.told)


@pytest.mark.timeout(240)
async def test_no_wrong_field_resolves_an_alert_or_ends_a_watch(
    watch: Watching, impatient: None
) -> None:
    full = await tell_tale(watch)
    all_seen = {*await watch.seen()}
    for member, way in wrongs(MEMBERS):
        if (member, way) in OTHERWISE:
            continue
        await malform(watch.sandbox, QUERY, member, way)
        for _ in range(2):
            await watch.later(HOUR)
            try:
                await watch.watch.now(full.space_id)
            except SpacekeeperError:
                continue
        now = await watch.seen()
        assert {*now} >= all_seen, (member, way)
        assert situation(now[full.space_id]) == situation(full), (member, way)


@pytest.mark.timeout(240)
async def test_no_wrong_field_of_a_sweep_ends_a_watch(watch: Watching, impatient: None) -> None:
    full = await tell_tale(watch)
    all_seen = {*await watch.seen()}
    for member, way in wrongs(
        ("spaces", "spaces.0", "spaces.0.spaceId", "spaces.0.usedQuota", "nextToken")
    ):
        if (member.replace("0", "{row}"), way) in OTHERWISE:
            continue
        await malform(watch.sandbox, LIST, member, way)
        for _ in range(2):
            await watch.later(DAY)
            await watch.tick()
        now = await watch.seen()
        assert {*now} >= all_seen, (member, way)
        assert now[full.space_id].known.told == full.known.told, (member, way)


@pytest.mark.timeout(120)
async def test_no_wrong_field_resolves_the_alert_of_the_organisation(
    sandbox: SandboxHandle, store: Store, impatient: None
) -> None:
    quota = {"used": 99 * GIB, "max": 100 * GIB, "type": "SHARE"}
    whole = {"org": {"partitions": [{"partitionType": "PUBLIC", "quota": quota}]}}
    async with watching(sandbox, store, Clock(NOON)) as bot:
        await sandbox.fault("respond", CAPACITY, status=200, message=json.dumps(whole))
        await bot.tick()
        before = (await bot.observations.some([ORGANISATION]))[ORGANISATION]
        assert before.known.told
        for place, way, wrong in cases(whole):
            if place[-1:] in {("used",), ("max",)} and way in {"number", "huge"}:
                continue  # then DingTalk says, and clearly, something else
            await sandbox.clear_faults()
            await sandbox.fault("respond", CAPACITY, status=200, message=json.dumps(wrong))
            for _ in range(2):
                await bot.later(HOUR)
                await bot.progress.update(
                    lambda now: replace(now, jobs={**now.jobs, "x": (ORGANISATION,)})
                )
                await bot.sampler.look("x")
            after = (await bot.observations.some([ORGANISATION]))[ORGANISATION]
            assert after.known.told == before.known.told, (place, way)
