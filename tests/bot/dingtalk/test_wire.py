"""Payloads of DingTalk, as documented and as broken as they come."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dingtalk.wire import Malformed, message_from, tap_from
from bot.messages import Conversation, File, Sender, Tap, Webhook
from tests.bot.dingtalk.gateway import message

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters())
JSON = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=12
)
TAP = {
    "type": "actionCallback",
    "outTrackId": "track1",
    "corpId": "ding9f",
    "userId": "staff1",
    "userIdType": 1,
    "spaceType": "IM_GROUP",
    "spaceId": "cidAsXSBLnA==",
    "extension": "{}",
    "content": '{"cardPrivateData":{"actionIds":["ok"],"params":{"action":"accept"}}}',
}


def rich(*items: object, **more: Any) -> dict[str, Any]:
    return message(msgtype="richText", content={"richText": list(items)}, **more)


def test_a_group_message_says_who_where_when_and_how_to_answer() -> None:
    read = message_from(message("space create 市场部"))
    assert read.sender == Sender("ann", "$:LWCP_v1:$ann", "Ann", is_admin=True)
    assert read.conversation == Conversation("cidAsXSBLnA==", "group", "Test group")
    assert (read.kind, read.text, read.at) == ("text", "space create 市场部", 1690362101894)
    assert (read.robot_code, read.msg_id) == ("dingrobot", "msg-space create 市场部")
    assert read.webhook == Webhook(message()["sessionWebhook"], 1690367502152)


def test_the_organisation_is_the_bots_and_not_the_senders() -> None:
    read = message_from(message(chatbotCorpId="ours", senderCorpId="theirs"))
    assert read.corp_id == "ours"


def test_a_single_chat_has_no_title() -> None:
    data = message(conversationType="1")
    del data["conversationTitle"], data["atUsers"], data["isInAtList"]
    assert message_from(data).conversation == Conversation("cidAsXSBLnA==", "single")


@pytest.mark.parametrize("without", ["senderStaffId", "isAdmin", "senderNick", "senderCorpId"])
@pytest.mark.parametrize("how", ["absent", "null"])
def test_an_outsider_lacks_what_only_staff_have(without: str, how: str) -> None:
    data = message(**{without: None})
    if how == "absent":
        del data[without]
    sender = message_from(data).sender
    assert sender.sender_id == "$:LWCP_v1:$ann"
    assert sender.user_id == (None if without == "senderStaffId" else "ann")


def test_an_empty_staff_id_is_none() -> None:
    assert message_from(message(senderStaffId="")).sender.user_id is None


def test_the_webhooks_end_may_be_text() -> None:
    webhook = message_from(message(sessionWebhookExpiredTime="1690367502152")).webhook
    assert webhook is not None
    assert webhook.expires == 1690367502152


@pytest.mark.parametrize("without", ["sessionWebhook", "sessionWebhookExpiredTime"])
def test_a_webhook_without_its_end_is_not_kept(without: str) -> None:
    data = message()
    del data[without]
    assert message_from(data).webhook is None


@pytest.mark.parametrize(
    "blank", [" ", "\n", "\t", "\u2005", "\u00a0", "\u3000", " \u2005\u00a0\r\n"]
)
def test_blanks_around_a_text_are_not_part_of_it(blank: str) -> None:
    assert (
        message_from(message(f"{blank}新建空间\u2005市场部{blank}")).text == "新建空间\u2005市场部"
    )


def test_mentions_of_other_people_stay_in_a_text() -> None:
    assert message_from(message("/admin add @Bob")).text == "/admin add @Bob"


def test_a_hundred_kilobytes_of_text_pass() -> None:
    text = "空间" * 50_000
    assert message_from(message(text)).text == text


@pytest.mark.parametrize("text", [None, {}, {"content": None}, {"content": 3}, "help", []])
def test_an_unreadable_text_is_an_empty_one(text: object) -> None:
    assert message_from(message(text=text)).text == ""


def test_half_an_emoji_does_not_lose_the_message() -> None:
    data = json.loads(json.dumps(message("help \ud83d", senderNick="Ann \ud83d")))
    assert message_from(data).text == "help ?"
    assert message_from(data).sender.nick == "Ann ?"


def test_a_file_message_carries_what_the_file_is_called_and_fetched_by() -> None:
    content = {"spaceId": "1", "fileName": "a.zip", "downloadCode": "secret", "fileId": "2"}
    read = message_from(message(msgtype="file", content=content))

    assert (read.text, read.file) == ("", File("a.zip", "secret", "dingrobot"))
    assert "secret" not in repr(read)


@pytest.mark.parametrize(
    "content",
    [None, [], "a.zip", {}, {"fileName": "a.zip"}, {"downloadCode": "c"}]
    + [{"fileName": name, "downloadCode": "c"} for name in (None, "", 5, ["a"])],
)
def test_a_file_that_could_not_be_fetched_is_none(content: object) -> None:
    assert message_from(message(msgtype="file", content=content)).file is None


def test_only_a_file_message_carries_a_file() -> None:
    content = {"fileName": "a.zip", "downloadCode": "c"}
    assert message_from(message(msgtype="video", content=content)).file is None


def test_rich_text_is_the_text_of_its_runs() -> None:
    items = [{"text": "space "}, {"text": "create", "attrs": {"bold": True}}, {"text": " A\nB"}]
    assert message_from(rich(*items)).text == "space create A\nB"


def test_a_picture_in_rich_text_separates_words() -> None:
    picture = {"type": "picture", "downloadCode": "d", "pictureDownloadCode": "p"}
    assert message_from(rich(picture, {"text": "one"}, picture, {"text": "two"})).text == "one two"


@pytest.mark.parametrize("mention", ["@Spacekeeper", " @空间管家\u2005", "@Spacekeeper "])
def test_the_mention_of_the_bot_in_rich_text_is_removed(mention: str) -> None:
    items = [{"text": "\n"}, {"text": mention}, {"text": " /admin add @Bob"}]
    assert message_from(rich(*items)).text == "/admin add @Bob"


BOT = {"dingtalkId": "$:LWCP_v1:$bot"}
BOB = {"dingtalkId": "$:LWCP_v1:$bob", "staffId": "bob"}
GUEST = {"dingtalkId": "$:LWCP_v1:$guest"}


def mentioning(text: str, *people: object, **more: Any) -> dict[str, Any]:
    members = {"atUsers": [BOT, *people], "chatbotUserId": BOT["dingtalkId"]}
    return message(**{"text": {"content": text}} | members | more)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (" admin add", "admin add"),
        (" admin add @Bob", "admin add @Bob"),
        ("@Space Keeper\u2005admin add @Bob\u2005", "admin add @Bob"),
        ("@Spacekeeper admin add", "admin add"),
        ("@Bob @Spacekeeper admin add", "admin add"),
        (" @Bob admin add", "admin add"),
        ("@Spacekeeper\u2005@Bob\u2005@Eve admin add", "@Eve admin add"),
        ("@Spacekeeper", ""),
        ("", ""),
    ],
)
def test_names_of_mentions_before_a_text_are_not_part_of_it(text: str, read: str) -> None:
    assert message_from(mentioning(text, BOB)).text == read


def test_a_name_that_nobody_mentioned_stays() -> None:
    assert message_from(mentioning(" @archive of 2025")).text == "@archive of 2025"


@pytest.mark.parametrize(
    "runs",
    [
        ["@Spacekeeper", "admin add ", "@Bob"],
        ["@Spacekeeper ", "admin add", "@Bob "],
        ["@Spacekeeper admin add", " @Bob"],
        ["\n", "@Bob", "@Spacekeeper", "admin add", " @Bob"],
        [None, "admin add", None, "@Bob"],
        [None, "admin add @Bob"],
    ],
)
def test_names_of_mentions_in_rich_text_stand_in_runs_of_any_shape(runs: list[Any]) -> None:
    at = {"type": "at", "atName": "Bob", "atUserId": "x"}
    items = [at if run is None else {"text": run} for run in runs]
    data = rich(*items, atUsers=[BOT, BOB, GUEST], chatbotUserId=BOT["dingtalkId"])
    read = message_from(data)
    assert read.text.replace("  ", " ") == "admin add @Bob"
    assert (read.mentions, read.strangers) == (("bob",), ("$:LWCP_v1:$guest",))


@pytest.mark.parametrize("text", [" x", "@Spacekeeper @Bob x", " x @Bob @Bob"])
def test_people_are_taken_from_at_users_whatever_the_text_says(text: str) -> None:
    read = message_from(mentioning(text, BOB, GUEST, BOB))
    assert (read.mentions, read.strangers) == (("bob",), ("$:LWCP_v1:$guest",))


@pytest.mark.parametrize("bot_id", [BOT["dingtalkId"], None])
def test_the_bot_is_nobody_who_was_mentioned(bot_id: str | None) -> None:
    read = message_from(mentioning(" x", BOB, chatbotUserId=bot_id))
    assert (read.mentions, read.strangers) == (("bob",), ())


def test_nothing_is_removed_where_nobody_is_mentioned() -> None:
    assert message_from(rich({"text": "@Bob"}, conversationType="1")).text == "@Bob"


def test_a_voice_message_is_its_transcript() -> None:
    content = {"downloadCode": "d", "recognition": " 空间列表。", "duration": 4000}
    assert message_from(message(msgtype="audio", content=content)).text == "空间列表。"


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("audio", {"downloadCode": "d"}),
        ("picture", {"pictureDownloadCode": "p", "downloadCode": "d"}),
        ("video", {"duration": "5", "videoType": "mp4", "downloadCode": "d"}),
        ("file", {"spaceId": "1", "fileName": "a.zip", "downloadCode": "d", "fileId": "2"}),
        ("unknownMsgType", {"unknownMsgType": "当前版本不支持"}),
        ("chatRecord", {"title": "t", "summary": "s", "chatRecord": "[]"}),
        ("interactiveCard", {"title": "t", "text": "x", "biz_custom_action_url": "dingtalk://"}),
        ("richText", {"richText": [{"type": "picture", "downloadCode": "d"}]}),
        ("richText", "not even an object"),
        ("somethingNew", ["anything"]),
        ("somethingNew", None),
    ],
)
def test_a_message_without_words_keeps_its_kind(kind: str, content: object) -> None:
    data = message(msgtype=kind, content=content)
    del data["text"]
    read = message_from(data)
    assert (read.kind, read.text) == (kind, "")


@pytest.mark.parametrize(
    "needed",
    [
        "robotCode",
        "msgId",
        "chatbotCorpId",
        "conversationId",
        "conversationType",
        "senderId",
        "createAt",
        "msgtype",
    ],
)
@pytest.mark.parametrize("wrong", [..., None, "", [], {"a": 1}])
def test_a_message_that_lacks_what_is_needed_is_malformed(needed: str, wrong: object) -> None:
    data = message(**{needed: wrong})
    if wrong is ...:
        del data[needed]
    with pytest.raises(Malformed, match=needed):
        message_from(data)


def test_what_is_malformed_is_named_and_not_quoted() -> None:
    with pytest.raises(Malformed) as raised:
        message_from(message("a private word", createAt="a private word"))
    assert raised.value.what == "createAt: int_parsing"
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__


def test_a_tap_says_who_pressed_what_and_nothing_a_client_could_change() -> None:
    assert tap_from(TAP) == Tap("track1", "ok", "staff1", "ding9f")


def test_a_tap_may_be_as_short_as_documented() -> None:
    needed = {name: TAP[name] for name in ("type", "outTrackId", "corpId", "userId", "content")}
    assert tap_from(needed) == Tap("track1", "ok", "staff1", "ding9f")


@pytest.mark.parametrize(
    "content", ["", None, "{}", "[", 7, "\ud83d", '{"cardPrivateData":{"actionIds":[]}}']
)
def test_the_action_may_stand_in_value(content: object) -> None:
    read = tap_from(TAP | {"content": content, "extension": "", "value": TAP["content"]})
    assert read.action_id == "ok"


@pytest.mark.parametrize("content", ["", None, "{}", "[" * 5000, {"cardPrivateData": {}}])
def test_a_tap_without_an_action_is_malformed(content: object) -> None:
    with pytest.raises(Malformed, match="no action"):
        tap_from(TAP | {"content": content})


@pytest.mark.parametrize("needed", ["outTrackId", "userId", "corpId"])
@pytest.mark.parametrize("wrong", ["", None, 5])
def test_a_tap_that_lacks_what_is_needed_is_malformed(needed: str, wrong: object) -> None:
    with pytest.raises(Malformed, match=needed):
        tap_from(TAP | {needed: wrong})


def test_a_union_id_does_not_pass_for_a_user_id() -> None:
    with pytest.raises(Malformed, match="userIdType"):
        tap_from(TAP | {"userIdType": 2})


@given(JSON)
def test_any_json_is_a_message_or_malformed(data: object) -> None:
    with pytest.raises(Malformed):
        message_from(data)


@given(st.dictionaries(st.sampled_from(sorted(message())), JSON))
def test_any_member_of_a_message_may_be_wrong(wrong: dict[str, Any]) -> None:
    try:
        message_from(message(**wrong))
    except Malformed as error:
        assert error.what  # noqa: PT017 - either outcome is right, but no other


@given(st.sampled_from(["text", "richText", "audio", "picture"]), JSON)
def test_a_message_is_taken_whatever_its_body_is(kind: str, body: object) -> None:
    assert message_from(message(msgtype=kind, text=body, content=body)).kind == kind


@given(st.dictionaries(st.sampled_from(sorted(TAP)), JSON))
def test_any_member_of_a_tap_may_be_wrong(wrong: dict[str, Any]) -> None:
    try:
        tap_from(TAP | wrong)
    except Malformed as error:
        assert error.what  # noqa: PT017 - either outcome is right, but no other
