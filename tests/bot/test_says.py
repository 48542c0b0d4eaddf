"""Every button has a command that does the same, since a card may be shown as text."""

import re
from collections.abc import Iterator

import pytest

from bot.alerts.actions import PressSample
from bot.language import is_no, is_yes
from bot.routing import Routes
from bot.sessions import Cancel
from handlers import ROUTERS
from tests.cards.alerting import ALERTING

ROUTES = Routes(ROUTERS)
BUTTONS = [
    *(route.kind for router in ROUTERS for route in router.actions),
    *(route.kind for router in ROUTERS for route in router.fasts),
]
UNSAID = {PressSample}
"""Does nothing, and says so."""


def test_every_button_has_a_command() -> None:
    assert {kind for kind in BUTTONS if not hasattr(kind, "says")} == UNSAID


def made() -> Iterator[object]:
    """The buttons of the cards that are drawn from what stands."""
    for card in ALERTING.values():
        yield from (each for each in card.actions.values() if hasattr(each, "says"))
    yield Cancel()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_a_button_of_an_alert_says_is_a_command(language: str) -> None:
    kinds = set()
    for action in made():
        said = action.says(language)  # type: ignore[attr-defined]  # those alone
        kinds.add(type(action).__name__)
        assert ROUTES.find(said) or is_yes(said) or is_no(said), said
        assert bool(re.search("[一-鿿]", said)) == (language == "zh"), said
    assert kinds >= {"SeeToIt", "Take", "Snooze", "AskForRoom", "ShowTrend", "OfferSoftQuota"}
