"""Where a file is, of which a part of the name and its kind are said: *where did I put the design
mp4*, 帮我找下合同-03那个表放哪个空间了; and of one that is named whole or counted, its place.

Whatever else is looked for is weighed, as its words are cut in one place: what lists files by what
they are (the old ones, those that are twice, what was deleted) is no name either.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.reading.file_names import files, is_file_name
from bot.reading.in_places import looks_like_file
from bot.reading.kinds import spoken_file
from bot.reading.listed import is_listed
from bot.reading.parts import Mention
from bot.reading.said import Said
from bot.reading.searched import searched_file
from bot.reading.understood import Wish

_LEAD_ZH: Final = (
    "(?:请问?|麻烦你?|帮我|帮忙|给我|你好|谁知道|谁记得|有谁知道|哪位知道|有人知道|有人记得|我想知道|想知道|看看|"
    "找一找|看一?下|找|搜|查|一?下(?![个周月次半])|我们?的?|咱们?的?|那个|这个|那份|"
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
            rf"(?: is| are| was| went| ended up| got to){_BEHIND}"
        ),
    )
)
_FINDS_EN: Final = re.compile(
    r"^(?:(?:please|pls|hey|hi|can you|could you|can u|help me)[ ,]*)*(?:find|look for|"
    rf"search(?: for)?|locate|track down|dig up)(?: me| us)? {_THE}{_X}(?: for me)?{_BEHIND}"
)
_FINDS_ZH: Final = re.compile(
    "^(?:请问?|麻烦[你您]?|劳烦[你您]?|烦请|帮我|帮忙|给我|[你您]好?|能不能|能否|可以"
    "|我|想|要|再|先|[, ])*"
    "(?:找(?!回)|搜索?|查找)(?:一?[下找搜]|[出到]|一?[份个张篇])?(?:[那这][份个张篇])? ?"
    "(?P<x>(?![找搜查看]|有没有)[^,;!?，；！？]{2,40}?)(?:吧|呗|啊|哈|给我|出来|[ .!])*$"
)
_FINDS: Final = (_FINDS_EN, _FINDS_ZH)
_UNSURE: Final = re.compile(
    "删|扔|丢|清[空理掉]|如果|的话|要是|万一|(?<![a-z])(?:delet|remov|eras|trash|if|when)[a-z]*(?![a-z])"
)
"""Whoever says so does not look for a file that is there."""
_ANY_FILE: Final = re.compile(
    "(?:(?:all|our|my|the|your|their) )*(?:files?|documents?|docs?)"
    "|(?:所有|全部)?的?(?:文件|文档|资料|东西|附件)"
)
_COUNTED: Final = re.compile(
    "第[^的]{1,3}[个份条张](?:文件|文档|表格?|视频|图片?|资料)?"
    "|(?:number |no[.] ?|#)?[a-z0-9]+(?: (?:one|file|document|doc|picture|video))?"
)
"""A row of a list, and nothing else."""
_CLAUSE: Final = re.compile(
    "[用做写发签开看改传交拍弄存给买](?:过|了)?的"
    "|(?<![a-z])(?:with|containing|called|named|saying) "
)
"""What was done with the file, which is no part of its name, or what leads to it: 开会用的那个PPT,
*the pdf called offer*.
"""
_FORMS: Final = (_WHERE_ZH, *_WHERE_EN, *_FINDS)


def where_is(said: Said, parts: Sequence[Mention]) -> Wish | None:
    """Give the search for a file that is asked for, or the one that is named whole; None where no
    name is told, or a space is named.
    """
    if any(part.kind == "space" and not part.near for part in parts):
        return None
    found = next(filter(None, (each.search(said.copy) for each in _FORMS)), None)
    if found is None or (found.re is _FINDS_ZH and not any(files(found["x"], shown=True))):
        return None
    if file := _whole(found, parts):
        return _looked(file, found)
    if quoted := _quoted(found, parts):
        return Wish("find", {"words": quoted}, 1.0)
    words = said.typed(*found.span("x")).strip(" \"“”'")
    if not _names_one(found["x"]):
        words = _cut(said, found, parts)
    return Wish("find", {"words": words}, 1.0) if words else None


def _looked(file: str, found: re.Match[str]) -> Wish | None:
    """Give the look at a file that is named whole or counted, or the search for all that are called
    so.
    """
    if found.re not in _FINDS:
        return Wish("file", {"file": file}, 1.0)
    is_searched = found.re is _FINDS_ZH and is_file_name(file)
    return Wish("find", {"words": file}, 1.0) if is_searched else None


def _cut(said: Said, found: re.Match[str], parts: Sequence[Mention]) -> str:
    """Give the words of what is asked for by *where*, cut as all are; empty for no single file."""
    is_file = looks_like_file(found["x"]) and not is_listed(found["x"])
    if found.re in _FINDS or not is_file or _UNSURE.search(said.copy):
        return ""
    words = searched_file(said, [part for part in parts if part.kind in {"quoted", "file"}])
    return "" if _ANY_FILE.fullmatch(words.casefold()) else words


def _whole(found: re.Match[str], parts: Sequence[Mention]) -> str:
    """Give the file that is named whole or counted where one is looked for; empty for none."""
    start, end = found.span("x")
    inside = [part for part in parts if part.start < end and start < part.end]
    kinds = [part.kind for part in inside]
    if kinds == ["file"] and is_file_name(inside[0].text.split()[-1]):
        return inside[0].text
    counted = kinds == ["ordinal"] and _COUNTED.fullmatch(found["x"]) is not None
    return inside[0].text if counted else ""


def _quoted(found: re.Match[str], parts: Sequence[Mention]) -> str:
    """Give the one name that stands in quotes in what is looked for; empty for none."""
    start, end = found.span("x")
    inside = [part for part in parts if part.start < end and start < part.end]
    is_one = [part.kind for part in inside] == ["quoted"] and found.re not in _FINDS
    return inside[0].text if is_one else ""


def _names_one(copy: str) -> bool:
    """Whether a part of the name and the kind are said, or a name that has a number."""
    if _CLAUSE.search(copy) or is_listed(copy):
        return False
    spoken = spoken_file(copy)
    return bool(spoken.kind and spoken.words) or any(files(copy, shown=True))
