"""How well the kept sentences are read: it may become better, and not worse.

The figures are those of the documents; that they are what is measured, tests/test_docs.py finds.
"""

from tests import tables
from tests.sweeping import sweep

COUNTS = tables.found("phrases")


def count(name: str, language: str) -> dict[str, float]:
    """The parts of a set in percent, and its sentences."""
    row = next(row for row in COUNTS if (row["set"], row["language"]) == (f"*{name}*", language))
    return {head: float(cell.strip("%")) for head, cell in row.items() if cell[0].isdecimal()}


@sweep(("name", "right", "offered"), [("seen", 99, 99), ("fresh", 75, 90), ("wrong", 100, 0)])
@sweep("language", ["zh", "en"])
def test_most_are_read_right_or_offered(
    name: str, language: str, right: float, offered: float
) -> None:
    found = count(name, language)

    assert found["right"] >= right
    assert found["offered"] >= offered


def test_few_are_answered_at_once_that_were_not_meant() -> None:
    for name, most in (("seen", 1), ("fresh", 7)):
        both = [count(name, language) for language in ("zh", "en")]
        misled = sum(each["misled"] * each["sentences"] for each in both)
        assert misled <= most * sum(each["sentences"] for each in both)
