"""Who has read what the robot sent."""

import httpx
import pytest

from tests.sandbox.clients import Api
from tests.sandbox_server import Json, SandboxHandle

QUERY, STATUS = "/v1.0/robot/groupMessages/query", "/v1.0/robot/oToMessages/readStatus"
TEXT = {"msgKey": "sampleText", "msgParam": '{"content":"hi"}'}
DAY = 86_400_000


async def sent_to_group(api: Api, group: str) -> str:
    body = {"robotCode": api.robot, "openConversationId": group, **TEXT}
    response = await api.call("POST", "/v1.0/robot/groupMessages/send", body=body)
    return str(response.json()["processQueryKey"])


async def sent_to_people(api: Api, *users: str) -> str:
    body = {"robotCode": api.robot, "userIds": users, **TEXT}
    response = await api.call("POST", "/v1.0/robot/oToMessages/batchSend", body=body)
    return str(response.json()["processQueryKey"])


async def query(api: Api, group: str, key: str, **more: object) -> httpx.Response:
    body = {"robotCode": api.robot, "openConversationId": group, "processQueryKey": key}
    return await api.call("POST", QUERY, body=body | more)


async def status(api: Api, key: str) -> httpx.Response:
    query = {"robotCode": api.robot, "processQueryKey": key}
    return await api.call("GET", STATUS, query)


async def test_who_looked_at_the_group_or_answered_has_read_the_message(
    api: Api, sandbox: SandboxHandle
) -> None:
    group = await sandbox.group()
    await sandbox.say(group, "staff02", "before", mention=False)
    key = await sent_to_group(api, group)
    assert (await query(api, group, key)).json() == {
        "sendStatus": "SUCCESS",
        "readUserIds": [],
        "readUsers": [],
        "hasMore": False,
    }
    await sandbox.messages(group, as_="staff01")
    await sandbox.say(group, "guest01", "thanks", mention=False)
    answer = (await query(api, group, key)).json()
    assert answer["readUserIds"] == ["staff01", "guest01"]
    assert answer["readUsers"] == [
        {"userId": "staff01", "unionId": api.users["staff01"]},
        {"userId": "guest01"},
    ]


async def test_the_list_of_readers_is_paged(api: Api, sandbox: SandboxHandle) -> None:
    group = await sandbox.group()
    key = await sent_to_group(api, group)
    for user in ("manager01", "staff01", "staff02"):
        await sandbox.messages(group, as_=user)
    first = (await query(api, group, key, maxResults=2)).json()
    assert (first["readUserIds"], first["hasMore"]) == (["manager01", "staff01"], True)
    rest = (await query(api, group, key, maxResults=2, nextToken=first["nextToken"])).json()
    assert (rest["readUserIds"], rest["hasMore"]) == (["staff02"], False)
    assert "nextToken" not in rest


async def test_each_person_s_reading_is_told_with_its_time(
    api: Api, sandbox: SandboxHandle
) -> None:
    key = await sent_to_people(api, "staff01", "staff02")
    await sandbox.messages(await sandbox.single("staff02"), as_="staff02")
    answer = (await status(api, key)).json()
    assert answer["sendStatus"] == "SUCCESS"
    unread, read = answer["messageReadInfoList"]
    assert (unread["userId"], unread["readStatus"]) == ("staff01", "UNREAD")
    assert (read["name"], read["readStatus"]) == ("员工乙", "READ")
    assert 0 < read["readTimestamp"] <= (await sandbox.state())["now"]


async def test_a_recalled_message_is_told_as_recalled(api: Api) -> None:
    key = await sent_to_people(api, "staff01")
    body = {"robotCode": api.robot, "processQueryKeys": [key]}
    await api.call("POST", "/v1.0/robot/otoMessages/batchRecall", body=body)
    assert (await status(api, key)).json()["sendStatus"] == "RECALLED"


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"robotCode": None}, "invalidParameter.robotCode.empty"),
        ({"openConversationId": "cidNobody"}, "invalidParameter.openConversationId.invalid"),
        ({"processQueryKey": ""}, "invalidParameter.processQueryKey.missing"),
        ({"processQueryKey": ["a"]}, "invalid.processQueryKey"),
        ({"processQueryKey": "unknown"}, "invalid.processQueryKey"),
        ({"maxResults": 201}, "invalidParameter.pageSize.invalid"),
        ({"maxResults": True}, "invalidParameter.pageSize.invalid"),
        ({"nextToken": "x"}, "invalidParameter.cursor.invalid"),
        ({"nextToken": 1}, "invalidParameter.cursor.invalid"),
    ],
)
async def test_a_wrong_question_is_refused(
    api: Api, sandbox: SandboxHandle, changed: Json, expected: str
) -> None:
    group = await sandbox.group()
    response = await query(api, group, await sent_to_group(api, group), **changed)
    assert (response.status_code, response.json()["code"]) == (400, expected)


async def test_another_group_s_message_is_not_known_here(api: Api, sandbox: SandboxHandle) -> None:
    key = await sent_to_group(api, await sandbox.group(0))
    response = await query(api, await sandbox.group(1), key)
    assert response.json()["code"] == "invalid.processQueryKey"
    assert (await status(api, key)).json()["code"] == "invalid.processQueryKey"


async def test_after_a_day_nobody_can_ask_any_more(api: Api, sandbox: SandboxHandle) -> None:
    await sandbox.settings(tokenSeconds=10**6)
    body = {"appKey": (await sandbox.state())["clientId"]}
    body["appSecret"] = (await sandbox.state())["clientSecret"]
    await sandbox.client.post("/v1.0/oauth2/accessToken", json=body)
    key = await sent_to_people(api, "staff01")
    await sandbox.settings(clockOffsetMillis=DAY + 60_000)
    assert (await status(api, key)).json()["code"] == "processQueryKey.expireTime"
