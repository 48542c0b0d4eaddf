"""Killing and restarting the bot through the supervisor's socket."""

import asyncio
import json
from pathlib import Path

import pytest

from tests.sandbox_server import Json, SandboxHandle, running_sandbox


async def act(sandbox: SandboxHandle, action: str) -> tuple[int, Json]:
    response = await sandbox.client.post("/sandbox/bot", json={"action": action})
    return response.status_code, response.json()


async def test_without_a_supervisor_there_is_no_bot_to_act_on(sandbox: SandboxHandle) -> None:
    assert (await act(sandbox, "kill"))[0] == 404
    assert (await sandbox.client.get("/sandbox/bot")).status_code == 404


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (b'{"ok": true}\n', (200, {"ok": True})),
        (b'{"error": "no bot runs"}\n', (409, {"error": "no bot runs"})),
        (b"[]\n", (409, {"error": "An answer that is no object."})),
        (b"nonsense\n", (409, {"error": "The supervisor does not answer."})),
        (b"", (409, {"error": "The supervisor does not answer."})),
    ],
)
async def test_one_line_goes_there_and_one_comes_back(
    tmp_path: Path, reply: bytes, expected: tuple[int, Json]
) -> None:
    asked: list[Json] = []

    async def supervise(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(json.loads(await reader.readline()))
        writer.write(reply)
        writer.close()

    path = tmp_path / "s"
    async with (
        await asyncio.start_unix_server(supervise, path),
        running_sandbox(supervisor=path) as sandbox,
    ):
        assert (await sandbox.client.get("/sandbox/bot")).json() == {"ok": True}
        assert await act(sandbox, "restart") == expected
    assert asked == [{"action": "restart"}]


async def test_a_supervisor_that_is_gone_is_said_so(tmp_path: Path) -> None:
    async with running_sandbox(supervisor=tmp_path / "nowhere") as sandbox:
        assert await act(sandbox, "kill") == (409, {"error": "The supervisor does not answer."})
        assert (await act(sandbox, "dance"))[0] == 400
