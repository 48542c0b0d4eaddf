"""What became of messages the robot sent: who has read them, and taking them back.

Here a person has read a message once the conversation was shown to them with it (`as=` of its
log), or once they said something after it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sandbox.call import Call, Reply, whole_number
from sandbox.errors import ApiRefusal
from sandbox.people import GROUP, SINGLE, Conversation, Message, User
from sandbox.robot_fields import check_robot, invalid, texts
from sandbox.world import World

MAX_KEYS = 20
MAX_RESULTS = 200
"""The page size beyond which the read list is refused."""
DAY_MILLIS = 86_400_000
"""How long the read state can be asked for (page `chatbot-batch-query-the-read-status-…`)."""


@dataclass(frozen=True, slots=True)
class _Line:
    """One message where it lies."""

    conversation: Conversation
    seq: int
    message: Message


class Sent:
    """Read state and recall, by processQueryKey."""

    def __init__(self, world: World) -> None:
        self._world = world

    def read_in_group(self, call: Call) -> Reply:
        """`POST /v1.0/robot/groupMessages/query`: who of a group has read a message."""
        body = call.json_object()
        check_robot(body, self._world.app.robot_code)
        group = self._group(body)
        size, start = _page_size(body.get("maxResults")), _cursor(body.get("nextToken"))
        line = self._line(body.get("processQueryKey"), group)
        readers = self._readers(line)
        page, more = readers[start : start + size], len(readers) > start + size
        answer = {
            "sendStatus": _status(line),
            "readUserIds": [user.user_id for user in page],
            "readUsers": [_reader(user) for user in page],
            "hasMore": more,
        }
        return Reply(answer | ({"nextToken": str(start + size)} if more else {}))

    def read_by_people(self, call: Call) -> Reply:
        """`GET /v1.0/robot/oToMessages/readStatus`: who has read a one-to-one message."""
        check_robot(call.query, self._world.app.robot_code)
        lines = self._lines(call.query.get("processQueryKey"))
        lines = [line for line in lines if line.conversation.type == SINGLE]
        if not lines:
            raise _unknown_key()
        infos = [self._info(line) for line in lines]
        return Reply({"sendStatus": _status(lines[0]), "messageReadInfoList": infos})

    def recall_in_group(self, call: Call) -> Reply:
        """`POST /v1.0/robot/groupMessages/recall`: only what lies in the named group."""
        body = call.json_object()
        check_robot(body, self._world.app.robot_code)
        return self._recall(body, self._group(body).conversation_id)

    def recall_from_people(self, call: Call) -> Reply:
        """`POST /v1.0/robot/otoMessages/batchRecall`."""
        body = call.json_object()
        check_robot(body, self._world.app.robot_code)
        return self._recall(body, None)

    def _recall(self, body: Mapping[str, Any], group: str | None) -> Reply:
        keys = texts(body, "processQueryKeys", MAX_KEYS)
        known = [key for key in keys if self._takes_back(key, group)]
        failed = {key: "processQueryKey not exist" for key in keys if key not in known}
        return Reply({"successResult": known, "failedResult": failed})

    def _takes_back(self, key: str, group: str | None) -> bool:
        lines = [line for line in self._found(key) if not line.message.recalled]
        if group is not None:
            lines = [line for line in lines if line.conversation.conversation_id == group]
        if lines:
            self._world.org.recalled.add(key)
        for line in lines:
            self._world.post(replace(line.message, at=self._world.now(), recalled=True))
        return bool(lines)

    def _group(self, body: Mapping[str, Any]) -> Conversation:
        conversation = self._world.org.conversations.get(str(body.get("openConversationId")))
        if conversation is None or conversation.type != GROUP:
            raise invalid("openConversationId")
        return conversation

    def _line(self, key: Any, group: Conversation) -> _Line:
        for line in self._lines(key):
            if line.conversation is group:
                return line
        raise _unknown_key()

    def _lines(self, key: Any) -> list[_Line]:
        """Where the messages of `key` lie, at least one of them."""
        if not key:
            code = "invalidParameter.processQueryKey.missing"
            raise ApiRefusal(400, code, "缺少processQueryKey")
        lines = self._found(key) if isinstance(key, str) else []
        if not lines:
            raise _unknown_key()
        if self._world.now() - lines[0].message.at > DAY_MILLIS:
            text = "processQueryKey还未生成消息查询数据或已过期"
            raise ApiRefusal(400, "processQueryKey.expireTime", text)
        return lines

    def _found(self, key: str) -> list[_Line]:
        found = []
        for conversation_id, seq in self._world.org.sent.get(key, ()):
            conversation = self._world.org.conversations.get(conversation_id)
            message = conversation.log.get(seq) if conversation else None
            if conversation is not None and message is not None:
                recalled = key in self._world.org.recalled
                found.append(_Line(conversation, seq, replace(message, recalled=recalled)))
        return found

    def _readers(self, line: _Line) -> list[User]:
        users = self._world.org.users
        reads = line.conversation.reads
        members = [users[user_id] for user_id in line.conversation.members if user_id in users]
        return [user for user in members if reads.since(user.user_id, line.seq) is not None]

    def _info(self, line: _Line) -> dict[str, Any]:
        user = self._world.org.users[line.conversation.members[0]]
        since = line.conversation.reads.since(user.user_id, line.seq)
        return {
            "name": user.name,
            "userId": user.user_id,
            "readStatus": "UNREAD" if since is None else "READ",
            "readTimestamp": since or 0,
        }


def _status(line: _Line) -> str:
    return "RECALLED" if line.message.recalled else "SUCCESS"


def _reader(user: User) -> dict[str, str]:
    own = {"userId": user.user_id}
    return own if user.union_id is None else own | {"unionId": user.union_id}


def _page_size(value: Any) -> int:
    if value is None:
        return MAX_RESULTS
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= MAX_RESULTS:
        raise ApiRefusal(400, "invalidParameter.pageSize.invalid", "无效的maxResults")
    return value


def _cursor(value: Any) -> int:
    if value is None or value == "":
        return 0
    place = whole_number(value) if isinstance(value, str) else None
    if place is None:
        raise ApiRefusal(400, "invalidParameter.cursor.invalid", "无效的nextToken")
    return place


def _unknown_key() -> ApiRefusal:
    return ApiRefusal(400, "invalid.processQueryKey", "无效的processQueryKey")
