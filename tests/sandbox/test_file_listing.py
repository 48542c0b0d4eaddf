"""Files are listed in the server's order, page by page, to those who may see them."""

import pytest

from tests.sandbox.clients import Api
from tests.sandbox.files import Files
from tests.sandbox_server import Json, SandboxHandle

GB = 1 << 30
DOC = "/v2.0/doc/dentries"


async def test_the_seeded_files_add_up_to_what_their_space_uses(
    sandbox: SandboxHandle, api: Api
) -> None:
    for space in (await sandbox.state())["spaces"]:
        files = await sandbox.files(space["spaceId"], deep="true")
        assert sum(each["size"] for each in files) == space["usedQuota"] == space["filesBytes"]
        assert sum(each["type"] == "FILE" for each in files) == space["files"]


async def test_the_same_seed_gives_the_same_files(sandbox: SandboxHandle) -> None:
    async def everything() -> list[object]:
        spaces = (await sandbox.state())["spaces"]
        return [await sandbox.files(each["spaceId"], deep="true") for each in spaces]

    before = await everything()
    await sandbox.reset(seed=1)
    assert await everything() == before
    await sandbox.reset(seed=2)
    assert await everything() != before


@pytest.mark.parametrize(
    ("order", "wanted"),
    [("SIZE", ["c", "a", "b"]), ("NAME", ["c", "b", "a"]), ("CREATE_TIME", ["c", "b", "a"])],
)
async def test_a_folder_is_listed_in_the_order_asked_for(
    files: Files, order: str, wanted: list[str]
) -> None:
    for place, (name, size) in enumerate({"a": 2, "b": 1, "c": 3}.items()):
        await files.sandbox.settings(clockOffsetMillis=place)
        await files.make(name, size=size)
    assert await files.names(orderBy=order) == wanted
    assert await files.names(orderBy=order, order="ASC") == wanted[::-1]


async def test_pages_reach_the_end_and_repeat_nothing(files: Files) -> None:
    made = [(await files.make(f"{place:02}"))["name"] for place in range(7)]
    for order in ("NAME", "SIZE", "MODIFIED_TIME"):
        found = await files.names(orderBy=order, maxResults=3)
        assert sorted(found) == made


async def test_a_page_goes_on_where_it_was_though_files_came_and_went(files: Files) -> None:
    made = {name: await files.make(name) for name in "bdfh"}
    asked: Json = {"parentId": "0", "orderBy": "NAME", "order": "ASC", "maxResults": 2}
    first = await files.got("GET", "dentries", **asked)
    await files.sandbox.delete_file(files.space, made["d"]["dentryId"])
    for name in "ag":
        await files.make(name)
    second = await files.got("GET", "dentries", **asked, nextToken=first["nextToken"])
    assert [row["name"] for row in second["dentries"]] == ["f", "g"]


async def test_what_changes_takes_its_new_place_in_every_order(files: Files) -> None:
    made = {name: await files.make(name, size=1) for name in "abc"}
    for order in ("NAME", "SIZE", "MODIFIED_TIME"):
        await files.names(orderBy=order)
    await files.sandbox.change_file(files.space, made["a"]["dentryId"], name="z", size=9)
    assert await files.names(orderBy="NAME") == ["z", "c", "b"]
    assert (await files.names(orderBy="SIZE"))[0] == "z"
    assert await files.used() == 11


async def test_everything_in_a_space_is_listed_by_the_time_it_was_changed(files: Files) -> None:
    folder = await files.folder("x")
    for place, name in enumerate("abcd"):
        await files.sandbox.settings(clockOffsetMillis=1000 * (place + 1))
        await files.make(name, parentId=folder["dentryId"] if place % 2 else "0")
    rows, token = [], None
    while token != "":
        option = {"maxResults": 2, "order": "DESC"} | ({"nextToken": token} if token else {})
        page = await files.got("POST", "dentries/listAll", {"option": option})
        rows += [(row["name"], row["path"]) for row in page["dentries"]]
        token = page.get("nextToken", "")
    assert rows == [
        ("d", "./x/d"),
        ("c", "./c"),
        ("b", "./x/b"),
        ("a", "./a"),
        ("x", "./x"),
    ]


async def test_a_row_says_what_its_page_says(files: Files) -> None:
    made = await files.make("Plan.PDF", "staff01", size=7)
    (row,) = await files.listed()
    times = {row.pop("createTime"), row.pop("modifiedTime")}
    assert all(len(time) == 20 and time.endswith("Z") for time in times)
    assert row == {
        "id": made["dentryId"],
        "spaceId": files.space,
        "parentId": "0",
        "type": "FILE",
        "name": "Plan.PDF",
        "size": 7,
        "path": "./Plan.PDF",
        "version": 1,
        "status": "NORMAL",
        "extension": "pdf",
        "creatorId": files.api.users["staff01"],
        "modifierId": files.api.users["staff01"],
        "properties": {"readOnly": False},
        "uuid": made["uuid"],
        "partitionType": "PUBLIC_OSS_PARTITION",
        "storageDriver": "DINGTALK",
        "category": "DOCUMENT",
    }


async def test_a_uuid_leads_to_its_ids_and_back(files: Files) -> None:
    made = await files.make("a")
    asked = {"operatorId": files.api.users["manager02"], "spaceId": files.space}
    found = await files.got("GET", f"{DOC}/{made['dentryId']}/queryDentryUuid", **asked)
    assert found["dentryUuid"] == made["uuid"]
    assert len(made["uuid"]) == 32
    back = await files.got("GET", f"{DOC}/{made['uuid']}/queryDentryId", **asked)
    assert (back["spaceId"], back["dentryId"]) == (files.space, made["dentryId"])


async def test_the_root_s_uuid_is_told_only_where_that_is_set(files: Files) -> None:
    asked = {"operatorId": files.api.users["manager02"], "spaceId": files.space}
    path = f"{DOC}/0/queryDentryUuid"
    assert await files.refused("GET", path, **asked) == "404 documentNotExist"
    await files.sandbox.settings(rootUuid=True)
    uuid = (await files.got("GET", path, **asked))["dentryUuid"]
    back = await files.got("GET", f"{DOC}/{uuid}/queryDentryId", **asked)
    assert back["dentryId"] == "0"


async def test_rows_of_a_bulk_query_have_fates_of_their_own(files: Files) -> None:
    ours, theirs = await files.make("a"), await files.make("b", "manager01")
    await files.sandbox.take(files.space, "ORG", files.api.corp)
    await files.sandbox.give(files.space, "USER", "staff01", "READER", ours["dentryId"])
    wanted = [ours["dentryId"], theirs["dentryId"], "1"]
    body = {"dentryIds": wanted}
    rows = (await files.got("POST", "dentries/query", body, user="staff01"))["resultItems"]
    assert [row.get("errorCode") for row in rows] == [None, "permissionDenied", "dentryNotExist"]
    assert [row["success"] for row in rows] == [True, False, False]


async def test_who_has_no_right_sees_nothing(files: Files) -> None:
    await files.sandbox.take(files.space, "ORG", files.api.corp)
    asked = {"parentId": "0"}
    assert await files.refused("GET", "dentries", user="staff01", **asked) == "403 permissionDenied"
    await files.sandbox.give(files.space, "USER", "staff01", "READER")
    assert await files.names(user="staff01") == []


@pytest.mark.parametrize(
    ("fault", "pages"),
    [("repeat-page", ["ab", "ab", "cd", "e"]), ("skip-page", ["cd", "e"])],
)
async def test_pages_repeat_and_skip_on_request(files: Files, fault: str, pages: list[str]) -> None:
    for name in "abcde":
        await files.make(name)
    await files.sandbox.fault(fault, "GET /v1.0/storage/spaces/{spaceId}/dentries", times=1)
    found: list[str] = []
    asked: Json = {"parentId": "0", "orderBy": "NAME", "order": "ASC", "maxResults": 2}
    while True:
        page = await files.got("GET", "dentries", **asked)
        found.append("".join(row["name"] for row in page["dentries"]))
        if "nextToken" not in page:
            break
        asked["nextToken"] = page["nextToken"]
    assert found == pages


async def test_a_file_behind_the_bot_s_back_changes_the_sums(files: Files) -> None:
    made = await files.make("a", size=GB)
    assert await files.used() == GB
    await files.sandbox.delete_file(files.space, made["dentryId"])
    assert await files.used() == 0


async def test_an_upload_becomes_a_file_with_its_bytes(files: Files) -> None:
    upload = await files.sandbox.upload("a.txt", b"hello")
    made = await files.make("a.txt", upload=upload)
    assert (made["size"], made["md5"]) == (5, "5d41402abc4b2a76b9719d911017c592")


async def test_a_control_call_is_refused_in_a_sentence(files: Files) -> None:
    made, folder = await files.make("a"), await files.folder("b")
    path, client = f"/sandbox/spaces/{files.space}/files", files.sandbox.client
    cases = {
        404: [("", {"name": "n", "owner": "nobody"}), ("/1", {"name": "n"})],
        409: [
            ("", {"name": "a", "owner": "staff01"}),
            ("", {"name": "n", "owner": "guest01"}),
            ("/0", {"name": "n"}),
            (f"/{folder['dentryId']}", {"parentId": folder["dentryId"]}),
            (f"/{folder['dentryId']}", {"size": 3}),
            (f"/{made['dentryId']}", {"name": "b"}),
            (f"/{folder['dentryId']}", {"parentId": made["dentryId"]}),
        ],
    }
    for status, requests in cases.items():
        for tail, body in requests:
            response = await client.post(path + tail, json=body)
            assert (response.status_code, list(response.json())) == (status, ["error"]), body


async def test_the_bytes_of_each_version_are_read_behind_the_bot_s_back(files: Files) -> None:
    made = await files.make("报告.txt", upload=await files.sandbox.upload("a", b"one"))
    upload = await files.sandbox.upload("b", b"three")
    changed = await files.sandbox.change_file(files.space, made["dentryId"], upload=upload)
    assert [each["size"] for each in changed["versions"]] == [5, 3]
    path = f"/sandbox/spaces/{files.space}/files/{made['dentryId']}/content"
    now = await files.sandbox.client.get(path)
    assert now.content == b"three"
    assert "attachment" in now.headers["content-disposition"]
    assert (await files.sandbox.client.get(path, params={"version": 1})).content == b"one"
    assert (await files.sandbox.client.get(path, params={"version": 9})).status_code == 404
