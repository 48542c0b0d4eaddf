"""What is offered has a button in people's words, which fits on it."""

from bot.dispatch.labels import LABELS
from bot.i18n import LOCALES, read_texts
from bot.routing import Routes
from handlers import ROUTERS
from tests.catalogue import TEMPLATES
from tests.sweeping import sweep

BUTTON_BYTES = 24


def test_every_command_is_called_something_that_fits() -> None:
    routes = {route.words: route for route in Routes(ROUTERS)}

    assert LABELS.keys() <= routes.keys()
    for words in routes.keys() - LABELS.keys():
        for language in LOCALES:
            assert len(routes[words].called(language).encode()) <= BUTTON_BYTES, words


@sweep("language", LOCALES)
@sweep("words", LABELS)
def test_it_fits_on_a_button(language: str, words: str) -> None:
    texts = read_texts(TEMPLATES, "Asia/Shanghai")[language]
    said = texts.translations.gettext(LABELS[words])

    assert 0 < len(said.encode()) <= BUTTON_BYTES


@sweep("language", LOCALES)
def test_no_two_are_the_same(language: str) -> None:
    texts = read_texts(TEMPLATES, "Asia/Shanghai")[language]
    said = [texts.translations.gettext(each) for each in LABELS.values()]

    assert len(set(said)) == len(said)
