"""The sentences that reading learns from: enough of every command, each by somebody who may say it."""

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.access import Role
from bot.errors import MissingArgument, UserError
from bot.language import normalise
from bot.routing import Route, Routes
from handlers import ROUTERS
from tests.catalogue import ROOT

Row = dict[str, Any]

FILES = sorted((ROOT / "bot" / "reading" / "sentences").glob("*.yaml"))
ROUTES: dict[str, Route[Any]] = {route.words: route for route in Routes(ROUTERS)}
COMMON = (
    *("spaces", "space", "quota", "quota top", "space create", "space delete", "undo", "help"),
    *("pending", "alert take", "alert snooze", "alert here", "alert me", "alert list", "alert off"),
    *("digest", "digest weekly"),
)
CAUTIONS = {"negation", "condition", "past", "quotation", "question", "several"}
KEYS = {"say", "role", "where", "command", "arguments", "also", "after", "caution"}
NEEDED = ("say", "role", "where", "command")
MEMBERS_OWN = {"alert off", "digest off"}
"""What a member may change in a single chat alone; there are sentences for that."""
CALLED = {
    ("quota top", "by"): "growing",
    ("audit", "space"): "space or person",
    ("audit", "person"): "space or person",
    ("audit", "words"): "space or person",
}
"""What a part is called in the sentences, where that is not its own name."""

every_file = pytest.mark.parametrize("sentences", FILES, ids=lambda path: path.stem, indirect=True)


@cache
def read(path: Path) -> Row:
    loaded: Row = yaml.load(path.read_bytes(), yaml.CSafeLoader)
    return loaded


@pytest.fixture
def sentences(request: pytest.FixtureRequest) -> Row:
    return read(request.param)


def meant(row: Row) -> Route[Any] | None:
    return ROUTES.get(row["command"])


def whole(row: Row) -> bool:
    """Whether a row has the keys it needs, no others, and text alone as arguments."""
    arguments = row.get("arguments", {})
    return (
        KEYS >= row.keys() >= set(NEEDED)
        and row["role"] in ("member", "admin")
        and row["where"] in ("group", "single")
        and all(isinstance(value, str) and value for value in arguments.values())
    )


def may(row: Row) -> bool:
    """Whether whoever says it is offered it, or may do it as the one it is about."""
    route, role = meant(row), Role[row["role"].upper()]
    return (
        route is None
        or route.needs(group=row["where"] == "group") <= role
        or (route.offered is not None and route.role <= role)
    )


def as_typed(row: Row) -> dict[str, str]:
    """Give the arguments of a row by the names of its command's parts."""
    given = {
        CALLED.get((row["command"], name), name): text for name, text in row["arguments"].items()
    }
    if day := given.pop("day", ""):  # a time that was not said is asked for
        given = {"day and time": f"{day} {given.get('time', '09:00')}"}
    if row["command"] == "digest" and given.get("part") == "changed":
        given["part"] = "changes"
    return given


def unread(row: Row) -> list[str]:
    """Give the arguments of a row that its command does not take or cannot read."""
    route = meant(row)
    if route is None or "arguments" not in row:
        return []
    takes = {part.name: part for part in route.takes}
    return [
        name
        for name, text in as_typed(row).items()
        if name not in takes or not reads(takes[name], text)
    ]


def reads(part: Any, text: str) -> bool:
    try:
        part.read(text)
    except MissingArgument:
        return bool(text)  # what more it takes is asked
    except UserError:
        return False
    return True


def test_there_are_files() -> None:
    assert {path.stem for path in FILES} >= {"zh"}


@every_file
def test_every_row_is_whole(sentences: Row) -> None:
    assert sentences.keys() == {"spaces", "phrases"}
    assert [row for row in sentences["phrases"] if not whole(row)] == []


@every_file
def test_there_are_enough_of_each_command(sentences: Row) -> None:
    number = Counter(row["command"] for row in sentences["phrases"] if "caution" not in row)
    least = {name: 25 if name in COMMON else 12 for name in ROUTES}

    too_few = {name: number[name] for name in least if number[name] < least[name]}
    assert too_few == {}, "write sentences for these in bot/reading/sentences, then make texts"
    assert number.total() >= 900
    assert number["none"] >= 60


@every_file
def test_commands_are_those_of_the_table(sentences: Row) -> None:
    named = {
        name for row in sentences["phrases"] for name in (row["command"], *row.get("also", ()))
    }

    assert named - ROUTES.keys() == {"none"}
    assert [row for row in sentences["phrases"] if row["command"] in row.get("also", ())] == []


@every_file
def test_what_was_answered_before_is_a_command(sentences: Row) -> None:
    before = {row["after"] for row in sentences["phrases"] if "after" in row}

    starts = tuple(f"{name} " for name in ROUTES)
    assert [said for said in before if not f"{said} ".startswith(starts)] == []
    assert sum("after" in row for row in sentences["phrases"]) >= 40


@every_file
def test_who_says_it_may(sentences: Row) -> None:
    assert [row for row in sentences["phrases"] if not may(row)] == []


@every_file
def test_members_speak_of_what_is_their_own(sentences: Row) -> None:
    rows = [row for row in sentences["phrases"] if row["role"] == "member"]

    assert {row["command"] for row in rows} >= MEMBERS_OWN


@every_file
def test_no_sentence_stands_twice_after_the_same(sentences: Row) -> None:
    said = Counter((normalise(row["say"]), row.get("after", "")) for row in sentences["phrases"])

    assert [say for say, times in said.items() if times > 1] == []


@every_file
def test_spaces_are_known(sentences: Row) -> None:
    known = {*sentences["spaces"], "all", "off", *map(str, range(1, 10))}
    named = {row.get("arguments", {}).get("space", "all") for row in sentences["phrases"]}

    assert named <= known


@every_file
def test_arguments_are_what_the_command_reads(sentences: Row) -> None:
    wrong = [(row["say"], name) for row in sentences["phrases"] for name in unread(row)]

    assert wrong == []


@every_file
def test_cautions_are_enough_and_of_a_kind(sentences: Row) -> None:
    careful = [row for row in sentences["phrases"] if "caution" in row]

    assert {row["caution"] for row in careful} <= CAUTIONS
    assert len(careful) >= 80


@every_file
def test_what_must_change_nothing_is_answered_by_what_only_shows(sentences: Row) -> None:
    answers = {
        name
        for row in sentences["phrases"]
        if "caution" in row
        for name in (row["command"], *row.get("also", ()))
    }

    assert {name for name in answers if name != "none" and not ROUTES[name].looks} == set()
    assert answers.isdisjoint({"undo", "use", "lang", "cancel", "alert take", "alert snooze"})


def test_both_languages_speak_of_the_same_spaces() -> None:
    named = [read(path)["spaces"] for path in FILES]

    assert named == [named[0]] * len(named)
