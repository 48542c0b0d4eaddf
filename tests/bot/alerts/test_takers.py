"""Who takes care of a space, known wherever it is told of."""

from dataclasses import replace

from bot.alerts.incident import Actor, Taken
from bot.alerts.takers import takers, told_who
from tests.cards.alerting import FANG, KEY, LEI, incident, standing
from tests.cards.organisation import ARCHIVE, MARKETING, NOW

EARLIER, NOW_TAKEN = Taken(FANG, NOW - 2), Taken(LEI, NOW - 1)
ID = MARKETING.id


def test_of_two_conversations_the_later_taker_counts_and_ones_own_does_not() -> None:
    states = {
        "a": standing(incident(taken=EARLIER)).state,
        "b": standing(incident(taken=NOW_TAKEN), incident(ARCHIVE)).state,
    }

    assert takers(states, {ID, ARCHIVE.id}) == {ID: NOW_TAKEN}
    assert takers(states, {ID}, but="b") == {ID: EARLIER}
    assert takers(states, {"another"}) == {}


def test_who_took_it_where_it_stands_in_several_conversations_is_one() -> None:
    known = {name: standing(incident(taken=EARLIER)).state for name in "abc"}

    assert takers(known, {ID}) == {ID: EARLIER}


def test_another_conversation_is_told_and_its_card_painted() -> None:
    after = told_who(standing(incident(), incident(ARCHIVE)), {ID: NOW_TAKEN})

    assert after.incidents[ID].taken == replace(NOW_TAKEN, elsewhere=True)
    assert after.incidents[ARCHIVE.id].taken is None
    assert after.edits == (KEY,)


def test_what_was_taken_there_later_or_is_not_open_stays() -> None:
    later = standing(incident(taken=Taken(Actor("x", "X"), NOW)))

    assert told_who(later, {ID: NOW_TAKEN}) == later.state
    assert told_who(standing(), {ID: NOW_TAKEN}) == standing().state
    same = standing(incident(taken=EARLIER))
    assert told_who(same, {ID: Taken(FANG, NOW)}) == same.state
