"""Talk behind a wish, in a sentence of its own: *delete old.zip. Nobody needs it anymore.*

It only says why, so that the first sentence is read as if it stood alone. Whatever takes the wish
back, or wishes anything itself, is no such talk.
"""

import re
from typing import Final

from bot.language import Reading

_ANY_MORE: Final = "(?: any ?more| any longer| now| these days)?"
_SO: Final = "(?: (?:just|only|really|very|pretty|totally|all|completely|a|an))*"
_TALK: Final = (
    rf"(?:(?:it|they|these|those)(?:'?s|'?re| is| are){_SO} "
    "(?:old|outdated|obsolete|stale|unused|useless|out of date)"
    "(?: (?:one|ones|version|versions|file|files|draft|drafts|stuff))?"
    "|(?:nobody|no ?one|none of us) (?:really |ever )?(?:needs?|uses?|reads?|opens?) (?:it|them)"
    f"{_ANY_MORE}"
    "|(?:nobody|no ?one) wants? (?:it|them) any ?more"
    f"|we (?:don'?t|do not|no longer) (?:really )?(?:need|use) (?:it|them){_ANY_MORE}"
    "|(?:(?:i think|i guess|i believe|i'm afraid|im afraid|it seems|it looks like|looks like) )?"
    "(?:that )?(?:somebody|someone|a colleague|he|she|they) "
    "(?:has |have |may have |might have |must have |just )*"
    "(?:overwr[io]tes?|overwritten|overrode|changed?|edited|messed up|broken?|replaced?|"
    "saved over) "
    "(?:it|(?:all )?(?:my|our|the) (?:changes?|edits?|works?|versions?|file)))"
)
_BEHIND: Final = re.compile(
    rf"(?P<end>(?<![ .?!,;])[.?!]+|,)(?= ) (?:sorry,? )?{_TALK}(?:(?:,? and|,? so|,"
    rf"|[.!]) {_TALK})*"
    "(?:[,.!]* (?:thanks|thank you|thx|pls|please))?[ .!]*$"
)
_EVENT: Final = (
    "(?:call|meeting|audit|review|presentation|deadline|demo|visit|interview|appointment|workshop"
    "|sync|catch-?up|board)"
)
_BUSY: Final = (
    f"(?:(?:i|we)(?:'ve| have)?(?: got)? (?:a|an|the|my|our|another) (?:[a-z]+ )?{_EVENT}"
    "|there(?:'s| is) (?:a|an|the|another) (?:[a-z]+ )?"
    f"{_EVENT}"
    "|(?:my|our|the|a) (?:boss|manager|auditors?|customers?|clients?|board|management"
    "|director|ceo|cfo)"
    "(?: (?:just|is|are|has|have|keeps?|will|been))*"
    " (?:wants?|needs?|asking|asked|asks|ask|waiting|waits|coming|comes))"
)
_ASKED: Final = re.compile(
    "(?P<asked>(?:(?:hi|hiya|hey|hello|morning|good (?:morning|afternoon|evening)|so|ok|okay|thanks"
    "|please|quick one|quick question|and|also|just)[ ,!]+)*"
    "(?:which|what|whats|what's|who|whose|how|where|when|is|are|show|list|any|does|do)(?![a-z])[^?]{4,}[?])"
    f" *(?:because |cos |since |as )?{_BUSY}(?![a-z])[^?;]{{0,60}}"
)
"""What is going on, told behind a question that is answered alike for it."""
_REST: Final = re.compile(
    "[,;.!]+ ?(?:剩下|其余|余下|剩余|不够|多的|别的|后面)的?(?:部分|那些|几个|人|话|了|就|等|我)*"
    "[^,;.!?把给删]{0,6}?(?:再说|再看|再议|再定|再弄|再处理|再申请|再提|再讲|以后"
    "|下个?月|下周|下个?季度|明年|回头)"
    "[^,;.!?把给删]{0,4}[ .!]*$"
)
"""Puts off what goes beyond a wish, and not the wish: 先给10G，剩下的下个月再说."""
_SOUGHT: Final = re.compile(
    "[找搜查翻]|在哪|有没有|(?<![a-z])(?:find|search|look(?:ing)? for|locate|where)(?![a-z])"
)
_NOWHERE: Final = re.compile(
    "[,.;?!]+ ?(?:我|但|可|就|是|也|都|实在|真的?|有点|完全|已经|现在|一时|老是|自己)*"
    "(?:(?:具体|文件|全|完整)?的?(?:名字?|名称|位置|路径)|叫什么)?(?:我|也|都|有点|实在)*"
    "(?:不记得|记不得|记不[清住](?:楚)?|记不起来?|忘记?了?|不知道|不太?清楚|不确定|想不起来?"
    "|搞不清楚?|说不[清准]|没印象)了?"
    "(?:(?:是|我|谁|他|她|被|给|把|它|当时|之前|上次|到底|究竟|具体)*"
    "(?:[放存丢搁扔传收塞]|保存|上传|归档|建)?[在到进]?了?"
    "(?:哪|什么地方|啥地方|何处)[一]?(?:个|里|儿|边)*(?:空间|钉盘|盘|文件夹|目录|地方|位置)?"
    "(?:里面?|[下中去来的])*|(?:它|具体|文件|全|完整|到底)*的?(?:叫|名字?)(?:是|叫)?(?:什么|啥)?名?字?)?"
    "(?:了|啦|呢|啊|呀|来着|哈)*(?=[,.;?! ]|$)"
)
"""Says that the place of what is looked for is not known, which is why it is looked for."""
_SHORTEST: Final = 6
"""So much is wished before it at least."""


def without_talk(text: str) -> str:
    """Give what is wished without the sentence behind it that only says why."""
    text = _without_nowhere(text)
    reading = Reading(text)
    rest = _REST.search(reading.copy)
    if rest is not None and rest.start() >= _SHORTEST:
        return reading.raw_between(0, rest.start()).removeprefix("先")
    asked = _ASKED.fullmatch(reading.copy)
    if asked is not None:
        return reading.raw_between(*asked.span("asked"))
    found = _BEHIND.search(reading.copy)
    if found is None or found.start() < _SHORTEST:
        return text
    is_asked = found["end"].startswith("?")
    return reading.raw_between(0, found.start() + is_asked)


def _without_nowhere(text: str) -> str:
    reading = Reading(text)
    sought = _SOUGHT.search(reading.copy)
    found = _NOWHERE.search(reading.copy, sought.end()) if sought else None
    if found is None:
        return text
    behind = reading.raw_between(found.end(), len(reading.copy))
    return reading.raw_between(0, found.start()) + behind
