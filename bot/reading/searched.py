"""What names of files are searched for by a sentence."""

import re
from collections.abc import Sequence
from typing import Final

from bot.reading.marked import NAMED, QUOTED, SPACE, Marked
from bot.reading.parts import Mention
from bot.reading.said import Said
from bot.reading.understood import Wish

_EN: Final = (
    r"(?: (?:in|by) (?:the|its|their) (?:name|title)| in (?:here|there)$| somewhere| anywhere"
    r"| please|$|[,.!?])"
)
_THING: Final = "(?:文件|文档|资料|表格|图片|照片)"
_HAN: Final = re.compile("[\u4e00-\u9fff]")
_QUOTES: Final = " :：\"'“”‘’"
_BESIDE: Final = re.compile(
    "(?:我们?|咱们?|大家|公司|你)(?:的(?=.)|[那这][份个]?(?=.))|[那这][份个篇张套版](?=.)|一?[份个篇张套](?=.)|看?有没有(?=.)|看看?(?=.)|一下(?=.)"
    "|关于|有关|所有|全部|最[新近]的?|之前|以前|上次|去年|今年|上个?月|上周|昨天|"
    "前[天阵]子?|(?:文件|文档|资料)[,， ]*(?=关于)|[,， ]+"
)
"""What is told before the words that are looked for, and is no part of a name."""
_BEHIND: Final = re.compile(
    "(?<=.)(?:的?(?:文件夹?|文档|资料|照片|图片|视频|模板|东西|那些|那[个份张](?:表格?|文件|文档)?)|(?:相关|有关)的?|还?[能可]?以?[搜找]得?到?[吗么不没]*|的|了|都|还|"
    "[,， ].*|呢|啊|呀|吧|吗|来着)$"
)
"""What is told behind them."""
_FOUND: Final = (
    (
        "(?:^|[,， ])(?P<x>[^,， ]{2,}?)(?:文件)?(?:还|都)?(?:能|"
        "可以)?(?:不能)?[搜找]得?[着到](?:不|吗|么|没)?"
    ),
    (
        "(?:找一?[下份个]|找找看?|搜一?下|搜索|查找|翻一?下|翻翻|帮我找(?:一?[下找])?|哪[儿里]?有|有没有|"
        "我要找|我想找|想找|要找|找|搜) ?(?P<x>[^,!?]{2,}?)[吧呗啊呀]?(?:$|[!?])"
    ),
    "(?P<x>[^,，]{2,}?)(?:文件)?(?:都)?在哪个?(?:盘|空间|里|儿|文件夹)?",
)
"""How Chinese asks for files, from the plainest on."""
_LOOKED: Final = "(?:the |my |our |a |an |that |some )?(?:latest |newest |last )?"
_KIND: Final = "(?:(?:some)?thing|file|doc|document|paper|sheet|one)"
_LED: Final = f"(?:{_KIND} (?:called|named|about|with|on|for) |(?:file|doc|document) )?"
_WHERE: Final = (
    "(?: (?:anywhere|anywere|somewhere|someplace|around|for me|for us|please|pls|at all|lately|"
    "recently|yet|is|are|was|went)(?![a-z])|$|[,.!?])"
)
_SEARCHED: Final = tuple(
    re.compile(pattern)
    for pattern in (
        (
            r"(?<![a-z])(?:with|has|having|got|says|saying|containing|contains) (?:the word )?"
            r"(?P<x>[^,.!?]+?) in (?:the|its|their|his|her) (?:file ?)?(?:name|title)s?(?![a-z])"
        ),
        (
            rf"^(?:i |we |i've )?(?:need|lost|miss|misplaced) {_LOOKED}(?P<x>.+?),? "
            r"(?:where|any (?:idea|clue)|do you know|can you find|have you seen)(?![a-z])"
        ),
        (
            rf"(?<![a-z])(?:do we|did we|where do we) (?:have|keep|store|put|save) {_LOOKED}"
            rf"{_LED}(?P<x>.+?){_WHERE}"
        ),
        (
            r"(?<![a-z])(?:which|what) (?:space|folder|drive) (?:has|holds|contains|is|are) "
            rf"{_LOOKED}(?P<x>.+?)(?: in)?[ ?!.]*$"
        ),
        (
            rf"(?<![a-z])(?:look(?:ing)?|search(?:ing)?|hunting) for {_LOOKED}{_LED}"
            rf"(?P<x>.+?){_WHERE}"
        ),
        (
            r"(?<![a-z])(?:you|u|ya|anyone|anybody|someone|somebody|of you) (?:happen to )?"
            r"(?:seen|see)"
            rf" {_LOOKED}(?P<x>.+?){_WHERE}"
        ),
        (
            r"(?<![a-z])where(?:abouts)?(?: the (?:heck|hell|devil)| on earth| in the world)?"
            r"(?:'s| is| are|s) "
            rf"{_LOOKED}{_LED}(?P<x>.+?)(?: files?| documents?)?{_WHERE}"
        ),
        (
            r"(?<![a-z])where(?: the (?:heck|hell|devil)| on earth| in the world)? did (?:someone |"
            rf"somebody |you |we |they |i )?(?:put |save |leave |store )?{_LOOKED}(?P<x>.+?)"
            rf"(?: go| end up)?{_WHERE}"
        ),
        (
            rf"(?<![a-z])(?:knows?|tell me|idea|clue) where {_LOOKED}(?P<x>.+?)"
            rf"(?: is| are| went){_WHERE}"
        ),
        (
            r"(?<![a-z])(?:dig out|dig up|hunt down|track down|get hold of) "
            rf"{_LOOKED}(?P<x>.+?){_WHERE}"
        ),
        (
            r"(?<![a-z])(?:called|named|about|with the words?|containing|contains|with|for the"
            rf" file|for(?! me)) (?:the (?:word )?)?(?P<x>.+?){_EN}"
        ),
        (
            r"(?<![a-z])where(?:'s| is| are| did(?: we put)?| have) (?:the |my |our )?"
            r"(?:latest |newest |last )?(?P<x>.+?)(?: files?| documents?)?(?: gone?| go)?"
            r"(?:$|[,.!?])"
        ),
        (
            r"(?<![a-z])(?:can't|cannot|can not) find (?:the |my |our )?(?P<x>.+?)"
            r"(?: files?)?(?:$|[,.!?])"
        ),
        (
            r"(?<![a-z])(?:find|search|look for|locate)(?: me| us)?(?: the| all| any)?"
            rf"(?: files?| documents?)? (?P<x>.+?){_EN}"
        ),
        (
            "(?:带有?|含有?|包含|叫做?|名为|关于|里有)(?:着|了)? ?(?P<x>.+?)"
            f"(?:字样|两个?字|这个?词|相关|有关)?的?(?:{_THING}|$|[,.!?])"
        ),
        rf"(?:{_THING}里?搜?索?|查找文件)[:：]? ?(?P<x>[^ ,.!?的吗]+?)$",
        (
            "^(?:请问|谁知道|有人知道|帮我看看)?(?:(?:最新的|我们?的|那份|那个|这份))*"
            "(?P<x>[\u4e00-\u9fffa-z0-9]{2,12}?)(?:文件)?都?(?:放|存|搁|跑|去|丢)?[在到]?了?哪"
        ),
        "(?:找一?下|找找|搜一?下|搜索|查找) ?(?P<x>[^ ,.!?的吗]{2,}?)(?:文件)?[吧呗]?$",
        (
            "(?:找一?下|找找|搜一?下|搜索|查找|帮我找(?:一?[下找])?|哪里有|有没有|找|"
            "搜) ?(?P<x>.+?)"
            f"(?:相关|有关)?的?{_THING}"
        ),
        *_FOUND,
    )
)


_BY_NAME: Final = re.compile(
    "(?:请|麻烦|帮我|帮忙|给我|你|能不能|可以|想|要|我|查找|查一?[下查]?|找一?[下找]?"
    "|搜索?一?下?|列一?下?出?|看一?[下看]?|[ ,])*+"
    f"(?:在|把)?(?:{SPACE}(?:空间|盘)?(?:里面?|里头|中|下面?|内)?)?"
    "(?:里?的?所有|里的?|的|找一?下|搜一?下|找|搜)*+"
    "(?:文件|文档)?(?:名字|名称|文件名|标题|名)(?:里面?|中|上)?"
    "(?:带有?|含有?|有|包含|是)(?:着|了)? ?"
    f"(?P<x>{QUOTED}|[^,;!?的{NAMED}]{{1,30}}?)(?:这?[两几]个字|字样|字)?"
    "(?:的(?P<kind>[a-z]{2,5}|表格|图片|视频|照片|文档|文件|幻灯片|压缩包)?)?"
    "(?:出来|有哪些|吧|呢|[ .!?])*"
    "|(?:(?:please|pls|can you|could you) )*(?:find|search(?: for)?|list|show(?: me)?|look for) "
    "(?:me )?(?:all |any |the )*(?P<kind2>[a-z]{2,12})?(?: ?files?| documents?)? "
    "(?:with|having|that have|containing) "
    f"(?P<x2>{QUOTED}|[^,;!?{NAMED}]{{1,30}}?) in (?:the|their|its) (?:file ?)?(?:names?|title)"
    f"(?:,? (?:in|of|from) (?:the )?{SPACE}(?: space)?)?[ .!?]*"
)
_ANY_KIND: Final = frozenset({"文件", "文档", "file", "files", "document", "documents"})


def named_so(said: Said, parts: Sequence[Mention]) -> Wish | None:
    """Give the search for files that have a word in their names: 销售合同里名字带“合同”的excel."""
    marked = Marked(said, parts)
    found = _BY_NAME.fullmatch(marked.copy)
    if found is None:
        return None
    words = marked.named(found.span("x" if found["x"] else "x2"))
    kind = found["kind"] or found["kind2"] or ""
    kind = "" if kind in _ANY_KIND else kind
    space = next((each.text for each in parts if each.kind == "space"), "")
    if found["x2"]:
        where = f" in {space}" if space else ""
        return Wish("find", {"words": f"{words}{f' {kind}' if kind else ''}{where}"}, 1.0)
    where = f"{space}里的" if space else ""
    return Wish("find", {"words": f"{where}{words}{kind}"}, 1.0)


_POINTING: Final = frozenset({"it", "that", "this", "them", "those", "these", "one", "him", "her"})
"""What stands for a name that is said elsewhere."""


def searched_file(said: Said, parts: Sequence[Mention]) -> str:
    """Give what names of files are searched for."""
    if parts:
        return parts[0].text
    for pattern in _SEARCHED:
        found = pattern.search(said.copy)
        if (
            found is not None
            and found["x"].strip() not in _POINTING
            and (words := _words(said, *found.span("x")))
        ):
            return words
    return ""


def _words(said: Said, start: int, end: int) -> str:
    """Give what is told of names between two places, without what else is told of the file:
    小王发的投标书 is 投标书, and 年会的照片 is 年会.
    """
    copy = said.copy[start:end]
    if _HAN.search(copy) is None:
        return said.typed(start, end).strip(_QUOTES)
    while (besides := _BESIDE.match(copy)) is not None:
        start, copy = start + besides.end(), copy[besides.end() :]
    while (besides := _BEHIND.search(copy)) is not None:
        copy = copy[: besides.start()]
    behind = copy.rfind("的") + 1
    if (besides := _BESIDE.match(copy[behind:])) is not None:
        behind += besides.end()
    return said.typed(start + behind, start + len(copy)).strip(_QUOTES)
