"""What is told no more is let go of: nothing of it leaves any more, and its card says what is true."""

from dataclasses import replace

from bot.alerts.cards.alert import card_of
from bot.alerts.ending import released
from bot.alerts.incident import Incident
from bot.alerts.memory import Memory, Outgoing, Situation
from tests.cards.alerting import KEY, SUBSCRIPTION, incident, situation
from tests.cards.organisation import ARCHIVE, MARKETING, NOW

NEWER = "newer"


def without_marketing(space_id: str) -> bool:
    return space_id != MARKETING.id


def memory_of(*shown: Incident, **changed: object) -> Memory:
    return replace(situation(*shown).memory, **changed)  # type: ignore[arg-type] # members of it


def text_of(memory: Memory, key: str) -> str:
    chosen = replace(SUBSCRIPTION, spaces=frozenset({ARCHIVE.id}))
    return card_of(Situation(chosen, memory, NOW), key).template


def test_what_is_still_told_stays_as_it_was() -> None:
    memory = memory_of(incident(ARCHIVE))

    assert released(memory, without_marketing, NOW) is memory


def test_a_card_of_its_own_says_that_alerts_have_ended() -> None:
    after = released(memory_of(incident()), without_marketing, NOW)

    assert after.incidents == {}
    assert after.edits == (KEY,)
    assert text_of(after, KEY) == "alert_closed"
    assert after.wakes() is None


def test_on_a_card_of_others_only_its_row_says_so() -> None:
    after = released(memory_of(incident(), incident(ARCHIVE)), without_marketing, NOW)
    card = card_of(Situation(SUBSCRIPTION, after, NOW), KEY)

    assert set(after.incidents) == {ARCHIVE.id}
    assert [row["state"] for row in card.data["rows"]] == ["full", "released"]  # type: ignore[attr-defined] # rows
    assert (card.data["still"], card.data["released"], card.data["total"]) == (1, 1, 2)


def test_a_message_that_waits_is_dropped_and_the_card_that_stands_says_so() -> None:
    waits = Outgoing("fresh", NEWER, (MARKETING.id,), (KEY,))
    memory = memory_of(
        incident(card=NEWER), cards={NEWER: (MARKETING.id,)}, parcels=(waits,), edits=(KEY,)
    )
    after = released(memory, without_marketing, NOW)

    assert after.parcels == ()
    assert after.edits == (KEY,)
    assert text_of(after, KEY) == "alert_closed"


def test_a_reminder_of_others_too_goes_on_without_it() -> None:
    waits = Outgoing("reminder", "r", (MARKETING.id, ARCHIVE.id))
    memory = memory_of(incident(), incident(ARCHIVE), parcels=(waits,))

    assert released(memory, without_marketing, NOW).parcels == (
        replace(waits, subjects=(ARCHIVE.id,)),
    )


def test_a_card_goes_on_to_say_how_it_ended_when_another_stands_for_the_same_space() -> None:
    """Also before that other one has left, as in quiet hours."""
    ended = released(memory_of(incident()), without_marketing, NOW)
    again = replace(ended, incidents={MARKETING.id: incident(card="", opened=NOW + 1)})

    assert [each.released for each in again.on_card(KEY)] == [True]
