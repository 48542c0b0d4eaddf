"""The organisation's capacity, kept for each person by themselves."""

import pytest

from bot.dingtalk.http import DingTalk
from bot.drive.capacities import Capacities
from bot.errors import NotAuthorized, ScopeMissing, Unavailable
from bot.storage import Store
from tests.dingtalk import calls_of, union_id
from tests.sandbox_server import SandboxHandle

TOTAL = "GET /v1.0/storage/orgs/{corpId}"


@pytest.fixture
async def capacities(sandbox: SandboxHandle, dingtalk: DingTalk, store: Store) -> Capacities:
    corp_id = str((await sandbox.state())["corpId"])

    async def known() -> str | None:
        return corp_id

    return Capacities(dingtalk, store, known)


async def test_a_capacity_is_read_once_while_it_is_fresh(
    sandbox: SandboxHandle, capacities: Capacities
) -> None:
    admin = await union_id(sandbox, "manager01")

    first = await capacities.read(admin, 60)
    again = await capacities.read(admin, 60)
    anew = await capacities.read(admin, 0)

    assert again == first
    assert anew.at >= first.at
    assert len(await calls_of(sandbox, TOTAL)) == 2


async def test_what_was_read_for_one_person_is_not_given_another(
    sandbox: SandboxHandle, capacities: Capacities
) -> None:
    await capacities.read(await union_id(sandbox, "manager01"), 60)

    with pytest.raises(NotAuthorized):
        await capacities.read(await union_id(sandbox, "staff01"), 60)


async def test_a_refusal_is_remembered_of_whom_it_was_said(
    sandbox: SandboxHandle, capacities: Capacities
) -> None:
    member = await union_id(sandbox, "staff01")

    for _ in range(2):
        with pytest.raises(NotAuthorized):
            await capacities.read(member, 0)
    await capacities.read(await union_id(sandbox, "manager01"), 0)

    assert len(await calls_of(sandbox, TOTAL)) == 2


async def test_a_permission_that_is_missing_is_asked_for_again(
    sandbox: SandboxHandle, capacities: Capacities
) -> None:
    admin = await union_id(sandbox, "manager01")
    await sandbox.fault("no-scope", TOTAL, times=1)

    with pytest.raises(ScopeMissing):
        await capacities.read(admin, 60)

    assert (await capacities.read(admin, 60)).capacity.used


async def test_what_another_release_wrote_is_read_anew(
    sandbox: SandboxHandle, capacities: Capacities, store: Store
) -> None:
    admin = await union_id(sandbox, "manager01")
    await store.redis.set(store.key("capacity", admin), '{"old": 1}', ex=60)

    assert (await capacities.read(admin, 60)).capacity.parts


async def test_an_organisation_that_is_not_known_yet_is_said_to_be(
    sandbox: SandboxHandle, dingtalk: DingTalk, store: Store
) -> None:
    async def unknown() -> str | None:
        return None

    with pytest.raises(Unavailable):
        await Capacities(dingtalk, store, unknown).read("somebody", 60)
