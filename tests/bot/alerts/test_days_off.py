"""Days off: said, added to those of before, taken from them, and China's as they were announced."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.days_off import ARE_OVER, NOT_SET, CalendarNotKnown, DaysOff
from bot.alerts.hours import Hours
from bot.alerts.notation import MOST_DAYS, TOO_MANY_DAYS
from bot.alerts.subscription import Subscription
from bot.errors import BadArgument, MissingArgument
from bot.messages import Conversation
from bot.times.china import NONE_OFF, NotKnown, last_known, read_festival
from bot.times.days import BACKWARDS, NO_SUCH_DAY, NOT_A_DAY
from tests.sweeping import sweep

DATES = DaysOff("dates", ask="Which?")
NONE = Subscription(Conversation("cid", "group"), "Bob", 1)
SUMMER = date(2026, 7, 1)
LAST = last_known()
NOVEMBER = date(LAST, 11, 26)
"""The days off of the last year that is known are over."""
SATURDAY = 5
DAY = 24 * 3600 * 1000


def days(first: str, count: int = 1) -> frozenset[date]:
    """So many days from one on."""
    start = date.fromisoformat(first)
    return frozenset(start + timedelta(number) for number in range(count))


def said(text: str, now: Subscription = NONE, today: date = SUMMER) -> Subscription:
    return DATES.read(text).onto(now, today)


@sweep(
    "text",
    [
        "国庆",
        "国庆节",
        "十一长假",
        "2026年国庆",
        "今年国庆",
        "national day",
        "National Day 2026",
        "golden week",
    ],
)
def test_a_festival_is_its_days_off_and_the_weekends_that_are_worked_for_them(text: str) -> None:
    found = said(text)

    assert found.holidays == days("2026-10-01", 7)
    assert found.worked == days("2026-09-20") | days("2026-10-10")
    hours = found.care("Asia/Shanghai").hours
    assert [hours.works(date(2026, 10, day)) for day in (1, 7, 8, 10, 11)] == [
        False,
        False,
        True,
        True,
        False,
    ]


def test_a_deadline_counts_a_worked_weekend_and_no_day_off() -> None:
    hours = said("国庆").care("Asia/Shanghai").hours
    friday = datetime(2026, 10, 9, 12, tzinfo=ZoneInfo("Asia/Shanghai")).timestamp() * 1000
    wednesday = datetime(2026, 9, 30, 12, tzinfo=ZoneInfo("Asia/Shanghai")).timestamp() * 1000

    assert hours.after(round(friday), DAY) == round(friday) + DAY, "Saturday is worked"
    assert hours.after(round(wednesday), DAY) == round(wednesday) + 8 * DAY


def test_festivals_that_run_together_are_taken_together() -> None:
    found = said("国庆", today=date(2025, 9, 1))

    assert found.holidays == days("2025-10-01", 8)


@sweep(
    ("text", "year"),
    [
        ("国庆", LAST + 1),
        ("春节", LAST + 1),
        ("明年春节", LAST + 1),
        ("2099年五一", 2099),
        (f"china {LAST + 1}", LAST + 1),
    ],
)
def test_a_year_that_is_not_announced_is_not_guessed(text: str, year: int) -> None:
    with pytest.raises(CalendarNotKnown) as unknown:
        said(text, today=NOVEMBER)

    assert (unknown.value.year, unknown.value.last) == (year, LAST)


def test_what_is_over_is_said_to_be_over() -> None:
    for text in (f"{LAST}年国庆", f"{LAST}-10-01..{LAST}-10-07"):
        with pytest.raises(BadArgument) as bad:
            said(text, today=NOVEMBER)
        assert (bad.value.given, bad.value.reason) == (text, ARE_OVER)


def test_new_days_off_are_added_to_those_of_before() -> None:
    first = said("2026-10-01..2026-10-07")
    both = said("dec 25, 2026, 中秋", first)

    assert both.holidays == days("2026-10-01", 7) | days("2026-12-25") | days("2026-09-25", 3)


def test_days_off_are_taken_away_one_by_one_or_all_at_once() -> None:
    before = said("国庆 , 12-25, china")

    assert said("off 12-25", before).holidays == days("2026-10-01", 7)
    assert said("取消国庆", before).holidays == days("2026-12-25")
    assert said("取消国庆", before).worked == frozenset()
    assert not said("off china", before).china
    assert said("off china", before).holidays == before.holidays
    gone = said("关闭", before)
    assert (gone.holidays, gone.worked, gone.china) == (frozenset(), frozenset(), False)
    with pytest.raises(BadArgument) as bad:
        said("off 12-26", before)
    assert bad.value.reason == NOT_SET


@sweep("text", ["China", "中国", "法定节假日", "中国节假日", "China's holidays"])
def test_chinas_calendar_holds_as_far_as_it_is_known(text: str) -> None:
    found = said(text, today=NOVEMBER)
    hours: Hours = found.care("Asia/Shanghai").hours

    assert found.china
    assert not found.holidays, "its days are those of whatever release runs"
    assert not hours.works(date(2026, 10, 5))
    assert hours.works(date(2026, 10, 10)), "a Saturday that was worked"
    ahead = [date(LAST + 1, 10, day) for day in range(1, 8)]
    assert [hours.works(day) for day in ahead] == [day.weekday() < SATURDAY for day in ahead]


def test_a_day_off_of_ones_own_is_off_though_china_works() -> None:
    found = replace(NONE, china=True, holidays=days("2026-10-10"))

    assert not found.care("Asia/Shanghai").hours.works(date(2026, 10, 10))


@sweep(
    ("text", "reason"),
    [
        ("2026-13-01", NO_SUCH_DAY),
        ("02-30", NO_SUCH_DAY),
        ("soon", NOT_A_DAY),
        ("7", NOT_A_DAY),
        ("2027-10-07..2027-10-01", BACKWARDS),
        ("2027-01-01..2027-12-31", TOO_MANY_DAYS),
        ("2027-01-01..2027-03-31, 2027-05-01..2027-06-30", TOO_MANY_DAYS),
        ("2027-01-01..9999-12-31", TOO_MANY_DAYS),
    ],
)
def test_what_are_no_days_is_refused_with_what_is_wrong(text: str, reason: str) -> None:
    with pytest.raises(BadArgument) as bad:
        said(text)

    assert (bad.value.given, bad.value.reason) == (text, reason)


def test_what_is_missing_is_asked_for() -> None:
    with pytest.raises(MissingArgument):
        DATES.read(" ")


def test_a_festival_is_known_by_its_names_only() -> None:
    assert read_festival("国庆大甩卖", SUMMER) is None
    assert read_festival("", SUMMER) is None
    long_ago = read_festival("1999年国庆", SUMMER)
    assert long_ago is not None
    with pytest.raises(NotKnown):
        long_ago.off(SUMMER)
    assert (NONE_OFF | NONE_OFF) == NONE_OFF


@given(st.text(alphabet="0123456789 -.,to到至年月日和国庆春节中秋今明offchina", max_size=40))
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    try:
        found = said(text)
    except (BadArgument, MissingArgument, CalendarNotKnown):
        return
    assert len(found.holidays) <= MOST_DAYS
