"""How well the kept sentences are read: it may become better, and not worse."""

from collections import Counter

import pytest

from bot.reading import Reader
from tests.phrases.measure import ROUTES, counted
from tests.sweeping import sweep

Counts = dict[str, Counter[str]]


@pytest.fixture(scope="module")
def counts() -> Counts:
    """Both languages together; it takes some ten seconds to read them all."""
    found: Counts = {}
    for name, _, count in counted(Reader(ROUTES)):
        found[name] = found.get(name, Counter()) + count
    return found


@sweep(
    ("name", "right", "offered"), [("seen", 0.91, 0.96), ("fresh", 0.74, 0.90), ("wrong", 0.93, 0)]
)
def test_most_are_read_right_or_offered(
    counts: Counts, name: str, right: float, offered: float
) -> None:
    count = counts[name]

    assert count["right"] >= right * count["sentences"]
    assert count["offered"] >= offered * count["sentences"]


def test_few_are_answered_at_once_that_were_not_meant(counts: Counts) -> None:
    assert counts["seen"]["misled"] <= 0.05 * counts["seen"]["sentences"]
    assert counts["fresh"]["misled"] <= 0.07 * counts["fresh"]["sentences"]
