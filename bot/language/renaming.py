"""What a new thing is to be called: a name corrected in a word, or a size said behind one."""

import re
from typing import Final

from bot.language.agreeing import is_no, is_yes
from bot.language.courtesy import plain_name
from bot.language.let_in import LET_IN
from bot.language.quantities import SIZE
from bot.language.typed import Reading, trim, unquoted

_CHARACTERS: Final = 200
"""Nobody corrects a name, or says a size behind one, in more."""
_INSTEAD: Final = re.compile(
    "(?:(?:不对|不是|等等|算了|不|还是|那就?|先|请|麻烦你?)[ ,.]*)*"
    "(?:(?:把)?(?:它的?|这个)?(?:名字|名称|名)?(?:改叫|改名(?:叫|为|成)?|改成叫?|改为|换成|"
    "换个?叫)|"
    "(?:名字|名称)(?:叫|是|用)|(?:还是|就|应该)叫) ?:? ?(?P<zh>.+?)(?:吧|好了|呢)?[ .!~]*"
    "|(?:(?:不对|不好意思|哎呀?|啊|等等|呃|抱歉|哦|噢|对了|诶|糟了?|那个)[ ,.]*)*"
    "(?:我?(?:把)?(?:名字|名称|名|字)?)?"
    "(?:(?:打|写|输|拼|填|起)错(?:字|名字?)?了?|里?(?:漏|少)了?[^,.;]{0,12})[ ,.]*(?:应该|其实|"
    "正确的?|我想|要)?(?:叫做?|改成|改为|改叫|是|为|"
    "写) ?:? ?(?P<wrong>.+?)"
    "(?:才对)?[吧啊]?[ .!~]*"
    "|(?:(?:oh|oops|sorry|no|wait|ah|hmm|argh)[ ,.]*)*(?:typo|(?:that'?s |it'?s )?(?:a typo|"
    "misspelt|misspelled|"
    "spelt wrong|spelled wrong|the wrong name)|wrong name|(?:the |its )?name (?:is|was) wrong|"
    "i (?:made a typo|misspelt (?:it|that)|"
    "misspelled (?:it|"
    "that)|mistyped(?: it| that)?|spelt it wrong|got the name wrong))[ ,.:;-]*"
    "(?:(?:it'?s|it is|it should (?:be|read|say)|should (?:be|read)|i meant|make it|call it|"
    "name it|it should be called|"
    "the name is)(?: called)?) ?"
    "(?P<typo>.+?)(?:,? (?:instead|please|pls))*[ .!~]*"
    "|(?:(?:no|wait|actually|sorry|hmm|oh|please|let's|yes|but)[ ,.]*)*"
    "(?:(?:re)?name it|call it(?! (?:off|a day|quits))|(?:change|make|set) the name|"
    "(?:the )?name should be|it should be called) (?:to |as )?(?P<en>.+?)(?:,? (?:instead|"
    "please))*"
    "[ .!~]*"
)
_ANEW: Final = re.compile(
    "还是|改|换|应该|(?<![a-z])(?:instead|actually|wait|sorry|should|rather|rename)(?![a-z])",
    re.IGNORECASE,
)
"""Says that what was made is called otherwise after all."""
_MADE_ANEW: Final = re.compile(
    "(?:(?:no|wait|actually|sorry|hmm|oh|please|hang on|on second thoughts?|let's)[ ,.]*)*"
    "make (?:it|that) (?:called )?(?P<name>[^,.;!?0-9]{2}[^,.;!?]{0,58}?) instead"
    "(?:,? (?:please|pls|thanks))*[ .!~]*"
)
_SUITS: Final = re.compile(
    "(?:(?:ok|yes|well|hm+|i think|maybe|perhaps|please)[ ,]*)*(?:"
    "(?P<en>[^,.;!?]{1,60}?) (?:would|might|could|will|should) be (?:a |the |its |our )?"
    "(?:very )?(?:suitable|good|nice|fine|fitting|better|right|ok|great|appropriate"
    "|perfect)? ?name"
    "|(?:how|what) about (?:calling it|the name) (?P<typo>[^,.;!?]{1,60}?)"
    "|(?:the |a |its )?(?:suitable |good |nice )?name (?:could|would|can|may|might|shall) be "
    "(?P<wrong>[^,.;!?]{1,60}?)"
    "|(?:那?就|名字|名称)*(?:叫|用|取名)(?P<zh>[^,.;!?]{1,30}?)(?:这个名字?)?(?:就行"
    "|就好|比较好|挺好|怎么样|吧)+"
    ")(?:[ ,.!]*(?:thank you|thanks|please|谢谢))*[ .!~]*"
)
"""A name that is put forward for what is asked about."""
_OWNERS: Final = ("zh", "own", "role", "runs", "en", "by", "for")
_NAMED: Final = ("zh", "wrong", "typo", "en")
_ABOUT: Final = (
    "(?:(?:just |only )?(?:around|about|roughly|approximately|some|at least|at most|circa) |"
    "(?:大约|大概|差不多|约|至少|最多) ?)?"
)
"""How exactly a size is meant, which belongs to the size."""
_LIMITED: Final = re.compile(
    "(?:^|[ ,.]+)(?:(?:and |then )*(?:make it|give it|set(?: it| the limit| its limit)?|with|of)"
    "(?: a)?(?: limit of| quota of| to| at| up to)? "
    "|(?:先|就|暂时|一开始|初始|前期)*(?:容量|大小|配额|上限|额度|限额|[给分配](?:它"
    "|个)?|设)(?:先)?(?:给|要|定|就)?(?:为|是|设为|上限|:)? ?)"
    f"{_ABOUT}{SIZE}.*"
)
_BARE: Final = re.compile(
    f"[ ,]+{_ABOUT}{SIZE}(?:左右|上下| or so)?"
    "(?:的?(?:容量|空间|大小)| (?:of )?(?:space|storage|room))?"
    "(?: (?:is|are|would be|will be|should be)(?: enough| plenty| fine| ok(?:ay)?)| will do"
    "| should do|(?:应该|估计|大概)?(?:就|也)?够了?|就行|就可以了?)?(?=[ .!]*$|,)"
)
_OWNER: Final = re.compile(
    "[ ,.]+(?:并且?|然后|再|先)?(?:让|由|请|交给|叫|派)(?P<zh>[^ ,.让由请]{1,12}?)(?:来|去)?"
    "(?:负责|管理?|打理|牵头|维护|当(?:负责人|管理员|主管|管理者)|做(?:负责人|管理员))(?:它|"
    "这个|一下)?[吧哈]?(?=$|[ ,.])"
    "|[ ,.]+(?:the )?owner(?: is| should be| will be|:|=)? (?P<own>[^,.]{1,40}?)(?=$|[,.])"
    "|[ ,.]+(?:负责人|管理员|管理者)(?:就|先)?(?:是|为|用|设为|写|填|定|"
    ":) ?(?P<role>[^ ,.]{1,12}?)[吧哈]?(?=$|[ ,.])"
    "|[ ,.]+(?P<runs>[\u4e00-\u9fff]{2,4}?)(?:来)?(?:负责|管着?)(?=$|[ ,.])"
    "|[ ,.]+(?:and |then |also )*(?:please )?(?:put|make|let|have|with) (?P<en>[^,.0-9]{1,40}?) "
    "(?:in charge(?: of it)?|as (?:the |an? |its )?(?:owner|manager|admin|lead|head)|"
    "(?:the |an? |its )?(?:owner|manager|admin)(?: of it)?|(?:to )?(?:manage|run|own|"
    "look after) it)(?=$|[ ,.])"
    "|[ ,.]+(?:to be )?(?:owned|managed|run|led) by (?P<by>[^,.]{1,40}?)(?=$|[,.]| (?:with|and) )"
    "|(?<=[a-z0-9]) for (?P<for>[\u4e00-\u9fff]{2,4})(?=$|[ ,.])"
)
"""Who is to be in charge of a new space, said behind its name."""
_NO_NAME: Final = re.compile(f"{SIZE}|.*[?]|什么.*|啥.*|what.*|that|this|it")


def called_instead(text: str) -> str:
    """Give the name of a correction such as *call it X instead* or 改叫 X; empty for none."""
    if len(text) > _CHARACTERS or is_no(text) or is_yes(text):
        return ""
    reading = Reading(text)
    found = _INSTEAD.fullmatch(reading.copy)
    group = next((each for each in _NAMED if found and found[each]), "en")
    if found is None or _NO_NAME.fullmatch(found[group]):
        return ""
    return unquoted(plain_name(trim(reading.raw_between(*found.span(group)))))


def name_put_forward(text: str) -> str:
    """Give the name that somebody puts forward, or corrects one to; empty for none."""
    reading = Reading(text[:_CHARACTERS])
    found = _SUITS.fullmatch(reading.copy)
    if found is None:
        return called_instead(text)
    group = next(each for each in _NAMED if found[each])
    return unquoted(trim(reading.raw_between(*found.span(group))))


def called_right(text: str, *, made: bool = False) -> str:
    """Give the name of a correction that says the one given was a mistake; empty for none.

    Where something was just ``made``, whoever calls it otherwise corrects its name too.
    """
    reading = Reading(text[:_CHARACTERS])
    found = _INSTEAD.fullmatch(reading.copy)
    if found is not None and (found["wrong"] or found["typo"] or (made and _ANEW.search(text))):
        return called_instead(text)
    anew = _MADE_ANEW.fullmatch(reading.copy) if made else None
    if anew is None or _NO_NAME.fullmatch(anew["name"]):
        return ""
    name = unquoted(plain_name(trim(reading.raw_between(*anew.span("name")))))
    return "" if name[:1].islower() else name


def without_size(name: str) -> tuple[str, str]:
    """Part a new name from a size, or who is to be in charge or to get in, that was said behind it;
    the second is empty for none.
    """
    reading = Reading(name[:_CHARACTERS])
    both = [each for p in (_LIMITED, _BARE, _OWNER, LET_IN) if (each := p.search(reading.copy))]
    found = min(both, key=lambda each: each.start(), default=None)
    if found is None or found.start() == 0 or len(name) > _CHARACTERS:
        return name, ""
    rest = trim(reading.raw_between(found.start(), len(reading.copy))).lstrip(",，.。 ")
    return unquoted(reading.raw_between(0, found.start())), rest


def size_in(text: str) -> str:
    """Give the first size in a text, as it was said; empty for none."""
    reading = Reading(text[:_CHARACTERS])
    found = re.search(SIZE, reading.copy)
    return trim(reading.raw_between(*found.span())) if found else ""


def owner_in(text: str) -> str:
    """Give who is to be in charge of a new space; empty where nobody was named."""
    reading = Reading(f"x {text[:_CHARACTERS]}")
    found = _OWNER.search(reading.copy)
    group = next((each for each in _OWNERS if found and found[each]), "")
    return trim(reading.raw_between(*found.span(group))) if found and group else ""
