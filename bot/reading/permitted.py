"""Questions who may make or delete a space, which is explained and not done."""

import re
from dataclasses import replace
from typing import Final

from bot.reading.understood import Understood, Wish

_ZH_WHO: Final = (
    "(?:我们?|咱们?|自己|成员|普通人|员工|同事|新人|用户|大家|别人|谁|哪些人|什么人|任何人|"
    "所有人|管理员)"
)
_ZH_MAY: Final = "(?:能不能|可不可以|能否|可否|是否能|是否可以|能|可以|有权限?|有没有权限?|允许)"
_ZH_DOES: Final = "(?:新?建|创建|开(?:一?个|新)|删)"
_EN_WHO: Final = (
    "(?:i|we|they|(?:a |an |the )?(?:normal |ordinary |new |regular )?(?:members?|employees?|"
    "users?|people|staff|admins?)|anybody|anyone|everybody|everyone|somebody|someone)"
)
_EN_DOES: Final = (
    "(?:create|creating|(?:make|open|set up) (?:a|an|one|new|my|our|some|another)|delete|deleting|"
    "remove|removing|get rid of)(?![a-z])(?!.* from )(?!.* (?:bigger|larger))"
)
_EN_LED: Final = "(?: [a-z']+){0,2}?"
_ASKED: Final = re.compile(
    f"(?:谁|哪些人|什么人)(?:才|都|有)?{_ZH_MAY}[^,.;帮替]{{0,8}}?{_ZH_DOES}"
    f"|{_ZH_WHO}(?:自己|也|都"
    f"|现在)?{_ZH_MAY}[^,.;帮替]{{0,8}}?{_ZH_DOES}[^,.;]{{0,16}}(?:吗|么|嘛|不|[?])"
    f"|{_ZH_WHO}(?:自己|也|都|现在)?(?:能不能|可不可以|能否|可否|是否能|是否可以|有没有权限?)"
    f"[^,.;帮替]{{0,8}}?{_ZH_DOES}"
    f"|(?<![a-z])(?:can|could|may) {_EN_WHO}{_EN_LED} {_EN_DOES}"
    f"|(?<![a-z])who (?:can|could|may|is allowed to|is permitted to|is able to|has the right to)"
    f"{_EN_LED} {_EN_DOES}"
    f"|(?<![a-z])(?:am|are|is) {_EN_WHO} (?:allowed|permitted|able"
    f"|entitled) to{_EN_LED} {_EN_DOES}"
    f"|(?<![a-z])(?:do|does) {_EN_WHO} have (?:the )?(?:rights?|permissions?) to{_EN_LED} "
    f"{_EN_DOES}"
)
_MORE: Final = re.compile(
    "规定|规则|限制|说了算|怎么|怎样|如何|为什么|为啥|然后|别的|恢复|找回"
    "|(?<![a-z])(?:how|why|when|what|if|undo|not|cannot|decides?|ruled?|rules)(?![a-z])"
)
_SPACE: Final = re.compile("空间|盘|(?<![a-z])(?:spaces?|drives?)(?![a-z])")


def asks_who_may(copy: str, *, about: str) -> bool:
    """Tell whether a sentence asks who may make or delete a space; ``about`` is one it names."""
    if _MORE.search(copy) or not (about or _SPACE.search(copy)):
        return False
    return _ASKED.search(copy) is not None


_RIGHTS: Final = frozenset({"grant", "revoke"})
_OF_RIGHTS: Final = re.compile(
    "(?<![a-z])(?:access|permi[a-z]+|rights?|allow[a-z]*|lets?|letting|grant[a-z]*"
    "|give[ns]?|gave|giving|"
    "add(?:ed|s|ing)?|invit[a-z]+|revok[a-z]+|remov[a-z]+|kick[a-z]*|tak(?:e|es|ing)"
    "|took|strip[a-z]*|"
    "shar(?:e|es|ed|ing)|edit[a-z]*|read[a-z]*|view[a-z]*|manag[a-z]+|owner[a-z]*"
    "|roles?|members?|see|open|"
    "write|download[a-z]*|upload[a-z]*|lock(?:ed|s)?|ban(?:ned|s)?|block(?:ed|s)?"
    "|into|in|join[a-z]*|"
    "include[a-z]*|exclude[a-z]*|out|off|can|can't|cannot|may|should|must|everyone"
    "|everybody|anyone|"
    "anybody|who|whole|people|team|staff|department|group|colleagues?|interns?"
    "|guests?|promot[a-z]+|"
    "demot[a-z]+|admins?|appoint[a-z]*|left|leav[a-z]+|full|control|need[a-z]*"
    "|want[a-z]*|work[a-z]*|"
    "put|make|bring|from|longer|extend[a-z]*|until|end[a-z]*|stop[a-z]*|cancel[a-z]*"
    "|withdraw[a-z]*|"
    "get (?!rid)|him|her|them)(?![a-z])"
    "|@|[^a-z -~]*(?:权|给|让|加|拉|放|添|进|移|踢|请|赶|撤|收回|取消|能|可以|看|编|读|下载|管|"
    "成员|开|共享|分享|准|许|禁|走|离|改|用|员|人|设|升|降|交|授|他|她|们)"
)
"""What is said of whoever may see or change something, in some way."""
_THERE_IS: Final = re.compile(
    "^(?:there(?:'s| is| are) )?(?:nothing|no files?)(?![a-z])|get rid of it"
)
_CALLS: Final = re.compile("(?<![a-z])(?:call|name|rename) (?:it|this|that)(?![a-z])")


def without_unsaid_rights(understood: Understood, copy: str) -> Understood:
    """Leave out permissions that are given or taken where a sentence says nothing of any: who would
    be asked for, and the next message taken for their name.
    """
    if understood.kept or not any(each.words in _RIGHTS for each in understood.wishes):
        return understood
    is_other = _THERE_IS.search(copy) or _CALLS.search(copy)
    if _OF_RIGHTS.search(copy) and not is_other:
        return understood
    left = tuple(each for each in understood.wishes if each.words not in _RIGHTS)
    certainty = understood.certainty if left and left[0] is understood.wishes[0] else "unsure"
    return replace(understood, certainty=certainty, wishes=left or (Wish("help"),))
