"""The table by which sentences are read is made of the sentences that are kept."""

import pytest

from bot.reading import table
from bot.reading.cautions import SPOKEN
from bot.routing import Routes
from handlers import ROUTERS
from tests.phrases import learning
from tests.phrases.rows import seen
from tests.texts import STALE


def test_the_table_is_made_of_the_sentences_and_words_that_there_are() -> None:
    assert table.learnt().made_of == learning.fingerprint(), STALE


def test_it_is_small() -> None:
    assert table.FILE.stat().st_size < 1_000_000


def test_the_same_sentences_make_the_same_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning, "ROUNDS", 5)
    spaces, rows = seen()

    assert learning.made(rows[::40], spaces) == learning.made(rows[::40], spaces)


def test_every_command_can_be_wanted() -> None:
    wanted = {label.partition("|")[0] for label in table.learnt().labels}

    assert wanted == {route.words for route in Routes(ROUTERS)} | {"none", SPOKEN}
