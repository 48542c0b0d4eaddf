"""A process that is started again whenever it ends."""

import asyncio
import signal
import time
from asyncio.subprocess import Process
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

LOOK_SECONDS = 0.05
"""How often a log is read again while a line is awaited."""

Say = Callable[[str], None]
Launch = Callable[[], Awaitable[tuple[Sequence[str], Mapping[str, str]]]]
"""Gives a command and its environment; asked before each start, and may wait for others."""


class Child:
    """Keeps one process alive: dead, it starts again after `pause` seconds.

    The pause doubles up to `longest_pause` while the process does not live for `settled` seconds.
    Output goes to `log`, readable by its owner only. The process has a session of its own, so that
    a Ctrl-C at the terminal reaches the supervisor alone and the order of stopping is ours.
    """

    def __init__(
        self,
        name: str,
        launch: Launch,
        log: Path,
        say: Say,
        *,
        pause: float = 2,
        longest_pause: float = 30,
        settled: float = 5,
    ) -> None:
        self.name = name
        self._launch = launch
        self._log = log
        self._say = say
        self._pauses = (pause, longest_pause)
        self._settled = settled
        self._process: Process | None = None
        self._start_of_log = 0
        self._hurry = asyncio.Event()

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.returncode is None

    async def keep(self) -> None:
        """Run the process, again and again, until cancelled; then `stop` it."""
        shortest, longest = self._pauses
        pause = shortest
        while True:
            process = await self._start()
            self._hurry.clear()
            started = time.monotonic()
            code = await process.wait()
            if self._hurry.is_set():
                self._say(f"The {self.name} starts again, as asked.")
                continue
            lived = time.monotonic() - started
            pause = shortest if lived >= self._settled else pause
            self._say(
                f"The {self.name} ended ({_reason(code)}); it starts again in {pause:g} s. "
                f"Its log: {self._log}"
            )
            await self._rest(pause)
            pause = min(pause * 2, longest)

    async def line(self, prefix: str) -> str:
        """Wait until the process, as it runs now, has printed a line that begins so."""
        while True:
            for line in self._printed():
                if line.startswith(prefix):
                    return line
            await asyncio.sleep(LOOK_SECONDS)

    def kill(self) -> bool:
        """Send SIGKILL, as a crash would; it starts again after the pause. False if it is down."""
        if self._process is None or not self.alive:
            return False
        with suppress(ProcessLookupError):
            self._process.kill()
        return True

    async def restart(self) -> None:
        """Stop the process in order and start it at once, without the pause."""
        self._hurry.set()
        await self.stop(4)

    async def stop(self, seconds: float) -> None:
        """Ask the process to end (SIGTERM); it has `seconds` before SIGKILL."""
        process = self._process
        if process is None or not self.alive:
            return
        with suppress(ProcessLookupError):
            process.terminate()
        try:
            async with asyncio.timeout(seconds):
                await process.wait()
        except TimeoutError:
            self.kill()
            await process.wait()

    async def _start(self) -> Process:
        command, environment = await self._launch()
        with self._open_log() as log:
            self._start_of_log = log.tell()
            self._process = await asyncio.create_subprocess_exec(
                *command,
                env=environment,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        return self._process

    def _open_log(self) -> BinaryIO:
        self._log.touch(mode=0o600)
        return self._log.open("ab")

    async def _rest(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._hurry.wait()

    def _printed(self) -> list[str]:
        """What this start wrote, in whole lines: the last one may still be on its way.

        From a file, not a pipe: asyncio sees a process end only when nobody holds its pipe any
        more, and a server that the process left behind would hold it.
        """
        if not self.alive:
            return []
        with self._log.open("rb") as log:
            log.seek(self._start_of_log)
            return log.read().decode(errors="replace").split("\n")[:-1]


def _reason(code: int) -> str:
    return signal.Signals(-code).name if code < 0 else f"exit status {code}"
