"""What people send, as DingTalk writes it, turned into our own types.

What says who, where and which one is needed; without it a payload is Malformed. The rest is taken
as it comes: an unreadable body is an empty text, for its sender shall get an answer, not silence.
"""

import re
from typing import Any, Literal

from pydantic import Field, SecretStr, ValidationError

from bot.dingtalk.payload import Malformed, Needed, Payload, Text, shortcomings
from bot.messages import Conversation, File, Message, Sender, Tap, Webhook

__all__ = ["Malformed", "message_from", "tap_from"]

_KINDS = {"1": "single", "2": "group"}
_USER_ID = 1
_MENTION = re.compile(r"@(?:[^@\s]*(?: [^@\s]+){0,3}\u2005|\S*)\s*")
"""A name as clients put it into a text: to the special blank that follows it, or to any blank."""


class _Mentioned(Payload):
    """Somebody mentioned; outsiders have no ``staffId``, and the bot itself is among them."""

    dingtalk_id: Text | None = None
    staff_id: Text | None = None


class _Message(Payload):
    """Topic `/v1.0/im/bot/messages/get` (page `message`).

    Outsiders, and everybody while the app is not published, have no ``senderStaffId``.
    """

    robot_code: Needed
    msg_id: Needed
    chatbot_corp_id: Needed
    conversation_id: Needed
    conversation_type: Literal["1", "2"]
    conversation_title: Text | None = None
    sender_id: Needed
    sender_staff_id: Text | None = None
    sender_nick: Text | None = None
    is_admin: bool | None = None
    chatbot_user_id: Text | None = None
    at_users: list[_Mentioned] = Field(default=[])
    create_at: int
    msgtype: Needed
    text: Any = None
    content: Any = None
    session_webhook: SecretStr | None = None
    session_webhook_expired_time: int | None = None


class _Text(Payload):
    content: Text = ""


class _Audio(Payload):
    recognition: Text = ""


class _Run(Payload):
    """A run of rich text; pictures and the like have no ``text``."""

    text: Text | None = None


class _RichText(Payload):
    rich_text: list[_Run] = Field(default=[])


class _File(Payload):
    file_name: Needed
    download_code: Needed


class _Tap(Payload):
    """Topic `/v1.0/card/instances/callback` (page `event-callback-card`)."""

    out_track_id: Needed
    user_id: Needed
    user_id_type: int | None = None
    corp_id: Needed
    content: Any = None
    value: Any = None


class _Private(Payload):
    action_ids: list[Needed] = Field(min_length=1)


class _Pressed(Payload):
    card_private_data: _Private


def message_from(data: object) -> Message:
    """Read one message to the bot; raises Malformed when it cannot be placed or answered."""
    try:
        wire = _Message.model_validate(data)
    except ValidationError as error:
        raise Malformed(shortcomings(error)) from None  # the error prints what the members hold
    people = _people(wire)
    return Message(
        robot_code=wire.robot_code,
        msg_id=wire.msg_id,
        corp_id=wire.chatbot_corp_id,
        sender=Sender(
            user_id=wire.sender_staff_id or None,
            sender_id=wire.sender_id,
            nick=wire.sender_nick or "",
            is_admin=wire.is_admin,
        ),
        conversation=Conversation(
            id=wire.conversation_id,
            kind=_KINDS[wire.conversation_type],
            title=wire.conversation_title or "",
        ),
        kind=wire.msgtype,
        text=_text(wire),
        at=wire.create_at,
        webhook=_webhook(wire),
        mentions=tuple(dict.fromkeys(each.staff_id for each in people if each.staff_id)),
        file=_file(wire),
        strangers=tuple(each.dingtalk_id or "" for each in people if not each.staff_id),
    )


def tap_from(data: object) -> Tap:
    """Read one pressed button; raises Malformed when it does not say who pressed which.

    Parameters are left out on purpose: they went through a client, which may have changed them.
    """
    try:
        wire = _Tap.model_validate(data)
    except ValidationError as error:
        raise Malformed(shortcomings(error)) from None
    if wire.user_id_type not in {None, _USER_ID}:
        # A card made with another kind of id is not ours, and its id must not pass for a userId.
        raise Malformed("userIdType: not a userId")
    action_id = _action(wire.content) or _action(wire.value)
    if not action_id:
        raise Malformed("content: no action")
    return Tap(wire.out_track_id, action_id, wire.user_id, wire.corp_id)


def _people(wire: _Message) -> list[_Mentioned]:
    """Give the people mentioned: all but the bot, known by its id, or by having no userId."""
    bot = wire.chatbot_user_id
    if bot is None:
        unnamed = [each for each in wire.at_users if not each.staff_id]
        return [each for each in wire.at_users if each not in unnamed[:1]]
    return [each for each in wire.at_users if each.dingtalk_id != bot]


def _text(wire: _Message) -> str:
    """What was typed or said; blanks around it, special ones too, come from mentions."""
    try:
        match wire.msgtype:
            case "text":
                text = _without_mentions(_Text.model_validate(wire.text).content, wire)
            case "richText":
                runs = _RichText.model_validate(wire.content).rich_text
                text = _without_mentions(_joined(runs, len(wire.at_users)), wire)
            case "audio":
                text = _Audio.model_validate(wire.content).recognition
            case _:
                text = ""
    except ValidationError:
        return ""
    return text.strip()


def _joined(runs: list[_Run], mentioned: int) -> str:
    """Join runs, which end wherever formatting changes; what has no text is a blank between two.

    As many as were ``mentioned`` may be a mention each, with blanks around it or without.
    """
    texts = [" " if run.text is None else run.text for run in runs]
    names = [text for text in texts if _MENTION.fullmatch(text.strip())]
    apart = names if len(names) <= mentioned else []
    return "".join(f" {text} " if text in apart else text for text in texts)


def _without_mentions(text: str, wire: _Message) -> str:
    """Take off the names that a group's message begins with; who they are is in ``atUsers``.

    Reports differ on which names clients leave in a text. A blank at its beginning is where the
    name of the bot was (contract of the callback: `" test data"`); in rich text it stays as a run
    of its own (page `faq`). So at most so many are names of mentions as were mentioned.
    """
    if _KINDS[wire.conversation_type] != "group":
        return text
    is_gone = wire.msgtype == "text" and text[:1].isspace()
    names = max(len(wire.at_users), 1) - is_gone
    text = text.lstrip()
    for _ in range(names):
        found = _MENTION.match(text)
        if found is None:
            break
        text = text[found.end() :]
    return text


def _file(wire: _Message) -> File | None:
    """What a file message carries; nothing if it could not be fetched."""
    if wire.msgtype != "file":
        return None
    try:
        file = _File.model_validate(wire.content)
    except ValidationError:
        return None
    return File(file.file_name, file.download_code, wire.robot_code)


def _webhook(wire: _Message) -> Webhook | None:
    """Keep the reply address only with its end: one without would be used long after it is dead."""
    if wire.session_webhook is None or wire.session_webhook_expired_time is None:
        return None
    url = wire.session_webhook.get_secret_value()
    return Webhook(url, wire.session_webhook_expired_time) if url else None


def _action(content: Any) -> str:
    """Find the first action id in a JSON string; empty when there is none."""
    if not isinstance(content, str):
        return ""
    try:
        return _Pressed.model_validate_json(content).card_private_data.action_ids[0]
    except ValidationError:
        return ""
