"""How well the kept sentences are read: it may become better, and not worse."""

from collections import Counter

import pytest

from bot.reading import Reader
from tests.phrases.measure import ROUTES, counted
from tests.sweeping import sweep

Counts = dict[tuple[str, str], Counter[str]]


@pytest.fixture(scope="module")
def counts() -> Counts:
    """By set and language; it takes some ten seconds to read them all."""
    return {(name, language): count for name, language, count in counted(Reader(ROUTES))}


@sweep(
    ("name", "right", "offered"), [("seen", 0.99, 0.99), ("fresh", 0.75, 0.9), ("wrong", 0.93, 0)]
)
@sweep("language", ["zh", "en"])
def test_most_are_read_right_or_offered(
    counts: Counts, name: str, language: str, right: float, offered: float
) -> None:
    count = counts[name, language]

    assert count["right"] >= right * count["sentences"]
    assert count["offered"] >= offered * count["sentences"]


def test_few_are_answered_at_once_that_were_not_meant(counts: Counts) -> None:
    for name, most in (("seen", 0.01), ("fresh", 0.07)):
        both = counts[name, "zh"] + counts[name, "en"]
        assert both["misled"] <= most * both["sentences"]
