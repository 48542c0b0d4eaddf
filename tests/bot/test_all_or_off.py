"""Everything, and no longer anything, are said in the same words wherever they may be said."""

import ast
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from bot.dispatch.doubting import part_of
from bot.dispatch.wishes import wish_of
from bot.errors import UserError
from bot.language import ALL_WORDS, OFF_WORDS, Text, Which, is_all, is_off
from bot.routing import Route, Routes
from bot.services import Services
from handlers import ROUTERS
from tests.sweeping import sweep

ROOT = Path(__file__).parents[2]
ROUTES = Routes(ROUTERS)
HERE = "bot/language/all_or_off.py"


def named(words: str) -> Route[Services]:
    route = ROUTES.named(words)
    assert route is not None
    return route


@sweep("word", ALL_WORDS)
def test_everything_is_shown_as_no_name(word: str) -> None:
    shown = {
        route.words: wish["space"]
        for route in ROUTES
        if (part := part_of(route)) and (wish := wish_of(route, {part: word.title()}, "en"))
    }

    assert {words for words, space in shown.items() if space} == set()
    assert wish_of(named("undo"), {"space": word}, "en")["wish"] == (
        "Stop all your deletions that are waiting."
    )


def test_what_stands_in_quotes_is_a_name() -> None:
    assert not is_all('"all"')
    assert not is_off('"off"')
    assert wish_of(named("undo"), {"space": '"all"'}, "en")["space"] == "all"


@sweep("word", OFF_WORDS)
def test_the_end_of_something_is_no_name_and_no_value(word: str) -> None:
    ends = [("use", "space"), *((route.words, part) for route, part in ends_by_value())]

    assert len(ends) > 5
    for words, part in ends:
        route = named(words)
        wish = wish_of(route, {part: word}, "en")
        assert (wish["wish"], wish["space"], wish["value"]) == (
            route.wish.off or route.help,
            "",
            "",
        )


def ends_by_value() -> Iterator[tuple[Route[Services], str]]:
    """Give each command that can be ended, with the part that says it; every word must read so."""
    for route in ROUTES:
        for part in route.takes:
            if route.wish.ends and not isinstance(part, Text | Which):
                yield route, part.name


@sweep("word", OFF_WORDS)
def test_whatever_reads_one_word_for_the_end_reads_all(word: str) -> None:
    for route, name in ends_by_value():
        part = next(each for each in route.takes if each.name == name)
        with suppress(UserError):
            off = part.read("off")
            assert repr(part.read(word)).replace(word, "off") == repr(off), route.words


def test_nobody_else_lists_these_words() -> None:
    own = [
        f"{path}:{node.lineno}"
        for folder in ("bot", "handlers")
        for file in (ROOT / folder).rglob("*.py")
        if (path := file.relative_to(ROOT).as_posix()) != HERE
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Set | ast.Tuple | ast.List) and len(node.elts) > 2
        for said in [{each.value for each in node.elts if isinstance(each, ast.Constant)}]
        if {"all", "全部"} <= said or {"off", "关闭"} <= said
    ]

    assert own == []
