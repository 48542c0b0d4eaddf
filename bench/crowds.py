"""Many people who ask at once, and how that went by the sandbox's own books."""

import asyncio
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.processes import Json, Place, Sandbox, places

CARDS_SHOWN = ("/v1.0/card/instances/createAndDeliver", "/v1.0/card/instances/deliver")
"""With either a card appears, if it was made by one call or by two."""

GIVE_UP_SECONDS = 120
LOOK_SECONDS = 0.1
"""Between looks whether all are answered, each of which takes the sandbox some milliseconds."""

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Answered:
    """So many messages, answered within so many seconds, with so many of the processor."""

    messages: int
    seconds: float
    processor: float
    acks: list[float]
    """Milliseconds from each push to its acknowledgement."""

    @property
    def rate(self) -> float:
        """Messages a second."""
        return self.messages / self.seconds

    @property
    def each(self) -> float:
        """Milliseconds of the processor for one message."""
        return 1000 * self.processor / self.messages

    @property
    def busy(self) -> float:
        """Which part of the time a processor was busy with it."""
        return self.processor / self.seconds


def processor_seconds(process_id: int) -> float:
    """Give the time of processors that a process has had (Linux)."""
    fields = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


async def gather(sandbox: Sandbox, count: int) -> list[Place]:
    """Let so many people join, each of whom has a chat with the bot."""
    for number in range(count):
        await sandbox.post("users", {"name": f"Person {number + 1}"})
    newest = (await sandbox.get("state"))["users"][-count:]
    joined = {user["userId"] for user in newest}
    everywhere = places(await sandbox.get("state"))
    return [each for each in everywhere if each.user in joined]


async def ask(
    sandbox: Sandbox, process_id: int, crowd: Sequence[Place], text: str, times: int = 1
) -> Answered:
    """Let everybody say something some times at once, and wait until each is answered.

    Raises TimeoutError when that takes too long.
    """
    said = len(crowd) * times
    seen = await last_push(sandbox), _last(await sandbox.log("calls"))
    wanted = await _cards(sandbox) + said
    before = processor_seconds(process_id)
    async with asyncio.timeout(GIVE_UP_SECONDS), asyncio.TaskGroup() as group:
        for place in crowd:
            group.create_task(_repeat(sandbox, place, text, times))
        while await _cards(sandbox) < wanted:  # noqa: ASYNC110 - a count of another process
            await asyncio.sleep(LOOK_SECONDS)
    processor = processor_seconds(process_id) - before
    return await _answered(sandbox, said, seen, processor)


async def say(sandbox: Sandbox, place: Place, text: str) -> None:
    """Say something, and wait for nothing."""
    body = {"conversationId": place.conversation, "userId": place.user, "text": text}
    await sandbox.post("say", body)


async def last_push(sandbox: Sandbox) -> int:
    """Give the number of the last push so far."""
    return _last(await sandbox.log("pushes"))


async def acks_after(sandbox: Sandbox, push: int) -> list[float]:
    """Give the milliseconds from each later push of a message to its acknowledgement."""
    pushes = await sandbox.pushes(push)
    return [each["ackedAt"] - each["at"] for each in pushes if "ackedAt" in each]


async def _repeat(sandbox: Sandbox, place: Place, text: str, times: int) -> None:
    for _ in range(times):
        await say(sandbox, place, text)


async def _cards(sandbox: Sandbox) -> int:
    counters = (await sandbox.get("state"))["counters"]["api"]
    return sum(count for api, count in counters.items() if api.endswith(CARDS_SHOWN))


def _last(entries: list[Json]) -> int:
    return int(entries[-1]["seq"]) if entries else 0


async def _answered(
    sandbox: Sandbox, said: int, seen: tuple[int, int], processor: float
) -> Answered:
    pushes = await sandbox.pushes(seen[0])
    shown = [call for call in await sandbox.log("calls", seen[1]) if _shows(call)]
    started = min(push["at"] for push in pushes)
    ended = max(call["at"] + call["millis"] for call in shown)
    acks = await acks_after(sandbox, seen[0])
    return Answered(said, (ended - started) / 1000, processor, acks)


def _shows(call: Json) -> bool:
    return call["path"] in CARDS_SHOWN and call["method"] == "POST"
