"""The bot's command line in a process that was forked from one that has read the program already.

What the command line says and how it ends is the same as in a process that begins with the interpreter;
only reading some thousand modules, which takes seconds, is done once for all. That the interpreter
starts it so is tested where it is.
"""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection

from bot.__main__ import cli

FORKING = get_context("forkserver")
FORKING.set_forkserver_preload(["tests.conversations.loaded"])


class Forked:
    """One process, as far as a test may know it; as asyncio's are."""

    def __init__(self, arguments: tuple[str, ...], variables: Mapping[str, str]) -> None:
        self._output, output = FORKING.Pipe(duplex=False)
        self._errors, errors = FORKING.Pipe(duplex=False)
        self._written = (output, errors)
        self._process = FORKING.Process(
            target=_main, args=(arguments, dict(variables), output, errors)
        )
        self._pipes: list[asyncio.BaseTransport] = []
        self.stdout = asyncio.StreamReader()
        self.stderr = asyncio.StreamReader()

    async def start(self) -> None:
        # The first waits until all is read, and others are spoken to meanwhile.
        await asyncio.to_thread(self._process.start)
        for each in self._written:
            each.close()
        self._pipes = [
            await _read(self._output, self.stdout),
            await _read(self._errors, self.stderr),
        ]

    @property
    def returncode(self) -> int | None:
        """How it ended: its exit code, or the signal that ended it as a negative number."""
        return self._process.exitcode

    def kill(self) -> None:
        self._process.kill()

    def terminate(self) -> None:
        self._process.terminate()

    def send_signal(self, number: signal.Signals) -> None:
        assert self._process.pid is not None
        os.kill(self._process.pid, number)

    async def communicate(self) -> tuple[bytes, bytes]:
        """Wait for the end; gives output and errors that nobody has read yet."""
        output, errors = await self.stdout.read(), await self.stderr.read()
        await asyncio.to_thread(self._process.join)
        for each in self._pipes:
            each.close()
        return output, errors


@asynccontextmanager
async def forked(arguments: tuple[str, ...], variables: Mapping[str, str]) -> AsyncIterator[Forked]:
    """Run the command line with these environment variables, and none of its own besides."""
    process = Forked(arguments, variables)
    await process.start()
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


def has_loaded(*names: str) -> list[bool]:
    """Tell of each module whether it is loaded in a process that has read the program."""
    mine, theirs = FORKING.Pipe(duplex=False)
    process = FORKING.Process(target=_tell_loaded, args=(names, theirs))
    process.start()
    theirs.close()
    told: list[bool] = mine.recv()
    process.join()
    mine.close()
    return told


def _tell_loaded(names: tuple[str, ...], to: Connection) -> None:
    to.send([name in sys.modules for name in names])


async def _read(end: Connection, into: asyncio.StreamReader) -> asyncio.BaseTransport:
    pipe = os.fdopen(os.dup(end.fileno()), "rb", buffering=0)
    end.close()
    loop = asyncio.get_running_loop()
    transport, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(into), pipe)
    return transport


def _main(
    arguments: tuple[str, ...], variables: Mapping[str, str], output: Connection, errors: Connection
) -> None:
    os.setsid()
    for end, number in ((output, 1), (errors, 2)):
        os.dup2(end.fileno(), number)
        end.close()
    given = os.environ  # noqa: TID251 - as whoever starts the program sets them
    for name in [each for each in given if each.startswith("SPACEKEEPER_")]:
        del given[name]
    given.update(variables)
    sys.argv = ["bot", *arguments]
    cli()
