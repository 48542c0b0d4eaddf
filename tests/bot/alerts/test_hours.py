"""When people may be disturbed, and how long they have."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from bot.alerts.hours import MONDAY_TO_FRIDAY, NIGHT_ENDS, Hours, Quiet
from bot.times.spans import DAY, HOUR, MINUTE
from tests.sweeping import sweep

CHINA = "Asia/Shanghai"
NIGHT = Quiet(time(22), time(8))
LUNCH = Quiet(time(12), time(13, 30))
ZONES = (CHINA, "Europe/Berlin", "America/Havana", "Asia/Beirut", "Australia/Lord_Howe", "UTC")
"""Clocks change at two and at midnight, by an hour and by half of one, and not at all."""


def at(text: str, zone: str = CHINA) -> int:
    """A moment, by the clocks of a zone."""
    return round(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp() * 1000)


def local(moment: int, zone: str = CHINA) -> str:
    return datetime.fromtimestamp(moment / 1000, ZoneInfo(zone)).isoformat(" ", "minutes")[:16]


@sweep(
    ("quiet", "now", "heard"),
    [
        (None, "2026-11-24 03:00", "2026-11-24 03:00"),
        (NIGHT, "2026-11-24 21:59", "2026-11-24 21:59"),
        (NIGHT, "2026-11-24 22:00", "2026-11-25 08:00"),
        (NIGHT, "2026-11-25 07:59", "2026-11-25 08:00"),
        (NIGHT, "2026-11-25 08:00", "2026-11-25 08:00"),
        (LUNCH, "2026-11-24 12:00", "2026-11-24 13:30"),
        (LUNCH, "2026-11-24 13:30", "2026-11-24 13:30"),
        (NIGHT, "2026-10-01 10:00", "2026-10-03 08:00"),
        (NIGHT, "2026-09-30 23:00", "2026-10-03 08:00"),
        (None, "2026-10-02 23:59", "2026-10-03 00:00"),
    ],
)
def test_quiet_hours_and_holidays_end_in_the_morning_after(
    quiet: Quiet | None, now: str, heard: str
) -> None:
    hours = Hours(CHINA, quiet, frozenset({date(2026, 10, 1), date(2026, 10, 2)}))
    assert local(hours.heard(at(now))) == heard


def test_a_weekend_disturbs_nobody_less_than_a_working_day() -> None:
    saturday = at("2026-11-28 10:00")
    assert Hours(CHINA, NIGHT).heard(saturday) == saturday


@sweep(
    ("now", "morning"),
    [
        ("2026-11-24 15:00", "2026-11-25 09:00"),
        ("2026-11-24 23:59", "2026-11-25 09:00"),
        ("2026-11-25 01:00", "2026-11-25 09:00"),
        ("2026-11-25 04:00", "2026-11-26 09:00"),
        ("2026-12-31 12:00", "2027-01-01 09:00"),
    ],
)
def test_tomorrow_begins_when_the_night_ends(now: str, morning: str) -> None:
    assert local(Hours(CHINA).tomorrow_morning(at(now))) == morning


@sweep(
    ("now", "due"),
    [
        ("2026-11-24 15:00", "2026-11-25 15:00"),
        ("2026-11-27 15:00", "2026-11-30 15:00"),
        ("2026-11-28 11:00", "2026-12-01 00:00"),
        ("2026-09-30 15:00", "2026-10-08 15:00"),
        ("2026-10-09 15:00", "2026-10-10 15:00"),
    ],
)
def test_a_deadline_counts_the_hours_of_working_days(now: str, due: str) -> None:
    """Seven days off, a Saturday worked in exchange: the first week of October, as it is in China."""
    week = frozenset(date(2026, 10, day) for day in range(1, 8))
    hours = Hours(CHINA, holidays=week, worked=frozenset({date(2026, 10, 10)}))
    assert local(hours.after(at(now), DAY)) == due


def test_a_longer_deadline_takes_more_days() -> None:
    assert local(Hours(CHINA).after(at("2026-11-24 15:00"), 5 * DAY)) == "2026-12-01 15:00"
    assert Hours(CHINA).after(at("2026-11-28 15:00"), 0) == at("2026-11-30 00:00")


def test_quiet_hours_follow_the_clocks_when_they_change() -> None:
    hours = Hours("Europe/Berlin", NIGHT)
    for eve, morning, length in (
        ("2026-03-28 22:00", "2026-03-29 08:00", 9),
        ("2026-10-24 22:00", "2026-10-25 08:00", 11),
    ):
        begins = at(eve, hours.zone)
        assert hours.heard(begins) == at(morning, hours.zone)
        assert hours.heard(begins) - begins == length * HOUR


def test_tomorrow_morning_follows_the_clocks_when_they_change() -> None:
    hours = Hours("Europe/Berlin")
    evening = at("2026-03-28 21:00", hours.zone)
    assert hours.tomorrow_morning(evening) == at("2026-03-29 09:00", hours.zone)
    assert hours.tomorrow_morning(evening) - evening == 11 * HOUR


def test_quiet_hours_that_end_in_an_hour_that_is_left_out_or_doubled_end_once() -> None:
    hours = Hours("Europe/Berlin", Quiet(time(1), time(2, 30)))
    left_out = hours.heard(at("2026-03-29 01:30", hours.zone))
    assert local(left_out, hours.zone) == "2026-03-29 03:30"
    doubled = hours.heard(at("2026-10-25 01:30", hours.zone))
    assert doubled == at("2026-10-25 02:30", hours.zone)
    assert hours.heard(doubled + HOUR - MINUTE) == doubled + HOUR - MINUTE


@pytest.mark.parametrize("quiet", [(time(9), time(9)), (time(0), time(0))])
def test_quiet_hours_need_an_end(quiet: tuple[time, time]) -> None:
    with pytest.raises(ValueError, match="end"):
        Quiet(*quiet)


def test_a_morning_is_not_at_night() -> None:
    with pytest.raises(ValueError, match="04:00"):
        Hours(CHINA, morning=time(3, 59))


def test_a_week_needs_work() -> None:
    with pytest.raises(ValueError, match="worked"):
        Hours(CHINA, workdays=frozenset())


moments = st.integers(at("2025-12-01 00:00"), at("2027-02-01 00:00"))
minutes = st.integers(0, 24 * 60 - 1).map(lambda minute: time(minute // 60, minute % 60))
quiets = st.none() | st.tuples(minutes, minutes).filter(lambda pair: pair[0] != pair[1]).map(
    lambda pair: Quiet(*pair)
)
days = st.frozensets(st.dates(date(2025, 12, 1), date(2027, 1, 31)), max_size=40)
hours_of_any = st.builds(
    Hours,
    st.sampled_from(ZONES),
    quiets,
    days,
    days,
    st.frozensets(st.integers(0, 6), min_size=1),
    minutes.filter(lambda morning: morning >= NIGHT_ENDS),
)


@given(hours_of_any, moments)
def test_what_is_heard_is_heard_at_once_and_nothing_is_heard_before_its_time(
    hours: Hours, now: int
) -> None:
    heard = hours.heard(now)
    assert heard >= now
    assert hours.heard(heard) == heard
    assert hours.heard(heard - 1) in {heard - 1, heard}


@given(hours_of_any, moments)
@example(Hours("America/Havana"), at("2026-03-07 12:00", "America/Havana"))
def test_tomorrow_morning_comes_within_two_days(hours: Hours, now: int) -> None:
    assert 0 < hours.tomorrow_morning(now) - now <= 47 * HOUR


@given(hours_of_any, moments, st.integers(0, 10 * DAY), st.integers(0, 10 * DAY))
def test_working_time_adds_up_and_ends_on_a_working_day(
    hours: Hours, now: int, first: int, then: int
) -> None:
    due = hours.after(now, first)
    assert due - now >= first
    assert hours.after(due, then) == hours.after(now, first + then) or first + then == 0
    zone = ZoneInfo(hours.zone)
    last = datetime.fromtimestamp(due / 1000, zone) - timedelta(milliseconds=first > 0)
    assert hours.works(last.date()) or first == 0


@given(hours_of_any)
def test_hours_travel_as_json(hours: Hours) -> None:
    travels = TypeAdapter(Hours)
    assert travels.validate_json(travels.dump_json(hours)) == hours


def test_the_working_week_is_monday_to_friday() -> None:
    monday = date(2026, 11, 23)
    worked = [Hours(CHINA).works(monday + timedelta(days=day)) for day in range(7)]
    assert worked == [True] * 5 + [False] * 2
    assert len(MONDAY_TO_FRIDAY) == 5
