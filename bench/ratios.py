"""The bot beside what somebody would write with the SDK, on the same sandbox and machine."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.crowds import Answered, ask
from bench.measures import message_to_card
from bench.processes import Place, Sandbox, running_bot, running_line, running_peer

CALL_MILLIS = 50
AWAY = {0: "", 1: "≤ 30 ms", 2: "≤ 40 ms", 5: "≤ 75 ms"}
"""Milliseconds of a round trip to Redis, and what is wanted there."""
FEW = 15
"""How often a message to a distant Redis is measured: it takes a tenth of a second and more."""
MANY_SLOTS = 30
PATIENT_MILLIS = 120_000


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: what was measured, what came out, and what is wanted."""

    what: str
    value: str
    goal: str = ""


async def compared(sandbox: Sandbox, crowd: Sequence[Place], union_id: str) -> list[Row]:
    """Let everybody ask for the spaces, of the bot and of what the SDK offers."""
    blocking = await _peer(sandbox, crowd, "blocking", union_id, CALL_MILLIS)
    threaded = await _peer(sandbox, crowd, "async", union_id, 0)
    with TemporaryDirectory(prefix="spacekeeper-bench-") as folder:
        async with running_bot(sandbox, Path(folder)) as bot:
            await ask(sandbox, bot.pid, crowd, "spaces")
            slow = await _asked(sandbox, bot.pid, crowd, CALL_MILLIS, 3)
            quick = await _asked(sandbox, bot.pid, crowd, 0, 5)
            one = await message_to_card(sandbox, crowd[0], "help", CALL_MILLIS)
    return [
        _ratio(f"messages a second at {CALL_MILLIS} ms a call ÷ blocking", slow, blocking, "≥ 15"),
        _ratio("messages a second at 0 ms a call ÷ async", quick, threaded, "≥ 1.0"),
        Row(
            "processor a message (the async handler's)",
            f"{quick.each:.1f} ms ({threaded.each:.1f} ms)",
            "≤ 5 ms",
        ),
        Row(
            f"message to card ÷ {CALL_MILLIS} ms, one call",
            f"{one.median / CALL_MILLIS:.2f}",
            "≤ 1.20",
        ),
    ]


async def away(sandbox: Sandbox, place: Place) -> list[Row]:
    """Measure message to card with Redis at several distances."""
    rows = []
    with TemporaryDirectory(prefix="spacekeeper-bench-") as folder:
        async with (
            running_line(Path(folder)) as line,
            running_bot(sandbox, Path(folder), SPACEKEEPER_REDIS_URL=line.url),
        ):
            await message_to_card(sandbox, place, "spaces", 0, FEW)
            for millis, goal in AWAY.items():
                await line.set(millis)
                spread = await message_to_card(sandbox, place, "spaces", 0, FEW)
                what = f"message to card, Redis at a round trip of {millis} ms"
                rows.append(Row(what, str(spread), goal))
    return rows


async def ceiling(sandbox: Sandbox, crowd: Sequence[Place]) -> list[Row]:
    """Ask of one process that has more slots than it can use."""
    with TemporaryDirectory(prefix="spacekeeper-bench-") as folder:
        slots = {"SPACEKEEPER_CONCURRENCY": str(MANY_SLOTS)}
        async with running_bot(sandbox, Path(folder), **slots) as bot:
            await ask(sandbox, bot.pid, crowd, "spaces")
            most = await _asked(sandbox, bot.pid, crowd, 0, 5)
    return [
        Row(
            f"one process's ceiling, {MANY_SLOTS} at a time (its processor busy)",
            f"{most.rate:.0f} a second ({most.busy:.0%})",
            "the processor's",
        )
    ]


async def _peer(
    sandbox: Sandbox, crowd: Sequence[Place], kind: str, union_id: str, latency: int
) -> Answered:
    # The last of a hundred waits for longer than DingTalk does.
    before = (await sandbox.get("settings"))["ackMillis"]
    await sandbox.settings(ackMillis=PATIENT_MILLIS)
    async with running_peer(sandbox, kind, union_id) as peer:
        await ask(sandbox, peer.pid, crowd[:1], "spaces")
        answered = await _asked(sandbox, peer.pid, crowd, latency, 1 if latency else 5)
    await sandbox.settings(ackMillis=before)
    return answered


async def _asked(
    sandbox: Sandbox, process_id: int, crowd: Sequence[Place], latency: int, times: int
) -> Answered:
    await sandbox.settings(latencyMillis=latency)
    answered = await ask(sandbox, process_id, crowd, "spaces", times)
    await sandbox.settings(latencyMillis=0)
    return answered


def _ratio(what: str, ours: Answered, theirs: Answered, goal: str) -> Row:
    value = f"{ours.rate / theirs.rate:.1f} ({ours.rate:.0f} ÷ {theirs.rate:.1f})"
    return Row(what, value, goal)
