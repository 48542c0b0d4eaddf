"""Print the tables: ``python -m bench``."""

import asyncio
import os
import platform
import shutil
import subprocess
from collections.abc import Awaitable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.crowds import ask, gather
from bench.fairness import FLOOD, beside_a_flood, everybody_at_once, stop
from bench.measures import (
    Cost,
    click_to_answer,
    cost,
    frame_to_ack,
    message_to_card,
    resident_megabytes,
    start_to_ack,
)
from bench.processes import Place, Sandbox, places, running_bot, running_sandbox
from bench.ratios import Row, away, ceiling, compared

PEOPLE = 100
COMMANDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("`lang en`, and whatever else looks nothing up", ("lang en",)),
    ("`spaces`, somebody's first", ("spaces",)),
    ("`spaces`, numbers younger than a minute", ("spaces",)),
    ("`spaces`, and turning two pages", ("spaces", "+Next", "+Previous")),
    ("`spaces`, and refreshing", ("spaces", "+Refresh")),
    ("`space Finance`", ("space Finance",)),
    ("`space delete`, cancelled", ("space delete Finance", "+Keep it")),
    ("`space delete`, held, undone", ("space delete Finance", "Finance", "+Undo")),
    ("`space delete`, held, done", ("space delete Finance", "Finance", "~")),
    ("`space create`, confirmed", ("space create Measured", "+Create")),
)
"""What is counted: each line goes on where the one before it ended."""


async def main() -> None:
    """Measure everything, in less than three minutes where nothing else runs."""
    print(_where(), flush=True)
    async with running_sandbox() as sandbox:
        await _one_by_one(sandbox)
    async with running_sandbox() as sandbox:
        union_id = (await sandbox.get("state"))["users"][0]["unionId"]
        everybody = await gather(sandbox, FLOOD)
        crowd = everybody[:PEOPLE]
        await _part(sandbox, "measured", compared(sandbox, crowd, union_id))
        await _part(sandbox, "median, 95 %", away(sandbox, crowd[0]))
        await _part(sandbox, "measured", ceiling(sandbox, crowd))
        await _part(sandbox, "measured", _floods(sandbox, everybody))


async def _one_by_one(sandbox: Sandbox) -> None:
    """Measure what one person sees, and what it costs."""
    everybody = places(await sandbox.get("state"))
    admin = next(place for place in everybody if place.user == "manager01")
    start = await start_to_ack(sandbox, admin)
    with TemporaryDirectory(prefix="spacekeeper-bench-") as folder:
        async with running_bot(sandbox, Path(folder)) as bot:
            costs = [(what, await cost(sandbox, admin, *steps)) for what, steps in COMMANDS]
            rows = await _times(sandbox, admin)
            memory = Row(
                "memory of the bot after all this", f"{resident_megabytes(bot.pid):.0f} MB"
            )
    _print("median, 95 %", [*rows, Row("start of the process to first ack", str(start)), memory])
    _print_costs(costs)


async def _floods(sandbox: Sandbox, everybody: Sequence[Place]) -> list[Row]:
    with TemporaryDirectory(prefix="spacekeeper-bench-") as folder:
        async with running_bot(sandbox, Path(folder)) as bot:
            usual = await ask(sandbox, bot.pid, everybody[:PEOPLE], "help", 3)
            rows = await everybody_at_once(sandbox, bot.pid, everybody, usual.rate)
            rows += await beside_a_flood(sandbox, everybody[0], everybody[1])
            return [*rows, await stop(bot)]


async def _part(sandbox: Sandbox, heading: str, measuring: Awaitable[Sequence[Row]]) -> None:
    """Measure and print one table; what takes too long costs that table, and no other."""
    try:
        _print(heading, await measuring)
    except TimeoutError:
        await sandbox.settings(latencyMillis=0)
        print("\nGiven up after too long: the machine is busy, or the bot does not answer.")


async def _times(sandbox: Sandbox, admin: Place) -> list[Row]:
    rows = []
    for text in ("help", "spaces"):
        for latency in (0, 50):
            spread = await message_to_card(sandbox, admin, text, latency)
            rows.append(Row(f"message to card, `{text}`, {latency} ms a call", str(spread)))
    rows.append(Row("frame to ack", str(await frame_to_ack(sandbox))))
    rows.append(Row("click to answer, fast lane", str(await click_to_answer(sandbox, admin))))
    return rows


def _where() -> str:
    """Name the day, commit and machine, so that no figure is quoted without them."""
    day = datetime.now(UTC).date()
    cores = f"{os.cpu_count()} cores, {platform.system()} {platform.release()}"
    load = os.getloadavg()[0]
    return (
        f"{day}, commit {_commit()}, {cores}, Python {platform.python_version()}, load {load:.1f}"
    )


def _commit() -> str:
    git = shutil.which("git")
    if git is None:
        return "unknown"
    named = subprocess.run(  # noqa: S603 - our own command
        [git, "describe", "--always", "--dirty"], capture_output=True, text=True, check=False
    )
    return named.stdout.strip() or "unknown"


def _print(heading: str, rows: Sequence[Row]) -> None:
    print(f"\n| what | {heading} | goal |\n|---|---|---|")
    for row in rows:
        print(f"| {row.what} | {row.value} | {row.goal} |", flush=True)


def _print_costs(costs: list[tuple[str, Cost]]) -> None:
    print("\n| costs | Drive calls | card calls | free calls | stream messages |")
    print("|---|---|---|---|---|")
    for name, each in costs:
        print(f"| {name} | {each.drive} | {each.cards} | {each.free} | {each.stream} |")


if __name__ == "__main__":
    asyncio.run(main())
