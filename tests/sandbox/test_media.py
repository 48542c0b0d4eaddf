"""Uploading media, and the bytes behind the addresses."""

import httpx
import pytest

from tests.sandbox.clients import Api
from tests.sandbox_server import SandboxHandle


async def upload(
    api: Api, name: str, content: bytes, query: str | None = "image", form: str | None = None
) -> httpx.Response:
    asked = {"access_token": api.token} | ({"type": query} if query else {})
    data = {"type": form} if form else {}
    files = {"media": (name, content)}
    return await api.client.post("/media/upload", params=asked, data=data, files=files)


@pytest.mark.parametrize(("query", "form"), [("image", None), (None, "image")])
async def test_an_uploaded_picture_is_served_under_its_media_id(
    api: Api, sandbox: SandboxHandle, query: str | None, form: str | None
) -> None:
    answer = (await upload(api, "a.png", b"png bytes", query, form)).json()
    assert (answer["errcode"], answer["type"]) == (0, "image")
    assert answer["media_id"].startswith("@")
    picture = await sandbox.client.get(f"/oss/{answer['media_id']}")
    assert picture.content == b"png bytes"
    assert picture.headers["content-type"] == "image/png"
    assert picture.headers["x-content-type-options"] == "nosniff"


async def test_a_document_is_only_ever_downloaded(api: Api, sandbox: SandboxHandle) -> None:
    media_id = (await upload(api, "a.pdf", b"<html>", "file")).json()["media_id"]
    document = await sandbox.client.get(f"/oss/{media_id}")
    assert document.headers["content-type"] == "application/octet-stream"
    assert document.headers["content-disposition"] == "attachment"


@pytest.mark.parametrize(
    ("name", "kind", "size", "errcode"),
    [
        ("a.png", "song", 1, 40004),
        ("a.exe", "file", 1, 40004),
        ("a.mp3", "voice", 2 * 2**20 + 1, 40006),
    ],
)
async def test_a_wrong_upload_is_refused(
    api: Api, name: str, kind: str, size: int, errcode: int
) -> None:
    response = await upload(api, name, b"x" * size, kind)
    assert (response.status_code, response.json()["errcode"]) == (200, errcode)


async def test_an_upload_without_a_file_is_refused(api: Api) -> None:
    query = {"access_token": api.token, "type": "image"}
    response = await api.client.post("/media/upload", params=query, data={"media": "text"})
    assert response.json()["errcode"] == 40035


async def test_an_address_that_leads_nowhere_is_a_404(sandbox: SandboxHandle) -> None:
    assert (await sandbox.client.get("/oss/nowhere")).status_code == 404


async def test_the_call_log_names_the_file_and_not_its_bytes(
    api: Api, sandbox: SandboxHandle
) -> None:
    await upload(api, "a.png", b"png bytes", None, "image")
    call = (await sandbox.calls())[-1]
    assert call["body"] == {"type": "image", "media": {"filename": "a.png", "size": 9}}
    assert call["query"] == {"access_token": "***"}
