"""Parts of sentences, each found and read as it would be typed."""

from bot.reading.lookup import Lookup
from bot.reading.names import NameIndex, NameIndexes
from bot.reading.numbers import digits, numbers, ordinals, pages, percents, sizes
from bot.reading.said import Said, folded
from bot.reading.times import times
from tests.bot.reading.test_reader import named
from tests.sweeping import sweep


@sweep(
    ("said", "size"),
    [
        ("设成500G吧", "500 GB"),
        ("五百个G", "500 GB"),
        ("半个T", "0.5 TB"),
        ("一个半T", "1.5 TB"),
        ("1T半", "1.5 TB"),
        ("two terabytes", "2 TB"),
        ("1,500 gigs", "1500 GB"),
        ("两百兆", "200 MB"),
    ],
)
def test_a_size(said: str, size: str) -> None:
    assert [part.text for part in sizes(folded(said))] == [size]


@sweep(
    ("said", "percent"),
    [
        ("九成", "90"),
        ("八成半", "85"),
        ("九成五", "95"),
        ("百分之九十五", "95"),
        ("９０％", "90"),
        ("ninety percent", "90"),
    ],
)
def test_a_part_of_a_hundred(said: str, percent: str) -> None:
    assert [part.text for part in percents(folded(said))] == [percent]


@sweep(
    ("said", "number"),
    [
        ("the third one", "3"),
        ("第三個", "3"),
        ("#3", "3"),
        ("3号", "3"),
        ("number two", "2"),
        ("第12个空间", "12"),
        ("排在最前面的那个", "1"),
    ],
)
def test_a_number_of_the_last_list(said: str, number: str) -> None:
    assert [part.text for part in ordinals(folded(said))] == [number]


@sweep(("said", "page"), [("page 2", "2"), ("第二页", "2"), ("第 3 页", "3"), ("page two", "2")])
def test_a_page(said: str, page: str) -> None:
    assert [part.text for part in pages(folded(said))] == [page]
    assert list(ordinals(folded(said))) == []


@sweep(
    ("said", "number"),
    [
        ("三千二百", "3200"),
        ("三千二", "3200"),
        ("一万零五十", "10050"),
        ("3,200", "3200"),
        ("eighty five", "85"),
        ("二〇二六", "2026"),
    ],
)
def test_a_number_in_digits(said: str, number: str) -> None:
    assert digits(said) == number


def test_thousands_may_be_short() -> None:
    assert [part.text for part in numbers("we had 3.2k calls")] == ["3200"]


@sweep(
    ("said", "kind", "text"),
    [
        ("mute it for three hours please", "span", "for 3 hours"),
        ("发到每周五下午五点半", "weekly", "每周五下午五点半"),
        ("from 10 pm to 8 am nobody writes", "hours", "from 10 pm to 8 am"),
        ("remind us tomorow", "days", "tomorrow"),
        ("holidays from 24 to 26 december", "days", "december 24 to 26"),
        ("每天早上九点来一份", "clock", "每天早上九点"),
        ("国庆不要发", "days", "国庆"),
    ],
)
def test_a_time(said: str, kind: str, text: str) -> None:
    assert [(part.kind, part.text) for part in times(folded(said))][:1] == [(kind, text)]


@sweep(
    ("said", "kinds"),
    [
        ("mute alerts until the end of the month", ["moment"]),
        ("can you mute alerts until the end of the month", ["moment"]),
        ("will you mute alerts until the end of the year", ["moment"]),
        ("提醒静音到月底", ["moment"]),
        ("开会，能静音到月底吗", ["moment"]),
        ("will it last until the end of the year", []),
        ("will we make it to the end of the month", []),
        ("月底前会不会超", []),
        ("能撑到年底吗", []),
    ],
)
def test_an_end_of_a_period_that_is_asked_about_is_no_time(said: str, kinds: list[str]) -> None:
    assert [part.kind for part in times(Said(said).copy)] == kinds


def test_a_name_is_not_inside_another_word_but_beside_characters() -> None:
    index = NameIndex(["HR", "财务", "财务备份"])

    assert [part.text for part in index.all_in("the hrs of hr")] == ["HR"]
    assert [part.text for part in index.all_in("hr的盘和财务备份")] == ["HR", "财务备份"]


def test_a_name_with_blanks_is_found_without_them() -> None:
    assert [part.text for part in NameIndex(["Finance 2025"]).all_in("finance2025")] == [
        "Finance 2025"
    ]


def test_the_same_list_is_prepared_once() -> None:
    indexes, seen = NameIndexes(), named("Finance")

    assert indexes.of(seen.spaces) is indexes.of(seen.spaces)
    assert indexes.of(named("Legal").spaces) is not indexes.of(seen.spaces)


def test_an_argument_keeps_the_characters_that_were_typed() -> None:
    said = Said("建空间 ＡＢＣ①")
    place = said.copy.index("abc")

    assert said.typed(place, place + 4).strip() == "ＡＢＣ①"


def test_traditional_characters_are_read_as_simplified_ones() -> None:
    assert Said("刪除這個空間").copy == "删除这个空间"


def test_the_longest_word_is_found() -> None:
    found = Lookup([("删", 1), ("删除", 2), ("not", 3), ("no", 4)])

    assert [value for _, _, value in found.all_in("删除 not no nothing")] == [2, 3, 4]


@sweep(
    ("said", "names", "meant"),
    [
        ("how full is legal", ["Legal 法务"], ["Legal 法务"]),
        ("法务还剩多少", ["Legal 法务"], ["Legal 法务"]),
        ("市场还剩多少", ["市场（Marketing Team）"], ["市场（Marketing Team）"]),
        ("how full is legal", ["Legal 法务", "Legal"], ["Legal"]),
        ("how full is legal", ["Legal 法务", "Legal 合同"], []),
        ("how full is legal", ["Legal Archive 2024"], []),
    ],
)
def test_either_half_of_a_name_in_both_languages_is_that_name(
    said: str, names: list[str], meant: list[str]
) -> None:
    assert [each.text for each in NameIndex(names).all_in(folded(said))] == meant


@sweep("said", ["给双十一筹备组设100g配额", "把十一月的文件删了", "删掉11月的报表", "双十二活动"])
def test_a_festival_or_a_month_is_no_number_of_a_list(said: str) -> None:
    found = [*ordinals(folded(said)), *numbers(folded(said))]

    assert not {"11", "12"} & {each.text for each in found}
    assert [each.text for each in numbers(folded("删掉11"))] == ["11"]
