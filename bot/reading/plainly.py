"""Wishes that are said so plainly that nothing has to be weighed: *make me a space called Q3*.

All of a sentence has to be the wish, with nothing before it but courtesy and whom it is for.
"""

import re
from typing import Final

from bot.reading.list_answers import decides_rows
from bot.reading.said import Said, folded
from bot.reading.understood import Topic, Wish

_EN_KIND: Final = "(?:new |team |shared )*(?:space|drive|workspace)"
_ZH_KIND: Final = (
    "(?:新的?|团队|(?:共享|共用|公用|公共|合用|协作|通用)的?)*(?:空间|钉盘|云盘|网盘|盘)"
)
_EN_SIZE: Final = r"(?:,? (?:with|of|and give it) [0-9.]+ ?[mgt]b(?: of (?:space|storage|room))?)?"
_ZH_SIZE: Final = (
    r"(?:[, ]*(?:先?给它?|容量|大小|上限)?(?:要|是|为)? ?[0-9.]+ ?个? ?[mgt]b?"
    r"(?:的?(?:容量|空间))?)?"
)
_NAME: Final = r"(?P<name>[^,.!?;:\"']{1,60}?)"
_MADE: Final = (
    re.compile(
        r"(?:(?:please|pls|hi|hey|hello|can you|could you)[ ,]*)*(?:make|create|set up|open)"
        rf"(?: (?:me|us))? (?:a|an|one|another) {_EN_KIND}(?: for (?:me|us|the team))?,? "
        rf"(?:called|named|by the name of) {_NAME}{_EN_SIZE}(?:,? please)?[.! ]*"
    ),
    re.compile(
        r"(?:(?:请|帮我|帮忙|麻烦你?|你好)[ ,]*)*(?:给|为|替|帮)(?!应用)[^,.!?;:叫别不删]{1,12}?"
        rf"(?:新?建|创建|开|弄|搞)(?:立|设)?一?个?{_ZH_KIND}[, ]*"
        rf"(?:名字)?(?:就?叫做?|取名为?|命名为) ?{_NAME}{_ZH_SIZE}(?:吧|谢谢)?[.! ]*"
    ),
    re.compile(
        r"(?:(?:请|帮我|帮忙|麻烦你?|你好|我要|我想)[ ,]*)*"
        rf"(?:新?建|创建|开|弄|搞)(?:立|设)?一?个?"
        rf"(?:[^,.!?;:叫别不删]{{1,12}}?(?=共享|共用|公用|合用))?{_ZH_KIND}[, ]*"
        rf"(?:名字)?(?:就?叫做?|取名为?|命名为) ?{_NAME}{_ZH_SIZE}(?:吧|谢谢)?[.! ]*"
    ),
)
NO_NAME: Final = re.compile(
    "什么|啥|吗|呢|没有|不|[?]|如果|的话|比如|(?<![a-z])(?:what|if|whatever|unless|not|never|and|or|"
    "then|also|but)(?![a-z])"
)
"""Whoever says this in the place of a name does not only name a space."""
_APPROVED: Final = re.compile(
    "(?:请|那就|好|行|麻烦)*[ ,]*(?:同意|批准|通过|批)第?"
    "(?P<zh>[0-9一二三四五六七八九])(?:个|条|号)"
    "(?:申请)?[吧了.! ]*"
    "|(?:please )?(?:approve|accept) (?:the )?(?P<en>first|second|third|fourth|fifth)"
    "(?: one| request)?(?: please)?[.! ]*"
)
_REQUESTS: Final = frozenset({"requests", "request"})
_DECIDED: Final = _REQUESTS | {"request approve", "request decline"}
_PLACES: Final = {
    **{word: str(n) for n, word in enumerate("一二三四五六七八九", 1)},
    **{word: str(n) for n, word in enumerate(("first", "second", "third", "fourth", "fifth"), 1)},
}


_SAVES: Final = re.compile(
    "(?:等等|等一?下|哎呀?|不对|那个|快|后悔了?|我?[弄搞点]错了?|算了|"
    "[, .!])*(?P<space>[^,.!?]{0,20}?)(?:就?先?(?:别|不)[要想]?删|撤回|撤销|反悔|后悔)"
    "(?:了|来|吧|啊|这个|删除|掉|快|我?[弄搞点]错|还要用?|还有用|撤回|回|[, .!])*"
)
"""Says that what is being deleted is to stay."""


def _saved(copy: str, topic: Topic | None) -> Wish | None:
    """Give the undoing of what was just begun to be deleted, where somebody wants it to stay."""
    found = _SAVES.fullmatch(copy) if topic is not None and topic.words == "space delete" else None
    space = topic.raw.get("space", "") if topic is not None else ""
    if found is None or found["space"].strip() not in {
        "",
        folded(space),
        "这个",
        "它",
        "刚才那个",
        "那个",
    }:
        return None
    return Wish("undo", {"space": space} if space else {}, 1.0)


_RULE_ENDED: Final = re.compile(
    "(?:请|麻烦|帮我|[ ,])*(?:把|将)?[^?？吗.]{0,40}?(?:策略|规则|规定)[^?？吗.]{0,40}?"
    "(?:去掉|删掉?|删除|取消|撤掉|撤销|拿掉|废掉|废除|解除)(?:它|了|吧|掉|谢谢|[ ,.!])*"
    "|(?:(?:please|pls|can you|could you)[ ,]+)*(?:remove|delete|drop|lift|cancel|get rid of|undo)"
    " (?:the|that|this|our) (?:rule|policy)(?: (?:that|which|about|for|against|where))(?![a-z])"
    "[^?]{3,60}"
)


_ANY_RULE: Final = re.compile(
    "^(?:请|麻烦|帮我|把|将|不再?需要|不用|[ ,])*[那这]条(?:审批)?(?:策略|规则|规定)了?[, ]*"
    "(?:去|删|取|撤|拿|废|解)"
)
"""What tells nothing of the rule, which is asked for then."""


def rule_ended(said: Said) -> Wish | None:
    """Give the rules where one of them is to go that is told by what it says: it is removed by its
    number, and what it says is not set once more.
    """
    is_one = re.search("[那这一]条|条(?:规则|规定|策略)|[a-z]{4}", said.copy) is not None
    is_meant = is_one and not re.search("[0-9别找第]|文档|[.]docx?", said.copy)
    is_meant = is_meant and _ANY_RULE.search(said.copy) is None
    is_meant = is_meant and _RULE_ENDED.fullmatch(said.copy) is not None
    return Wish("policy", {}, 1.0) if is_meant else None


def rows_decided(said: Said, topic: Topic | None) -> Wish | None:
    """Give the list of requests where several of its rows are decided on, which are not those that
    are open: neither is done to another.
    """
    is_of_requests = topic is not None and topic.words in _DECIDED
    is_meant = is_of_requests and decides_rows(said.typed(0, len(said.copy)))
    return Wish("requests", {}, 1.0) if is_meant else None


def plainly(said: Said, topic: Topic | None) -> Wish | None:
    """Give what is plainly wished, None for whatever has to be weighed."""
    for pattern in _MADE:
        made = pattern.fullmatch(said.copy)
        if made is not None and NO_NAME.search(made["name"]) is None:
            return Wish("space create", {"name": said.typed(*made.span("name")).strip()}, 1.0)
    if (saved := _saved(said.copy, topic)) is not None:
        return saved
    approved = _APPROVED.fullmatch(said.copy)
    if approved is None or (topic is not None and topic.words not in _REQUESTS):
        return None
    number = approved["zh"] or approved["en"]
    return Wish("request approve", {"number": _PLACES.get(number, number)}, 1.0)
