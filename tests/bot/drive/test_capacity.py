"""The organisation's capacity, over the real wire, kept for each person by themselves."""

import pytest

from bot.dingtalk.http import DingTalk
from bot.drive.capacity import Capacities, Capacity, Part, read_capacity
from bot.errors import NotAuthorized, ScopeMissing, Unavailable
from bot.storage import Store
from tests.dingtalk import calls_of, union_id
from tests.sandbox_server import SandboxHandle

GIB = 1 << 30
API = "GET /v1.0/storage/orgs/{corpId}"


async def test_an_admin_reads_what_is_used_and_what_there_is(
    sandbox: SandboxHandle, dingtalk: DingTalk
) -> None:
    state = await sandbox.state()

    read = await read_capacity(dingtalk, state["corpId"], await union_id(sandbox, "manager01"))

    assert read.used == sum(space["usedQuota"] for space in state["spaces"])
    assert read.total is not None
    assert read.used is not None
    assert read.total > read.used
    assert len(await calls_of(sandbox, API)) == 1


async def test_a_member_may_not_read_it(sandbox: SandboxHandle, dingtalk: DingTalk) -> None:
    state = await sandbox.state()

    with pytest.raises(NotAuthorized):
        await read_capacity(dingtalk, state["corpId"], await union_id(sandbox, "staff01"))


async def test_an_answer_without_parts_is_no_answer(
    sandbox: SandboxHandle, dingtalk: DingTalk, impatient: None
) -> None:
    await sandbox.fault("respond", API, status=200, code="odd", message="odd")
    state = await sandbox.state()

    with pytest.raises(Unavailable):
        await read_capacity(dingtalk, state["corpId"], await union_id(sandbox, "manager01"))


def test_a_pool_that_parts_share_counts_once() -> None:
    parts = (Part("PUBLIC", 5 * GIB, 100 * GIB), Part("MINI", GIB, 100 * GIB))

    assert (Capacity(parts).used, Capacity(parts).total) == (6 * GIB, 100 * GIB)


def test_a_part_of_its_own_adds_to_the_pool() -> None:
    parts = (Part("PUBLIC", 0, 100 * GIB), Part("MINI", 0, 10 * GIB, shared=False))

    assert Capacity(parts).total == 110 * GIB


@pytest.mark.parametrize("parts", [(), (Part("PUBLIC", GIB, None),)])
def test_without_a_limit_there_is_no_total(parts: tuple[Part, ...]) -> None:
    assert Capacity(parts).total is None


@pytest.mark.parametrize(
    ("partitions", "used", "total", "is_known"),
    [
        ('[{"quota":{"used":"5","max":10}}]', 5, 10, True),
        ('[{"quota":{"used":5,"max":-1,"type":"NEW"}}]', 5, None, True),
        ('[{"quota":{"max":10}}]', None, 10, True),
        ('[{"quota":{"used":-5,"max":10}}]', None, 10, True),
        ('[{"quota":{"used":5}}]', 5, None, False),
        ('[{"quota":{"used":5,"max":"much"}}]', 5, None, False),
        ('[{"quota":{"used":5,"max":10}},{"quota":null}]', None, None, False),
        ('[{"quota":{"used":5,"max":10}},"?"]', None, None, False),
        ("[]", None, None, False),
    ],
)
async def test_what_was_not_said_of_a_part_is_not_known_of_the_whole(
    sandbox: SandboxHandle,
    dingtalk: DingTalk,
    partitions: str,
    used: int | None,
    total: int | None,
    *,
    is_known: bool,
) -> None:
    answer = f'{{"org":{{"partitions":{partitions}}}}}'
    await sandbox.fault("respond", API, status=200, message=answer)
    state = await sandbox.state()

    read = await read_capacity(dingtalk, state["corpId"], await union_id(sandbox, "manager01"))

    assert (read.used, read.total, read.total_known) == (used, total, is_known)


@pytest.mark.parametrize(
    "answer", ["{}", '{"org":null}', '{"org":{}}', '{"org":{"partitions":{}}}']
)
async def test_what_names_no_parts_is_no_capacity(
    sandbox: SandboxHandle, dingtalk: DingTalk, impatient: None, answer: str
) -> None:
    await sandbox.fault("respond", API, status=200, message=answer)
    state = await sandbox.state()

    with pytest.raises(Unavailable):
        await read_capacity(dingtalk, state["corpId"], await union_id(sandbox, "manager01"))


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
    assert len(await calls_of(sandbox, API)) == 2


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

    assert len(await calls_of(sandbox, API)) == 2


async def test_a_permission_that_is_missing_is_asked_for_again(
    sandbox: SandboxHandle, capacities: Capacities
) -> None:
    admin = await union_id(sandbox, "manager01")
    await sandbox.fault("no-scope", API, times=1)

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
