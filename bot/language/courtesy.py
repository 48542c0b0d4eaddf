"""What is only polite around a wish.

People open with a greeting and end with thanks. Neither belongs to a command, a sentence or an
argument, so both are dropped once, before anything is matched.
"""

import re

from bot.language.typed import Reading, trim

_OPENING_ZH = (
    "(?:(?:各位|同志|老师|同事|领导|亲|大家)们?,? ?)?(?:你好|您好|大家好|哈喽|嗨)[呀啊]?|在吗|"
    "打[扰搅](?:一下|你了|您了|了)?|不好意思|抱歉|烦请|劳烦|有劳|(?:你|您)能不?能?(?=[帮把给])|"
    "(?:若|如|如果|要是)(?:你|您)?(?:方便|可以|有空)的?话?(?=,)|请?(?:你|您)(?=帮我|把|给我|查|"
    "看|列)|"
    "请问(?:一下|下)?|请教(?:一下|下)?|请(?=[帮看查给把列新建创删设打关开显告提])|"
    "帮我|帮个?忙|麻烦(?:你|您)?|劳驾|拜托|"
    "能不能|能否|可不可以|可否|可以(?=[帮看查给告])|给我(?=[看查列])|"
    "我?想(?:要|问一下|问下|问问|知道|了解一下|了解|看看|看一下|看下|看|查一下|查)|我想|我要|"
    "[查看找搜翻](?:一下|下|一[查看找搜翻])|查查|看看|查询一下|问一下|问下|告诉我"
)
_OPENING_EN = (
    "(?:hi|hello|hey|hiya|heya)(?: (?:there|bot|everyone|all|team|guys))?|"
    "(?:good )?(?:morning|afternoon|evening)(?= ?[,.!])|good (?:morning|afternoon|evening)|"
    "dear (?:assistant|bot|all|team|colleagues?)|quick (?:one|question)|"
    "(?:i (?:would|should) be|i'd be)(?: very| most| really)? (?:grateful|glad|happy) "
    "if you (?:could|would)|i was wondering if you (?:could|would)|would you mind|"
    "if you don'?t mind|if (?:it is |it's )?possible|"
    "excuse me|sorry|please|pls|plz|(?:can|could|would|will) you|(?:can|could|may) i"
    "(?! (?:please )?(?:delete|remove|erase|trash|drop|get rid of|create|make|pause|undo))|"
    "i(?: want|'d like| would like|'d love) to(?: (?:know|see|check))?|let me(?: (?:know|see))?|"
    "tell me|show me|check|look up|just"
)
_OPENING = re.compile(rf"{_OPENING_ZH}|(?:{_OPENING_EN})(?![a-z0-9])")
_BETWEEN = " ,.!?~:;"
THANKS = (
    "please|pls|plz|thanks(?: a lot| so much| in advance| again)?|"
    "thank you(?: very much| so much)?|thx|cheers|谢谢(?:你|您|啦|了|哈|大家)?|多谢|感谢|"
    "辛苦(?:了|啦)?|拜托(?:了|啦)?|麻烦(?:了|你了|您了)"
)
_PARTICLES = "吧|呢|呀|啊|吗|嘛|啦|哦|一下|好吗|好不好|可以吗|行吗|行不行"
_HASTE = (
    "right now|at the moment|as we speak|if possible|if you can|if you could|when you can"
    "|by any chance"
    "|when you get (?:a|the) (?:chance|minute|moment)|if you don'?t mind|if that'?s (?:ok"
    "|okay|possible)"
)
_ENDING = re.compile(rf"(?:(?<![a-z0-9])(?:{THANKS}|{_HASTE}|for me)|{_PARTICLES})$")
_APART = re.compile(
    rf"(?:[{_BETWEEN}](?:{THANKS}|for me|{_PARTICLES})|(?<=[\"'])(?:{_PARTICLES}))$"
)
_GIVEN = re.compile(
    "(?<=[^ 送发交分借转传])给(?=(?:删|撤|停|关|清空|扔|移除|恢复|还原|收回|取消)(?:除|掉|了|"
    "回来?|吧|$))"
)
"""What is said before what is done and means nothing: 把市场部给删了."""
_NAMED = re.compile(
    '(?P<is>[^,;!?"]{2,60}?) (?:would be|would make|could be|sounds like|might be) (?:a |an |the )?'
    "(?:suitable |good |fine |nice |great |proper |better )?name"
    "|(?:let'?s |just |please |we (?:could|should|would) )*(?:call|name) it (?P<it>[^,;!?\"]{2,60})"
    '|(?:那?就|名字就?|名称就?)叫做? ?(?P<zh>[^,;!?" ]{2,30}?)吧?'
)
"""What stands around a name that somebody answers with."""
_MOST = 6
"""So many polite words follow one another; nobody says more."""
_LONGEST = 40
"""No polite word has more characters."""


def plain(text: str) -> str:
    """Give what was typed without polite words and signs around it; as it was, if nothing is left.

    What stands in quotes keeps its words.
    """
    if text.lstrip().startswith(("把", "将", "请把", "帮我把", "麻烦把")):
        text = _GIVEN.sub("", text, count=1)
    reading = Reading(text)
    copy = reading.copy
    start, end = _start(copy), _end(copy, _ENDING)
    if start >= end or (start == 0 and end == len(copy)):
        return text
    return trim(reading.raw_between(start, end))


def plain_name(text: str) -> str:
    """Give a new name without polite words that stand apart behind it.

    One that is part of a word belongs to the name: 酒吧 is a bar.
    """
    reading = Reading(text)
    end = _end(reading.copy, _APART)
    has_any = _APART.search(reading.copy[-_LONGEST:].rstrip(_BETWEEN))
    named = _NAMED.fullmatch(reading.copy[:end].rstrip(_BETWEEN))
    if named is not None:
        group = next(name for name, said in named.groupdict().items() if said)
        return trim(reading.raw_between(*named.span(group)))
    return trim(reading.raw_between(0, end)) if has_any and end > 0 else text


def _start(copy: str) -> int:
    start = 0
    for _ in range(_MOST):
        found = _OPENING.match(copy, start)
        if found is None:
            return start
        start = found.end()
        while copy[start : start + 1] and copy[start] in _BETWEEN:
            start += 1
    return start


def _end(copy: str, ending: re.Pattern[str]) -> int:
    end = len(copy)
    for _ in range(_MOST):
        bare = copy[max(0, end - _LONGEST) : end].rstrip(_BETWEEN)
        end -= min(end, _LONGEST) - len(bare)
        found = ending.search(bare)
        if found is None:
            return end
        end -= len(bare) - found.start()
    return end
