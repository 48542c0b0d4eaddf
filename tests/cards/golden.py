"""The golden renders: every example in both languages, as plain JSON beside this file.

``make texts`` draws them anew; the difference is then read like code.
"""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.cards import Cards
from bot.i18n import LOCALES
from tests.cards.examples import EXAMPLES, FIRST_CONTACT
from tests.cards.organisation import NOW
from tests.catalogue import TEMPLATES

FOLDER = Path(__file__).parent


def drawn(cards: Cards, name: str) -> dict[str, Any]:
    """Draw one example in every language."""
    welcome = name in FIRST_CONTACT
    return {
        language: asdict(cards.render(EXAMPLES[name], language, now=NOW, welcome=welcome))
        for language in LOCALES
    }


def as_text(faces: dict[str, Any]) -> str:
    """Write faces as they stand in a golden file."""
    return json.dumps(faces, ensure_ascii=False, indent=2) + "\n"


def path_of(name: str) -> Path:
    return FOLDER / f"{name}.json"


def draw_all() -> None:
    """Draw every golden file anew, and drop those without an example."""
    cards = Cards(TEMPLATES)
    faces = {name: as_text(drawn(cards, name)) for name in EXAMPLES}
    for old in FOLDER.glob("*.json"):
        old.unlink()
    for name, text in faces.items():
        path_of(name).write_text(text, "utf-8")


def without_example() -> set[str]:
    """Name the cards that no example shows."""
    cards = {path.name.removesuffix(".json.j2") for path in TEMPLATES.glob("*.json.j2")}
    return cards - {card.template for card in EXAMPLES.values()}
