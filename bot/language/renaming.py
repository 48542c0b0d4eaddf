"""What a new thing is to be called: a name corrected in a word, or a size said behind one."""

import re
from typing import Final

from bot.language.courtesy import is_no, is_yes, plain_name
from bot.language.quantities import SIZE
from bot.language.typed import Reading, trim, unquoted

_CHARACTERS: Final = 200
"""Nobody corrects a name, or says a size behind one, in more."""
_INSTEAD: Final = re.compile(
    "(?:(?:不对|不是|等等|算了|不|还是|那就?|先|请|麻烦你?)[ ,.]*)*"
    "(?:(?:把)?(?:它的?|这个)?(?:名字|名称|名)?(?:改叫|改名(?:叫|为|成)?|改成叫?|改为|换成|换个?叫)|"
    "(?:名字|名称)(?:叫|是|用)|(?:还是|就|应该)叫) ?:? ?(?P<zh>.+?)(?:吧|好了|呢)?[ .!~]*"
    "|(?:(?:no|wait|actually|sorry|hmm|oh|please|let's|yes|but)[ ,.]*)*"
    "(?:(?:re)?name it|call it(?! (?:off|a day|quits))|(?:change|make|set) the name|"
    "(?:the )?name should be|it should be called) (?:to |as )?(?P<en>.+?)(?:,? (?:instead|please))*"
    "[ .!~]*"
)
_LIMITED: Final = re.compile(
    "[ ,.]+(?:(?:and |then )*(?:make it|give it|set(?: it| the limit| its limit)?|with|of)"
    "(?: a)?(?: limit of| quota of| to| at| up to)? "
    "|(?:容量|大小|配额|上限|额度|给(?:它|个)?|设)(?:为|是|设为|上限|:)? ?)"
    f"{SIZE}.*"
)
_NO_NAME: Final = re.compile(f"{SIZE}|.*[?]|什么.*|啥.*|what.*|that|this|it")


def called_instead(text: str) -> str:
    """Give the name of a correction such as *call it X instead* or 改叫 X; empty for none."""
    if len(text) > _CHARACTERS or is_no(text) or is_yes(text):
        return ""
    reading = Reading(text)
    found = _INSTEAD.fullmatch(reading.copy)
    group = "zh" if found and found["zh"] else "en"
    if found is None or _NO_NAME.fullmatch(found[group]):
        return ""
    return unquoted(plain_name(trim(reading.raw_between(*found.span(group)))))


def without_size(name: str) -> tuple[str, str]:
    """Part a new name from a size that was said behind it; the second is empty for none."""
    reading = Reading(name[:_CHARACTERS])
    found = _LIMITED.search(reading.copy)
    if found is None or found.start() == 0 or len(name) > _CHARACTERS:
        return name, ""
    rest = trim(reading.raw_between(found.start(), len(reading.copy))).lstrip(",，.。 ")
    return unquoted(reading.raw_between(0, found.start())), rest


def size_in(text: str) -> str:
    """Give the first size in a text, as it was said; empty for none."""
    reading = Reading(text[:_CHARACTERS])
    found = re.search(SIZE, reading.copy)
    return trim(reading.raw_between(*found.span())) if found else ""
