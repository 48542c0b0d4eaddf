"""What is asked of room and growth by its form: *which spaces still have plenty of room*, *compare
Finance with Legal, which one grew more*, *is it going to last till the end of the month*.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.reading.parts import PLACES, Mention, cut
from bot.reading.said import Said
from bot.reading.understood import Topic, Wish

_S: Final = PLACES["space"]
_SPACES: Final = "(?:spaces?|drives?|ones?|of (?:them|these|those|our spaces|the spaces))"
_PLENTY: Final = (
    "(?:plenty of|lots of|loads of|a lot of|tons of|enough|much|more|some|spare|free|the most|"
    "most|any)"
)
_ROOM: Final = "(?:free |empty |spare |unused )?(?:room|space|storage|capacity|place)"
_MUCH_ROOM: Final = (
    re.compile(
        "(?<![a-z])(?:which|what|any|list|show|are there|is there|where)(?![a-z])[^.;!?]{0,40}?"
        f"(?<![a-z]){_SPACES} (?:that |which |with )?(?:still |yet )?(?:has|have|got|with|"
        f"having|do we have with)? ?"
        f"(?:still |yet )?{_PLENTY} {_ROOM}(?! (?:for|in) [{_S}])"
        "|(?<![a-z])where (?:is|do we have|have we|have i|can i find|is there)(?: still| got|"
        " the)* "
        f"{_PLENTY} {_ROOM}"
        f"|(?<![a-z])(?:which|what) {_SPACES} (?:is|are) (?:still |the )?(?:mostly |nearly |"
        f"almost |pretty |quite )?"
        "(?:empty enough|roomy)"
    ),
    re.compile(
        "(?:哪些?|哪几个|哪个|有没有(?:哪个)?|有什么|看看(?:哪个|哪些))(?:空间|盘|"
        "地方)?[^,.;!?]{0,4}?(?:还|比较|相对)*"
        "(?:(?:有|剩|剩下|余下?)(?:下|着)?(?:很多|好多|大把|不少|富余|足够|较多|比较多|大量|"
        "最多)的?(?:地方|空间|容量|余量|位置)?"
        "|(?:地方|余量)(?:还)?(?:很|比较|挺|最)?(?:多|充足|充裕|富余|宽裕|大)"
        "|(?:宽裕|富余|充裕|宽松|(?<!最)空着?|空得很|松快)(?:一?[点些])?)(?:的)?[呢啊吗?]*$"
    ),
)
_WHERE: Final = re.compile(
    "哪[里儿个些几]?|什么(?:空间|盘|地方)|有没有(?:空间|盘|地方)"
    "|(?<![a-z])(?:where (?:can|could|should|do|would|will|is)|(?:which|what|any|is there an?)"
    "(?: of (?:the|our|my))? (?:spaces?|drives?|ones?))(?![a-z])"
)
_HOLDS: Final = re.compile(
    "[放装存塞传](?:得|的)?[下进](?!了)|[放存传装](?:到|在|进)?(?:哪|什么)|(?:还能|能|可以|够)[放装存塞传]"
    "|剩(?!.*(?:不足|不到|少于|低于|小于))|空余|可用(?:空间|容量)"
    "|(?<![a-z])(?:(?:room|space) (?:for|left)|fits?|holds?|takes?|free|left|available|put"
    "|uploads?|store|save)(?![a-z])"
)
"""Beside a size: what is to be stored, and never what is used."""
_NO_ROOM: Final = re.compile(
    "申请|扩|加|调|提|上限|设|批|限|删|清|占|用了|增|涨|提醒|告警|不足|不到|少于|低于|小于|放不下|文件有哪|哪些?(?:个)?文件"
    "|(?<![a-z])(?:raise|increase|limit|quota|request|ask|delete|alert|tell me when|cap|less|under"
    "|below|fewer|us(?:e|es|ed|ing)|gr(?:ow|ew)[a-z]*|only|permissions?)(?![a-z])"
)
_MOST_LEFT: Final = re.compile(
    "(?:哪|谁|什么空间)[^,.;!?]{0,10}?(?:剩|余|空)(?:下|余|着|出)?(?:得|的)?(?:地方|空间|容量|位置|余量)?最[多大]"
    "|[剩余](?:下|余)?(?:得|的)?(?:地方|空间|容量|位置)?最[多大]的?(?:空间|盘)?(?:是|有)?哪"
)
_FULL_AGAIN: Final = re.compile(
    "^(?:哎+呀?|诶|喂|大家|各位|[ ,!])*(?:这个?|共享|团队|咱们?|"
    "我们?)?(?:的)?空间(?:怎么)?(?:又|都|全|再|已经|老是)*"
    "(?:满|爆)了(?=[^的吗么?]*$|[^的吗么]*[,.!]|[^的吗么,]{0,6}谁)"
    "|^(?:the |our )?(?:spaces?|drives?|storage)(?:'s| is| are) (?:full|out of (?:room|space))"
    "(?: again| already)?(?=[,.!]|$)"
)
"""Who complains that some space is full, and names none."""
_GREW: Final = re.compile(
    "(?<![a-z])(?:grew|grow|grows|growing|grown|growth|fill(?:s|ing)? up|filled up)(?![a-z])|"
    "[涨增]得?|增长|变大"
)
_SINCE: Final = re.compile(
    "最近|过去|近[一两三几半0-9]|[0-9一两三六半]+ ?个?(?:天|周|月|星期|季度)"
    "|[这本上]个?(?:月|周|星期|季度)|今年|去年|昨天"
    "|(?<![a-z])(?:last|past|this|since|recent(?:ly)?|lately|yesterday)(?![a-z])"
)
_HOW_MUCH: Final = re.compile(
    "(?:[涨增长]|增加|增长|多)了?(?:了|得|的)?(?:多少|几|多快|怎么样|如何|快[不吗])|涨幅"
    "|(?:增长|用量|容量)的?(?:趋势|走势)"
    "|(?<![a-z])how (?:much|fast|quickly) (?:did|has|is|was|does)(?![a-z]).*"
    "(?<![a-z])gr[eo]w[a-z]*"
)
_NO_GROWTH: Final = re.compile(
    "上限|额度|配额|提醒|告警|申请|调用|人数|哪|[比跟和]|如果"
    "|(?<![a-z])(?:limits?|quota|alerts?|if|which|than|compared?|calls)(?![a-z])"
)
_FASTER: Final = re.compile(
    "(?<![a-z])(?:more|most|fast|faster|fastest|quick|quicker|quickest|quickly|rapidly|speed|"
    "worse|compare|which)"
    "(?![a-z])|[快猛多更]|哪|谁|比"
)
_THE_TWO: Final = re.compile(
    "(?<![a-z])which (?:one )?(?:of (?:the |these |those )?(?:two|2|both|them)|one)(?![a-z])"
    "|(?:这|那)?(?:两|俩)个?(?:空间|盘)?(?:里|中|当中)?(?:哪|谁)|^(?:那|那么)?(?:哪一?个|谁)涨"
)
_MOST_TWO: Final = 6
_LASTS: Final = re.compile(
    "(?<![a-z])(?:is|will|does|would|can|how long|do) (?:it|that|this|there|we|the space|"
    "the room|the rest)?(?: be)? ?"
    "(?:(?:gonna|going to|gona|go|be) )*(?:last|hold|suffice|be enough|enough|hold out|make it|"
    "run out|be full|"
    "fill up|survive)(?![a-z])"
    "|(?:够|能)(?:不够|不能)?(?:撑|用|挺|坚持|熬)[^,.;?!]{0,6}(?:到|多久|多长|几天|几时|"
    "什么时候)|(?:撑|挺|熬)得?(?:到|过|住)"
)
_OF_ALL: Final = re.compile(
    "(?<![a-z])(?:spaces|drives|any of|which of|all of)(?![a-z])"
    "|(?:哪些?|哪几)个?(?:空间|盘)|所有|全部"
)
"""Who says so asks about all spaces, whatever was shown last."""
_BETTER: Final = re.compile(
    f"^(?:and|or|what about|how about|那|那么|还有|再看看?)? ?(?:the )?{_S}(?: space)?[, ]+"
    "(?:is it|it is|it's|is that|that is|are they|does it look|looks?|is)?(?: any| a bit| much)? ?"
    "(?:better|worse|ok|okay|fine|good|the same|bad|full too|full|too|also)?(?: there| then|"
    " now)*[ ?!.]*$"
    f"|^(?:那|那么|还有)?{_S}(?:呢)?[, ]*(?:是不是|会不会|有没有)?(?:要|能|会)?(?:好|强|差|"
    f"宽裕)(?:一?[点些])?(?:吗|呢|么|吧)?[?]*$"
)
_ASKED_AGAIN: Final = frozenset(
    {
        "quota",
        "space",
        "alert trend",
        "largest",
        "oldest",
        "duplicates",
        "by kind",
        "biggest folders",
        "files",
    }
)


_ANY: Final = re.compile(
    f"(?<![a-z]){_SPACES} (?:that |which )?(?:(?:are|is|will be|get|may be|might be|going to be) )?"
    "(?:full|filled|running out)(?= (?:in|within|by|before|this|next)(?![a-z]))"
    "|(?<![a-z])will we (?:run out|be out|be short)(?![a-z])"
    "|(?<![a-z])(?:any|which|what|some|are there|is there|will|does|show|list|how many|do we have"
    "|have we|tell me)(?![a-z])[^.;!?]{0,30}?"
    f"(?:{_SPACES}|anything|something|any of (?:them|it)|(?<=what)|(?<=which)) ?[^.;!?]{{0,30}}?"
    "(?<![a-z])(?:run(?:s|ning)? out(?: of (?:room|space|storage))?|(?:be|get|become|are|is|"
    "becomes|gets|getting) "
    "(?:completely )?(?:full|filled)|fill(?:s|ing)? up|burst(?:s|ing)?|explod(?:e|es|ing)|"
    "blow(?:s|ing)? up|overflow(?:s|ing)?)"
    "(?![a-z])"
    "|(?:哪些?|哪几个|哪个|什么|有没有(?:哪个)?|有(?:哪个|哪些)?)(?:空间|盘|"
    "地方)?[^,;!?]{0,12}?(?:会|要|快|将|能)?[^,;!?]{0,6}?(?:用?满|爆|用完|撑爆|不够用?)"
)
_IF: Final = re.compile(
    "(?<![a-z])(?:if|when|once|unless|happens?|permissions?|access|rights|alert|warn|notify|"
    "remind|ask|request)(?![a-z])"
    "|权限|如果|要是|一旦|万一|提醒|告警|通知|申请|的时候"
)
_WHEN: Final = re.compile(
    "(?<![a-z])(?:in|within|over|during|for)? ?(?:the )?(?:next |coming )?(?P<count>[0-9]{1,3}|"
    "an?|one|two|three|four|five|"
    "six|seven|eight|nine|ten|fourteen|thirty)? ?(?<![a-z])(?P<unit>day|week|fortnight|"
    "month)s?(?![a-z])"
    "|(?P<zhcount>[0-9]{1,3}|[一两二三四五六七八九十半]|十四|三十) ?个?(?P<zhunit>天|日|周|"
    "星期|礼拜|月)(?:之?内|以内|里|就|后)?"
    "|(?P<span>(?<![a-z])(?:this|next|the) week(?:end)?(?![a-z])|(?<![a-z])(?:this|"
    "the end of the|next) month(?![a-z])|tomorrow"
    "|(?<![a-z])soon(?![a-z])|(?:这|本|下)个?(?:周|星期|礼拜|月)|周末|月底|月末|明天|近期|最近)"
)
_NUMBERS: Final = {
    word: n
    for n, words in enumerate(
        (
            "",
            "a an one 一",
            "two 两 二",
            "three 三",
            "four 四",
            "five 五",
            "six 六",
            "seven 七",
            "eight 八",
            "nine 九",
            "ten 十",
        )
    )
    for word in words.split()
} | {"fourteen": 14, "十四": 14, "thirty": 30, "三十": 30}
_DAYS: Final = {
    **dict.fromkeys(("day", "天", "日"), 1),
    **dict.fromkeys(("week", "周", "星期", "礼拜"), 7),
    **dict.fromkeys(("month", "月"), 30),
    "fortnight": 14,
}


_OF_CALLS: Final = re.compile("调用|接口|(?<![a-z])(?:api|calls?|budget)(?![a-z])")
"""What is left of these is no room."""


def room_asked(said: Said, parts: Sequence[Mention], topic: Topic | None) -> Wish | None:
    """Give what is asked of room or growth; None for anything else."""
    spaces = list(dict.fromkeys(part.text for part in parts if part.kind == "space"))
    if any(part.kind in {"file", "quoted"} for part in parts) or _OF_CALLS.search(said.copy):
        return None
    if not spaces and (
        any(form.search(said.copy) for form in (*_MUCH_ROOM, _MOST_LEFT))
        or _holds_so_much(said.copy, parts)
    ):
        return Wish("spaces", {"words": "most room first"}, 1.0)
    about = topic.raw.get("space", "") if topic is not None else ""
    if not spaces and not about and _FULL_AGAIN.search(said.copy):
        return Wish("quota top", {}, 1.0)
    if not spaces and (days := _days_until_full(said.copy)):
        return Wish("quota top", {"growing": f"full within {days} days"}, 1.0)
    copy = cut(said.copy, [part for part in parts if part.kind == "space"])
    words = topic.words if topic is not None and topic.words in _ASKED_AGAIN else ""
    if len(spaces) == 1 and words and _BETTER.fullmatch(copy):
        return Wish(words, {"place" if words == "files" else "space": spaces[0]}, 1.0)
    return _grown(copy, spaces) or _compared(copy, spaces) or _lasting(copy, spaces, topic)


def _grown(copy: str, spaces: Sequence[str]) -> Wish | None:
    """Give the trend of the space that is asked how much it grew in some time."""
    is_asked = _HOW_MUCH.search(copy) and _SINCE.search(copy)
    if len(spaces) != 1 or not is_asked or _NO_GROWTH.search(copy):
        return None
    return Wish("alert trend", {"space": spaces[0]}, 1.0)


def _holds_so_much(copy: str, parts: Sequence[Mention]) -> bool:
    """Whether it is asked where so much can be put: the first of those with most room tells it."""
    has_size = any(part.kind == "size" for part in parts)
    is_asked = bool(has_size and _WHERE.search(copy) and _HOLDS.search(copy))
    return is_asked and _NO_ROOM.search(copy) is None


def _compared(copy: str, spaces: Sequence[str]) -> Wish | None:
    """Give how fast those grow that are compared."""
    if not _GREW.search(copy) or not _FASTER.search(copy):
        return None
    if 1 < len(spaces) <= _MOST_TWO:
        named = " or ".join(f'"{each}"' for each in spaces)
        return Wish("quota top", {"growing": f"growing {named}"}, 1.0)
    if spaces or _THE_TWO.search(copy) is None or "first" in copy:
        return None
    return Wish("quota top", {"growing": "growing"}, 1.0)


def _lasting(copy: str, spaces: Sequence[str], topic: Topic | None) -> Wish | None:
    """Give the forecast of the space that the last answer was about."""
    about = topic.raw.get("space", "") if topic is not None else ""
    if spaces or not about or _OF_ALL.search(copy) or _LASTS.search(copy) is None:
        return None
    return Wish("quota", {"space": about}, 1.0)


def _days_until_full(copy: str) -> int:
    """Give in how many days any space is to be full, where that is asked; 0 for anything else."""
    if _ANY.search(copy) is None or _IF.search(copy):
        return 0
    return next(filter(None, map(_days, _WHEN.finditer(copy))), 0)


def _days(when: re.Match[str]) -> int:
    """Give the days of a time that is ahead, where it says how long that is."""
    if span := when["span"]:
        is_next = span.startswith(("next", "下"))
        if "month" in span or "月" in span:
            return 30 * (1 + is_next)
        return 1 if span in {"tomorrow", "明天"} else 7 * (1 + is_next)
    count, unit = when["count"] or when["zhcount"], when["unit"] or when["zhunit"]
    if count == "半":
        return 15 if unit == "月" else 0
    number = int(count) if count and count.isdecimal() else _NUMBERS.get(count or "one", 1)
    return number * _DAYS[unit]
