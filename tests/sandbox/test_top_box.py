"""Spaces appended to a card, and the box above a group."""

from typing import Any

import httpx
import pytest

from tests.sandbox.clients import Api, Stream, params
from tests.sandbox_server import Json, SandboxHandle

SPACES, CLOSE = "/v1.0/card/instances/spaces", "/v1.0/card/tops/close"


async def on_top(api: Api, card: str, group: str, **model: Any) -> httpx.Response:
    return await api.card(
        card,
        group,
        openSpaceId=f"dtv1.card//ONE_BOX.{group}",
        topOpenSpaceModel={"spaceType": "ONE_BOX"},
        topOpenDeliverModel=model,
    )


async def top_of(sandbox: SandboxHandle, group: str, as_: str | None = None) -> Json | None:
    conversations = (await sandbox.state(as_))["conversations"]
    found: Json = next(each for each in conversations if each["conversationId"] == group)
    top: Json | None = found.get("top")
    return top


async def test_a_card_in_the_top_box_is_no_line_of_the_chat(
    api: Api, sandbox: SandboxHandle
) -> None:
    group = await sandbox.group()
    response = await on_top(api, "card1", group)
    delivered = response.json()["result"]["deliverResults"]
    assert [(each["spaceType"], each["success"]) for each in delivered] == [("ONE_BOX", True)]
    assert await sandbox.messages(group) == []
    top = await top_of(sandbox, group)
    assert top is not None
    assert (top["outTrackId"], top["title"]) == ("card1", "Title")


async def test_it_changes_there_can_be_pressed_and_closed(
    api: Api, sandbox: SandboxHandle, stream: Stream
) -> None:
    group = await sandbox.group()
    await on_top(api, "card1", group)
    change = {"outTrackId": "card1", "cardData": {"cardParamMap": params("New", "")}}
    await api.call("PUT", "/v1.0/card/instances", body=change)
    top = await top_of(sandbox, group)
    assert top is not None
    assert top["title"] == "New"
    await sandbox.settings(cardAckMillis=0)
    assert (await sandbox.click("card1", "staff01", "go"))["delivered"]
    assert (await stream.frame())["data"]["spaceId"] == group
    asked = {"openConversationId": group, "outTrackId": "card1"}
    closed = await api.call("POST", CLOSE, asked)
    assert closed.json() == {"success": True, "result": True}
    assert await top_of(sandbox, group) is None
    again = await api.call("POST", CLOSE, asked)
    assert again.json()["code"] == "param.cardNotExist"


async def test_another_card_takes_the_place(api: Api, sandbox: SandboxHandle) -> None:
    group = await sandbox.group()
    await on_top(api, "card1", group)
    await on_top(api, "card2", group, userIds=["staff01"])
    top = await top_of(sandbox, group)
    assert top is not None
    assert top["outTrackId"] == "card2"
    refused = await sandbox.client.post(
        "/sandbox/click", json={"outTrackId": "card1", "userId": "staff01", "actionId": "go"}
    )
    assert refused.status_code == 403


async def test_it_is_gone_when_its_time_is_over(api: Api, sandbox: SandboxHandle) -> None:
    group = await sandbox.group()
    now = (await sandbox.state())["now"]
    await on_top(api, "card1", group, expiredTimeMillis=now + 60_000)
    assert await top_of(sandbox, group) is not None
    await sandbox.settings(clockOffsetMillis=60_000)
    assert await top_of(sandbox, group) is None


async def test_it_says_until_when_and_for_whom_it_is_there(
    api: Api, sandbox: SandboxHandle
) -> None:
    group = await sandbox.group()
    until = (await sandbox.state())["now"] + 60_000
    users = ["staff01", api.users["staff02"]]
    await on_top(api, "card1", group, expiredTimeMillis=until, userIds=users)
    top = await top_of(sandbox, group)
    assert top is not None
    assert (top["expires"], top["userIds"]) == (until, users)
    seen = [user for user in api.users if await top_of(sandbox, group, user)]
    assert seen == ["staff01", "staff02"]


async def test_each_sees_what_is_private_to_them(api: Api, sandbox: SandboxHandle) -> None:
    group = await sandbox.group()
    private = {"staff01": {"cardParamMap": {"msgTitle": "For you"}}}
    change = {"outTrackId": "card1", "privateData": private}
    await on_top(api, "card1", group)
    await api.call("PUT", "/v1.0/card/instances", body=change)
    titles = [
        (await top_of(sandbox, group, user) or {})["title"] for user in ("staff01", "guest01")
    ]
    assert titles == ["For you", "Title"]
    unknown = await sandbox.client.get("/sandbox/state", params={"as": "nobody"})
    assert (unknown.status_code, unknown.json()) == (404, {"error": "There is no such person."})


@pytest.mark.parametrize("model", [{"expiredTimeMillis": "soon"}, {"userIds": "staff01"}])
async def test_a_wrong_deliver_model_of_the_top_box_is_refused(
    api: Api, sandbox: SandboxHandle, model: Json
) -> None:
    response = await on_top(api, "card1", await sandbox.group(), **model)
    assert response.json()["code"] == "param.openDeliverModelError"


async def test_a_space_is_appended_to_a_card(api: Api, sandbox: SandboxHandle) -> None:
    group = await sandbox.group()
    await api.card("card1", group)
    body: Json = {"outTrackId": "card1", "topOpenSpaceModel": {"spaceType": "ONE_BOX"}}
    assert (await api.call("PUT", SPACES, body=body)).json() == {"success": True, "result": True}
    delivery = {
        "outTrackId": "card1",
        "openSpaceId": f"dtv1.card//ONE_BOX.{group}",
        "topOpenDeliverModel": {},
    }
    await api.call("POST", "/v1.0/card/instances/deliver", body=delivery)
    assert await top_of(sandbox, group) is not None


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"outTrackId": "nowhere"}, "param.cardNotExist"),
        ({"outTrackId": "card1"}, "param.openSpaceModelInvalid"),
        ({"outTrackId": "card1", "topOpenSpaceModel": {}}, "param.openSpaceModelInvalid"),
        ({"outTrackId": "card1", "imRobotOpenSpaceModel": 1}, "param.openSpaceModelInvalid"),
    ],
)
async def test_a_wrong_space_is_not_appended(
    api: Api, sandbox: SandboxHandle, body: Json, code: str
) -> None:
    await api.card("card1", await sandbox.group())
    response = await api.call("PUT", SPACES, body=body)
    assert (response.status_code, response.json()["code"]) == (400, code)
