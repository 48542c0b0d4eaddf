"""Files that are described, and what is asked where a name stands."""

from bot.reading.cutting import parts_of
from bot.reading.described import asks, describes, view_of
from bot.reading.limits import is_limit
from bot.reading.names import NameIndex
from bot.reading.said import Said
from bot.reading.shown_files import goes_on_about_files, route_of_files
from bot.sessions import LastAnswer
from tests.sweeping import sweep

FOUND = LastAnswer("find", {"words": "合同"}, 0, "card")
ONE = LastAnswer("file", {"file": "2"}, 0, "card")
SPACE = LastAnswer("space", {"space": "市场部"}, 0, "card")


@sweep(
    ("copy", "view"),
    [
        *(("把财务里最大的那个文件删了", "largest"), ("清掉没人动的文档", "oldest")),
        *(("delete the biggest file in finance", "largest"), ("move the oldest videos", "oldest")),
        *(("get rid of duplicate photos", "duplicates"), ("重复的文件删掉", "duplicates")),
        *(("把最大的空间删了", ""), ("delete the biggest folder", ""), ("删掉report.pdf", "")),
        *(
            ("最大的文件是哪个", ""),
            ("which file is the largest", ""),
            ("delete the second one", ""),
        ),
    ],
)
def test_what_is_to_happen_to_a_described_file_begins_with_a_list(copy: str, view: str) -> None:
    assert view_of(copy, inside=False) == view


def test_one_is_a_file_only_inside_a_space() -> None:
    assert view_of("delete the biggest one", inside=False) == ""
    assert view_of("delete the biggest one", inside=True) == "largest"


@sweep(
    "text",
    [
        "财务里最大的那个文件",
        "the biggest one",
        "pdfs in 市场部",
        "a file",
        "合同的视频",
        "Finance nobody has touched",
    ],
)
def test_a_description_is_no_name(text: str) -> None:
    assert describes(text)


@sweep("text", ["市场部", "Finance 2025", "2", "the plan", "report.pdf", "old reports"])
def test_a_name_is_no_description(text: str) -> None:
    assert not describes(text)


@sweep("text", ["还来得及吗", "移动文件会丢权限吗？", "删除市场部需要什么权限", "怎么删"])
def test_words_ask(text: str) -> None:
    assert asks(text)
    assert not asks("删除市场部")


@sweep(
    "copy", ["第二个删了", "delete the second one", "把它删了", "delete it", "send me this file"]
)
def test_after_files_numbers_and_it_are_files(copy: str) -> None:
    parts = parts_of(Said(copy), NameIndex(()))
    assert goes_on_about_files(FOUND, copy, parts)
    assert goes_on_about_files(ONE, copy, parts)
    assert not goes_on_about_files(SPACE, copy, parts)
    assert not goes_on_about_files(None, copy, parts)


@sweep("copy", ["warn me when Finance goes over 95", "财务超过95提醒我", "when Legal hits 90"])
def test_how_full_something_is_is_no_row(copy: str) -> None:
    parts = parts_of(Said(copy), NameIndex(()))
    [number] = [part for part in parts if part.kind == "number"]

    assert is_limit(copy, number)
    assert not goes_on_about_files(FOUND, copy, parts)


@sweep("copy", ["move it to 2", "第一个移到2", "send me 3"])
def test_any_other_number_may_be_a_row(copy: str) -> None:
    assert goes_on_about_files(FOUND, copy, parts_of(Said(copy), NameIndex(())))


@sweep("copy", ["把这个空间删了", "delete this space", "它还剩多少", "how much room is left in it"])
def test_what_speaks_of_a_space_is_about_one(copy: str) -> None:
    assert not goes_on_about_files(FOUND, copy, ())


def test_what_deletes_a_space_deletes_a_file_then() -> None:
    assert route_of_files("space delete", FOUND) == "file delete"
    assert route_of_files("space delete", LastAnswer("bin", {}, 0, "card")) == "bin remove"
    assert route_of_files("quota", FOUND) == "quota"
    assert route_of_files("version restore", FOUND, counted=True) == "bin restore"
    shown = LastAnswer("versions", {"file": "1"}, 0, "card")
    assert route_of_files("version restore", shown, counted=True) == "version restore"
