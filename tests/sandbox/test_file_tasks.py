"""What is done to a full folder is a task: it takes its time, and may fail half-way."""

import pytest

from tests.sandbox.files import Files
from tests.sandbox_server import Json

DENTRY = "/v1.0/storage/spaces/{spaceId}/dentries/{dentryId}"


async def full_folder(files: Files) -> Json:
    """A folder with three files: four steps of any task."""
    folder = await files.folder("full")
    for name in "abc":
        await files.make(name, size=1, parentId=folder["dentryId"])
    return folder


async def status(files: Files, task: str) -> tuple[str, int, int, int]:
    found = (await files.got("GET", f"/tasks/{task}"))["task"]
    assert ("endTime" in found) == (found["status"] in {"SUCCESS", "FAIL"})
    return found["status"], found["totalCount"], found["successCount"], found["failCount"]


async def later(files: Files, millis: int) -> None:
    await files.sandbox.settings(clockOffsetMillis=millis)


def where(files: Files, folder: str = "0") -> Json:
    return {"targetSpaceId": files.space, "targetFolderId": folder}


async def test_a_task_is_done_by_the_clock(files: Files) -> None:
    folder = await full_folder(files)
    await files.sandbox.settings(taskMillis=400_000)
    copy = await files.got("POST", f"dentries/{folder['dentryId']}/copy", where(files))
    assert copy["async"]
    task = copy["taskId"]
    assert await status(files, task) == ("INIT", 4, 0, 0)
    await later(files, 250_000)
    assert await status(files, task) == ("IN_PROGRESS", 4, 2, 0)
    assert await files.names(copy["dentry"]["id"]) in (["a"], ["b"], ["c"])
    await later(files, 400_000)
    assert await status(files, task) == ("SUCCESS", 4, 4, 0)
    assert sorted(await files.names(copy["dentry"]["id"])) == ["a", "b", "c"]
    assert await files.used() == 6


async def test_without_a_time_it_is_done_at_once(files: Files) -> None:
    folder, target = await full_folder(files), await files.folder("to")
    body = {"dentryIds": [folder["dentryId"]], **where(files, target["dentryId"])}
    (row,) = (await files.got("POST", "dentries/batchMove", body))["resultItems"]
    assert row["async"]
    assert not {"success", "errorCode"} & row.keys()
    assert (await status(files, row["taskId"]))[0] == "SUCCESS"
    assert await files.names(target["dentryId"]) == ["full"]


async def test_a_copy_fails_half_way_and_leaves_half(files: Files) -> None:
    folder = await full_folder(files)
    await files.sandbox.fault("task-fails", f"POST {DENTRY}/copy", times=1)
    copy = await files.got("POST", f"dentries/{folder['dentryId']}/copy", where(files))
    assert await status(files, copy["taskId"]) == ("FAIL", 4, 2, 2)
    assert len(await files.names(copy["dentry"]["id"])) == 1
    assert await files.used() == 4


async def test_a_folder_is_half_deleted_when_its_task_fails(files: Files) -> None:
    folder = await full_folder(files)
    await files.sandbox.fault("task-fails", f"DELETE {DENTRY}", times=1)
    gone = await files.got("DELETE", f"dentries/{folder['dentryId']}")
    assert await status(files, gone["taskId"]) == ("FAIL", 4, 2, 2)
    assert len(await files.names(folder["dentryId"])) == 1


@pytest.mark.parametrize("verb", ["move", "DELETE"])
async def test_what_is_one_step_is_not_half_done(files: Files, verb: str) -> None:
    folder, target = await full_folder(files), await files.folder("to")
    path = f"dentries/{folder['dentryId']}"
    await files.sandbox.fault("task-fails", times=1)
    if verb == "move":
        task = await files.got("POST", f"{path}/move", where(files, target["dentryId"]))
    else:
        task = await files.got("DELETE", path, toRecycleBin="true")
    assert (await status(files, task["taskId"]))[0] == "FAIL"
    assert sorted(await files.names()) == ["full", "to"]
    assert sorted(await files.names(folder["dentryId"])) == ["a", "b", "c"]


async def test_a_task_may_never_end(files: Files) -> None:
    folder = await full_folder(files)
    await files.sandbox.settings(taskMillis=1000)
    await files.sandbox.fault("task-hangs", times=1)
    copy = await files.got("POST", f"dentries/{folder['dentryId']}/copy", where(files))
    await later(files, 10**6)
    assert await status(files, copy["taskId"]) == ("IN_PROGRESS", 4, 2, 0)


async def test_what_is_gone_when_its_turn_comes_is_a_failure(files: Files) -> None:
    folder, target = await full_folder(files), await files.folder("to")
    await files.sandbox.settings(taskMillis=1000)
    path = f"dentries/{folder['dentryId']}/copy"
    copy = await files.got("POST", path, where(files, target["dentryId"]))
    await files.sandbox.delete_file(files.space, target["dentryId"])
    await later(files, 1000)
    assert await status(files, copy["taskId"]) == ("FAIL", 4, 0, 4)
    assert await files.names() == ["full"]


async def test_a_folder_comes_back_with_all_that_was_in_it(files: Files) -> None:
    folder = await full_folder(files)
    await files.got("DELETE", f"dentries/{folder['dentryId']}", toRecycleBin="true")
    (item,) = await files.sandbox.binned()
    assert item["size"] == 3
    asked = {"recycleBinScope": "ORG", "scopeId": files.api.corp}
    bin_id = (await files.got("GET", "/recycleBins", **asked))["recycleBin"]["id"]
    body = {"recycleItemIds": [item["recycleItemId"]]}
    where_ = f"/recycleBins/{bin_id}/recycleItems/batchRestore"
    (row,) = (await files.got("POST", where_, body))["resultItems"]
    assert (await status(files, row["taskId"]))[0] == "SUCCESS"
    assert sorted(await files.names(folder["dentryId"])) == ["a", "b", "c"]
    assert (await files.sandbox.state())["spaces"][-1]["files"] == 3
