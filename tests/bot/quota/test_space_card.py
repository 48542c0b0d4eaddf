"""The card of one space, from what is known of it."""

from dataclasses import replace

import pytest

from bot.drive.spaces import Space
from bot.quota.card_lists import ranked, space_of
from bot.quota.crossings import OpenLevel, RuleState
from bot.quota.forecast import Forecast, FullDate
from bot.quota.limits import Free, Limits, Percent
from bot.quota.observations.model import Observation
from bot.quota.outlook import Outlook
from bot.quota.pace import Pace
from bot.quota.plan import Note, Why
from bot.quota.progress import Progress
from bot.quota.samples import Sample
from bot.quota.space_card import Subscribers, allowance, growth, space_card
from bot.times.spans import DAY, HOUR
from tests.sweeping import sweep

GB = 1 << 30
NOW = 20_000 * DAY
SPACE = Space("1", "Marketing", "org", 80 * GB, 100 * GB)
SEEN = Observation("1", "Marketing", Sample(NOW - HOUR, 70 * GB, 100 * GB), NOW - 30 * DAY)
OUTLOOK = Outlook(SEEN, Limits(), None, NOW + HOUR, Why.LEVEL)


def drawn(
    outlook: Outlook | None = OUTLOOK, space: Space = SPACE, at: int = NOW
) -> dict[str, object]:
    limits = outlook.limits if outlook else Limits()
    card = space_card(
        space, at, limits, outlook, Progress(), watched=True, subscribers=Subscribers(), now=NOW
    )
    assert card.template == "quota_space"
    return dict(card.data)


def reached(data: dict[str, object]) -> list[bool]:
    levels = data["levels"]
    assert isinstance(levels, list)
    return [level["reached"] for level in levels]


def test_the_newest_numbers_are_shown_with_their_age() -> None:
    of_list = drawn()
    of_watch = drawn(at=NOW - DAY)

    assert (of_list["used"], of_list["at"]) == (80 * GB, NOW)
    assert (of_watch["used"], of_watch["at"]) == (70 * GB, NOW - HOUR)


def test_a_level_is_reached_by_the_numbers_or_because_it_was_told() -> None:
    told = replace(SEEN, known=RuleState(told=(OpenLevel(Percent(90), NOW - HOUR),)))
    little_below = replace(SPACE, used=88 * GB)

    assert reached(drawn()) == [True, False, False, False]
    assert reached(drawn(at=0)) == [False] * 4
    assert reached(drawn(replace(OUTLOOK, seen=told), little_below)) == [True, True, False, False]


def test_old_levels_are_not_reached_by_numbers_far_below_them() -> None:
    told = replace(
        SEEN, known=RuleState(told=(OpenLevel(Percent(80), NOW), OpenLevel(Percent(95), NOW)))
    )

    data = drawn(replace(OUTLOOK, seen=told), replace(SPACE, used=50 * GB))

    assert reached(data) == [False] * 4


def test_levels_of_free_room_are_levels_too() -> None:
    limits = Limits(levels=(Free(20 * GB), Free(10 * GB)))

    data = drawn(replace(OUTLOOK, limits=limits))

    assert data["levels"] == [
        {"percent": None, "free": 20 * GB, "reached": True},
        {"percent": None, "free": 10 * GB, "reached": False},
    ]


def test_what_is_too_small_has_no_levels() -> None:
    data = drawn(space=replace(SPACE, quota=GB // 20, used=GB // 20))

    assert (data["tiny"], data["levels"]) == (True, [])


def test_a_soft_quota_counts_where_dingtalk_has_none() -> None:
    soft = replace(OUTLOOK, limits=Limits(soft_quota=100 * GB))

    free = drawn(soft, replace(SPACE, quota=None))
    bound = drawn(soft)

    assert (free["quota"], free["soft"], free["unused"], free["ratio"]) == (
        100 * GB,
        True,
        None,
        0.8,
    )
    assert (bound["soft"], bound["unused"]) == (False, 100 * GB)


def test_before_the_first_look_nothing_is_foreseen() -> None:
    data = drawn(None)

    assert (data["growth"], data["levels"], data["next"]) == (None, [], None)


@sweep(
    ("at", "shown"), [(NOW + HOUR, NOW + HOUR), (NOW - HOUR, NOW - HOUR), (NOW + 99 * DAY, None)]
)
def test_a_look_too_far_ahead_is_none(at: int, shown: int | None) -> None:
    assert drawn(replace(OUTLOOK, next_look=at))["next"] == shown


def test_without_an_operator_no_look_is_to_come() -> None:
    data = drawn(replace(OUTLOOK, next_look=None, why=None))

    assert (data["next"], data["why"]) == (None, "")


@pytest.mark.parametrize(("days", "history"), [(6, "short"), (8, "flat")])
def test_no_rate_says_why(days: int, history: str) -> None:
    outlook = replace(OUTLOOK, seen=replace(SEEN, first=NOW - days * DAY))

    assert growth(outlook, NOW) == {"history": history, "rate": None, "full": None}


@sweep("foreseen", [None, Forecast(3.0, 2.0, 4.0)])
def test_a_card_and_a_list_say_one_growth(foreseen: Forecast | None) -> None:
    seen = replace(SEEN, pace=Pace(days=2.0, looks=4.0, grown=9.0, rough=1.0))

    on_card = growth(replace(OUTLOOK, seen=seen, forecast=foreseen), NOW)
    in_list = ranked(space_of(seen), seen, OUTLOOK.limits)

    assert on_card is not None
    assert on_card["rate"] == in_list.rate == in_list.row(with_rate=True)["rate"] == 4.5
    if foreseen is not None:
        assert (on_card["slowest"], on_card["fastest"]) == (2.0, 4.5)


def test_a_rate_may_come_without_a_date() -> None:
    foreseen = Forecast(3.0, 2.0, 4.0)
    dated = replace(foreseen, full=FullDate(likely=5, earliest=4, latest=7))

    assert growth(replace(OUTLOOK, forecast=foreseen), NOW) == {
        "history": "enough",
        "rate": 3.0,
        "slowest": 2.0,
        "fastest": 4.0,
        "full": None,
    }
    shown = growth(replace(OUTLOOK, forecast=dated), NOW)
    assert shown is not None
    assert shown["full"] == {"likely": 5, "earliest": 4, "latest": 7}


def test_a_short_allowance_is_told_while_somebody_watches() -> None:
    short = Progress(note=Note.FEWER_SWEEPS, every=2)

    assert allowance(short, watched=True) == {"note": "fewer sweeps", "every": 2}
    assert allowance(short, watched=False)["note"] is None
