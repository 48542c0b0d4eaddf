"""Every fault of API calls, and when faults act."""

import asyncio
from typing import Any

import httpx
import pytest

from tests.sandbox.clients import Api, Stream, params
from tests.sandbox_server import GRAIN_MILLIS, Json, SandboxHandle

LIST = "GET /v1.0/drive/spaces"
CREATE = "POST /v1.0/drive/spaces"
USER = "POST /topapi/v2/user/get"


def code(response: httpx.Response) -> tuple[int, str]:
    return response.status_code, response.json()["code"]


@pytest.mark.parametrize(
    ("fault", "expected", "old"),
    [
        ("qps", (403, "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi"), 90018),
        ("count-limit", (403, "Forbidden.AccessDenied.ApiCountLimitForOrg"), 90020),
        ("invalid-token", (400, "InvalidAuthentication"), "40014"),
        ("no-scope", (403, "Forbidden.AccessDenied.AccessTokenPermissionDenied"), "60011"),
        ("server-error", (500, "unknown.error"), -1),
    ],
)
async def test_a_refusal_comes_in_the_words_of_each_family(
    api: Api, sandbox: SandboxHandle, fault: str, expected: tuple[int, str], old: int | str
) -> None:
    await sandbox.fault(fault, LIST)
    assert code(await api.spaces()) == expected
    await sandbox.fault(fault, USER)
    refused = await api.old("/topapi/v2/user/get", {"userid": "staff01"})
    assert old in {refused["errcode"], refused.get("sub_code")}
    assert (await sandbox.state())["counters"]["counted"] == 0


async def test_a_server_error_outside_drive_has_its_own_code(
    api: Api, sandbox: SandboxHandle
) -> None:
    await sandbox.fault("server-error")
    assert code(await api.card("card1", await sandbox.group())) == (500, "unknownError")


async def test_a_slow_call_is_answered_late_and_right(api: Api, sandbox: SandboxHandle) -> None:
    await sandbox.fault("slow", LIST, delayMillis=30)
    assert (await api.spaces()).status_code == 200
    assert (await sandbox.calls())[-1]["millis"] >= 30 - GRAIN_MILLIS


async def test_timeout_before_holds_the_call_and_does_nothing(
    api: Api, sandbox: SandboxHandle
) -> None:
    before = len((await sandbox.state())["spaces"])
    fault = await sandbox.fault("timeout-before", CREATE)
    seen = (await sandbox.calls())[-1]["seq"]
    async with asyncio.TaskGroup() as group:
        held = group.create_task(api.create("never"))
        call = (await sandbox.calls(after=seen, wait=5))[0]
        assert (call["status"], call["faultId"]) == (None, fault)
        await sandbox.clear_faults()
    assert held.result().status_code == 504
    assert len((await sandbox.state())["spaces"]) == before


async def test_timeout_after_acts_and_never_answers(api: Api, sandbox: SandboxHandle) -> None:
    await sandbox.fault("timeout-after", CREATE)
    seen = (await sandbox.calls())[-1]["seq"]
    async with asyncio.TaskGroup() as group:
        held = group.create_task(api.create("made"))
        assert (await sandbox.calls(after=seen, wait=5))[0]["status"] is None
        assert (await sandbox.state())["spaces"][-1]["spaceName"] == "made"
        held.cancel()
    assert (await api.spaces()).status_code == 200


async def test_a_held_call_ends_after_the_time_the_fault_gives(
    api: Api, sandbox: SandboxHandle
) -> None:
    await sandbox.fault("timeout-before", LIST, delayMillis=10)
    assert (await api.spaces()).status_code == 504


async def test_respond_answers_word_for_word(api: Api, sandbox: SandboxHandle) -> None:
    await sandbox.fault(
        "respond", CREATE, status=400, code="addSpace.forbiden", message="Add space is forbiden."
    )
    response = await api.create("a")
    assert code(response) == (400, "addSpace.forbiden")
    assert response.json()["message"] == "Add space is forbiden."


async def test_respond_speaks_the_old_family_too(api: Api, sandbox: SandboxHandle) -> None:
    await sandbox.fault("respond", USER, times=1, code="50002", message="outside the scope")
    wrapped = await api.old("/topapi/v2/user/get", {"userid": "staff01"})
    assert (wrapped["errcode"], wrapped["sub_code"]) == (88, "50002")
    await sandbox.fault("respond", USER, times=1, code="-1", message="系统繁忙")
    assert (await api.old("/topapi/v2/user/get", {"userid": "staff01"}))["errcode"] == -1
    await sandbox.fault("respond", USER, times=1, code="odd", message="")
    assert (await api.old("/topapi/v2/user/get", {"userid": "staff01"}))["errcode"] == -1


async def test_respond_imitates_the_page_of_a_blocked_address(
    api: Api, sandbox: SandboxHandle
) -> None:
    await sandbox.fault("respond", LIST, times=1, message="<html>blocked</html>")
    page = await api.spaces()
    assert (page.status_code, page.text) == (200, "<html>blocked</html>")
    assert page.headers["content-type"].startswith("text/html")
    await sandbox.fault("respond", LIST, times=1, code="1111")
    assert (await api.spaces()).json().items() >= {"status": 1111, "punish": "deny"}.items()


async def test_deliver_failed_fails_inside_a_200(api: Api, sandbox: SandboxHandle) -> None:
    await sandbox.fault("deliver-failed")
    group = await sandbox.group()
    response = await api.card("card1", group)
    assert response.status_code == 200
    result = response.json()["result"]["deliverResults"][0]
    assert (result["success"], result["errorMsg"]) == (False, "spaceId is illegal")
    param = '{"content": "hi"}'
    body = {
        "robotCode": api.robot,
        "userIds": ["staff01"],
        "msgKey": "sampleText",
        "msgParam": param,
    }
    sent = await api.call("POST", "/v1.0/robot/oToMessages/batchSend", body=body)
    assert sent.json()["flowControlledStaffIdList"] == ["staff01"]
    assert await sandbox.messages(group) == []
    assert await sandbox.messages(await sandbox.single("staff01")) == []


async def test_card_exists_refuses_a_new_card(api: Api, sandbox: SandboxHandle) -> None:
    await sandbox.fault("card-exists", times=1)
    group = await sandbox.group()
    assert code(await api.card("card1", group)) == (400, "param.cardAlreadyExist")
    assert (await api.card("card1", group)).status_code == 200


async def test_webhook_expired_refuses_a_living_session(
    sandbox: SandboxHandle, stream: Stream
) -> None:
    await sandbox.say(await sandbox.group(), "staff01", "help")
    address = (await stream.answered())["data"]["sessionWebhook"]
    await sandbox.fault("webhook-expired", "POST /robot/sendBySession")
    body = {"msgtype": "text", "text": {"content": "hi"}}
    assert (await sandbox.client.post(address, json=body)).json()["errcode"] == 300001


async def test_repeat_page_gives_the_same_page_and_token_for_ever(
    api: Api, sandbox: SandboxHandle
) -> None:
    await sandbox.fault("repeat-page", LIST)
    first = (await api.spaces(maxResults=5)).json()
    again = (await api.spaces(maxResults=5, nextToken=first["nextToken"])).json()
    assert again == first


async def test_skip_page_leaves_a_page_out(api: Api, sandbox: SandboxHandle) -> None:
    usual = (await api.spaces()).json()["spaces"]
    await sandbox.fault("skip-page", LIST, times=1)
    assert (await api.spaces(maxResults=5)).json()["spaces"] == usual[5:10]


async def test_omit_id_leaves_one_known_space_out(api: Api, sandbox: SandboxHandle) -> None:
    ids = [space["spaceId"] for space in (await api.spaces()).json()["spaces"]][:3]
    await sandbox.fault("omit-id")
    answer = (await api.query(ids)).json()["spaces"]
    assert [space["spaceId"] for space in answer] == ids[1:]
    assert (await api.spaces()).json()["spaces"][0]["spaceId"] == ids[1]


async def test_a_fault_acts_as_often_as_it_says(api: Api, sandbox: SandboxHandle) -> None:
    await sandbox.fault("qps", LIST, times=2)
    assert [(await api.spaces()).status_code for _ in range(3)] == [403, 403, 200]
    assert [fault["used"] for fault in await sandbox.faults()] == [2]


async def test_a_fault_ends_with_its_time(api: Api, sandbox: SandboxHandle) -> None:
    await sandbox.fault("qps", LIST, forMillis=0)
    assert (await api.spaces()).status_code == 200
    await sandbox.fault("qps", LIST, forMillis=60_000)
    assert (await api.spaces()).status_code == 403


async def test_chance_with_a_seed_acts_the_same_each_time(api: Api, sandbox: SandboxHandle) -> None:
    runs = []
    for _ in range(2):
        await sandbox.fault("server-error", LIST, chance=0.5, seed=3)
        runs.append([(await api.spaces()).status_code for _ in range(8)])
        await sandbox.clear_faults()
    assert runs[0] == runs[1]
    assert set(runs[0]) == {200, 500}


async def test_the_first_fault_that_matches_acts(api: Api, sandbox: SandboxHandle) -> None:
    await sandbox.fault("qps", CREATE)
    await sandbox.fault("invalid-token")
    await sandbox.fault("server-error")
    assert code(await api.create("a"))[0] == 403
    assert code(await api.spaces())[1] == "InvalidAuthentication"


async def test_a_fault_taken_away_acts_no_more(api: Api, sandbox: SandboxHandle) -> None:
    fault = await sandbox.fault("qps", LIST)
    path = f"/sandbox/faults/{fault}"
    assert (await sandbox.client.delete(path)).status_code == 204
    assert (await sandbox.client.delete(path)).status_code == 404
    assert (await api.spaces()).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        {"on": "api", "fault": "qps"},
        {"on": "api", "match": "*", "fault": "drop"},
        {"on": "stream", "fault": "qps"},
        {"on": "stream", "match": "*", "fault": "drop"},
        {"on": "api", "match": "*", "fault": "qps", "times": 0},
        {"on": "api", "match": "*", "fault": "qps", "chance": 2},
        {"on": "api", "match": "*", "fault": "qps", "surprise": 1},
        {"on": "moon"},
        [],
    ],
)
async def test_a_fault_that_does_not_exist_is_refused(sandbox: SandboxHandle, body: Any) -> None:
    response = await sandbox.client.post("/sandbox/faults", json=body)
    assert response.status_code == 400
    assert response.json().keys() == {"error"}


async def test_the_gateway_and_addresses_of_bytes_can_fail_too(
    sandbox: SandboxHandle, api: Api
) -> None:
    await sandbox.fault("server-error", "POST /v1.0/gateway/connections/open")
    await sandbox.fault("respond", "GET /oss/{key}", status=403, code="AccessDenied", message="x")
    opened = await sandbox.client.post("/v1.0/gateway/connections/open", json={})
    assert opened.status_code == 500
    assert (await sandbox.client.get("/oss/x")).status_code == 403


async def test_a_fault_on_an_update_leaves_the_card_alone(api: Api, sandbox: SandboxHandle) -> None:
    group = await sandbox.group()
    await api.card("card1", group)
    await sandbox.fault("qps", "PUT /v1.0/card/instances")
    body: Json = {"outTrackId": "card1", "cardData": {"cardParamMap": params("New", "")}}
    assert (await api.call("PUT", "/v1.0/card/instances", body=body)).status_code == 403
    assert len(await sandbox.messages(group)) == 1
