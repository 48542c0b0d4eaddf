"""Who takes care of a space, known wherever it is told of."""

from dataclasses import replace

from bot.alerts.incident import Actor, Taken
from bot.alerts.takers import takers, with_takers
from tests.cards.alerting import FANG, KEY, LEI, incident, situation
from tests.cards.organisation import ARCHIVE, MARKETING, NOW

EARLIER, NOW_TAKEN = Taken(FANG, NOW - 2), Taken(LEI, NOW - 1)
ID = MARKETING.id


def test_of_two_conversations_the_later_taker_counts_and_ones_own_does_not() -> None:
    memories = {
        "a": situation(incident(taken=EARLIER)).memory,
        "b": situation(incident(taken=NOW_TAKEN), incident(ARCHIVE)).memory,
    }

    assert takers(memories, {ID, ARCHIVE.id}) == {ID: NOW_TAKEN}
    assert takers(memories, {ID}, but="b") == {ID: EARLIER}
    assert takers(memories, {"another"}) == {}


def test_who_took_it_where_it_stands_in_several_conversations_is_one() -> None:
    known = {name: situation(incident(taken=EARLIER)).memory for name in "abc"}

    assert takers(known, {ID}) == {ID: EARLIER}


def test_another_conversation_is_told_and_its_card_painted() -> None:
    after = with_takers(situation(incident(), incident(ARCHIVE)), {ID: NOW_TAKEN})

    assert after.incidents[ID].taken == replace(NOW_TAKEN, elsewhere=True)
    assert after.incidents[ARCHIVE.id].taken is None
    assert after.edits == (KEY,)


def test_what_was_taken_there_later_or_is_not_open_stays() -> None:
    later = situation(incident(taken=Taken(Actor("x", "X"), NOW)))

    assert with_takers(later, {ID: NOW_TAKEN}) == later.memory
    assert with_takers(situation(), {ID: NOW_TAKEN}) == situation().memory
    same = situation(incident(taken=EARLIER))
    assert with_takers(same, {ID: Taken(FANG, NOW)}) == same.memory
