"""Append-only lists: numbering, waiting, forgetting."""

import asyncio

import pytest

from sandbox import log
from sandbox.log import Log


async def test_a_closed_log_lets_its_readers_go() -> None:
    entries: Log[str] = Log()
    async with asyncio.TaskGroup() as tasks:
        waiting = tasks.create_task(entries.wait(0, 30))
        await asyncio.sleep(0)
        entries.close()
    assert waiting.result() == []


def test_the_oldest_entries_are_forgotten_and_numbers_go_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(log, "KEPT", 3)
    entries: Log[int] = Log()
    for value in range(1, 8):
        assert entries.append(value) == value
    assert entries.since(0) == [(4, 4), (5, 5), (6, 6), (7, 7)]
    assert entries.since(5) == [(6, 6), (7, 7)]
    assert entries.get(7) == 7
    assert entries.get(1) is None
    assert entries.get(8) is None
