"""A time that an answer is not limited to is said plainly."""

from bot.cards import Card
from bot.dispatch.spans import span_left_out, trend_untaken
from bot.reading import Wish
from tests.bot.dispatch.test_by_meaning import Hearing, hearing
from tests.handlers.calling import body
from tests.sweeping import sweep

__all__ = ["hearing"]


@sweep(
    ("words", "said", "span"),
    [
        ("digest", "最近一个月有什么变化", "最近一个月"),
        ("digest", "what happened in the last 3 months", "in the last 3 months"),
        ("digest", "what changed since yesterday", "since yesterday"),
        ("digest", "这周有什么变化", ""),
        ("digest", "what happened this week", ""),
        ("digest", "the last seven days please", ""),
        ("quota top", "这周涨得最猛的是哪个", "这周"),
        ("quota top", "which will be full within two weeks", "within two weeks"),
        ("quota top", "which ones will be full before christmas?", "before christmas"),
        ("quota top", "年底前哪些会满", "年底前"),
        ("quota top", "top 3", ""),
        ("spaces", "三个空间", ""),
        ("audit", "今天都有谁改过什么，给我看下", "今天"),
        ("audit", "what was changed today", "today"),
        ("quota", "今天市场部还剩多少", ""),
        ("alert mute", "for two weeks", ""),
    ],
)
def test_the_time_that_is_left_out_is_found(words: str, said: str, span: str) -> None:
    assert span_left_out(words, {}, said) == span


def test_a_month_that_a_list_is_narrowed_by_is_not_left_out() -> None:
    assert span_left_out("spaces", {"words": "new this month"}, "new spaces this month") == ""


def test_a_trend_is_drawn_of_all_that_is_known() -> None:
    assert trend_untaken("alert trend", "人力资源最近一个月涨了多少啊") == "最近一个月"
    assert not trend_untaken("alert trend", "人力资源涨得快吗")
    assert not trend_untaken("quota", "人力资源最近一个月涨了多少啊")


async def test_the_card_says_that_it_is_not_limited(hearing: Hearing) -> None:
    await hearing.means(Wish("quota top", {"growing": "growing"}, 0.95))

    card = await hearing.says("which grew most in the last two months")

    assert card.span == "in the last two months"
    assert "Not limited to “in the last two months”" in body(card)


def test_without_a_time_nothing_is_said() -> None:
    assert "Not limited" not in body(Card("nothing_to_cancel"))
