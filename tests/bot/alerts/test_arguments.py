"""What people type of alerts, in both languages."""

from contextlib import suppress
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.arguments import (
    ALWAYS_A_DEADLINE,
    NOT_A_DEADLINE,
    NOT_A_DURATION,
    TOO_LONG_A_TIME,
    DayAndTime,
    Duration,
    Levels,
    Moment,
    QuietHours,
    TimeOfDay,
    WorkingTime,
    are_levels,
)
from bot.alerts.hours import Quiet
from bot.alerts.memory import Memory, Situation
from bot.alerts.subscription import FOR_EVER, Subscription
from bot.errors import BadArgument, MissingArgument
from bot.messages import Conversation
from bot.quota.limits import Free, Percent
from bot.times.clock import NO_SUCH_TIME, NOT_HOURS, NOT_THEN, ONE_SPAN, TWO_READINGS
from bot.times.moments import IS_OVER, NOT_WEEKLY, WHICH_HOUR
from bot.times.spans import DAY, HOUR, MINUTE, MONTHS, TWICE
from tests.sweeping import sweep

GB = 1 << 30
TIME = Duration("time", ask="How long?")
LEVELS = Levels("levels")
HOURS = QuietHours("hours", ask="When?")
DEADLINE = WorkingTime("time", ask="How long?")
WEEKLY = DayAndTime("day and time", ask="When?")
CLOCK = TimeOfDay("time", ask="When?")
AT = round(datetime(2026, 11, 26, 15, tzinfo=ZoneInfo("Asia/Shanghai")).timestamp() * 1000)
SITUATION = Situation(Subscription(Conversation("cid", "group"), "Bob", 1), Memory(), AT)


@sweep(
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
        ("至明日", "morning"),
        ("明天", "morning"),
    ],
)
def test_a_time_is_read(said: str, millis: Any) -> None:
    assert TIME.read(said) == millis


@sweep("said", ["soon", "5", "0h", "400 days", "53 weeks", "1 mile", "1h tomorrow", "-1h", "10 s"])
def test_what_is_no_time_is_refused(said: str) -> None:
    with pytest.raises(BadArgument):
        TIME.read(said)


@sweep(
    ("said", "levels"),
    [
        ("80 90 95 100", (Percent(80), Percent(90), Percent(95), Percent(100))),
        ("80%, 90%", (Percent(80), Percent(90))),
        ("８０％", (Percent(80),)),
        ("90、95", (Percent(90), Percent(95))),
        ("80 80", (Percent(80),)),
        ("90 80 95 80", (Percent(80), Percent(90), Percent(95))),
        ("5GB 95 20GB 80", (Percent(80), Percent(95), Free(20 * GB), Free(5 * GB))),
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


@sweep("said", ["0", "101", "many", "80 90 foo", "20 XB", "1 2 3 4 5 6 7 8 9", "0 GB", "-5", "1.5"])
def test_what_are_no_levels_is_refused(said: str) -> None:
    with pytest.raises(BadArgument):
        LEVELS.read(said)


def test_a_bare_number_may_be_a_space_and_is_not_taken_for_a_level() -> None:
    said = ["80%", "20GB", "80% 95", "80", "市场部", ""]

    assert [are_levels(each) for each in said] == [True, True, True, False, False, False]


def test_quiet_hours_are_read() -> None:
    assert HOURS.read("22点半到8点半") == Quiet(time(22, 30), time(8, 30))
    assert HOURS.read("10pm-8am") == Quiet(time(22), time(8))
    assert HOURS.read("off") is None
    assert HOURS.read("关闭") is None


def test_hours_with_two_readings_name_both() -> None:
    with pytest.raises(BadArgument) as bad:
        HOURS.read("12-1")

    assert bad.value.data()["values"] == {"one": "12:00-13:00", "other": "00:00-01:00"}


@sweep(
    ("said", "millis"),
    [
        ("2 working days", 2 * DAY),
        ("2个工作日", 2 * DAY),
        ("一个工作日", DAY),
        ("1 business day", DAY),
        ("24 h of working time", DAY),
        ("off", 0),
        ("默认", 0),
    ],
)
def test_a_deadline_is_read(said: str, millis: int) -> None:
    assert DEADLINE.read(said) == millis


def test_a_digest_comes_at_nine_where_only_a_day_is_said() -> None:
    assert WEEKLY.read("每周一") == (0, 9 * 60)
    assert WEEKLY.read("fri 17:30") == (4, 17 * 60 + 30)
    assert CLOCK.read("下午3点一刻") == 15 * 60 + 15
    assert CLOCK.read("every day at 9") == 9 * 60


@sweep(
    ("read", "said", "reason"),
    [
        (HOURS.read, "22", NOT_HOURS),
        (HOURS.read, "25-3", NO_SUCH_TIME),
        (CLOCK.read, "13pm", NOT_THEN),
        (WEEKLY.read, "周八 9:00", NOT_WEEKLY),
        (TIME.read, "一个月", MONTHS),
        (TIME.read, "friday 25:00", NO_SUCH_TIME),
        (TIME.read, "soon", NOT_A_DURATION),
        (DEADLINE.read, "friday", NOT_A_DEADLINE),
        (DEADLINE.read, "never", ALWAYS_A_DEADLINE),
        (DEADLINE.read, "永远", ALWAYS_A_DEADLINE),
        (TIME.read, "tonight", WHICH_HOUR),
        (TIME.read, "今晚", WHICH_HOUR),
        (TIME.read, "2h 2h", TWICE),
        (HOURS.read, "12点到1点", TWO_READINGS),
        (HOURS.read, "22:00-8:00 13:00-14:00", ONE_SPAN),
        (DEADLINE.read, "61 days", NOT_A_DEADLINE),
    ],
)
def test_what_is_wrong_is_said_with_what_was_typed(read: Any, said: str, reason: str) -> None:
    with pytest.raises(BadArgument) as bad:
        read(said)

    assert (bad.value.given, bad.value.reason) == (said, reason)


def test_a_moment_is_one_of_the_conversation() -> None:
    found = TIME.read("到周五下午3点")
    assert isinstance(found, Moment)
    assert found.at(SITUATION) == AT + DAY

    for said, reason in (("今天9点", IS_OVER), ("2029-01-01", TOO_LONG_A_TIME)):
        found = TIME.read(said)
        assert isinstance(found, Moment)
        with pytest.raises(BadArgument) as bad:
            found.at(SITUATION)
        assert (bad.value.given, bad.value.reason) == (said, reason)


@sweep("argument", [TIME, HOURS, DEADLINE, WEEKLY, CLOCK])
def test_what_is_missing_is_asked_for(argument: Any) -> None:
    with pytest.raises(MissingArgument):
        argument.read("  ")


@given(st.text(alphabet="0123456789 -:.,~hmdwto到至年月日天小时两半%GBfree", max_size=40))
def test_whatever_is_typed_is_read_or_refused(said: str) -> None:
    for argument in (TIME, LEVELS, HOURS, DEADLINE, WEEKLY, CLOCK):
        with suppress(BadArgument, MissingArgument):
            argument.read(said)
