"""Incidents with the newest numbers, to be shown and not to be kept."""

from dataclasses import replace

from bot.alerts.cards.alert import card_of
from bot.alerts.newest_numbers import renewed
from bot.quota.observations.model import Observation
from bot.quota.samples import ORGANISATION, Sample
from tests.cards.alerting import KEY, incident, situation, whole
from tests.cards.organisation import GB, MARKETING, NOW

ID = MARKETING.id


def seen(
    used: int, at: int = NOW, quota: int | None = 500 * GB, name: str = "Sales"
) -> Observation:
    return Observation(ID, name, Sample(at, used * GB, quota), 0)


def test_newer_numbers_come_with_the_name_of_their_time() -> None:
    shown = renewed(situation(incident()), {ID: seen(480)}, {})

    (each,) = shown.memory.incidents.values()
    assert (each.sample, each.limit) == (seen(480).sample, 500 * GB)
    card = card_of(shown, KEY)
    assert (card.data["name"], card.data["ratio"], card.data["at"]) == ("Sales", 0.96, NOW)


def test_older_numbers_change_nothing() -> None:
    before = situation(incident())

    assert renewed(before, {ID: seen(480, at=1)}, {}).memory.incidents == before.memory.incidents
    assert renewed(before, {}, {}).memory.incidents == before.memory.incidents


def test_another_limit_counts_and_a_soft_one_stays() -> None:
    smaller = renewed(situation(incident()), {ID: seen(480, quota=400 * GB)}, {})
    soft = incident(limit=60 * GB, sample=Sample(1, 55 * GB, None))
    kept = renewed(situation(soft), {ID: seen(57, quota=None)}, {})
    unsaid = Sample(NOW, 480 * GB, None, quota_known=False)
    unknown = renewed(situation(incident()), {ID: replace(seen(480), sample=unsaid)}, {})

    limits = [each.memory.incidents[ID].limit for each in (smaller, kept, unknown)]
    assert limits == [400 * GB, 60 * GB, MARKETING.quota]
    assert card_of(smaller, KEY).data["state"] == "over"


def test_what_is_gone_is_closed_and_cannot_be_taken() -> None:
    shown = renewed(situation(incident()), {}, {ID: NOW})

    card = card_of(shown, KEY)
    assert shown.memory.incidents == {}
    assert (card.data["state"], card.actions) == ("gone", {})


def test_what_was_gone_before_it_opened_or_is_back_stands() -> None:
    before = situation(incident(opened=NOW))

    assert ID in renewed(before, {}, {ID: NOW - 1}).memory.incidents
    assert ID in renewed(before, {ID: seen(480)}, {ID: NOW + 1}).memory.incidents


def test_the_organisation_has_no_name_and_the_newest_numbers() -> None:
    whole_seen = Observation(ORGANISATION, "", Sample(NOW, 1900 * GB, 2048 * GB), 0)

    shown = renewed(situation(whole(1700 * GB)), {ORGANISATION: whole_seen}, {})

    assert shown.memory.incidents[ORGANISATION].sample == whole_seen.sample
    assert ORGANISATION not in shown.memory.names
