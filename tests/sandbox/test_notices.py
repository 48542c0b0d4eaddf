"""Events: people come and go, a group gets the bot."""

import json

import pytest

from tests.sandbox.clients import Stream, connected
from tests.sandbox_server import Json, SandboxHandle


async def join(sandbox: SandboxHandle, **body: object) -> None:
    response = await sandbox.client.post("/sandbox/users", json={"name": "New", **body})
    assert response.status_code == 200


async def test_who_comes_and_goes_is_told_for_free(sandbox: SandboxHandle, stream: Stream) -> None:
    await join(sandbox)
    came = await stream.answered({"status": "SUCCESS"})
    assert (came["type"], came["headers"]["topic"]) == ("EVENT", "*")
    assert came["headers"]["eventType"] == "user_add_org"
    assert came["headers"]["eventCorpId"] == (await sandbox.state())["corpId"]
    assert came["data"]["userId"] == ["staff03"]
    await sandbox.client.post("/sandbox/users/staff03/leave")
    gone = await stream.answered({"status": "SUCCESS"})
    assert gone["headers"]["eventType"] == "user_leave_org"
    assert (await sandbox.state())["counters"]["streamMessages"] == 0
    assert [push["kind"] for push in await sandbox.pushes()] == ["event", "event"]


async def test_a_new_group_tells_that_it_got_the_bot(
    sandbox: SandboxHandle, stream: Stream
) -> None:
    body = {"type": "2", "members": ["staff01"]}
    group = (await sandbox.client.post("/sandbox/conversations", json=body)).json()
    event = await stream.answered({"status": "SUCCESS"})
    assert event["headers"]["eventType"] == "im_cool_app_install"
    assert event["data"]["openConversationId"] == group["conversationId"]
    assert event["data"]["operator"] == "staff01"
    assert (await sandbox.state())["counters"]["streamMessages"] == 1


@pytest.mark.parametrize(("data", "code"), [({"status": "LATER"}, 200), ({}, 500)])
async def test_an_event_not_consumed_comes_again(
    sandbox: SandboxHandle, stream: Stream, data: Json, code: int
) -> None:
    await sandbox.settings(ackMillis=20)
    await join(sandbox)
    first = await stream.answered(data, code)
    again = await stream.answered({"status": "SUCCESS"})
    assert again["headers"]["eventId"] == first["headers"]["eventId"]
    assert again["headers"]["messageId"] != first["headers"]["messageId"]


@pytest.mark.parametrize("data", [None, {"eventId": "echoed"}])
async def test_an_ack_without_a_status_is_good_enough(
    sandbox: SandboxHandle, stream: Stream, data: object
) -> None:
    await sandbox.settings(ackMillis=300)
    await join(sandbox)
    event = await stream.answered(data)
    await sandbox.acked(event["headers"]["eventId"])
    await join(sandbox)
    following = [(await stream.frame())["data"]["userId"] for _ in range(2)]
    assert following == [["staff04"], ["staff04"]]


async def test_an_event_waits_for_a_connection(sandbox: SandboxHandle) -> None:
    await sandbox.settings(ackMillis=200)
    await join(sandbox)
    async with connected(sandbox) as stream:
        assert (await stream.answered())["headers"]["eventType"] == "user_add_org"


async def test_of_an_outsider_nothing_is_told(sandbox: SandboxHandle, stream: Stream) -> None:
    await join(sandbox, outsider=True)
    await join(sandbox)
    assert (await stream.answered())["data"]["userId"] == ["staff03"]


async def test_an_ack_whose_data_is_no_json_is_good_enough(
    sandbox: SandboxHandle, stream: Stream
) -> None:
    await join(sandbox)
    headers = (await stream.frame())["headers"]
    answer = {"code": 200, "headers": {"messageId": headers["messageId"]}, "data": "{"}
    await stream.socket.send(json.dumps(answer))
    assert (await sandbox.acked(headers["eventId"]))["code"] == 200


async def test_who_is_made_an_admin_is_told_once(sandbox: SandboxHandle, stream: Stream) -> None:
    kinds = []
    for is_admin in (True, True, False):
        await sandbox.client.patch("/sandbox/users/staff01", json={"isAdmin": is_admin})
    for _ in range(2):
        event = await stream.answered({"status": "SUCCESS"})
        kinds.append((event["headers"]["eventType"], event["data"]["userId"]))
    assert kinds == [("org_admin_add", ["staff01"]), ("org_admin_remove", ["staff01"])]
