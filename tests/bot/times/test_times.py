"""Times as people say them: what each table reads, and what is said of the rest."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.times import (
    Unclear,
    nearest,
    read_clock,
    read_daily,
    read_days,
    read_hours,
    read_moment,
    read_span,
    read_until,
    read_weekly,
    write_clock,
    write_hours,
    write_moment,
    write_span,
)
from bot.times.clock import (
    EITHER,
    NEVER_END,
    NO_SUCH_TIME,
    NOT_A_TIME,
    NOT_HOURS,
    NOT_THEN,
    ONE_SPAN,
    TWO_READINGS,
)
from bot.times.days import BACKWARDS, NO_SUCH_DAY, NOT_A_DAY, WHICH_WEEK
from bot.times.moments import IS_OVER, NOT_A_MOMENT, NOT_WEEKLY, WHICH_HOUR
from bot.times.spans import MONTHS, NOT_A_SPAN, TWICE
from tests.sweeping import sweep

ZONE = "Asia/Shanghai"
NOW = datetime(2026, 11, 26, 15, 0, tzinfo=ZoneInfo(ZONE))
"""A Thursday."""

CLOCKS = {
    "9": "09:00",
    "09:00": "09:00",
    "９：３０": "09:30",
    "２２：３０": "22:30",
    "22.30": "22:30",
    "0:00": "00:00",
    "23:59": "23:59",
    "24:00": "00:00",
    "9点": "09:00",
    "9点钟": "09:00",
    "9点整": "09:00",
    "22点半": "22:30",
    "22点30分": "22:30",
    "9点05分": "09:05",
    "9点5": "09:05",
    "十点零五分": "10:05",
    "上午9点": "09:00",
    "早上九点": "09:00",
    "下午3点半": "15:30",
    "下午3点一刻": "15:15",
    "下午三点三刻": "15:45",
    "下午 3:15": "15:15",
    "下午15:00": "15:00",
    "中午12点半": "12:30",
    "中午1点": "13:00",
    "晚上8点": "20:00",
    "晚上十点半": "22:30",
    "二十二点": "22:00",
    "晚上12点": "00:00",
    "凌晨两点": "02:00",
    "零点": "00:00",
    "半夜": "00:00",
    "半夜1点": "01:00",
    "深夜11点": "23:00",
    "正午": "12:00",
    "9am": "09:00",
    "9:30 PM": "21:30",
    "10 p.m.": "22:00",
    "12am": "00:00",
    "12pm": "12:00",
    "noon": "12:00",
    "midnight": "00:00",
    "at 9:00": "09:00",
    "9 o'clock": "09:00",
    "9 in the evening": "21:00",
    "half past 9": "09:30",
    "quarter past 9 pm": "21:15",
}
NO_CLOCKS = {
    "25:00": NO_SUCH_TIME,
    "9:60": NO_SUCH_TIME,
    "24:30": NO_SUCH_TIME,
    "13pm": NOT_THEN,
    "0am": NOT_THEN,
    "上午15点": NOT_THEN,
    "下午9点": NOT_THEN,
    "晚上2点": EITHER,
    "2 at night": EITHER,
    "三五点": NOT_A_TIME,
    "9:5": NOT_A_TIME,
    "100": NOT_A_TIME,
    "9:00:00": NOT_A_TIME,
    "-1": NOT_A_TIME,
    "晚": NOT_A_TIME,
    "soon": NOT_A_TIME,
    "早上9pm": NOT_A_TIME,
}
HOURS = {
    "22:00-8:00": "22:00-08:00",
    "22:00-08:00": "22:00-08:00",
    "22-8": "22:00-08:00",
    "22：00–8：00": "22:00-08:00",
    "２２：００～８：００": "22:00-08:00",
    "from 22:30 to 07:15": "22:30-07:15",
    "between 10pm and 8am": "22:00-08:00",
    "10pm-8am": "22:00-08:00",
    "10 pm to 8 am": "22:00-08:00",
    "10pm-8": "22:00-08:00",
    "10-8am": "22:00-08:00",
    "2pm-5": "14:00-17:00",
    "2-5pm": "14:00-17:00",
    "noon to 2pm": "12:00-14:00",
    "22点到8点": "22:00-08:00",
    "22点半到8点半": "22:30-08:30",
    "22点30分到8点15分": "22:30-08:15",
    "晚上10点到早上8点": "22:00-08:00",
    "晚上十点半至次日早上八点": "22:30-08:00",
    "每晚10点到早上8点": "22:00-08:00",
    "晚上10点到8点": "22:00-08:00",
    "下午2点到5点": "14:00-17:00",
    "从半夜到早上6点": "00:00-06:00",
    "24:00-6:00": "00:00-06:00",
    "9-12": "09:00-12:00",
    "2:00-5:00": "02:00-05:00",
    "12:00-11:00": "12:00-11:00",
    "08:00-5:00": "08:00-05:00",
}
NO_HOURS = {
    "22-22": NEVER_END,
    "10pm-22:00": NEVER_END,
    "25-3": NO_SUCH_TIME,
    "22:61-3": NO_SUCH_TIME,
    "晚上10点到晚上2点": EITHER,
    "22": NOT_HOURS,
    "tonight": NOT_HOURS,
    "12-1": TWO_READINGS,
    "12点到1点": TWO_READINGS,
    "十点半到八点": TWO_READINGS,
    "10:00-8:00": TWO_READINGS,
    "9-5": TWO_READINGS,
    "22:00-8:00 13:00-14:00": ONE_SPAN,
    "22:00 - 8:00, 13:00 - 14:00": ONE_SPAN,
    "22点到8点和13点到14点": ONE_SPAN,
    "22点到": NOT_HOURS,
}
MINUTES = {
    "1h": 60,
    "1.5h": 90,
    "90 min": 90,
    "90 minutes": 90,
    "１小时": 60,
    "for 2 hours": 120,
    "two hours": 120,
    "an hour": 60,
    "half an hour": 30,
    "an hour and a half": 90,
    "1 hour and 10 minutes": 70,
    "1h30": 90,
    "1h 30m": 90,
    "1小时30分钟": 90,
    "半小时": 30,
    "半个小时": 30,
    "一个半小时": 90,
    "1小时半": 90,
    "两个钟头": 120,
    "一刻钟": 15,
    "十五分钟": 15,
    "半天": 12 * 60,
    "2小时后": 120,
    "两天": 2 * 1440,
    "48h": 2 * 1440,
    "两天半": 60 * 60,
    "一个星期": 7 * 1440,
    "3周": 21 * 1440,
}
NO_SPANS = {
    "一个月": MONTHS,
    "2 months": MONTHS,
    "三五天": NOT_A_SPAN,
    "5": NOT_A_SPAN,
    "-1h": NOT_A_SPAN,
    "1 mile": NOT_A_SPAN,
    "1h tomorrow": NOT_A_SPAN,
    "2h 2h": TWICE,
    "1h 30m 30m": TWICE,
    "一天1天": TWICE,
}
WEEKLY = {
    "mon 09:00": (0, "09:00"),
    "Monday 9:00": (0, "09:00"),
    "tues 9": (1, "09:00"),
    "on wednesdays at 9:30pm": (2, "21:30"),
    "thurs, 9am": (3, "09:00"),
    "every friday 17:00": (4, "17:00"),
    "9am on mondays": (0, "09:00"),
    "next monday 9am": (0, "09:00"),
    "SAT 09:00": (5, "09:00"),
    "sun": (6, None),
    "周一 9:00": (0, "09:00"),
    "周一9点": (0, "09:00"),
    "每周一早上9点": (0, "09:00"),
    "每周五下午五点半": (4, "17:30"),
    "星期日 9：00": (6, "09:00"),
    "礼拜天": (6, None),
}
NOT_WEEKLY_ONES = {
    "9:00": NOT_WEEKLY,
    "tomorrow 9am": NOT_WEEKLY,
    "someday 9:00": NOT_WEEKLY,
    "monopoly 9:00": NOT_WEEKLY,
    "周八 9:00": NOT_WEEKLY,
    "mon tue 9:00": NOT_WEEKLY,
    "mon 25:00": NO_SUCH_TIME,
    "monday evening": WHICH_HOUR,
    "周五晚上": WHICH_HOUR,
}
DAILY = {
    "every day at 9": "09:00",
    "daily, 9:30 pm": "21:30",
    "9 every day": "09:00",
    "at 9pm daily": "21:00",
    "每天9点": "09:00",
    "每日早上八点半": "08:30",
    "每晚10点": "22:00",
    "every evening at 9": "21:00",
    "each morning at 7:30": "07:30",
}
NOT_DAILY = {
    "every day": NOT_A_TIME,
    "每天": NOT_A_TIME,
    "每晚": WHICH_HOUR,
    "every evening": WHICH_HOUR,
    "every monday at 9": NOT_A_TIME,
}
DAYS = {
    "2026-10-01": "2026-10-01",
    "2026-10-01..2026-10-07": "2026-10-01 2026-10-07",
    "2026-10-01 to 2026-10-07": "2026-10-01 2026-10-07",
    "2026年10月1日至7日": "2026-10-01 2026-10-07",
    "二〇二七年十月一日至七日": "2027-10-01 2027-10-07",
    "10-01 to 10-07": "2027-10-01 2027-10-07",
    "10月1号-7号": "2027-10-01 2027-10-07",
    "Oct 1 to Oct 7, 2028": "2028-10-01 2028-10-07",
    "10月1日到2028年10月7日": "2028-10-01 2028-10-07",
    "dec 30 to jan 2, 2029": "2028-12-30 2029-01-02",
    "Oct 1, 2028 to Oct 7": "2028-10-01 2028-10-07",
    "oct 1-7": "2027-10-01 2027-10-07",
    "1 oct to 7 oct": "2027-10-01 2027-10-07",
    "October 1st, 2027": "2027-10-01",
    "11-20..11-30": "2026-11-20 2026-11-30",
    "12-30..01-02": "2026-12-30 2027-01-02",
    "明天": "2026-11-27",
    "tomorrow": "2026-11-27",
    "周五": "2026-11-27",
    "下周五": "2026-12-04",
    "next monday": "2026-11-30",
    "monday to friday": "2026-11-30 2026-12-04",
    "今天到周日": "2026-11-26 2026-11-29",
    "12/25, 2027-01-01": "2026-12-25|2027-01-01",
    "5月1日和6月1日": "2027-05-01|2027-06-01",
}
NO_DAYS = {
    "2026-13-01": NO_SUCH_DAY,
    "2026-02-30": NO_SUCH_DAY,
    "02-30": NO_SUCH_DAY,
    "2026-10-07..2026-10-01": BACKWARDS,
    "10月7日到1日": BACKWARDS,
    "next friday": WHICH_WEEK,
    "soon": NOT_A_DAY,
    "7": NOT_A_DAY,
    "1 2": NOT_A_DAY,
    "oct": NOT_A_DAY,
    "2026-10-01 and more": NOT_A_DAY,
}
MOMENTS = {
    "until tomorrow": "11-27 09:00",
    "tomorrow 9am": "11-27 09:00",
    "到明早": "11-27 09:00",
    "明早8点": "11-27 08:00",
    "明晚八点": "11-27 20:00",
    "今晚10点": "11-26 22:00",
    "tonight at 10pm": "11-26 22:00",
    "tonight 8": "11-26 20:00",
    "8 tonight": "11-26 20:00",
    "8:30 pm tonight": "11-26 20:30",
    "tonight, 22:00": "11-26 22:00",
    "tonight at half past 8": "11-26 20:30",
    "tonight at 12": "11-27 00:00",
    "今晚8点": "11-26 20:00",
    "今晚 八点半": "11-26 20:30",
    "今夜22:00": "11-26 22:00",
    "今晚12点": "11-27 00:00",
    "明晚12点": "11-28 00:00",
    "明晚12点半": "11-28 00:30",
    "明天晚上12点": "11-28 00:00",
    "明天24点": "11-27 00:00",
    "明天0点": "11-27 00:00",
    "周五晚上12点": "11-28 00:00",
    "今晚十二点": "11-27 00:00",
    "tomorrow at 12 at night": "11-28 00:00",
    "tomorrow night at 12": "11-28 00:00",
    "12 tomorrow night": "11-28 00:00",
    "friday evening at 12": "11-28 00:00",
    "tomorrow midnight": "11-27 00:00",
    "this evening at 7": "11-26 19:00",
    "until this afternoon at 5": "11-26 17:00",
    "tomorrow evening 7": "11-27 19:00",
    "9 tomorrow night": "11-27 21:00",
    "tomorrow morning at 8": "11-27 08:00",
    "friday afternoon at 3": "11-27 15:00",
    "明天中午": "11-27 12:00",
    "until 18:00": "11-26 18:00",
    "9:00": "11-27 09:00",
    "周一早上9点": "11-30 09:00",
    "到周五下午3点": "11-27 15:00",
    "下周一": "11-30 09:00",
    "next monday 9am": "11-30 09:00",
    "9am on monday": "11-30 09:00",
    "friday": "11-27 09:00",
    "thursday": "12-03 09:00",
    "thursday 18:00": "11-26 18:00",
    "next week": "11-30 09:00",
    "12月1日": "12-01 09:00",
    "dec 1 at noon": "12-01 12:00",
}
NO_MOMENTS = {
    "今天9点": IS_OVER,
    **dict.fromkeys(("tonight", "until tonight", "this evening", "this afternoon"), WHICH_HOUR),
    **dict.fromkeys(("今晚", "到今晚", "今天晚上", "今夜", "今天下午", "傍晚"), WHICH_HOUR),
    **dict.fromkeys(
        ("tomorrow evening", "friday night", "明晚", "周五下午", "evening"), WHICH_HOUR
    ),
    "tonight 9am": NOT_THEN,
    "tonight at noon": NOT_THEN,
    "tonight 2": EITHER,
    "今晚2点": EITHER,
    "this morning": IS_OVER,
    "今早": IS_OVER,
    "2026-11-01": IS_OVER,
    "next friday": WHICH_WEEK,
    "friday 25:00": NO_SUCH_TIME,
    "02-30 9:00": NO_SUCH_DAY,
    "5": NOT_A_MOMENT,
}


def hours(said: str) -> str:
    return write_hours(*read_hours(said))


def minutes(said: str) -> float:
    return read_span(said) / 60_000


def weekly(said: str) -> tuple[int, str | None]:
    weekday, minute = read_weekly(said)
    return weekday, None if minute is None else write_clock(minute)


def daily(said: str) -> str:
    return write_clock(read_daily(said))


def days(said: str) -> str:
    spans = [nearest(first, last, NOW.date()) for first, last in read_days(said)]
    return "|".join(" ".join(dict.fromkeys(map(str, each))) for each in spans)


def moment(said: str) -> str:
    at = read_until(said).at(round(NOW.timestamp() * 1000), ZONE, time(9))
    return f"{datetime.fromtimestamp(at / 1000, ZoneInfo(ZONE)):%m-%d %H:%M}"


def clock(said: str) -> str:
    return write_clock(read_clock(said))


READ: tuple[tuple[Callable[[str], object], dict[str, object], dict[str, str]], ...] = (
    (clock, {**CLOCKS}, NO_CLOCKS),
    (hours, {**HOURS}, NO_HOURS),
    (minutes, {**MINUTES}, NO_SPANS),
    (weekly, {**WEEKLY}, NOT_WEEKLY_ONES),
    (daily, {**DAILY}, NOT_DAILY),
    (days, {**DAYS}, NO_DAYS),
    (moment, {**MOMENTS}, NO_MOMENTS),
)


@sweep(
    ("read", "said", "meant"),
    [(read, *each) for read, good, _ in READ for each in good.items()],
)
def test_what_is_said_is_read(read: Callable[[str], object], said: str, meant: object) -> None:
    assert read(said) == meant


@sweep(
    ("read", "said", "reason"),
    [(read, *each) for read, _, bad in READ for each in bad.items()],
)
def test_what_cannot_be_or_may_be_two_is_refused_with_what_is_wrong(
    read: Callable[[str], object], said: str, reason: str
) -> None:
    with pytest.raises(Unclear) as unclear:
        read(said)

    assert unclear.value.reason == reason


@sweep("said", CLOCKS)
def test_a_time_reads_the_same_alone_in_hours_in_a_week_and_in_a_moment(said: str) -> None:
    meant = clock(said)
    if meant != "03:07":
        assert hours(f"{said} to 03:07") == f"{meant}-03:07"
    # Twelve in an evening is its end, which is the beginning of the day after.
    is_end = meant.startswith("00") and ("晚" in said or "evening" in said or "at night" in said)
    assert weekly(f"mon {said}") == (1 if is_end else 0, meant)
    assert moment(f"tomorrow {said}") == f"11-{28 if is_end else 27} {meant}"


@given(st.integers(0, 24 * 60 - 1), st.integers(0, 24 * 60 - 1))
def test_what_is_written_reads_as_the_same(begins: int, ends: int) -> None:
    assert read_clock(write_clock(begins)) == begins
    if begins != ends:
        assert read_hours(write_hours(begins, ends)) == (begins, ends)


@given(st.integers(1, 60 * 86_400_000))
def test_a_span_that_is_written_reads_as_the_same(millis: int) -> None:
    assert read_span(write_span(millis), exact=True) == millis
    if millis % 60_000 == 0:
        assert read_span(write_span(millis)) == millis


@given(st.integers(0, 4_000_000_000_000), st.sampled_from(["Asia/Shanghai", "America/New_York"]))
def test_a_moment_that_is_written_reads_as_the_same_anywhere(at: int, zone: str) -> None:
    minute = at // 60_000 * 60_000

    assert read_moment(write_moment(minute, zone), "Europe/Berlin") == minute
    assert read_moment("2026-12-01 09:00", ZONE) == 1_796_086_800_000


def test_seconds_are_read_only_where_they_were_written() -> None:
    assert read_span("90 s", exact=True) == 90_000
    with pytest.raises(Unclear):
        read_span("90 s")


@given(
    st.text(
        alphabet="0123456789 -:.,~apmhdwto到至年月日号天小时点半刻周一二十两早晚上下午noct",
        max_size=60,
    )
)
def test_whatever_is_typed_is_read_or_refused(said: str) -> None:
    for read, _, _ in READ:
        with suppress(Unclear):
            read(said)


def test_both_readings_of_hours_are_named() -> None:
    read = {
        "12-1": ("12:00-13:00", "00:00-01:00"),
        "十点半到八点": ("10:30-20:00", "22:30-08:00"),
        "9-5": ("09:00-17:00", "21:00-05:00"),
    }
    for said, (one, other) in read.items():
        with pytest.raises(Unclear) as unclear:
            read_hours(said)
        assert unclear.value.values == {"one": one, "other": other}


def test_what_is_too_long_to_be_a_time_is_not_looked_at() -> None:
    for read, _, _ in READ:
        with pytest.raises(Unclear):
            read("9:00 " * 1000)


def test_the_day_before_and_the_day_after_a_year_ends() -> None:
    first, last = read_days("12-31..01-01")[0]

    assert nearest(first, last, date(2026, 12, 31)) == (date(2026, 12, 31), date(2027, 1, 1))
    assert nearest(first, last, date(2027, 1, 1)) == (date(2027, 12, 31), date(2028, 1, 1))
