"""Words that only keep company: a greeting, thanks, praise, a question whether anybody is there.

Pure: it tells what was said, all of it and nothing else besides.
"""

import re
from collections.abc import Mapping
from typing import Final, Literal

from bot.language import Reading, is_yes

Talk = Literal["", "hello", "thanks", "who", "praise"]

_TO: Final = (
    "(?: (?:there|bot|buddy|mate|everyone|everybody|all|team|spacekeeper|again|my friend|you))?"
)
_BEING: Final = (
    "(?:a |an )?(?:real )?(?:human|bot|robot|person|real|machine|ai|chatbot|alive)(?: being)?"
)
_ZH_BEING: Final = "(?:真人|人工|机器人|机器|ai|人)"
_ADV: Final = "(?: (?:really|actually|just))?"
_FOR: Final = "for (?:the |your )?(?:help|info|answer|that|this)"
_VERY: Final = "(?:so |really |very |quite |pretty )?"
_ZH_ASKS: Final = "(?:吗|么|吧|呀|啊|呢)?"
_SAID: Final[Mapping[Talk, tuple[str, ...]]] = {
    "who": (
        f"(?:are|r) (?:you|u){_ADV} {_BEING}(?:,? or {_BEING})?",
        "(?:who|what)(?: are|'re| r) (?:you|u)|what(?:'s| is) your name|who made you",
        f"is (?:this|that|there) (?:{_BEING}|anybody|anyone|somebody)(?: there)?",
        f"am i (?:talking|speaking|chatting) (?:to|with) {_BEING}",
        "你(?:是|叫)(?:谁|什么|啥|什么名字|啥名字|哪位)",
        f"你是(?:不是)?{_ZH_BEING}(?:还是{_ZH_BEING})?{_ZH_ASKS}",
        "你是个?(?:什么|啥)(?:东西|人)?|(?:请问)?(?:您|你)(?:贵姓|哪位|是哪位)",
        "谁在说话|有真人吗|有人工(?:客服)?吗|转人工",
    ),
    "thanks": (
        (
            "(?:(?:ok|okay|great|perfect|cool|alright|got it) )*"
            "(?:many thanks|thanks|thank you|thx|ty|cheers|much appreciated|appreciate it)"
            f"(?: (?:a lot|a bunch|so much|very much|again|bot|{_FOR}|man|mate|everyone))*"
            f"{_TO}"
        ),
        "you(?:'re| are) (?:very )?(?:helpful|kind)|that (?:helps|helped|was helpful)(?: a lot)?",
        (
            "(?:好的?|好[嘞滴勒]|ok|行|嗯)*(?:谢谢|多谢|感谢|谢啦|谢了|辛苦)"
            "(?:你|您|啦|了|哈|呀|啊|大家|老铁|哦|帮忙|你的帮助)*"
        ),
        "(?:太|非常|十分)感谢(?:你|您)?了?|帮大忙了",
        (
            "今天就?(?:先)?到这(?:儿|里)?(?:了|吧)*|先(?:这样|到这(?:儿|里)?)(?:了|吧)*|再见|拜拜|"
            "回头见|明天见|晚安|我?下班了"
        ),
        (
            "(?:good ?)?bye(?: bye)?|see you(?: later| tomorrow| soon)?|good night|"
            "that(?:'s| is) (?:all|it)(?: for (?:today|now))?"
        ),
    ),
    "praise": (
        (
            "(?:good|great|nice|awesome|well done|amazing|excellent|cool|lovely|perfect|brilliant)"
            f"(?: (?:job|bot|work|one|stuff))?{_TO}"
        ),
        f"you(?:'re| are) {_VERY}(?:smart|clever|funny|great|awesome|cool|amazing|the best|cute)",
        "you(?:'re| are) (?:a|the|an) (?:star|best|legend|lifesaver|genius|angel|hero|gem)",
        "i (?:like|love) (?:you|it|this bot)|lol|haha+|lmao",
        (
            "哈*你?(?:还|真|好|太|挺|蛮|很|可|也)*(?:聪明|厉害|棒|可爱|牛|强|赞|好用|智能|能干|不错)"
            "(?:了|啊|的|嘛|呀|哦|哈)*"
        ),
        "哈+|呵+|嘿+|干得(?:漂亮|好)|点赞|给力|爱了",
    ),
    "hello": (
        (
            "(?:hi|hello|hey|yo|hiya|howdy|greetings|(?:good )?(?:morning|afternoon|evening|day))"
            f"{_TO}"
        ),
        "(?:is )?(?:anybody|anyone|somebody) (?:there|here|home)|(?:are )?you there",
        "(?:are )?you (?:up|online|awake)",
        "(?:how are|how're) (?:you|u)(?: (?:doing|today))*|how(?:'s| is) it going|what'?s up|sup",
        "nice to meet you|(?:i have )?a (?:quick )?question(?: for you)?",
        "(?:你|您|大家|各位)(?:好|早)(?:呀|啊|哈)?|早(?:呀|啊|哈|安)?|(?:早上|上午|中午|下午|晚上)好",
        "哈喽|嗨|(?:你|您)?在(?:吗|么|不在|不|嘛)|有人(?:在)?(?:吗|么)",
        "(?:想)?(?:问|请教|咨询)(?:你|您)?(?:一?个|一?下|点)?(?:事|事情|事儿|问题)",
        "有(?:个|点)?(?:事|问题)(?:想)?(?:问|请教)(?:一?下)?(?:你|您)?",
        "你好吗|最近(?:好吗|怎么样)|吃了(?:吗|么)|很高兴认识你|忙(?:吗|不忙)",
    ),
}
_PATTERNS: Final = tuple((talk, re.compile("|".join(said))) for talk, said in _SAID.items())
_BETWEEN: Final = re.compile(
    r"[,.!?~;:…、，。！？；：\n]+|(?<=[\u3400-\u9fff]) +|(?:^|(?<= ))(?:and|but|so|oh|well) "
)
_SIGNS: Final = " ,.!?~'\"()^_-:;"
_LONGEST: Final = 80
_ORDER: Final[tuple[Talk, ...]] = ("who", "thanks", "praise", "hello")
"""What is answered where somebody says several of them."""


def small_talk(text: str) -> Talk:
    """Tell what kind of company a text keeps; empty for one that says anything else."""
    if len(text) > _LONGEST:
        return ""
    found = [_kind(each) for each in _pieces(text) if _kind(each) or not is_yes(each)]
    if not found or "" in found:
        return ""
    return next(talk for talk in _ORDER if talk in found)


def besides(text: str) -> str:
    """Give what is said besides such words; empty where there are none, or nothing else."""
    pieces = _pieces(text) if len(text) <= _LONGEST else []
    rest = [each for each in pieces if not _kind(each)]
    return ", ".join(rest) if len(rest) < len(pieces) else ""


def _pieces(text: str) -> list[str]:
    return [piece for each in _BETWEEN.split(Reading(text).copy) if (piece := each.strip(_SIGNS))]


def _kind(piece: str) -> Talk:
    """Tell it of one piece, and of several that are said in one breath: *hey good morning*."""
    alone = _alone(piece)
    if alone:
        return alone
    words = piece.split(" ")
    for place in range(1, len(words)):
        first = _alone(" ".join(words[:place]))
        last = _kind(" ".join(words[place:])) if first else ""
        if first and last:
            return min(first, last, key=_ORDER.index)
    return ""


def _alone(piece: str) -> Talk:
    return next((talk for talk, said in _PATTERNS if said.fullmatch(piece)), "")
