"""The supervisor with stand-ins, which are real processes, for what it runs."""

import asyncio
import fcntl
import json
import os
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from sandbox.child import Child
from sandbox.demo import STOP_SECONDS, Commands, Demo
from tests.setup.ports import free_port
from tests.setup.stand_ins import REDIS

ROOT = Path(__file__).parents[2]
LOGS = ("bot.log", "sandbox.log", "storage.log")


class Terminal:
    """A demo under way, what it said, and a way to ask it through its socket."""

    def __init__(
        self, folder: Path, bot: str = "bot", pause: float = 0.01, past: str = "past"
    ) -> None:
        port = free_port()
        part = (sys.executable, "-m", "tests.setup.stand_ins")
        self.folder = folder
        self.said: asyncio.Queue[str] = asyncio.Queue()
        self.demo = Demo(
            Commands(
                storage=(*part, "storage", str(folder)),
                sandbox=(*part, "sandbox", str(folder), str(port)),
                bot=(*part, bot, str(folder)),
                past=(*part, past, str(folder)),
            ),
            port,
            folder,
            self.said.put_nowait,
            pause=pause,
        )

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task(self.demo.run_until(stop))
            try:
                assert "is connected" in await self.said.get()
                yield
            finally:
                stop.set()

    async def connections(self, at_least: int = 1) -> list[Any]:
        """Wait until so many bots have come, and list them."""
        async with httpx.AsyncClient(base_url=self.demo.address, timeout=30) as client:
            state = await client.get("/sandbox/state", params={"connections": at_least})
            found: list[Any] = state.json()["connections"]
            return found

    async def ask(self, line: str) -> Any:
        path = self.folder / "socket"
        async with await asyncio.start_unix_server(self.demo.answer, path):
            reader, writer = await asyncio.open_unix_connection(path)
            writer.write(line.encode() + b"\n")
            answer = json.loads(await reader.readline())
            writer.close()
            await writer.wait_closed()
            return answer


def lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def test_says_once_where_the_page_is_when_the_bot_is_connected(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    stop = asyncio.Event()

    async with asyncio.TaskGroup() as group:
        group.create_task(terminal.demo.run_until(stop))
        line = await terminal.said.get()
        stop.set()

    assert terminal.demo.address in line
    assert terminal.said.empty()


async def test_the_bot_is_told_where_everything_is(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    async with terminal.running():
        [bot] = await terminal.connections()

    assert bot["settings"] == {
        "SPACEKEEPER_API_BASE": terminal.demo.address,
        "SPACEKEEPER_CLIENT_ID": "an-id",
        "SPACEKEEPER_CLIENT_SECRET": "a-secret",
        "SPACEKEEPER_HEALTH_PORT": "0",
        "SPACEKEEPER_CALLS_USED": "0",
        "SPACEKEEPER_REDIS_URL": REDIS,
        "SPACEKEEPER_WATCH_SECONDS": "1",
        "SPACEKEEPER_EVENT_SECONDS": "1",
    }


async def test_the_bot_is_given_a_past_before_it_starts_and_once(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    async with terminal.running():
        assert await terminal.ask('{"action": "kill"}') == {"ok": True}
        await terminal.connections(2)

    [noted] = (tmp_path / "past").read_text().splitlines()
    assert json.loads(noted) == [{"days": "days=60"}, REDIS]


async def test_a_bot_that_is_given_no_past_runs_all_the_same(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, past="no past")
    stop = asyncio.Event()

    async with asyncio.TaskGroup() as group:
        group.create_task(terminal.demo.run_until(stop))
        assert "nothing is remembered" in await terminal.said.get()
        assert "is connected" in await terminal.said.get()
        stop.set()


async def test_settings_of_a_real_organisation_stay_out_of_the_demo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPACEKEEPER_ROBOT_CODE", "a-real-one")
    monkeypatch.setenv("SPACEKEEPER_OAPI_BASE", "https://elsewhere.example")
    monkeypatch.setenv("SPACEKEEPER_HOLD_SECONDS", "5")
    terminal = Terminal(tmp_path)
    async with terminal.running():
        [bot] = await terminal.connections()

    assert "SPACEKEEPER_ROBOT_CODE" not in bot["settings"]
    assert "SPACEKEEPER_OAPI_BASE" not in bot["settings"]
    assert bot["settings"]["SPACEKEEPER_HOLD_SECONDS"] == "5"


async def test_a_killed_bot_starts_again_and_the_terminal_says_so(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    async with terminal.running():
        assert await terminal.ask('{"action": "kill"}') == {"ok": True}
        assert await terminal.said.get() == (
            f"The bot ended (SIGKILL); it starts again in 0.01 s. Its log: {tmp_path / 'bot.log'}"
        )
        first, second = await terminal.connections(2)

    assert first["pid"] != second["pid"]


async def test_a_restart_ends_the_bot_in_order_and_does_not_wait(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, pause=1000)
    async with terminal.running():
        assert await terminal.ask('{"action": "restart"}') == {"ok": True}
        assert (tmp_path / "ended").read_text() == "bot\n"
        assert await terminal.said.get() == "The bot starts again, as asked."
        await terminal.connections(2)


async def test_a_restart_starts_a_bot_that_is_down_at_once(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, pause=1000)
    async with terminal.running():
        await terminal.ask('{"action": "kill"}')
        await terminal.said.get()
        assert await terminal.ask('{"action": "kill"}') == {"error": "the bot is not running"}
        assert await terminal.ask('{"action": "restart"}') == {"ok": True}
        await terminal.connections(2)


@pytest.mark.parametrize("line", ["", "kill", "[]", '{"action": "stop"}', '{"action": ["kill"]}'])
async def test_a_request_it_does_not_know_is_refused(tmp_path: Path, line: str) -> None:
    terminal = Terminal(tmp_path)

    assert "error" in await terminal.ask(line)


async def test_a_dead_sandbox_starts_again(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    async with terminal.running():
        terminal.demo.sandbox.kill()
        assert "The sandbox ended (SIGKILL)" in await terminal.said.get()
        await terminal.demo.sandbox.line("listening")
        await terminal.demo.bot.restart()
        await terminal.connections()


async def test_everything_stops_the_storage_last(tmp_path: Path) -> None:
    async with Terminal(tmp_path).running():
        pass

    assert (tmp_path / "ended").read_text().split() == ["bot", "sandbox", "storage"]


async def test_a_bot_that_will_not_end_is_gone_within_five_seconds(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "stubborn bot")
    async with terminal.running():
        [bot] = await terminal.connections()

    assert not lives(bot["pid"])
    assert sum(STOP_SECONDS.values()) < 5  # what each is given, one after the other


async def test_only_the_owner_reads_the_logs(tmp_path: Path) -> None:
    async with Terminal(tmp_path).running():
        pass

    assert {name: (tmp_path / name).stat().st_mode & 0o777 for name in LOGS} == dict.fromkeys(
        LOGS, 0o600
    )


async def test_what_dies_at_once_is_started_less_and_less_often(tmp_path: Path) -> None:
    said: asyncio.Queue[str] = asyncio.Queue()

    async def launch() -> tuple[list[str], dict[str, str]]:
        return ["sh", "-c", "exit 3"], {}

    child = Child("bot", launch, tmp_path / "log", said.put_nowait, pause=0.01, longest_pause=0.03)
    async with asyncio.TaskGroup() as group:
        keeping = group.create_task(child.keep())
        lines = [await said.get() for _ in range(4)]
        keeping.cancel()

    assert [line.partition(". ")[0] for line in lines] == [
        f"The bot ended (exit status 3); it starts again in {pause} s"
        for pause in ("0.01", "0.02", "0.03", "0.03")
    ]


def start(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sandbox.demo", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)


def test_a_taken_port_is_one_clear_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        answer = start("--port", port, "--data", tmp_path)

    assert answer.returncode == 1
    assert answer.stderr == (
        f"Port {port} cannot be used (Address already in use); another one: make demo PORT=8900\n"
    )


def test_two_demos_do_not_share_their_data(tmp_path: Path) -> None:
    with (tmp_path / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        answer = start("--port", free_port(), "--data", tmp_path)

    assert answer.returncode == 1
    assert answer.stderr == (
        f"A demo already runs with the data in {tmp_path}; another folder: make demo DATA=…\n"
    )
