"""Departments, in the old family's calls."""

from typing import Any

from sandbox.call import Call, Reply, whole_number
from sandbox.errors import OldRefusal
from sandbox.people import ROOT_DEPARTMENT, Department
from sandbox.world import World

_NO_DEPARTMENT = (60003, "部门不存在")


class Departments:
    """How the organisation is divided."""

    def __init__(self, world: World) -> None:
        self._world = world

    def one(self, call: Call) -> Reply:
        """`POST /topapi/v2/department/get` (page `query-department-details0-v2`)."""
        return _ok(self._view(self._asked(call)) | self._members(self._asked(call)))

    def below(self, call: Call) -> Reply:
        """`POST /topapi/v2/department/listsub`: the next level only (page
        `user-management-acquires-the-list-departments`).
        """
        parent = self._asked(call, ROOT_DEPARTMENT)
        every = self._world.org.departments.values()
        return _ok([self._view(each) for each in every if each.parent_id == parent.dept_id])

    def above_user(self, call: Call) -> Reply:
        """`POST /topapi/v2/department/listparentbyuser` (page
        `queries-the-list-of-all-parent-departments-of-a-user`).
        """
        user_id = _arguments(call).get("userid")
        if not isinstance(user_id, str):
            raise OldRefusal(400002, "无效的参数：userid")
        user = self._world.org.users.get(user_id)
        if user is None or user.staff_id is None:
            raise OldRefusal(33012, "无效的USERID")
        chains = [self._world.org.chain(each) for each in user.departments]
        return _ok({"parent_list": [{"parent_dept_id_list": chain} for chain in chains]})

    def _asked(self, call: Call, usual: int | None = None) -> Department:
        value = _arguments(call).get("dept_id", usual)
        dept_id = whole_number(value) if isinstance(value, str) else value
        if not isinstance(dept_id, int) or isinstance(dept_id, bool):
            raise OldRefusal(400002, "无效的参数：dept_id")
        department = self._world.org.departments.get(dept_id)
        if department is None:
            raise OldRefusal(*_NO_DEPARTMENT)
        return department

    def _view(self, department: Department) -> dict[str, Any]:
        parent = {} if department.parent_id is None else {"parent_id": department.parent_id}
        return {"dept_id": department.dept_id, "name": department.name, **parent}

    def _members(self, department: Department) -> dict[str, Any]:
        users, dept_id = self._world.org.users.values(), department.dept_id
        return {
            "dept_manager_userid_list": [
                m for m in department.managers if m in self._world.org.users
            ],
            "member_count": sum(dept_id in user.departments for user in users if user.staff_id),
            "hide_dept": False,
            "outer_dept": False,
        }


def _arguments(call: Call) -> dict[str, Any]:
    return dict(call.body if isinstance(call.body, dict) else call.form or call.query)


def _ok(result: Any) -> Reply:
    return Reply({"errcode": 0, "errmsg": "ok", "result": result})
