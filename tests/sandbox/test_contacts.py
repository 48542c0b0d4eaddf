"""People by userid and by unionId."""

import pytest

from tests.sandbox.clients import Api
from tests.sandbox_server import Json, SandboxHandle

BY_ID, BY_UNION_ID = "/topapi/v2/user/get", "/topapi/user/getbyunionid"


async def test_a_person_is_found_both_ways(api: Api) -> None:
    found = (await api.old(BY_ID, {"userid": "manager01"}))["result"]
    assert (found["unionid"], found["admin"]) == (api.users["manager01"], True)
    back = (await api.old(BY_UNION_ID, {"unionid": found["unionid"]}))["result"]
    assert back == {"contact_type": 0, "userid": "manager01"}


@pytest.mark.parametrize(
    ("user_id", "expected"),
    [("", 33012), ("x" * 65, 33012), ("nobody", "60121"), ("guest01", "60121")],
)
async def test_a_person_who_is_not_here_is_refused(
    api: Api, user_id: str, expected: int | str
) -> None:
    refused = await api.old(BY_ID, {"userid": user_id})
    assert expected in {refused["errcode"], refused.get("sub_code")}


async def test_an_argument_that_is_no_text_is_refused(api: Api) -> None:
    assert (await api.old(BY_ID, {"userid": 5}))["errcode"] == 400002
    assert (await api.old(BY_UNION_ID, {"unionid": "nobody"}))["sub_code"] == "60121"


async def test_the_argument_may_come_in_a_form(sandbox: SandboxHandle, api: Api) -> None:
    response = await sandbox.client.post(
        BY_ID, params={"access_token": api.token}, data={"userid": "staff01"}
    )
    assert response.json()["result"]["name"] == "员工甲"


async def test_an_app_without_the_scope_is_told_which_it_lacks(
    api: Api, sandbox: SandboxHandle
) -> None:
    await sandbox.settings(scopes=["Drive.Space.Read"])
    refused = await api.old(BY_ID, {"userid": "staff01"})
    assert (refused["errcode"], refused["sub_code"]) == (88, "60011")
    assert "qyapi_get_member" in refused["errmsg"]
    denied = await api.create("a")
    assert denied.status_code == 403
    assert denied.json()["code"] == "Forbidden.AccessDenied.AccessTokenPermissionDenied"
    assert denied.json()["accessdenieddetail"] == {"requiredScopes": ["Drive.Space.Write"]}


async def found(api: Api, kind: str, word: str, **more: object) -> Json:
    body = {"queryWord": word, "offset": 0, "size": 10, **more}
    answer = await api.call("POST", f"/v1.0/contact/{kind}/search", body=body)
    assert answer.status_code == 200
    return dict(answer.json())


async def test_people_and_departments_are_found_by_a_part_of_the_name(api: Api) -> None:
    assert (await found(api, "users", "员工"))["list"] == ["staff01", "staff02"]
    assert (await found(api, "users", "员工", fullMatchField=1))["list"] == []
    assert (await found(api, "users", "员工甲", fullMatchField=1))["list"] == ["staff01"]
    assert (await found(api, "users", "外部"))["list"] == []
    assert (await found(api, "departments", "ENGIN"))["list"] == [104]
    first = await found(api, "departments", "部", size=1)
    assert first == {"hasMore": True, "totalCount": 2, "list": [101]}
    last = await found(api, "departments", "部", size=1, offset=1)
    assert last == {"hasMore": False, "totalCount": 2, "list": [103]}


async def test_departments_say_what_lies_in_them_and_above_somebody(api: Api) -> None:
    one = (await api.old("/topapi/v2/department/get", {"dept_id": 101}))["result"]
    assert (one["name"], one["parent_id"], one["dept_manager_userid_list"]) == (
        "市场部",
        1,
        ["manager01"],
    )
    below = (await api.old("/topapi/v2/department/listsub", {}))["result"]
    assert [each["dept_id"] for each in below] == [101, 103, 104]
    path = "/topapi/v2/department/listparentbyuser"
    above = (await api.old(path, {"userid": "staff01"}))["result"]["parent_list"]
    assert above == [{"parent_dept_id_list": [102, 101, 1]}]
    refusals = {
        (await api.old("/topapi/v2/department/get", {"dept_id": 9}))["errcode"],
        (await api.old("/topapi/v2/department/get", {}))["errcode"],
        (await api.old(path, {"userid": "guest01"}))["errcode"],
    }
    assert refusals == {60003, 400002, 33012}


async def test_only_a_group_with_the_cool_app_says_who_is_in_it(
    api: Api, sandbox: SandboxHandle
) -> None:
    made = {"type": "2", "members": ["staff01", "guest01", "staff02"]}
    group = (await sandbox.client.post("/sandbox/conversations", json=made)).json()
    asked = {
        "openConversationId": group["conversationId"],
        "coolAppCode": "COOLAPP-1-SANDBOX",
        "maxResults": 1,
    }
    path = "/v1.0/im/sceneGroups/members/batchQuery"
    first = (await api.call("POST", path, body=asked)).json()
    assert (first["memberUserIds"], first["hasMore"]) == (["staff01"], True)
    rest = asked | {"nextToken": first["nextToken"]}
    last = (await api.call("POST", path, body=rest)).json()
    assert (last["staffIdNickMap"], last["hasMore"]) == ({"staff02": "员工乙"}, False)
    refused = await api.call(
        "POST", path, body=asked | {"openConversationId": await sandbox.group()}
    )
    assert refused.json()["code"] == "coolAppUninstalled"
