"""Names of files in sentences, known by how they end."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from bot.reading.parts import Mention
from bot.reading.said import Said

_ENDINGS: Final = (
    "pdf|docx?|xlsx?|pptx?|csv|txt|md|rtf|wps|et|dps|pages|numbers|key|psd|ai|eps|svg|sketch|fig|xd"
    "|png|jpe?g|gif|bmp|tiff?|webp|heic|raw|mp4|mov|avi|mkv|webm|mp3|wav|m4a|zip|rar|7z|tar|gz|dwg"
    "|dxf|html?|xml|json|ya?ml|log|apk|exe|dmg|iso"
)
_FILE: Final = re.compile(
    rf"(?P<name>[^\s,.;:!?\"'，。；：！？“”‘’「」《》()（）]"
    rf"[^\s,;:!?\"'，。；：！？“”‘’「」《》]*?\.(?:{_ENDINGS}))(?![a-z0-9])"
)
_BEFORE: Final = re.compile(
    "^(?:请|帮我|麻烦|我要|我想|想|要|给我|把|将|打开|看看|看一下|看下|查看|看|查一下|查|找一下|找|搜索|搜|下载|发送|发|"
    "删除|删掉|删|移动|移|复制|拷贝|重命名|改名|恢复|还原|分享|上传|存|文件|那个|这个|这份|那份|一下|下|的|是|在)+(?=[^.])"
)
"""What leads to a name in Chinese, which has no blanks between words."""
_INSIDE: Final = re.compile("^.+(?:(?:里面?|中|下面?|上)的(?=[^.])|里面?(?=[a-z0-9]))")
"""Where a file is, before its name."""

_IN_ENGLISH: Final = re.compile("(?<![a-z0-9'])(?:[a-z][a-z'&-]*|[qv][0-9]+|[0-9]+) $")
_MOST_WORDS: Final = 3
_NO_PART: Final = re.compile(
    "a|about|access|again|all|also|am|an|and|another|any|anybody|anyone|are|"
    "around|as|at|away|back|be|be's|because|been|belong|belongs|between|bin|"
    "boss|both|bring|broke|but|by|call|called|can|change|changed|chat|check|"
    "chuck|clean|clear|colleague|compare|copies|copy|could|current|delete|"
    "deleted|destroy|did|dig|ditch|dm|do|doc|docs|document|does|don't|dont|"
    "down|download|drag|drive|drop|dump|duplicate|each|edit|editing|edits|"
    "email|entire|erase|even|every|everybody|everyone|fetch|fifth|file|files|"
    "find|finish|first|fish|folder|for|forget|forward|found|fourth|from|get|"
    "gets|give|gives|go|goes|going|good|got|grab|group|had|hand|has|have|"
    "having|he|her|here|him|his|history|how|how's|hows|i|i'm|if|im|in|"
    "inside|into|is|it|its|just|keep|last|latest|leave|less|let|lets|like|"
    "link|look|lose|lost|made|mail|make|makes|may|me|message|messed|might|"
    "more|move|moved|must|my|name|named|need|needs|newest|no|not|now|nuke|"
    "number|of|off|old|older|on|one|only|onto|open|opens|or|other|our|out|"
    "over|overwrote|page|pdf|people|permission|permissions|please|pls|plz|post|"
    "posted|print|pull|purge|put|puts|read|reading|recover|remove|rename|"
    "replace|rescue|restore|return|revert|review|right|rights|role|roll|ruined|"
    "same|save|saved|scrap|screwed|search|second|see|sees|send|sent|set|"
    "shall|share|shared|she|shift|shoot|should|show|since|so|some|somebody|"
    "someone|space|stash|stick|still|store|swap|take|tell|than|that|the|"
    "their|them|then|there|these|they|third|this|those|throw|till|to|too|"
    "took|toss|touch|touched|transfer|trash|until|up|update|upload|uploaded|"
    "us|use|used|version|versions|via|view|viewing|want|want's|wanted|wants|"
    "was|we|were|what|what's|whats|when|where|where's|wheres|which|who|who's|"
    "whole|whos|whose|why|will|wipe|with|would|write|wrong|wrote|you|your"
)
"""What leads to a name in English, and is no part of it."""


_EN: Final = (
    r"(?: (?:in|by) (?:the|its|their) (?:name|title)| somewhere| anywhere| please|$|[,.!?])"
)
_THING: Final = "(?:文件|文档|资料|表格|图片|照片)"
_LOOKED: Final = "(?:the |my |our |a |an |that |some )?(?:latest |newest |last )?"
_KIND: Final = "(?:(?:some)?thing|file|doc|document|paper|sheet|one)"
_WHERE: Final = (
    "(?: (?:anywhere|anywere|somewhere|someplace|around|for me|for us|please|pls|at all|lately|"
    "recently|yet|is|are|was|went)(?![a-z])|$|[,.!?])"
)
_SEARCHED: Final = tuple(
    re.compile(pattern)
    for pattern in (
        (
            rf"^(?:i |we |i've )?(?:need|lost|miss|misplaced) {_LOOKED}(?P<x>.+?),? "
            r"(?:where|any (?:idea|clue)|do you know|can you find|have you seen)(?![a-z])"
        ),
        (
            rf"(?<![a-z])(?:do we|did we|where do we) (?:have|keep|store|put|save) {_LOOKED}"
            rf"(?P<x>.+?){_WHERE}"
        ),
        (
            r"(?<![a-z])(?:which|what) (?:space|folder|drive) (?:has|holds|contains) "
            rf"{_LOOKED}(?P<x>.+?)$"
        ),
        (
            rf"(?<![a-z])(?:look(?:ing)?|search(?:ing)?|hunting) for {_LOOKED}(?:{_KIND} (?:called|"
            rf"named|about|with) )?(?P<x>.+?){_WHERE}"
        ),
        (
            r"(?<![a-z])(?:you|u|ya|anyone|anybody|someone|somebody|of you) (?:happen to )?"
            r"(?:seen|see)"
            rf" {_LOOKED}(?P<x>.+?){_WHERE}"
        ),
        (
            r"(?<![a-z])where(?:abouts)?(?: the (?:heck|hell|devil)| on earth| in the world)?"
            r"(?:'s| is| are|s) "
            rf"{_LOOKED}(?P<x>.+?)(?: files?| documents?)?{_WHERE}"
        ),
        (
            r"(?<![a-z])where(?: the (?:heck|hell|devil)| on earth| in the world)? did (?:someone |"
            rf"somebody |you |we |they |i )?(?:put |save |leave |store )?{_LOOKED}(?P<x>.+?)"
            rf"(?: go| end up)?{_WHERE}"
        ),
        (
            rf"(?<![a-z])(?:know|tell me|idea|clue) where {_LOOKED}(?P<x>.+?)"
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
            "(?:找一?下|找找|搜一?下|搜索|查找|帮我找|哪里有|有没有|找|搜) ?(?P<x>.+?)"
            f"(?:相关|有关)?的?{_THING}"
        ),
    )
)


def searched_file(said: Said, parts: Sequence[Mention]) -> str:
    """Give what names of files are searched for."""
    if parts:
        return parts[0].text
    for pattern in _SEARCHED:
        found = pattern.search(said.copy)
        if found is not None and (words := said.typed(*found.span("x")).strip(" :：\"'“”‘’")):
            return words
    return ""


def is_file_name(text: str) -> bool:
    """Tell whether a text is a name that ends as files do, and nothing else."""
    found = _FILE.fullmatch(text.casefold())
    return found is not None


def path_of(above: Mention | None, file: Mention) -> str:
    """Give the path of a file that was named, with the space it was said to be in."""
    is_path = any(sign in file.text for sign in "/／\\")
    known = above is not None and not above.near and not is_path
    return f"{above.text}/{file.text}" if above and known else file.text


def begins_at(copy: str, start: int) -> int:
    """Give where a name begins whose last word begins at ``start``: *price list.xlsx* has two."""
    begins, free = start, start
    for _ in range(_MOST_WORDS):
        word = _IN_ENGLISH.search(copy, max(0, free - 40), free)
        if word is None or _NO_PART.fullmatch(word[0].strip()):
            break
        free = word.start()
        begins = begins if word[0].strip().isdigit() else free
    return begins


def files(copy: str) -> Iterator[Mention]:
    """Find all names that end as files do: ``report.pdf``, ``方案.docx``."""
    for found in _FILE.finditer(copy):
        inside = _INSIDE.match(found["name"])
        start = found.start() + (inside.end() if inside else 0)
        led = _BEFORE.match(copy[start : found.end()])
        start += led.end() if led else 0
        yield Mention("file", start, found.end(), copy[start : found.end()])
