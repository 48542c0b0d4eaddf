"""The longest and worst data fit every card, and imitate nothing on it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

import pytest
from markdown_it import MarkdownIt

from bot.cards import Card, Cards, Phrase, Rendered
from bot.drive.spaces import Space
from bot.i18n import LOCALES
from tests.cards.examples import EXAMPLES
from tests.cards.organisation import NOW
from tests.catalogue import TEMPLATES

CARDS = Cards(TEMPLATES)
MARKDOWN = MarkdownIt("commonmark", {"html": True})
LIMIT = 1024
HUGE = 10**18

WORST = {
    "stars": "*" * 300,
    "underscores": "_a_" * 100,
    "backslashes": "\\" * 300,
    "backticks": "`" * 299,
    "brackets": "[" * 150 + "]" * 150,
    "link": "[pay](https://evil.example)" * 12,
    "picture": "![x](https://evil.example/p.png)" * 10,
    "font": "<font color=red size=40>" * 13,
    "mention": '<a atId="all">@所有人</a>' * 14,
    "json": '"}, "x": "*' * 28,
    "lines": "\n# head\n\n> quote\n1. list\n" * 12,
    "heading": "#" * 300,
    "entities": "&lt;b&gt;" * 33,
    "families": "👨‍👩‍👧‍👦" * 43,
    "right to left": "\u202eשיווק\u2066" * 43,
    "marks": "e" + "\u0301" * 299,
    "invisible": "\u200b" * 300,
    "empty": "",
    "han": "市" * 300,
    "surrogate": "\ud83d" * 300,
}
OF_EVERY_CARD = {"link", "lines", "families", "han"}
"""What imitates most, breaks most, is longest in characters, and is longest where it is cut."""

WORDS_OF_OURS = {
    "commands",
    "events",
    "heading",
    "history",
    "hold",
    "kind",
    "language",
    "needs",
    "note",
    "order",
    "question",
    "reason",
    "role",
    "source",
    "state",
    "unit",
    "usage",
    "what",
    "why",
}
"""Data that handlers take from a fixed list or the settings, never from people."""

ROWS = 25


def made_worse(value: Any, text: str) -> Any:
    """Replace every text by the worst one, every size by a huge one, and make rows many."""
    match value:
        case str() if value:
            worse: Any = text
        case int() if not isinstance(value, bool) and value < NOW // 2:
            worse = HUGE
        case Mapping():
            worse = {
                key: each if key in WORDS_OF_OURS else made_worse(each, text)
                for key, each in value.items()
            }
        case Phrase():
            worse = replace(value, values=made_worse(value.values, text))
        case list() | tuple():
            worse = [made_worse(each, text) for each in _many(value)]
        case Space():
            members = {
                each.name: made_worse(getattr(value, each.name), text) for each in fields(value)
            }
            worse = Space(**members)
        case _:
            worse = value
    return worse


def _many(rows: Sequence[Any]) -> Sequence[Any]:
    """Repeat rows of a list; the parts of one row stay as many as they are."""
    is_list = bool(rows) and not isinstance(rows[0], str | int)
    return [rows[index % len(rows)] for index in range(ROWS)] if is_list else rows


def worst_texts(name: str) -> Iterator[str]:
    """Give the worst of each sort for every card, and of the others each once a template.

    The cards of one template draw the same expressions, whose encoders another test counts.
    """
    alike = [each for each, card in EXAMPLES.items() if card.template == EXAMPLES[name].template]
    for place, (kind, text) in enumerate(WORST.items()):
        if kind in OF_EVERY_CARD or place % len(alike) == alike.index(name):
            yield text


def worst_faces(name: str) -> Iterator[Rendered]:
    """Draw an example with its worst texts, in each language, greeted as well."""
    card = EXAMPLES[name]
    for text in worst_texts(name):
        worse = Card(card.template, made_worse(card.data, text), card.actions)
        for language in LOCALES:
            yield CARDS.render(worse, language, now=NOW, welcome=True)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_worst_data_fit_and_stay_data(name: str) -> None:
    for face in worst_faces(name):
        check_limits(face)
        check_imitates_nothing(face)


def test_each_template_is_drawn_with_each_of_the_worst_texts() -> None:
    drawn: dict[str, set[str]] = {}
    for name, card in EXAMPLES.items():
        drawn.setdefault(card.template, set()).update(worst_texts(name))

    assert {template for template, texts in drawn.items() if texts != set(WORST.values())} == set()


def check_limits(face: Rendered) -> None:
    assert len(face.title.encode()) <= LIMIT
    assert len(face.body.encode()) <= LIMIT
    assert len(face.preview.encode()) <= 256
    assert len(face.buttons) <= 10
    buttons = [
        {"text": b.label, "color": "blue", "id": "abcd", "request": True} for b in face.buttons
    ]
    assert len(json.dumps({"msgButtons": buttons}, ensure_ascii=False).encode()) <= LIMIT
    for each in face.buttons:
        assert len(each.label.encode()) <= 24
        assert "…" not in each.label


def check_imitates_nothing(face: Rendered) -> None:
    assert "\n" not in face.title + face.preview
    assert "@" not in face.title + face.body + face.preview
    tokens = MARKDOWN.parse(face.body)
    blocks = {token.type for token in tokens}
    spans = {each.type for token in tokens for each in token.children or []}
    assert blocks <= {"paragraph_open", "inline", "paragraph_close"}
    assert spans <= {"text", "text_special", "hardbreak", "strong_open", "strong_close"}


def test_a_name_of_900_bytes_stands_whole_in_a_title() -> None:
    name = "市" * 300
    space = replace(EXAMPLES["delete_type_name"].data["space"], name=name)  # type: ignore[type-var]  # a space
    data = {**EXAMPLES["delete_type_name"].data, "space": space}

    face = CARDS.render(Card("delete_type_name", data), "en", now=NOW)

    assert face.title == f"Delete “{name}”?"


@pytest.mark.parametrize("text", WORST.values(), ids=WORST)
def test_no_space_is_left_out_of_what_an_admin_sees_before_saying_yes(text: str) -> None:
    card = EXAMPLES["alert_here"]
    rows = [{**row, "name": text} for row in card.data["rows"]]  # type: ignore[attr-defined]  # rows
    many = Card(card.template, {**card.data, "rows": rows, "first": 993}, card.actions)

    for language in LOCALES:
        body = CARDS.render(many, language, now=NOW).body
        assert sum(line.startswith("**") for line in body.split("\n")) >= len(rows)
        assert "**1,000**" in body
