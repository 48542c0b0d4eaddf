"""What the tests of killed processes and lost storage do to a bot."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from redis.asyncio import Redis

from bot.storage import embedded
from tests.conversations.bot_process import BotProcess
from tests.conversations.stage import PATIENCE, Person, Seen, Stage
from tests.conversations.watching import SHOW
from tests.sandbox_server import Json, SandboxHandle


async def hold(sandbox: SandboxHandle, when: str, call: str, times: int = 1) -> str:
    """Keep the next such call without an answer, ``before`` or ``after`` it did its work."""
    return await sandbox.fault(f"timeout-{when}", call, times=times)


async def held(sandbox: SandboxHandle, *faults: str) -> None:
    """Wait until each of these faults keeps a call."""
    missing, after = set(faults), 0
    async with asyncio.timeout(PATIENCE):
        while missing:
            calls = await sandbox.calls(after, wait=5)
            missing -= {str(call.get("faultId")) for call in calls}
            after = calls[-1]["seq"] if calls else after


async def held_saying(sandbox: SandboxHandle, words: str, fault: str) -> None:
    """Wait until a fault keeps a call that says ``words``: of one card, where others are held too."""
    after = 0
    async with asyncio.timeout(PATIENCE):
        while True:
            for call in await sandbox.calls(after, wait=5):
                if call.get("faultId") == fault and words in str(call["body"]):
                    return
                after = call["seq"]


async def kill(stage: Stage, process: BotProcess, left: int = 0) -> None:
    """End a process without a word, and wait until the gateway has ``left`` connections."""
    process.kill()
    await process.wait()
    await closed(stage, left)


async def closed(stage: Stage, left: int = 0) -> None:
    """Wait until no more than ``left`` connections are open."""
    async with asyncio.timeout(PATIENCE):
        # From the beginning on, so that no change falls between a look and the wait for the next.
        async for name, state in stage.sandbox.events(after=0):
            if name == "state" and len(state["connections"]) <= left:
                return


async def made(sandbox: SandboxHandle, call: str) -> list[Json]:
    """The calls of one API that have arrived, held ones included."""
    return [c for c in await sandbox.calls() if f"{c['method']} {c['template']}" == call]


async def pushed(sandbox: SandboxHandle, key: str, count: int) -> list[Json]:
    """Wait until a message was pushed so often; gives these pushes."""
    async with asyncio.timeout(PATIENCE):
        after, found = 0, list[Json]()
        while len(found) < count:
            pushes = await sandbox.pushes(after, wait=5)
            after = pushes[-1]["seq"] if pushes else after
            found += [each for each in pushes if each.get("msgId") == key]
    return found


async def sent_cards(sandbox: SandboxHandle) -> list[str]:
    """The outTrackId of every card that was made, in order; a held or refused call made none."""
    calls = await made(sandbox, SHOW)
    return [str(call["body"]["outTrackId"]) for call in calls if call["status"] == 200]


async def confirm(person: Person, words: str, label: str) -> Seen:
    """Ask for something and press what confirms it; gives the card as it was then."""
    asked = await person.says(words)
    await person.taps(asked, label)
    return asked


@asynccontextmanager
async def own_valkey() -> AsyncIterator["Memory"]:
    """A Valkey of this test's own that can be stopped, frozen and started on the same data."""
    with TemporaryDirectory(prefix="sk-") as folder:
        memory = Memory(Path(folder))
        await memory.start()
        try:
            yield memory
        finally:
            await memory.stop()


class Memory:
    """One embedded Valkey."""

    def __init__(self, folder: Path) -> None:
        self.url = f"unix://{folder.resolve() / 'valkey.sock'}"
        self.folder = folder.resolve()
        self._running: asyncio.Task[None] | None = None
        self._end = asyncio.Event()
        self._up = asyncio.Event()

    async def start(self) -> None:
        """Start it, and wait until it answers."""
        self._end, self._up = asyncio.Event(), asyncio.Event()
        self._running = asyncio.get_running_loop().create_task(self._run())
        await self._up.wait()

    async def stop(self) -> None:
        """End it as an operator would."""
        if self._running is not None:
            self._end.set()
            await self._running
            self._running = None

    @asynccontextmanager
    async def frozen(self) -> AsyncIterator[None]:
        """Keep it from answering while the body runs."""
        pid = await self.pid()
        os.kill(pid, signal.SIGSTOP)
        # On a busy machine it answers for a while yet.
        os.waitpid(pid, os.WUNTRACED)  # noqa: ASYNC222 - nothing goes on before it stands
        try:
            yield
        finally:
            os.kill(pid, signal.SIGCONT)

    async def pid(self) -> int:
        async with self.client() as redis:
            return int((await redis.info("server"))["process_id"])

    @asynccontextmanager
    async def client(self) -> AsyncIterator[Redis]:
        redis: Redis = Redis.from_url(self.url, decode_responses=True)
        try:
            yield redis
        finally:
            await redis.aclose()

    async def _run(self) -> None:
        async with embedded(self.folder):
            self._up.set()
            await self._end.wait()
