"""What is told of a file beside its name: why it is looked for, who put it there, that it is
missing. It tells nothing that a name has. Pure.
"""

import re
from typing import Final

_WHO: Final = (
    "(?:somebody|someone|anybody|anyone|i|we|he|she|they|you|people|"
    "(?:my|our|the|a|one of (?:my|our)) [a-z]+)"
)
_RELATIVE: Final = re.compile(
    rf"(?: (?:that|which|who))? (?:{_WHO} )?(?:(?:has|have|had|'ve|just|also|once|must have) )*"
    r"(?:put|uploaded|saved|stored|left|placed|added|dropped|posted|shared|stashed|filed)"
    r"(?: (?:up|it|them|somewhere|in there|there))*"
    r"(?= (?:in|into|to|inside|on|last|this|yesterday|today|since|some|a|from|the other)"
    r"(?![a-z])|[,.;!?]|$)"
)
_TIME: Final = (
    "(?:yesterday|today|recently|lately|the other day|a while ago|earlier|last night|on [a-z]+day"
    "|(?:last|this|past|these|the last|the past) (?:[a-z0-9]+ )?[a-z]+|(?:a|an|one"
    "|two|three|[0-9]+"
    "|some|a few) (?:days?|weeks?|months?|hours?) ago)"
)
_DONE: Final = (
    "(?:chang(?:e|ed|es)|edit(?:s|ed)?|modif(?:y|ies|ied)|updat(?:e|es|ed)|touch(?:es|ed)?"
    "|work(?:ed)? on|rewrote|rewrit(?:e|ten)|overwrote|overwritten|corrected|revised|made"
    "|makes?|wrote|written|created?|signed|agreed(?: on)?|discussed|received|got|prepared"
    "|scanned|printed|finished|sent|put|upload(?:ed)?|saved?|added|add|left|posted|shared"
    "|moved)"
)
_CHANGED: Final = re.compile(
    rf"(?: (?:that|which))?(?: (?:{_WHO}|(?<=that )[a-z]+|(?<=which )[a-z]+))"
    r"(?: (?:has|have|had|just|also|once|must have|was|were))*"
    rf" {_DONE}(?: (?:it|them|up|there|in there))*(?: {_TIME})?"
    r"(?= (?:in|into|inside|from|to|on|for|with|about|at)(?![a-z])|[,.;!?]|$)"
    rf"|(?: (?:that|which))?(?: (?:was|were|is|are|got|has been|had been))?"
    rf"(?: last| recently| just)? {_DONE}(?: by [a-z]+)? {_TIME}"
    r"(?= (?:in|into|inside|from|to)(?![a-z])|[,.;!?]|$)"
)
"""Who changed it and when, by which DingTalk finds nothing: it looks for what was made then."""
_LOOKS: Final = re.compile(
    "(?<![a-z])(?:where(?:'s|s)?|find|look(?:ing)? for|search(?:ing)?(?: for)?|locate|i need the"
    "|i want the|show me the|can't find|cannot find)(?![a-z])"
)
_MADE: Final = re.compile(r" (?:uploaded|upload|created|create|added|add|made|make)(?: |$)")
_ASIDE_EN: Final = re.compile(
    r" ?[,;!?]+ ?(?:(?:but|and|so|because|cause|since|as) )?(?:i|i'm|i've|i'd|we|we're|we've|he|"
    r"she|they|it|it's|"
    r"its|you|that's|this|my|our|somebody|someone|nobody|forgot|forgotten|can|could|was|is|were|"
    r"did|"
    r"please|pls|help|any|anyone|need|needed|must|since|because|for|maybe|perhaps|probably|"
    r"sorry|thanks|"
    r"not sure|no idea|don't|dont|do you|have you|which|where|who|what)(?![a-z]).*$"
)
_ASIDE_ZH: Final = re.compile(
    "[,，;；!?！？。]+ ?(?![^,，]*的$)(?!在)[^,，]*?(?:我|你|他|她|咱|大家|领导|客户|老板|帮|给|"
    "请|找|搜|查|看|急|忘|记|"
    "不知道|哪|谁|等着|要用|麻烦|谢|来着|怎么|都|就|能不能|可以).*$"
)
_OF_KIND: Final = re.compile(
    "(?P<x>[^,，;；!！?？。 ]{2,})[,，;；。 ]+(?:我|印象[里中]|依稀|隐约|还)*(?:记得"
    "|记着|好像|应该|大概|可能|貌似|似乎|估计)*"
    "(?P<is>是|就是)(?:用|拿)?(?:一?[个份张段]|那种)?"
    "(?P<kind>(?:excel|电子)?表格|excel|ppt|幻灯片|演示文稿|word(?:文档)?|pdf|图片"
    "|照片|视频|录像|压缩包|录音)"
    "(?:文件|格式|做|写|来着|的|吧|呢|[。.!！~ ])*$",
    re.IGNORECASE,
)
_LEAD: Final = re.compile(
    "^(?:不到|不着|不见|得到|得着|一找|一查|一下|了?半天(?:都)?(?:没找到|找不到)?|"
    "(?:请|麻烦|劳驾|烦请)?[您你](?:帮|替)?(?:我|我们|咱们?)?|帮[我忙]|查一查|找一找|搜一搜|查查|"
    "找找|搜搜)+(?=..)"
)
_TAIL: Final = re.compile(
    "(?<=..)(?:(?:[放存]?在?哪(?:个空间|儿|里)?(?:里|了|去了)?)|(?:怎么|咋|都|也|就"
    "|又|突然|一直)*(?:找|"
    "搜|查)?不(?:到|着|见)了?"
    "|了|啊|呀|呢|吧|嘛|[ ?!.。])+$"
)
_HAN: Final = re.compile("[\u4e00-\u9fff]")


def without_asides(copy: str) -> tuple[int, int]:
    """Give from where to where it is said what is looked for; all where nothing would be left."""
    start, end = 0, len(copy)
    aside = _ASIDE_EN.search(copy, 1) or _ASIDE_ZH.search(copy, 1)
    if aside is not None:
        end = aside.start()
    led = _LEAD.match(copy[:end])
    start = led.end() if led and _HAN.search(copy) else 0
    while (tail := _TAIL.search(copy[start:end])) is not None:
        end = start + tail.start()
    return (start, end) if end - start > 1 else (0, len(copy))


def without_relative(text: str) -> str:
    """Leave out who put it there: *slides that somebody put in Finance* are *slides in Finance*."""
    found = _RELATIVE.search(text.casefold(), 2) or _changed(text.casefold())
    return text[: found.start()] + text[found.end() :] if found else text


def without_changed(text: str) -> str:
    """Leave out of a sentence that looks for a file who changed it, and when: *where is the report
    that somebody changed yesterday in Finance*.
    """
    copy = text.casefold()
    looks = _LOOKS.search(copy)
    found = _CHANGED.search(copy, looks.end() + 4) if looks else None
    return text[: found.start()] + text[found.end() :] if found else text


def _changed(copy: str) -> re.Match[str] | None:
    """Give who changed it, where that says not when it was made, by which it can be found."""
    found = _CHANGED.search(copy, 2)
    return None if found is None or _MADE.search(found[0]) else found


def with_kind(text: str) -> str:
    """Put the kind of a file that somebody remembers behind its name: 合同，记得是个表格 is
    合同表格.
    """
    return _OF_KIND.sub(r"\g<x>\g<kind>", text, count=1)


def without_kind(text: str) -> str:
    """Give what is looked for without the kind that somebody remembers."""
    return _OF_KIND.sub(r"\g<x>", text, count=1)


def kind_remembered(text: str) -> str:
    """Give the kind of a file that somebody remembers behind its name; empty for none."""
    found = _OF_KIND.search(text)
    return found["kind"] if found else ""
