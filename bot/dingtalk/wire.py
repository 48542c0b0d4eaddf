"""What people send, as DingTalk writes it, turned into our own types.

What says who and where is needed; without it a payload is Malformed. The rest is taken as it comes:
an unreadable body is an empty text, for its sender shall get an answer, not silence. A time that
cannot be read is long ago, so that nothing is changed by a message that may be.
"""

import hashlib
import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError

from bot.dingtalk.payload import (
    Flag,
    Id,
    Malformed,
    Moment,
    Payload,
    Secret,
    Words,
    rows_of,
    shortcomings,
    whole,
    words,
)
from bot.messages import Conversation, File, Message, Sender, Tap, Webhook

__all__ = ["Malformed", "message_from", "tap_from"]

_KINDS = {"1": "single", "2": "group"}
_USER_ID = 1
_NOBODY = "?"
"""The id of somebody mentioned of whom DingTalk said nothing: that of nobody."""
_NAME = r"@(?:[^@\s]*(?: [^@\s]+){0,3}\u2005|\S*)\s*"
"""A name as clients put it into a text: to the special blank that follows it, or to any blank."""
_MENTION = re.compile(_NAME)
_LAST_MENTION = re.compile(rf"(?<=\s){_NAME}$")


class _Mentioned(Payload):
    """Somebody mentioned; outsiders have no ``staffId``, and the bot itself is among them."""

    dingtalk_id: Words = None
    staff_id: Words = None


class _Message(Payload):
    """Topic `/v1.0/im/bot/messages/get` (page `message`).

    Outsiders, and everybody while the app is not published, have no ``senderStaffId``.
    """

    robot_code: Words = None
    msg_id: Words = None
    chatbot_corp_id: Words = None
    conversation_id: Id
    conversation_type: Words = None
    conversation_title: Words = None
    sender_id: Words = None
    sender_staff_id: Words = None
    sender_nick: Words = None
    is_admin: Flag = None
    chatbot_user_id: Words = None
    at_users: Any = None
    create_at: Moment = None
    msgtype: Words = None
    text: Any = None
    content: Any = None
    original_process_query_key: Words = None
    session_webhook: Secret = None
    session_webhook_expired_time: Moment = None


class _Text(Payload):
    content: Words = None


class _Audio(Payload):
    recognition: Words = None


class _Run(Payload):
    """A run of rich text; pictures and the like have no ``text``."""

    text: Words = None
    type: Words = None


class _RichText(Payload):
    rich_text: Any = None


class _File(Payload):
    """What a file, a picture, a video carries; ``fileId`` is storage's dentryId."""

    file_name: Words = None
    download_code: Id
    space_id: Words = None
    file_id: Words = None
    video_type: Words = None


class _Tap(Payload):
    """Topic `/v1.0/card/instances/callback` (page `event-callback-card`)."""

    out_track_id: Id
    user_id: Id
    user_id_type: Any = None
    corp_id: Id
    content: Any = None
    value: Any = None


class _Private(Payload):
    action_ids: Any = None


class _Pressed(Payload):
    card_private_data: _Private


def message_from(data: object) -> Message:
    """Read one message to the bot; raises Malformed when it cannot be placed or answered."""
    try:
        wire = _Message.model_validate(data)
    except ValidationError as error:
        raise Malformed(shortcomings(error)) from None  # the error prints what the members hold
    if not (wire.sender_id or wire.sender_staff_id):
        raise Malformed("senderId: missing")
    people = _people(wire)
    return Message(
        robot_code=wire.robot_code or "",
        msg_id=wire.msg_id or _fingerprint(data),
        corp_id=wire.chatbot_corp_id or "",
        sender=Sender(
            user_id=wire.sender_staff_id or None,
            sender_id=wire.sender_id or "",
            nick=wire.sender_nick or "",
            is_admin=wire.is_admin,
        ),
        conversation=Conversation(
            id=wire.conversation_id,
            kind=_KINDS.get(wire.conversation_type or "", "group"),
            title=wire.conversation_title or "",
        ),
        kind=_kind(wire),
        text=_text(wire),
        at=wire.create_at or 0,
        quotes=wire.original_process_query_key or "",
        webhook=_webhook(wire),
        mentions=tuple(dict.fromkeys(each.staff_id for each in people if each.staff_id)),
        file=_file(wire),
        strangers=tuple(each.dingtalk_id or _NOBODY for each in people if not each.staff_id),
    )


def tap_from(data: object) -> Tap:
    """Read one pressed button; raises Malformed when it does not say who pressed which.

    Parameters are left out on purpose: they went through a client, which may have changed them.
    """
    try:
        wire = _Tap.model_validate(data)
    except ValidationError as error:
        raise Malformed(shortcomings(error)) from None
    if wire.user_id_type is not None and whole(wire.user_id_type) != _USER_ID:
        # A card made with another kind of id is not ours, and its id must not pass for a userId.
        raise Malformed("userIdType: not a userId")
    action_id = _action(wire.content) or _action(wire.value)
    if not action_id:
        raise Malformed("content: no action")
    return Tap(wire.out_track_id, action_id, wire.user_id, wire.corp_id)


def _mentioned(wire: _Message) -> tuple[_Mentioned, ...]:
    """Give all that were mentioned; of whom nothing can be read, somebody unknown was."""
    rows = rows_of(_Mentioned, wire.at_users)
    return (*rows.read, *[_Mentioned()] * rows.unread) if rows else ()


def _people(wire: _Message) -> list[_Mentioned]:
    """Give the people mentioned: all but the bot, known by its id, or by having no userId."""
    bot, mentioned = wire.chatbot_user_id, _mentioned(wire)
    if bot is None:
        unnamed = [each for each in mentioned if not each.staff_id]
        return [each for each in mentioned if each not in unnamed[:1]]
    return [each for each in mentioned if each.dingtalk_id != bot]


def _fingerprint(data: object) -> str:
    """Name a message that has no id of its own, the same however often it is delivered."""
    written = json.dumps(data, sort_keys=True).encode("utf-8", "replace")
    return hashlib.sha256(written).hexdigest()[:32]


def _msgtype(wire: _Message) -> str:
    """Tell the kind of a message; one that does not say so and has a text is a text."""
    return wire.msgtype or ("text" if isinstance(wire.text, dict) else "")


def _kind(wire: _Message) -> str:
    """Tell the kind as whoever sent it sees it: rich text without words in it is a picture."""
    kind = _msgtype(wire)
    if kind != "richText" or _text(wire):
        return kind
    try:
        has_picture = any(run.type == "picture" for run in _runs(wire))
    except ValidationError:
        has_picture = False
    return "picture" if has_picture else kind


def _runs(wire: _Message) -> tuple[_Run, ...]:
    """Give the runs of rich text; ValidationError for a content that cannot be read."""
    found = rows_of(_Run, _RichText.model_validate(wire.content).rich_text)
    return found.read if found else ()


def _text(wire: _Message) -> str:
    """What was typed or said; blanks around it, special ones too, come from mentions."""
    try:
        match _msgtype(wire):
            case "text":
                text = _of_text(_Text.model_validate(wire.text).content or "", wire)
            case "richText":
                text = _of_runs(_runs(wire), wire)
            case "audio":
                text = _Audio.model_validate(wire.content).recognition or ""
            case _:
                text = ""
    except ValidationError:
        return ""
    return text.strip()


def _of_text(content: str, wire: _Message) -> str:
    """Give a text without the names of mentions around it.

    A blank at an end of it is where the name of the bot was (the callback's sample is
    ``" test data"``); otherwise the bot's is one of the names.
    """
    last = _LAST_MENTION.search(content)
    is_gone = content[:1].isspace() or (content[-1:].isspace() and last is None)
    text, left = _without_first(content, _names(wire) - is_gone)
    if left and last is not None and not is_gone:
        text = _LAST_MENTION.sub("", text)
    return text


def _of_runs(runs: Iterable[_Run], wire: _Message) -> str:
    """Join runs of rich text, which end wherever formatting changes.

    What has no text is a blank between two, and so is a name in a run of its own, as the bot's
    often is (page `faq`), while there are no more of them than people who were mentioned.
    """
    texts = [" " if run.text is None else run.text for run in runs]
    names = [text for text in texts if _MENTION.fullmatch(text.strip())]
    own = names if len(names) <= _names(wire) else []
    joined = "".join(" " if text in own else text for text in texts)
    return _without_first(joined, _names(wire) - len(own))[0] if own else _of_text(joined, wire)


def _names(wire: _Message) -> int:
    """How many names of mentions there may be in a text: none alone with the bot, else its own."""
    is_single = _KINDS.get(wire.conversation_type or "") == "single"
    return 0 if is_single else max(len(_mentioned(wire)), 1)


def _without_first(text: str, names: int) -> tuple[str, int]:
    """Take off at most so many names that a text begins with; tells how many there may be left.

    Reports differ on which names clients leave in a text; who was meant is in ``atUsers``.
    """
    text = text.lstrip()
    while names > 0 and (found := _MENTION.match(text)):
        text, names = text[found.end() :], names - 1
    return text, names


def _file(wire: _Message) -> File | None:
    """What a file, a picture or a video carries; nothing if it could not be fetched.

    Whoever mentions the bot with a picture sends rich text, often with words (page `faq`).
    """
    kind = "picture" if _msgtype(wire) == "richText" else _kind(wire)
    if kind not in {"file", "picture", "video"} or not wire.robot_code:
        return None
    try:
        carries = wire.content if _msgtype(wire) == kind else _picture(wire)
        file = _File.model_validate(carries)
    except ValidationError:
        return None
    if kind == "file":
        if not file.file_name:
            return None
        return File(
            file.file_name,
            file.download_code,
            wire.robot_code,
            kind,
            file.space_id or "",
            file.file_id or "",
        )
    suffix = "jpg" if kind == "picture" else file.video_type or "mp4"
    return File(_named(wire, kind, suffix), file.download_code, wire.robot_code, kind)


def _picture(wire: _Message) -> object:
    """Give the first picture of rich text."""
    rows = _RichText.model_validate(wire.content).rich_text
    runs = rows if isinstance(rows, list) else []
    found = [each for each in runs if isinstance(each, dict) and each.get("downloadCode")]
    return found[0] if found else None


def _named(wire: _Message, kind: str, suffix: str) -> str:
    """Name what has no name of its own by when it was sent, in UTC: its bytes say no more."""
    at = datetime.fromtimestamp((wire.create_at or 0) / 1000, UTC)
    ending = re.sub(r"[^0-9a-z]", "", suffix.lower())[:8] or "bin"
    return f"{kind}-{at:%Y%m%d-%H%M%S}-{at.microsecond // 1000:03}.{ending}"


def _webhook(wire: _Message) -> Webhook | None:
    """Keep the reply address only with its end: one without would be used long after it is dead."""
    if wire.session_webhook is None or wire.session_webhook_expired_time is None:
        return None
    url = wire.session_webhook.get_secret_value()
    return Webhook(url, wire.session_webhook_expired_time) if url else None


def _action(content: Any) -> str:
    """Find the first action id in a JSON string, or in what such a string holds; else empty."""
    try:
        pressed = (
            _Pressed.model_validate_json(content)
            if isinstance(content, str)
            else _Pressed.model_validate(content)
        )
    except ValidationError:
        return ""
    ids = pressed.card_private_data.action_ids
    return next(filter(None, map(words, ids)), "") if isinstance(ids, list) else ""
