"""Serving the static page."""

from pathlib import Path

import pytest

from sandbox import page
from tests.sandbox_server import SandboxHandle


async def test_the_page_comes_under_a_strict_policy(sandbox: SandboxHandle) -> None:
    response = await sandbox.client.get("/")
    assert response.status_code == 200
    policy = response.headers["content-security-policy"]
    assert policy.startswith("default-src 'self';")
    assert "unsafe" not in policy
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["cache-control"] == "no-store"


async def test_files_come_with_their_types(
    sandbox: SandboxHandle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "FOLDER", tmp_path)
    (tmp_path / "a.js").write_text("1")
    (tmp_path / "a.css").write_text("a{}")
    (tmp_path / "a.svg").write_text("<svg/>")
    types = []
    for name in ["a.js", "a.css", "a.svg"]:
        response = await sandbox.client.get(f"/page/{name}")
        types.append(response.headers["content-type"].partition(";")[0])
    assert types == ["text/javascript", "text/css", "image/svg+xml"]


@pytest.mark.parametrize(
    "path",
    [
        "/page/nothing.js",
        "/page/..%2Fapp.py",
        "/page/chat",
        "/page/",
        "/page/%00",
        "/page/" + "x" * 5000,
        "/page/%ff%fe",
        "/page/%ED%A0%80",
        "/favicon.ico",
    ],
)
async def test_nothing_outside_the_folder_is_served(sandbox: SandboxHandle, path: str) -> None:
    assert (await sandbox.client.get(path)).status_code == 404
    assert await sandbox.calls() == []


async def test_without_its_files_the_page_says_what_runs_here(
    sandbox: SandboxHandle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "FOLDER", tmp_path)
    response = await sandbox.client.get("/")
    assert response.status_code == 200
    assert "The sandbox is running." in response.text
