"""The sentences by which reading is measured: enough, of both languages, each once, of all commands."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.access import Role
from bot.routing import Routes
from handlers import ROUTERS

HERE = Path(__file__).parent
ROUTES = {route.words: route for route in Routes(ROUTERS)}
FRESH, WRONG = (
    yaml.load((HERE / name).read_text(encoding="utf-8"), yaml.CSafeLoader)
    for name in ("fresh.yaml", "wrong.yaml")
)


def may(row: dict[str, Any]) -> bool:
    role = Role[row["role"].upper()]
    route = ROUTES[row["command"]]
    return route.needs(group=row["where"] == "group") <= role or route.offered is not None


@pytest.mark.parametrize(("phrases", "least"), [(FRESH, 260), (WRONG, 110)], ids=["fresh", "wrong"])
def test_there_are_enough_and_half_of_them_chinese(phrases: dict[str, Any], least: int) -> None:
    languages = Counter(row["lang"] for row in phrases["phrases"])
    assert languages.total() >= least
    assert 0.4 <= languages["zh"] / languages.total() <= 0.6


def test_no_sentence_stands_twice_or_is_a_command_itself() -> None:
    written = {name.lower() for route in ROUTES.values() for name in (route.usage, *route.names)}
    said = Counter(row["say"].lower() for row in FRESH["phrases"] + WRONG["phrases"])
    assert [say for say, times in said.items() if times > 1 or say in written] == []


def test_what_must_change_nothing_is_answered_by_what_only_shows() -> None:
    shows = set(WRONG["shows"])
    assert ROUTES.keys() >= shows
    assert [row for row in WRONG["phrases"] if not shows | {"none"} >= set(row["command"])] == []


def test_each_command_is_meant_in_both_languages_by_somebody_who_may() -> None:
    meant = Counter((row["command"], row["lang"]) for row in FRESH["phrases"])
    said = {name for name, _ in meant}
    assert ROUTES.keys() >= said >= set(FRESH["common"])
    assert len(said) >= 57  # a newer command has sentences of its own elsewhere
    least = {
        (name, lang): 5 if name in FRESH["common"] else 2 for name in said for lang in ("zh", "en")
    }
    assert {key: meant[key] for key, number in least.items() if meant[key] < number} == {}
    assert [row for row in FRESH["phrases"] if not may(row)] == []


def test_a_space_that_is_meant_is_one_of_the_list() -> None:
    assert FRESH["spaces"] == WRONG["spaces"]
    known = {*FRESH["spaces"], "all", "off", "2", "3", "4"}
    assert {row.get("arguments", {}).get("space", "all") for row in FRESH["phrases"]} <= known
