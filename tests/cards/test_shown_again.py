"""A question that is shown again is the very card that asked it."""

from dataclasses import replace

import pytest

from bot.app import TEMPLATES
from bot.cards import Card, Cards
from bot.delivery import Record
from bot.dispatch.shown_again import SHOWN_AGAIN, as_it_stands
from bot.messages import Conversation
from bot.sessions import Cancel
from bot.tagged_union import TaggedUnion
from tests.cards.examples import EXAMPLES

CARDS = Cards(TEMPLATES)
TYPES = TaggedUnion([Cancel])
ASKING = {
    name: card
    for name, card in EXAMPLES.items()
    if "cancel" in card.actions and card.template != SHOWN_AGAIN
}


def _record(card: Card, language: str) -> Record:
    shown = CARDS.render(card, language, now=0)
    here = Conversation("c", "single")
    record = Record("card", here, "p", "u", language, "turn", 3, shown)
    cancel = TYPES.dump(Cancel())
    actions = {record.id_of(index): cancel for index, _ in enumerate(shown.buttons)}
    return replace(record, actions=actions)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_whatever_asks_is_shown_again_as_it_stands(language: str) -> None:
    for name, card in ASKING.items():
        asked = _record(card, language)
        again = as_it_stands(Card(SHOWN_AGAIN, {"which": False}), asked, TYPES)
        drawn = CARDS.render(again, language, now=0)
        twice = as_it_stands(Card(SHOWN_AGAIN, {"which": False}), _record(again, language), TYPES)

        assert drawn.title == asked.shown.title, name
        assert drawn.body.endswith(asked.shown.body), name
        assert drawn.buttons == asked.shown.buttons, name
        assert set(again.actions) == {each.action for each in drawn.buttons}, name
        assert CARDS.render(twice, language, now=0).body == drawn.body, name
    assert len(ASKING) > 20
