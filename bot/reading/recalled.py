"""A file that somebody remembers, and not where it is: 记得谁传过一份合同-03，忘了搁哪了."""

import re
from collections.abc import Sequence
from typing import Final

from bot.reading.parts import Mention
from bot.reading.said import Said
from bot.reading.understood import Understood, Wish

_WHEN: Final = (
    "(?:[上这本]个?(?:月|周|星期|礼拜|季度)|去年|今年|昨天|前天|前[几两]天|前阵子"
    "|前段时间|之前|以前|早先|早些时候"
    "|刚才|刚刚|最近|年初|月初|有一?[次回])"
)
_RECALLED: Final = re.compile(
    "^(?:(?:你好|您好|请问|哎|唉|那个|麻烦|我们?|咱们?)[ ,]*)*"
    "(?:(?:还|依稀|隐约|好像|似乎)?(?:记得|印象[中里]|记着)|好像|似乎)?[ ,]*"
    f"{_WHEN}?(?:的时候)?(?:好像|似乎)?"
    "(?:是?有?(?:谁|人|哪位|同事|别人|一?个同事)|我们?|他们?|她们?"
    "|[\u4e00-\u9fff]{2,4}?)?(?:好像|曾经?|曾)?"
    "(?:上传|传|发|存|放|分享|共享|做|写|整理|弄)过?了?(?:来)?(?:一?[份个张篇套]"
    "|[那这][份个张篇套])?"
    "(?:叫|名叫|叫做)? ?(?P<x>[^,;?!]{2,40}?)(?:的?(?:文件|文档))?(?:来着|的|了|吧)?[ ,.;]+"
    "(?:可是?|但是?|不过|现在|就是|我|都|却|又|也)*"
    "(?:忘|不记得|记不得|记不清|不知道|不清楚|想不起来?|找不[到着])(?:了|是|我|被|给"
    "|他|放|搁|存|丢|扔|传|在|到|去|它|存到|楚)*"
    "(?:哪|什么地方|啥地方|何处)[^,;?!]{0,6}"
    "(?:[ ,.;!?]+(?P<rest>.*))?$"
)
_LOOKS: Final = re.compile(
    "(?:请|麻烦|劳烦|你|您|能不能|可以|能|给我|帮我?|帮忙|给|再|就)*(?:找|搜|查|翻"
    "|看|瞧|定位)(?:一?[找搜查翻看下]|出来?|到|给我|它)*"
    "(?:吗|吧|呗|呢|啊|[ ,.!?])*"
)


def recalled(said: Said, parts: Sequence[Mention]) -> Understood | None:
    """Give the search for a file that is told of so, and what is wished of it besides, which is
    not done; None for anything else.
    """
    found = _RECALLED.match(said.copy)
    if found is None:
        return None
    start, end = found.span("x")
    named = [
        each
        for each in parts
        if each.kind in {"file", "quoted"} and start <= each.start and each.end <= end
    ]
    words = named[0].text.rpartition("/")[2] if len(named) == 1 else said.typed(start, end)
    wish = Wish("find", {"words": words.strip(" \"“”'")}, 1.0)
    rest = found["rest"] or ""
    looks = _LOOKS.match(rest)
    begins = found.start("rest") + (looks.end() if looks else 0)
    besides = said.typed(begins, len(said.copy)).strip(" ,，。.!！?？") if rest else ""
    return Understood("sure", (wish,), kept=True, unanswered=besides)
