"""Who is in a group: told only of groups that have the app's cool app."""

from sandbox.call import Call, Reply
from sandbox.errors import ApiRefusal
from sandbox.notices import COOL_APP
from sandbox.people import GROUP, Conversation
from sandbox.world import World

MOST = 1000
LONGEST = 9
"""Digits of a place."""


class GroupMembers:
    """Lists members; nobody made groups from a template here."""

    def __init__(self, world: World) -> None:
        self._world = world

    def query(self, call: Call) -> Reply:
        """`POST /v1.0/im/sceneGroups/members/batchQuery` (page `query-group-members`)."""
        group, users = self._group(call), self._world.org.users
        begin, count = _place(call), _count(call)
        staff = [users[each] for each in group.members if users[each].staff_id]
        shown, more = staff[begin : begin + count], begin + count < len(staff)
        return Reply(
            {
                "success": True,
                "memberUserIds": [user.user_id for user in shown],
                "unionIdList": [user.union_id for user in shown],
                "staffIdNickMap": {user.user_id: user.name for user in shown},
                "unionIdNickMap": {user.union_id: user.name for user in shown},
                "hasMore": more,
                **({"nextToken": str(begin + count)} if more else {}),
            }
        )

    def _group(self, call: Call) -> Conversation:
        conversation_id = call.json_object().get("openConversationId")
        if conversation_id in (None, ""):
            raise _refusal("paramBlank")
        if not isinstance(conversation_id, str):
            raise _refusal("paramIllegal")
        group = self._world.org.conversations.get(conversation_id)
        if group is None or group.type != GROUP:
            raise _refusal("cidEncryptError")
        self._check_app(group, call.json_object().get("coolAppCode"))
        return group

    def _check_app(self, group: Conversation, code: object) -> None:
        if code is None:
            raise _refusal("groupTemplatePermissionDenied")
        if code != COOL_APP:
            raise _refusal("coolAppUnexist")
        if not group.cool_app:
            raise _refusal("coolAppUninstalled")


def _count(call: Call) -> int:
    value = call.json_object().get("maxResults")
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= MOST:
        raise _refusal("paramIllegal")
    return value


def _place(call: Call) -> int:
    token = call.json_object().get("nextToken")
    if token in (None, ""):
        return 0
    if not isinstance(token, str) or not (
        token.isascii() and token.isdigit() and len(token) <= LONGEST
    ):
        raise _refusal("paramIllegal")
    return int(token)


def _refusal(code: str) -> ApiRefusal:
    return ApiRefusal(400, code, code)
