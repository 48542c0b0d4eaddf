"""The supervisor of `make demo`: storage, sandbox and bot as three processes, until Ctrl-C.

A process that dies is started again. The bot is known here by its command line and environment
alone, the sandbox by its control interface.
"""

import argparse
import asyncio
import fcntl
import json
import os
import signal
import socket
import sys
import tempfile
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

from sandbox.child import Child, Launch, Say

HOST = "127.0.0.1"
POLL_SECONDS = 0.1
STOP_SECONDS = {"bot": 3.2, "sandbox": 0.7, "storage": 0.8}
"""Patience with each when everything stops, in this order; under 5 s in all."""

DAYS = 60
"""How much of a past the demo's spaces have, so that a trend and a forecast are there at once."""

QUICK = {"SPACEKEEPER_WATCH_SECONDS": "1", "SPACEKEEPER_EVENT_SECONDS": "1"}
"""Nobody in front of a demo waits a quarter of an hour for an alert; nor is anybody's month used
up by it.
"""

FOREIGN = ("SPACEKEEPER_OAPI_BASE", "SPACEKEEPER_ROBOT_CODE")
"""Settings of a real organisation, which the demo's bot must not take over."""


class CannotStartError(Exception):
    """What the person at the terminal has to change, in one sentence."""


@dataclass(frozen=True, slots=True)
class Commands:
    """The command lines of the three processes, and of what gives the bot a past before it runs."""

    storage: Sequence[str]
    sandbox: Sequence[str]
    bot: Sequence[str]
    past: Sequence[str]


def commands(port: int, data: Path, supervisor: Path) -> Commands:
    """Give the real ones, run by this very interpreter."""
    python = (sys.executable, "-m")
    return Commands(
        storage=(*python, "bot", "storage", "--data", str(data)),
        sandbox=(*python, "sandbox", "--port", str(port), "--supervisor", str(supervisor)),
        bot=(*python, "bot", "run"),
        past=(*python, "bot", "remember"),
    )


class Demo:
    """The three processes and what they must know of one another."""

    def __init__(self, run: Commands, port: int, data: Path, say: Say, *, pause: float = 2) -> None:
        self.address = f"http://{HOST}:{port}"
        self._run = run
        self._say = say
        self._port = port
        self._remembers = False

        def child(name: str, launch: Launch) -> Child:
            return Child(name, launch, data / f"{name}.log", say, pause=pause)

        self.storage = child("storage", self._launch_storage)
        self.sandbox = child("sandbox", self._launch_sandbox)
        self.bot = child("bot", self._launch_bot)

    async def run_until(self, stop: asyncio.Event) -> None:
        """Keep all three alive until `stop` is set, then stop them, the storage last."""
        try:
            async with asyncio.TaskGroup() as group:
                tasks = [
                    group.create_task(work)
                    for work in (
                        self.storage.keep(),
                        self.sandbox.keep(),
                        self.bot.keep(),
                        self._announce(),
                    )
                ]
                await stop.wait()
                for task in tasks:
                    task.cancel()
        finally:
            for child in (self.bot, self.sandbox, self.storage):
                await child.stop(STOP_SECONDS[child.name])

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one request of the sandbox: a line of JSON in, a line of JSON out."""
        reply = await self._act(await reader.readline())
        writer.write(json.dumps(reply).encode() + b"\n")
        await writer.drain()
        writer.close()

    async def _act(self, line: bytes) -> dict[str, object]:
        match _action(line):
            case "kill":
                killed = self.bot.kill()
                return {"ok": True} if killed else {"error": "the bot is not running"}
            case "restart":
                await self.bot.restart()
                return {"ok": True}
            case _:
                return {"error": 'the request is {"action": "kill"} or {"action": "restart"}'}

    async def _launch_storage(self) -> tuple[Sequence[str], Mapping[str, str]]:
        return self._run.storage, _environment()

    async def _launch_sandbox(self) -> tuple[Sequence[str], Mapping[str, str]]:
        return self._run.sandbox, _environment()

    async def _launch_bot(self) -> tuple[Sequence[str], Mapping[str, str]]:
        redis = await self.storage.line("unix://")
        state = await self._state()
        environment = (
            QUICK
            | _environment()
            | {
                "SPACEKEEPER_CLIENT_ID": state["clientId"],
                "SPACEKEEPER_CLIENT_SECRET": state["clientSecret"],
                "SPACEKEEPER_API_BASE": self.address,
                "SPACEKEEPER_REDIS_URL": redis,
                "SPACEKEEPER_HEALTH_PORT": "0",
                "SPACEKEEPER_CALLS_USED": "0",
            }
        )
        if not self._remembers:
            await self._remember(environment)
            self._remembers = True
        return self._run.bot, environment

    async def _remember(self, environment: Mapping[str, str]) -> None:
        """Let the bot take in the past of the sandbox's spaces; it runs without one too."""
        past = await self._asked(f"/sandbox/past?days={DAYS}")
        process = await asyncio.create_subprocess_exec(
            *self._run.past, env=environment, stdin=PIPE, stdout=DEVNULL, stderr=PIPE
        )
        _, trouble = await process.communicate(past)
        if process.returncode:
            self._say(f"The spaces have no past: {trouble.decode(errors='replace').strip()}")

    async def _announce(self) -> None:
        while True:
            state = await self._state()
            if any(connection["state"] == "open" for connection in state["connections"]):
                break
            await asyncio.sleep(POLL_SECONDS)
        self._say(f"The bot is connected: open {self.address} and say hello. Ctrl-C stops it all.")

    async def _state(self) -> dict[str, Any]:
        state: dict[str, Any] = json.loads(await self._asked("/sandbox/state"))
        return state

    async def _asked(self, path: str) -> bytes:
        """Ask the sandbox for something, as soon as it answers."""
        while True:
            try:
                return await asyncio.to_thread(_fetch, self._port, path)
            except (OSError, HTTPException):
                await asyncio.sleep(POLL_SECONDS)


def _fetch(port: int, path: str) -> bytes:
    """Get it with what Python has: a client library takes longer to load than all else here."""
    with closing(HTTPConnection(HOST, port, timeout=2)) as line:
        line.request("GET", path)
        return line.getresponse().read()


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in FOREIGN} | {
        "PYTHONUNBUFFERED": "1"
    }


def _action(line: bytes) -> object:
    try:
        request = json.loads(line)
    except ValueError:
        return None
    return request.get("action") if isinstance(request, dict) else None


@contextmanager
def _data_folder(data: Path) -> Iterator[None]:
    """Make the folder, for its owner only, and hold it: two demos must not share a storage."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (data / "demo.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotStartError(
                f"A demo already runs with the data in {data}; another folder: make demo DATA=…"
            ) from None
        for log in (data / f"{name}.log" for name in STOP_SECONDS):
            log.unlink(missing_ok=True)
        yield


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as refusal:
            raise CannotStartError(
                f"Port {port} cannot be used ({refusal.strerror}); another one: make demo PORT=8900"
            ) from None


def _stop_on_signal() -> asyncio.Event:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


async def run(port: int, data: Path, say: Say) -> None:
    """Run the demo until a signal stops it."""
    stop = _stop_on_signal()
    with tempfile.TemporaryDirectory(prefix="spacekeeper-") as folder:
        # Not in the data folder: the path of a unix socket may have 104 bytes at most.
        supervisor = Path(folder, "supervisor")
        demo = Demo(commands(port, data, supervisor), port, data, say)
        async with await asyncio.start_unix_server(demo.answer, supervisor):
            await demo.run_until(stop)


def main() -> None:
    """Read the command line and run; a reason not to start is one sentence."""
    parser = argparse.ArgumentParser(prog="python -m sandbox.demo", description=__doc__)
    parser.add_argument("--port", type=int, default=8800, help="port of the page (8800)")
    parser.add_argument("--data", type=Path, default=Path(".spacekeeper"), help="data folder")
    options = parser.parse_args()
    try:
        _check_port(options.port)
        with _data_folder(options.data):
            asyncio.run(run(options.port, options.data, _say))
    except CannotStartError as reason:
        sys.exit(str(reason))


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main()
