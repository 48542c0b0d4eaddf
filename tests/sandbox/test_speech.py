"""What people say, and the callback the bot gets of it."""

from typing import Any

import pytest

from tests.sandbox.clients import Api, Stream
from tests.sandbox_server import Json, SandboxHandle


async def said(sandbox: SandboxHandle, stream: Stream, *what: Any, **more: Any) -> Json:
    """Say it and give the callback's data."""
    assert (await sandbox.say(*what, **more))["pushed"]
    data: Json = (await stream.answered())["data"]
    return data


async def refusal(sandbox: SandboxHandle, **body: Any) -> tuple[int, str]:
    response = await sandbox.client.post("/sandbox/say", json=body)
    return response.status_code, response.json()["error"]


async def test_a_group_message_has_the_documented_fields(
    sandbox: SandboxHandle, stream: Stream
) -> None:
    group, state = await sandbox.group(), await sandbox.state()
    data = await said(sandbox, stream, group, "manager01", "/help")
    assert data["text"] == {"content": " /help"}
    assert data["conversationType"] == "2"
    assert data["conversationTitle"] == "市场部项目群"
    assert data["atUsers"] == [{"dingtalkId": data["chatbotUserId"]}]
    assert data["isInAtList"] is True
    assert data["isAdmin"] is True
    assert (data["senderStaffId"], data["senderCorpId"]) == ("manager01", state["corpId"])
    assert data["robotCode"] == state["robotCode"]
    assert data["sessionWebhookExpiredTime"] == data["createAt"] + 5_400_000
    assert data["sessionWebhook"].startswith(f"{sandbox.url}/robot/sendBySession?session=")


async def test_a_single_chat_has_no_group_fields(sandbox: SandboxHandle, stream: Stream) -> None:
    data = await said(sandbox, stream, await sandbox.single("staff01"), "staff01", "help")
    assert data["text"] == {"content": "help"}
    assert data["conversationType"] == "1"
    assert not data.keys() & {"atUsers", "conversationTitle", "isInAtList"}


async def test_an_outsider_has_no_staff_id(sandbox: SandboxHandle, stream: Stream) -> None:
    data = await said(sandbox, stream, await sandbox.group(), "guest01", "help")
    assert data["senderNick"] == "外部联系人"
    assert not data.keys() & {"senderStaffId", "senderCorpId"}


async def test_people_mentioned_too_are_in_at_users(sandbox: SandboxHandle, stream: Stream) -> None:
    data = await said(
        sandbox, stream, await sandbox.group(), "staff01", "@x", atUserIds=["staff02", "guest01"]
    )
    assert [user.get("staffId") for user in data["atUsers"]] == [None, "staff02", None]


async def test_without_a_mention_a_group_message_is_shown_and_not_pushed(
    sandbox: SandboxHandle, stream: Stream
) -> None:
    group = await sandbox.group()
    assert not (await sandbox.say(group, "staff01", "lunch?", mention=False))["pushed"]
    assert (await sandbox.messages(group))[-1]["text"] == "lunch?"
    assert (await sandbox.state())["counters"]["streamMessages"] == 0


async def test_a_quoted_reply_carries_what_it_quotes(
    sandbox: SandboxHandle, stream: Stream
) -> None:
    group = await sandbox.group()
    first = await sandbox.say(group, "staff02", "original", mention=False)
    data = await said(sandbox, stream, group, "staff01", "yes", replyTo=first["seq"])
    assert data["text"]["isReplyMsg"] is True
    assert data["text"]["repliedMsg"]["msgId"] == first["msgId"] == data["originalMsgId"]
    assert data["text"]["repliedMsg"]["content"] == {"text": "original"}
    assert (await sandbox.messages(group))[-1]["replyTo"] == first["seq"]


async def test_a_reply_may_quote_the_bot_s_card(
    api: Api, sandbox: SandboxHandle, stream: Stream
) -> None:
    group = await sandbox.group()
    await api.card("card1", group)
    data = await said(sandbox, stream, group, "staff01", "this", replyTo=1)
    assert data["text"]["repliedMsg"]["msgType"] == "interactiveCard"
    assert data["text"]["repliedMsg"]["senderId"] == data["chatbotUserId"]
    shown = (await sandbox.messages(group))[0]
    assert data["originalProcessQueryKey"] == shown["msgId"]


async def test_a_picture_s_code_leads_to_its_bytes(
    api: Api, sandbox: SandboxHandle, stream: Stream
) -> None:
    upload = await sandbox.upload("cat.png", b"\x89PNG...")
    group = await sandbox.group()
    content = {"downloadCode": {"upload": upload}}
    data = await said(sandbox, stream, group, "staff01", msgtype="picture", content=content)
    assert data["content"].keys() == {"downloadCode", "pictureDownloadCode"}
    body = {"downloadCode": data["content"]["pictureDownloadCode"], "robotCode": api.robot}
    answer = await api.call("POST", "/v1.0/robot/messageFiles/download", body=body)
    picture = await sandbox.client.get(answer.json()["downloadUrl"])
    assert (picture.content, picture.headers["content-type"]) == (b"\x89PNG...", "image/png")
    line = (await sandbox.messages(group))[-1]
    assert (line["kind"], line["images"]) == ("image", [f"/oss/{upload}"])


async def test_rich_text_keeps_the_order_of_its_items(
    sandbox: SandboxHandle, stream: Stream
) -> None:
    upload = await sandbox.upload("cat.png", b"x")
    items = [
        {"text": "look "},
        {"type": "picture", "downloadCode": {"upload": upload}},
        {"text": "!"},
    ]
    group = await sandbox.group()
    data = await said(
        sandbox, stream, group, "staff01", msgtype="richText", content={"richText": items}
    )
    assert [item.get("type", item.get("text")) for item in data["content"]["richText"]] == [
        "look ",
        "picture",
        "!",
    ]
    line = (await sandbox.messages(group))[-1]
    assert (line["text"], line["images"]) == ("look !", [f"/oss/{upload}"])


@pytest.mark.parametrize(
    ("msgtype", "content"),
    [
        ("audio", {"downloadCode": "c", "recognition": "你好", "duration": 900}),
        ("video", {"downloadCode": "c", "duration": "5", "videoType": "mp4"}),
        ("file", {"downloadCode": "c", "fileName": "a.zip", "fileId": "1", "spaceId": "2"}),
        ("unknownMsgType", {"unknownMsgType": "sticker"}),
        ("chatRecord", {"title": "t", "summary": "s", "chatRecord": "[]"}),
        ("interactiveCard", {"title": "t", "text": "x", "biz_custom_action_url": "u"}),
    ],
)
async def test_every_kind_is_pushed_from_a_single_chat_as_it_is(
    sandbox: SandboxHandle, stream: Stream, msgtype: str, content: Json
) -> None:
    chat = await sandbox.single("staff01")
    data = await said(sandbox, stream, chat, "staff01", msgtype=msgtype, content=content)
    assert (data["msgtype"], data["content"]) == (msgtype, content)
    assert (await sandbox.messages(chat))[-1]["text"]


async def test_a_file_names_the_space_and_the_dentry_where_it_lies(
    sandbox: SandboxHandle, stream: Stream
) -> None:
    chat, content = await sandbox.single("staff01"), {"fileName": "a.pdf"}
    data = await said(sandbox, stream, chat, "staff01", msgtype="file", content=content)
    assert data["content"]["spaceId"].isdigit()
    assert data["content"]["fileId"].isdigit()


async def test_the_line_of_a_file_says_how_large_it_is(sandbox: SandboxHandle) -> None:
    chat, upload = await sandbox.single("staff01"), await sandbox.upload("a.pdf", b"%PDF-1.4")
    content = {"fileName": "a.pdf", "downloadCode": {"upload": upload}}
    await sandbox.say(chat, "staff01", msgtype="file", content=content)
    (line,) = await sandbox.messages(chat)
    assert line["file"] == {"name": "a.pdf", "url": f"/oss/{upload}", "size": 8}


async def test_in_a_group_a_file_cannot_mention_the_bot(sandbox: SandboxHandle) -> None:
    group = await sandbox.group()
    body = {"conversationId": group, "userId": "staff01", "msgtype": "file", "content": {}}
    assert (await refusal(sandbox, **body))[0] == 400
    assert await sandbox.messages(group) == []


async def test_what_cannot_be_said_is_refused_with_a_sentence(sandbox: SandboxHandle) -> None:
    group = await sandbox.group()
    here: Json = {"conversationId": group, "userId": "staff01"}
    picture: Json = {"msgtype": "picture", "content": {"downloadCode": {"upload": "nowhere"}}}
    rich: Json = {"msgtype": "richText", "content": {"richText": 5}}
    cases: list[tuple[Json, int]] = [
        (here, 400),
        (here | {"text": "a", "msgtype": "text", "content": {}}, 400),
        (here | {"text": "a", "replyTo": 9}, 400),
        (here | {"text": "a", "atUserIds": ["nobody"]}, 404),
        (here | picture, 400),
        (here | rich, 400),
        (here | {"text": "a", "conversationId": "cid"}, 404),
        (here | {"text": "a", "userId": "nobody"}, 404),
        (here | {"text": "a", "conversationId": await sandbox.single("staff02")}, 403),
    ]
    for body, status in cases:
        assert (await refusal(sandbox, **body))[0] == status, body


async def test_a_hundred_kilobytes_of_text_arrive_whole(
    sandbox: SandboxHandle, stream: Stream
) -> None:
    text = "界" * 33_000
    data = await said(sandbox, stream, await sandbox.single("staff01"), "staff01", text)
    assert data["text"]["content"] == text


NAMED = {"atUserIds": ["staff01", "guest01"]}
TYPED = "add @员工甲\u2005and @外部联系人 now"


@pytest.mark.parametrize(
    ("shape", "typed", "sent"),
    [
        ({}, TYPED, f" {TYPED}"),
        ({"mentionText": "bot"}, f"@Spacekeeper\u2005{TYPED}", f" {TYPED}"),
        ({"mentionText": "all"}, TYPED, f"@Spacekeeper\u2005{TYPED}"),
        ({"mentionText": "all"}, f"{TYPED} @Spacekeeper", f"{TYPED} @Spacekeeper"),
        ({"mentionText": "none"}, f"{TYPED} @Spacekeeper", " add and  now "),
        ({"mentionText": "none"}, "add @员工乙", " add @员工乙"),
    ],
)
async def test_names_of_linked_mentions_are_sent_as_live_clients_differ(
    sandbox: SandboxHandle, stream: Stream, shape: Json, typed: str, sent: str
) -> None:
    group = await sandbox.group()
    data = await said(sandbox, stream, group, "manager01", typed, **NAMED, **shape)
    assert data["text"] == {"content": sent}
    assert [each.get("staffId") for each in data["atUsers"]] == [None, "staff01", None]
    assert (await sandbox.messages(group))[-1]["text"] == typed


@pytest.mark.parametrize(
    ("shape", "sent"),
    [
        ({}, [{"text": "add @员工甲!", "attrs": {"bold": True}}]),
        ({"mentionText": "none"}, [{"text": "add !", "attrs": {"bold": True}}]),
        (
            {"mentionText": "all"},
            [{"text": "@Spacekeeper"}, {"text": "add @员工甲!", "attrs": {"bold": True}}],
        ),
        (
            {"mentionRuns": "own"},
            [
                {"text": "add ", "attrs": {"bold": True}},
                {"text": "@员工甲"},
                {"text": "!", "attrs": {"bold": True}},
            ],
        ),
        (
            {"mentionText": "all", "mentionRuns": "at"},
            [
                {"type": "at", "atName": "Spacekeeper", "atUserId": "BOT"},
                {"text": "add ", "attrs": {"bold": True}},
                {"type": "at", "atName": "员工甲", "atUserId": "ANN"},
                {"text": "!", "attrs": {"bold": True}},
            ],
        ),
    ],
)
async def test_names_in_rich_text_are_sent_in_runs_of_several_shapes(
    sandbox: SandboxHandle, stream: Stream, shape: Json, sent: list[Json]
) -> None:
    group = await sandbox.group()
    content = {"richText": [{"text": "add @员工甲!", "attrs": {"bold": True}}]}
    more = {"msgtype": "richText", "content": content, "atUserIds": ["staff01"], **shape}
    data = await said(sandbox, stream, group, "manager01", **more)
    ids = {"BOT": data["chatbotUserId"], "ANN": data["atUsers"][1]["dingtalkId"]}
    expected = [{**run, **_at(run, ids)} for run in sent]
    assert data["content"]["richText"] == expected
    assert (await sandbox.messages(group))[-1]["text"] == "add @员工甲!"


def _at(run: Json, ids: Json) -> Json:
    return {"atUserId": ids[run["atUserId"]]} if "atUserId" in run else {}


async def test_a_shape_of_mentions_that_no_client_sends_is_refused(sandbox: SandboxHandle) -> None:
    here = {"conversationId": await sandbox.group(), "userId": "staff01", "text": "a"}
    for wrong in ({"mentionText": "some"}, {"mentionRuns": None}, {"mentionText": 1}):
        assert (await refusal(sandbox, **here, **wrong))[0] == 400
