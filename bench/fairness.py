"""One person who floods the bot, everybody at once, and how long it takes to stop."""

import asyncio
import time
from asyncio.subprocess import Process
from collections.abc import Sequence

from bench.crowds import Answered, acks_after, ask, last_push, say
from bench.measures import Spread, card_millis
from bench.processes import Place, Sandbox
from bench.ratios import Row

FLOOD = 500
QUESTIONS = 20
"""Of whoever asks before the flood, and beside it."""


async def everybody_at_once(
    sandbox: Sandbox, process_id: int, crowd: Sequence[Place], rate: float
) -> list[Row]:
    """Let everybody ask once at the same time; ``rate`` is how many a second answers."""
    answered: Answered = await ask(sandbox, process_id, crowd, "help")
    return [
        Row(
            f"the last of {len(crowd)} persons who ask at once is answered after",
            f"{answered.seconds:.1f} s",
            f"≤ {len(crowd) / rate:.1f} s, as many at {rate:.0f} a second",
        ),
        _acks(answered.acks),
    ]


async def beside_a_flood(sandbox: Sandbox, flooder: Place, other: Place) -> list[Row]:
    """Let one person say 500 things at once, and another ask meanwhile; leaves most unanswered."""
    before = Spread.of(await _asked(sandbox, other))
    seen = await last_push(sandbox)
    await asyncio.gather(*(say(sandbox, flooder, "help") for _ in range(FLOOD)))
    beside = await _asked(sandbox, other)
    worst = max(beside)
    return [
        Row(
            f"{FLOOD} messages of one person delay another's answer, at most",
            f"{max(worst - before.median, 0):.0f} ms (median {before.median:.0f} → "
            f"{Spread.of(beside).median:.0f} ms)",
            "≤ 200 ms",
        ),
        _acks(await acks_after(sandbox, seen)),
    ]


async def stop(process: Process) -> Row:
    """Stop a bot that is at work."""
    started = time.monotonic()
    process.terminate()
    await process.wait()
    return Row("a bot at work stops within", f"{time.monotonic() - started:.1f} s", "≤ 5 s")


async def _asked(sandbox: Sandbox, place: Place) -> list[float]:
    return [await card_millis(sandbox, place, "help") for _ in range(QUESTIONS)]


def _acks(acks: Sequence[float]) -> Row:
    return Row("frame to ack meanwhile", str(Spread.of(acks)), "95 % ≤ 50 ms")
