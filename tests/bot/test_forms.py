"""Sizes, shares, numbers and times in the forms in which people write and say them."""

import re
from datetime import datetime, time
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.alerts.arguments import Levels
from bot.language import Size, normalise, number, paged, share
from bot.quota.limits import Free, Percent
from bot.sizes import GB
from bot.times import read_clock, read_daily, read_span, read_until, read_weekly, write_clock
from tests.sweeping import sweep

TB = GB << 10
ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 26, 15, 0, tzinfo=ZONE)
"""A Thursday."""

SIZES = {
    "两个T": 2 * TB,
    "500G": 500 * GB,
    "0.5TB": TB // 2,
    "五百兆": 500 << 20,
    "1,500 GB": 1500 * GB,
    "1，500 GB": 1500 * GB,
    "半个T": TB // 2,
    "半T": TB // 2,
    "一个半T": TB * 3 // 2,
    "1T半": TB * 3 // 2,
    "一点五T": TB * 3 // 2,
    "3千G": 3000 * GB,
    "两百五十G": 250 * GB,
    "一百零五 GB": 105 * GB,
    "half a terabyte": TB // 2,
    "a terabyte": TB,
    "two terabytes": 2 * TB,
    "a hundred gigs": 100 * GB,
    "one and a half TB": TB * 3 // 2,
    "twenty-five gigabytes": 25 * GB,
    "20 吉字节": 20 * GB,
}
SHARES = {
    "90%": 90,
    "９０％": 90,
    "九成": 90,
    "9成": 90,
    "八成半": 85,
    "九成五": 95,
    "90个百分点": 90,
    "百分之九十五": 95,
    "百分之百": 100,
    "四分之三": 75,
    "一半": 50,
    "three quarters": 75,
    "half": 50,
    "ninety percent": 90,
    "ninety-five per cent": 95,
    "99.5%": Decimal("99.5"),
}
NUMBERS = {
    "1,200": 1200,
    "三千二": 3200,
    "三千零二": 3002,
    "一万二": 12000,
    "3万": 30000,
    "1.5万": 15000,
    "两百五": 250,
    "廿一": 21,
    "a thousand two hundred": 1200,
    "one hundred and five": 105,
}
NO_NUMBERS = ["三五", "百", "十百", "1,5", "a", "万一万二"]
SPANS = {
    "半小时": 30,
    "半个钟": 30,
    "half hour": 30,
    "2小时30分": 150,
    "2 h 30": 150,
    "two and a half hours": 150,
    "in two hours": 120,
    "2 hours from now": 120,
    "the next 2 hours": 120,
    "a couple of hours": 120,
    "过半小时": 30,
    "a quarter of an hour": 15,
    "three quarters of an hour": 45,
    "三天后": 3 * 1440,
    "a fortnight": 14 * 1440,
    "twenty-five minutes": 25,
}
CLOCKS = {
    "half past nine": "09:30",
    "a quarter to nine": "08:45",
    "ten to nine pm": "20:50",
    "five past nine": "09:05",
    "nine thirty": "09:30",
    "9h30": "09:30",
    "22点半": "22:30",
    "9点半钟": "09:30",
    "差一刻九点": "08:45",
    "下午差五分三点": "14:55",
    "twelve noon": "12:00",
    "quarter to 12 am": "23:45",
}
DAILY = {
    "nine every morning": "09:00",
    "天天九点": "09:00",
    "every evening at half past eight": "20:30",
}
WEEKLY = {"weekly on monday": (0, None), "逢周三九点": (2, 540), "monday half past nine": (0, 570)}
MOMENTS = {
    "明早九点": "11-27 09:00",
    "下周一": "11-30 09:00",
    "noon": "11-27 12:00",
    "tonight at eight": "11-26 20:00",
    "明天一早": "11-27 09:00",
    "the day after tomorrow": "11-28 09:00",
    "monday nine": "11-30 09:00",
    "22点半": "11-26 22:30",
}
PAGES = {
    "page two": ("", 2),
    "second page": ("", 2),
    "第二页": ("", 2),
    "第十一页": ("", 11),
    "财务第2页": ("财务", 2),
    "finance, page number 3": ("finance", 3),
    "homepage two": ("homepage two", 1),
    "page 三五": ("page 三五", 1),
}


@sweep(("said", "size"), SIZES.items())
def test_a_size_in_any_form(said: str, size: int) -> None:
    assert Size("size").read(said) == size


@sweep(("said", "hundredths"), SHARES.items())
def test_a_share_in_any_form(said: str, hundredths: Decimal) -> None:
    assert share(normalise(said)) == hundredths


@sweep(("said", "value"), NUMBERS.items())
def test_a_number_in_any_form(said: str, value: int) -> None:
    assert number(normalise(said)) == value


@sweep("said", NO_NUMBERS)
def test_what_is_no_number_is_none(said: str) -> None:
    assert number(normalise(said)) is None


@sweep(("said", "minutes"), SPANS.items())
def test_a_span_in_any_form(said: str, minutes: int) -> None:
    assert read_span(said) == minutes * 60_000


@sweep(("said", "clock"), CLOCKS.items())
def test_a_time_of_day_in_any_form(said: str, clock: str) -> None:
    assert write_clock(read_clock(said)) == clock


@sweep(("said", "clock"), DAILY.items())
def test_a_time_of_every_day_in_any_form(said: str, clock: str) -> None:
    assert write_clock(read_daily(said)) == clock


@sweep(("said", "weekly"), WEEKLY.items())
def test_a_day_of_every_week_in_any_form(said: str, weekly: tuple[int, int | None]) -> None:
    assert read_weekly(said) == weekly


@sweep(("said", "moment"), MOMENTS.items())
def test_a_moment_in_any_form(said: str, moment: str) -> None:
    at = read_until(said).at(round(NOW.timestamp() * 1000), str(ZONE), time(9))

    assert f"{datetime.fromtimestamp(at / 1000, ZONE):%m-%d %H:%M}" == moment


@sweep(("said", "parted"), PAGES.items())
def test_a_page_in_any_form(said: str, parted: tuple[str, int]) -> None:
    assert paged(said) == parted


@sweep(
    "said",
    ["80 90% 20GB", "八成 九成 剩20G", "80、90 和 20 GB free", "eighty ninety percent 20 gigs"],
)
def test_levels_in_any_form(said: str) -> None:
    assert Levels("levels").read(said) == (Percent(80), Percent(90), Free(20 * GB))


READERS = {
    "bot/language/numerals.py": "the reader of numbers",
    "bot/language/quantities.py": "the reader of shares, of which 九成 has one sign",
    "bot/times/days.py": "days of the week are numbered",
    "bot/language/orders.py": "finds how many rows are wanted of a list",
    "bot/reading/for_others.py": "knows 第三个 as what points to a file, not which",
    "bot/reading/numbers.py": "finds numbers in sentences",
    "bot/reading/times.py": "finds times in sentences",
    "bot/reading/plainly.py": "finds which row of the requests is approved, which has one sign",
    "bot/rights/asked_words.py": "tells what begins as a time does, which is no reason",
    "bot/reading/described.py": "tells that a sentence goes on with 第一个, and reads no number",
    "bot/reading/given.py": "tells when a permission ends, and hands that to the reader of times",
    "bot/reading/people.py": "tells where a name ends, which 两天 and 二十 do not belong to",
    "bot/reading/filling.py": "tells this afternoon from an hour of it, and reads no number",
    "bot/reading/row_changed.py": "finds which row of the files is asked about for the reader of numbers",
    "bot/reading/version_back.py": "finds which row of the versions is meant for the reader of numbers",
    "bot/dispatch/levels_untaken.py": "finds a level to be quoted as it was typed, and reads no number",
    "bot/reading/filling_files.py": "finds the first and the last of some rows for the reader of numbers",
    "bot/reading/requests_said.py": "tells that an amount is said with a yes, and hands it to its reader",
    "bot/reading/levels_said.py": "tells that a share is how much something is to change",
    "bot/reading/at_work.py": "tells an hour of the afternoon by its sign, for the reader of times",
    "bot/reading/room_asked.py": "finds how many days ahead spaces are to be full",
    "bot/reading/hushed.py": "tells this and the next week from a day of it, and reads no number",
    "bot/digests/said.py": "tells every week from a day of each, and reads no number",
    "bot/dispatch/two_wishes.py": "passes over 第一个 before a name, and reads no number",
}
"""Who may have the signs of Chinese numbers, and for what."""


def test_nobody_else_reads_chinese_numbers() -> None:
    root = Path(__file__).parents[2]
    found = {
        str(path.relative_to(root))
        for folder in ("bot", "handlers")
        for path in (root / folder).rglob("*.py")
        if re.search("一二(?:两)?三", path.read_text("utf-8"))
    }

    assert found <= READERS.keys()
