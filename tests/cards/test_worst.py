"""The longest and worst data fit every card, and imitate nothing on it."""

import itertools
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

import pytest
from markdown_it import MarkdownIt

from bot.cards import Card, Cards, Phrase, Rendered
from bot.cards.encoders import NODES
from bot.dispatch.shown_again import SHOWN_AGAIN
from bot.drive.spaces import Space
from bot.i18n import LOCALES
from tests.cards.examples import EXAMPLES
from tests.cards.organisation import NOW
from tests.catalogue import TEMPLATES

CARDS = Cards(TEMPLATES)
MARKDOWN = MarkdownIt("commonmark", {"html": True})
LIMIT = 1024
OURS = re.compile(re.escape(NODES) + r"\w+")
"""The one kind of link on a card: a file in DingTalk's own documents."""
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
LONGEST = "han"

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


ALIKE = {
    template: [name for name, card in EXAMPLES.items() if card.template == template]
    for template in sorted({card.template for card in EXAMPLES.values()})
}
"""The examples of each template."""


def worst_of(template: str) -> Iterator[tuple[str, str, str]]:
    """Give examples, worst texts and languages: the worst of each sort for every card, and of the
    others each once.

    The cards of one template draw the same expressions, whose encoders another test counts. So only
    what is longest is drawn in each language; the others take turns.
    """
    alike, languages = ALIKE[template], itertools.cycle(LOCALES)
    for place, kind in enumerate(WORST):
        names = alike if kind in OF_EVERY_CARD else [alike[place % len(alike)]]
        for name in names:
            spoken = LOCALES if kind == LONGEST else [next(languages)]
            yield from ((name, kind, language) for language in spoken)


def worst_faces(template: str) -> Iterator[tuple[str, Rendered]]:
    """Draw the examples of a template with their worst texts, greeted as well; a question that is
    shown again has for its data what another card has drawn, from the worst.
    """
    for name, kind, language in worst_of(template):
        if template != SHOWN_AGAIN:
            yield f"{name}, {kind}, {language}", worst_face(name, kind, language)
        elif kind in OF_EVERY_CARD:
            yield from shown_again(kind, language, EXAMPLES[name].data)


def worst_face(name: str, kind: str, language: str) -> Rendered:
    card = EXAMPLES[name]
    worse = Card(card.template, made_worse(card.data, WORST[kind]), card.actions)
    return CARDS.render(worse, language, now=NOW, welcome=True)


def shown_again(
    kind: str, language: str, data: Mapping[str, Any]
) -> Iterator[tuple[str, Rendered]]:
    """Show a question of each template again that was drawn from the worst."""
    for template, alike in ALIKE.items():
        asking = [name for name in alike if "cancel" in EXAMPLES[name].actions]
        if template == SHOWN_AGAIN or not asking:
            continue
        asked = worst_face(asking[0], kind, language)
        buttons = [
            {"label": each.label, "style": each.style, "action": each.action}
            for each in asked.buttons
        ]
        drawn = {"title": asked.title, "before": asked.body, "buttons": buttons}
        actions = {each.action: "" for each in asked.buttons}
        card = Card(SHOWN_AGAIN, {**data, **drawn}, actions)
        again = CARDS.render(card, language, now=NOW)
        assert again.buttons == asked.buttons, asking[0]
        yield f"{asking[0]} again, {kind}, {language}", again


@pytest.mark.parametrize("template", ALIKE)
def test_the_worst_data_fit_and_stay_data(template: str) -> None:
    for case, face in worst_faces(template):
        check_limits(face, case)
        check_imitates_nothing(face, case)


def test_every_template_meets_all_of_the_worst_and_every_card_the_longest() -> None:
    for template, alike in ALIKE.items():
        drawn = {*worst_of(template)}
        assert {kind for _, kind, _ in drawn} == set(WORST), template
        assert drawn >= {(name, LONGEST, language) for name in alike for language in LOCALES}
        assert {(name, kind) for name, kind, _ in drawn} >= {
            (name, kind) for name in alike for kind in OF_EVERY_CARD
        }


def check_limits(face: Rendered, case: str) -> None:
    assert len(face.title.encode()) <= LIMIT, case
    assert len(face.body.encode()) <= LIMIT, case
    assert len(face.preview.encode()) <= 256, case
    assert len(face.buttons) <= 10, case
    buttons = [
        {"text": b.label, "color": "blue", "id": "abcd", "request": True} for b in face.buttons
    ]
    assert len(json.dumps({"msgButtons": buttons}, ensure_ascii=False).encode()) <= LIMIT, case
    for each in face.buttons:
        assert len(each.label.encode()) <= 24, case
        assert "…" not in each.label, case


def check_imitates_nothing(face: Rendered, case: str) -> None:
    assert "\n" not in face.title + face.preview, case
    assert "@" not in face.title + face.body + face.preview, case
    tokens = MARKDOWN.parse(face.body)
    blocks = {token.type for token in tokens}
    inside = [each for token in tokens for each in token.children or []]
    spans = {each.type for each in inside}
    links = {str(each.attrGet("href")) for each in inside if each.type == "link_open"}
    assert blocks <= {"paragraph_open", "inline", "paragraph_close"}, case
    assert all(OURS.fullmatch(each) for each in links), case
    if links:
        spans -= {"link_open", "link_close"}
    assert spans <= {"text", "text_special", "hardbreak", "strong_open", "strong_close"}, case


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
