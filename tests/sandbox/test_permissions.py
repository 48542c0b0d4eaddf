"""Roles on files: given, inherited, broken off and taken, each worth what its page says."""

import pytest

from tests.sandbox.files import Files
from tests.sandbox_server import Json

ROLES = "/v2.0/storage/spaces/dentries"


def body(role: str, user: str, **option: int) -> Json:
    return {"roleId": role, "members": [{"type": "USER", "id": user}], "option": option}


async def closed(files: Files) -> None:
    """Only those who are given a role have one."""
    await files.sandbox.take(files.space, "ORG", files.api.corp)


async def give(files: Files, made: Json, role: str, user: str, **option: int) -> None:
    path = f"{ROLES}/{made['uuid']}/permissions"
    await files.got("POST", path, body(role, user, **option))


async def listed(files: Files, made: Json, user: str = "manager02", **option: object) -> list[Json]:
    path = f"{ROLES}/{made['uuid']}/permissions/query"
    answer = await files.got("POST", path, {"option": option}, user)
    return list(answer["permissions"])


WAYS = ["list", "download", "add", "delete", "share", "own"]


async def able(files: Files, folder: Json, file: Json, user: str) -> list[str]:
    """What somebody can do there."""
    into = f"/v2.0/storage/spaces/files/{folder['uuid']}/uploadInfos/query"
    roles = f"{ROLES}/{file['uuid']}/permissions"
    tries = {
        "list": ("GET", "dentries", None, {"parentId": folder["dentryId"]}),
        "download": ("POST", f"dentries/{file['dentryId']}/downloadInfos/query", {}, {}),
        "add": ("POST", into, {"protocol": "HEADER_SIGNATURE"}, {}),
        "share": ("POST", roles, body("READER", "staff02"), {}),
        "own": ("POST", roles, body("OWNER", "staff02"), {}),
        "delete": ("DELETE", f"dentries/{file['dentryId']}", None, {}),
    }
    done = []
    for name, (method, path, asked, query) in tries.items():
        response = await files.ask(method, path, asked, user, **query)
        assert response.status_code in {200, 403}, response.text
        done += [name] if response.status_code == 200 else []
    return sorted(done, key=WAYS.index)


@pytest.mark.parametrize(
    ("role", "most"),
    [
        (None, 0),
        ("READER", 1),
        ("DOWNLOADER", 2),
        ("EDITOR", 3),
        ("MANAGER", 5),
        ("OWNER", 6),
    ],
)
async def test_a_role_on_a_folder_is_good_for_what_is_in_it(
    files: Files, role: str | None, most: int
) -> None:
    await closed(files)
    folder = await files.folder("f")
    file = await files.make("a", parentId=folder["dentryId"])
    if role is not None:
        await give(files, folder, role, "staff01")
    assert await able(files, folder, file, "staff01") == WAYS[:most]


async def test_a_break_ends_what_came_from_above_but_for_managers(files: Files) -> None:
    await closed(files)
    folder = await files.folder("f")
    file = await files.make("a", parentId=folder["dentryId"])
    await give(files, folder, "EDITOR", "staff01")
    await give(files, folder, "MANAGER", "staff02")
    path = f"{ROLES}/{file['uuid']}/permissions/inheritances"
    assert await files.got("GET", path) == {"inheritance": "PASS_ON"}
    await files.got("PUT", path, {"inheritance": "BREAK"})
    assert await files.got("GET", path) == {"inheritance": "BREAK"}
    assert await files.names(folder["dentryId"], "staff01") == []
    assert await files.names(folder["dentryId"], "staff02") == ["a"]
    await files.got("PUT", path, {"inheritance": "PASS_ON"})
    assert await files.names(folder["dentryId"], "staff01") == ["a"]


async def test_a_lower_role_below_changes_nothing_until_the_break(files: Files) -> None:
    await closed(files)
    folder = await files.folder("f")
    file = await files.make("a", parentId=folder["dentryId"])
    await give(files, folder, "EDITOR", "staff01")
    path = f"{ROLES}/{file['uuid']}/permissions"
    await files.got("PUT", path, body("READER", "staff01"))
    down = f"dentries/{file['dentryId']}/downloadInfos/query"
    await files.got("POST", down, {}, "staff01")
    await files.got("PUT", f"{path}/inheritances", {"inheritance": "BREAK"})
    assert await files.refused("POST", down, {}, "staff01") == "403 permissionDenied"


async def test_the_root_passes_on(files: Files) -> None:
    await files.sandbox.settings(rootUuid=True)
    query = {"operatorId": files.api.users["manager02"], "spaceId": files.space}
    root = await files.got("GET", "/v2.0/doc/dentries/0/queryDentryUuid", **query)
    path = f"{ROLES}/{root['dentryUuid']}/permissions/inheritances"
    refusal = await files.refused("PUT", path, {"inheritance": "BREAK"})
    assert refusal == "400 permissionInheritanceUnsupportedForRootDentry"


async def test_the_list_names_where_a_role_comes_from(files: Files) -> None:
    folder = await files.folder("f")
    file = await files.make("a", parentId=folder["dentryId"])
    await give(files, folder, "MANAGER", "staff01")
    await give(files, file, "READER", "staff02")
    rows = await listed(files, file)
    assert [(row["member"]["id"], row["role"]["id"], row["dentryUuid"]) for row in rows] == [
        ("manager02", "OWNER", rows[0]["dentryUuid"]),
        ("staff01", "MANAGER", folder["uuid"]),
        (files.api.corp, "EDITOR", rows[0]["dentryUuid"]),
        ("staff02", "READER", file["uuid"]),
    ]
    assert rows[1]["member"]["name"] == "员工甲"
    only = await listed(files, file, filterRoleIds=["READER"])
    assert [row["member"]["id"] for row in only] == ["staff02"]


async def test_the_list_is_paged(files: Files) -> None:
    made = await files.make("a")
    path = f"{ROLES}/{made['uuid']}/permissions/query"
    for user in ("staff01", "staff02"):
        await give(files, made, "READER", user)
    found, token = [], ""
    while True:
        option = {"maxResults": 1} | ({"nextToken": token} if token else {})
        page = await files.got("POST", path, {"option": option})
        found += [row["member"]["id"] for row in page["permissions"]]
        token = page.get("nextToken", "")
        if not token:
            break
    assert found == ["manager02", files.api.corp, "staff01", "staff02"]


async def test_a_role_that_is_taken_is_gone(files: Files) -> None:
    await closed(files)
    made = await files.make("a")
    path = f"{ROLES}/{made['uuid']}/permissions"
    await give(files, made, "READER", "staff01")
    await files.got("POST", f"{path}/remove", body("EDITOR", "staff01"))
    assert len(await listed(files, made)) == 2
    await files.got("POST", f"{path}/remove", body("READER", "staff01"))
    await files.got("POST", f"{path}/remove", body("READER", "staff01"))
    assert len(await listed(files, made)) == 1


async def test_only_a_space_of_the_app_s_own_gives_for_a_while(files: Files) -> None:
    made = await files.make("a")
    await give(files, made, "READER", "staff01", duration=60)
    assert "duration" not in (await listed(files, made))[-1]
    option = {"scene": "s", "ownerType": "APP"}
    space = (await files.got("POST", "/spaces", {"option": option}))["space"]["id"]
    path = f"/spaces/{space}/dentries"
    assert await files.refused("GET", path, parentId="0") == "403 permissionDenied"
    await files.sandbox.settings(rootUuid=True)
    own = await files.sandbox.make_file(space, "f", "manager02", type="FOLDER")
    roles = f"{ROLES}/{own['uuid']}/permissions"
    await files.got("POST", roles, body("EDITOR", "staff01", duration=60), user="staff01")
    asked = {"parentId": own["dentryId"]}
    await files.got("GET", path, user="staff01", **asked)
    await files.sandbox.settings(clockOffsetMillis=60_000)
    assert await files.refused("GET", path, user="staff01", **asked) == "403 permissionDenied"


async def test_a_whole_department_is_a_member(files: Files) -> None:
    await closed(files)
    made = await files.make("a")
    member = {"type": "DEPT", "id": "1", "corpId": files.api.corp}
    path = f"{ROLES}/{made['uuid']}/permissions"
    without = {"roleId": "READER", "members": [{"type": "DEPT", "id": "1"}]}
    assert await files.refused("POST", path, without) == "400 paramError"
    await files.got("POST", path, {"roleId": "READER", "members": [member]})
    await files.got("POST", f"dentries/{made['dentryId']}/query", {}, "staff02")


async def test_a_department_s_role_is_for_those_in_it_and_below(files: Files) -> None:
    await closed(files)
    made = await files.make("a")
    path = f"{ROLES}/{made['uuid']}/permissions"
    member = {"type": "DEPT", "id": "101", "corpId": files.api.corp}
    await files.got("POST", path, {"roleId": "READER", "members": [member]})
    asked = f"dentries/{made['dentryId']}/query"
    await files.got("POST", asked, {}, "staff01")
    assert await files.refused("POST", asked, {}, "staff02") == "403 permissionDenied"
    assert (await listed(files, made))[-1]["member"]["name"] == "市场部"


async def test_who_leaves_loses_what_was_given_with_the_corp_id(files: Files) -> None:
    made = await files.make("a")
    path = f"{ROLES}/{made['uuid']}/permissions"
    with_id = {"type": "USER", "id": "staff01", "corpId": files.api.corp}
    await files.got("POST", path, {"roleId": "READER", "members": [with_id]})
    await give(files, made, "READER", "staff02")
    for user in ("staff01", "staff02"):
        await files.sandbox.client.post(f"/sandbox/users/{user}/leave")
    left = {row["member"]["id"] for row in await listed(files, made)}
    assert left == {"manager02", files.api.corp, "staff02"}
