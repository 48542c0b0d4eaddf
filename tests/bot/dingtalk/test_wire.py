"""Payloads of DingTalk, as documented and as broken as they come."""

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dingtalk.wire import Malformed, message_from, tap_from
from bot.messages import Conversation, File, Sender, Tap, Webhook
from tests.bot.dingtalk.gateway import message
from tests.sweeping import sweep

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


@sweep("blank", [" ", "\n", "\t", "\u2005", "\u00a0", "\u3000", " \u2005\u00a0\r\n"])
def test_blanks_around_a_text_are_not_part_of_it(blank: str) -> None:
    assert (
        message_from(message(f"{blank}新建空间\u2005市场部{blank}")).text == "新建空间\u2005市场部"
    )


def test_mentions_of_other_people_stay_in_a_text() -> None:
    assert message_from(message("/admin add @Bob")).text == "/admin add @Bob"


def test_a_hundred_kilobytes_of_text_pass() -> None:
    text = "空间" * 50_000
    assert message_from(message(text)).text == text


@sweep("text", [None, {}, {"content": None}, {"content": [3]}, "help", []])
def test_an_unreadable_text_is_an_empty_one(text: object) -> None:
    assert message_from(message(text=text)).text == ""


def test_half_an_emoji_does_not_lose_the_message() -> None:
    data = json.loads(json.dumps(message("help \ud83d", senderNick="Ann \ud83d")))
    assert message_from(data).text == "help ?"
    assert message_from(data).sender.nick == "Ann ?"


def test_a_file_message_carries_what_the_file_is_called_and_fetched_by() -> None:
    content = {"spaceId": "1", "fileName": "a.zip", "downloadCode": "secret", "fileId": "2"}
    read = message_from(message(msgtype="file", content=content))

    assert (read.text, read.file) == ("", File("a.zip", "secret", "dingrobot", "file", "1", "2"))
    assert "secret" not in repr(read)


@sweep(
    "content",
    [None, [], "a.zip", {}, {"fileName": "a.zip"}, {"downloadCode": "c"}]
    + [{"fileName": name, "downloadCode": "c"} for name in (None, "", True, ["a"])],
)
def test_a_file_that_could_not_be_fetched_is_none(content: object) -> None:
    assert message_from(message(msgtype="file", content=content)).file is None


def test_pictures_and_videos_are_named_by_when_they_were_sent() -> None:
    content = {"downloadCode": "c", "videoType": "../MOV"}
    video = message_from(message(msgtype="video", content=content)).file
    picture = message_from(message(msgtype="picture", content=content)).file
    runs = message_from(rich({"type": "picture", "downloadCode": "c"})).file

    assert video is not None
    assert picture is not None
    assert runs is not None
    assert re.fullmatch(r"video-\d{8}-\d{6}-\d{3}\.mov", video.name)
    assert re.fullmatch(r"picture-\d{8}-\d{6}-\d{3}\.jpg", picture.name)
    assert (runs.kind, runs.code, runs.file_id) == ("picture", "c", "")


def test_a_voice_message_carries_no_file() -> None:
    assert message_from(message(msgtype="audio", content={"downloadCode": "c"})).file is None


def test_rich_text_is_the_text_of_its_runs() -> None:
    items = [{"text": "space "}, {"text": "create", "attrs": {"bold": True}}, {"text": " A\nB"}]
    assert message_from(rich(*items)).text == "space create A\nB"


def test_a_picture_in_rich_text_separates_words() -> None:
    picture = {"type": "picture", "downloadCode": "d", "pictureDownloadCode": "p"}
    assert message_from(rich(picture, {"text": "one"}, picture, {"text": "two"})).text == "one two"


@sweep("mention", ["@Spacekeeper", " @空间管家\u2005", "@Spacekeeper "])
def test_the_mention_of_the_bot_in_rich_text_is_removed(mention: str) -> None:
    items = [{"text": "\n"}, {"text": mention}, {"text": " /admin add @Bob"}]
    assert message_from(rich(*items)).text == "/admin add @Bob"


BOT = {"dingtalkId": "$:LWCP_v1:$bot"}
BOB = {"dingtalkId": "$:LWCP_v1:$bob", "staffId": "bob"}
GUEST = {"dingtalkId": "$:LWCP_v1:$guest"}


def mentioning(text: str, *people: object, **more: Any) -> dict[str, Any]:
    members = {"atUsers": [BOT, *people], "chatbotUserId": BOT["dingtalkId"]}
    return message(**{"text": {"content": text}} | members | more)


@sweep(
    ("text", "read"),
    [
        (" admin add", "admin add"),
        (" admin add @Bob", "admin add @Bob"),
        ("@Space Keeper\u2005admin add @Bob\u2005", "admin add"),
        ("@Space Keeper\u2005admin add @Bob and @Eve or so", "admin add @Bob and @Eve or so"),
        ("@Spacekeeper admin add", "admin add"),
        ("@Bob @Spacekeeper admin add", "admin add"),
        (" @Bob admin add", "admin add"),
        ("@Spacekeeper\u2005@Bob\u2005@Eve admin add", "@Eve admin add"),
        ("@Spacekeeper", ""),
        ("admin add @Space Keeper\u2005", "admin add"),
        ("admin add @Spacekeeper", "admin add"),
        (" admin add @Bob ", "admin add @Bob"),
        ("admin add @Bob ", "admin add"),
        ("mail bob@example.com", "mail bob@example.com"),
        ("", ""),
    ],
)
def test_names_of_mentions_around_a_text_are_not_part_of_it(text: str, read: str) -> None:
    assert message_from(mentioning(text, BOB)).text == read


def test_a_name_that_nobody_mentioned_stays() -> None:
    assert message_from(mentioning(" @archive of 2025")).text == "@archive of 2025"


@sweep(
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
    assert read.text.removesuffix(" @Bob") == "admin add"
    assert (read.mentions, read.strangers) == (("bob",), ("$:LWCP_v1:$guest",))


@sweep("text", [" x", "@Spacekeeper @Bob x", " x @Bob @Bob"])
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


@sweep(
    ("kind", "content"),
    [
        ("audio", {"downloadCode": "d"}),
        ("picture", {"pictureDownloadCode": "p", "downloadCode": "d"}),
        ("video", {"duration": "5", "videoType": "mp4", "downloadCode": "d"}),
        ("file", {"spaceId": "1", "fileName": "a.zip", "downloadCode": "d", "fileId": "2"}),
        ("unknownMsgType", {"unknownMsgType": "当前版本不支持"}),
        ("chatRecord", {"title": "t", "summary": "s", "chatRecord": "[]"}),
        ("interactiveCard", {"title": "t", "text": "x", "biz_custom_action_url": "dingtalk://"}),
        ("richText", {"richText": [{"type": "sticker"}]}),
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


def test_rich_text_that_is_a_picture_alone_is_a_picture() -> None:
    picture, words = {"type": "picture", "downloadCode": "d"}, {"text": "spaces"}
    for runs, kind in (([picture], "picture"), ([words, picture], "richText")):
        read = message_from(message(msgtype="richText", content={"richText": runs}))
        assert (read.kind, read.file and read.file.code) == (kind, "d")
    assert message_from(message(msgtype="richText", content={"richText": [words]})).file is None


WRONG: list[object] = [..., None, "", [], {"a": 1}, True, 1.5, 1 << 63]


def broken(data: dict[str, Any], wrong: object, *members: str) -> dict[str, Any]:
    """Let members be wrong in one way, or absent."""
    kept = {name: value for name, value in data.items() if name not in members}
    return kept if wrong is ... else kept | dict.fromkeys(members, wrong)


@sweep("needed", [("conversationId",), ("senderId", "senderStaffId")])
@sweep("wrong", WRONG)
def test_a_message_that_does_not_say_who_or_where_is_malformed(
    needed: tuple[str, ...], wrong: object
) -> None:
    with pytest.raises(Malformed, match=needed[0]):
        message_from(broken(message(), wrong, *needed))


@sweep("member", sorted({*message()} - {"conversationId", "text"}))
@sweep("wrong", WRONG)
def test_any_other_member_may_be_wrong_and_the_message_is_read(member: str, wrong: object) -> None:
    read = message_from(broken(message("help"), wrong, member))

    assert (read.text, read.sender.key != "", read.conversation.id) == (
        "help" if member != "msgtype" or not wrong or wrong is ... else read.text,
        True,
        "cidAsXSBLnA==",
    )


def test_numbers_are_read_from_text_and_text_from_numbers() -> None:
    numbers = {"conversationType": 2, "senderStaffId": 42, "senderNick": 7, "createAt": "5"}
    read = message_from(message(isAdmin="true", **numbers))

    assert read.conversation.kind == "group"
    assert read.sender == Sender("42", "$:LWCP_v1:$ann", "7", is_admin=True)
    assert read.at == 5


@sweep("kind", [None, "", 3, "x", [], True])
def test_a_conversation_of_unknown_type_is_taken_for_a_group(kind: object) -> None:
    assert message_from(message(conversationType=kind)).conversation.kind == "group"


@sweep("at", [None, -1, 0, 1 << 63, 5_000_000_000_000, "now", 1.5, True])
def test_a_time_that_cannot_be_read_is_long_ago(at: object) -> None:
    """What is too old changes nothing, and its sender is asked to say it again."""
    assert message_from(message(createAt=at)).at == 0


@sweep(
    ("people", "mentions"),
    [
        (None, ()),
        ("ann", ()),
        ({"staffId": "ann"}, ()),
        ([None, {"staffId": "ann"}, "?", [], {}], ("ann",)),
        ([{"dingtalkId": None, "staffId": 42}, {"staffId": {"id": "x"}}], ("42",)),
    ],
)
def test_mentions_that_cannot_be_read_are_left_out(
    people: object, mentions: tuple[str, ...]
) -> None:
    assert message_from(message(atUsers=people)).mentions == mentions


def test_somebody_mentioned_of_whom_nothing_can_be_read_is_somebody_unknown() -> None:
    """So a command that is about people asks whom it means, instead of taking the others."""
    assert message_from(message(atUsers=[None, {"staffId": "ann"}])).strangers == ("?",)


def test_a_message_without_an_id_has_one_name_however_often_it_comes() -> None:
    first, again = message_from(message("a", msgId=None)), message_from(message("a", msgId=None))

    assert first.key == again.key
    assert first.key != message_from(message("b", msgId=None)).key


def test_what_is_malformed_is_named_and_not_quoted() -> None:
    with pytest.raises(Malformed) as raised:
        message_from(message("a private word", conversationId=["a private word"]))
    assert raised.value.what == "conversationId: string_type"
    assert raised.value.__cause__ is None
    assert raised.value.__suppress_context__


def test_a_tap_says_who_pressed_what_and_nothing_a_client_could_change() -> None:
    assert tap_from(TAP) == Tap("track1", "ok", "staff1", "ding9f")


def test_a_tap_may_be_as_short_as_documented() -> None:
    needed = {name: TAP[name] for name in ("type", "outTrackId", "corpId", "userId", "content")}
    assert tap_from(needed) == Tap("track1", "ok", "staff1", "ding9f")


@sweep("content", ["", None, "{}", "[", 7, "\ud83d", '{"cardPrivateData":{"actionIds":[]}}'])
def test_the_action_may_stand_in_value(content: object) -> None:
    read = tap_from(TAP | {"content": content, "extension": "", "value": TAP["content"]})
    assert read.action_id == "ok"


@sweep("content", ["", None, "{}", "[" * 5000, {"cardPrivateData": {}}])
def test_a_tap_without_an_action_is_malformed(content: object) -> None:
    with pytest.raises(Malformed, match="no action"):
        tap_from(TAP | {"content": content})


@sweep("needed", ["outTrackId", "userId", "corpId"])
@sweep("wrong", ["", None, True, [], {}, 5.5])
def test_a_tap_that_lacks_what_is_needed_is_malformed(needed: str, wrong: object) -> None:
    with pytest.raises(Malformed, match=needed):
        tap_from(TAP | {needed: wrong})


@sweep("kind", [2, "2", "unionId", [], True, 1.5])
def test_a_union_id_does_not_pass_for_a_user_id(kind: object) -> None:
    with pytest.raises(Malformed, match="userIdType"):
        tap_from(TAP | {"userIdType": kind})


def test_a_tap_is_read_from_numbers_and_from_content_that_is_no_text() -> None:
    pressed = {"cardPrivateData": {"actionIds": [None, 7]}}

    assert tap_from(TAP | {"userId": 5, "userIdType": "1", "content": pressed}) == Tap(
        "track1", "7", "5", "ding9f"
    )


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
