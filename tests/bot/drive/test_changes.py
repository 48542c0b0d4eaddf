"""Creating and deleting spaces, each done once."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.drive.changes import Changes
from bot.drive.spaces import Space
from bot.errors import BadName, ChangeUncertain, LeaseLost, NotAuthorized, SpaceMissing, Throttled
from bot.journal import Journal
from bot.messages import Command
from bot.storage import Store
from tests.assembly import Assembly, assembled
from tests.dingtalk import calls_of, union_id
from tests.sandbox_server import SandboxHandle

LIST = "GET /v1.0/drive/spaces"
CREATE = "POST /v1.0/drive/spaces"
DELETE = "DELETE /v1.0/drive/spaces/{spaceId}"


@pytest.fixture
async def bot(sandbox: SandboxHandle, store: Store) -> AsyncIterator[Assembly]:
    async with assembled(sandbox, store, call_seconds=2) as core:
        yield core


@pytest.fixture
def changes(bot: Assembly) -> Changes:
    return bot.services.changes


@pytest.fixture
async def viewer(sandbox: SandboxHandle) -> str:
    return await union_id(sandbox, "manager01")


@pytest.fixture
async def creating(bot: Assembly) -> Command:
    return await bot.command("space create")


@pytest.fixture
async def deleting(bot: Assembly) -> Command:
    return await bot.command("space delete")


async def named(bot: Assembly, name: str) -> int:
    spaces = (await bot.sandbox.state())["spaces"]
    return [space["spaceName"] for space in spaces].count(name)


async def outcomes(bot: Assembly) -> list[str]:
    return [kept.entry.outcome for kept in await bot.services.audit.last(9)]


async def finance(bot: Assembly) -> Space:
    found = await bot.space("Finance")
    assert found is not None
    return Space(found["spaceId"], "Finance", "org", found["usedQuota"])


async def test_a_space_is_created_and_written_down(
    bot: Assembly, changes: Changes, creating: Command, viewer: str
) -> None:
    space = await changes.create(creating, "项目甲", viewer)

    [kept] = await bot.services.audit.last(9)
    [call] = await calls_of(bot.sandbox, CREATE)
    assert await named(bot, "项目甲") == 1
    assert (kept.entry.target, kept.entry.name, kept.entry.outcome) == (space.id, "项目甲", "done")
    assert kept.entry.request_id
    assert call["body"]["unionId"] == viewer


async def test_a_deletion_that_is_denied_to_somebody_ends_no_watch(
    bot: Assembly, changes: Changes, deleting: Command, viewer: str
) -> None:
    """What one person is not given is not gone."""
    space = await finance(bot)
    await bot.services.watch.intake.made(space)
    await bot.sandbox.fault("respond", DELETE, status=404, code="spaceNotExist", message="")

    with pytest.raises(SpaceMissing):
        await changes.delete(deleting, space, viewer)

    assert space.id in await bot.services.watch.observations.all()


async def test_a_second_run_creates_no_second_space(
    bot: Assembly, changes: Changes, creating: Command, viewer: str
) -> None:
    first = await changes.create(creating, "项目甲", viewer)
    second = await changes.create(creating, "项目甲", viewer)

    assert second.id == first.id
    assert await named(bot, "项目甲") == 1
    assert await outcomes(bot) == ["done"]


async def test_what_is_done_is_told_though_the_list_cannot_be_read(
    bot: Assembly, changes: Changes, creating: Command, viewer: str
) -> None:
    """A second run must not say that nothing happened because DingTalk is down by then."""
    first = await changes.create(creating, "项目甲", viewer)
    await bot.sandbox.fault("no-scope", LIST)

    second = await changes.create(creating, "项目甲", viewer)

    assert (second.id, second.name) == (first.id, "项目甲")


async def test_a_creation_whose_answer_was_lost_is_found(
    bot: Assembly, changes: Changes, creating: Command, viewer: str
) -> None:
    await bot.sandbox.fault("timeout-after", CREATE, times=1)

    space = await changes.create(creating, "项目甲", viewer)

    assert await named(bot, "项目甲") == 1
    assert len(await calls_of(bot.sandbox, CREATE)) == 1
    assert (await bot.space("项目甲") or {})["spaceId"] == space.id


async def test_a_creation_that_left_no_trace_is_called_again(
    bot: Assembly, changes: Changes, creating: Command, viewer: str
) -> None:
    await bot.sandbox.fault("timeout-before", CREATE, times=1)

    await changes.create(creating, "项目甲", viewer)

    assert await named(bot, "项目甲") == 1
    assert len(await calls_of(bot.sandbox, CREATE)) == 2


async def test_a_run_after_a_crash_looks_before_it_calls(
    bot: Assembly, changes: Changes, creating: Command, viewer: str
) -> None:
    assert creating.fence is not None
    await Journal(bot.store).intend(creating.key, creating.fence, {"known": []})
    await bot.sandbox.make_space("项目甲")

    await changes.create(creating, "项目甲", viewer)

    assert await calls_of(bot.sandbox, CREATE) == []
    assert await changes.begun(creating)


async def test_an_older_space_of_that_name_is_not_taken_for_ours(
    bot: Assembly, changes: Changes, creating: Command, viewer: str
) -> None:
    await bot.sandbox.fault("timeout-before", CREATE, times=1)

    space = await changes.create(creating, "Finance", viewer)

    assert space.id != (await finance(bot)).id
    assert await named(bot, "Finance") == 2


async def test_several_that_may_be_ours_are_nobodys_guess(
    bot: Assembly, changes: Changes, creating: Command, viewer: str
) -> None:
    assert creating.fence is not None
    await Journal(bot.store).intend(creating.key, creating.fence, {"known": []})
    await bot.sandbox.make_space("项目甲")
    await bot.sandbox.make_space("项目甲")

    with pytest.raises(ChangeUncertain):
        await changes.create(creating, "项目甲", viewer)

    assert await calls_of(bot.sandbox, CREATE) == []
    assert await outcomes(bot) == ["uncertain"]


async def test_a_list_that_cannot_be_read_leaves_it_open(
    bot: Assembly, changes: Changes, creating: Command, viewer: str
) -> None:
    await changes.create(replace(creating, key="warm"), "warm", viewer)
    await bot.services.spaces.listing(viewer, 0)
    await bot.sandbox.fault("timeout-after", CREATE, times=1)
    await bot.sandbox.fault("no-scope", LIST)

    with pytest.raises(ChangeUncertain) as uncertain:
        await changes.create(creating, "项目甲", viewer)

    assert uncertain.value.data() == {"what": "create", "name": "项目甲"}
    assert (await outcomes(bot))[0] == "uncertain"


async def test_two_calls_without_a_trace_leave_it_open(
    bot: Assembly, changes: Changes, creating: Command, viewer: str
) -> None:
    await bot.sandbox.fault("timeout-before", CREATE)

    with pytest.raises(ChangeUncertain):
        await changes.create(creating, "项目甲", viewer)

    assert len(await calls_of(bot.sandbox, CREATE)) == 2


async def test_a_refusal_is_written_down_and_may_be_asked_again(
    bot: Assembly, changes: Changes, creating: Command, viewer: str
) -> None:
    await bot.sandbox.fault(
        "respond", CREATE, times=1, status=400, code="name.invalid", message="no"
    )
    with pytest.raises(BadName):
        await changes.create(creating, "a", viewer)

    assert await outcomes(bot) == ["refused: name.invalid"]
    assert not await changes.begun(creating)
    await changes.create(creating, "a", viewer)
    assert await named(bot, "a") == 1


async def test_a_failure_that_did_nothing_is_no_refusal(
    bot: Assembly, changes: Changes, creating: Command, viewer: str, impatient: None
) -> None:
    await bot.sandbox.fault("qps", CREATE)

    with pytest.raises(Throttled) as refused:
        await changes.create(creating, "a", viewer)

    assert await outcomes(bot) == [f"failed: {refused.value.code}"]
    assert not await changes.begun(creating)


async def test_a_broken_fence_stops_before_the_call(
    bot: Assembly, changes: Changes, creating: Command, viewer: str
) -> None:
    assert creating.fence is not None
    await bot.store.redis.delete(creating.fence.key)

    with pytest.raises(LeaseLost):
        await changes.create(creating, "项目甲", viewer)

    assert await calls_of(bot.sandbox, CREATE) == []


async def test_a_change_without_a_fence_is_a_mistake(
    changes: Changes, creating: Command, viewer: str
) -> None:
    with pytest.raises(TypeError):
        await changes.create(replace(creating, fence=None), "a", viewer)


async def test_a_space_is_deleted_and_written_down(
    bot: Assembly, changes: Changes, deleting: Command, viewer: str
) -> None:
    space = await finance(bot)

    await changes.delete(deleting, space, viewer)

    [kept] = await bot.services.audit.last(9)
    assert await named(bot, "Finance") == 0
    assert (kept.entry.target, kept.entry.before) == (space.id, f"used={space.used}")


async def test_a_deletion_runs_once_however_often_it_is_asked(
    bot: Assembly, changes: Changes, deleting: Command, viewer: str
) -> None:
    space = await finance(bot)
    for _ in range(3):
        await changes.delete(deleting, space, viewer)

    assert len(await calls_of(bot.sandbox, DELETE)) == 1
    assert await outcomes(bot) == ["done"]


@pytest.mark.parametrize("lost", [("timeout-after", 1), ("timeout-before", 2)])
async def test_a_deletion_whose_answer_was_lost_is_looked_up(
    bot: Assembly, changes: Changes, deleting: Command, viewer: str, lost: tuple[str, int]
) -> None:
    fault, calls = lost
    await bot.sandbox.fault(fault, DELETE, times=1)

    await changes.delete(deleting, await finance(bot), viewer)

    assert await named(bot, "Finance") == 0
    assert len(await calls_of(bot.sandbox, DELETE)) == calls


async def test_a_deletion_of_somebody_who_may_not_is_refused(
    bot: Assembly, changes: Changes, deleting: Command
) -> None:
    with pytest.raises(NotAuthorized):
        await changes.delete(deleting, await finance(bot), await union_id(bot.sandbox, "staff01"))

    assert await named(bot, "Finance") == 1


@pytest.mark.parametrize("fault", ["timeout-before", "timeout-after"])
async def test_a_deletion_is_not_done_because_a_row_cannot_be_read(
    bot: Assembly, changes: Changes, deleting: Command, viewer: str, fault: str
) -> None:
    """The space may be the one whose row says nothing."""
    await bot.sandbox.fault(fault, DELETE, times=1)
    await bot.sandbox.fault("respond", LIST, status=200, message='{"spaces":[{}]}')

    with pytest.raises(ChangeUncertain):
        await changes.delete(deleting, await finance(bot), viewer)
    assert await outcomes(bot) == ["uncertain"]
    assert len(await calls_of(bot.sandbox, DELETE)) == 1


async def test_a_creation_is_not_repeated_because_a_row_cannot_be_read(
    bot: Assembly, changes: Changes, creating: Command, viewer: str
) -> None:
    await bot.sandbox.fault("timeout-after", CREATE, times=1)
    await bot.services.spaces.listing(viewer, 0)
    await bot.sandbox.fault("respond", LIST, status=200, message='{"spaces":[{}]}')

    with pytest.raises(ChangeUncertain):
        await changes.create(creating, "项目甲", viewer)
    assert await named(bot, "项目甲") == 1
