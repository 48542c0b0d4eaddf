"""What people say around the words that they look for: that they forgot where it is, or need it.

Pure. What is left may still name where a file is, whose it is, or since when.
"""

import re
from typing import Final

from bot.language import Reading, trim
from bot.reading.file_names import is_file_name
from bot.reading.said_around import with_kind, without_asides, without_relative

_BEFORE: Final = re.compile(
    "(?:(?:一下子?|下子?(?![午周个月次半载属级层单线沉架发方面列拉调降跌乡线厨坡车班学届水巴岗注一]))(?=..)"
    "|下(?=一[份篇张本])|上次(?=[那这])|[那这][份个篇张本套](?=..)|一[份篇张本](?=..)"
    "|(?:the|that|this|my|our|some|a|an) (?=\\S))+"
)
"""What only points to the file that somebody has in mind."""
_FORGOT: Final = (
    "不?记(?:不清|不起|不得|得不)|不记得|忘了?|不知道?|不清楚|不确定|想不起|没印象|搞不清|哪[个儿里去了]|哪$"
    "|找了?(?:半天|好久|一圈|很久)|找不[着到]|急|谢|麻烦|辛苦|拜托|等着|要用|有用|[用看]一?下|尽快|快点|求"
    "|(?<![a-z])(?:(?:can't|cannot|can not|don't|do not|didn't) (?:remember|recall|know|find)"
    "|no (?:idea|clue)|not sure|forgot|forgotten|(?:it's|its|it is) (?:somewhere|urgent)|somewhere"
    "|urgent(?:ly)?|asap|thanks?|thank you|thx|please|pls|(?:i|we) (?:need|have to|must)"
    "|where(?:ver)?|which(?:ever)?)(?![a-z])"
)
_ASIDE: Final = re.compile(rf" ?[,;!?~] ?(?!在)[^,;!?]*?(?:{_FORGOT}).*| ?[.] ?(?:{_FORGOT}).*")
"""A part behind them that tells nothing of the file."""
_PLACE: Final = re.compile(
    "[,，;；] ?(?:我?记得|好像|应该|可能|大概|印象[里中]|估计|似乎|貌似)+(?:是|就|放|存)*(?=在)"
)
_WHOSE: Final = re.compile("(?P<x>[^,，的]{2,})[,，] ?(?P<of>[^,，的]{2,20}的)")
"""Whose it is, or in which space, said behind it: 纪要，市场部的."""
_THAT_ONE: Final = re.compile("(?:的|(?<=[年月周天]))(?:时候?)?[那这]一?[份个篇张本套](?=..)")
"""What stands between when a file was made and its name."""
_BEHIND: Final = re.compile(
    "(?<=..)(?:来着|放?在?哪(?:儿|里|了|个(?:空间|盘|文件夹|地方)(?:里|了)*)?"
    "|吗|呢|吧|啊|呀|嘛|[,;.!?~。 ]+)$"
)
_KIND: Final = re.compile(
    "(?<=[^的\\s])的?(?:电子|excel|word)?(?:表格?|文档|文件|材料|资料|幻灯片?|演示(?:文稿|稿)"
    "|照片|图片|图纸?|视频|录像|录音|压缩包|扫描件|ppt|excel|word|pdf)$"
    "|(?<=\\S) (?:spread ?sheets?|sheets?|slides?|deck|presentations?|pictures?|photos?|images?"
    "|videos?|recordings?|pdfs?|docs?|documents?|files?|papers?|excel|powerpoint|ppt|zip)$"
)
"""What kind of file it is, behind what it is called."""


def looked_for(text: str) -> str:
    """Give what is looked for without what is said around it; all of it where nothing would be
    left.
    """
    text = with_kind(text)
    text = _THAT_ONE.sub("的", _PLACE.sub(" ", without_relative(text)))
    text = _without_asides(text)
    reading = Reading(text)
    copy = reading.copy
    aside = _ASIDE.search(copy, 1)
    end = aside.start() if aside else len(copy)
    while (behind := _BEHIND.search(copy[:end])) is not None:
        end = behind.start()
    before = _BEFORE.match(copy, 0, end)
    start = before.end() if before else 0
    words = trim(reading.raw_between(start, end)) or text
    whose = _WHOSE.fullmatch(words)
    return f"{whose['of']}{whose['x']}" if whose else words


def _without_asides(text: str) -> str:
    """Leave out clauses that tell why it is looked for; what ends as files do is whole."""
    if is_file_name(text):
        return text
    reading = Reading(text)
    return trim(reading.raw_between(*without_asides(reading.copy))) or text


def core(words: str) -> str:
    """Give what something is called without the kind of file that it is (合同表格 is 合同); empty
    where no kind is named.
    """
    reading = Reading(words)
    kind = _KIND.search(reading.copy)
    return trim(reading.raw_between(0, kind.start())) if kind else ""
