"""Every card looks as it was last looked at; ``make texts`` draws them anew."""

import json

from markdown_it import MarkdownIt

from bot.cards import Cards
from tests.cards.examples import EXAMPLES
from tests.cards.golden import FOLDER, as_text, drawn, path_of, without_example
from tests.catalogue import TEMPLATES
from tests.sweeping import sweep
from tests.texts import STALE

CARDS = Cards(TEMPLATES)
MARKDOWN = MarkdownIt("commonmark")
TEMPLATE_NAMES = {path.name.removesuffix(".json.j2") for path in TEMPLATES.glob("*.json.j2")}


@sweep("name", EXAMPLES)
def test_a_card_is_drawn_as_its_golden_file_says(name: str) -> None:
    path = path_of(name)

    assert path.exists(), STALE
    assert as_text(drawn(CARDS, name)) == path.read_text("utf-8"), STALE


@sweep("name", EXAMPLES)
def test_no_mark_of_emphasis_is_left_over(name: str) -> None:
    for face in drawn(CARDS, name).values():
        tokens = MARKDOWN.parse(face["body"])
        words = [each.content for token in tokens for each in token.children or []]
        assert [word for word in words if "**" in word] == []


@sweep("name", EXAMPLES)
def test_every_action_of_a_card_has_a_button(name: str) -> None:
    for face in drawn(CARDS, name).values():
        assert {each["action"] for each in face["buttons"]} == set(EXAMPLES[name].actions)


def test_no_golden_file_is_left_over() -> None:
    assert {path.stem for path in FOLDER.glob("*.json")} == set(EXAMPLES), STALE


def test_every_template_has_an_example() -> None:
    """In its family's module of examples, or as ``EXAMPLES`` in the test of its command."""
    assert without_example() == set()
    assert {card.template for card in EXAMPLES.values()} <= TEMPLATE_NAMES


@sweep("name", EXAMPLES)
def test_a_list_with_nothing_in_it_has_no_pages(name: str) -> None:
    body = json.loads(path_of(name).read_text("utf-8"))["en"]["body"]

    assert "Page 1 of 1 · 0 " not in body
