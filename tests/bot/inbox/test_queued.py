"""Boxes that were queued a moment ago."""

from bot.inbox.queued import SECONDS, Queued
from tests.parts import Clock


def test_a_box_was_queued_lately_until_a_moment_has_passed() -> None:
    clock = Clock(100)
    queued = Queued(clock)

    assert not queued.lately("a")
    queued.note("a")
    assert [queued.lately(box) for box in "ab"] == [True, False]
    clock.at += int(SECONDS)
    assert not queued.lately("a")
