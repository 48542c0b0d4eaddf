"""Print the table: ``python -m bench``."""

import asyncio
import os
import platform
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.measures import (
    Cost,
    click_to_answer,
    cost,
    frame_to_ack,
    message_to_card,
    rate,
    resident_megabytes,
    start_to_ack,
)
from bench.processes import Place, Sandbox, places, running_bot, running_sandbox

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
    """Measure everything, in about a minute."""
    async with running_sandbox() as sandbox:
        everybody = places(await sandbox.get("state"))
        admin = next(place for place in everybody if place.user == "manager01")
        start = await start_to_ack(sandbox, admin)
        with TemporaryDirectory(prefix="spacekeeper-bench-") as folder:
            async with running_bot(sandbox, Path(folder)) as bot:
                costs = [(what, await cost(sandbox, admin, *steps)) for what, steps in COMMANDS]
                rows = await _times(sandbox, admin, everybody)
                memory = resident_megabytes(bot.pid)
    rows += [
        (
            "start of the process to first ack",
            f"{start.median:.0f} ms, {start.high:.0f} ms at most",
        ),
        ("memory of the bot after all this", f"{memory:.0f} MB"),
    ]
    _print(rows, costs)


async def _times(sandbox: Sandbox, admin: Place, everybody: list[Place]) -> list[tuple[str, str]]:
    rows = []
    for text in ("help", "spaces"):
        for latency in (0, 50):
            spread = await message_to_card(sandbox, admin, text, latency)
            rows.append((f"message to card, `{text}`, {latency} ms a call", str(spread)))
    rows.append(("frame to ack", str(await frame_to_ack(sandbox))))
    rows.append(("click to answer, fast lane", str(await click_to_answer(sandbox, admin))))
    for text in ("help", "spaces"):
        answered = await rate(sandbox, everybody, text)
        rows.append((f"messages a second, `{text}`", f"{answered:.0f}"))
    return rows


def _print(rows: list[tuple[str, str]], costs: list[tuple[str, Cost]]) -> None:
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.release()}"
    print(f"{machine}, Python {platform.python_version()}\n")
    print("| measured | median, 95 % |\n|---|---|")
    for name, value in rows:
        print(f"| {name} | {value} |")
    print("\n| costs | Drive calls | card calls | free calls | stream messages |")
    print("|---|---|---|---|---|")
    for name, each in costs:
        print(f"| {name} | {each.drive} | {each.cards} | {each.free} | {each.stream} |")


if __name__ == "__main__":
    asyncio.run(main())
