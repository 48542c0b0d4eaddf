"""What the file or the space is that was just spoken of: 就给我看看是啥, *show me what it is*."""

import re
from typing import Final

from bot.reading.said import Said
from bot.reading.shown_files import FILE_PARTS, shows_files
from bot.reading.understood import Topic, Wish

_WHAT: Final = re.compile(
    "(?:等等|等下|慢着|就|先|只|仅|请|麻烦|你|再|帮我|想|我|要|那|这|它|到底|究竟|都|[ ,])*"
    "(?:(?:给我|让我)?(?:看看|看一?下|瞧瞧|瞅瞅|瞅一眼|看一眼|看)|告诉我|说说)?(?:一下)?"
    "(?:它|这个?文件|那个?文件|这|那|这个|那个|里面|内容)*(?:到底|究竟|都)?是(?:个"
    "|些)?(?:啥|什么)(?:东西|文件|内容|玩意儿?)?"
    "(?:就行|就好|吧|呢|呀|啊|再说|[ .!?])*"
    "|(?:(?:just|please|pls|only|first|can you|could you|let me|no"
    "|wait)[ ,]+)*(?:show|tell|see)(?: me)? what "
    "(?:it|this|that) is(?: first| please)?[ .!?]*"
    "|what is (?:it|this file|that file)[ ?]*"
)


def what_it_is(said: Said, topic: Topic | None) -> Wish | None:
    """Give the file, or else the space, of the last answer; which file of a list is asked. None
    where neither was spoken of.
    """
    if topic is None or not _WHAT.fullmatch(said.copy):
        return None
    file = next((topic.raw[each] for each in FILE_PARTS if topic.raw.get(each)), "")
    if file:
        return Wish("file", {"file": file}, 1.0)
    if shows_files(topic):
        return Wish("file", {}, 1.0)
    space = topic.raw.get("space", "")
    return Wish("space", {"space": space}, 1.0) if space else None
