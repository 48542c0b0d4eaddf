"""The wish in a sentence, without what is said before it out of politeness, and why behind it.

*Could you kindly rename a.pdf to b.pdf, because the auditor asks for it* wishes *rename a.pdf to
b.pdf*. What takes a wish back, or is another, is no reason, and stays.
"""

import re
from typing import Final

from bot.language import Reading
from bot.reading.beside import is_beside

_FRONT: Final = re.compile(
    "(?:(?:hi|hey|hello|hiya|morning|good (?:morning|afternoon|evening|day)|dear [a-z]+(?: [a-z]+)?"
    "|ok|okay|so|well|um|now|then|sorry|quick one|please|pls|plz|kindly|can|could|would|will|may"
    "|you|u|ya|somebody|someone|anyone|anybody|just|quickly|also|maybe|mind|be so kind"
    "|as to|be able|possible|is it|i would like|i'd like|i want|i need|we want|we need|we have|we"
    "|i|to|need|have|like|let's|lets|help(?: me| us)?|go ahead and|team|guys|all|bot|there)[ ,!.:]+"
    "|[您你]们?好|大家好|老师们?|各位|同志|烦请[您你]?|麻烦[您你]?|[请敬]请?[您你]?|劳驾[您你]?"
    "|帮我们?|帮忙|替我们?|能不能|能否|可不可以|可否|可以|若?方便的话|不好意思|打扰一下"
    "|辛苦(?:[您你]|一?下)?|我们?[想要需]要?|早[啊上]好?|那就?|先|[ ,.!:;~])*"
)
_COURTESY: Final = re.compile(
    "(?:[ ,.!?~]*(?:please|pls|plz|thanks(?: a lot| so much)?|thank you(?: so much| very much)?"
    "|thx|ty"
    "|asap|for me|for us|would you|will you|could you|right away|if you don't mind|if possible"
    "|cheers"
    "|when you (?:have|get) (?:a )?(?:time|moment|minute|chance)|right now|today|ok|okay|too"
    "|as well))+[ .!?~]*$"
    "|(?:[ ,.!?~]|谢谢[您你]?啦?|多谢|麻烦了|辛苦了?|拜托了?|可以吗|好吗|行吗|行不行|吧|呗|啊|呀"
    "|哈|了?哦|一下|为好)*$"
)
_LED: Final = re.compile(
    "[ ,;.-]+(?:(?:because|cos|cuz|coz|bc|since|so that|in order to)(?![a-z])"
    "|so (?=(?:he|she|they|we|i|it|everyone|everybody|the|our|my) )"
    "|as (?=(?:he|she|they|we|i|it|(?:the|our|my) [a-z]+)(?:'s|'re|'ve)? (?:needs?|asks?|asked"
    "|wants?|"
    "wanted|is|are|has|have|had|was|were|will|requires?|required|requested)(?![a-z])))"
    " ?(?P<why>[^?;]{3,160})$"
)
_STATED: Final = re.compile(
    "(?:[,;!?]+|[.] ) ?(?P<why>(?:he|she|they|it|it's|that|that's|we|we're|we've|i|i'm|i've|he's"
    "|she's"
    "|they're|nobody|everyone|everybody|people|somebody|someone|(?:the|our|my|their|his|her) [a-z]+"
    "|(?!(?:what|who|which|where|how|why|when|and|but|then|please|there|this|or)(?![a-z]))"
    "(?:[a-z]+|\ue0f0\ue0f1*)(?= (?:wants?|needs?|asked|asks|has|have|is|are|requires?|requested"
    "|prefers?|uses?|delivers?|starts?|comes?) ))"
    "(?: [^?;]{3,160}))$"
)
_BACK: Final = re.compile(
    "(?<![a-z])(?:but|unless|if|maybe|perhaps|not yet|later|wait|instead|jok(?:e|ing)|kidding|lol"
    "|jk"
    "|(?:ha){2,}|then|also|said|says|told|tells|thinks?|never ?mind|whether|should|and (?:delete"
    "|remove|"
    "move|copy|rename|send|share|put|give|create|make|tell|ask|let|show)|(?:i|we) (?:don't|do not|"
    "didn't|won't|never|no longer) (?:want|mean|think|know))(?![a-z])"
)
_CLAUSE: Final = re.compile("[,;!。.]+ ?(?=[^,;!。.]*[\u4e00-\u9fff])")
_WHY_ZH: Final = re.compile(
    "^(?:之前|刚才|刚刚|原来|原先|当时|上次|昨天|我|那个|这个|的)*(?:文件)?(?:名字?|名称)?(?:有点?|被)?"
    "(?:[打写输拼敲弄搞起取标]|命名)错了?(?:字|了|个字|一个字)?[啊呀嘛]?$"
    "|^(?:以[备便供免]|便于|方便|好让|好(?=给)|供|为了|因为|由于|毕竟|反正|那边|这边|他们?|她们?"
    "|审计|客户|领导|法务|老板"
    "|原来|原先|原(?=名|文件)|我们?(?=[要等急下明今])|大家|急用|急|等着|这样|省得|免得|理由|主要"
    "|不然|否则|要不然|好区分|容易|统一|规范|重名|[和跟]别的|太[长短乱]|腾[点出些一])"
)
_BACK_ZH: Final = re.compile(
    "如果|要是|万一|除非|的话|别|不要|先不|算了|玩笑|哈哈|然后|接着|顺便|顺带|并且|同时"
    "|再[把给删移发建]|[吗?]|(?<![什怎那这])么|说|讲|可能|也许"
    "|还没|等[^,]{0,8}再|删|[把将]"
)


def bared(copy: str) -> tuple[int, int]:
    """Give where in a sentence its wish begins and ends."""
    start = front(copy)
    end = len(copy)
    while (before := _why_at(copy, start, _polite_at(copy, start, end))) < end:
        end = before
    return start, end


def without_why(text: str) -> str:
    """Give a sentence without why something is wished, all of it where that is not said; what is
    said before a wish may be that it is asked about, and stays.
    """
    reading = Reading(text)
    start, end = front(reading.copy), len(reading.copy)
    polite = _polite_at(reading.copy, start, end)
    before = _why_at(reading.copy, start, polite)
    return reading.raw_between(0, before).strip() if before < polite else text


_HIDES: Final = re.compile(
    "(?P<asks>.{4,}?)(?P<sign>[?,.;!]+ ?)(?:i hope |and |also |please |pls )*"
    "(?P<hides>(?:hide|keep|lock|close|block) (?:it|this|them|that)? ?(?:from|away|private"
    "|internal|secret|hidden)"
    "[^?,.;!]{0,40}|(?:don't|do not|never) (?:show|let|give) [^?,.;!]{2,40}"
    "|(?:请|千万|可|最好)*(?:别|不要|不能|不许)(?:再)?(?:给|让|叫)[^?,.;!]{1,8}(?:看|见|访问|打开"
    "|知道)[^?,.;!]{0,4})[.!]*"
)
"""Asks, and then wants something to be hidden."""
_ASKS: Final = re.compile("谁|哪些人|什么人|(?<![a-z])who(?![a-z])")


def and_hides(text: str) -> tuple[str, str]:
    """Part who may see something from that it is to be hidden; empty for no such sentence."""
    reading = Reading(text)
    found = _HIDES.fullmatch(reading.copy)
    if found is None or not _ASKS.search(found["asks"]):
        return "", ""
    asked = reading.raw_between(0, found.end("asks"))
    return asked, reading.raw_between(*found.span("hides")).strip()


def front(copy: str) -> int:
    """Give where a sentence begins to say more than that somebody asks."""
    found = _FRONT.match(copy)
    return found.end() if found else 0


def _polite_at(copy: str, start: int, end: int) -> int:
    found = _COURTESY.search(copy, start, end)
    return found.start() if found else end


def _why_at(copy: str, start: int, end: int) -> int:
    part = copy[:end]
    for sign in (_LED, _STATED):
        found = sign.search(part, start)
        if found is not None and not _BACK.search(found["why"]):
            return found.start()
    clauses = list(_CLAUSE.finditer(part, start))
    if not clauses:
        return end
    why = part[clauses[-1].end() :].strip(" ,.!")
    is_why = is_beside(why) or (_WHY_ZH.match(why) and not _BACK_ZH.search(why))
    return clauses[-1].start() if is_why else end
