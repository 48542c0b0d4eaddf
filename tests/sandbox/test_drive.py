"""The four space APIs and the organisation's capacity, with DingTalk's own refusals."""

from typing import Any

import pytest

from tests.sandbox.clients import Api
from tests.sandbox_server import Json, SandboxHandle


def code(response: Any) -> tuple[int, str]:
    return response.status_code, response.json()["code"]


async def all_pages(api: Api, size: int) -> list[Json]:
    found: list[Json] = []
    token = ""
    while True:
        query: Json = {"maxResults": size} | ({"nextToken": token} if token else {})
        page = (await api.spaces(**query)).json()
        found += page["spaces"]
        token = page["nextToken"]
        if not token:
            return found


async def test_a_created_space_is_a_bare_shared_space(api: Api, sandbox: SandboxHandle) -> None:
    space = (await api.create("新空间 ①", "staff01")).json()
    assert space["spaceName"] == "新空间 ①"
    assert (space["spaceType"], space["quota"], space["usedQuota"]) == ("org", -1, 0)
    assert space["spaceId"].isdigit()
    shown = (await sandbox.state())["spaces"][-1]
    assert (shown["spaceId"], shown["owner"]) == (space["spaceId"], api.users["staff01"])


@pytest.mark.parametrize(
    "name", ['"}, {"x": "', "a\\b", "行\n二", "\u202eabc", "界" * 300, "@所有人"]
)
async def test_any_name_but_an_empty_one_is_kept_as_it_is(api: Api, name: str) -> None:
    space_id = (await api.create(name)).json()["spaceId"]
    assert (await api.query([space_id])).json()["spaces"][0]["spaceName"] == name


@pytest.mark.parametrize("name", ["", "   ", "\n"])
async def test_an_empty_name_is_invalid(api: Api, name: str) -> None:
    assert code(await api.create(name)) == (400, "name.invalid")


async def test_name_max_length_refuses_longer_names(api: Api, sandbox: SandboxHandle) -> None:
    await sandbox.settings(nameMaxLength=5)
    assert (await api.create("12345")).status_code == 200
    assert code(await api.create("123456")) == (400, "name.invalid")


@pytest.mark.parametrize("body", [{}, {"name": "a"}, {"unionId": "u"}, {"name": 5, "unionId": "u"}])
async def test_a_create_call_with_missing_arguments_is_refused(api: Api, body: Json) -> None:
    response = await api.call("POST", "/v1.0/drive/spaces", body=body)
    assert response.status_code == 400
    assert response.json()["code"] in {"param.error", "no.priviledge"}


async def test_a_body_that_is_no_object_is_missing(api: Api) -> None:
    assert code(await api.call("POST", "/v1.0/drive/spaces", body=[1])) == (400, "Missingbody")


async def test_a_stranger_s_union_id_has_no_rights(api: Api) -> None:
    body = {"name": "a", "unionId": "nobody"}
    assert code(await api.call("POST", "/v1.0/drive/spaces", body=body)) == (400, "no.priviledge")


async def test_deleting_answers_with_an_empty_body(api: Api) -> None:
    space_id = (await api.create("temporary")).json()["spaceId"]
    response = await api.delete(space_id)
    assert (response.status_code, response.content) == (200, b"")
    assert code(await api.delete(space_id)) == (400, "param.error")


async def test_an_owner_deletes_and_another_member_does_not(api: Api) -> None:
    space_id = (await api.create("mine", "staff01")).json()["spaceId"]
    assert code(await api.delete(space_id, "staff02")) == (400, "no.priviledge")
    assert (await api.delete(space_id, "staff01")).status_code == 200


async def test_the_all_staff_folder_cannot_be_deleted(api: Api) -> None:
    built_in = (await api.spaces()).json()["spaces"][0]
    assert built_in["spaceName"] == "全员文件夹"
    assert code(await api.delete(built_in["spaceId"])) == (400, "unsupported.operation")


async def test_pages_join_to_the_whole_list(api: Api, sandbox: SandboxHandle) -> None:
    listed = await all_pages(api, 5)
    shown = (await sandbox.state())["spaces"]
    assert [space["spaceId"] for space in listed] == [space["spaceId"] for space in shown]


async def test_paging_survives_spaces_that_vanish_meanwhile(api: Api) -> None:
    first = (await api.spaces(maxResults=5)).json()
    following = (await api.spaces(maxResults=5, nextToken=first["nextToken"])).json()
    await api.delete(following["spaces"][0]["spaceId"])
    again = (await api.spaces(maxResults=5, nextToken=first["nextToken"])).json()
    assert again["spaces"][0] == following["spaces"][1]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"maxResults": 51}, "param.error.maxresults"),
        ({"maxResults": 0}, "param.error"),
        ({"maxResults": "many"}, "param.error"),
        ({"spaceType": "personal"}, "no.priviledge"),
        ({"spaceType": "other"}, "param.error"),
        ({"nextToken": "bm9uc2Vuc2U="}, "param.error"),
        ({"nextToken": "%%%"}, "param.error"),
        ({"unionId": ""}, "param.error"),
    ],
)
async def test_a_wrong_list_call_is_refused(api: Api, query: Json, expected: str) -> None:
    assert code(await api.spaces(**query)) == (400, expected)


async def test_max_results_sets_the_largest_page(api: Api, sandbox: SandboxHandle) -> None:
    await sandbox.settings(maxResults=20)
    assert code(await api.spaces(maxResults=21)) == (400, "param.error.maxresults")
    assert (await api.spaces(maxResults=20)).status_code == 200


async def test_a_query_gives_the_known_spaces_with_times_to_the_minute(api: Api) -> None:
    known = (await api.spaces()).json()["spaces"][2]
    spaces = (await api.query([known["spaceId"], "1", known["spaceId"]])).json()["spaces"]
    assert [space["spaceId"] for space in spaces] == [known["spaceId"]]
    assert spaces[0]["createTime"] == known["createTime"][:16] + "Z"


async def test_unknown_ids_can_be_an_error(api: Api, sandbox: SandboxHandle) -> None:
    await sandbox.settings(unknownIds="error")
    assert code(await api.query(["1"])) == (400, "param.error")


@pytest.mark.parametrize("ids", [[], [str(number) for number in range(31)]])
async def test_a_query_takes_one_to_thirty_ids(api: Api, ids: list[str]) -> None:
    assert code(await api.query(ids)) == (400, "param.error")


async def test_ids_are_text(api: Api) -> None:
    body = {"spaceIds": [1], "unionId": api.users["manager01"]}
    path = "/v1.0/drive/managements/spaces/query"
    assert code(await api.call("POST", path, body=body)) == (400, "param.error")


async def test_a_query_refuses_members_with_500_unless_allowed(
    api: Api, sandbox: SandboxHandle
) -> None:
    space_id = (await api.spaces()).json()["spaces"][0]["spaceId"]
    assert code(await api.query([space_id], "staff01")) == (500, "no.priviledge")
    await sandbox.settings(managementForMembers=True)
    assert (await api.query([space_id], "staff01")).status_code == 200


async def test_the_capacity_is_the_sum_of_all_spaces(api: Api, sandbox: SandboxHandle) -> None:
    path = f"/v1.0/storage/orgs/{api.corp}"
    org = (await api.call("GET", path, {"unionId": api.users["manager01"]})).json()["org"]
    quota = org["partitions"][0]["quota"]
    spaces = (await sandbox.state())["spaces"]
    assert quota["used"] == sum(space["usedQuota"] for space in spaces)
    assert quota["max"] == 100 * 2**30


@pytest.mark.parametrize(
    ("user", "corp", "expected"),
    [
        ("staff01", None, (403, "permissionDenied")),
        ("guest01", None, (400, "paramError")),
        ("manager01", "ding0", (400, "paramError")),
    ],
)
async def test_the_capacity_is_for_admins_of_this_organisation(
    api: Api, user: str, corp: str | None, expected: tuple[int, str]
) -> None:
    path = f"/v1.0/storage/orgs/{corp or api.corp}"
    assert code(await api.call("GET", path, {"unionId": api.users[user]})) == expected


async def test_a_stranger_may_not_read_the_capacity(api: Api) -> None:
    path = f"/v1.0/storage/orgs/{api.corp}"
    response = await api.call("GET", path, {"unionId": "nobody"})
    assert code(response) == (403, "permissionDenied")
