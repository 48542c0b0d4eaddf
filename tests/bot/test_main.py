"""The command line, as real processes."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import httpx
import pytest
import uvloop

from bot import health
from bot.__main__ import quick_loop
from bot.app import VERSION
from tests.forked import Forked, forked
from tests.moments import a_moment
from tests.sandbox_server import SandboxHandle

Begun = Callable[..., AbstractAsyncContextManager[Process | Forked]]

PATIENCE = 60
NOWHERE = "unix:///nowhere/at/all.sock"


@asynccontextmanager
async def program(*arguments: str, **settings: str) -> AsyncIterator[Process]:
    """Run the bot's command line with these settings and no others."""
    given = os.environ.items()  # noqa: TID251 - where the interpreter finds itself
    clean = {name: value for name, value in given if not name.startswith("SPACEKEEPER_")}
    own = {f"SPACEKEEPER_{name.upper()}": value for name, value in settings.items()}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *arguments, env=clean | own, stdout=PIPE, stderr=PIPE
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


@asynccontextmanager
async def forked_program(*arguments: str, **settings: str) -> AsyncIterator[Forked]:
    """Run the same in a process that need not read the program first, where its start is not tried."""
    async with forked(
        arguments, {f"SPACEKEEPER_{name.upper()}": value for name, value in settings.items()}
    ) as process:
        yield process


async def ended(process: Process | Forked) -> tuple[int, str, str]:
    """Wait for the end: exit code, output, errors."""
    async with asyncio.timeout(PATIENCE):
        output, errors = await process.communicate()
    assert process.returncode is not None
    return process.returncode, output.decode(), errors.decode()


async def told(process: Process | Forked, word: str) -> str:
    """Wait for a line of the log that contains a word."""
    assert process.stderr is not None
    async with asyncio.timeout(PATIENCE):
        while line := (await process.stderr.readline()).decode():
            if word in line:
                return line
    raise AssertionError(word)


def free_port() -> int:
    with health.bind("127.0.0.1", 0) as listening:
        return int(listening.getsockname()[1])


async def reached(port: int, path: str) -> httpx.Response:
    """Ask until somebody answers."""
    async with httpx.AsyncClient() as client, asyncio.timeout(PATIENCE):
        while True:
            try:
                return await client.get(f"http://127.0.0.1:{port}{path}")
            except httpx.ConnectError:
                await a_moment()


@pytest.fixture
async def settings(sandbox: SandboxHandle, redis_url: str) -> dict[str, str]:
    state = await sandbox.state()
    return {
        "client_id": state["clientId"],
        "client_secret": state["clientSecret"],
        "api_base": sandbox.url,
        "redis_url": f"{redis_url}?db=2",
        "health_port": "0",
        "stream_retry_seconds": "0.05",
    }


async def test_without_settings_each_missing_one_is_a_line() -> None:
    async with program("run") as process:
        code, output, errors = await ended(process)

    lines = errors.splitlines()
    assert (code, output) == (2, "")
    assert lines[0].startswith("SPACEKEEPER_CLIENT_ID: ")
    assert lines[1].startswith("SPACEKEEPER_CLIENT_SECRET: ")
    assert len(lines) == 3


async def test_wrong_settings_are_told_without_what_they_hold() -> None:
    wrong = {"client_id": "app", "client_secret": "s3cret", "hold_seconds": "soon", "admins": "me"}
    async with program("run", **wrong) as process:
        code, _, errors = await ended(process)

    assert code == 2
    assert [line.split(":")[0] for line in errors.splitlines()[:-1]] == [
        "SPACEKEEPER_ADMINS",
        "SPACEKEEPER_HOLD_SECONDS",
    ]
    assert "s3cret" not in errors
    assert "soon" not in errors


async def test_a_taken_health_port_is_one_sentence(settings: dict[str, str]) -> None:
    with health.bind("127.0.0.1", 0) as taken:
        port = str(taken.getsockname()[1])
        async with forked_program("run", **{**settings, "health_port": port}) as process:
            code, _, errors = await ended(process)

    assert code == 1
    assert "Traceback" not in errors
    [line] = errors.splitlines()
    assert line.startswith("Nothing was started: ")
    assert port in line


async def test_a_taken_data_folder_is_one_sentence(
    settings: dict[str, str], tmp_path: Path
) -> None:
    async with program("storage", "--data", str(tmp_path)) as holder:
        assert holder.stdout is not None
        async with asyncio.timeout(PATIENCE):
            assert (await holder.stdout.readline()).startswith(b"unix://")
        own = {**settings, "redis_url": "", "data_dir": str(tmp_path)}
        async with forked_program("run", **own) as process:
            code, _, errors = await ended(process)
        holder.terminate()
        assert (await ended(holder))[0] == 0

    assert code == 1
    assert len(errors.splitlines()) == 1
    assert "data folder" in errors


@pytest.mark.parametrize(
    ("number", "begun"), [(signal.SIGTERM, program), (signal.SIGINT, forked_program)]
)
async def test_a_signal_ends_it(
    settings: dict[str, str], number: signal.Signals, begun: Begun
) -> None:
    async with begun("run", **settings) as process:
        await told(process, "stream_opened")
        process.send_signal(number)
        code, _, errors = await ended(process)

    assert code == 0
    assert "Traceback" not in errors


def test_it_runs_on_the_quicker_event_loop() -> None:
    assert quick_loop() is uvloop.new_event_loop


async def test_where_the_platform_has_nothing_quicker_it_runs_the_same(
    settings: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("uvloop", "hiredis"):
        (tmp_path / f"{name}.py").write_text("raise ImportError")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    async with program("run", **settings) as process:
        await told(process, "stream_opened")
        process.terminate()
        code, _, errors = await ended(process)

    assert code == 0
    assert "Traceback" not in errors


async def test_without_redis_it_keeps_trying(settings: dict[str, str]) -> None:
    port = free_port()
    own = {**settings, "redis_url": NOWHERE, "health_port": str(port)}
    async with forked_program("run", **own) as process:
        line = await told(process, "redis_unreachable")
        await told(process, "redis_unreachable")
        ready = await reached(port, "/readyz")
        process.terminate()
        code, _, _ = await ended(process)

    assert "Traceback" not in line
    assert (ready.status_code, ready.json()["redis"]) == (503, False)
    assert code == 0


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"client_secret": "another"}, "BadCredentials"),
        ({"api_base": "http://127.0.0.1:9"}, "ConnectError"),
    ],
)
async def test_without_dingtalk_it_keeps_trying(
    settings: dict[str, str], wrong: dict[str, str], why: str
) -> None:
    port = free_port()
    own = {**settings, **wrong, "health_port": str(port)}
    async with forked_program("run", **own) as process:
        first = await told(process, "stream_not_opened")
        await told(process, "stream_not_opened")
        ready = await reached(port, "/readyz")
        process.terminate()
        code, _, rest = await ended(process)

    assert why in first
    assert (ready.status_code, ready.json()) == (503, {"redis": True, "stream": False})
    assert code == 0
    assert settings["client_secret"] not in first + rest
    assert "another" not in first + rest


async def test_the_version_is_told() -> None:
    async with forked_program("version") as process:
        assert await ended(process) == (0, f"{VERSION}\n", "")


async def test_without_a_command_help_is_shown() -> None:
    async with forked_program() as process:
        _, output, errors = await ended(process)

    for command in ("run", "storage", "doctor", "version"):
        assert command in output + errors
