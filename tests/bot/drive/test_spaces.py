"""The four space APIs, over the real wire."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime

import pytest
from typing_extensions import override

from bot.dingtalk.http import DingTalk
from bot.drive.spaces import Listing, Space, Spaces
from bot.errors import (
    BadName,
    BadParameter,
    NotAllowedByAdmin,
    NotAuthorized,
    OutcomeUnknown,
    PageTooLarge,
    Unavailable,
    Unsupported,
)
from bot.storage import Store
from tests.dingtalk import calling, calls_of, union_id
from tests.sandbox_server import Json, SandboxHandle

LIST = "GET /v1.0/drive/spaces"
CREATE = "POST /v1.0/drive/spaces"
DELETE = "DELETE /v1.0/drive/spaces/{spaceId}"
QUERY = "POST /v1.0/drive/managements/spaces/query"
MINUTE = 60.0


@pytest.fixture
def spaces(dingtalk: DingTalk, store: Store) -> Spaces:
    return Spaces(dingtalk, store)


@pytest.fixture
async def hasty(sandbox: SandboxHandle, store: Store) -> AsyncIterator[Spaces]:
    async with calling(sandbox, store, call_seconds=0.3) as dingtalk:
        yield Spaces(dingtalk, store)


@pytest.fixture
async def admin(sandbox: SandboxHandle) -> str:
    return await union_id(sandbox, "manager01")


@pytest.fixture
async def member(sandbox: SandboxHandle) -> str:
    return await union_id(sandbox, "staff01")


class Overtaken(Spaces):
    """Reads a list during which its viewer makes a space."""

    @override
    async def _fetch(self, viewer: str, known: Listing | None) -> Listing:
        found = await super()._fetch(viewer, known)
        await self.create("Made meanwhile", viewer)
        return found


async def seeded(sandbox: SandboxHandle) -> list[Json]:
    return list((await sandbox.state())["spaces"])


async def ids(sandbox: SandboxHandle) -> list[str]:
    return [str(space["spaceId"]) for space in await seeded(sandbox)]


async def sizes(sandbox: SandboxHandle) -> list[str]:
    return [call["query"]["maxResults"] for call in await calls_of(sandbox, LIST)]


async def test_a_listing_tells_what_dingtalk_tells(
    sandbox: SandboxHandle, spaces: Spaces, store: Store, member: str
) -> None:
    before = await store.now()
    listing = await spaces.listing(member, 0)

    assert before <= listing.at <= await store.now()
    told = {space["spaceId"]: space for space in await seeded(sandbox)}
    assert [space.id for space in listing.spaces] == list(told)
    for space in listing.spaces:
        wire = told[space.id]
        assert (space.name, space.kind, space.used) == (wire["spaceName"], "org", wire["usedQuota"])
        assert space.quota == (None if wire["quota"] == -1 else wire["quota"])
        assert space.created is not None
        assert space.created.tzinfo is not None


async def test_a_listing_of_many_spaces_takes_pages_of_fifty(
    sandbox: SandboxHandle, spaces: Spaces, member: str
) -> None:
    await sandbox.reset(spaces=120)
    listing = await spaces.listing(await union_id(sandbox, "staff01"), 0)

    assert [space.id for space in listing.spaces] == await ids(sandbox)
    assert len(listing.spaces) == 120
    assert await sizes(sandbox) == ["50", "50", "50"]


async def test_pages_of_twenty_are_taken_once_fifty_were_too_many_and_ever_after(
    sandbox: SandboxHandle, spaces: Spaces, dingtalk: DingTalk, store: Store, member: str
) -> None:
    await sandbox.settings(maxResults=20)
    for _ in range(10):
        await sandbox.make_space("more")
    everything = await ids(sandbox)

    listing = await spaces.listing(member, 0)
    assert [space.id for space in listing.spaces] == everything
    assert await sizes(sandbox) == ["50", "20", "20"]

    another_replica = Spaces(dingtalk, store)
    await another_replica.listing(member, 0)
    assert await sizes(sandbox) == ["50", "20", "20", "20", "20"]


async def test_pages_that_are_always_too_large_are_an_error(
    sandbox: SandboxHandle, spaces: Spaces, member: str
) -> None:
    await sandbox.settings(maxResults=10)

    for tried in (["50", "20"], ["50", "20", "20"]):
        with pytest.raises(PageTooLarge):
            await spaces.listing(member, 0)
        assert await sizes(sandbox) == tried


async def test_a_repeated_page_ends_the_listing_and_repeats_no_space(
    sandbox: SandboxHandle, spaces: Spaces
) -> None:
    await sandbox.reset(spaces=120)
    await sandbox.fault("repeat-page", LIST)
    listing = await spaces.listing(await union_id(sandbox, "staff01"), 0)

    assert [space.id for space in listing.spaces] == (await ids(sandbox))[:50]
    assert len(await sizes(sandbox)) == 2


@pytest.mark.parametrize("end", ['""', "null", None])
async def test_an_empty_or_absent_token_ends_the_listing(
    sandbox: SandboxHandle, spaces: Spaces, member: str, end: str | None
) -> None:
    token = "" if end is None else f',"nextToken":{end}'
    row = '{"spaceId":"1","spaceType":"org","quota":-1,"usedQuota":5}'
    await sandbox.fault("respond", LIST, status=200, message=f'{{"spaces":[{row}]{token}}}')
    listing = await spaces.listing(member, 0)

    assert listing.spaces == (Space("1", "1", "org", 5),)
    assert len(await sizes(sandbox)) == 1


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2016-02-28T10:47:08Z", datetime(2016, 2, 28, 10, 47, 8, tzinfo=UTC)),
        ("2016-02-28T10:47Z", datetime(2016, 2, 28, 10, 47, tzinfo=UTC)),
        ("yesterday", None),
        ("", None),
    ],
)
async def test_times_are_read_with_and_without_seconds(
    sandbox: SandboxHandle, spaces: Spaces, member: str, text: str, moment: datetime | None
) -> None:
    row = f'{{"spaceId":"1","spaceType":"org","usedQuota":5,"createTime":"{text}"}}'
    await sandbox.fault("respond", LIST, status=200, message=f'{{"spaces":[{row}]}}')

    assert (await spaces.listing(member, 0)).spaces[0].created == moment


@pytest.mark.parametrize(
    "body",
    [
        "{}",
        '{"spaces":null}',
        '{"spaces":"?"}',
        '{"spaces":{"spaceId":"1"}}',
        '{"spaces":[],"nextToken":{}}',
        '{"spaces":[],"nextToken":true}',
    ],
)
async def test_what_is_no_list_is_not_taken_for_no_spaces(
    sandbox: SandboxHandle, spaces: Spaces, member: str, body: str
) -> None:
    await sandbox.fault("respond", LIST, status=200, message=body)

    with pytest.raises(Unavailable):
        await spaces.listing(member, 0)


@pytest.mark.parametrize("row", ['{"spaceName":"without an id"}', '"?"', "null", '{"spaceId":""}'])
async def test_a_row_that_cannot_be_read_costs_that_row_and_is_counted(
    sandbox: SandboxHandle, spaces: Spaces, member: str, row: str
) -> None:
    good = '{"spaceId":"1","spaceName":"Good","usedQuota":5,"quota":10}'
    await sandbox.fault("respond", LIST, status=200, message=f'{{"spaces":[{row},{good}]}}')

    listing = await spaces.listing(member, 0)

    assert [(space.name, space.used, space.quota) for space in listing.spaces] == [("Good", 5, 10)]
    assert listing.unread == 1
    assert await spaces.listing(member, MINUTE) == listing


SAID = [
    ('"usedQuota":5,"quota":10', (5, 10, True)),
    ('"usedQuota":"5","quota":"10"', (5, 10, True)),
    ('"usedQuota":5.0,"quota":-1', (5, None, True)),
    ('"usedQuota":0,"quota":0', (0, 0, True)),
    ('"usedQuota":9223372036854775807,"quota":1', (9223372036854775807, 1, True)),
    ('"quota":10', (None, 10, True)),
    ('"usedQuota":null,"quota":null', (None, None, False)),
    ('"usedQuota":5', (5, None, False)),
    ('"usedQuota":-1,"quota":-5', (None, None, False)),
    ('"usedQuota":9223372036854775808,"quota":9223372036854775808', (None, None, False)),
    ('"usedQuota":5.5,"quota":1e400', (None, None, False)),
    ('"usedQuota":true,"quota":false', (None, None, False)),
    ('"usedQuota":"many","quota":[]', (None, None, False)),
    ('"usedQuota":{"bytes":5},"quota":"10 GB"', (None, None, False)),
]


@pytest.mark.parametrize(("members", "known"), SAID)
async def test_a_number_that_was_not_said_is_not_known_and_not_zero(
    sandbox: SandboxHandle,
    spaces: Spaces,
    member: str,
    members: str,
    known: tuple[int | None, int | None, bool],
) -> None:
    row = f'{{"spaceId":7,"spaceName":42,"new":[],{members}}}'
    await sandbox.fault("respond", LIST, status=200, message=f'{{"spaces":[{row}]}}')

    (space,) = (await spaces.listing(member, 0)).spaces

    assert (space.id, space.name) == ("7", "42")
    assert (space.used, space.quota, space.quota_known) == known


async def test_a_space_is_not_gone_while_a_row_of_the_list_cannot_be_read(
    sandbox: SandboxHandle, spaces: Spaces, member: str
) -> None:
    await sandbox.fault("respond", LIST, status=200, message='{"spaces":[null]}')

    with pytest.raises(Unavailable):
        await spaces.look((await ids(sandbox))[:1], member)


async def test_a_listing_that_is_young_enough_is_shown_again(
    sandbox: SandboxHandle, spaces: Spaces, member: str
) -> None:
    first = await spaces.listing(member, MINUTE)
    await sandbox.make_space("later")

    assert await spaces.listing(member, MINUTE) == first
    assert len((await spaces.listing(member, 0)).spaces) == len(first.spaces) + 1
    assert len(await sizes(sandbox)) == 2


async def test_a_listing_that_grew_old_is_fetched_again(
    sandbox: SandboxHandle, spaces: Spaces, store: Store, member: str
) -> None:
    first = await spaces.listing(member, MINUTE)
    key = store.key("spaces", member)
    kept = str(await store.redis.get(key))
    await store.redis.set(key, kept.replace(str(first.at), str(first.at - 60_000)), px=60_000)
    await spaces.listing(member, MINUTE)

    assert len(await sizes(sandbox)) == 2


async def test_what_one_person_sees_is_never_shown_to_another(
    sandbox: SandboxHandle, spaces: Spaces, admin: str, member: str
) -> None:
    await spaces.listing(admin, MINUTE)
    only = '{"spaces":[{"spaceId":"1","spaceName":"mine","spaceType":"org","usedQuota":5}]}'
    await sandbox.fault("respond", LIST, status=200, message=only)

    assert [space.name for space in (await spaces.listing(member, MINUTE)).spaces] == ["mine"]
    assert len((await spaces.listing(admin, MINUTE)).spaces) > 1
    assert [call["unionId"] for call in await calls_of(sandbox, LIST)] == [admin, member]


async def test_a_refusal_shows_nothing_that_was_kept_for_others(
    sandbox: SandboxHandle, spaces: Spaces, admin: str, member: str
) -> None:
    await spaces.listing(admin, MINUTE)
    await sandbox.fault("respond", LIST, status=400, code="no.priviledge")

    with pytest.raises(NotAuthorized):
        await spaces.listing(member, MINUTE)


async def test_what_another_release_kept_is_fetched_again(
    spaces: Spaces, store: Store, member: str
) -> None:
    await store.redis.set(store.key("spaces", member), '{"old": true}', px=60_000)

    assert (await spaces.listing(member, MINUTE)).spaces


async def test_an_admin_looks_at_spaces_by_batches_of_thirty(
    sandbox: SandboxHandle, spaces: Spaces
) -> None:
    await sandbox.reset(spaces=70)
    wanted = (await ids(sandbox))[::-1]
    found = await spaces.look([*wanted, wanted[0]], await union_id(sandbox, "manager01"))

    assert [space.id for space in found] == wanted
    batches = [len(call["body"]["spaceIds"]) for call in await calls_of(sandbox, QUERY)]
    assert batches == [30, 30, 10]
    assert await sizes(sandbox) == []


async def test_a_member_who_is_refused_gets_the_answer_from_their_own_list(
    sandbox: SandboxHandle, spaces: Spaces, member: str
) -> None:
    wanted = (await ids(sandbox))[2:4]
    await spaces.listing(member, MINUTE)
    await sandbox.change_space(wanted[0], name="renamed")
    found = await spaces.look(wanted, member)

    assert [space.id for space in found] == wanted
    assert found[0].name == "renamed"


async def test_a_member_is_refused_once_and_not_asked_for_again(
    sandbox: SandboxHandle, spaces: Spaces, member: str, admin: str
) -> None:
    wanted = (await ids(sandbox))[:1]
    await spaces.look(wanted, member)
    await spaces.look(wanted, member)
    await spaces.look(wanted, admin)

    assert [call["unionId"] for call in await calls_of(sandbox, QUERY)] == [member, admin]


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (500, "no.priviledge"),
        (500, "unsupported.operation"),
        (400, "param.error"),
        (403, "Forbidden.AccessDenied.AccessTokenPermissionDenied"),
    ],
)
async def test_whatever_the_query_refuses_the_list_answers(
    sandbox: SandboxHandle, spaces: Spaces, admin: str, status: int, code: str
) -> None:
    wanted = (await ids(sandbox))[:1]
    await sandbox.fault("respond", QUERY, status=status, code=code)

    assert [space.id for space in await spaces.look(wanted, admin)] == wanted


@pytest.mark.parametrize("unknown_ids", ["omit", "error"])
async def test_a_space_that_is_gone_is_left_out(
    sandbox: SandboxHandle, spaces: Spaces, admin: str, unknown_ids: str
) -> None:
    await sandbox.settings(unknownIds=unknown_ids)
    wanted = (await ids(sandbox))[1:3]
    await sandbox.delete_space(wanted[0])

    assert [space.id for space in await spaces.look(wanted, admin)] == wanted[1:]


async def test_a_space_that_the_query_leaves_out_is_not_taken_for_gone(
    sandbox: SandboxHandle, spaces: Spaces, admin: str
) -> None:
    wanted = (await ids(sandbox))[:3]
    await sandbox.fault("omit-id", QUERY)

    assert [space.id for space in await spaces.look(wanted, admin)] == wanted


async def test_looking_at_nothing_costs_nothing(
    sandbox: SandboxHandle, spaces: Spaces, admin: str
) -> None:
    assert await spaces.look([], admin) == ()
    assert await sandbox.calls() == []


async def test_a_new_space_comes_with_dingtalks_request_id(
    sandbox: SandboxHandle, spaces: Spaces, member: str
) -> None:
    space, request_id = await spaces.create('方案 "A"', member)

    assert (space.name, space.used, space.quota) == ('方案 "A"', 0, None)
    assert request_id
    assert space.id in await ids(sandbox)


async def test_creating_and_deleting_forget_the_list(
    sandbox: SandboxHandle, spaces: Spaces, member: str
) -> None:
    before = (await spaces.listing(member, MINUTE)).spaces
    space, _ = await spaces.create("Plans", member)
    assert space in (await spaces.listing(member, MINUTE)).spaces

    request_id = await spaces.delete(space.id, member)
    assert request_id
    assert (await spaces.listing(member, MINUTE)).spaces == before
    assert space.id not in await ids(sandbox)


@pytest.mark.parametrize("api", [CREATE, DELETE])
async def test_a_change_without_an_answer_is_unknown_happened_once_and_forgets_the_list(
    sandbox: SandboxHandle, hasty: Spaces, admin: str, api: str
) -> None:
    before = await hasty.listing(admin, MINUTE)
    await sandbox.fault("timeout-after", api)
    change: dict[str, Callable[[], Awaitable[object]]] = {
        CREATE: lambda: hasty.create("Plans", admin),
        DELETE: lambda: hasty.delete(before.spaces[1].id, admin),
    }
    with pytest.raises(OutcomeUnknown):
        await change[api]()
    await sandbox.clear_faults()

    assert len(await calls_of(sandbox, api)) == 1
    after = await hasty.listing(admin, MINUTE)
    assert abs(len(after.spaces) - len(before.spaces)) == 1


async def test_a_space_without_an_id_is_an_unknown_outcome(
    sandbox: SandboxHandle, spaces: Spaces, member: str
) -> None:
    await sandbox.fault("respond", CREATE, status=200, message="{}")

    with pytest.raises(OutcomeUnknown):
        await spaces.create("Plans", member)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("name.invalid", BadName),
        ("addSpace.forbiden", NotAllowedByAdmin),
        ("no.priviledge", NotAuthorized),
        ("param.error", BadParameter),
    ],
)
async def test_a_refusal_to_create_says_why(
    sandbox: SandboxHandle,
    spaces: Spaces,
    member: str,
    code: str,
    kind: type[Exception],
) -> None:
    await sandbox.fault("respond", CREATE, status=400, code=code)

    with pytest.raises(kind):
        await spaces.create("Plans", member)


async def test_a_refusal_to_delete_says_why(
    sandbox: SandboxHandle, spaces: Spaces, admin: str, member: str
) -> None:
    built_in, somebody_elses = (await ids(sandbox))[0], (await ids(sandbox))[3]

    with pytest.raises(Unsupported):
        await spaces.delete(built_in, admin)
    with pytest.raises(NotAuthorized):
        await spaces.delete(somebody_elses, member)
    with pytest.raises(BadParameter):
        await spaces.delete("404", admin)


async def test_a_list_that_a_change_has_overtaken_is_not_kept(
    dingtalk: DingTalk, store: Store, spaces: Spaces, admin: str
) -> None:
    await Overtaken(dingtalk, store).listing(admin, 0)

    listed = (await spaces.listing(admin, MINUTE)).spaces
    assert "Made meanwhile" in {space.name for space in listed}
