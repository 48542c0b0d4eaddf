"""What is wished by saying that somebody must not, or that somebody is to be asked: 不准成员删空间,
*I need access, please ask the admins*.

Such a wish has a *not*, or two parts, of its own; it is no change that nobody wants.
"""

import re
from typing import Final

from bot.reading.cautions import pieces
from bot.reading.understood import Caution

_FORBIDS: Final = re.compile(
    "不[许准让]|不允许|禁止|(?<!千万)别让|不得|只有[^,.;]{1,8}[能可]"
    "|(?<![a-z])(?:must not|may not|forbid|ban|prevent|block|nobody but|no one but|"
    "only admins)(?![a-z])"
    "|(?<![a-z])(?:members?|people|guests?|users?|staff|everybody|everyone|anybody|anyone|nobody|"
    "no one)"
    "(?: [a-z]+){0,3}? (?:should(?: not|n'?t)|must(?: not|n'?t)|cannot|can'?t|may not|are not to)"
    "(?![a-z])"
    "|(?<![a-z])(?:nobody|no one|no member) (?:but|except|may|should)(?![a-z])"
    "|(?<![a-z])(?:don'?t|do not|never) (?:let|allow) "
    "|(?<![a-z])(?:stop|keep) [^,.;]{1,30} from(?![a-z])"
)
_SHUTS_OUT: Final = re.compile(
    "[踢赶请移]出|不该再|不能再|不再|别让[^,.;]{1,6}再|不让"
    "|(?<![a-z])(?:must not|should not|shouldn'?t|isn'?t|is not|may not|no longer|any ?more|"
    "any longer)(?![a-z])"
)
_HALTS: Final = re.compile(
    "不用|不必|不要|先别|别收|没说|没让|(?<![a-z])(?:don't(?! let| allow)|do not(?! let| allow)|"
    "never|"
    "nobody)(?! but| except)(?![a-z])"
)
_ASKS_FOR: Final = re.compile(
    "(?:帮我|替我|麻烦|请)[^,.;]{0,8}(?:申请|管理员|要个|要一下)|跟管理员"
    "|(?<![a-z])(?:ask|request|put in|file|submit)(?: for| it| a| an| the| whether| them|$)"
)
_JOINS: Final = re.compile(
    "和|跟|与|及|或|、|/|两|[二三四五六几]个|都|又|也|先|改成"
    "|(?<![a-z])(?:and|or|both|two|three|too|but|instead|first|each)(?![a-z])|&"
)
"""What joins two things, of which both may be wished."""
_PLAIN_WISH: Final = re.compile(
    "(?:(?:please|pls|hi|hey|hello|can you|could you)[ ,]*)*(?:give|grant|let|share|make|create|"
    "take|revoke|we need a new)(?![a-z])"
    "|(?:请|帮我|麻烦|你好)*[ ,]*[给让把建开收]"
)
"""How a wish begins that is only one, where nothing joins another to it."""
_WAYS: Final = {
    "policy set": _FORBIDS,
    "revoke": _SHUTS_OUT,
    "grant end": _SHUTS_OUT,
    "admin remove": _SHUTS_OUT,
}
_MEANT: Final[frozenset[Caution]] = frozenset({"negation", "several", "question"})


def means_it(copy: str, words: str, caution: Caution) -> bool:
    """Tell whether a change is wished all the same, by what else would speak against it."""
    if caution not in _MEANT or _HALTS.search(copy):
        return False
    if words.startswith("request ") and caution == "several":
        return _ASKS_FOR.search(copy) is not None
    way = _WAYS.get(words)
    return way is not None and way.search(copy) is not None


def may_be_several(copy: str) -> bool:
    """Tell whether a sentence is no plain wish, or anything in it joins or parts two."""
    is_plain = _PLAIN_WISH.match(copy) is not None
    return not is_plain or len(pieces(copy)) > 1 or _JOINS.search(copy) is not None
