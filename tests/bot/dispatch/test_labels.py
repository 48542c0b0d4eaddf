"""What is offered has a button and a line in people's words, whichever command it is."""

from collections.abc import Iterator
from typing import Any

import pytest

from bot.dispatch.command_line import line_of
from bot.dispatch.offers import did_you_mean
from bot.dispatch.wishes import object_of, wish_of
from bot.i18n import LOCALES, read_texts
from bot.routing import Route, Routes
from bot.services import Services
from bot.sessions import Offer
from handlers import ROUTERS
from tests.catalogue import TEMPLATES
from tests.sweeping import sweep

BUTTON_BYTES = 24
PAGES = {"page", "pages"}
ROUTES = Routes(ROUTERS)
WORDS = [route.words for route in ROUTES]


@sweep("language", LOCALES)
@sweep("words", WORDS)
def test_every_command_has_a_button_in_peoples_words(language: str, words: str) -> None:
    texts = read_texts(TEMPLATES, "Asia/Shanghai")[language]
    route = named(words)
    said = texts.translations.gettext(route.label)

    assert route.label != words, f"give it a label=N_(…) {where(route)}"
    assert len(said.encode()) <= BUTTON_BYTES, f"{said!r} is too long for a button: {where(route)}"


@sweep("language", LOCALES)
def test_no_two_are_the_same(language: str) -> None:
    texts = read_texts(TEMPLATES, "Asia/Shanghai")[language]
    said = [texts.translations.gettext(route.label) for route in ROUTES]

    assert [each for each in set(said) if said.count(each) > 1] == []


def named(words: str) -> Route[Services]:
    route = ROUTES.named(words)
    assert route is not None
    return route


def where(route: Route[Services]) -> str:
    return f"at the route of {route.words!r}, in {route.handler.__module__.replace('.', '/')}.py"


def ways_to_say(route: Route[Services]) -> Iterator[dict[str, str]]:
    """Give what may be said with a command: what it is about, all else, and both."""
    part = object_of(route)
    about = {part: "Thing"} if part else {}
    other = next((each.name for each in route.takes if each.name not in {part, *PAGES}), "")
    value = {other: "Other"} if other else {}
    yield from (
        each for each in (about, value, {**about, **value} if about and value else {}) if each
    )


@sweep("words", WORDS)
def test_what_was_said_stands_in_its_line(words: str) -> None:
    route = named(words)
    for given in ways_to_say(route):
        wish = wish_of(route, given, "en")
        for slot in ("space", "value"):
            assert (f"%({slot})s" in wish["wish"]) == bool(wish[slot]), (
                f"said with {given}, it is offered as {wish['wish']!r}:"
                f" give its wish=WishTexts(…) a text for that, {where(route)}"
            )
        assert {wish["space"], wish["value"]} - {""} == set(given.values())


def test_what_is_written_for_the_bot_is_not_shown() -> None:
    who = named("who")

    assert wish_of(who, {"place": "file:sp1/d2"}, "en") == {
        "wish": who.help,
        "space": "",
        "value": "",
    }


@pytest.mark.parametrize(
    ("ways", "label", "said"),
    [
        ([("who", {"place": "市场部"})], "Who can open", ""),
        ([("space", {"space": "A"}), ("space", {"space": "B"})], "How full", "A"),
    ],
)
def test_a_button_says_what_it_is_about(
    ways: list[tuple[str, dict[str, str]]], label: str, said: str
) -> None:
    found = [(named(words), raw) for words, raw in ways]
    card = did_you_mean(
        [(r, Offer(r.words, raw, line_of(ROUTES, r, raw, "en"))) for r, raw in found], "en"
    )
    choices: Any = card.data["choices"]
    first = choices[0]

    assert (first["label"], first["about"], first["said"]) == (
        label,
        next(iter(ways[0][1].values())),
        said,
    )
