"""Rates and the monthly allowance, and which calls count."""

import pytest

from tests.sandbox.clients import Api, Stream, api_of
from tests.sandbox_server import SandboxHandle

DAY = 86_400_000


async def test_more_than_qps_calls_of_one_api_in_a_second_are_refused(
    api: Api, sandbox: SandboxHandle
) -> None:
    await sandbox.settings(qps=2)
    # The calls may fall into several seconds, each of which takes two.
    statuses = [(await api.spaces()).status_code for _ in range(20)]
    assert statuses[:2] == [200, 200]
    assert 403 in statuses
    refused = statuses.count(403)
    assert (await sandbox.state())["counters"]["counted"] == 20 - refused


async def test_qps_zero_switches_the_rate_off(api: Api, sandbox: SandboxHandle) -> None:
    await sandbox.settings(qps=0)
    assert {(await api.spaces()).status_code for _ in range(60)} == {200}


async def test_drive_and_card_calls_count_and_contacts_and_tokens_do_not(
    api: Api, sandbox: SandboxHandle
) -> None:
    await api.spaces()
    await api.query([])
    await api.card("card1", await sandbox.group())
    await api.old("/topapi/v2/user/get", {"userid": "staff01"})
    counters = (await sandbox.state())["counters"]
    assert counters["counted"] == 3
    assert counters["api"]["GET /v1.0/drive/spaces"] == 1
    assert counters["api"]["POST /topapi/v2/user/get"] == 1
    counted = {call["template"]: call["counted"] for call in await sandbox.calls()}
    assert counted["/v1.0/oauth2/accessToken"] is False
    assert counted["/v1.0/drive/managements/spaces/query"] is True


async def test_after_the_month_s_calls_comes_the_grace_and_then_the_end(
    api: Api, sandbox: SandboxHandle
) -> None:
    await sandbox.settings(monthlyCalls=1, tokenSeconds=10**7, graceDays=2)
    api = await api_of(sandbox)
    start = (await sandbox.state())["now"]
    month = 1_793_462_400_000  # 2026-11-01 in China, so that the grace ends in the same month
    await sandbox.settings(clockOffsetMillis=month - start)
    api = await api_of(sandbox)
    assert [(await api.spaces()).status_code for _ in range(2)] == [200, 200]
    await sandbox.settings(clockOffsetMillis=month - start + 3 * DAY)
    refused = await api.spaces()
    assert refused.json()["code"] == "Forbidden.AccessDenied.ApiCountLimitForOrg"
    found = await api.old("/topapi/v2/user/get", {"userid": "staff01"})
    assert found["errcode"] == 0
    await sandbox.settings(clockOffsetMillis=month - start + 32 * DAY)
    assert (await api.spaces()).status_code == 200
    assert (await sandbox.state())["counters"]["counted"] == 1


async def test_without_grace_the_allowance_ends_at_once(api: Api, sandbox: SandboxHandle) -> None:
    await sandbox.settings(monthlyCalls=1, graceDays=0)
    assert [(await api.spaces()).status_code for _ in range(2)] == [200, 403]


async def test_pushes_and_webhooks_share_the_monthly_messages(
    sandbox: SandboxHandle, stream: Stream
) -> None:
    await sandbox.settings(monthlyStream=2, graceDays=0)
    group = await sandbox.group()
    assert (await sandbox.say(group, "staff01", "one"))["pushed"]
    address = (await stream.answered())["data"]["sessionWebhook"]
    body = {"msgtype": "text", "text": {"content": "hi"}}
    assert (await sandbox.client.post(address, json=body)).json()["errcode"] == 0
    assert (await sandbox.client.post(address, json=body)).json()["errcode"] == 90020
    assert not (await sandbox.say(group, "staff01", "two"))["pushed"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1.0/nothing", 404),
        ("PATCH", "/v1.0/drive/spaces", 404),
        ("GET", "/v1.0/drive/recycleItems", 404),
        ("POST", "/topapi/nothing", 200),
    ],
)
async def test_an_api_that_does_not_exist_is_not_found(
    api: Api, sandbox: SandboxHandle, method: str, path: str, status: int
) -> None:
    response = await api.call(method, path)
    assert response.status_code == status
    body = response.json()
    assert body.get("code") == "InvalidAction.NotFound" or body["errcode"] == 22
    assert (await sandbox.calls())[-1]["path"] == path
