"""Sentences about rights, requests and rules are read though reading never learnt from them."""

from typing import Any

import pytest
import yaml

from bot.reading import Reader
from tests.phrases.measure import ROUTES, Measure
from tests.phrases.rows import HERE, Row, seen

HELD_OUT: dict[str, Any] = yaml.safe_load((HERE / "held_out.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return [
        Row(
            each["say"],
            each["command"],
            member=each["role"] == "member",
            group=True,
            after=each.get("after", ""),
            about=each.get("after", ""),
        )
        for each in HELD_OUT["phrases"]
    ]


def test_they_are_none_of_those_that_are_learnt_from(rows: list[Row]) -> None:
    learnt = {row.say for row in seen()[1]}

    assert len(rows) >= 60
    assert {row.say for row in rows} & learnt == set()


def test_most_are_read_right_or_offered(rows: list[Row]) -> None:
    measure = Measure(Reader(ROUTES), HELD_OUT["spaces"])
    read = [(row, measure.of(row).read) for row in rows]
    right = [
        row.say
        for row, found in read
        if found.certainty == "sure" and found.wishes[0].words == row.command
    ]
    offered = [row.say for row, found in read if row.command in {w.words for w in found.wishes}]

    assert len(right) >= 0.85 * len(rows)
    assert len(offered) >= 0.95 * len(rows)
