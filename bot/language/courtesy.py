"""What is only polite around a wish, and the short words that agree or decline.

People open with a greeting and end with thanks. Neither belongs to a command, a sentence or an
argument, so both are dropped once, before anything is matched.
"""

import re
from collections.abc import Mapping
from typing import Final

from bot.language.typed import Reading, normalise, trim

_OPENING_ZH = (
    "(?:(?:各位|同志|老师|同事|领导|亲|大家)们?,? ?)?(?:你好|您好|大家好|哈喽|嗨)[呀啊]?|在吗|"
    "打[扰搅](?:一下|你了|您了|了)?|不好意思|抱歉|烦请|劳烦|有劳|(?:你|您)能不?能?(?=[帮把给])|"
    "(?:若|如|如果|要是)(?:你|您)?(?:方便|可以|有空)的?话?(?=,)|请?(?:你|您)(?=帮我|把|给我|查|看|列)|"
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
_THANKS = (
    "please|pls|plz|thanks(?: a lot| so much| in advance| again)?|"
    "thank you(?: very much| so much)?|thx|cheers|谢谢(?:你|您|啦|了|哈|大家)?|多谢|感谢|"
    "辛苦(?:了|啦)?|拜托(?:了|啦)?|麻烦(?:了|你了|您了)"
)
_PARTICLES = "吧|呢|呀|啊|吗|嘛|啦|哦|一下|好吗|好不好|可以吗|行吗|行不行"
_ENDING = re.compile(rf"(?:(?<![a-z0-9])(?:{_THANKS}|for me)|{_PARTICLES})$")
_APART = re.compile(
    rf"(?:[{_BETWEEN}](?:{_THANKS}|for me|{_PARTICLES})|(?<=[\"'])(?:{_PARTICLES}))$"
)
_MOST = 6
"""So many polite words follow one another; nobody says more."""
_LONGEST = 40
"""No polite word has more characters."""


def plain(text: str) -> str:
    """Give what was typed without polite words and signs around it; as it was, if nothing is left.

    What stands in quotes keeps its words.
    """
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


_SHORT = 40
"""Nobody agrees or declines in more characters, and what repeats inside may take its time."""
_YES = (
    "yes|y|yep|yeah|yup|ok|okay|sure|confirm(?:ed)?|go ahead|go for it|please do|do it|of course|"
    "absolutely|sounds good|that's right|that's fine|"
    "是的?|好的?|好(?:嘞|滴|呀)|行|确认|确定|可以的?|没问题|没错|当然|同意|对的?|嗯+|就这样|就这么[办做]"
)
_AGREEING = f"(?:(?:{_YES})(?:[ ,.!~]|{_THANKS}|please|吧|啊|了)*)+"
_DOING: Final[Mapping[str, str]] = {
    "": "执行|做|办|弄|do(?: it| that)?",
    "create": (
        "(?:两个|三个|全部?|一起|统统)?都?(?:新?建|创建)|(?:both|all)(?: of them)?"
        "|(?:create|make|do)(?: it| that| (?:both|all)(?: of them)?| them(?: all)?)?"
    ),
    "delete": "删除?|(?:delete|remove)(?: it| that)?",
    "undo": "撤销?|撤回|恢复|(?:undo|restore)(?: it| that)?|take it back",
}
"""What whoever agrees says to do, by what they were asked."""
_ENDING_IT: Final = frozenset({"pause", "off", "mute", "stop", "end", "remove", "decline"})
"""What ends something: who says *go on* to that may mean that it goes on."""
_GOING_ON: Final = "继续|开始|proceed|continue|carry on|go on"


def is_yes(text: str, does: str = "") -> bool:
    """Tell whether this agrees, in either language; a question does not.

    It may say what is to be done, where that is what was asked: ``does`` is *create*, *delete*,
    *undo*, or something else. Who is asked whether something is to end does not say 继续 for yes.
    """
    said = normalise(text).lstrip("/ ")
    doing = "|".join({_DOING[""], _DOING.get(does, _DOING[""])})
    doing += "" if does in _ENDING_IT else f"|{_GOING_ON}"
    done = f"(?:那就|那|就)?(?:{doing})(?:了|掉|它|一下)*"
    rest = f"(?:[ ,.!~]|{_THANKS}|please|吧|啊|了|呗)*"
    alone = f"{done}[吧呗]{rest}|(?:please )?(?=.+ (?:it|that|both|all|them)){done}{rest}"
    alone += f"|(?=[^新建创]*[都全]){done}{rest}" if does == "create" else ""
    agreed = f"{_AGREEING}(?:{done}{rest})?|{alone}"
    return len(said) <= _SHORT and re.fullmatch(agreed, said) is not None


_BUT = (
    "actually|wait|hold on|hang on|oh(?: no)?|oops|hmm|no|sorry|on second thought|i think|"
    "等等|等一下|等下|等会儿?|慢着|哎呀?|啊|额|呃|嗯|我想|还是|先|那就|那|就|又|我(?=还是|又|不|先)"
)
"""What people say first who think again."""
_UNDONE = "删除?|新?建|创建|做|加|设|改|发|开|关|弄|搞|动|执行|撤"
_NO = re.compile(
    "(?:(?:yes|yeah|ok|okay|sure|好的?|行|可以|是的?)[ ,]*(?:but|though|但是?|不过|可是)[ ,]*)?"
    f"(?:(?:{_BUT})[ ,.!~]*)*"
    "(?:(?:先|还是|那?就)*(?:no[ ,]+(?:wait|hold on|hang on)|no|n|nope|nah|no way|"
    "not (?:now|yet|today|really|this(?: one)?|that(?: one)?)|"
    "(?:please )?(?:don't|do not)(?: (?:do|delete|remove|create|make|change|set|send)"
    "(?: it| that| this)?)?(?: (?:yet|now|anymore|any more|after all))?|"
    "(?:i've |i have |i )?changed my mind|let's not|rather not|stop(?: it| that)?|"
    "cancel(?: it| that| this)?|quit|exit|abort|never ?mind|nvm|forget (?:it|that)|"
    "(?:leave|keep) (?:it|that|this|them)(?: (?:alone|be|there|for now|as it is))?|"
    f"不是(?:这个|那个)?|不(?:要|用|必|需要|想|行|对|可以|同意|{_UNDONE})?|不要(?:{_UNDONE})|"
    f"(?:千万|先)?别(?:{_UNDONE})?|先不|暂不|否|算了|取消|放弃|作罢|退出|停止|停|下次|以后再说|回头再说|"
    f"没事|我?(?:改主意|反悔|后悔)|留着|{_THANKS})"
    "[了吧啊呢的它吗 ,.!~]*)+"
    "(?:(?:再)?(?:等等|等一等|等一下|等下|等会儿?|wait|hold on)[了吧啊 ,.!~]*)*"
)


def is_no(text: str) -> bool:
    """Tell whether this declines what is asked and says nothing else, in either language."""
    said = normalise(text).lstrip("/ ")
    thanked = re.fullmatch(f"(?:(?:{_THANKS})[ ,.!~]*)*", said)
    return len(said) <= _SHORT and not thanked and _NO.fullmatch(said) is not None
