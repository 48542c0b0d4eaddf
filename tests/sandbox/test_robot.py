"""Messages through the OpenAPI, recall, and the session webhook."""

import json
from typing import Any

import httpx
import pytest

from tests.sandbox.clients import Api, Stream
from tests.sandbox_server import Json, SandboxHandle

GROUP, PEOPLE = "/v1.0/robot/groupMessages/send", "/v1.0/robot/oToMessages/batchSend"


async def to_group(api: Api, group: str, key: str, param: Any, **more: Any) -> httpx.Response:
    text = param if isinstance(param, str) else json.dumps(param, ensure_ascii=False)
    body = {"robotCode": api.robot, "openConversationId": group, "msgKey": key, "msgParam": text}
    return await api.call("POST", GROUP, body=body | more)


async def to_people(api: Api, users: list[str], **more: Any) -> httpx.Response:
    param = json.dumps({"content": "hi"})
    body = {"robotCode": api.robot, "userIds": users, "msgKey": "sampleText", "msgParam": param}
    return await api.call("POST", PEOPLE, body=body | more)


MESSAGES = [
    ("sampleText", {"content": "hello"}, ("text", "hello")),
    ("sampleMarkdown", {"title": "t", "text": "# a"}, ("markdown", "# a")),
    ("sampleImageMsg", {"photoURL": "@m1"}, ("image", "")),
    (
        "sampleLink",
        {"title": "t", "text": "a", "messageUrl": "https://x/"},
        ("markdown", "a\n\n[t](https://x/)"),
    ),
    (
        "sampleActionCard2",
        {"title": "t", "text": "a", "actionTitle1": "go", "actionURL1": "https://x/"},
        ("markdown", "a\n\n[go](https://x/)"),
    ),
    ("sampleFile", {"mediaId": "@m1", "fileName": "a.pdf", "fileType": "pdf"}, ("file", "a.pdf")),
]


@pytest.mark.parametrize(("key", "param", "shown"), MESSAGES)
async def test_each_kind_of_message_is_shown(
    api: Api, sandbox: SandboxHandle, key: str, param: Json, shown: tuple[str, str]
) -> None:
    group = await sandbox.group()
    response = await to_group(api, group, key, param)
    line = (await sandbox.messages(group))[-1]
    assert (line["kind"], line["text"]) == shown
    assert line["via"] == "robot"
    assert line["msgId"] == response.json()["processQueryKey"]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"robotCode": ""}, "invalidParameter.robotCode.empty"),
        ({"robotCode": "other"}, "invalidParameter.robotCode.invalid"),
        ({"openConversationId": "cid"}, "invalidParameter.openConversationId.invalid"),
        ({"msgKey": "sampleSong"}, "invalidParameter.msgKey.invalid"),
        ({"msgParam": "{"}, "invalidParameter.msgParam.invalid"),
        ({"msgParam": "[]"}, "invalidParameter.msgParam.invalid"),
        ({"msgParam": "{}"}, "invalidParameter.msgParam.invalid"),
        ({"msgParam": 5}, "invalidParameter.msgParam.invalid"),
        ({"msgParam": json.dumps({"content": "x" * 15_000})}, "invalidParameter.msgParam.invalid"),
    ],
)
async def test_a_wrong_group_message_is_refused(
    api: Api, sandbox: SandboxHandle, changed: Json, expected: str
) -> None:
    group = await sandbox.group()
    response = await to_group(api, group, "sampleText", {"content": "hi"}, **changed)
    assert (response.status_code, response.json()["code"]) == (400, expected)
    assert await sandbox.messages(group) == []


async def test_a_single_chat_is_no_group_to_send_to(api: Api, sandbox: SandboxHandle) -> None:
    chat = await sandbox.single("staff01")
    response = await to_group(api, chat, "sampleText", {"content": "hi"})
    assert response.json()["code"] == "invalidParameter.openConversationId.invalid"


async def test_people_who_get_nothing_are_listed(api: Api, sandbox: SandboxHandle) -> None:
    answer = (await to_people(api, ["staff01", "nobody", "guest01"])).json()
    assert answer["invalidStaffIdList"] == ["nobody", "guest01"]
    assert (await sandbox.messages(await sandbox.single("staff01")))[-1]["text"] == "hi"


@pytest.mark.parametrize(
    ("users", "expected"),
    [
        ([], "invalidParameter.userIds.empty"),
        (["a"] * 21, "invalidParameter.userIds.invalid"),
        ([5], "invalidParameter.userIds.invalid"),
    ],
)
async def test_a_batch_has_one_to_twenty_people(api: Api, users: Any, expected: str) -> None:
    response = await to_people(api, users)
    assert (response.status_code, response.json()["code"]) == (400, expected)


async def recall(api: Api, path: str, keys: list[str], **more: str) -> Json:
    body = {"robotCode": api.robot, "processQueryKeys": keys, **more}
    response = await api.call("POST", f"/v1.0/robot/{path}", body=body)
    answer: Json = response.json()
    return answer


async def test_a_recalled_message_is_marked_in_a_new_line(api: Api, sandbox: SandboxHandle) -> None:
    key = (await to_people(api, ["staff01", "staff02"])).json()["processQueryKey"]
    answer = await recall(api, "otoMessages/batchRecall", [key, "unknown"])
    assert answer["successResult"] == [key]
    assert list(answer["failedResult"]) == ["unknown"]
    lines = await sandbox.messages(await sandbox.single("staff02"))
    assert [line["recalled"] for line in lines] == [False, True]
    assert lines[0]["msgId"] == lines[1]["msgId"] == key
    again = await recall(api, "otoMessages/batchRecall", [key])
    assert again["successResult"] == []


async def test_a_group_s_message_is_recalled_in_that_group_alone(
    api: Api, sandbox: SandboxHandle
) -> None:
    group, other = await sandbox.group(0), await sandbox.group(1)
    key = (await to_group(api, group, "sampleText", {"content": "hi"})).json()["processQueryKey"]
    path = "groupMessages/recall"
    elsewhere = await recall(api, path, [key], openConversationId=other)
    assert elsewhere["successResult"] == []
    assert (await recall(api, path, [key], openConversationId=group))["successResult"] == [key]
    nowhere = await recall(api, path, [key])
    assert nowhere["code"] == "invalidParameter.openConversationId.invalid"


async def test_a_download_code_must_be_one_that_was_given(api: Api) -> None:
    body = {"robotCode": api.robot, "downloadCode": "x"}
    response = await api.call("POST", "/v1.0/robot/messageFiles/download", body=body)
    assert response.json()["code"] == "invalidParameter.downloadCode.invalid"


@pytest.fixture
async def webhook(sandbox: SandboxHandle, stream: Stream) -> str:
    """The session webhook of a message in the first group."""
    await sandbox.say(await sandbox.group(), "staff01", "help")
    return str((await stream.answered())["data"]["sessionWebhook"])


@pytest.mark.parametrize(
    ("body", "kind", "text"),
    [
        ({"msgtype": "text", "text": {"content": "hi"}}, "text", "hi"),
        ({"msgtype": "markdown", "markdown": {"title": "t", "text": "# a"}}, "markdown", "# a"),
        (
            {"msgtype": "link", "link": {"title": "t", "text": "a", "messageUrl": "https://x/"}},
            "markdown",
            "a\n\n[t](https://x/)",
        ),
        (
            {
                "msgtype": "actionCard",
                "actionCard": {
                    "title": "t",
                    "text": "a",
                    "singleTitle": "go",
                    "singleURL": "https://x/",
                },
            },
            "markdown",
            "a\n\n[go](https://x/)",
        ),
        (
            {
                "msgtype": "actionCard",
                "actionCard": {
                    "title": "t",
                    "text": "a",
                    "btns": [{"title": "b", "actionURL": "https://y/"}],
                },
            },
            "markdown",
            "a\n\n[b](https://y/)",
        ),
        (
            {
                "msgtype": "feedCard",
                "feedCard": {"links": [{"title": "t", "messageURL": "https://x/"}]},
            },
            "markdown",
            "[t](https://x/)",
        ),
    ],
)
async def test_the_webhook_needs_no_token_and_shows_the_message(
    sandbox: SandboxHandle, webhook: str, body: Json, kind: str, text: str
) -> None:
    response = await sandbox.client.post(webhook, json=body)
    assert response.json() == {"errcode": 0, "errmsg": "ok"}
    line = (await sandbox.messages(await sandbox.group()))[-1]
    assert (line["from"], line["kind"], line["text"], line["via"]) == ("bot", kind, text, "webhook")
    assert (await sandbox.state())["counters"]["webhookMessages"] == 1


@pytest.mark.parametrize(
    "body",
    [
        [],
        {},
        {"msgtype": "image", "image": {}},
        {"msgtype": "text"},
        {"msgtype": "text", "text": {"content": ""}},
        {"msgtype": "feedCard", "feedCard": {"links": [5]}},
    ],
)
async def test_a_wrong_webhook_body_is_refused_in_a_200(
    sandbox: SandboxHandle, webhook: str, body: Any
) -> None:
    response = await sandbox.client.post(webhook, json=body)
    assert (response.status_code, response.json()["errcode"]) == (200, 310000)


async def test_an_expired_or_unknown_session_is_refused_in_a_200(
    sandbox: SandboxHandle, webhook: str
) -> None:
    body = {"msgtype": "text", "text": {"content": "hi"}}
    unknown = await sandbox.client.post("/robot/sendBySession?session=x", json=body)
    assert (unknown.status_code, unknown.json()["errcode"]) == (200, 300001)
    await sandbox.settings(clockOffsetMillis=5_400_000)
    assert (await sandbox.client.post(webhook, json=body)).json()["errcode"] == 300001


async def test_webhook_per_minute_throttles_for_ten_minutes(
    sandbox: SandboxHandle, webhook: str
) -> None:
    await sandbox.settings(webhookPerMinute=2)
    body = {"msgtype": "text", "text": {"content": "hi"}}

    async def errcode() -> int:
        return int((await sandbox.client.post(webhook, json=body)).json()["errcode"])

    assert [await errcode() for _ in range(3)] == [0, 0, 130101]
    await sandbox.settings(clockOffsetMillis=9 * 60_000)
    assert await errcode() == 130101
    await sandbox.settings(clockOffsetMillis=11 * 60_000)
    assert await errcode() == 0


async def test_webhook_seconds_sets_how_long_a_session_lives(
    sandbox: SandboxHandle, stream: Stream
) -> None:
    await sandbox.settings(webhookSeconds=0)
    await sandbox.say(await sandbox.group(), "staff01", "help")
    address = (await stream.answered())["data"]["sessionWebhook"]
    body = {"msgtype": "text", "text": {"content": "hi"}}
    assert (await sandbox.client.post(address, json=body)).json()["errcode"] == 300001
