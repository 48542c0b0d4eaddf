"""A file that somebody cannot find, and one that may be in either of two spaces: 找不到合同-03了,
*I can't find photo-08 anywhere*, *where is slides-04, Legal or Engineering?*
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.reading.in_places import looks_like_file
from bot.reading.names import NameIndex
from bot.reading.parts import Mention
from bot.reading.said import Said
from bot.reading.said_around import without_asides
from bot.reading.space_meant import blanked
from bot.reading.strange import parts_said
from bot.reading.understood import Wish

_X_ZH: Final = r"(?P<x>[^,，;；.。!?！？]{2,30}?)"
_LEAD_ZH: Final = (
    "(?:你好|请问|哎呀?|唉|那个|我们?的?|咱们?的?|这边|怎么|咋|为啥|为什么|现在|今天|昨天|刚才|"
    "死活|一直|都|就|又|"
    "到处|半天|有个|有份|有一[个份]|[ ,，])*"
)
_NOT_FOUND: Final = "(?:找|搜|查|看)(?:了半天)?(?:不[到着见]|不出来|没找到|没搜到)"
_ENDED_ZH: Final = "(?:了|啦|啊|呀|呢|的|[ ])*(?=[,，;；.。!?！？]|$)"
_SAID: Final = (
    re.compile(
        f"^{_LEAD_ZH}{_NOT_FOUND}(?:了)?(?:那个|那份|这个|这份|我的|我们的|叫)?{_X_ZH}{_ENDED_ZH}"
    ),
    re.compile(
        f"^{_LEAD_ZH}{_X_ZH}(?:这个文件|那个文件|文件)?(?:怎么|咋|为啥|为什么|到处|哪里|哪儿|我|"
        f"我们|都|也|就|又|"
        f"突然|一直|死活|给|被|弄)*(?:{_NOT_FOUND}|不见|消失|没影儿?|不翼而飞){_ENDED_ZH}"
    ),
    re.compile(
        f"^{_LEAD_ZH}(?:有?谁|有没有人|有人|大家)(?:看见|看到|见过|见)(?:过)?(?:我们?的|"
        f"那个|那份|咱们?的)?"
        f"{_X_ZH}(?:了|在哪[儿里]?|去哪了?|吗|没有?|么)+(?=[,，;；.。!?！？]|$)"
    ),
    re.compile(
        f"^{_LEAD_ZH}{_X_ZH}(?:现在|到底|究竟|是不是)*(?:还在不在|在不在|还在(?:吗|么|不)|还有没有)"
        "(?:了|啊|呀|呢)*(?=[,，;；.。!?！？]|$)"
    ),
    re.compile(
        r"(?<![a-z])(?:has|have|did) (?:anyone|anybody|someone|somebody|you guys|you) (?:seen|"
        r"see|got) "
        r"(?:the |my |our |that |this |a )*(?:file |document )?(?P<x>[^,;!?]{2,40}?)"
        r"(?: (?:anywhere|somewhere|lately|today|file))*(?=[,;!?]|[. ]*$)"
    ),
    re.compile(
        r"(?<![a-z])(?:can't|cannot|can not|couldn't|could not|can'?t seem to|unable to|"
        r"not able to|don't|didn't|"
        r"never|failed to) (?:really |even )?(?:find|locate|see) (?:the |my |our |that |this |"
        r"a )*(?:file |document )?"
        r"(?:called |named )?(?P<x>[^,;!?]{2,40}?)"
        r"(?: (?:anywhere|any ?more|again|now|today|file|any longer|at all|in here|please|"
        r"pls))*(?=[,;!?]|[. ]*$|\. )"
    ),
    re.compile(
        r"^(?:(?:hi|hello|hey|sorry|help|so|ok|and|but|oh no|ugh|damn|please)[ ,!]+)*(?:the |"
        r"my |our |that |this )*"
        r"(?:file |document )?(?P<x>[^,;!?]{2,40}?)(?: file)? (?:is|has|has just|seems to be|"
        r"seems|went|just)"
        r"(?: (?:suddenly|been|just|have))* (?:missing|disappeared|vanished|nowhere to be found|"
        r"not there any ?more)"
        r"(?=[,;!? .]|$)"
    ),
    re.compile(
        r"(?<![a-z])(?:i|we|i've|we've)(?: (?:have|just|think i|must have))* (?:lost|misplaced|"
        r"search(?:ing)?(?: for)?"
        r"|look(?:ing)?(?: for)?) (?:the |my |our |that |this )*(?:file |"
        r"document )?(?P<x>[^,;!?]{2,40}?)"
        r"(?: (?:somewhere|anywhere|since [a-z ]+|for (?:hours|days|ages)|all (?:day|"
        r"morning)))*(?=[,;!?]|[. ]*$)"
    ),
)
_WHERE: Final = re.compile(
    "在哪|哪[个儿里]|放哪|去哪|哪边|还是|(?<![a-z])(?:where|which (?:space|one|drive|folder)|"
    "whereabouts)"
    "(?![a-z])"
)
_OR: Final = re.compile("还是|或者?|(?<![a-z])or(?![a-z])")
_DOES: Final = re.compile(
    "恢复|还原|找回|弄回|捞|救|删|权限|分享|发[给到我]|挪|移动|移到|复制|拷|改名|回收站|提醒|"
    "空间(?:列表|找不)|申请|版本|登录|按钮|入口|设置|满"
    "|(?<![a-z])(?:restor|recover|delet|remov|send|share|mov(?:e|ing)|copy|rename|recycle|trash|"
    "bin(?![a-z])|permission|"
    "access|alert|button|setting|version|undo|back|request|option|menu)"
)
_ANY: Final = re.compile(
    "(?:文件|文档|东西|资料|它|他|这个|那个|人|空间|地方|办法|什么.*|.*空间)|"
    "(?:files?|documents?|anything|it|them|that|this|one|things?|space|out|.* space|how .*|"
    "what .*|why .*|where .*)"
)


def missed(said: Said, parts: Sequence[Mention], index: NameIndex) -> Wish | None:
    """Give the search for a file that somebody does not find; None for anything else."""
    if _DOES.search(said.copy):
        return None
    spaces = {part.text for part in parts if part.kind == "space" and not part.near}
    others = parts_said(blanked(said.copy, parts), index.names)[1]
    if (file := _in_either(said.copy, parts, {*spaces, *others})) or len(spaces) > 1:
        return Wish("find", {"words": file}, 1.0) if file else None
    if (file := _named_one(parts)) and _GONE_ZH.search(said.copy) and not spaces:
        return Wish("find", {"words": file}, 1.0)
    found = next((each for form in _SAID if (each := form.search(said.copy))), None)
    if found is None:
        return None
    words = _named(said, parts, *found.span("x"))
    if not words:
        return None
    space = next((each for each in spaces if each not in words), "")
    return Wish("find", {"words": f"{words} in {space}" if space else words}, 1.0)


_GONE_ZH: Final = re.compile(f"{_NOT_FOUND}|没找到|没搜到|在不在|还有没有|[跑去]哪[里儿]?了")


def _named_one(parts: Sequence[Mention]) -> str:
    """Give the one file that is named or quoted; empty for none or several."""
    named = {part.text for part in parts if part.kind in {"file", "quoted"}}
    return named.pop().rpartition("/")[2] if len(named) == 1 else ""


def _in_either(copy: str, parts: Sequence[Mention], spaces: set[str]) -> str:
    """Give the one file that is in one space or another, which is asked; empty for no such."""
    files = {part.text for part in parts if part.kind in {"file", "quoted"}}
    if not len(spaces) > 1 or len(files) != 1 or not (_WHERE.search(copy) and _OR.search(copy)):
        return ""
    return files.pop().rpartition("/")[2]


def _named(said: Said, parts: Sequence[Mention], start: int, end: int) -> str:
    """Give what is missed as it was typed: the name within, or all that speaks of a file."""
    names = [
        each
        for each in parts
        if each.kind in {"file", "quoted"} and start <= each.end and each.start < end
    ]
    if len(names) == 1:
        return names[0].text.rpartition("/")[2]
    first, last = without_asides(said.copy[start:end])
    copy = said.copy[start + first : start + last].strip()
    if not looks_like_file(copy) or _ANY.fullmatch(copy):
        return ""
    return said.typed(start + first, start + last).strip(" \"“”'")
