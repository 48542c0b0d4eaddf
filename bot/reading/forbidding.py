"""What is wished by saying that somebody must not, or that somebody is to be asked: 不准成员删空间,
*I need access, please ask the admins*.

Such a wish has a *not*, or two parts, of its own; it is no change that nobody wants.
"""

import re
from typing import Final

from bot.reading.understood import Caution

_FORBIDS: Final = re.compile(
    "不[许准让]|不允许|禁止|(?<!千万)别让|不得|只有[^,.;]{1,8}[能可]"
    "|(?<![a-z])(?:must not|may not|forbid|ban|prevent|block|nobody but|no one but|"
    "only admins)(?![a-z])"
    "|(?<![a-z])(?:stop|keep) [^,.;]{1,30} from(?![a-z])"
)
_SHUTS_OUT: Final = re.compile(
    "[踢赶请移]出|不该再|不能再|不再|别让[^,.;]{1,6}再|不让"
    "|(?<![a-z])(?:must not|should not|shouldn't|may not|no longer|any ?more|any longer)(?![a-z])"
)
_HALTS: Final = re.compile(
    "不用|不必|不要|先别|别收|没说|没让|(?<![a-z])(?:don't|do not|never|nobody)(?![a-z])"
)
_ASKS_FOR: Final = re.compile(
    "(?:帮我|替我|麻烦|请)[^,.;]{0,8}(?:申请|管理员|要个|要一下)|跟管理员"
    "|(?<![a-z])(?:ask|request|put in|file|submit)(?: for| it| a| an| the| whether| them|$)"
)
_WAYS: Final = {"policy set": _FORBIDS, "revoke": _SHUTS_OUT}
_MEANT: Final[frozenset[Caution]] = frozenset({"negation", "several", "question"})


def means_it(copy: str, words: str, caution: Caution) -> bool:
    """Tell whether a change is wished all the same, by what else would speak against it."""
    if caution not in _MEANT or _HALTS.search(copy):
        return False
    if words.startswith("request ") and caution == "several":
        return _ASKS_FOR.search(copy) is not None
    way = _WAYS.get(words)
    return way is not None and way.search(copy) is not None
