"""The measurements, each through the wire and by the sandbox's own clock, in milliseconds."""

import statistics
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from typing_extensions import override

from bench.processes import Json, Place, Sandbox, running_bot

TIMES = 40
STARTS = 3

CARDS = "/v1.0/card/"
DRIVE = "/v1.0/drive/"


@dataclass(frozen=True, slots=True)
class Spread:
    """Median and 95th percentile of some durations."""

    median: float
    high: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Spread":
        return cls(statistics.median(values), statistics.quantiles(values, n=20)[-1])

    @override
    def __str__(self) -> str:
        return f"{self.median:.0f} ms, {self.high:.0f} ms"


@dataclass(frozen=True, slots=True)
class Cost:
    """What one command took of the organisation's month: calls by family, and stream messages."""

    drive: int
    cards: int
    free: int
    stream: int


async def message_to_card(
    sandbox: Sandbox, place: Place, text: str, latency: int, times: int = TIMES
) -> Spread:
    """From a message's line to its card's, the sandbox adding ``latency`` to each call."""
    await sandbox.settings(latencyMillis=latency)
    taken = [await card_millis(sandbox, place, text) for _ in range(times)]
    await sandbox.settings(latencyMillis=0)
    return Spread.of(taken)


async def card_millis(sandbox: Sandbox, place: Place, text: str) -> float:
    """Say something; gives the milliseconds until its card."""
    said = await sandbox.say(place, text)
    shown = await sandbox.card(place, said["seq"])
    return float(shown["at"] - said["at"])


async def click_to_answer(sandbox: Sandbox, place: Place) -> Spread:
    """Page to and fro: from the callback to its acknowledgement, which carries the page."""
    said = await sandbox.say(place, "spaces")
    line = await sandbox.card(place, said["seq"])
    taken = []
    for turn in range(TIMES):
        button = _button(line["card"], "Previous" if turn % 2 else "Next")
        pressed = await _press(sandbox, place, line, button)
        taken.append(pressed["ackMillis"])
        line = await sandbox.face(place, line)
    return Spread.of(taken)


async def _press(sandbox: Sandbox, place: Place, line: Json, button: str) -> Json:
    body = {
        "outTrackId": line["card"]["outTrackId"],
        "userId": place.user,
        "actionId": button,
    }
    return await sandbox.post("click", body)


def _button(card: Json, label: str) -> str:
    labels = {each["text"]: str(each["id"]) for each in card["buttons"]}
    if label not in labels:
        raise LookupError(f"{card['title']!r} has no {label!r}, but {list(labels)}")
    return labels[label]


async def frame_to_ack(sandbox: Sandbox) -> Spread:
    """Read it off every message pushed so far."""
    return Spread.of([push["ackedAt"] - push["at"] for push in await sandbox.pushes()])


async def start_to_ack(sandbox: Sandbox, place: Place) -> Spread:
    """From the start of a bot's process, its data folder empty, to its first acknowledgement."""
    taken = []
    for _ in range(STARTS):
        with TemporaryDirectory(prefix="spacekeeper-bench-") as folder:
            started = time.time() * 1000
            async with running_bot(sandbox, Path(folder)):
                said = await sandbox.say(place, "help")
                await sandbox.card(place, said["seq"])
            taken.append((await sandbox.pushes())[-1]["ackedAt"] - started)
    return Spread(statistics.median(taken), max(taken))


def resident_megabytes(process_id: int) -> float:
    """Give the memory a process holds now (Linux)."""
    status = Path(f"/proc/{process_id}/status").read_text()
    kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))
    return int(kilobytes) / 1024


async def cost(sandbox: Sandbox, place: Place, *steps: str) -> Cost:
    """Say, or press when a step begins with ``+``, and count what that took.

    A step ``~`` waits for the next face of the card, which comes by itself.
    """
    before = await sandbox.settled()
    line: Json = {}
    for step in steps:
        line = await _step(sandbox, place, step, line)
    after = await sandbox.settled()
    calls: Counter[str] = Counter(after["api"])
    calls.subtract(before["api"])
    return _cost(calls, after["streamMessages"] - before["streamMessages"])


async def _step(sandbox: Sandbox, place: Place, step: str, line: Json) -> Json:
    if step.startswith("+"):
        await _press(sandbox, place, line, _button(line["card"], step[1:]))
    if step.startswith(("+", "~")):
        return await sandbox.face(place, line)
    said = await sandbox.say(place, step)
    return await sandbox.card(place, said["seq"])


def _cost(calls: Counter[str], stream: int) -> Cost:
    drive = sum(count for api, count in calls.items() if DRIVE in api)
    cards = sum(count for api, count in calls.items() if CARDS in api)
    return Cost(drive, cards, calls.total() - drive - cards, stream)
