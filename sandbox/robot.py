"""Messages the robot sends through the OpenAPI, and download of what people sent."""

import json
from collections.abc import Mapping
from typing import Any

from sandbox.call import Call, Reply
from sandbox.people import GROUP, Conversation, Message
from sandbox.rendering import Shown, buttons_as_markdown, picture
from sandbox.robot_fields import check_robot, invalid, texts
from sandbox.world import World

MAX_USERS = 20
PARAM_BYTES = 15_000


class Robot:
    """The app's robot. `robotCode` must be its own."""

    def __init__(self, world: World) -> None:
        self._world = world

    def send_to_group(self, call: Call) -> Reply:
        """`POST /v1.0/robot/groupMessages/send` (page `the-robot-sends-a-group-message`)."""
        body = call.json_object()
        check_robot(body, self._world.app.robot_code)
        conversation = self._world.org.conversations.get(str(body.get("openConversationId")))
        if conversation is None or conversation.type != GROUP:
            raise invalid("openConversationId")
        shown = self._message(body)
        return Reply({"processQueryKey": self._send(shown, [conversation])})

    def send_to_people(self, call: Call) -> Reply:
        """`POST /v1.0/robot/oToMessages/batchSend`; who gets nothing is in one of three lists."""
        body = call.json_object()
        check_robot(body, self._world.app.robot_code)
        user_ids = texts(body, "userIds", MAX_USERS)
        shown = self._message(body)
        found = {user_id: self._world.org.chat_of(user_id) for user_id in user_ids}
        chats = {user_id: chat for user_id, chat in found.items() if chat is not None}
        reached = [user_id for user_id in user_ids if user_id in chats]
        throttled = reached if call.faulty("deliver-failed") else []
        key = self._send(shown, [chats[user_id] for user_id in reached if not throttled])
        return Reply(
            {
                "processQueryKey": key,
                "invalidStaffIdList": [u for u in user_ids if u not in chats],
                "flowControlledStaffIdList": throttled,
                "filteredStaffIdList": [],
            }
        )

    def download(self, call: Call) -> Reply:
        """`POST /v1.0/robot/messageFiles/download`: a code from a message for an address."""
        body = call.json_object()
        check_robot(body, self._world.app.robot_code)
        upload_id = self._world.org.codes.get(str(body.get("downloadCode")))
        if upload_id is None:
            raise invalid("downloadCode")
        return Reply({"downloadUrl": f"{call.origin}/oss/{upload_id}"})

    def _message(self, body: Mapping[str, Any]) -> Shown:
        text = body.get("msgParam")
        if not isinstance(text, str) or len(text.encode()) > PARAM_BYTES:
            raise invalid("msgParam")
        try:
            param = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise invalid("msgParam") from error
        if not isinstance(param, dict):
            raise invalid("msgParam")
        return _shown(str(body.get("msgKey")), {k: str(v) for k, v in param.items()})

    def _send(self, shown: Shown, conversations: list[Conversation]) -> str:
        key = self._world.org.ids.word(18)
        self._world.org.sent[key] = [
            (chat.conversation_id, self._world.post(self._line(shown, chat, key)))
            for chat in conversations
        ]
        return key

    def _line(self, shown: Shown, conversation: Conversation, key: str) -> Message:
        return Message(
            at=self._world.now(),
            conversation_id=conversation.conversation_id,
            sender="bot",
            kind=shown.kind,
            via="robot",
            text=shown.text,
            msg_id=key,
            title=shown.title,
            images=shown.images,
            file=shown.file,
        )


def _shown(key: str, param: Mapping[str, str]) -> Shown:
    """What people see of a message of the kind `key` (the msgKey table)."""
    title, text = param.get("title"), param.get("text", "")
    if key == "sampleText":
        return Shown("text", _needed(param, "content"))
    if key == "sampleMarkdown":
        return Shown("markdown", _needed(param, "text"), _needed(param, "title"))
    if key == "sampleImageMsg":
        return Shown("image", "", images=(picture(_needed(param, "photoURL")),))
    if key == "sampleLink" or key.startswith("sampleActionCard"):
        return Shown("markdown", buttons_as_markdown(text, param), title)
    if key in {"sampleFile", "sampleAudio", "sampleVideo"}:
        media = param.get("mediaId") or param.get("videoMediaId") or ""
        name = param.get("fileName", key.removeprefix("sample").lower())
        return Shown("file", name, file={"name": name, "url": picture(media)})
    raise invalid("msgKey")


def _needed(param: Mapping[str, str], name: str) -> str:
    if not param.get(name):
        raise invalid("msgParam")
    return param[name]
