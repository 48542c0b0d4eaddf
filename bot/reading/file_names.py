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


_EN: Final = (
    r"(?: (?:in|by) (?:the|its|their) (?:name|title)| somewhere| anywhere| please|$|[,.!?])"
)
_THING: Final = "(?:文件|文档|资料|表格|图片|照片)"
_SEARCHED: Final = tuple(
    re.compile(pattern)
    for pattern in (
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


def files(copy: str) -> Iterator[Mention]:
    """Find all names that end as files do: ``report.pdf``, ``方案.docx``."""
    for found in _FILE.finditer(copy):
        inside = _INSIDE.match(found["name"])
        start = found.start() + (inside.end() if inside else 0)
        led = _BEFORE.match(copy[start : found.end()])
        start += led.end() if led else 0
        yield Mention("file", start, found.end(), copy[start : found.end()])
