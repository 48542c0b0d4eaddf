"""What the picture of the fastest growing spaces shows."""

from dataclasses import replace

from bot.charts.bars import MOST, FolderHeld, Growth, bars, held_bars
from bot.times.spans import DAY
from tests.bot.charts.test_trend import TEXTS

GIB = 1 << 30
NOW = 1_795_500_000_000
GROWTHS = (
    Growth("市场部", 62 * GIB, 0.91),
    Growth("Video raw", 31 * GIB, 1.04),
    Growth("Shared", 6 * GIB + GIB // 5, None),
)


def test_each_bar_is_as_long_as_its_growth() -> None:
    shown = bars(GROWTHS, NOW - 7 * DAY, NOW, TEXTS["en"])

    assert shown.title == "Fastest growing"
    assert shown.when == "Nov 17\N{THIN SPACE}–\N{THIN SPACE}24"
    assert [bar.length for bar in shown.bars] == [1, 0.5, 0.1]
    assert [bar.amount for bar in shown.bars] == ["+62\u00a0GB", "+31\u00a0GB", "+6.2\u00a0GB"]
    assert [(bar.full, bar.mood) for bar in shown.bars] == [
        ("91%", "high"),
        ("104%", "full"),
        ("", "calm"),
    ]


def test_it_speaks_chinese() -> None:
    assert bars(GROWTHS, NOW - DAY, NOW, TEXTS["zh"]).title == "增长最快"


def test_only_so_many_bars_fit_and_nothing_that_did_not_grow() -> None:
    many = [Growth(str(place), place, None) for place in range(20, -1, -1)]

    assert len(bars(many, 0, DAY, TEXTS["en"]).bars) == MOST
    assert bars([Growth("flat", 0, 0.5)], 0, DAY, TEXTS["en"]).bars == ()


def test_what_looks_the_same_has_one_name() -> None:
    def digest(*growths: Growth) -> str:
        return bars(growths, NOW - DAY, NOW, TEXTS["en"]).digest

    assert digest(*GROWTHS) == digest(replace(GROWTHS[0], by=62 * GIB + 1), *GROWTHS[1:])
    assert digest(*GROWTHS) != digest(*GROWTHS[1:])


def test_folders_say_what_they_hold_and_what_part_of_all_that_is() -> None:
    folders = [
        FolderHeld("海报", 3 * GIB),
        FolderHeld("Video", GIB, at_least=True),
        FolderHeld("empty", 0),
    ]
    shown = held_bars("Design", folders, 4 * GIB, TEXTS["en"])

    assert (shown.title, shown.when) == ("Design", "Biggest folders")
    assert [(bar.name, bar.amount, bar.full) for bar in shown.bars] == [
        ("海报", "3\u00a0GB", "75%"),
        ("Video", "≥ 1\u00a0GB", "25%"),
    ]
    assert [bar.length for bar in shown.bars] == [1, 0.333]
    assert held_bars("设计", folders, 4 * GIB, TEXTS["zh"]).when == "最大的文件夹"
