"""What is said at once in one conversation."""

from dataclasses import replace
from random import Random

import pytest

from bot.alerts.evaluation import Escalation, Fresh, Gathered, Reminder, gather, page
from bot.alerts.incident import Incident
from bot.alerts.incident_steps import Step, begin, hear, pass_time, take
from bot.quota.crossings import Crossed, Worse
from bot.quota.limits import Percent
from bot.quota.samples import Sample
from bot.times.spans import DAY
from tests.bot.alerts.test_hours import at
from tests.bot.alerts.test_incident import (
    ALWAYS,
    ANN,
    BOB,
    GIB,
    LIMIT,
    NIGHTS,
    TUESDAY,
    crossed,
    fell,
    worse,
)
from tests.sweeping import sweep


def opened(count: int, percent: int = 80) -> list[Step]:
    return [begin(f"s{number}", crossed(percent), ALWAYS, TUESDAY) for number in range(count)]


def on_one_card(count: int = 5) -> tuple[Incident, ...]:
    """Incidents that one card speaks of."""
    return gather(opened(count)).incidents


def subjects(incidents: tuple[Incident, ...]) -> list[str]:
    return [each.subject for each in incidents]


@sweep("count", [0, 1, 3])
def test_up_to_three_have_cards_of_their_own(count: int) -> None:
    gathered = gather(opened(count))

    assert [type(each) for each in gathered.notifications] == [Fresh] * count
    assert [each.key for each in gathered.notifications] == [
        each.card for each in gathered.incidents
    ]
    assert gathered.edits == ()


@pytest.mark.parametrize("count", [4, 500])
def test_more_make_one_card_that_names_all(count: int) -> None:
    gathered = gather(opened(count))

    [card] = gathered.notifications
    assert sorted(subjects(card.incidents)) == sorted(f"s{number}" for number in range(count))
    assert {each.card for each in gathered.incidents} == {card.key}
    assert card.incidents == gathered.incidents


def test_what_a_night_has_held_back_is_one_card_in_the_morning() -> None:
    night, morning = at("2026-11-24 23:00"), at("2026-11-25 08:00")
    held = [begin(f"s{number}", crossed(80), NIGHTS, night).incident for number in range(9)]

    gathered = gather([pass_time(each, NIGHTS, morning) for each in held])

    [card] = gathered.notifications
    assert len(card.incidents) == 9


def test_the_order_of_steps_does_not_matter() -> None:
    steps = [*opened(5), *(begin(f"f{n}", crossed(100), ALWAYS, TUESDAY) for n in range(2))]
    expected = gather(steps)

    for seed in range(5):
        Random(seed).shuffle(steps)  # noqa: S311 - no secrets here
        assert gather(steps) == expected


def test_the_worst_come_first() -> None:
    steps = [begin(f"s{each}", crossed(each), ALWAYS, TUESDAY) for each in (80, 100, 95)]

    assert subjects(gather(steps).incidents) == ["s100", "s95", "s80"]
    incidents = [step.incident for step in steps]
    assert subjects(page(incidents, 1, 2)) == ["s100", "s95"]
    assert subjects(page(incidents, 2, 2)) == ["s80"]
    assert page(incidents, 3, 2) == ()


def test_one_of_many_that_gets_worse_leaves_their_card_which_stays() -> None:
    first, *others = on_one_card()

    gathered = gather([hear(first, worse(90, 80), ALWAYS, TUESDAY)], others)

    [card] = gathered.notifications
    assert isinstance(card, Fresh)
    assert card.replaces == ()
    assert gathered.edits == (first.card,)


def test_a_card_that_nobody_stands_on_any_more_gives_way() -> None:
    incidents = on_one_card()
    old = incidents[0].card

    gathered = gather([hear(each, worse(90, 80), ALWAYS, TUESDAY) for each in incidents])

    [card] = gathered.notifications
    assert isinstance(card, Fresh)
    assert card.replaces == (old,)
    assert card.key != old
    assert gathered.edits == ()


def test_a_card_of_ones_own_gives_way_to_the_next() -> None:
    [step] = opened(1)

    [card] = gather([hear(step.incident, worse(90, 80), ALWAYS, TUESDAY)]).notifications
    assert isinstance(card, Fresh)
    assert card.replaces == (step.incident.card,)


def test_many_that_are_over_edit_their_card_once() -> None:
    incidents = on_one_card()

    gathered = gather([hear(each, fell(80), ALWAYS, TUESDAY) for each in incidents])

    assert (gathered.notifications, gathered.edits) == ((), (incidents[0].card,))


def test_everybody_is_reminded_once_of_all_that_is_theirs() -> None:
    incidents = on_one_card(6)
    for by, some in ((ANN, incidents[:3]), (BOB, incidents[3:4])):
        taken = [take(each, by, ALWAYS, TUESDAY).incident for each in some]
        incidents = (*incidents[len(taken) :], *taken)

    gathered = gather([pass_time(each, ALWAYS, TUESDAY + DAY) for each in incidents])

    reminders = [each for each in gathered.notifications if isinstance(each, Reminder)]
    assert {each.whom: len(each.incidents) for each in reminders} == {None: 2, ANN: 3, BOB: 1}
    assert len({each.key for each in reminders}) == len(gathered.notifications) == 3
    assert gathered.edits == (incidents[0].card,)


def test_many_escalations_are_one() -> None:
    def escalated(count: int) -> Gathered:
        reminded = [
            replace(pass_time(step.incident, ALWAYS, TUESDAY + DAY).incident, due=TUESDAY + DAY)
            for step in opened(count)
        ]
        return gather([pass_time(each, ALWAYS, TUESDAY + DAY) for each in reminded])

    [one] = escalated(7).notifications
    assert isinstance(one, Escalation)
    assert len(one.incidents) == 7
    assert [type(each) for each in escalated(2).notifications] == [Escalation] * 2


def test_what_gets_worse_comes_before_reminders() -> None:
    [quiet, rising] = [step.incident for step in opened(2)]
    later = TUESDAY + DAY
    rise = Worse(Percent(90), Sample(later, 91 * GIB, LIMIT), LIMIT, None, Percent(80))

    gathered = gather([pass_time(quiet, ALWAYS, later), hear(rising, rise, ALWAYS, later)])

    assert [type(each) for each in gathered.notifications] == [Fresh, Reminder]


def test_a_card_that_is_sent_afresh_is_not_edited_besides() -> None:
    again = Crossed(Percent(80), Sample(TUESDAY, 80 * GIB, LIMIT), LIMIT, None)
    [step] = opened(1)
    edited = hear(step.incident, again, ALWAYS, TUESDAY)

    both = gather([Step(step.incident, (*step.do, *edited.do))])

    assert (len(both.notifications), both.edits) == (1, ())
