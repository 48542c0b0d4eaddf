"""A copy in the place of a move: *actually make that a copy*, 还是不要挪了，复制一份过去即可."""

import re
from typing import Final

from bot.language.typed import normalise

_LONGEST: Final = 120
_BUT_EN: Final = (
    "(?:(?:oh|no|wait|actually|sorry|hm+|better|rather|ok|okay|please|hold on|well|instead|and|but|"
    "on second thoughts?|just|only|can you|could you|let's)(?![a-z])[ ,.!]*)*+"
)
_EN: Final = re.compile(
    f"{_BUT_EN}(?:(?:don't|do not|not|never) move(?: it| that| this| them)?[ ,.;]*{_BUT_EN})?"
    "(?:(?:make|do|turn|want|need|prefer|would like|i'd like|i want|i need|"
    "i meant?|i'd prefer|i'd rather|let it be|it should be)[ ]*"
    "(?:have )?(?:it|that|this|them)?(?: into| to be| as)?[ ]*"
    "(?:only|just|rather)?[ ]*)?"
    "(?:a )?cop(?:y|ies)(?: (?:it|that|this|them))?"
    "(?: (?:instead|only|please|rather|of it|then|is enough|will do|there|over))*"
    "(?:,? (?:don't|do not|not) move(?: it| that| them)?)?[ .!]*(?:[,.;][^?]*)?"
    f"|{_BUT_EN}(?:keep|leave) (?:the |an )?original(?: too| as well| there| where it is)*[ .!]*"
    "(?:[,.;][^?]*)?"
)
_BUT_ZH: Final = (
    "(?:(?:哎呀?|哦|等等|等一?下|不对|算了|还是|先|那就|那|不(?![要用挪移搬])|其实|要不|请|帮我|麻烦|给我|直接|就|只|改成?|换成?|应该|要|慢着)"
    "[ ,.!]*)*+"
)
_ZH: Final = re.compile(
    f"{_BUT_ZH}(?:(?:不要|别|不用|不)(?:挪|移动?|搬)(?:了|走|过去|它)*[ ,.;]*)?{_BUT_ZH}"
    "(?:复制|拷贝?)(?:一[份个]|过去|它|这个|吧|就行了?|就好了?|即可|就可以了?|了|到那边|[ ])*"
    "(?:,?(?:不是|而不是|别|不要)(?:移动?|挪|搬)[走了]?)?[ .!]*(?:[,.;][^?]*)?"
)
_COMMAND: Final = frozenset({"copy", "复制", "拷贝"})
"""Commands, which ask what is to be copied."""
_FURTHER: Final = re.compile("删|改名|重命名|(?<![a-z])(?:delete|remove|rename|send)(?![a-z])")


def copies_instead(text: str) -> bool:
    """Tell whether somebody wants a copy of what is to be moved, and nothing else."""
    said = normalise(text)
    if len(said) > _LONGEST or said in _COMMAND or _FURTHER.search(said):
        return False
    return any(each.fullmatch(said) for each in (_EN, _ZH))
