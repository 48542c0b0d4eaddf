"""Contacts of the old family: a person by userid and by unionId."""

from typing import Any

from sandbox.call import Call, Reply
from sandbox.errors import OldRefusal
from sandbox.people import User
from sandbox.world import World

LONGEST_USER_ID = 64
_NOT_FOUND = (60121, "找不到该用户")


class Contacts:
    """Who is in the organisation."""

    def __init__(self, world: World) -> None:
        self._world = world

    def by_user_id(self, call: Call) -> Reply:
        """`POST /topapi/v2/user/get` (page `query-user-details`)."""
        user_id = _argument(call, "userid")
        if not user_id or len(user_id) > LONGEST_USER_ID:
            raise OldRefusal(33012, "无效的USERID")
        user = self._world.org.users.get(user_id)
        if user is None or user.staff_id is None:
            raise OldRefusal(*_NOT_FOUND, wrapped=True)
        return _ok(_details(user))

    def by_union_id(self, call: Call) -> Reply:
        """`POST /topapi/user/getbyunionid` (page `query-a-user-by-the-union-id`)."""
        user = self._world.org.user_by_union_id(_argument(call, "unionid"))
        if user is None:
            raise OldRefusal(*_NOT_FOUND, wrapped=True)
        return _ok({"contact_type": 0, "userid": user.user_id})


def _argument(call: Call, name: str) -> str:
    source: Any = call.body if isinstance(call.body, dict) else call.form or call.query
    value = source.get(name)
    if not isinstance(value, str):
        raise OldRefusal(400002, f"无效的参数：{name}")
    return value


def _details(user: User) -> dict[str, Any]:
    return {
        "userid": user.user_id,
        "unionid": user.union_id,
        "name": user.name,
        "admin": user.is_admin,
        "boss": False,
        "senior": False,
        "active": True,
        "real_authed": True,
        "dept_id_list": list(user.departments),
    }


def _ok(result: dict[str, Any]) -> Reply:
    return Reply({"errcode": 0, "errmsg": "ok", "result": result})
