"""Says plainly where a sentence speaks of a time that an answer is not limited to."""

import re
from collections.abc import Mapping
from typing import Final

from bot.language import normalise

_ANY: Final = frozenset({"quota", "quota top", "spaces", "space"})
_AUDIT: Final = "audit"
_DATED: Final = frozenset({"files", "find", "oldest", _AUDIT})
"""Lists that tell of each row when it was changed."""
_WEEKLY: Final = "digest"
_TREND: Final = "alert trend"
_CHARACTERS: Final = 200
_ZH_N: Final = "[一两二三四五六七八九十半0-9]+"
_EN_N: Final = "(?:[0-9]+|a|one|two|three|four|five|six|seven|eight|nine|ten|twelve)"
_SPAN: Final = re.compile(
    f"(?:最近|过去|近)(?:的)?{_ZH_N} ?个?(?:天|日|周|星期|礼拜|月|季度|年)"
    f"|{_ZH_N} ?个?(?:天|周|星期|礼拜|月|季度|年)(?:之内|以内|内|里)"
    "|(?:这个?|上个?|本|下个?)(?:周|星期|礼拜|月|季度)|今年|去年|昨天|前天"
    f"|(?<![a-z])(?:in|within|over|during|for) (?:the )?(?:(?:last|past|next) )?{_EN_N} "
    "(?:days?|weeks?|months?|years?)(?![a-z])"
    f"|(?<![a-z])(?:the )?(?:last|past|next|this|these|previous) (?:{_EN_N} )?"
    "(?:days?|weeks?|months?|quarters?|years?)(?![a-z])|(?<![a-z])(?:since )?yesterday(?![a-z])"
    f"|(?:超过|大于|多于)?(?:{_ZH_N} ?个?)?半?(?:年|个月|季度)(?:以上|多)?(?=没|不|未|"
    f"没有?人?[动碰改用看])"
    f"|(?<![a-z])(?:older|longer|more) (?:than|then) (?:{_EN_N}|half a) (?:days?|weeks?|months?|"
    f"years?)(?![a-z])"
    "|(?:年底|月底|周末|春节|过年|元旦|国庆|五一|圣诞节?)(?:之?前|以前)"
    "|(?<![a-z])(?:before|by|until|till) (?:the )?(?:end of (?:the |this )?(?:week|month|"
    "quarter|year)|christmas|xmas|"
    "new year(?:'s(?: eve| day)?)?|easter|spring festival|chinese new year|"
    "(?:jan|febr)uary|march|april|june|july|august|(?:septem|octo|novem|decem)ber|(?:mon|tues|"
    "wednes|thurs|fri|satur|sun)day)"
    "(?![a-z])"
)
_TODAY: Final = re.compile(
    "今[天日早晚]|(?<![a-z])(?:today|this (?:morning|afternoon|evening))(?![a-z])"
)
"""Changes are told with their days; how much room there is, is told of today."""
_A_WEEK: Final = re.compile(
    "(?:最近|过去|近)(?:的)?(?:一周|一个?星期|一个?礼拜|7 ?天|七天)|(?:这个?|本)(?:周|星期|礼拜)"
    "|.*?(?:the )?(?:last|past|this) (?:one |a )?week|.*(?:7|seven) days"
)


def span_left_out(words: str, raw: Mapping[str, str], text: str) -> str:
    """Give the time that a sentence speaks of, where what a command shows is not limited to it;
    empty for none. A digest is about a week.
    """
    copy = normalise(text[:_CHARACTERS])
    found = _SPAN.search(copy) or (_TODAY.search(copy) if words == _AUDIT else None)
    if found is None or words not in _ANY | _DATED | {_WEEKLY}:
        return ""
    if any(found[0] in normalise(each) for each in raw.values()):
        return ""  # which then is looked for
    if words == _WEEKLY and _A_WEEK.fullmatch(found[0]):
        return ""
    limited = ("month", "月", "within", "天内")
    return "" if any(word in each for word in limited for each in raw.values()) else found[0]


def trend_untaken(words: str, text: str) -> str:
    """Give the time that a trend was asked of, which is drawn as far back as is known."""
    found = _SPAN.search(normalise(text[:_CHARACTERS])) if words == _TREND else None
    return found[0] if found is not None else ""
