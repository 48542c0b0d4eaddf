"""The copy that an upload is compared with: from and to DingTalk's storage, by httpx alone.

It asks the server for the same as the bot does, an announced sum and a commit included, and itself
does nothing but hand bytes on: it sums, keeps and tells nothing.
"""

import base64
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass

import httpx

from bench.processes import Json, Sandbox

PART = 64 << 20
CHUNK = 1 << 18
STORAGE = "/v1.0/storage/spaces"
NAME = "bare.mp4"


@dataclass(frozen=True, slots=True)
class Copied:
    """Seconds that all of it took, and its bytes alone."""

    seconds: float
    alone: float


@dataclass(frozen=True, slots=True)
class _Upload:
    key: str
    targets: list[tuple[str, dict[str, str]]]


async def copied_in(
    sandbox: Sandbox, upload: str, folder: tuple[str, str, str], size: int
) -> Copied:
    """Copy what was uploaded into a folder (spaceId, dentryId and uuid), in parts."""
    async with httpx.AsyncClient(base_url=sandbox.url, timeout=600) as client:
        state = await sandbox.get("state")
        who = {"unionId": state["users"][0]["unionId"]}
        await _log_in(client, state)
        begun = time.perf_counter()
        async with client.stream("GET", f"/oss/{upload}") as source:
            md5 = base64.b64decode(source.headers["content-md5"]).hex()
            check = {"name": NAME, "size": size, "md5": md5, "parentId": folder[1]}
            made = await _begun(client, folder[0], who, check)
            started = time.perf_counter()
            await _put(client, source, made, size)
        alone = time.perf_counter() - started
        await _commit(client, made, folder[2], who, size)
    return Copied(time.perf_counter() - begun, alone)


async def _put(client: httpx.AsyncClient, source: httpx.Response, made: _Upload, size: int) -> None:
    chunks = source.aiter_raw(CHUNK)
    for number, (url, headers) in enumerate(made.targets):
        length = min(PART, size - number * PART)
        headers["Content-Length"] = str(length)
        answer = await client.put(url, headers=headers, content=_part(chunks, length))
        answer.raise_for_status()


async def _part(chunks: AsyncIterator[bytes], length: int) -> AsyncIterator[bytes]:
    """Give the next bytes of all: parts end where chunks do."""
    while length > 0:
        chunk = await anext(chunks)
        length -= len(chunk)
        yield chunk


async def _log_in(client: httpx.AsyncClient, state: Json) -> None:
    app = {"appKey": state["clientId"], "appSecret": state["clientSecret"]}
    answer = (await client.post("/v1.0/oauth2/accessToken", json=app)).json()
    client.headers["x-acs-dingtalk-access-token"] = answer["accessToken"]


async def _begun(client: httpx.AsyncClient, space_id: str, who: Json, check: Json) -> _Upload:
    """Ask where each part is put."""
    path = f"{STORAGE}/{space_id}/files/multiPartUploadInfos/init"
    key = (await _asked(client, path, who, {"option": {"preCheckParam": check}}))["uploadKey"]
    numbers = list(range(1, -(-check["size"] // PART) + 1))
    body = {"uploadKey": key, "partNumbers": numbers, "option": {}}
    asked = await _asked(client, f"{STORAGE}/files/multiPartUploadInfos/query", who, body)
    infos = [each["headerSignatureInfo"] for each in asked["multipartHeaderSignatureInfos"]]
    return _Upload(key, [(each["resourceUrls"][0], dict(each["headers"])) for each in infos])


async def _commit(
    client: httpx.AsyncClient, made: _Upload, uuid: str, who: Json, size: int
) -> None:
    option = {"size": size, "conflictStrategy": "AUTO_RENAME"}
    body = {"uploadKey": made.key, "name": NAME, "option": option}
    await _asked(client, f"/v2.0/storage/spaces/files/{uuid}/commit", who, body)


async def _asked(client: httpx.AsyncClient, path: str, who: Json, body: Json) -> Json:
    answer = await client.post(path, params=who, json=body)
    answer.raise_for_status()
    return dict(answer.json())
