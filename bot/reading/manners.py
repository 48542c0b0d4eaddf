"""Words of politeness and haste inside a sentence, which are no part of what it names: *if you have
a minute*, 直接, 马上. They are left out before it is read.
"""

import re
from typing import Final

_IF_POLITE: Final = re.compile(
    "(?:若|如|如果|要是|假如)(?:你|您)?(?:方便|可以|可行|能行|行得通|允许|有空|有时间|不忙|不麻烦)"
    "(?:的话)?(?:[,，] ?|(?=请|烦))"
    r"|(?<![a-z])(?:if (?:it'?s |it is |that'?s |that is )?(?:possible|ok(?:ay)?|"
    r"not too much trouble|no trouble|convenient)(?: for you)?|"
    r"if you (?:have|get|find) (?:a |some )?"
    r"(?:minute|moment|second|sec|time|chance)|if you don'?t mind|if you (?:can|could|would)(?=,)"
    r"|when(?:ever)? you (?:have|get) (?:a |some )?(?:minute|moment|second|sec|time|chance))"
    r"(?: please)?(?:[,，] ?|$)",
    re.IGNORECASE,
)
_HASTE: Final = re.compile(
    "(?<=[个份件它张项条们我你您请a-zA-Z0-9])(?:直接|马上|立刻|立即|尽快|尽早|赶紧"
    "|赶快|快点儿?|麻烦|帮忙)"
    "(?=(?:给我|帮我|先|再)*(?:发|传|送|删|移|挪|搬|改|重命名|复制|拷|恢复|还原|找"
    "|列|查|看|分享|共享|清))"
)
_TEH: Final = re.compile(
    "(?<![a-z])(?:teh|hte)(?= (?:duplicates?|files?|spaces?|first|second|third|last|newest|oldest"
    "|biggest|largest|list|alerts?|requests?|ones?)(?![a-z]))",
    re.IGNORECASE,
)
_DUPES: Final = re.compile(
    r"""(?<![\w./\\"'“‘-])(?:(?P<one>dupe?d?)(?= (?:files?|docs?|documents?|photos?|pics?"""
    r"""|pictures?|pdfs?|copies|ones?)(?![a-z]))|dupe?s)(?![\w./\\"'”’-]|\.[a-z])""",
    re.IGNORECASE,
)
"""Duplicates, as people type them."""
_NAMED: Final = re.compile("^ */|(?<![a-z])(?:called|named?|renam|title)", re.IGNORECASE)
"""What is said behind may be any name."""
_IDIOM: Final = re.compile(
    "(?<![a-z]),? ?(?:for the life of me|for love (?:n?or|and) money"
    "|on (?:god's )?earth|the (?:hell|heck)"
    "|in the world|to save my life|for god'?s sake)(?![a-z])",
    re.IGNORECASE,
)
_FINDS: Final = re.compile(
    "(?<![a-z])(?:where|find|search|look(?:ed|ing)?|locate|who|what|how)(?![a-z])", re.IGNORECASE
)
"""Whoever says so may be at their wits' end, which is no part of what is looked for."""
_TWICE: Final = re.compile(r"([查找搜翻看问])一\1|(?<=[帮忙我来先])([找搜查])\2(?![看找])")
_REGRET: Final = re.compile(
    "^(?:哎+呀?|糟了?|糟糕|完了|不对|不好|等等|啊+|唉|天哪?|[,，!！.。 ])*(?:我)?"
    "(?:刚才|刚刚|刚)?(?:又)?"
    "(?:不小心|手滑|误操作)?(?:把)?(?:删|弄|搞)错了?[,，!！.。~ ]+"
    "(?=[^,，]*(?:捞|恢复|弄回|找回|还原|救回|拿回|要回))"
    "(?!(?:请|麻烦|帮我|帮忙|快|赶紧|给我|能不能|可以|[ ,，])*"
    "(?:恢复|还原)(?:一下|回来?|吧|了|吗|[ .。!！?？])*$)"
)
"""Who says so wants back what the rest of the sentence says; alone, what was deleted."""


_THANKS: Final = re.compile(
    "(?<=[.!。！]) ?(?:many thanks|thanks|thank you|thx|cheers|much appreciated|谢谢|多谢|有劳)"
    "(?: (?:so|very|a) (?:much|lot|million))?(?: in advance)?(?: for (?:your|the) help)?"
    "[ .!~。！]*$"
    "|(?<=[^,，]{5})[,，] ?(?:谢谢|多谢|感谢|谢|辛苦|拜托|有劳|麻烦)"
    "(?:你|您|大家|各位|了|啦|哈|哦|咯)*"
    "[ .!~。！]*$",
    re.IGNORECASE,
)
"""What ends a sentence that has ended already, or stands behind it."""


def _once(found: re.Match[str]) -> str:
    return f"{found[1] or found[2]}一下"


def without_manners(text: str) -> str:
    """Give a sentence without them; 查一查 is 查一下."""
    text = _THANKS.sub("", text)
    bare = _HASTE.sub("", _IF_POLITE.sub("", _REGRET.sub("", text)))
    bare = _IDIOM.sub("", bare) if _FINDS.search(bare) else bare
    if _NAMED.search(bare):
        return _TWICE.sub(_once, _TEH.sub("the", bare))
    plain = _DUPES.sub(lambda dupe: "duplicate" if dupe["one"] else "duplicates", bare)
    return _TWICE.sub(_once, _TEH.sub("the", plain))
