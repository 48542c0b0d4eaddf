"""What is said not to be meant is left out, where something else is."""

from bot.reading.denied import without_denied
from bot.reading.names import NameIndex
from tests.sweeping import sweep

INDEX = NameIndex(["Engineering", "Finance", "Legal", "市场部", "设计资料"])


@sweep(
    ("said", "meant"),
    [
        ("I meant Legal not Engineering", "I meant Legal"),
        ("我说的是设计资料，不是市场部", "我说的是设计资料，"),
        ("不是市场部，是设计资料，还剩多少", "设计资料，还剩多少"),
        ("warn us over 85% not 90, 90 is too late", "warn us over 85%"),
        (
            "80% 报警太晚了，把 Engineering 的预警线调到 70%",
            "把 Engineering 的预警线调到 70%",
        ),
        ("别等到90才提醒，85就提醒", "85就提醒"),
    ],
)
def test_what_is_not_meant_is_left_out(said: str, meant: str) -> None:
    assert without_denied(said, INDEX) == meant


@sweep(
    "said",
    [
        "do not delete Finance",
        "it is not in Finance, maybe Legal",
        "不是市场部吗",
        "90% is too late",
    ],
)
def test_nothing_is_left_out_where_nothing_else_is_meant(said: str) -> None:
    assert without_denied(said, INDEX) == said
