"""What somebody looks for, and how what was found is shown."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.cards import Card
from bot.errors import BadArgument, MissingArgument
from bot.files.around import core
from bot.files.found import Hit
from bot.files.wanted import Head, Looked
from bot.times import Unclear, read_period, read_since
from handlers.find import WORDS
from tests.cards.organisation import AGE, NOW
from tests.sweeping import sweep

ZONE = "Asia/Shanghai"
POSTER = Hit("u1", "poster [2].psd", "王芳", NOW - AGE, "Design/海报/poster [2].psd")
UNSAID = Hit("u2", "poster.psd")
SHOWN = {
    "words": "poster",
    "rows": (POSTER, UNSAID),
    "page": 1,
    "pages": 1,
    "first": 1,
    "total": 2,
    "more": False,
    "at": NOW - AGE,
    "unread": 0,
    "spaces": (),
    "sought": None,
}
SOUGHT = {
    "words": "poster",
    "space": "Design",
    "people": ("王芳", "Bob"),
    "since": NOW - AGE,
    "until": NOW,
}
AGAIN = {"refresh": None}

EXAMPLES = {
    "found": Card("found", {**SHOWN, "spaces": ("Posters", "Poster archive")}, AGAIN),
    "found-narrowed": Card("found", {**SHOWN, "sought": SOUGHT}, AGAIN),
    "found-more": Card(
        "found", {**SHOWN, "more": True, "unread": 1}, dict.fromkeys(("next", "refresh"))
    ),
    "found-cut-off": Card("found", {**SHOWN, "unread": -1}, AGAIN),
    "found-nothing": Card("found", {**SHOWN, "rows": (), "total": 0}, AGAIN),
    "found-unread": Card("found", {**SHOWN, "rows": (), "total": 0, "unread": 2}, AGAIN),
    "find_unable": Card(
        "find_unable",
        {"words": "poster", "spaces": ("Posters",), "space": "", "calls": 20, "people": ()},
    ),
    "find_unable-in-a-space": Card(
        "find_unable",
        {"words": "poster", "spaces": (), "space": "Design", "calls": 20, "people": ("Bob",)},
        {"names": None},
    ),
    "no_file_so": Card(
        "no_file_so", {"words": "old report", "space": "Design"}, {"files": None, "find": None}
    ),
    "no_file_so-anywhere": Card("no_file_so", {"words": "old report", "space": ""}, {"find": None}),
}

PARTS = {
    "report": ("report", "", "", "", ()),
    "report in Design": ("report", "Design", "", "", ()),
    "Q3 report in 'My Space' by ann": ("Q3 report", "My Space", "ann", "", ()),
    "report by ann in Design since monday": ("report", "Design", "ann", "monday", ()),
    "report created since 2026-10-01": ("report", "", "", "2026-10-01", ()),
    "report from the last 3 days": ("report", "", "", "the last 3 days", ()),
    "report of the last week": ("report", "", "", "the last week", ()),
    '"sign in form"': ("sign in form", "", "", "", ()),
    "in": ("in", "", "", "", ()),
    "report created last year": ("report", "", "", "last year", ()),
    "photo this month": ("photo", "", "", "this month", ()),
    "report made by ann yesterday": ("report", "", "ann", "yesterday", ()),
    "report created in 2024": ("report", "", "", "in 2024", ()),
    "report 2024": ("report 2024", "", "", "", ()),
    "report before monday": ("report", "", "", "before monday", ()),
    "last year": ("last year", "", "", "", ()),
    '"photo this month"': ("photo this month", "", "", "", ()),
    "报告 去年": ("报告", "", "", "去年", ()),
    "合同 在设计资料里 上周上传的": ("合同", "设计资料", "", "上周", ()),
    "合同 周一之后": ("合同", "", "", "周一之后", ()),
    "合同 2025年": ("合同 2025年", "", "", "", ()),
    "设计资料里的海报": ("海报", "", "", "", ("设计资料里",)),
    "张三上周的报告": ("报告", "", "", "", ("张三上周",)),
    "上周的张三的报告": ("报告", "", "", "", ("上周", "张三")),
    "我的": ("我的", "", "", "", ()),
}


@sweep("text", PARTS)
def test_what_is_said_is_taken_apart(text: str) -> None:
    read = WORDS.read(text)

    when = read.since or read.when
    assert (read.words, read.place, read.who, when, read.heads) == PARTS[text]
    assert read.whole == text.strip('"')


def test_who_is_mentioned_needs_no_name_and_a_page_is_none() -> None:
    read = WORDS.read("report by page 2")

    assert (read.words, read.who, read.by, read.page) == ("report", "", True, 2)
    assert replace(read, heads=("a", "b"), words="c").name == "a的b的c"
    assert (Head("2025年").times, Head("2025年上传").times) == ((), ("2025年上传", "2025年"))


def test_nothing_is_asked_for_and_too_much_is_refused() -> None:
    with pytest.raises(MissingArgument):
        WORDS.read("  ")
    for said in ("all files created last year", "文件 去年"):
        with pytest.raises(MissingArgument):
            WORDS.read(said)
    with pytest.raises(BadArgument):
        Looked("words").read("x" * 201)


SINCE = {
    "2026-10-01": "2026-10-01 00:00",
    "oct 1": "2026-10-01 00:00",
    "12月1日": "2025-12-01 00:00",
    "monday": "2026-11-23 00:00",
    "周五": "2026-11-20 00:00",
    "today": "2026-11-26 00:00",
    "yesterday": "2026-11-25 00:00",
    "昨天": "2026-11-25 00:00",
    "last week": "2026-11-16 00:00",
    "本周": "2026-11-23 00:00",
    "上个月": "2026-10-01 00:00",
    "this month": "2026-11-01 00:00",
    "今年": "2026-01-01 00:00",
    "the last 3 days": "2026-11-23 15:00",
    "最近三天": "2026-11-23 15:00",
    "the past week": "2026-11-19 15:00",
    "近一周": "2026-11-19 15:00",
    "最近两小时": "2026-11-26 13:00",
}


def millis(text: str) -> int:
    at = datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=ZoneInfo(ZONE))
    return round(at.timestamp() * 1000)


@sweep("text", SINCE)
def test_since_when_is_read(text: str) -> None:
    assert read_since(text, millis("2026-11-26 15:00"), ZONE) == millis(SINCE[text])


PERIODS = {
    "last year": ("2025-01-01 00:00", "2026-01-01 00:00"),
    "去年": ("2025-01-01 00:00", "2026-01-01 00:00"),
    "前年": ("2024-01-01 00:00", "2025-01-01 00:00"),
    "去年3月": ("2025-03-01 00:00", "2025-04-01 00:00"),
    "12月": ("2025-12-01 00:00", "2026-01-01 00:00"),
    "in 2024": ("2024-01-01 00:00", "2025-01-01 00:00"),
    "上个月": ("2026-10-01 00:00", "2026-11-01 00:00"),
    "last week": ("2026-11-16 00:00", "2026-11-23 00:00"),
    "yesterday": ("2026-11-25 00:00", "2026-11-26 00:00"),
    "monday": ("2026-11-23 00:00", "2026-11-24 00:00"),
    "this month": ("2026-11-01 00:00", None),
    "今天": ("2026-11-26 00:00", None),
    "the last 3 days": ("2026-11-23 15:00", None),
    "去年以来": ("2025-01-01 00:00", None),
    "after monday": ("2026-11-23 00:00", None),
    "before last month": (None, "2026-10-01 00:00"),
    "去年之前": (None, "2025-01-01 00:00"),
}


@sweep("text", PERIODS)
def test_a_time_by_itself_has_an_end(text: str) -> None:
    since, until = read_period(text, millis("2026-11-26 15:00"), ZONE)

    assert (since, until) == tuple(each and millis(each) for each in PERIODS[text])


@sweep("text", ["tomorrow", "2027-01-01", "10月1日到7日", "report", "Design", ""])
def test_what_lies_ahead_or_is_no_day_is_no_such_time(text: str) -> None:
    for read in (read_since, read_period):
        with pytest.raises(Unclear):
            read(text, millis("2026-11-26 15:00"), ZONE)


@sweep(
    ("path", "name", "above"),
    [
        ("Design/海报/a.txt", "a.txt", "Design/海报"),
        ("/a.txt", "a.txt", ""),
        ("a.txt", "a.txt", ""),
        ("Design/ba.txt", "a.txt", "Design/ba.txt"),
        ("Design/x/y.txt", "x/y.txt", "Design"),
        ("Design", "a.txt", "Design"),
        ("", "a.txt", ""),
    ],
)
def test_where_it_lies_is_said_without_its_name_again(path: str, name: str, above: str) -> None:
    assert Hit("u", name, place=path).above == above


@sweep(
    ("said", "words"),
    [
        ("files about onboarding", "onboarding"),
        ("a file named holiday plan", "holiday plan"),
        ("the budget document", "budget"),
        ("合同的文件", "合同"),
        ("预算相关的文档", "预算"),
        ("“合同的文件”", "合同的文件"),
        ("files", "files"),
    ],
)
def test_words_that_only_say_that_it_is_a_file_are_left(said: str, words: str) -> None:
    assert WORDS.read(said).words == words


AROUND = {
    "那个合同表格，不记得放哪个空间了": ("合同表格", "合同"),
    "下那份报价单，忘了在哪个盘了": ("报价单", ""),
    "下财务的报价单": ("报价单", ""),
    "下上次那个报价单，财务的": ("报价单", ""),
    "下plan-06那个视频放哪个空间了": ("plan-06那个视频", "plan-06那个"),
    "下午茶菜单": ("下午茶菜单", ""),
    "下载清单": ("下载清单", ""),
    "年会照片，谢谢": ("年会照片", "年会"),
    "去年那份报价单，客户催得急，忘了存哪了": ("报价单", ""),
    "投标书来着": ("投标书", ""),
    "合同，急！": ("合同", ""),
    "the contract spreadsheet, can't remember where i put it": ("contract spreadsheet", "contract"),
    "budget slides, no idea which space": ("budget slides", "budget"),
    "plan, budget and more.xlsx": ("plan, budget and more.xlsx", ""),
    "一个亿项目": ("一个亿项目", ""),
    "“那个合同，谢谢”": ("那个合同，谢谢", ""),
    "表格": ("表格", ""),
}


@sweep("said", AROUND)
def test_what_is_said_around_a_name_is_not_looked_for(said: str) -> None:
    words = WORDS.read(said).words

    assert (words, core(words)) == AROUND[said]


def test_where_it_may_be_is_told_from_its_name() -> None:
    read = WORDS.read("合同，好像在市场部里")

    assert (read.words, read.place) == ("合同", "市场部")
