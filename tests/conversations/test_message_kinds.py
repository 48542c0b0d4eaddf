"""Whatever people send, the answer helps, and nothing is done that nobody asked for."""

import json
from typing import Any

import pytest

from tests.conversations.stage import Stage
from tests.conversations.watching import CREATE, LIST, cost, settled, spent
from tests.sandbox_server import Json
from tests.sweeping import tried

RICH = {"richText": [{"text": "@Spacekeeper "}, {"text": "spa"}, {"text": "ces"}]}
RICH_PICTURE = {"richText": [{"type": "picture", "downloadCode": "c", "pictureDownloadCode": "c"}]}
PICTURE = {"pictureDownloadCode": "c", "downloadCode": "c"}
VOICE = {"downloadCode": "c", "recognition": "spaces", "duration": 1200}
FILE = {"spaceId": "1", "fileName": "plan.pdf", "downloadCode": "c", "fileId": "2"}
VIDEO = {"duration": "5", "videoType": "mp4", "downloadCode": "c"}
RECORD = {"title": "History", "summary": "two", "chatRecord": json.dumps([{"content": "spaces"}])}
CARD = {"title": "Plan", "text": "a file", "biz_custom_action_url": "https://a.example/?fileId=2"}
STICKER = {"unknownMsgType": "Location is not supported"}

ANSWERS = [
    ("audio", {"downloadCode": "c"}, "voice"),
    ("audio", {"downloadCode": "c", "recognition": ""}, "voice"),
    ("chatRecord", RECORD, "forwarded chats"),
    ("interactiveCard", CARD, "cards"),
    ("unknownMsgType", STICKER, "this kind of message"),
    ("somethingNew", {"a": [1, None]}, "this kind of message"),
]
WITH_WORDS = {"richText": [{"text": "please store this here"}, *RICH_PICTURE["richText"]]}
IN_GROUPS = {"text", "richText", "picture"}


async def test_what_is_not_text_gets_an_answer_that_helps(stage: Stage) -> None:
    async with stage.bot(language="en"):
        alone, group = await stage.alone("manager01"), await stage.in_group("manager01")
        for msgtype, content, words in ANSWERS:
            with tried(msgtype, content):
                places = [alone, group] if msgtype in IN_GROUPS else [alone]
                for bob in places:
                    before = await spent(stage)
                    seen = await bob.says(msgtype=msgtype, content=content)

                    assert words in seen.text
                    assert seen.buttons == ()
                    assert set(await cost(stage, before)) <= {
                        "POST /v1.0/card/instances/createAndDeliver"
                    }


@pytest.mark.parametrize(("msgtype", "content"), [("richText", RICH), ("audio", VOICE)])
async def test_words_in_rich_text_and_voice_are_read(
    stage: Stage, msgtype: str, content: Json
) -> None:
    async with stage.bot(language="en"):
        ann = await (stage.in_group if msgtype == "richText" else stage.alone)("staff01")

        assert (await ann.says(msgtype=msgtype, content=content)).title.startswith("Spaces")


async def test_a_quoted_reply_is_read_and_what_it_quotes_is_not(stage: Stage) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")
        said = await stage.sandbox.say(
            ann.conversation, "manager01", "space delete Finance", mention=False
        )
        before = await spent(stage)

        seen = await ann.says("whoami", replyTo=said["seq"])

        assert seen.title == "员工甲"
        assert LIST not in await cost(stage, before)


@pytest.mark.parametrize("text", ["", " ", "\u2005\u00a0\n", "\u200b"])
async def test_a_message_with_no_text_is_asked_what_it_wants(stage: Stage, text: str) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")

        seen = await ann.says(text)

        assert "帮助" in seen.text


async def test_an_outsider_is_told_both_causes_and_nothing_else(stage: Stage) -> None:
    async with stage.bot(language="en"):
        guest = await stage.in_group("guest01")
        for text in ["spaces", "帮助", "/admin list", "yes", ""]:
            with tried(text[:20]):
                before = await spent(stage)

                seen = await guest.says(text)

                assert "组织" in seen.text or "organisation" in seen.text
                assert "发布" in seen.text or "published" in seen.text
                assert seen.buttons == ()
                assert LIST not in await cost(stage, before)


async def test_an_outsider_in_a_single_chat_is_answered_by_webhook(stage: Stage) -> None:
    """No userId, so neither a card nor a robot message can be sent there."""
    async with stage.bot():
        guest = await stage.alone("guest01")
        await guest.sends("help")

        seen = await guest.reads("published")

        assert seen.card == ""


@pytest.mark.parametrize(
    "text",
    [
        "x" * 100_000,
        "长" * 33_000,
        "please " * 14_000,
        "( [ { ` * " * 10_000,
        "\n" * 100_000 + "x",
        "a b " * 25_000,
    ],
)
async def test_a_hundred_kilobytes_of_text_are_answered(stage: Stage, text: str) -> None:
    async with stage.bot():
        ann = await stage.in_group("staff01")

        seen = await ann.says(text)

        assert len(seen.text.encode()) <= 1024
        assert "help" in seen.text or "帮助" in seen.text


async def test_a_hundred_kilobytes_as_a_name_break_nothing(stage: Stage) -> None:
    """It is cut where it is shown, and what it would do can still be cancelled."""
    async with stage.bot():
        bob = await stage.in_group("manager01")

        asked = await bob.says("space create " + "長" * 33_000)
        cancelled = await bob.presses(asked, "Cancel")

        assert cancelled.buttons == ()
        assert CREATE not in await spent(stage)


async def test_text_that_is_not_text_is_answered_too(stage: Stage) -> None:
    """A member that has another type than its page says is no reason for silence."""
    async with stage.bot(language="en"):
        ann = await stage.alone("staff01")
        odd: list[tuple[str, dict[str, Any]]] = [
            ("richText", {"richText": [{"text": 5}]}),
            ("audio", {"recognition": {"a": 1}}),
            ("text", {"content": ["spaces"]}),
        ]
        for msgtype, content in odd:
            assert (await ann.says(msgtype=msgtype, content=content)).text


QUESTIONS = [
    ("quota set", "Finance"),
    ("lang", "en"),
    ("space create After it", "yes"),
    ("space delete Finance", "Finance"),
    ("admin add", "staff01"),
    ("admin add staff01", "yes"),
]
"""What asks for a part, for a yes or for a name, and an answer to it."""


@pytest.mark.parametrize(("asks", "answer"), QUESTIONS)
async def test_what_has_no_words_leaves_a_question_as_it_stands(
    stage: Stage, asks: str, answer: str
) -> None:
    """What the card shows, what the hint says and what the next text means are one."""
    async with stage.bot(language="en"):
        bob = await stage.alone("manager01")
        asked = await bob.says(asks)
        for msgtype, content, _ in ANSWERS:
            hint = await bob.says(msgtype=msgtype, content=content)
            assert "is still open" in hint.text, msgtype
            assert hint.labels == ()
        open_still = (await bob.cards())[asked.card]

        assert open_still.labels == asked.labels
        assert "closed" not in open_still.text
        answered = await bob.says(answer)
        assert answered.card != asked.card
        assert answered.title != "I do not know this command"
        assert (await bob.finished(asked.card, open_still.seq)).labels == ()


async def test_a_button_answers_a_question_after_a_sticker(stage: Stage) -> None:
    async with stage.bot(language="en"):
        bob = await stage.alone("manager01")
        asked = await bob.says("space create After a sticker")
        await bob.says(msgtype="unknownMsgType", content=STICKER)

        await bob.presses(asked, "Create")
        await settled(bob)

        assert "After a sticker" in await stage.names()


@pytest.mark.parametrize(
    ("msgtype", "content"),
    [
        ("picture", PICTURE),
        ("richText", RICH_PICTURE),
        ("richText", WITH_WORDS),
        ("video", VIDEO),
        ("file", FILE),
    ],
)
async def test_what_can_be_stored_is_asked_about_and_leaves_a_question(
    stage: Stage, msgtype: str, content: Json
) -> None:
    async with stage.bot(language="en"):
        places = [await stage.alone("manager01")]
        if msgtype in IN_GROUPS:
            places.append(await stage.in_group("manager01"))
        for bob in places:
            await bob.says("space create Unwanted")
            before = await spent(stage)
            seen = await bob.says(msgtype=msgtype, content=content)

            assert seen.title.startswith("Store “")
            assert set(await cost(stage, before)) <= {
                "POST /v1.0/card/instances/createAndDeliver",
                "PUT /v1.0/card/instances",
            }
            await bob.presses(seen, "Cancel")
        assert "Unwanted" not in await stage.names()
