"""Parts a sentence that wishes two things: the first is answered, the second named as not done.

Pure: it tells where a sentence may be parted, and how several new spaces are called.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from bot.language import Reading, trim
from bot.reading import Understood, Wish

TAKE: Final = "alert take"
_SNOOZE: Final = "alert snooze"
_THEN_ZH: Final = (
    "(?:然后|顺便|顺带|另外|还有(?!没|多少|多[久长]|什么|啥|哪|几|谁|些|人|地方|空间|剩|余)"
    "|同时|并且|以及|接着|再就是)"
)
_THEN_EN: Final = "(?:and then|and also|and|then|also|plus|oh and|after that)"
_CLEAR: Final = re.compile(
    rf"(?:[?？!！。;；]|\.(?![A-Za-z0-9]))+ *(?:{_THEN_ZH}|{_THEN_EN}(?= ))?[,，]? *"
    rf"|[,，、] *(?:{_THEN_ZH}|{_THEN_EN}(?= )) *"
    f"|{_THEN_ZH}[,，]? *| (?:and then|and also|plus) |[,，] *"
)
"""Where one wish ends and another begins for sure, if both are wishes."""
_WEAK: Final = re.compile(" (?:and|then) ")
_BETWEEN: Final = re.compile(r"(?<![a-z])between (?:(?! and ).)*$", re.IGNORECASE)
"""What the next *and* goes on with: *between 8 in the evening and 7:30 in the morning*."""
_LONGEST: Final = 200
_WORDS: Final = 2
_HAN: Final = re.compile("[\u3400-\u9fff]")
_SIGNS: Final = 4
_MOST: Final = 5
_NEW_ZH: Final = re.compile(
    r"(?:新建|创建|建立|建|新增|开|弄|整|来)(?:两|三|四|五|几|[2-5])个(?:新的?)?(?:空间|钉盘|云盘|网盘|盘)"
    r"[:, ]*(?:名字|名称)?(?:分别)?(?:叫做?|是|为)? ?(?P<names>.+)"
)
_NEW_EN: Final = re.compile(
    r"(?:create|make|set up|open|need|want)(?: me| us)? (?:(?:two|three|four|five|some|[2-5]) )?"
    r"(?:new )?(?:shared )?(?:spaces|drives)(?:,? (?:called|named|for))?[:,]? (?P<names>.+)"
)
_AND: Final = re.compile(
    r" *(?:[、,;，；]|(?<![a-z])and(?![a-z])|(?<=[\u3400-\u9fff\"”』」 ])[和跟与](?=.)) *"
)

_ONE_OF_THEM: Final = re.compile(
    "^(?:(?:还有|另外?)?一个|第[一二三四五]个)(?:叫做?|名叫|是|为|给)? ?"
    "|^(?:one|the (?:other|first|second|third)|another)(?: one)?(?: is)? (?:called|named|for) ",
    re.IGNORECASE,
)


CREATE: Final = "space create"
ALONE: Final = frozenset(
    {"help", "cancel", "space delete", "undo", "pause", "resume", "admin remove"}
)
"""What is never taken for the first or second of two wishes: what stands for nothing, or weighs too
much to be done on the strength of half a sentence.
"""
GRAVE: Final = frozenset({"space delete", "admin remove"})
"""What is named where it is the first of two, and begun only by itself."""
ASKS_ADMINS: Final = frozenset({"alert room", "request room"})
"""What asks the admins for room."""
_ADMINS: Final = re.compile(
    "(?:(?:please|pls|kindly|so|just|can|could|would|will|somebody|someone|anybody|you|we|i|"
    "want to|like to|i'd|to|need to)[ ,]+)*(?:ask|tell|inform|notify|let|ping|message)(?: to)? "
    "(?:the |our |an |any )*(?:admins?|administrators?)(?: team)?(?: know| about it| for us"
    "| for it| for more(?: space| room| storage)?| please| pls)*[ .!?]*"
    "|(?:请|麻烦你?|帮我?们?|帮忙|能不能|可以|就|去|你|[ ,，])*"
    "(?:问问?|找|叫|告诉|通知|联系|跟)(?:一下)?"
    "(?:管理员|领导)(?:们|说一?[下声]|申请(?:一下)?|加一?[点下])?[吧呗啊吗呢谢. !。！]*",
    re.IGNORECASE,
)
LIKELY: Final = 0.35


def asks_admins(text: str) -> bool:
    """Tell whether a part of a sentence only says that the admins are to be asked."""
    return _ADMINS.fullmatch(text) is not None


def may_wish(understood: Understood, *, added: bool = False) -> bool:
    """Tell whether a part that is not surely understood wishes something all the same; ``added`` is
    one that a word such as 顺便 or *and also* leads to, which nobody says for nothing.
    """
    if understood.beyond or added:
        return True
    best = max((each.score for each in understood.wishes if each.words not in ALONE), default=0.0)
    return not understood.nothing and best >= LIKELY


_ADDED: Final = re.compile(rf"(?:{_THEN_ZH}|(?<![a-z]){_THEN_EN})[,， ]*$", re.IGNORECASE)


def is_added(text: str, second: str) -> bool:
    """Tell whether a word leads to the second part of a sentence that says there is one more."""
    return _ADDED.search(text[: text.rfind(second)]) is not None


_ONLY_SHOWS: Final = re.compile(
    "(?:请|麻烦你?|帮我|帮忙|给我|替我|你|都|快|先|能不能|能|可以|[,，。!！?？ ])*"
    "(?:列|看|查|数|算|说|讲|报|翻|瞅|瞧|告诉|展示|显示|发)(?:给|一?[下列看查数算说个遍份]|清单|名单|出来|我们?|大家|它们|[他她]们"
    "|吧|呗|啊|呀|谢谢|吗|看|[,，。!！?？ ])*"
    "|(?:please |pls |can you |could you |just )*(?:list|show|tell|give|send)"
    "(?: (?:it|them|those|these|all|me|us|to me|please|pls|a list|the list|here))+[ .!?]*"
    "|(?:please |pls |can you |could you |just |and |so )*"
    "(?:check|look at|see|verify|confirm|look into)"
    "(?: (?:it|that|this|them|please|pls|for me|for us))+[ .!?]*"
    "|(?:i have |i've |i )?(?:no idea|don'?t know|not sure|forgot|can'?t remember|wonder)"
    "(?: [a-z0-9']+)*[ .!?]*"
    "|(?:请|麻烦|再|也)*按(?:照)?[^,，。]{1,6}?(?:顺序|先后|大小|时间|名称|排名)"
    "(?:排序|排列|排)?(?:一下|来|好)?(?:给我)?(?:列|排|显示)?(?:出来|好|一下)?[吧呗 .。]*"
    "|(?:逐项|逐条|逐个|一条一条|一个一个|一一|分别|全部|都)(?:地)?(?:列|讲|说|告诉)"
    "(?:给我|出来|一下)*(?:听|看)?[,，。 ]*",
    re.IGNORECASE,
)


def only_shows(text: str) -> bool:
    """Tell whether a part only says that the other is to be shown: 帮我列一下, *list them*."""
    return _ONLY_SHOWS.fullmatch(trim(text)) is not None


def is_parted(text: str) -> bool:
    """Tell whether a word such as 顺便 or *, and* parts a sentence clearly in two."""
    return any(is_clear and is_added(text, second) for _, second, is_clear in halves(text))


_WHICH: Final = re.compile(r"(?<![a-z])(?:which|what|who|is|are)(?![a-z])|哪", re.IGNORECASE)
_OR: Final = re.compile(r"(?<![a-z])or(?![a-z])|还是|或者", re.IGNORECASE)
"""*Which is bigger, A or B?* is one question."""


def halves(text: str) -> Iterator[tuple[str, str, bool]]:
    """Give the ways to part a sentence in two, and whether it is parted clearly; those first."""
    if len(text) > _LONGEST or "\n" in text:
        return
    for pattern, is_clear in ((_CLEAR, True), (_WEAK, False)):
        for found in list(pattern.finditer(text))[:_MOST]:
            first, second = text[: found.start()], text[found.end() :]
            if found[0][:1] in "?？":
                first += found[0][:1]
            if found[0] == " and " and _BETWEEN.search(first):
                continue
            is_led = is_clear and _ADDED.search(text[: found.end()]) is not None
            if (
                _says(first)
                and _says(second, led=is_led)
                and not (_WHICH.search(first) and _OR.search(second))
            ):
                yield trim(first), trim(second), is_clear


def new_names(text: str) -> tuple[str, ...]:
    """Give what several new spaces are to be called; empty where none or one is named."""
    reading = Reading(text)
    found = next((each for p in (_NEW_ZH, _NEW_EN) if (each := p.search(reading.copy))), None)
    if found is None or len(text) > _LONGEST:
        return ()
    names = reading.raw_between(*found.span("names"))
    parted = [trim(each).strip('"“”「」『』.。!！?？') for each in _AND.split(names)]
    parted = [_ONE_OF_THEM.sub("", each) for each in parted]
    kept = tuple(dict.fromkeys(each for each in parted if each))
    return kept if len(kept) > 1 else ()


def of_its_space(wish: Wish, also: Wish | None) -> Wish | None:
    """Give the second of two wishes about the space whose alert the first takes, where it names
    none.
    """
    space = wish.raw.get("space") if wish.words == TAKE else None
    if also is None or also.words != _SNOOZE or not space:
        return also
    return replace(also, raw={"space": space, **also.raw})


def _says(text: str, *, led: bool = False) -> bool:
    """Whether a part is long enough to wish something; one that a word such as 顺便 has ``led`` to
    may be shorter.
    """
    return len(text.split()) >= _WORDS or len(_HAN.findall(text)) >= _SIGNS - led
