"""What a person says: a line in the conversation and, when meant for the bot, a push.

The callback's fields follow page `message`; in a group only text, rich text and pictures can
mention the bot (page `robot-message-type`).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.mentions import MentionRuns, Mentions, MentionText
from sandbox.people import GROUP, Conversation, Message, User
from sandbox.push import Parcel, Postman
from sandbox.storage.chats import Chats
from sandbox.world import Session, World

TOPIC = "/v1.0/im/bot/messages/get"
IN_GROUPS = {"text", "richText", "picture"}


class CannotSayError(ValueError):
    """The message cannot be said like this; the text says why."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """What somebody says. `content` is the body of `msgtype`, `reply_to` a seq.

    `mention_text` and `mention_runs` are what the client makes of names of linked mentions.
    """

    conversation: Conversation
    user: User
    msgtype: str
    content: Mapping[str, Any]
    mention: bool = True
    at_user_ids: tuple[str, ...] = ()
    mention_text: MentionText = "bot"
    mention_runs: MentionRuns = "typed"
    reply_to: int | None = None

    @property
    def in_group(self) -> bool:
        """Whether this is said in a group."""
        return self.conversation.type == GROUP


@dataclass(frozen=True, slots=True)
class Said:
    """What came of it. `pushed` is false when no connection was there to take it."""

    msg_id: str
    seq: int
    pushed: bool


class Speech:
    """Turns utterances into lines and pushes."""

    def __init__(self, world: World, postman: Postman, chats: Chats) -> None:
        self._world = world
        self._postman = postman
        self._chats = chats

    def say(self, utterance: Utterance, origin: str) -> Said:
        """Say it. Raises CannotSayError for what DingTalk's clients would not let a person do."""
        for_bot = utterance.mention or not utterance.in_group
        if for_bot and utterance.in_group and utterance.msgtype not in IN_GROUPS:
            message = "in a group only text, richText and picture can mention the bot"
            raise CannotSayError(message)
        if utterance.reply_to is not None:
            self._replied(utterance)
        content = _both_codes(utterance.msgtype, self._with_codes(utterance.content))
        if utterance.msgtype == "file":
            content = {**self._place(utterance, content), **content}
        msg_id = self._world.org.ids.message_id()
        pushed = for_bot and self._push(utterance, content, msg_id, origin)
        line = self._line(utterance, content, msg_id, lost=for_bot and not pushed)
        seq = self._world.post(line)
        utterance.conversation.reads.look(utterance.user.user_id, seq, self._world.now())
        return Said(msg_id, seq, pushed)

    def _push(self, said: Utterance, content: Mapping[str, Any], msg_id: str, origin: str) -> bool:
        data = self._callback(said, content, msg_id, origin)
        parcel = Parcel("message", msg_id, TOPIC, json.dumps(data, ensure_ascii=False))
        return self._postman.send(parcel)

    def _line(
        self, said: Utterance, content: Mapping[str, Any], msg_id: str, *, lost: bool
    ) -> Message:
        text, pictures, file = self._shown(said.msgtype, content)
        return Message(
            at=self._world.now(),
            conversation_id=said.conversation.conversation_id,
            sender=said.user.user_id,
            kind="file" if file else "image" if pictures and not text else "text",
            via="say",
            text=text,
            msg_id=msg_id,
            reply_to=said.reply_to,
            images=tuple(pictures),
            file=file,
            lost=lost,
        )

    def _shown(
        self, msgtype: str, content: Mapping[str, Any]
    ) -> tuple[str, list[str], dict[str, Any] | None]:
        if msgtype == "text":
            return str(content.get("content", "")), [], None
        if msgtype == "richText":
            items = _rich_items(content)
            pictures = [address for item in items if (address := self._address(item))]
            return "".join(str(item.get("text", "")) for item in items), pictures, None
        address = self._address(content)
        if msgtype == "picture":
            return "", [address] if address else [], None
        if msgtype in {"file", "audio", "video"}:
            name = str(content.get("fileName", msgtype))
            return name, [], {"name": name, "url": address, **self._size(content)}
        return f"[{msgtype}]", [], None

    def _address(self, content: Mapping[str, Any]) -> str | None:
        upload_id = self._world.org.codes.get(str(content.get("downloadCode")))
        return None if upload_id is None else f"/oss/{upload_id}"

    def _size(self, content: Mapping[str, Any]) -> dict[str, int]:
        upload_id = self._world.org.codes.get(str(content.get("downloadCode")), "")
        stored = self._world.org.uploads.get(upload_id)
        return {} if stored is None else {"size": len(stored.content)}

    def _with_codes(self, value: Any) -> Any:
        """`value` with each `{"upload": id}` replaced by a fresh download code."""
        if isinstance(value, list):
            return [self._with_codes(member) for member in value]
        if not isinstance(value, dict):
            return value
        if value.keys() == {"upload"}:
            return self._code(value["upload"])
        return {name: self._with_codes(member) for name, member in value.items()}

    def _place(self, said: Utterance, content: Mapping[str, Any]) -> dict[str, str]:
        """Where a file said in a chat lies: a space of the chat's own and the dentryId in it."""
        org = self._world.org
        ids = org.ids.decimal(), org.ids.decimal(11)
        upload_id = org.codes.get(str(content.get("downloadCode")), "")
        stored = org.uploads.get(upload_id)
        if stored is None or {"spaceId", "fileId"} & content.keys():
            return {"spaceId": ids[0], "fileId": ids[1]}
        name = str(content.get("fileName", stored.name))
        return self._chats.say(said.conversation, said.user, name, stored.content, ids)

    def _code(self, upload_id: Any) -> str:
        if not isinstance(upload_id, str) or upload_id not in self._world.org.uploads:
            message = "there is no upload with this id"
            raise CannotSayError(message)
        code = self._world.org.ids.word(24)
        self._world.org.codes[code] = upload_id
        return code

    def _callback(
        self, said: Utterance, content: Mapping[str, Any], msg_id: str, origin: str
    ) -> dict[str, Any]:
        world, now = self._world, self._world.now()
        expires = now + world.settings.webhook_seconds * 1000
        data: dict[str, Any] = {
            "conversationId": said.conversation.conversation_id,
            "chatbotCorpId": world.org.corp_id,
            "chatbotUserId": world.app.robot_encrypted_id,
            "msgId": msg_id,
            "senderNick": said.user.name,
            "isAdmin": said.user.is_admin,
            "sessionWebhookExpiredTime": expires,
            "createAt": now,
            "conversationType": said.conversation.type,
            "senderId": said.user.encrypted_id,
            "sessionWebhook": self._webhook(said.conversation, expires, origin),
            "robotCode": world.app.robot_code,
            "msgtype": said.msgtype,
        }
        if said.user.staff_id is not None:
            data |= {"senderStaffId": said.user.staff_id, "senderCorpId": world.org.corp_id}
        return data | self._group_fields(said) | self._body(said, content)

    def _group_fields(self, said: Utterance) -> dict[str, Any]:
        if not said.in_group:
            return {}
        at_users = [{"dingtalkId": self._world.app.robot_encrypted_id}]
        for user_id in said.at_user_ids:
            user = self._world.org.users[user_id]
            staff = {} if user.staff_id is None else {"staffId": user.staff_id}
            at_users.append({"dingtalkId": user.encrypted_id} | staff)
        return {
            "atUsers": at_users,
            "isInAtList": True,
            "conversationTitle": said.conversation.title,
        }

    def _body(self, said: Utterance, content: Mapping[str, Any]) -> dict[str, Any]:
        if said.msgtype == "richText" and said.in_group:
            runs = self._mentions(said).in_runs(_rich_items(content))
            return {"content": {**content, "richText": runs}}
        if said.msgtype != "text":
            return {"content": content}
        text = str(content.get("content", ""))
        body: dict[str, Any] = {
            "content": self._mentions(said).in_text(text) if said.in_group else text
        }
        if said.reply_to is None:
            return {"text": body}
        original = self._replied(said)
        body |= {"isReplyMsg": True, "repliedMsg": self._quoted(original)}
        quoted: dict[str, Any] = {"text": body, "originalMsgId": original.msg_id}
        if original.card is not None:
            quoted["originalProcessQueryKey"] = self._carrier(original, said.conversation)
        return quoted

    def _carrier(self, quoted: Message, conversation: Conversation) -> str | None:
        """Give the carrierId of a card, which its first showing has, whichever face is quoted."""
        for seq in range(1, conversation.log.last + 1):
            line = conversation.log.get(seq)
            if line is None or line.card is None or quoted.card is None:
                continue
            if line.msg_id and line.card.out_track_id == quoted.card.out_track_id:
                return line.msg_id
        return None

    def _mentions(self, said: Utterance) -> Mentions:
        app = self._world.app
        people = [self._world.org.users[user_id] for user_id in said.at_user_ids]
        names = {user.name: user.encrypted_id for user in people}
        names[app.robot_name] = app.robot_encrypted_id
        return Mentions(app.robot_name, names, said.mention_text, said.mention_runs)

    def _quoted(self, original: Message) -> dict[str, Any]:
        sender = self._world.org.users.get(original.sender)
        app = self._world.app
        card = "interactiveCard" if original.kind == "card" else None
        return {
            "msgType": card or ("picture" if original.kind == "image" else original.kind),
            "msgId": original.msg_id,
            "senderId": sender.encrypted_id if sender else app.robot_encrypted_id,
            "createdAt": original.at,
            "content": {} if card else {"text": original.text},
        }

    def _replied(self, said: Utterance) -> Message:
        original = said.conversation.log.get(said.reply_to or 0)
        if original is None:
            message = "replyTo is no seq of this conversation"
            raise CannotSayError(message)
        return original

    def _webhook(self, conversation: Conversation, expires: int, origin: str) -> str:
        session = self._world.org.ids.hexadecimal(32)
        self._world.org.sessions[session] = Session(conversation.conversation_id, expires)
        return f"{origin}/robot/sendBySession?session={session}"


def _both_codes(msgtype: str, content: Mapping[str, Any]) -> Mapping[str, Any]:
    """A picture has two codes for the same bytes; one that is given stands for both."""
    if msgtype == "picture":
        return _picture(content)
    if msgtype == "richText":
        return {**content, "richText": [_picture(item) for item in _rich_items(content)]}
    return content


def _picture(item: Mapping[str, Any]) -> Mapping[str, Any]:
    if "downloadCode" not in item:
        return item
    return {"pictureDownloadCode": item["downloadCode"], **item}


def _rich_items(content: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    items = content.get("richText")
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        message = "richText is not a list of objects"
        raise CannotSayError(message)
    return items
