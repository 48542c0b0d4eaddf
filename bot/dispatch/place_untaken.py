"""Says which place for alerts was named that cannot be had from a private chat: 在群里提醒; and
which days and which spaces alone a digest cannot be had for: 每个工作日, 只要快满的.

Pure.
"""

import re
from typing import Final

from bot.language import normalise

_HERE: Final = "alert here"
_GROUP: Final = re.compile(
    "(?:在|发到?|往|到)?(?:本|这个?|那个?|我们的?|咱们?的?)?群(?:聊|组)?里面?"
    "|(?<![a-z])(?:in|to) (?:the|our|this|that) (?:group|channel|group chat)(?![a-z])"
)


def place_untaken(words: str, text: str, *, group: bool) -> str:
    """Give the group that alerts are wished in, as it was said; empty where that is here."""
    found = _GROUP.search(normalise(text)) if words == _HERE and not group else None
    return found[0] if found is not None else ""


_DAILY: Final = "digest daily"
_DIGESTS: Final = frozenset({_DAILY, "digest weekly"})
_WEEKDAYS: Final = re.compile(
    "(?:每个?|只在|仅)?(?:工作日|上班日|周一(?:到|至)周?五|星期一(?:到|至)星期五)"
    "|(?:周末|周[六日天]|双休日?|礼拜天|星期[六日天]|节假日|放假|休息日)[^,.;!?]{0,4}?"
    "(?:不用|不要|不必|不需要|别|不)再?[发推送看报]?[^,.;!?]{0,2}"
    "|(?<![a-z])(?:not|except|excluding|skip(?:ping)?|no need|but not|never)"
    "(?: (?:on|for|at|the|over))* (?:weekends?|saturdays?|sundays?|holidays?)(?![a-z])"
    "|(?<![a-z])(?:on |every )?(?:week ?days?|work(?:ing)? ?days?"
    "|monday (?:to|through|till) friday)"
    "(?![a-z])"
)
_ONLY: Final = re.compile(
    "(?:只|仅)(?:要|发|看|包括|报|说|列|需要?)[^,.;!?]{2,14}"
    "|(?<![a-z])(?:only|just) (?:about |with |for |the )+[^,.;!?]{3,40}"
)


def digest_untaken(words: str, text: str) -> str:
    """Give the days or the part that a digest is not limited to; empty for none."""
    copy = normalise(text)
    found = _WEEKDAYS.search(copy) if words == _DAILY else None
    found = found or (_ONLY.search(copy) if words in _DIGESTS else None)
    return found[0].strip() if found is not None else ""
