"""An alert offers what can be done about it, and nothing that could only refuse."""

from dataclasses import replace

from bot.alerts.cards.actions import ChooseOne
from bot.alerts.cards.alert import PAGE, card_of
from bot.alerts.incident import Requested, Taken
from tests.bot.alerts.cards.test_alert import ANN, BOB, many, used
from tests.cards.alerting import ALERTING, KEY, incident, situation
from tests.cards.organisation import ARCHIVE, NOW
from tests.sweeping import sweep

SHARED_CARDS = {"alert", "alerts"}


def test_a_button_that_could_only_refuse_is_not_offered() -> None:
    """A space's trend is behind what fills it, nobody asked twice, nothing taken from two at once."""
    asked = incident(asked=Requested(ANN, NOW))
    given_up = incident(asked=Requested(ANN, NOW, sent=False))
    theirs = [
        replace(each, taken=Taken(by, NOW)) for each, by in zip(many(2), (ANN, BOB), strict=True)
    ]

    assert card_of(situation(asked), KEY).actions.keys() == {"take", "later", "fills"}
    assert "room" in card_of(situation(given_up), KEY).actions
    assert "trend" not in card_of(situation(asked, pictures={KEY: "@picture"}), KEY).actions
    assert card_of(situation(*theirs), KEY).actions.keys() == {"later", "choose", "room"}
    assert "room" in card_of(situation(asked, incident(ARCHIVE)), KEY).actions


@sweep("name", [each for each, card in ALERTING.items() if card.template in SHARED_CARDS])
def test_an_alert_card_has_at_most_four_buttons_beside_its_pages(name: str) -> None:
    assert len(ALERTING[name].actions.keys() - {"next", "previous"}) <= 4


def test_one_of_several_can_be_chosen_and_the_last_one_needs_not() -> None:
    card = card_of(situation(*many(PAGE + 1)), KEY, 2)
    last = card_of(situation(used(90), used(60, subject="over", closed=NOW)), KEY)

    assert card.actions["choose"] == ChooseOne(KEY, 2)
    assert (last.template, "choose" in last.actions) == ("alerts", False)
