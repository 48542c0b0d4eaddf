"""People by userid and by unionId."""

import pytest

from tests.sandbox.clients import Api
from tests.sandbox_server import SandboxHandle

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
