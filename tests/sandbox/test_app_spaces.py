"""Spaces of the app's own: one for each scene, in no list, and part of the organisation's room."""

import pytest

from tests.sandbox.files import Files
from tests.sandbox_server import Json

MB = 1 << 20


async def space_of(files: Files, user: str = "manager02", **option: object) -> Json:
    answer = await files.got("POST", "/spaces", {"option": option}, user)
    space: Json = answer["space"]
    return space


async def test_a_scene_has_one_space(files: Files) -> None:
    first = await space_of(files, scene="reports", sceneId="7", name="Reports", quota=5 * MB)
    assert (first["name"], first["scene"], first["sceneId"]) == ("Reports", "reports", "7")
    assert (first["quota"], first["usedQuota"], first["ownerType"]) == (5 * MB, 0, "USER")
    again = await space_of(files, "staff01", scene="reports", sceneId="7", name="Other")
    assert (again["id"], again["name"]) == (first["id"], "Reports")
    assert (await space_of(files, scene="reports"))["id"] != first["id"]
    default = await space_of(files)
    assert (default["scene"], default["sceneId"]) == ("default", "0")
    read = (await files.got("GET", f"/spaces/{first['id']}"))["space"]
    assert read == first


async def test_it_is_in_no_list_and_counts(files: Files) -> None:
    made = await space_of(files, scene="s")
    listed = (await files.api.spaces("manager02")).json()["spaces"]
    assert made["id"] not in [each["spaceId"] for each in listed]
    kinds = {each["spaceId"]: each["kind"] for each in (await files.sandbox.state())["spaces"]}
    assert (kinds[made["id"]], kinds[files.space]) == ("app", "team")
    path = f"/v1.0/storage/orgs/{files.api.corp}"
    before = (await files.got("GET", path))["org"]["partitions"][0]["quota"]["used"]
    await files.sandbox.make_file(made["id"], "a", "manager02", size=MB)
    after = (await files.got("GET", path))["org"]["partitions"][0]["quota"]["used"]
    assert after - before == MB
    app = (await files.got("POST", "/currentApps/query"))["app"]
    assert app["partitions"][0]["quota"] == {"used": MB, "type": "SHARE"}
    assert app["corpId"] == files.api.corp


async def test_only_who_was_given_a_role_gets_in(files: Files) -> None:
    made = await space_of(files, scene="s")
    path = f"/spaces/{made['id']}/dentries"
    await files.got("GET", path, parentId="0")
    refusal = await files.refused("GET", path, user="staff01", parentId="0")
    assert refusal == "403 permissionDenied"


@pytest.mark.parametrize(
    ("setting", "code"),
    [("sceneQuota", "sceneQuotaInsufficient"), ("appQuota", "appQuotaInsufficient")],
)
async def test_a_scene_and_the_app_are_full_in_words_of_their_own(
    files: Files, setting: str, code: str
) -> None:
    made, other = await space_of(files, scene="s"), await space_of(files, scene="t")
    source = await files.make("a", size=2 * MB)
    await files.sandbox.make_file(other["id"], "there", "manager02", size=2 * MB)
    await files.sandbox.settings(**{setting: 3 * MB})
    where = {"targetSpaceId": made["id"], "targetFolderId": "0"}
    path = f"dentries/{source['dentryId']}/copy"
    if setting == "sceneQuota":
        await files.got("POST", path, where)
    assert await files.refused("POST", path, where) == f"400 {code}"


async def test_there_is_no_bin_for_it(files: Files) -> None:
    made = await space_of(files, scene="s")
    file = await files.sandbox.make_file(made["id"], "a", "manager02")
    path = f"/spaces/{made['id']}/dentries/{file['dentryId']}"
    refusal = await files.refused("DELETE", path, toRecycleBin="true")
    assert refusal == "400 recycleBinNotSupportForSpace"
    await files.got("DELETE", path)
