"""The copy that an upload is compared with: from and to DingTalk's storage, by httpx alone."""

import time
from collections.abc import AsyncIterator

import httpx

from bench.processes import Json, Sandbox

PART = 64 << 20
CHUNK = 1 << 18
STORAGE = "/v1.0/storage/spaces"


async def copied_in(sandbox: Sandbox, upload: str, space_id: str, size: int) -> float:
    """Copy what was uploaded in parts, and commit nothing; gives the seconds that took."""
    async with httpx.AsyncClient(base_url=sandbox.url, timeout=600) as client:
        state = await sandbox.get("state")
        who = {"unionId": state["users"][0]["unionId"]}
        await _log_in(client, state)
        targets = await _targets(client, space_id, who, size)
        begun = time.perf_counter()
        async with client.stream("GET", f"/oss/{upload}") as source:
            chunks = source.aiter_raw(CHUNK)
            for number, (url, headers) in enumerate(targets):
                length = min(PART, size - number * PART)
                headers["Content-Length"] = str(length)
                answer = await client.put(url, headers=headers, content=_part(chunks, length))
                answer.raise_for_status()
    return time.perf_counter() - begun


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


async def _targets(
    client: httpx.AsyncClient, space_id: str, who: Json, size: int
) -> list[tuple[str, dict[str, str]]]:
    """Ask where each part is put."""
    begun = await client.post(
        f"{STORAGE}/{space_id}/files/multiPartUploadInfos/init",
        params=who,
        json={"option": {"preCheckParam": {"name": "bare.mp4", "size": size, "parentId": "0"}}},
    )
    begun.raise_for_status()
    numbers = list(range(1, -(-size // PART) + 1))
    asked = await client.post(
        f"{STORAGE}/files/multiPartUploadInfos/query",
        params=who,
        json={"uploadKey": begun.json()["uploadKey"], "partNumbers": numbers, "option": {}},
    )
    asked.raise_for_status()
    infos = [each["headerSignatureInfo"] for each in asked.json()["multipartHeaderSignatureInfos"]]
    return [(each["resourceUrls"][0], dict(each["headers"])) for each in infos]
