"""What happens behind the bot's back: spaces, people, conversations, uploads."""

from urllib.parse import quote

import pytest

from tests.sandbox.clients import Api, Stream, params
from tests.sandbox_server import Json, SandboxHandle


async def test_a_space_can_be_filled_to_any_use_above_its_files(
    api: Api, sandbox: SandboxHandle
) -> None:
    space = await sandbox.make_space("仓库", "staff01", quota=100, usedQuota=40)
    assert (space["usedQuota"], space["files"], space["owner"]) == (40, 0, api.users["staff01"])
    changed = await sandbox.change_space(space["spaceId"], usedQuota=90, quota=95, name="新")
    assert (changed["usedQuota"], changed["quota"], changed["spaceName"]) == (90, 95, "新")
    assert (await api.query([space["spaceId"]])).json()["spaces"][0]["usedQuota"] == 90


async def test_a_space_cannot_use_less_than_its_files(sandbox: SandboxHandle) -> None:
    full = next(space for space in (await sandbox.state())["spaces"] if space["files"])
    path = f"/sandbox/spaces/{full['spaceId']}"
    refused = await sandbox.client.post(path, json={"usedQuota": full["usedQuota"] - 1})
    assert refused.status_code == 409
    assert (await sandbox.change_space(full["spaceId"], name="x"))["usedQuota"] == full["usedQuota"]


async def test_a_space_can_disappear(sandbox: SandboxHandle, api: Api) -> None:
    space = await sandbox.make_space("a")
    await sandbox.delete_space(space["spaceId"])
    assert (await api.query([space["spaceId"]])).json()["spaces"] == []
    again = await sandbox.client.delete(f"/sandbox/spaces/{space['spaceId']}")
    assert again.status_code == 404


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"name": "a", "owner": "nobody"}, 404),
        ({"name": "a", "owner": "guest01"}, 409),
        ({"name": "", "owner": "staff01"}, 400),
        ({"name": "a", "owner": "staff01", "quota": -2}, 400),
        ({"name": "a", "owner": "staff01", "usedQuota": -1}, 400),
    ],
)
async def test_a_space_that_cannot_be_is_refused(
    sandbox: SandboxHandle, body: Json, status: int
) -> None:
    assert (await sandbox.client.post("/sandbox/spaces", json=body)).status_code == status


async def test_people_come_change_and_go(api: Api, sandbox: SandboxHandle) -> None:
    new = (await sandbox.client.post("/sandbox/users", json={"name": "新人"})).json()
    assert (new["userId"], new["isAdmin"]) == ("staff03", False)
    chat = await sandbox.single("staff03")
    path = f"/sandbox/users/{new['userId']}"
    changed = (await sandbox.client.patch(path, json={"isAdmin": True})).json()
    assert (changed["name"], changed["isAdmin"]) == ("新人", True)
    assert (await sandbox.client.delete(path)).status_code == 204
    found = await api.old("/topapi/v2/user/get", {"userid": "staff03"})
    assert found["sub_code"] == "60121"
    conversations = (await sandbox.state())["conversations"]
    assert chat not in {each["conversationId"] for each in conversations}


async def test_somebody_who_leaves_is_out_of_the_groups(sandbox: SandboxHandle) -> None:
    await sandbox.client.delete("/sandbox/users/staff02")
    conversations = (await sandbox.state())["conversations"]
    assert all("staff02" not in each["members"] for each in conversations)


async def test_a_new_outsider_has_no_ids_of_the_organisation(sandbox: SandboxHandle) -> None:
    body = {"name": "客户", "outsider": True, "isAdmin": True}
    guest = (await sandbox.client.post("/sandbox/users", json=body)).json()
    assert (guest["unionId"], guest["staffId"], guest["isAdmin"]) == (None, None, False)


async def test_a_new_group_can_be_spoken_in_and_ended(api: Api, sandbox: SandboxHandle) -> None:
    body = {"type": "2", "members": ["staff01", "staff02"]}
    made = (await sandbox.client.post("/sandbox/conversations", json=body)).json()
    group = made["conversationId"]
    assert made["title"] == "员工甲、员工乙"
    await sandbox.say(group, "staff01", "hi", mention=False)
    await api.card("card1", group)
    path = f"/sandbox/conversations/{quote(group, safe='')}"
    assert (await sandbox.client.delete(path)).status_code == 204
    assert (await sandbox.client.delete(path)).status_code == 404
    change = {"outTrackId": "card1", "cardData": {"cardParamMap": params("New", "")}}
    assert (await api.call("PUT", "/v1.0/card/instances", body=change)).status_code == 200


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"type": "2", "members": []}, 400),
        ({"type": "1", "members": ["staff01", "staff02"]}, 400),
        ({"type": "1", "members": ["staff01"]}, 409),
        ({"type": "2", "members": ["nobody"]}, 404),
        ({"type": "3", "members": ["staff01"]}, 400),
    ],
)
async def test_a_conversation_that_cannot_be_is_refused(
    sandbox: SandboxHandle, body: Json, status: int
) -> None:
    assert (await sandbox.client.post("/sandbox/conversations", json=body)).status_code == status


async def test_an_upload_keeps_its_bare_name(sandbox: SandboxHandle) -> None:
    response = await sandbox.client.post("/sandbox/uploads?name=../../a/b.png", content=b"1234")
    assert response.json().items() >= {"name": "b.png", "size": 4}.items()


async def test_unknown_objects_are_not_found(sandbox: SandboxHandle) -> None:
    assert (await sandbox.client.post("/sandbox/spaces/1", json={})).status_code == 404
    assert (await sandbox.client.patch("/sandbox/users/x", json={})).status_code == 404


async def test_the_webhook_of_an_ended_conversation_is_gone(
    sandbox: SandboxHandle, stream: Stream
) -> None:
    chat = await sandbox.single("staff01")
    await sandbox.say(chat, "staff01", "help")
    address = (await stream.answered())["data"]["sessionWebhook"]
    await sandbox.client.delete(f"/sandbox/conversations/{quote(chat, safe='')}")
    body = {"msgtype": "text", "text": {"content": "hi"}}
    assert (await sandbox.client.post(address, json=body)).json()["errcode"] == 300001
