"""Redis taken away in several ways while people talk, and what became of what they said."""

import asyncio
import os
import shutil
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.storage import embedded
from tests.conversations.crashes import Memory
from tests.conversations.stage import Person, Stage

DATA = "appendonlydir"
SOCKET = "valkey.sock"
BURST = ("whoami", "help", "whoami")
GIVE_UP = 60


Wait = Callable[[], Awaitable[None]]


@dataclass(slots=True)
class Talk:
    """What several people say, burst after burst, until they are told that it is over."""

    stage: Stage
    people: tuple[Person, ...]
    sent: dict[Person, list[str]] = field(default_factory=dict)
    over: asyncio.Event = field(default_factory=asyncio.Event)

    async def go_on(self, person: Person) -> None:
        said = self.sent.setdefault(person, [])
        while not self.over.is_set():
            said += [await person.sends(words) for words in BURST]
            await self.answered(person, said[-1])

    async def answered(self, person: Person, msg_id: str) -> int:
        """Wait for the answer to a message; gives when it came, in the sandbox's milliseconds."""
        card, after = person.card_of(msg_id), 0
        async with asyncio.timeout(GIVE_UP):
            while True:
                entries = await self.stage.sandbox.messages(person.conversation, after, wait=5)
                for entry in entries:
                    if (entry.get("card") or {}).get("outTrackId") == card:
                        return int(entry["at"])
                after = entries[-1]["seq"] if entries else after

    async def delays(self, returned: int) -> list[int]:
        """How long each acknowledged message waited, from when Redis was back, in milliseconds."""
        acked = {
            push["msgId"]: push["ackedAt"]
            for push in await self.stage.sandbox.pushes()
            if "ackedAt" in push and "msgId" in push
        }
        return [
            await self.answered(person, msg_id) - max(returned, acked[msg_id])
            for person, said in self.sent.items()
            for msg_id in said
            if msg_id in acked
        ]


@asynccontextmanager
async def freeze(memory: Memory, while_away: Wait) -> AsyncIterator[None]:
    """Redis does not answer for a while, and then goes on."""
    async with memory.frozen():
        await while_away()
    yield


@asynccontextmanager
async def kill(memory: Memory, while_away: Wait) -> AsyncIterator[None]:
    """Redis dies without a word, and is started again on what it had written."""
    end(await memory.pid())
    await memory.stop()
    await while_away()
    await memory.start()
    yield


@asynccontextmanager
async def fail_over(memory: Memory, while_away: Wait) -> AsyncIterator[None]:
    """Redis is frozen for good, its connections open; then a copy of it has its address."""
    pid = await memory.pid()
    os.kill(pid, signal.SIGSTOP)
    try:
        with TemporaryDirectory(prefix="sk-") as folder:
            copy = shutil.copytree(memory.folder / DATA, Path(folder) / DATA)
            async with embedded(copy.parent):
                await while_away()
                (copy.parent / SOCKET).rename(memory.folder / SOCKET)
                yield
                (memory.folder / SOCKET).rename(copy.parent / SOCKET)
    finally:
        end(pid)


def end(pid: int) -> None:
    """Kill a child of this process, and wait until it is dead; whoever started it takes note."""
    os.kill(pid, signal.SIGKILL)
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
