"""Deleting, the organisation's one recycle bin, and what comes back from it."""

import pytest

from tests.sandbox.clients import Api, Stream
from tests.sandbox.files import Files
from tests.sandbox_server import Json, SandboxHandle


async def bin_of(files: Files) -> str:
    asked = {"recycleBinScope": "ORG", "scopeId": files.api.corp}
    return str((await files.got("GET", "/recycleBins", **asked))["recycleBin"]["id"])


async def delete(files: Files, made: Json, user: str = "manager02", **query: str) -> Json:
    path = f"dentries/{made['dentryId']}"
    return await files.got("DELETE", path, user=user, **({"toRecycleBin": "true"} | query))


async def items(files: Files, user: str = "manager02", **query: int) -> list[str]:
    path = f"/recycleBins/{await bin_of(files)}/recycleItems"
    page = await files.got("GET", path, user=user, **query)
    return [item["originalName"] for item in page["recycleItems"]]


async def test_a_file_goes_to_the_bin_and_comes_back(files: Files) -> None:
    folder = await files.folder("f")
    made = await files.make("a.txt", size=5, parentId=folder["dentryId"])
    assert await delete(files, made) == {"async": False}
    assert await files.names(folder["dentryId"]) == []
    where = f"/recycleBins/{await bin_of(files)}/recycleItems"
    (item,) = (await files.got("GET", where))["recycleItems"]
    assert item.pop("operatorTime").endswith("Z")
    item_id = item.pop("id")
    assert item == {
        "spaceId": files.space,
        "dentryId": made["dentryId"],
        "size": 5,
        "type": "FILE",
        "originalName": "a.txt",
        "originalPath": "./f/a.txt",
        "operatorId": files.api.users["manager02"],
    }
    back = await files.got("POST", f"{where}/{item_id}/restore")
    assert back == {"spaceId": files.space, "dentryId": made["dentryId"], "async": False}
    assert await files.names(folder["dentryId"]) == ["a.txt"]
    assert await files.sandbox.binned() == []


@pytest.mark.parametrize(("counts", "used"), [(True, 5), (False, 0)])
async def test_the_bin_counts_as_used_where_that_is_set(
    files: Files, *, counts: bool, used: int
) -> None:
    await files.sandbox.settings(binCounts=counts)
    await delete(files, await files.make("a", size=5))
    assert await files.used() == used
    (item,) = await files.sandbox.binned()
    path = f"/recycleBins/{await bin_of(files)}/recycleItems/{item['recycleItemId']}"
    await files.got("DELETE", path)
    assert await files.used() == 0


async def test_without_the_bin_it_is_gone(files: Files) -> None:
    made = await files.make("a", size=5)
    await delete(files, made, toRecycleBin="false")
    assert await files.sandbox.binned() == []
    assert await files.used() == 0
    path = f"dentries/{made['dentryId']}"
    assert await files.refused("DELETE", path) == "404 dentryNotExist"


async def test_a_space_without_a_bin_keeps_what_was_to_go_there(
    sandbox: SandboxHandle, api: Api
) -> None:
    built_in = (await sandbox.state())["spaces"][0]["spaceId"]
    files = Files(sandbox, api, built_in)
    made = await files.make("a", "manager01")
    for method, path, body, query in (
        ("DELETE", f"dentries/{made['dentryId']}", None, {"toRecycleBin": "true"}),
        (
            "POST",
            "dentries/batchRemove",
            {"dentryIds": [made["dentryId"]], "option": {"toRecycleBin": True}},
            {},
        ),
    ):
        refusal = await files.refused(method, path, body, "manager01", **query)
        assert refusal == "400 recycleBinNotSupportForSpace"
    assert "a" in [each["name"] for each in await sandbox.files(built_in)]


async def test_a_clash_is_settled_as_asked(files: Files) -> None:
    await delete(files, await files.make("a", size=1))
    await files.make("a", size=2)
    (item,) = await files.sandbox.binned()
    where = f"/recycleBins/{await bin_of(files)}/recycleItems"
    path = f"{where}/{item['recycleItemId']}/restore"
    strict = {"option": {"conflictStrategy": "RETURN_ERROR_IF_EXISTS"}}
    assert await files.refused("POST", path, strict) == "400 paramError"
    body = {"recycleItemIds": [item["recycleItemId"], "1"], **strict}
    rows = (await files.got("POST", f"{where}/batchRestore", body))["resultItems"]
    assert [row["errorCode"] for row in rows] == ["dentryAlreadyExist", "recycleItemNotExist"]
    await files.got("POST", path)
    assert sorted(await files.names()) == ["a", "a(1)"]


async def test_what_lay_in_a_folder_that_is_gone_comes_back_at_the_root(files: Files) -> None:
    folder = await files.folder("f")
    await delete(files, await files.make("a", parentId=folder["dentryId"]))
    await delete(files, folder, toRecycleBin="false")
    (item,) = await files.sandbox.binned()
    where = f"/recycleBins/{await bin_of(files)}/recycleItems/{item['recycleItemId']}"
    await files.got("POST", f"{where}/restore")
    assert await files.names() == ["a"]


async def test_everybody_sees_what_they_deleted_and_what_they_manage(files: Files) -> None:
    await delete(files, await files.make("theirs"))
    await delete(files, await files.make("mine", "staff01"), user="staff01")
    assert await items(files, "staff01") == ["mine"]
    assert await items(files, "manager02") == ["mine", "theirs"]
    assert await items(files, "manager01", maxResults=1) == ["mine"]
    assert await items(files, "staff02") == []


async def test_the_list_goes_on_where_it_was(files: Files) -> None:
    for name in "abc":
        await files.sandbox.settings(clockOffsetMillis=ord(name))
        await delete(files, await files.make(name))
    where = f"/recycleBins/{await bin_of(files)}/recycleItems"
    first = await files.got("GET", where, maxResults=2)
    await files.sandbox.settings(clockOffsetMillis=1000)
    await delete(files, await files.make("d"))
    second = await files.got("GET", where, nextToken=first["nextToken"])
    names = [item["originalName"] for item in first["recycleItems"] + second["recycleItems"]]
    assert names == ["c", "b", "a"]


async def test_a_batch_is_removed_whole_or_not_at_all(files: Files) -> None:
    for name in "ab":
        await delete(files, await files.make(name))
    where = f"/recycleBins/{await bin_of(files)}/recycleItems/batchRemove"
    ids = [item["recycleItemId"] for item in await files.sandbox.binned()]
    wrong = {"recycleItemIds": [*ids, "1"]}
    assert await files.refused("POST", where, wrong) == "404 recycleItemNotExist"
    assert len(await files.sandbox.binned()) == 2
    await files.got("POST", where, {"recycleItemIds": ids})
    assert await files.sandbox.binned() == []


async def test_who_may_only_edit_deletes_nothing_of_others(files: Files) -> None:
    made = await files.make("a")
    path = f"dentries/{made['dentryId']}"
    assert await files.refused("DELETE", path, user="staff01") == "403 permissionDenied"
    body = {"dentryIds": [made["dentryId"]]}
    answer = await files.got("POST", "dentries/batchRemove", body, user="staff01")
    assert answer["resultItems"][0]["errorCode"] == "permissionDenied"
    assert await files.names() == ["a"]


async def test_who_listens_is_told_of_what_happens_to_files(files: Files, stream: Stream) -> None:
    body = {"scope": "SPACE", "scopeId": files.space}
    await files.got("POST", "/events/subscribe", body)
    made = await files.make("a.txt", size=1)
    path = f"dentries/{made['dentryId']}"
    await files.got("POST", f"{path}/rename", {"newName": "b.txt"})
    await delete(files, made)
    (item,) = await files.sandbox.binned()
    where = f"/recycleBins/{await bin_of(files)}/recycleItems/{item['recycleItemId']}/restore"
    await files.got("POST", where)
    told = [await stream.answered({"status": "SUCCESS"}) for _ in range(4)]
    assert [each["headers"]["eventType"] for each in told] == [
        "storage_dentry_create",
        "storage_dentry_update",
        "storage_dentry_delete",
        "storage_dentry_create",
    ]
    assert {each["data"]["dentryId"] for each in told} == {made["dentryId"]}
    assert {each["data"]["extension"] for each in told} == {"txt"}


async def test_the_bin_is_emptied_and_restored_from_behind_the_bot_s_back(files: Files) -> None:
    for name in "ab":
        await delete(files, await files.make(name, size=2))
    first, second = [
        f"/sandbox/recycleBin/{each['recycleItemId']}" for each in await files.sandbox.binned()
    ]
    assert (await files.sandbox.client.post(first)).status_code == 204
    assert (await files.sandbox.client.delete(second)).status_code == 204
    assert (await files.sandbox.client.delete(second)).status_code == 404
    assert await files.names() == ["a"]
    assert await files.used() == 2
