"""The reason behind the amount of a request reaches whoever decides on it."""

from bot.dispatch.why_between import why_between
from bot.dispatch.why_said import with_why
from bot.reading import Understood, Wish
from tests.sweeping import sweep


@sweep(
    ("text", "why"),
    [
        ("市场部不够用了，申请加20G，下周有展会素材要传", "下周有展会素材要传"),
        ("申请给市场部加20G，因为季度末资料多。", "季度末资料多"),
        ("跟管理员说一声再多给20个G，季度末合同实在太多", "季度末合同实在太多"),
        ("申请给市场部加20G，谢谢", ""),
        ("市场部满了，再申请加20G", ""),
        ("申请给市场部加20G，另外谁占的地方最多", ""),
    ],
)
def test_a_reason_stands_with_the_amount(text: str, why: str) -> None:
    wish = Wish("request room", {"space": "市场部", "size": "+20 GB"}, 1.0)

    read = with_why(text, Understood("sure", (wish,)))

    assert read.wishes[0].raw["size"] == (f"+20 GB 因为{why}" if why else "+20 GB")


@sweep(
    ("text", "bare", "why"),
    [
        (
            "销售合同快塞不下了，客户那边催得紧，能不能跟领导说一声给加50个G",
            "销售合同快塞不下了，能不能跟领导说一声给加50个G",
            "客户那边催得紧",
        ),
        ("市场部满了，下周展会素材多，申请加20G", "市场部满了，申请加20G", "下周展会素材多"),
        ("市场部满了，申请加20G", "市场部满了，申请加20G", ""),
        ("市场部满了，先别删，申请加20G", "市场部满了，先别删，申请加20G", ""),
    ],
)
def test_a_reason_stands_between(text: str, bare: str, why: str) -> None:
    assert why_between(text) == (bare, why)
