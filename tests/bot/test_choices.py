"""A word that is none of a few is answered with those few, in the language that is spoken."""

import pytest

from bot.errors import BadArgument
from bot.i18n import LOCALES, read_texts
from bot.language import Choice
from bot.routing import Routes
from handlers import ROUTERS
from tests.catalogue import TEMPLATES

TEXTS = read_texts(TEMPLATES, "UTC")


CHOICES = [part for route in Routes(ROUTERS) for part in route.takes if isinstance(part, Choice)]


def test_there_are_choices() -> None:
    assert {part.name for part in CHOICES} == {"language", "part", "topic"}


@pytest.mark.parametrize("part", CHOICES, ids=lambda part: part.name)
def test_what_is_no_choice_is_told_all_of_them(part: Choice) -> None:
    with pytest.raises(BadArgument) as bad:
        part.read("abc")

    assert bad.value.data()["choices"] == part.options


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("part", CHOICES, ids=lambda part: part.name)
def test_each_choice_is_understood_as_it_is_shown(part: Choice, language: str) -> None:
    for option in part.options:
        assert part.read(TEXTS[language].say(option)) == option
