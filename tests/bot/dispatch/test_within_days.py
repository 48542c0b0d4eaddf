"""The time by which spaces may be full is so many days from today."""

from datetime import UTC, datetime

from bot.dispatch.within_days import in_days
from tests.sweeping import sweep

NOW = int(datetime(2026, 11, 28, 1, tzinfo=UTC).timestamp() * 1000)


@sweep(
    ("said", "days"),
    [
        ("which of our spaces will run out before Christmas?", "within 27 days"),
        ("what is full by the end of March", "within 123 days"),
        ("which spaces will be full before the new year", "within 34 days"),
        ("any space full by friday?", "within 6 days"),
        ("what runs out before december 24", "within 26 days"),
        ("which spaces are full by the end of November", "within 2 days"),
        ("will any drive be full by mid january", "within 48 days"),
        ("哪个空间元旦前会爆", "34天内"),
        ("哪些空间会在3月底前满", "123天内"),
    ],
)
def test_a_time_that_is_named_is_said_in_days(said: str, days: str) -> None:
    assert days in in_days(said, NOW, "Asia/Shanghai")


@sweep("said", ["may I know which is full", "delete it before christmas", "what is full by summer"])
def test_anything_else_stays_as_it_was_said(said: str) -> None:
    assert in_days(said, NOW, "Asia/Shanghai") == said
