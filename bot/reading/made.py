"""New spaces with more said of them: *make a space for the Berlin office with 20 GB, Ann runs it*.

What is said behind the name, a size or who is to be in charge, is no second wish and no part of
the name: whoever asks about the new space says what becomes of it.
"""

import re
from typing import Final

from bot.language import size_in, unquoted, without_size
from bot.reading.plainly import NO_NAME
from bot.reading.said import Said
from bot.reading.understood import Wish
from bot.reading.wished import against

_ZH_KIND: Final = "(?:空间|钉盘|云盘|网盘|共享盘|盘)"
_EN_KIND: Final = "(?:space|drive|workspace)"
_HEAD: Final = re.compile(
    "(?:(?:请|帮我们?|帮忙|麻烦你?|您?好|[你您]好|我们?[想要]|再|给我们?|给咱们?"
    "|赶紧|赶快|快点?|马上|尽快"
    "|立刻|先|现在|[给为][^ ,.给为]{1,10}?(?=新?建|新?开|创建|[弄搞整]))[ ,]*)*"
    "(?:新?建|新?开|创建|弄|搞|整)(?:立|设)?(?:一?个)?(?:新的?)?(?:共享)?"
    f"(?P<zh>{_ZH_KIND})?[, ]*(?:名字|名称)?(?:就?叫做?|取名为?|命名为|名叫|名为)? ?"
    "|(?:(?:please|pls|hi|hey|hello|can you|could you|ok|so)[ ,]*)*"
    "(?:make|create|set up|open|(?:we|i) (?:need|want))(?: me| us)?(?: an?| another| one)?"
    f"(?: (?:new|shared|team))* (?P<en>{_EN_KIND})(?:,? (?:called|named|for))?[:,]? "
    "(?:the )?"
    f"|(?:(?:please|pls|hi|hey|hello|ok)[ ,]*)*(?P<new>new {_EN_KIND})(?: (?:please|pls))?"
    "(?: ?[:-] ?| )"
    "|(?:(?:请|麻烦你?)[ ,]*)*(?:新建?|开|要)一?个?(?P<colon>空间|钉盘|网盘|盘) ?: ?"
)
_CALLED: Final = re.compile(
    f"[^ ,.;里的]{{1,8}}{_ZH_KIND}[, ]*(?:名字|名称)?(?:就?叫做?|取名为?|起名为?"
    f"|命名为|名叫|名为) ?"
)
"""What kind of space it is, before its name: 一个项目空间，叫蓝鲸计划."""
_KIND_BEHIND: Final = re.compile(
    " ?的?(?:空间|钉盘|云盘|网盘|共享盘|(?<![复键磁硬沙光转罗地楼全开收])盘)$"
)
_BEGINS: Final = re.compile(
    "(?:in|on|with|at|from|that|which|where|to|of|so|because|it|and|or|the|a|an|about)(?![a-z])"
    "|[里给让由的在到和跟]|文件夹"
)
_LONGEST: Final = 60


_INVERTED: Final = re.compile(
    "(?:烦请|请|麻烦你?|帮我|[ ,])*(?:把|将) ?(?P<name>[^,;!?]{2,40}?) ?(?:空间|钉盘|云盘)"
    "(?:给|也|先)*(?:新建|创建|建立|建|开通)(?:立|好|起来|出来|一下|了|吧)*(?=$|[,.])"
)
"""A new space whose name stands before the verb: 将“季度汇报”空间建立，配额15GB."""

_FOR: Final = re.compile(
    "(?:(?:please|pls|plz|hi|hey|hello|ok|okay|so|can you|could you|would you|will you|kindly|also"
    "|and|now|just|i'd like you to|go ahead and)[ ,]+)*+"
    "(?:make|create|set up|open(?: up)?|start|spin up|add|build)(?: (?:me|us))?(?: up)?"
    "(?: (?:an?|another|one|one more))?(?: (?:new|fresh|separate))*+(?: (?:shared|team))*+"
    f" {_EN_KIND},? for (?:(?:the|our|my|a) )*+"
    '(?P<name>[a-z0-9][^,.;:!?"]{1,50}?)'
    "(?:,? (?:please|pls|plz|thanks|thank you|thx|asap|today|now|soon))*+[ .!]*+$"
)
"""A new space of which only it is said whom it is for: *make me a new space for the Paris team*."""
_NOBODY: Final = re.compile(
    "(?<![a-z])(?:it|this|that|them|these|those|us|me|you|him|her|everyone|everybody|all|what|who"
    "|with|so|because|since|by|in|on|where|which|to|from|until|till|before|after|whose"
    "|tomorrow|today|next|later|now|is|are|was|can|called|named|should|delete|remove)(?![a-z])"
    "|^(?:stor|shar|keep|putt|upload|sav|collect)ing(?![a-z])|[0-9] ?[gmt]b?(?![a-z])"
)
"""Who stands for nobody by name, and what goes on."""


def _for_somebody(said: Said) -> Wish | None:
    found = _FOR.match(said.copy)
    if found is None or _NOBODY.search(found["name"]) or NO_NAME.search(found["name"]):
        return None
    return Wish("space create", {"name": said.typed(*found.span("name")).strip()}, 1.0)


def made(said: Said) -> Wish | None:
    """Give the new space that is wished with what else is said of it; None for any other wish."""
    inverted = _INVERTED.match(said.copy)
    if inverted is not None:
        name, behind = (
            said.typed(*each) for each in (inverted.span("name"), (inverted.end(), len(said.copy)))
        )
        return made(Said(f"新建空间 {name}{behind}"))
    if (plain := _for_somebody(said)) is not None:
        return plain
    head = _HEAD.match(said.copy)
    if head is None:
        return None
    called = _CALLED.match(said.copy, head.end())
    rest = said.typed(called.end() if called else head.end(), len(said.copy)).strip()
    name, behind = without_size(rest)
    bare = _KIND_BEHIND.sub("", name)
    is_space = called or head["zh"] or head["en"] or head["new"] or head["colon"] or bare != name
    is_quoted = unquoted(rest) != rest and unquoted(rest) == bare
    is_space = is_space or is_quoted or _is_one(rest, name, behind)
    if not is_space or not (behind or is_quoted) or not 0 < len(bare) <= _LONGEST or '"' in behind:
        return None
    if _BEGINS.match(bare.casefold()) or NO_NAME.search(Said(bare).copy):
        return None
    between = " " if behind.startswith("for ") else ", " if bare.isascii() else "，"
    wish = Wish("space create", {"name": f"{bare}{between}{behind}" if behind else bare}, 1.0)
    ends = said.copy.find(Said(behind).copy) if behind else head.end()
    doubtful = against(said.before(ends), (), wish)
    return None if doubtful or _ASKS.search(said.copy) else wish


def _is_one(rest: str, name: str, behind: str) -> bool:
    """Whether only a space can be meant, though nobody says so: it is to have a size, or its name
    is quoted and somebody is let in.
    """
    is_quoted = unquoted(name) != name or not rest.startswith(name)
    return not _OTHERS.search(name) and bool(size_in(behind) or (is_quoted and behind))


_OTHERS: Final = re.compile("文件|目录|提醒|级别|规则|链接|[个的]|[0-9]$")
"""What else is made, or no name."""
_ASKS: Final = re.compile(
    "[吗?]|如果|要是|万一|的话|或者|还是|算了|开玩笑|(?<![a-z])(?:if|unless|maybe|or|not|never|"
    "don't)(?![a-z])"
)
