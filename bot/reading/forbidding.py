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
    "[踢赶请移]出|不该(?:再|能|看)|不能再|不再|别让[^,.;]{1,6}(?:再|[看改进用]了)|不让"
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
    "take|revoke|move|copy|rename|we need a new)(?![a-z])"
    "|(?:请|帮我|麻烦|你好)*[ ,]*[给让把建开收]"
)
"""How a wish begins that is only one, where nothing joins another to it."""
_PATH: Final = re.compile(r"[^\s/,;]+(?:/[^\s/,;]+){2,}")
"""Names of folders, which are one place whatever stands between them."""
_DEMOTES: Final = re.compile(
    "(?:别让|不让|不用|不再|不能?)[^,.;]{0,6}?(?:再)?(?:当|做|是|担任)管理员|管理员[^,.;]{0,6}(?:摘|撤|去掉|取消|拿掉)"
)
_LETS_SEE: Final = re.compile(
    "[让给](?:大家|群里|全群|全员|所有人|咱们?|他们|[\u4e00-\u9fff]{2,3})(?:也|都|能|可以)*(?:看|改|编辑|下载|用|瞧)|都让"
)
_SAID: Final = re.compile("[说讲问写]|建议|要求")
_WAYS: Final = {
    "policy set": _FORBIDS,
    "revoke": _SHUTS_OUT,
    "grant end": _SHUTS_OUT,
    "admin remove": re.compile(f"{_DEMOTES.pattern}|{_SHUTS_OUT.pattern}"),
}
_TO_OTHERS: Final = frozenset({"file send here", "share", "grant", "admin add"})
_BACK: Final = frozenset(
    {"undo", "file undo", "bin restore", "request cancel", "revoke", "grant end"}
)
_GOES_BACK: Final = re.compile(
    "(?<![不别没用让])(?:[弄拿捞要找]回|还原|恢复|撤|收[回了吧]|退回)|删错|(?:申请|权限)[^,.;]{0,6}(?:不[要用提]了|作废|取消)"
    "|(?<![a-z])(?:bring|get|put|take|give) [a-z ]*back(?![a-z])|(?<![a-z])(?:restore|undo|"
    "recover|revoke|withdraw)(?![a-z])"
)
"""Who wants back what has been done tells of it."""
_ASKED: Final = re.compile(
    "已经?(?:撤|恢复|还原|收回)|(?:昨天|前天|上周|早就?|之前|曾经?)[^,.;]{0,6}?(?:撤|恢复|还原|收回)|[吗么呢?]|谁|怎么|什么|多久|几时|没有?$|是不是|能不能|(?<![a-z])(?:how|who|when|why|did|was|were|is|are|"
    "has|does|if|said|says)(?![a-z])"
)
_MEANT: Final[frozenset[Caution]] = frozenset({"negation", "several", "question"})


def means_it(copy: str, words: str, caution: Caution) -> bool:
    """Tell whether a change is wished all the same, by what else would speak against it."""
    if words in _BACK and caution == "past":
        return _GOES_BACK.search(copy) is not None and not _ASKED.search(copy)
    if words in _TO_OTHERS and caution == "quotation":
        return _LETS_SEE.search(copy) is not None and not _SAID.search(copy)
    if caution not in _MEANT:
        return False
    if _HALTS.search(_DEMOTES.sub("", copy) if words == "admin remove" else copy):
        return False
    if words.startswith("request ") and caution == "several":
        return _ASKS_FOR.search(copy) is not None
    way = _WAYS.get(words)
    return way is not None and way.search(copy) is not None


def may_be_several(copy: str) -> bool:
    """Tell whether a sentence is no plain wish, or anything in it joins or parts two."""
    is_plain = _PLAIN_WISH.match(copy) is not None
    return not is_plain or len(pieces(copy)) > 1 or _JOINS.search(_PATH.sub("", copy)) is not None
