"""Help explains every command there is, in both languages."""

import re

import pytest

from bot.cards import Card, Cards
from bot.i18n import LOCALES, read_texts
from tests.cards.helping import FOR_ADMINS, ROUTES
from tests.cards.organisation import NOW
from tests.catalogue import TEMPLATES
from tests.sweeping import sweep

CARDS = Cards(TEMPLATES)
TEXTS = read_texts(TEMPLATES, "UTC")


def explained(card: Card, language: str) -> list[tuple[str, str]]:
    """The commands on a page of help, those that a newcomer's greeting leaves room for."""
    body = CARDS.render(card, language, now=NOW, welcome=True).body
    lines = [line.replace("*", "") for line in body.splitlines()]
    say = TEXTS[language].say
    rows: list[tuple[str, str]] = card.data["commands"]  # type: ignore[assignment]  # of help
    return [
        row
        for row in rows
        if any(each.startswith(words(say(row[0]))) and say(row[1]) in each for each in lines)
    ]


def words(usage: str) -> str:
    return re.split(r" ?[<\[|]", usage)[0]


@pytest.mark.parametrize("language", LOCALES)
def test_every_command_is_explained_in_help(language: str) -> None:
    found = [row for card in FOR_ADMINS.values() for row in explained(card, language)]

    assert sorted(found) == sorted((route.usage, route.help) for route in ROUTES)


@sweep("name", FOR_ADMINS)
@sweep("language", LOCALES)
def test_nothing_is_cut_short_in_help(name: str, language: str) -> None:
    assert "…" not in CARDS.render(FOR_ADMINS[name], language, now=NOW, welcome=True).body
