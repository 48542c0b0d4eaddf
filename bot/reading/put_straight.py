"""Puts straight what Chinese says in between, and in formal words, before a sentence is read.

Why a file is to be called otherwise (名字起得不对，改成…) stands between the file and its new name;
烦请将, 之 and 供各位参阅 are only how a formal letter says 把, 的 and nothing.
"""

import re
from dataclasses import replace
from typing import Final

from bot.reading.file_names import ENDINGS
from bot.reading.given import with_end
from bot.reading.names import NameIndex
from bot.reading.said import Said
from bot.reading.said_around import kind_remembered, without_kind
from bot.reading.understood import Wish

_ENDED: Final = rf"(?:\.(?:{ENDINGS})|[-_][0-9]{{1,8}})[\"”」』]?"
_CALLED: Final = "(?:这?个?文件)?的?(?:文件名|名字|名称|命名|标题|名)(?:儿)?"
_WRONG: Final = (
    "(?:不太?|没|有点儿?|太|都|是|给|被|全)*(?:对|好|准|妥|合适|规范|清楚|准确|统一|错了?|有误|有错"
    "|长|乱|土|随意|随便|短|啰嗦|有问题|过时)"
)
_WHY_RENAMED: Final = re.compile(
    rf"(?P<file>{_ENDED}) ?(?:{_CALLED}(?:起|取|写|打|弄|标|叫|命名?)?(?:得|的)?{_WRONG}"
    rf"|(?:写|起|取|打|标|叫|命)名?(?:得|的)?(?:错了?|不对))(?:了|啊|呀|的)*[,，。;；!！ ]+"
    "(?:请|麻烦你?|帮我|帮忙|给我|你|应该|应|得|要|就|直接|把它|它|给它|给|[ ])*"
    "(?:重命名|更名|改名|改|换|叫)(?:一下)?(?:成|为|叫做?|做|作)?[ :：]*(?=[^,，。;；!！?？]{2})",
    re.IGNORECASE,
)
_REQUESTS: Final = re.compile(
    "(?:烦请|敬请|恳请|还请|谨请|劳烦|烦劳|有劳)(?:您|贵方|你)?(?=[将把给帮为向])"
)
_FOR_ALL: Final = re.compile(
    "[,，;；。 ]*(?:以便|以|供|便于|方便)(?:(?:各位|大家|全体|诸位|同事们?|领导们?"
    "|与会者|相关人员|参会人员|内部)"
    "|各|的|及)*(?:参阅|参考|查阅|审阅|传阅|使用|知悉|阅览|学习|备查|阅读|过目)(?:之用|用)?"
    "(?=[,，。;；!！~ ]|$)"
)
_NOT_DAILY: Final = re.compile(
    "(?P<digest>汇总|摘要|日报|周报|简报|报告)(?:以后|就|还是|请|也)*(?:不要|不用"
    "|不必|别|甭)(?:再)?(?:给我们?)?"
    "(?:每天|天天|每日|老|一天一次)+(?:都)?(?:发|推送?|来|报)?(?:了|的|啦|吧)*[,，。;； ]+"
    "(?:就|请|帮我|给我|以后|从现在起)*(?:改成|改为|换成|调成|改|变成"
    "|以后)(?=.*(?:周|星期|礼拜|月))"
)
"""Who says so wants it at another time, and not ended."""
_KEPT_AWAY: Final = re.compile(
    "(?P<to>(?:挪|移动?|搬|转移|放|存|拷贝?|复制)[到进去至][^,，。;；!！?？的/]{2,30}?)"
    "(?:(?:里面?|那边|去|下面|中)(?:来|做|用来|作)?|(?<=[a-zA-Z0-9]) ?)"
    "(?:归档|存档|备份|备查|留档|留底|保管)"
    "(?=(?:吧|了|哈|啊|呗|一下|即可|就行|就好)*(?:[,，。;；!！?？ ]|$))"
)
"""What a file is moved for, behind the place."""
_LOOKS: Final = re.compile("找(?!回)|搜|在哪|放哪|忘了放")
_REASONED: Final = re.compile("(?<=吧)(?=没|不(?!是|对|行)|反正|用不|太|早就|都(?!$))")
"""Where a reason begins without a sign before it: 删了吧没用了."""
_LET_GO: Final = re.compile(
    "(?<=[删扔清停关撤])(?P<x>了|掉|掉了)算了(?=[吧啊哈呗]*(?:[,，。;；!！ ]|$))"
)
"""*删了算了* takes nothing back."""
_RECALLS: Final = re.compile(
    "^(?:我|咱)?(?:隐约|好像|依稀)?记得(?:好像|应该)?有(?:一?[个份张]|文件叫)(?=[^,，]{2,40}(?:[,，]|$))"
)
_THROWN: Final = re.compile("扔错")
_TOP: Final = re.compile("(?<=[,，])(?:给我|帮我)?(?:看看?|列出?|列一下)(?=前[^,，]{1,3}个)")
_WHATEVER: Final = re.compile("啥(?=东西|文件|玩意)")
_OF: Final = re.compile("之(?![前后间外一类上下内中])")


def put_straight(text: str, index: NameIndex) -> str:
    """Give a sentence as it says the same plainly; any other text as it is."""
    text = _LET_GO.sub(r"\g<x>", _REASONED.sub("，", text))
    text = _TOP.sub("", _WHATEVER.sub("什么", _THROWN.sub("删错", text)))
    text = with_end(_RECALLS.sub("找一下", text))
    text = _KEPT_AWAY.sub(r"\g<to>", _FOR_ALL.sub("", _REQUESTS.sub("", text)))
    text = without_kind(text) if _LOOKS.search(text) else text
    return renamed(_NOT_DAILY.sub(r"\g<digest>改成", _with_of(text, index)))


def with_bare_time(wish: Wish) -> Wish:
    """Give a wish with its time without the sign that stood behind it: 再给一周，他还没弄完."""
    time = wish.raw.get("time", "")
    bare = time.rstrip(" ,，.。;；")
    return wish if bare == time or not bare else replace(wish, raw={**wish.raw, "time": bare})


def with_remembered_kind(wish: Wish, text: str) -> Wish:
    """Give a search with the kind that is told of the file behind its name."""
    kind, words = kind_remembered(text), wish.raw.get("words", "")
    if wish.words != "find" or not words or not kind or kind in words:
        return wish
    return replace(wish, raw={**wish.raw, "words": f"{words}{kind}"})


def renamed(text: str) -> str:
    """Give a new name for a file without why the old one is not right."""
    return _WHY_RENAMED.sub(r"\g<file> 改名为 ", text, count=1)


def _with_of(text: str, index: NameIndex) -> str:
    """Give 市场部之纪要 as 市场部的纪要, behind the name of a space that is known."""
    said = Said(text)
    for space in index.all_in(said.copy) if "之" in text else ():
        if _OF.match(said.copy, space.end):
            before, behind = said.typed(0, space.end), said.typed(space.end + 1, len(said.copy))
            return f"{before}的{behind}"
    return text
