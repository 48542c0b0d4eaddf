"""Drive calls that only the SDK knows: hidden and personal spaces, quotas, capacity."""

from typing import Any

import httpx
import pytest

from tests.sandbox.clients import Api
from tests.sandbox_server import Json, SandboxHandle

GB = 1 << 30
CUSTOM, MINE = "/v1.0/drive/spaces/customSpaces", "/v1.0/drive/mySpaces"
QUOTA, QUOTAS = "/v1.0/drive/managements/spaces", "/v1.0/drive/quotaInfos/query"
BUY = "/v1.0/drive/managements/quotas/buy"
ORDER = {
    "bizType": "drive",
    "capacity": GB,
    "capacityType": "org",
    "day": 30,
    "money": 100,
    "orderId": 7,
}


async def post(
    api: Api, path: str, body: Json, user: str = "manager01", method: str = "POST"
) -> httpx.Response:
    return await api.call(method, path, body={"unionId": api.users[user], **body})


def code(response: httpx.Response) -> tuple[int, str]:
    return response.status_code, response.json()["code"]


async def mine(api: Api, user: str = "staff01") -> Json:
    space: Json = (await api.call("GET", MINE, {"unionId": api.users[user]})).json()
    return space


async def listed(api: Api) -> set[str]:
    return {space["spaceId"] for space in (await api.spaces()).json()["spaces"]}


async def test_a_custom_space_is_hidden_and_made_once(api: Api) -> None:
    body = {"identifier": "app", "bizType": "crm", "permissionMode": "custom"}
    made = (await post(api, CUSTOM, body)).json()
    assert (made["spaceType"], made["permissionMode"]) == ("org", "custom")
    assert made["spaceId"] not in await listed(api)
    assert (await post(api, CUSTOM, body)).json() == made
    other = (await post(api, CUSTOM, body | {"bizType": "hr"})).json()
    assert other["spaceId"] != made["spaceId"]
    assert (await api.query([made["spaceId"]])).json()["spaces"][0]["spaceName"] == "app"
    assert (await api.delete(made["spaceId"])).status_code == 200
    assert (await post(api, CUSTOM, body)).json()["spaceId"] != made["spaceId"]


@pytest.mark.parametrize(
    "changed",
    [
        {"identifier": "a" * 10},
        {"bizType": "b" * 8},
        {"permissionMode": "open"},
        {"identifier": ""},
        {"bizType": None},
    ],
)
async def test_a_wrong_custom_space_is_refused(api: Api, changed: Json) -> None:
    body = {"identifier": "app", "bizType": "crm", "permissionMode": "acl"}
    assert code(await post(api, CUSTOM, body | changed)) == (400, "param.error")


async def test_everybody_has_a_space_of_their_own(api: Api) -> None:
    own = await mine(api)
    assert (own["spaceType"], own["quota"], own["usedQuota"]) == ("personal", 2 * GB, 0)
    assert await mine(api) == own
    assert (await mine(api, "staff02"))["spaceId"] != own["spaceId"]
    assert own["spaceId"] not in await listed(api)
    path = f"/v1.0/drive/spaces/{own['spaceId']}"
    asked = await api.call("GET", path, {"unionId": api.users["staff01"]})
    assert asked.json() == own
    assert code(await api.call("GET", path, {"unionId": api.users["manager01"]})) == (
        400,
        "no.priviledge",
    )
    assert code(await api.delete(own["spaceId"])) == (400, "unsupported.operation")


async def test_one_space_is_read_by_its_id(api: Api) -> None:
    first = (await api.spaces()).json()["spaces"][0]
    path = f"/v1.0/drive/spaces/{first['spaceId']}"
    assert (await api.call("GET", path, {"unionId": api.users["staff01"]})).json() == first
    unknown = await api.call("GET", "/v1.0/drive/spaces/1", {"unionId": api.users["staff01"]})
    assert code(unknown) == (400, "param.error")


async def test_an_admin_changes_quotas(api: Api, sandbox: SandboxHandle) -> None:
    ids = [space["spaceId"] for space in (await api.spaces()).json()["spaces"][:2]]
    body = {"spaceIds": [*ids, "1"], "quota": 5 * GB}
    changed = (await post(api, QUOTA, body, method="PUT")).json()["spaces"]
    assert [(space["spaceId"], space["quota"]) for space in changed] == [(i, 5 * GB) for i in ids]
    assert code(await post(api, QUOTA, body, "staff01", "PUT")) == (400, "no.priviledge")
    await sandbox.settings(unknownIds="error")
    assert code(await post(api, QUOTA, body, method="PUT")) == (400, "param.error")


@pytest.mark.parametrize("quota", [-2, 1 << 63, True, "1", 1.5, None])
async def test_a_quota_is_a_number_of_bytes_or_none(api: Api, quota: Any) -> None:
    body = {"spaceIds": ["1"], "quota": quota}
    assert code(await post(api, QUOTA, body, method="PUT")) == (400, "param.error")


async def test_quotas_of_the_organisation_and_of_people(api: Api, sandbox: SandboxHandle) -> None:
    used = sum(space["usedQuota"] for space in (await sandbox.state())["spaces"])
    total = (await post(api, QUOTAS, {"identifiers": [api.corp, "?"], "type": "org"})).json()
    assert total["quotas"] == [
        {"identifier": api.corp, "quota": 100 * GB, "type": "org", "usedQuota": used}
    ]
    own = await mine(api)
    await sandbox.change_space(own["spaceId"], usedQuota=5)
    people = [api.users["staff01"], api.users["staff02"], "nobody"]
    answer = (await post(api, QUOTAS, {"identifiers": people, "type": "personal"})).json()
    assert [(each["quota"], each["usedQuota"]) for each in answer["quotas"]] == [
        (2 * GB, 5),
        (2 * GB, 0),
    ]


@pytest.mark.parametrize(
    ("changed", "user", "expected"),
    [
        ({"type": "group"}, "manager01", "param.error"),
        ({"identifiers": []}, "manager01", "param.error"),
        ({}, "staff01", "no.priviledge"),
    ],
)
async def test_a_wrong_question_about_quotas_is_refused(
    api: Api, changed: Json, user: str, expected: str
) -> None:
    body = {"identifiers": [api.corp], "type": "org"} | changed
    assert code(await post(api, QUOTAS, body, user)) == (400, expected)


async def test_unknown_identifiers_are_refused_when_set_so(
    api: Api, sandbox: SandboxHandle
) -> None:
    await sandbox.settings(unknownIds="error")
    body = {"identifiers": ["?"], "type": "org"}
    assert code(await post(api, QUOTAS, body)) == (400, "param.error")


async def test_bought_capacity_counts_once_an_order(api: Api) -> None:
    for _ in range(2):
        response = await post(api, BUY, {"order": ORDER, "token": "t"})
        assert (response.status_code, response.content) == (200, b"")
    query = {"unionId": api.users["manager01"]}
    org = (await api.call("GET", f"/v1.0/storage/orgs/{api.corp}", query)).json()["org"]
    assert org["partitions"][0]["quota"]["max"] == 101 * GB


@pytest.mark.parametrize(
    "changed",
    [
        {"order": None},
        {"token": ""},
        {"order": ORDER | {"capacity": 0}},
        {"order": ORDER | {"money": "1"}},
        {"order": ORDER | {"bizType": 1}},
    ],
)
async def test_a_wrong_order_is_refused(api: Api, changed: Json) -> None:
    body = {"order": ORDER, "token": "t"} | changed
    assert code(await post(api, BUY, body)) == (400, "param.error")
