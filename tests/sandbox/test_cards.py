"""The card platform: create, deliver, update, and how cards are drawn."""

from typing import Any

import httpx
import pytest

from tests.sandbox.clients import AI_MARKDOWN, Api, button, params
from tests.sandbox_server import Json, SandboxHandle

CREATE, DELIVER = "/v1.0/card/instances", "/v1.0/card/instances/deliver"


def code(response: httpx.Response) -> tuple[int, str]:
    return response.status_code, response.json()["code"]


def outcomes(response: httpx.Response) -> list[tuple[bool, str]]:
    result = response.json()["result"]
    delivered = result["deliverResults"] if isinstance(result, dict) else result
    return [(each["success"], each["errorMsg"]) for each in delivered]


async def update(api: Api, out_track_id: str, **body: Any) -> httpx.Response:
    return await api.call("PUT", CREATE, body={"outTrackId": out_track_id, **body})


async def last_card(sandbox: SandboxHandle, conversation: str, as_: str | None = None) -> Json:
    card: Json = (await sandbox.messages(conversation, as_=as_))[-1]["card"]
    return card


async def test_a_delivered_card_is_drawn(api: Api, sandbox: SandboxHandle) -> None:
    group = await sandbox.group()
    response = await api.card("card1", group)
    assert response.json()["result"]["outTrackId"] == "card1"
    assert outcomes(response) == [(True, "")]
    line = (await sandbox.messages(group))[-1]
    assert (line["from"], line["kind"], line["via"]) == ("bot", "card", "card")
    assert line["msgId"] == response.json()["result"]["deliverResults"][0]["carrierId"]
    card = line["card"]
    assert (card["title"], card["markdown"], card["flowStatus"]) == ("Title", "body", "3")
    assert card["buttons"] == [{"id": "go", "text": "Go", "color": "blue", "enabled": True}]
    assert card["version"] == 1


async def test_a_card_reaches_a_person_s_chat(api: Api, sandbox: SandboxHandle) -> None:
    response = await api.card(
        "card1",
        "",
        openSpaceId="dtv1.card//im_robot.staff01",
        imRobotOpenDeliverModel={"spaceType": "IM_ROBOT"},
    )
    assert outcomes(response) == [(True, "")]
    assert await last_card(sandbox, await sandbox.single("staff01"))


async def test_one_call_delivers_to_several_spaces(api: Api, sandbox: SandboxHandle) -> None:
    group = await sandbox.group()
    response = await api.card(
        "card1",
        group,
        openSpaceId=f"dtv1.card//IM_GROUP.{group};IM_ROBOT.staff02",
        imRobotOpenDeliverModel={"spaceType": "IM_ROBOT"},
    )
    assert outcomes(response) == [(True, ""), (True, "")]


@pytest.mark.parametrize("space", ["IM_GROUP.cidNobody", "IM_ROBOT.guest01", "IM_ROBOT.nobody"])
async def test_an_illegal_space_fails_inside_a_200(api: Api, space: str) -> None:
    response = await api.card(
        "card1",
        "",
        openSpaceId=f"dtv1.card//{space}",
        imRobotOpenDeliverModel={"spaceType": "IM_ROBOT"},
    )
    assert response.json()["success"] is True
    assert outcomes(response) == [(False, "spaceId is illegal")]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"cardTemplateId": None}, "param.cardTemplateIdEmpty"),
        ({"outTrackId": ""}, "param.outTrackIdEmpty"),
        ({"openSpaceId": None}, "param.openSpaceIdEmpty"),
        ({"openSpaceId": "IM_GROUP.cid"}, "param.openSpaceIdInvalid"),
        ({"openSpaceId": "dtv1.card//MOON.cid"}, "param.openSpaceIdInvalid"),
        ({"cardData": None}, "param.cardPublicDataEmpty"),
        ({"cardData": {}}, "param.cardPublicDataEmpty"),
        ({"cardData": {"cardParamMap": {"n": 5}}}, "param.invalid"),
        ({"cardData": {"cardParamMap": {"k" * 101: "v"}}}, "param.invalid"),
        ({"cardData": {"cardParamMap": {"k": "界" * 342}}}, "param.invalid"),
        ({"privateData": []}, "param.invalid"),
        ({"callbackType": "PIGEON"}, "param.invalid"),
        ({"imGroupOpenDeliverModel": None}, "param.openDeliverModelEmpty"),
        ({"imGroupOpenDeliverModel": 1}, "param.openDeliverModelError"),
        ({"imGroupOpenDeliverModel": {}}, "param.openDeliverModelError"),
        ({"imGroupOpenSpaceModel": {}}, "param.openSpaceModelInvalid"),
    ],
)
async def test_a_wrong_card_is_refused(
    api: Api, sandbox: SandboxHandle, changed: Json, expected: str
) -> None:
    group = await sandbox.group()
    response = await api.card("card1", group, **changed)
    assert code(response) == (400, expected)
    assert response.json()["message"] == expected
    assert await sandbox.messages(group) == []


async def test_card_value_bytes_sets_the_longest_value(api: Api, sandbox: SandboxHandle) -> None:
    await sandbox.settings(cardValueBytes=10_000)
    data = {"cardParamMap": {"msgTitle": "x" * 10_000}}
    assert (await api.card("card1", await sandbox.group(), cardData=data)).status_code == 200


async def test_an_out_track_id_names_one_card_for_ever(api: Api, sandbox: SandboxHandle) -> None:
    group = await sandbox.group()
    await api.card("card1", group)
    assert code(await api.card("card1", group)) == (400, "param.cardAlreadyExist")


async def test_card_exists_ignore_answers_success_and_changes_nothing(
    api: Api, sandbox: SandboxHandle
) -> None:
    await sandbox.settings(cardExists="ignore")
    group = await sandbox.group()
    await api.card("card1", group)
    other = {"cardParamMap": params("Other", "x")}
    assert (await api.card("card1", group, cardData=other)).status_code == 200
    assert (await last_card(sandbox, group))["title"] == "Title"


async def test_create_then_deliver_shows_the_card_once(api: Api, sandbox: SandboxHandle) -> None:
    group = await sandbox.group()
    body = {
        "cardTemplateId": AI_MARKDOWN,
        "outTrackId": "card1",
        "cardData": {"cardParamMap": params("Title", "body")},
    }
    created = await api.call("POST", CREATE, body=body)
    assert created.json() == {"success": True, "result": "card1"}
    assert await sandbox.messages(group) == []
    delivery = {
        "outTrackId": "card1",
        "openSpaceId": f"dtv1.card//IM_GROUP.{group}",
        "imGroupOpenDeliverModel": {"robotCode": api.robot},
    }
    assert outcomes(await api.call("POST", DELIVER, body=delivery)) == [(True, "")]
    assert len(await sandbox.messages(group)) == 1
    unknown = await api.call("POST", DELIVER, body=delivery | {"outTrackId": "card2"})
    assert code(unknown) == (400, "param.cardNotExist")


async def test_an_update_replaces_the_whole_map_unless_asked_by_key(
    api: Api, sandbox: SandboxHandle
) -> None:
    group = await sandbox.group()
    await api.card("card1", group)
    by_key = {"updateCardDataByKey": True}
    data = {"cardParamMap": {"msgTitle": "Second"}}
    response = await update(api, "card1", cardData=data, cardUpdateOptions=by_key)
    assert response.json() == {"success": True, "result": True}
    second = await last_card(sandbox, group)
    assert (second["title"], second["markdown"], second["version"]) == ("Second", "body", 2)
    await update(api, "card1", cardData={"cardParamMap": {"msgTitle": "Third"}})
    third = await last_card(sandbox, group)
    assert (third["title"], third["markdown"], third["buttons"]) == ("Third", "", [])


async def test_an_update_that_changes_nothing_adds_no_line(
    api: Api, sandbox: SandboxHandle
) -> None:
    group = await sandbox.group()
    await api.card("card1", group)
    same = {"cardParamMap": params("Title", "body", button("go", "Go"))}
    assert (await update(api, "card1", cardData=same)).status_code == 200
    assert len(await sandbox.messages(group)) == 1


async def test_an_update_of_an_unknown_card_is_refused(api: Api) -> None:
    data: Json = {"cardParamMap": {}}
    assert code(await update(api, "nowhere", cardData=data)) == (400, "param.cardNotExist")
    assert code(await update(api, "", cardData=data)) == (400, "param.outTrackIdEmpty")


async def test_update_options_must_be_an_object(api: Api, sandbox: SandboxHandle) -> None:
    await api.card("card1", await sandbox.group())
    assert code(await update(api, "card1", cardUpdateOptions=[1])) == (400, "param.invalid")


async def test_private_data_is_seen_by_its_person_alone(api: Api, sandbox: SandboxHandle) -> None:
    group = await sandbox.group()
    own = {"staff01": {"cardParamMap": {"msgTitle": "For you"}}}
    await api.card("card1", group, privateData=own)
    assert (await last_card(sandbox, group, "staff01"))["title"] == "For you"
    assert (await last_card(sandbox, group, "staff02"))["title"] == "Title"
    more = {"staff01": {"cardParamMap": {"staticMsgContent": "secret"}}}
    options = {"updatePrivateDataByKey": True}
    await update(api, "card1", privateData=more, cardUpdateOptions=options)
    card = await last_card(sandbox, group, "staff01")
    assert (card["title"], card["markdown"]) == ("For you", "secret")


async def test_somebody_else_s_template_shows_that_it_did_not_load(
    api: Api, sandbox: SandboxHandle
) -> None:
    group = await sandbox.group()
    response = await api.card("card1", group, cardTemplateId="675cde2f-f526.schema")
    assert outcomes(response) == [(True, "")]
    card = await last_card(sandbox, group)
    assert (card["markdown"], card["buttons"]) == ("内容加载失败", [])


async def test_a_card_shows_in_every_conversation_it_was_delivered_to(
    api: Api, sandbox: SandboxHandle
) -> None:
    await api.card(
        "card1",
        await sandbox.group(),
        openSpaceId=f"dtv1.card//IM_GROUP.{await sandbox.group(0)};IM_GROUP.{await sandbox.group(1)}",
    )
    await update(api, "card1", cardData={"cardParamMap": {"msgTitle": "New"}})
    for place in range(2):
        assert (await last_card(sandbox, await sandbox.group(place)))["title"] == "New"
