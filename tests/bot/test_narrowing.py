"""What a list is narrowed by, in the forms in which people say it."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.language import Narrowed, count_said, order_said
from bot.sizes import GB
from tests.sweeping import sweep

READ = Narrowed("words").read
SAID: dict[str, dict[str, Any]] = {
    "over 90%": {"least_share": 90},
    "full within 14 days": {"within": 14},
    "14 天内用满": {"within": 14},
    "超过九成": {"least_share": 90},
    "90%以上": {"least_share": 90},
    "九成以上的空间": {"least_share": 90},
    "使用率超过90%": {"least_share": 90},
    "用了八成半以上": {"least_share": 85},
    "more than three quarters full": {"least_share": 75},
    "under 50 percent": {"below_share": 50},
    "不到一半": {"below_share": 50},
    "九成以下": {"below_share": 90},
    "full": {"kinds": {"full"}},
    "满了": {"kinds": {"full"}},
    "nearly full": {"kinds": {"nearly full"}},
    "快满的": {"kinds": {"nearly full"}},
    "empty": {"kinds": {"empty"}},
    "空的": {"kinds": {"empty"}},
    "没用过的": {"kinds": {"empty"}},
    "growing": {"kinds": {"growing"}},
    "在涨的": {"kinds": {"growing"}},
    "mine": {"kinds": {"mine"}},
    "我的空间": {"kinds": {"mine"}},
    "made by me": {"kinds": {"mine"}},
    "new this month": {"kinds": {"new"}},
    "made this month": {"kinds": {"new"}},
    "本月新建": {"kinds": {"new"}},
    "larger than 100 GB": {"least_size": 100 * GB},
    "大于两百G": {"least_size": 200 * GB},
    "100G以上": {"least_size": 100 * GB},
    "小于10G的": {"below_size": 10 * GB},
    "sorted by name": {"sorting": "name"},
    "按名称": {"sorting": "name"},
    "按大小从大到小排序": {"sorting": "size"},
    "by growth": {"sorting": "growth"},
    "newest first": {"sorting": "newest"},
    "emptiest first": {"sorting": "emptiest"},
    "最空的": {"sorting": "emptiest"},
    "most room left": {"sorting": "room"},
    "剩余空间最多": {"sorting": "room"},
    "smallest first": {"sorting": "smallest"},
    "用得最少": {"sorting": "smallest"},
    "top 5": {"most": 5},
    "前五": {"most": 5},
    "前 10 个": {"most": 10},
    "five biggest": {"most": 5, "sorting": "size"},
    "最大的三个": {"most": 3, "sorting": "size"},
    "the first ten over 90%": {"most": 10, "least_share": 90},
    '"Finance" or "Legal"': {"named": 2},
    "“市场部”和“Finance”": {"named": 2},
    '"a", "b" and "c" by size': {"named": 3, "sorting": "size"},
    "over 90% finance page 2": {"least_share": 90, "words": "finance", "page": 2},
    "超过九成的财务 第二页": {"least_share": 90, "words": "财务", "page": 2},
    "empty and mine": {"kinds": {"empty", "mine"}},
    "growing Finance by size": {"kinds": {"growing"}, "words": "Finance", "sorting": "size"},
    "page 3": {"page": 3},
    "all the spaces": {},
    "所有空间": {},
    "the spaces page 2": {"page": 2},
    'full "new this month"': {"kinds": {"full"}, "words": "new this month"},
    "full moon": {"kinds": {"full"}, "words": "moon"},
}
NAMES = [
    "空调",
    "满意度",
    "我的世界",
    "fullness",
    "Minerals",
    "half",
    "100 GB",
    "over the top",
    '"full"',
    "市场 部",
    "三个",
    "前台",
    "top shelf",
    "five",
    "room",
]
SENTENCES = {
    "which space has the most room": ("most room first", ""),
    "哪个盘最空": ("emptiest first", ""),
    "最大的三个空间是哪几个": ("largest first", "top 3"),
    "show me the top 3 biggest spaces": ("largest first", "top 3"),
    "用量最少的五个盘": ("smallest first", "top 5"),
    "排名前十": ("", "top 10"),
    "which team takes up the most room": ("", ""),
    "the first three days": ("", ""),
    "最近三个月": ("", ""),
    "前三天": ("", ""),
    "下班前六点": ("", ""),
    "前一页": ("", ""),
}


@sweep(("said", "found"), SAID.items())
def test_conditions_are_read_in_either_language(said: str, found: dict[str, Any]) -> None:
    data = {**READ(said).data(0, 0), "page": READ(said).page}
    nothing = {**READ("").data(0, 0), "page": 1}

    changed = {name: value for name, value in data.items() if value != nothing[name]}
    changed.pop("typed", None)
    assert changed == {n: sorted(v) if isinstance(v, set) else v for n, v in found.items()}


@sweep("name", NAMES)
def test_a_name_that_only_begins_like_a_condition_is_a_name(name: str) -> None:
    assert READ(name).is_plain
    assert READ(name).words == name.strip('"')


@sweep(
    ("said", "left"),
    [("finance growing", "finance"), ("over 90% 按增长 财务", "over 90% 财务"), ("growing", "")],
)
def test_what_is_no_order_is_left_of_an_order(said: str, left: str) -> None:
    assert READ(said).unordered == left


@sweep(("said", "found"), SENTENCES.items())
def test_a_sentence_says_in_which_order_and_how_many(said: str, found: tuple[str, str]) -> None:
    assert (order_said(said), count_said(said)) == found


@given(st.text())
def test_any_text_narrows(text: str) -> None:
    assert READ(READ(text).typed) == READ(READ(text).typed)
    assert READ(text).page >= 0
