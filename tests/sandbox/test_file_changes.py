"""Folders are made, files renamed, moved, copied and brought back to what they were."""

import pytest

from tests.sandbox.files import Files
from tests.sandbox_server import Json

MB = 1 << 20


async def made_folder(files: Files, name: str, parent: str = "0", **option: str) -> Json:
    body = {"name": name, "option": option}
    answer = await files.got("POST", f"dentries/{parent}/folders", body)
    found: Json = answer["dentry"]
    return found


async def test_a_name_that_is_there_is_handled_as_asked(files: Files) -> None:
    first = await made_folder(files, "  plans ")
    assert first["name"] == "plans"
    assert (await made_folder(files, "plans"))["name"] == "plans(1)"
    kept = await made_folder(files, "plans", conflictStrategy="RETURN_DENTRY_IF_EXISTS")
    assert kept["id"] == first["id"]
    body = {"name": "plans", "option": {"conflictStrategy": "RETURN_ERROR_IF_EXISTS"}}
    assert await files.refused("POST", "dentries/0/folders", body) == "400 dentryAlreadyExist"
    assert sorted(await files.names()) == ["plans", "plans(1)"]


@pytest.mark.parametrize("name", ["a\tb", "a*b", 'a"b', "a<b", "a>b", "a|b", "end.", "   "])
async def test_a_forbidden_name_is_refused(files: Files, name: str) -> None:
    made = await files.make("a")
    assert await files.refused("POST", "dentries/0/folders", {"name": name}) in {
        "400 dentryNameIllegal",
        "400 paramError",
    }
    path = f"dentries/{made['dentryId']}/rename"
    assert await files.refused("POST", path, {"newName": name}) == "400 paramError.name"
    assert await files.names() == ["a"]


async def test_who_makes_a_folder_owns_it_and_nobody_else_may_rename_it(files: Files) -> None:
    body = {"name": "mine"}
    made = (await files.got("POST", "dentries/0/folders", body, user="staff01"))["dentry"]
    path, body = f"dentries/{made['id']}/rename", {"newName": "ours"}
    assert await files.refused("POST", path, body, user="staff02") == "403 permissionDenied"
    renamed = (await files.got("POST", path, body, user="staff01"))["dentry"]
    assert (renamed["name"], renamed["modifierId"]) == ("ours", files.api.users["staff01"])


async def test_the_way_of_a_move_is_that_of_its_folder(files: Files) -> None:
    first, second = await files.folder("1"), await files.folder("2")
    inner = await files.make("in", parentId=first["dentryId"], size=3)
    where = {"targetSpaceId": files.space, "targetFolderId": second["dentryId"]}
    moved = await files.got("POST", f"dentries/{inner['dentryId']}/move", where)
    assert (moved["async"], moved["dentry"]["path"]) == (False, "./2/in")
    assert moved["dentry"]["id"] == inner["dentryId"]
    assert await files.names(first["dentryId"]) == []
    assert await files.used() == 3


async def test_a_folder_does_not_go_into_itself(files: Files) -> None:
    outer = await files.folder("outer")
    inner = await files.folder("inner", parentId=outer["dentryId"])
    where = {"targetSpaceId": files.space, "targetFolderId": inner["dentryId"]}
    for verb in ("move", "copy"):
        refusal = await files.refused("POST", f"dentries/{outer['dentryId']}/{verb}", where)
        assert refusal == "400 paramError.targetFolderId"


async def test_a_file_moves_to_another_space_with_its_bytes(files: Files) -> None:
    made = await files.make("a", size=7)
    other = await files.sandbox.make_space("Other", "manager02")
    where = {"targetSpaceId": other["spaceId"], "targetFolderId": "0"}
    body = {"dentryIds": [made["dentryId"], "1"], **where}
    rows = (await files.got("POST", "dentries/batchMove", body))["resultItems"]
    assert rows[0]["success"]
    assert rows[0]["targetSpaceId"] == other["spaceId"]
    assert (rows[1]["success"], rows[1]["errorCode"]) == (False, "dentryNotExist")
    assert await files.used() == 0
    assert [each["name"] for each in await files.sandbox.files(other["spaceId"])] == ["a"]


async def test_a_copy_takes_room_and_its_name_is_made_free(files: Files) -> None:
    made = await files.make("a.txt", size=7)
    where = {"targetSpaceId": files.space, "targetFolderId": "0"}
    copied = (await files.got("POST", f"dentries/{made['dentryId']}/copy", where))["dentry"]
    assert (copied["name"], copied["size"]) == ("a(1).txt", 7)
    assert copied["id"] != made["dentryId"]
    assert await files.used() == 14


async def test_to_copy_over_a_file_makes_a_version_of_it(files: Files) -> None:
    folder, made = await files.folder("f"), await files.make("a", size=2)
    there = await files.make("a", size=9, parentId=folder["dentryId"])
    where = {"targetSpaceId": files.space, "targetFolderId": folder["dentryId"]}
    option = {"option": {"conflictStrategy": "OVERWRITE"}}
    path = f"dentries/{made['dentryId']}/copy"
    copied = (await files.got("POST", path, where | option))["dentry"]
    assert (copied["id"], copied["version"], copied["size"]) == (there["dentryId"], 2, 2)


async def test_a_right_that_came_from_the_old_folder_stays_there(files: Files) -> None:
    open_, closed = await files.folder("open"), await files.folder("closed")
    made = await files.make("a", parentId=open_["dentryId"])
    await files.sandbox.take(files.space, "ORG", files.api.corp)
    await files.sandbox.give(files.space, "USER", "staff01", "READER", open_["dentryId"])
    path = f"dentries/{made['dentryId']}"
    await files.got("POST", f"{path}/query", user="staff01")
    where = {"targetSpaceId": files.space, "targetFolderId": closed["dentryId"]}
    await files.got("POST", f"{path}/move", where)
    assert await files.refused("POST", f"{path}/query", user="staff01") == "403 permissionDenied"


@pytest.mark.parametrize(("keeps", "sees"), [(True, True), (False, False)])
async def test_a_file_s_own_rights_go_with_it_where_that_is_asked(
    files: Files, *, keeps: bool, sees: bool
) -> None:
    made, folder = await files.make("a"), await files.folder("f")
    await files.sandbox.take(files.space, "ORG", files.api.corp)
    await files.sandbox.give(files.space, "USER", "staff01", "READER", made["dentryId"])
    where = {"targetSpaceId": files.space, "targetFolderId": folder["dentryId"]}
    option = {"option": {"presevePermissions": keeps}}
    await files.got("POST", f"dentries/{made['dentryId']}/move", where | option)
    read = await files.ask("POST", f"dentries/{made['dentryId']}/query", user="staff01")
    assert (read.status_code == 200) == sees


async def test_an_older_version_comes_back_as_the_newest(files: Files) -> None:
    made = await files.make("a", size=1)
    for size in (2, 3):
        await files.sandbox.change_file(files.space, made["dentryId"], size=size)
    path = f"dentries/{made['dentryId']}"
    first = await files.got("GET", f"{path}/versions", maxResults=2)
    rest = await files.got("GET", f"{path}/versions", nextToken=first["nextToken"])
    rows = first["dentries"] + rest["dentries"]
    assert [(row["version"], row["size"]) for row in rows] == [(3, 3), (2, 2), (1, 1)]
    await files.got("POST", f"{path}/versions/1/revert")
    found = (await files.got("POST", f"{path}/query"))["dentry"]
    assert (found["version"], found["size"]) == (4, 1)
    assert await files.used() == 1


async def test_what_an_app_notes_is_read_by_that_app(files: Files) -> None:
    made = await files.make("a")
    path = f"dentries/{made['dentryId']}"
    rows = [{"name": name, "value": name, "visibility": "PUBLIC"} for name in "xy"]
    await files.got("PUT", f"{path}/appProperties", {"appProperties": rows})
    more = [{"name": name, "value": "2", "visibility": "PRIVATE"} for name in "yz"]
    await files.got("PUT", f"{path}/appProperties", {"appProperties": more})
    app = (await files.sandbox.state())["clientId"]
    asked = {"option": {"appIdsForAppProperties": [app, "another"]}}
    found = (await files.got("POST", f"{path}/query", asked))["dentry"]["appProperties"]
    assert {each["name"]: each["value"] for each in found[app]} == {"x": "x", "y": "2", "z": "2"}
    assert (await files.listed())[0]["appProperties"] == found
    await files.got("POST", f"{path}/appProperties/remove", {"propertyNames": ["x", "y"]})
    found = (await files.got("POST", f"{path}/query", asked))["dentry"]["appProperties"]
    assert [each["name"] for each in found[app]] == ["z"]


@pytest.mark.parametrize(
    ("level", "code"),
    [("space", "spaceQuotaInsufficient"), ("org", "orgQuotaInsufficient")],
)
async def test_a_copy_that_does_not_fit_names_the_level(
    files: Files, level: str, code: str
) -> None:
    made = await files.make("a", size=6 * MB)
    if level == "space":
        await files.sandbox.change_space(files.space, quota=10 * MB)
    else:
        state = await files.sandbox.state()
        used = sum(each["usedQuota"] for each in state["spaces"])
        await files.sandbox.make_space("Filler", usedQuota=100 * (1 << 30) - used - 5 * MB)
    where = {"targetSpaceId": files.space, "targetFolderId": "0"}
    path = f"dentries/{made['dentryId']}/copy"
    assert await files.refused("POST", path, where) == f"400 {code}"
    rows = await files.got("POST", "dentries/batchCopy", {"dentryIds": [made["dentryId"]], **where})
    assert rows["resultItems"][0]["errorCode"] == code
    assert await files.names() == ["a"]
