"""A bot as a process of its own, forked from one that has read the program already.

What is forked runs the command line's own ``run``, and ends as any process does that is killed,
stopped or asked to end; only reading some thousand modules, which takes longer than most tests of
such an end, is done once for all. That the command line starts a process is tested where it is.
"""

import asyncio
import os
import signal
from collections.abc import Mapping
from multiprocessing.context import ForkServerProcess
from typing import Self

from bot.__main__ import run
from tests.forked import FORKING


class BotProcess:
    """One process, in its own session, as far as a test may know it."""

    def __init__(self, process: ForkServerProcess) -> None:
        self._process = process

    @classmethod
    async def begun(cls, variables: Mapping[str, str]) -> Self:
        """Start one with these environment variables."""
        process = FORKING.Process(target=_main, args=(dict(variables),))
        # The first waits until all is read, and others are spoken to meanwhile.
        await asyncio.to_thread(process.start)
        return cls(process)

    @property
    def pid(self) -> int:
        pid = self._process.pid
        assert pid is not None
        return pid

    @property
    def returncode(self) -> int | None:
        """How it ended: its exit code, or the signal that ended it as a negative number."""
        return self._process.exitcode

    def kill(self) -> None:
        """End it without a word."""
        self._process.kill()

    def terminate(self) -> None:
        """Ask it to end."""
        self._process.terminate()

    def send_signal(self, number: signal.Signals) -> None:
        os.kill(self.pid, number)

    async def wait(self) -> int:
        """Wait until it has ended; gives how."""
        loop, ended = asyncio.get_running_loop(), asyncio.Event()
        loop.add_reader(self._process.sentinel, ended.set)
        try:
            await ended.wait()
        finally:
            loop.remove_reader(self._process.sentinel)
        self._process.join()
        code = self.returncode
        assert code is not None
        return code


def _main(variables: Mapping[str, str]) -> None:
    os.setsid()
    os.environ.update(variables)  # noqa: TID251 - as whoever starts the program sets them
    run()
