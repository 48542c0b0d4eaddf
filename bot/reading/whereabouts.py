"""Where a file is, of which a part of the name and its kind are said: *where did I put the design
mp4*, 帮我找下合同-03那个表放哪个空间了.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.reading.in_places import looks_like_file
from bot.reading.parts import Mention
from bot.reading.said import Said
from bot.reading.understood import Wish

_LEAD_ZH: Final = (
    "(?:请问?|麻烦你?|帮我|帮忙|给我|你好|谁知道|谁记得|有谁知道|哪位知道|有人知道|有人记得|我想知道|想知道|看看|查查|查一?下|找一?下|"
    "找找|找一找|搜一?下|搜搜|看一?下|找|搜|查|一?下(?![个周月次半])|我们?的?|咱们?的?|那个|这个|那份|"
    "之前|上次|上周|昨天|[, ])*"
)
_WHERE_ZH: Final = re.compile(
    f"^{_LEAD_ZH}(?P<x>[^,;!?，；！？]{{2,40}}?)"
    "(?:现在|到底|究竟|都|被|给|我|你|谁|人|是|一般|[ ,])*"
    "(?:(?:放|存|搁|丢|传|跑|去|扔|弄|保存|收)(?:在|到)?了?|在)"
    "(?:哪[个儿里边]?|什么)(?:空间|盘|钉盘|文件夹|目录|地方|位置|里|去|了|呢|啊|呀|来着|的)*"
    "[?!.？ ]*$"
)
_WHO_EN: Final = "(?:i|we|you|they|he|she|someone|somebody|anyone|people)"
_THE: Final = "(?:the |my |our |that |this |a |an |those |these )*"
_X: Final = r"(?P<x>[^,;!?]{2,50}?)"
_BEHIND: Final = (
    "(?: (?:now|again|please|pls|at|go|gone|went|to|kept|stored|saved|is|are|has gone|located|"
    "anymore|any more|lying|hiding))*[ ?!.]*$"
)
_WHERE_EN: Final = tuple(
    re.compile(pattern)
    for pattern in (
        (
            r"(?<![a-z])where(?:abouts)?(?: on earth| the (?:heck|hell)| in the world)? "
            rf"(?:did|do|does|have|had|has) {_WHO_EN}(?: just| even| ever)? (?:put|save|saved|"
            r"store|stored|leave|left|keep|kept|upload|uploaded|stash|file|drop|dropped|stick) "
            rf"{_THE}{_X}{_BEHIND}"
        ),
        rf"(?<![a-z])where(?:abouts)?(?:'s|s| is| are| did| has| have|'re) {_THE}{_X}{_BEHIND}",
        (
            r"(?<![a-z])(?:which|what) (?:space|drive|folder) (?:is|are|has|holds|did "
            rf"{_WHO_EN} (?:put|save|leave)) {_THE}{_X}(?: in| into)?{_BEHIND}"
        ),
        (
            rf"(?<![a-z])(?:know|remember|tell me|idea|clue|see|find out) where {_THE}{_X}"
            rf"(?: is| are| was| went){_BEHIND}"
        ),
        (
            r"^(?:(?:please|pls|hey|hi|can you|could you|can u|help me)[ ,]*)*(?:find|look for|"
            rf"search(?: for)?|locate|track down|dig up)(?: me| us)? {_THE}{_X}(?: for me)?"
            rf"{_BEHIND}"
        ),
    )
)


def where_is(said: Said, parts: Sequence[Mention]) -> Wish | None:
    """Give the search for a file that is asked for; None where no file is, or a space is named."""
    if any(part.kind == "space" and not part.near for part in parts):
        return None
    found = next(filter(None, (each.search(said.copy) for each in (_WHERE_ZH, *_WHERE_EN))), None)
    if found is None or not looks_like_file(found["x"]):
        return None
    words = said.typed(*found.span("x")).strip(" \"“”'")
    return Wish("find", {"words": words}, 1.0) if words else None
