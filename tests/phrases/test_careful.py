"""No change stands first for a sentence that wants none: not wanted, imagined, told of, said by others, joked, quoted, asked."""

from typing import Any

import pytest
import yaml

from bot.reading import Reader
from tests.phrases.measure import ROUTES, Measure
from tests.phrases.rows import HERE, Row

CAREFUL: dict[str, Any] = yaml.safe_load((HERE / "careful.yaml").read_text("utf-8"))
LANGUAGES = ("zh", "en")
LEAST = 60


def _rows(language: str) -> list[Row]:
    return [
        Row(say, "none", member, group, language, kind=kind)
        for kind, said in CAREFUL["phrases"].items()
        for say in said[language]
        for member in (True, False)
        for group in (True, False)
    ]


@pytest.fixture(scope="module")
def measure() -> Measure:
    return Measure(Reader(ROUTES), CAREFUL["spaces"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_enough_of_each_kind(language: str) -> None:
    said = [say for each in CAREFUL["phrases"].values() for say in each[language]]

    assert len(set(said)) == len(said) >= LEAST
    assert {len(each[language]) >= 8 for each in CAREFUL["phrases"].values()} == {True}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_change_stands_first_for_what_nobody_wants(measure: Measure, language: str) -> None:
    wrong = [row.say for row in _rows(language) if measure.of(row).changes]

    assert sorted(set(wrong)) == []
