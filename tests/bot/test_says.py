"""Every button has a command that does the same, since a card may be shown as text."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.alerts.arguments import SnoozeTime
from bot.alerts.cards.actions import PressSample, SnoozeFor
from bot.app import TEMPLATES
from bot.cards import Cards
from bot.language import is_no, is_yes
from bot.routing import Routes
from bot.sessions import Cancel
from handlers import ROUTERS
from tests.cards.alerting import ALERTING
from tests.cards.organisation import NOW

ROUTES = Routes(ROUTERS)
BUTTONS = [
    *(route.kind for router in ROUTERS for route in router.actions),
    *(route.kind for router in ROUTERS for route in router.fasts),
]
UNTIL = SnoozeTime("until")
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
        words = said.replace(getattr(action, "which", ""), "")
        assert bool(re.search("[一-鿿]", words)) == (language == "zh"), said
    assert kinds >= {"SeeToIt", "Take", "Later", "SnoozeFor", "ChooseOne", "AskForRoom"}
    assert kinds >= {"ShowTrend", "AlertPage", "SetSoftQuota"}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_a_snooze_button_is_called_is_an_answer(language: str) -> None:
    """Who reads the card as text may type that."""
    cards = Cards(TEMPLATES)
    labels = {
        button.label: action
        for card in ALERTING.values()
        for button in cards.render(card, language, now=NOW).buttons
        if isinstance(action := card.actions[button.action], SnoozeFor)
    }
    assert {each.until for each in labels.values()} == {"hour", "morning", "level", "off"}
    for label, action in labels.items():
        # A level that is named is one of some space; the next one may be another's.
        if not any(each.isdigit() for each in label.removeprefix("1")):
            assert snoozed(label) == snoozed(_time_of(action, language)), label


def snoozed(said: str) -> object:
    return UNTIL.alone(said) or UNTIL.meaning(said)


def _time_of(action: SnoozeFor, language: str) -> str:
    """The time in the command that a button says."""
    return (
        replace(action, which="")
        .says(language)
        .removeprefix("alert snooze")
        .removeprefix("稍后提醒")
    )
