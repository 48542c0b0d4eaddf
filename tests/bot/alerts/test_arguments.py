"""What people type of alerts, in both languages."""

from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.arguments import (
    Dates,
    Duration,
    Levels,
    QuietHours,
    are_levels,
)
from bot.alerts.hours import Quiet
from bot.alerts.placement import FOR_EVER
from bot.alerts.written import MOST_DAYS
from bot.errors import BadArgument, MissingArgument
from bot.quota.policy import Free, Percent
from bot.quota.samples import DAY, HOUR, MINUTE

GB = 1 << 30
TODAY = date(2026, 11, 24)
TIME = Duration("time", ask="How long?")
LEVELS = Levels("levels")
HOURS = QuietHours("hours", ask="When?")
DATES = Dates("dates", ask="Which?")


def days(first: str, count: int) -> list[str]:
    """So many days from one on."""
    start = date.fromisoformat(first).toordinal()
    return [date.fromordinal(start + number).isoformat() for number in range(count)]


@pytest.mark.parametrize(
    ("said", "millis"),
    [
        ("1h", HOUR),
        ("2 days", 2 * DAY),
        ("90 min", 90 * MINUTE),
        ("1.5h", 90 * MINUTE),
        ("１小时", HOUR),
        ("for 2 hours", 2 * HOUR),
        ("an hour", HOUR),
        ("half an hour", 30 * MINUTE),
        ("1 hour and 10 minutes", 70 * MINUTE),
        ("1h 30m", 90 * MINUTE),
        ("1小时30分钟", 90 * MINUTE),
        ("半小时", 30 * MINUTE),
        ("两天", 2 * DAY),
        ("一个星期", 7 * DAY),
        ("3周", 21 * DAY),
        ("off", 0),
        ("关闭", 0),
        ("forever", FOR_EVER),
        ("永久", FOR_EVER),
        ("tomorrow", "morning"),
        ("until tomorrow morning", "morning"),
        ("到明早", "morning"),
        ("明天", "morning"),
    ],
)
def test_a_time_is_read(said: str, millis: Any) -> None:
    assert TIME.read(said) == millis


@pytest.mark.parametrize(
    "said", ["soon", "5", "0h", "400 days", "53 weeks", "1 mile", "1h tomorrow", "-1h", "10 s"]
)
def test_what_is_no_time_is_refused(said: str) -> None:
    with pytest.raises(BadArgument):
        TIME.read(said)


@pytest.mark.parametrize(
    ("said", "levels"),
    [
        ("80 90 95 100", (Percent(80), Percent(90), Percent(95), Percent(100))),
        ("80%, 90%", (Percent(80), Percent(90))),
        ("８０％", (Percent(80),)),
        ("90、95", (Percent(90), Percent(95))),
        ("80 80", (Percent(80),)),
        ("20GB", (Free(20 * GB),)),
        ("80 20 gb free", (Percent(80), Free(20 * GB))),
        ("100 20 GB", (Percent(100), Free(20 * GB))),
        ("default", "usual"),
        ("默认", "usual"),
        ("", None),
    ],
)
def test_levels_are_read(said: str, levels: Any) -> None:
    assert LEVELS.read(said) == levels


@pytest.mark.parametrize(
    "said", ["0", "101", "eighty", "80 90 foo", "20 XB", "1 2 3 4 5 6 7 8 9", "0 GB", "-5", "1.5"]
)
def test_what_are_no_levels_is_refused(said: str) -> None:
    with pytest.raises(BadArgument):
        LEVELS.read(said)


def test_a_bare_number_may_be_a_space_and_is_not_taken_for_a_level() -> None:
    said = ["80%", "20GB", "80% 95", "80", "市场部", ""]

    assert [are_levels(each) for each in said] == [True, True, True, False, False, False]


@pytest.mark.parametrize(
    ("said", "hours"),
    [
        ("22:00-8:00", Quiet(time(22), time(8))),
        ("22-8", Quiet(time(22), time(8))),
        ("from 22:30 to 07:15", Quiet(time(22, 30), time(7, 15))),
        ("22点到8点", Quiet(time(22), time(8))),
        ("22：00–8：00", Quiet(time(22), time(8))),
        ("24:00-6:00", Quiet(time(0), time(6))),
        ("off", None),
        ("关闭", None),
    ],
)
def test_quiet_hours_are_read(said: str, hours: Quiet | None) -> None:
    assert HOURS.read(said) == hours


@pytest.mark.parametrize("said", ["22", "22-22", "25-3", "tonight", "22:61-3"])
def test_what_are_no_hours_is_refused(said: str) -> None:
    with pytest.raises(BadArgument):
        HOURS.read(said)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("2026-10-01", days("2026-10-01", 1)),
        ("2026-10-01..2026-10-07", days("2026-10-01", 7)),
        ("2026-10-01 to 2026-10-07", days("2026-10-01", 7)),
        ("2026年10月1日至7日", days("2026-10-01", 7)),
        ("10-01 to 10-07", days("2027-10-01", 7)),
        ("10月1日-7日", days("2027-10-01", 7)),
        ("11-20..11-30", days("2026-11-20", 11)),
        ("12-30..01-02", days("2026-12-30", 4)),
        ("12/25, 2027-01-01", ["2026-12-25", "2027-01-01"]),
        ("5月1日和6月1日", ["2027-05-01", "2027-06-01"]),
        ("off", []),
    ],
)
def test_days_are_read(said: str, found: list[str]) -> None:
    assert sorted(day.isoformat() for day in DATES.read(said).dates(TODAY)) == found


@pytest.mark.parametrize(
    "said",
    [
        "2026-13-01",
        "2026-02-30",
        "02-30",
        "soon",
        "2026-10-07..2026-10-01",
        "2026-01-01..2026-12-31",
        "7",
        "1 2",
        "2026-10-01 and more",
    ],
)
def test_what_are_no_days_is_refused(said: str) -> None:
    with pytest.raises(BadArgument):
        DATES.read(said).dates(TODAY)


@pytest.mark.parametrize("argument", [TIME, HOURS, DATES])
def test_what_is_missing_is_asked_for(argument: Any) -> None:
    with pytest.raises(MissingArgument):
        argument.read("  ")


@given(st.text(alphabet="0123456789 -:.,~hmdwto到至年月日天小时两半%GBfree", max_size=40))
def test_whatever_is_typed_is_read_or_refused(said: str) -> None:
    for read in (TIME.read, LEVELS.read, HOURS.read, lambda text: DATES.read(text).dates(TODAY)):
        try:
            found: Any = read(said)
        except (BadArgument, MissingArgument):
            continue
        assert not isinstance(found, frozenset) or len(found) <= MOST_DAYS * 20
