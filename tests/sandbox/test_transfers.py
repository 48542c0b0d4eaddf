"""Bytes go up in one piece or in parts, and come down again, while their addresses last."""

import base64
import hashlib

import httpx
import pytest

from tests.sandbox.files import Files
from tests.sandbox_server import Json

MB = 1 << 20
PART = 100 * 1024
DOC = "/v2.0/doc/dentries"


async def folder_of(files: Files) -> Json:
    return await files.folder("in")


async def asked(files: Files, folder: Json, user: str = "manager02", **option: object) -> Json:
    path = f"/v2.0/storage/spaces/files/{folder['uuid']}/uploadInfos/query"
    body = {"protocol": "HEADER_SIGNATURE", "option": option}
    return await files.got("POST", path, body, user=user)


async def put(
    files: Files, signed: Json, content: bytes, headers: Json | None = None
) -> httpx.Response:
    together = signed["headers"] | (headers or {})
    return await files.sandbox.client.put(
        signed["resourceUrls"][0], content=content, headers=together
    )


async def committed(files: Files, folder: Json, key: str, name: str, **option: object) -> Json:
    path = f"/v2.0/storage/spaces/files/{folder['uuid']}/commit"
    body = {"uploadKey": key, "name": name, "option": option}
    answer = await files.got("POST", path, body)
    dentry: Json = answer["dentry"]
    return dentry


async def refused(files: Files, folder: Json, key: str, name: str = "n", **option: object) -> str:
    path = f"/v2.0/storage/spaces/files/{folder['uuid']}/commit"
    body = {"uploadKey": key, "name": name, "option": option}
    return await files.refused("POST", path, body)


async def sent(files: Files, folder: Json, content: bytes, name: str, **option: object) -> Json:
    upload = await asked(files, folder)
    assert (await put(files, upload["headerSignatureInfo"], content)).status_code == 200
    return await committed(files, folder, upload["uploadKey"], name, **option)


async def address(files: Files, dentry_id: str, user: str = "manager02", **option: int) -> Json:
    path = f"dentries/{dentry_id}/downloadInfos/query"
    found = await files.got("POST", path, {"option": option}, user=user)
    signed: Json = found["headerSignatureInfo"]
    return signed


async def got(files: Files, signed: Json, headers: Json | None = None) -> httpx.Response:
    together = signed["headers"] | (headers or {})
    return await files.sandbox.client.get(signed["resourceUrls"][0], headers=together)


async def test_bytes_come_down_as_they_went_up(files: Files) -> None:
    folder, content = await folder_of(files), bytes(range(256)) * 2000
    made = await sent(files, folder, content, "a.bin", size=len(content))
    assert (made["size"], made["path"], made["category"]) == (len(content), "./in/a.bin", "OTHER")
    response = await got(files, await address(files, made["id"]))
    assert response.content == content
    digest = base64.b64encode(hashlib.md5(content, usedforsecurity=False).digest()).decode()
    assert response.headers["content-md5"] == digest
    assert await files.used() == len(content)


async def test_nothing_at_all_is_a_file_too(files: Files) -> None:
    made = await sent(files, await folder_of(files), b"", "empty.txt")
    assert made["size"] == 0
    assert (await got(files, await address(files, made["id"]))).content == b""


async def test_the_root_takes_uploads_where_its_uuid_is_told(files: Files) -> None:
    await files.sandbox.settings(rootUuid=True)
    query = {"operatorId": files.api.users["manager02"], "spaceId": files.space}
    root = await files.got("GET", f"{DOC}/0/queryDentryUuid", **query)
    made = await sent(files, {"uuid": root["dentryUuid"]}, b"x", "a.txt")
    assert (made["parentId"], made["path"]) == ("0", "./a.txt")


async def test_parts_make_one_file(files: Files) -> None:
    folder = await folder_of(files)
    body = {"option": {"preCheckParam": {"parentId": folder["dentryId"], "size": 2 * PART + 1}}}
    begun = await files.got("POST", "files/multiPartUploadInfos/init", body)
    key = begun["uploadKey"]
    asked_for = {"uploadKey": key, "partNumbers": [3, 1, 2]}
    path = "/spaces/files/multiPartUploadInfos/query"
    rows = (await files.got("POST", path, asked_for))["multipartHeaderSignatureInfos"]
    pieces = {1: b"a" * PART, 2: b"b" * PART, 3: b"c"}
    for row in rows[:2]:
        await put(files, row["headerSignatureInfo"], pieces[row["partNumber"]])
    assert await refused(files, folder, key) == "400 dentryStoreError"
    await put(files, rows[2]["headerSignatureInfo"], pieces[2])
    made = await committed(files, folder, key, "big", size=2 * PART + 1)
    response = await got(files, await address(files, made["id"]), {"Range": f"bytes={PART - 1}-"})
    assert response.content == b"a" + b"b" * PART + b"c"
    (shown,) = await files.sandbox.files(files.space, parentId=folder["dentryId"])
    whole = b"".join(pieces.values())
    assert shown["md5"] == hashlib.md5(whole, usedforsecurity=False).hexdigest()


async def test_a_part_put_again_takes_the_place_of_the_first(files: Files) -> None:
    folder = await folder_of(files)
    key = (await files.got("POST", "files/multiPartUploadInfos/init", {}))["uploadKey"]
    path = "/spaces/files/multiPartUploadInfos/query"
    body = {"uploadKey": key, "partNumbers": [1]}
    for content in (b"first", b"again"):
        rows = (await files.got("POST", path, body))["multipartHeaderSignatureInfos"]
        await put(files, rows[0]["headerSignatureInfo"], content)
    made = await committed(files, folder, key, "a")
    assert (await got(files, await address(files, made["id"]))).content == b"again"


async def test_a_small_part_may_only_be_the_last(files: Files) -> None:
    folder = await folder_of(files)
    key = (await files.got("POST", "files/multiPartUploadInfos/init", {}))["uploadKey"]
    body = {"uploadKey": key, "partNumbers": [1, 2]}
    path = "/spaces/files/multiPartUploadInfos/query"
    for row in (await files.got("POST", path, body))["multipartHeaderSignatureInfos"]:
        await put(files, row["headerSignatureInfo"], b"small")
    assert await refused(files, folder, key) == "400 dentryStoreError"


async def test_a_newer_version_takes_the_place_and_the_older_can_be_had(files: Files) -> None:
    folder = await folder_of(files)
    first = await sent(files, folder, b"one", "a.txt")
    second = await sent(files, folder, b"three", "a.txt", conflictStrategy="OVERWRITE")
    assert (second["id"], second["version"]) == (first["id"], 2)
    assert (await got(files, await address(files, first["id"]))).content == b"three"
    assert (await got(files, await address(files, first["id"], version=1))).content == b"one"
    assert await files.used() == 5
    await files.got("POST", f"dentries/{first['id']}/versions/1/revert")
    assert (await got(files, await address(files, first["id"]))).content == b"one"


async def test_a_copy_has_the_same_bytes(files: Files) -> None:
    folder = await folder_of(files)
    made = await sent(files, folder, b"hello", "a.txt")
    where = {"targetSpaceId": files.space, "targetFolderId": "0"}
    copied = (await files.got("POST", f"dentries/{made['id']}/copy", where))["dentry"]
    await files.sandbox.delete_file(files.space, made["id"])
    assert (await got(files, await address(files, copied["id"]))).content == b"hello"


async def test_a_clash_is_settled_as_asked(files: Files) -> None:
    folder = await folder_of(files)
    first = await sent(files, folder, b"1", "a.txt")
    assert (await sent(files, folder, b"2", "a.txt"))["name"] == "a(1).txt"
    kept = await sent(files, folder, b"3", "a.txt", conflictStrategy="RETURN_DENTRY_IF_EXISTS")
    assert (kept["id"], kept["version"]) == (first["id"], 1)
    upload = await asked(files, folder)
    await put(files, upload["headerSignatureInfo"], b"4")
    strict = {"conflictStrategy": "RETURN_ERROR_IF_EXISTS"}
    refusal = await refused(files, folder, upload["uploadKey"], "a.txt", **strict)
    assert refusal == "400 dentryNameConflict"


async def test_a_commit_notes_what_it_is_told_once(files: Files) -> None:
    folder, upload = await folder_of(files), None
    upload = await asked(files, folder)
    await put(files, upload["headerSignatureInfo"], b"x")
    noted = [{"name": "sk", "value": "msg1", "visibility": "PRIVATE"}]
    made = await committed(files, folder, upload["uploadKey"], "a", appProperties=noted)
    app = (await files.sandbox.state())["clientId"]
    assert made["appProperties"] == {app: noted}
    (row,) = await files.listed(folder["dentryId"])
    assert row["appProperties"] == {app: noted}
    assert await refused(files, folder, upload["uploadKey"]) == "400 paramError.uploadKey"


async def test_what_was_announced_must_have_come(files: Files) -> None:
    folder = await folder_of(files)
    upload = await asked(files, folder)
    assert await refused(files, folder, upload["uploadKey"]) == "400 dentryStoreError"
    await put(files, upload["headerSignatureInfo"], b"four")
    assert await refused(files, folder, upload["uploadKey"], size=5) == "400 dentryStoreError"
    made = await committed(files, folder, upload["uploadKey"], "a", size=4)
    assert made["size"] == 4


async def test_another_sum_than_announced_is_refused(files: Files) -> None:
    upload = await asked(files, await folder_of(files))
    wrong = base64.b64encode(hashlib.md5(b"other", usedforsecurity=False).digest()).decode()
    signed = upload["headerSignatureInfo"]
    assert (await put(files, signed, b"x", {"Content-MD5": wrong})).json()["code"] == "BadDigest"
    assert (await put(files, signed, b"x", {"Content-MD5": "?"})).json()["code"] == "InvalidDigest"


async def test_only_the_headers_that_came_with_an_address_open_it(files: Files) -> None:
    upload = (await asked(files, await folder_of(files)))["headerSignatureInfo"]
    bare = await files.sandbox.client.put(upload["resourceUrls"][0], content=b"x")
    assert (bare.status_code, bare.json()["code"]) == (403, "SignatureDoesNotMatch")
    typed = await put(files, upload, b"x", {"Content-Type": "text/plain"})
    assert (typed.status_code, typed.json()["code"]) == (403, "SignatureDoesNotMatch")
    made = await sent(files, await files.folder("b"), b"secret", "a")
    signed = await address(files, made["id"])
    bare = await files.sandbox.client.get(signed["resourceUrls"][0])
    assert (bare.status_code, b"secret" in bare.content) == (403, False)


async def test_addresses_and_keys_end(files: Files) -> None:
    folder = await folder_of(files)
    made = await sent(files, folder, b"x", "a")
    await files.sandbox.settings(uploadSeconds=60, linkSeconds=30)
    upload, signed = await asked(files, folder), await address(files, made["id"])
    await put(files, upload["headerSignatureInfo"], b"x")
    assert (upload["headerSignatureInfo"]["expirationSeconds"], signed["expirationSeconds"]) == (
        60,
        30,
    )
    await files.sandbox.settings(clockOffsetMillis=30_000)
    late = await got(files, signed)
    assert (late.status_code, late.json()["code"]) == (403, "AccessDenied")
    await files.sandbox.settings(clockOffsetMillis=60_000)
    assert (await put(files, upload["headerSignatureInfo"], b"x")).status_code == 403
    assert await refused(files, folder, upload["uploadKey"]) == "400 paramError.uploadKey"


@pytest.mark.parametrize(
    ("asked_for", "status", "content"),
    [
        ("bytes=0-1", 206, b"01"),
        ("bytes=8-99", 206, b"89"),
        ("bytes=7-", 206, b"789"),
        ("bytes=-2", 206, b"89"),
        ("bytes=10-", 200, b"0123456789"),
        ("bytes=5-2", 200, b"0123456789"),
        ("bytes=0-1,4-5", 200, b"0123456789"),
        ("lines=1-2", 200, b"0123456789"),
    ],
)
async def test_a_range_that_cannot_be_had_is_everything(
    files: Files, asked_for: str, status: int, content: bytes
) -> None:
    made = await sent(files, await folder_of(files), b"0123456789", "a")
    signed = await address(files, made["id"])
    response = await got(files, signed, {"Range": asked_for})
    assert (response.status_code, response.content) == (status, content)
    strict = {"Range": asked_for, "x-oss-range-behavior": "standard"}
    assert (await got(files, signed, strict)).status_code == (206 if status == 206 else 416)


async def test_a_file_of_a_size_alone_is_zeros(files: Files) -> None:
    made = await files.make("zeros", size=3 * MB)
    response = await got(files, await address(files, made["dentryId"]))
    assert response.content == bytes(3 * MB)


@pytest.mark.parametrize(
    ("fault", "content"), [("short-bytes", b"hell"), ("other-bytes", b"\x97ello")]
)
async def test_bytes_are_other_than_announced_on_request(
    files: Files, fault: str, content: bytes
) -> None:
    made = await sent(files, await folder_of(files), b"hello", "a")
    await files.sandbox.fault(fault, "GET /oss/{key}", times=1)
    assert (await got(files, await address(files, made["id"]))).content == content
    assert (await got(files, await address(files, made["id"]))).content == b"hello"


async def test_a_download_breaks_off_on_request(files: Files) -> None:
    made = await sent(files, await folder_of(files), b"hello" * MB, "a")
    await files.sandbox.fault("cut-bytes", "GET /oss/{key}", times=1)
    signed = await address(files, made["id"])
    with pytest.raises(httpx.RemoteProtocolError):
        await got(files, signed)


async def test_a_right_to_look_is_none_to_load_down_or_put_in(files: Files) -> None:
    folder, made = await folder_of(files), await files.make("a.txt", size=1)
    await files.sandbox.take(files.space, "ORG", files.api.corp)
    await files.sandbox.give(files.space, "USER", "staff01", "READER")
    path = f"dentries/{made['dentryId']}/downloadInfos/query"
    assert await files.refused("POST", path, {}, "staff01") == "403 permissionDenied"
    into = f"/v2.0/storage/spaces/files/{folder['uuid']}/uploadInfos/query"
    body = {"protocol": "HEADER_SIGNATURE"}
    assert await files.refused("POST", into, body, "staff01") == "403 permissionDenied"
    await files.got("POST", f"dentries/{made['dentryId']}/openInfos/query", {}, "staff01")
    await files.sandbox.give(files.space, "USER", "staff01", "EDITOR")
    await files.got("POST", path, {}, "staff01")
    await files.got("POST", into, body, "staff01")


async def test_a_full_space_says_so_before_and_after_the_bytes(files: Files) -> None:
    folder = await folder_of(files)
    await files.sandbox.change_space(files.space, quota=10)
    into = f"/v2.0/storage/spaces/files/{folder['uuid']}/uploadInfos/query"
    body = {"protocol": "HEADER_SIGNATURE", "option": {"preCheckParam": {"size": 11}}}
    assert await files.refused("POST", into, body) == "400 spaceQuotaInsufficient"
    upload = await asked(files, folder)
    await put(files, upload["headerSignatureInfo"], b"12345678901")
    assert await refused(files, folder, upload["uploadKey"]) == "400 spaceQuotaInsufficient"
    assert await files.used() == 0
