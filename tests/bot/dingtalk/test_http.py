"""Calls over the real wire: what is repeated, what is not, and where they may go."""

from collections.abc import AsyncIterator

import pytest

from bot.dingtalk.http import DingTalk
from bot.errors import (
    AllowanceUsedUp,
    NotAuthorized,
    OutcomeUnknown,
    PlatformError,
    Refused,
    ScopeMissing,
    Throttled,
    Unavailable,
)
from bot.storage import Store
from tests.bot.dingtalk.calls import CREATE, HTML, LIST, TOKEN, create_space, list_spaces
from tests.dingtalk import calling, calls_of
from tests.sandbox_server import SandboxHandle

SHORT = 0.3
"""Seconds a call may take where the sandbox is told never to answer."""


@pytest.fixture
async def hasty(sandbox: SandboxHandle, store: Store) -> AsyncIterator[DingTalk]:
    """A client that gives an answer little time."""
    async with calling(sandbox, store, call_seconds=SHORT) as opened:
        yield opened


async def created(sandbox: SandboxHandle) -> int:
    return sum(space["spaceName"] == "Plans" for space in (await sandbox.state())["spaces"])


async def test_an_answer_carries_dingtalks_request_id(dingtalk: DingTalk, viewer: str) -> None:
    answer = await list_spaces(dingtalk, viewer)

    assert len(answer.body["spaces"]) == 5
    assert answer.request_id


async def test_three_seconds_of_refusals_for_speed_are_ridden_out(
    sandbox: SandboxHandle, dingtalk: DingTalk, viewer: str
) -> None:
    await sandbox.fault("qps", LIST, forMillis=3000)
    await list_spaces(dingtalk, viewer)

    statuses = [call["status"] for call in await calls_of(sandbox, LIST)]
    assert statuses[0] == 403
    assert statuses[-1] == 200
    assert len(statuses) <= 5


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("status", [400, 403, 500])
@pytest.mark.parametrize(
    "code",
    [
        "request.overlimit",
        "Forbidden.AccessDenied.QpmLimitForAppkeyAndApi",
        "Forbidden.AccessDenied.QpsLimitForApi",
    ],
)
async def test_what_was_refused_for_speed_is_repeated_even_if_it_changes(
    sandbox: SandboxHandle,
    dingtalk: DingTalk,
    viewer: str,
    code: str,
    status: int,
) -> None:
    await sandbox.fault("respond", CREATE, times=2, status=status, code=code)
    await create_space(dingtalk, viewer)

    assert await created(sandbox) == 1
    assert len(await calls_of(sandbox, CREATE)) == 3


@pytest.mark.usefixtures("impatient")
async def test_patience_with_refusals_for_speed_ends(
    sandbox: SandboxHandle, dingtalk: DingTalk, viewer: str
) -> None:
    await sandbox.fault("qps", LIST)

    with pytest.raises(Throttled):
        await list_spaces(dingtalk, viewer)


@pytest.mark.parametrize("status", [400, 500])
async def test_a_refusal_is_not_repeated(
    sandbox: SandboxHandle, dingtalk: DingTalk, viewer: str, status: int
) -> None:
    await sandbox.fault("respond", LIST, status=status, code="no.priviledge", message="no")

    with pytest.raises(NotAuthorized) as caught:
        await list_spaces(dingtalk, viewer)
    assert caught.value.request_id
    assert len(await calls_of(sandbox, LIST)) == 1


@pytest.mark.parametrize(
    ("fault", "kind"), [("no-scope", ScopeMissing), ("count-limit", AllowanceUsedUp)]
)
async def test_a_refusal_with_403_is_not_taken_for_a_rate(
    sandbox: SandboxHandle,
    dingtalk: DingTalk,
    viewer: str,
    fault: str,
    kind: type[PlatformError],
) -> None:
    await sandbox.fault(fault, LIST)

    with pytest.raises(kind):
        await list_spaces(dingtalk, viewer)
    assert len(await calls_of(sandbox, LIST)) == 1


async def test_the_missing_scope_is_named(
    sandbox: SandboxHandle, dingtalk: DingTalk, viewer: str
) -> None:
    await sandbox.fault("no-scope", LIST)

    with pytest.raises(ScopeMissing) as caught:
        await list_spaces(dingtalk, viewer)
    assert caught.value.scopes == ("Drive.Space.Read",)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("status", [500, 502, 503, 504])
@pytest.mark.parametrize("message", ["", "oops", HTML])
async def test_a_reading_call_is_repeated_when_dingtalk_is_unavailable(
    sandbox: SandboxHandle,
    dingtalk: DingTalk,
    viewer: str,
    status: int,
    message: str,
) -> None:
    if message == HTML and status == 500:
        message = "{}"
    await sandbox.fault("respond", LIST, times=2, status=status, message=message)
    await list_spaces(dingtalk, viewer)

    assert [call["status"] for call in await calls_of(sandbox, LIST)] == [status, status, 200]


@pytest.mark.usefixtures("impatient")
async def test_a_reading_call_is_repeated_twice_and_no_more(
    sandbox: SandboxHandle, dingtalk: DingTalk, viewer: str
) -> None:
    await sandbox.fault("server-error", LIST)

    with pytest.raises(Unavailable):
        await list_spaces(dingtalk, viewer)
    assert len(await calls_of(sandbox, LIST)) == 3


@pytest.mark.usefixtures("impatient")
async def test_a_reading_call_is_repeated_when_no_answer_comes(
    sandbox: SandboxHandle, hasty: DingTalk, viewer: str
) -> None:
    await sandbox.fault("timeout-before", LIST, times=1)

    assert (await list_spaces(hasty, viewer)).body["spaces"]


async def test_a_hurried_call_is_tried_once(
    sandbox: SandboxHandle, dingtalk: DingTalk, viewer: str
) -> None:
    await sandbox.fault("qps", LIST, times=1)

    with pytest.raises(Throttled):
        await list_spaces(dingtalk, viewer, hurried=True)
    assert len(await calls_of(sandbox, LIST)) == 1


@pytest.mark.parametrize(
    ("status", "message"), [(500, ""), (502, "oops"), (504, HTML), (200, "not JSON")]
)
async def test_a_change_without_a_usable_answer_is_never_repeated(
    sandbox: SandboxHandle, dingtalk: DingTalk, viewer: str, status: int, message: str
) -> None:
    await sandbox.fault("respond", CREATE, status=status, message=message)

    with pytest.raises(OutcomeUnknown):
        await create_space(dingtalk, viewer)
    assert len(await calls_of(sandbox, CREATE)) == 1


async def test_a_change_that_happened_without_an_answer_has_an_unknown_outcome(
    sandbox: SandboxHandle, hasty: DingTalk, viewer: str
) -> None:
    await list_spaces(hasty, viewer)
    await sandbox.fault("timeout-after", CREATE)

    with pytest.raises(OutcomeUnknown):
        await create_space(hasty, viewer)
    await sandbox.clear_faults()
    assert await created(sandbox) == 1
    assert len(await calls_of(sandbox, CREATE)) == 1


@pytest.mark.usefixtures("impatient")
async def test_a_change_that_never_left_has_a_known_outcome(
    sandbox: SandboxHandle, hasty: DingTalk, viewer: str
) -> None:
    """No token, no call: nothing can have happened, so trying again is safe."""
    await sandbox.fault("timeout-before", TOKEN, times=1)
    await create_space(hasty, viewer)

    assert await created(sandbox) == 1
    assert len(await calls_of(sandbox, CREATE)) == 1


@pytest.mark.usefixtures("impatient")
async def test_nobody_listening_is_an_error_that_says_the_change_did_not_happen(
    sandbox: SandboxHandle, store: Store, viewer: str, unused_tcp_port: int
) -> None:
    base = f"http://127.0.0.1:{unused_tcp_port}"
    async with calling(sandbox, store, api_base=base) as dingtalk:
        with pytest.raises(Unavailable) as caught:
            await create_space(dingtalk, viewer)

    assert not isinstance(caught.value, OutcomeUnknown)


@pytest.mark.usefixtures("impatient")
async def test_every_attempt_is_announced(
    sandbox: SandboxHandle, store: Store, viewer: str
) -> None:
    announced: list[str] = []

    await sandbox.fault("respond", LIST, times=1, status=502)
    await sandbox.fault("invalid-token", LIST, times=1)
    async with calling(sandbox, store, spend=announced.append) as dingtalk:
        await list_spaces(dingtalk, viewer)

    assert announced == [LIST] * len(await calls_of(sandbox, LIST)) == [LIST] * 3


async def test_what_may_not_be_spent_does_not_leave(
    sandbox: SandboxHandle, store: Store, viewer: str
) -> None:
    def spend(api: str) -> None:
        raise AllowanceUsedUp

    async with calling(sandbox, store, spend=spend) as dingtalk:
        with pytest.raises(AllowanceUsedUp):
            await list_spaces(dingtalk, viewer)

    assert await calls_of(sandbox, LIST) == []


@pytest.mark.usefixtures("impatient")
async def test_redirects_are_not_followed(
    sandbox: SandboxHandle, dingtalk: DingTalk, viewer: str
) -> None:
    await sandbox.fault("respond", LIST, status=302, message="{}")

    with pytest.raises(Unavailable):
        await list_spaces(dingtalk, viewer)


@pytest.mark.parametrize("template", ["@elsewhere.example/x", ".elsewhere.example/x", ":1/x"])
async def test_no_call_leaves_for_another_host(dingtalk: DingTalk, template: str) -> None:
    with pytest.raises(ValueError, match="another host"):
        await dingtalk.call("GET", template)


@pytest.mark.parametrize("space_id", ["", ".", "..", "..."])
async def test_an_id_that_would_name_another_resource_is_not_sent(
    sandbox: SandboxHandle, dingtalk: DingTalk, space_id: str
) -> None:
    with pytest.raises(ValueError, match="path"):
        await dingtalk.call("DELETE", "/v1.0/drive/spaces/{spaceId}", path={"spaceId": space_id})

    assert await sandbox.calls() == []


async def test_an_id_is_encoded_in_the_path(
    sandbox: SandboxHandle, dingtalk: DingTalk, viewer: str
) -> None:
    template = "/v1.0/drive/spaces/{spaceId}"
    with pytest.raises(Refused):
        await dingtalk.call(
            "DELETE", template, path={"spaceId": "a/b?c#d %"}, query={"unionId": viewer}
        )

    (call,) = await calls_of(sandbox, f"DELETE {template}")
    assert call["path"] == "/v1.0/drive/spaces/a/b?c#d %"
