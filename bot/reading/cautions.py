"""What turns a change into none: nobody wants it, or it is only spoken of."""

import re
from collections.abc import Mapping
from typing import Final

from bot.reading.understood import Caution

SPOKEN: Final = "spoken"
"""What is wanted where a change is only spoken of."""
_DO: Final = (
    "(?:删|移|清|动|碰|建|创建|开|加|添加|设|改|调|撤|恢复|暂停|停|关|静音|扩容|取消|导入|去掉|处理|批|"
    "受理|接手|发到(?:这里|群里|这儿|本群)|移动|移到|挪到|复制|拷贝|改名|重命名|还原)"
)
_DOES: Final = (
    "(?:delet|remov|eras|drop|destroy|wip|creat|mak|add|set|chang|paus|freez|undo|restor|resum|"
    "turn|switch|stop|mut|touch|cancel|clear|"
    "get rid|set up|kill|trash|reset|promot|appoint|revok|approv|import|silenc|disabl|do anything|"
    "start|mov|copy|renam)"
)
_NOT_ZH = re.compile(
    r"(?:别|不要|不用|不必|不许|不准|不得|请勿|勿|莫|甭|没(?:有)?(?:让|要|说|叫|想|打算)|"
    r"不是(?:要|让|想)?|不想|不需要|没必要|不急|不打算|不允许|"
    r"不能|不该|不应该?|不会|先不|暂不|暂时不|千万不|绝不|不同意)"
    rf"[^,.;!?]{{0,8}}?{_DO}|{_DO}(?:之前|前)先|不{_DO}|留着|保留|还要用|还有用|不是这个意思"
)
_NOT_EN = re.compile(
    r"(?<![a-z])(?:do not|don'?t|doesn't|does not|didn't|did not|never|not|no need to|needn't|"
    r"shouldn't|should not|mustn't|must not|won't|will not|cannot|can't|"
    r"isn't|aren't|refrain|avoid|nobody|no one|without|rather not|instead of|no)(?: "
    rf"[a-z']+){{0,4}}? {_DOES}|leave .{{1,40}} alone|hands off|don'?t you dare|no {_DOES}"
)
_IF = re.compile(
    "如果|要是|假如|假设|假使|万一|若|倘若|倘|除非|会怎样|会怎么样|会咋样|会发生什么|有什么后果|"
    "什么影响|会不会|该不该|要不要|考虑|打算|也许|可能|说不定|迟早|哪天|的话"
    r"|等.{0,12}(?:再|才)|(?<![a-z])(?:if|unless|suppose|supposing|imagine|assuming|in case|"
    r"provided|"
    r"would happen|what happens|might|maybe|perhaps|"
    r"thinking (?:about|of)|considering|should (?:we|i)|shall (?:we|i)|one day|someday|could be|"
    r"would it|would you|i wonder|wondering|wish i could|plan(?:ning)? to|tempted|were to|"
    r"hypothetically|theoretically|in theory|debating)(?![a-z])"
)
_PAST = re.compile(
    "昨天|昨日|昨晚|前天|上周|上个?月|去年|上次|上回|之前|以前|曾经|刚才|刚刚|刚|已经|早就|当时|"
    "那次|那天|前几天|早上|被[删建撤关停改加移]|[删建撤关停改加]过|"
    "[删建撤停加]了(?:吗|没|么|之后|以后|多久|一个|两个|三个)"
    r"|谁(?:把|给|动|删|建|改|关|停|撤|加)|(?<![a-z])(?:yesterday|last (?:week|month|year|night|"
    r"time|monday|"
    r"tuesday|wednesday|thursday|friday)|ago|already|earlier|previously|was|were|had|did|have|has|"
    r"i (?:deleted|removed|created|paused|made|added|set|changed|muted|stopped)|we (?:deleted|"
    r"removed|created|paused|made|added|set|changed|muted|stopped)|(?:who|he|she|they|[a-z]+) "
    r"(?:deleted|removed|created|paused|added|changed|muted|stopped|undid)|"
    r"just (?:deleted|removed|created|paused)|used to|back then|remember when)(?![a-z])"
)
_QUOTE = re.compile(
    "[他她它]们?[说讲问让叫要想]|(?:老板|领导|经理|主管|同事|客户|有人|别人|大家|群里|谁|邮件|"
    "文档|通知|说明书|书|歌|歌词)[^,.]{0,6}(?:说|讲|问|让|"
    "叫|要|写|提|唱|喊|建议)|听说|据说|传闻|写着|写道|提到|原话|转述|意思是|什么意思|啥意思"
    r"|[\u4e00-\u9fff]{1,3}(?:说|问|讲|建议|觉得|认为|告诉我|让我|叫我|要我)(?!明|法|一声|一下|下|"
    r"题)"
    r"|(?<![a-z])(?:says|say(?! (?:at |by |about |around |maybe |like )?[0-9])|said|told|"
    r"tells|asked|asks|heard|mentioned|suggest(?:s|ed)?|wrote|"
    r"writes|according to|quote|shouted|wants me to|wanted me to|read(?:s)? in|the (?:mail|email|"
    r"manual|message|book|song|sign|docs?|text|note) |thinks?|lyrics|sang|sings?|translate|"
    r"meaning of|mean(?:s)?)(?![a-z])"
)
_ASK = re.compile(
    "怎么(?!样)|怎样|如何|咋(?!样)|为什么|为啥|为何|干嘛|干什么用|是什么|区别|谁能|谁可以|谁有权|"
    "有没有权限|有权限|安全吗|多久|影响|需要什么|要啥|是否|行不行|"
    "该不该|要不要|能不能.{0,12}(?:别人|恢复|找回|撤回)"
    r"|(?<![帮你])(?:可以|能)(?!(?:再|先|快点|也)?(?:发|传|转)(?:我|一[下份]))"
    r"[^帮把给]{0,12}(?:吗|么|嘛|不)[?]?$|会.{0,14}吗|还(?:能|会|在|"
    r"有).{0,8}(?:吗|么|不|没)|算不算|"
    r"是不是|对吧|对吗|对不对|有没有人|谁|哪"
    r"|(?<![a-z])(?:how (?:do|does|to|can|could|should|would|long|much|many|is|are)|why|who|where|"
    r"when|which|can (?:i|we|members?|anybody|anyone|everyone|admins?|people|it|a|the|spaces?)|"
    r"could (?:i|we|it)|may (?:i|we|members?)|am i|are we|is it|is there|is that|"
    r"does|do (?:i|we|you need|members|admins)|"
    r"should(?! (?:do[ ,.!]*(?:thanks|for now)?[ ,.!]*$|be (?:enough|fine|ok|okay|plenty|good|"
    r"sufficient)|suffice))|what (?:does|is|are|happens|would|do|if)|"
    r"what's|possible|allowed|difference|way to|does it|will (?:it|the|i|we|my|everybody)|would "
    r"(?:it|the|i|we))(?![a-z])"
)
_SEVERAL = re.compile(
    r"然后|接着|再(?!次|一|说|提醒|见|也|不|来|加|给|多|要|扩|批|添|申请)|并且|并(?!非)|同时|顺便|"
    r"顺带|另外|还有|以及|;|,|，|。|\.(?= )|(?<![a-z])(?:and "
    r"then|then|and also|and|also|after that|afterwards|plus|as well as)(?![a-z])"
)

_WITHOUT_WHICH_NOT: Final[Mapping[Caution, re.Pattern[str]]] = {
    "negation": re.compile(
        "[不没别勿莫甭未免无非休禁停幸误亏]|留(?![个一在份])|先|等|算了|谁说|当我|取消"
        "|(?<![a-z])(?:not?|never|none|nobody|nothing|neither|nor|without|instead|leave|keep|hands|"
        "stop|cancel|wait|avoid|refrain|cannot|unwanted|hold|stays?|remains?|rather|safe|hardly)"
        "(?![a-z])|n't|n’t|(?<![a-z])dont"
    ),
}
"""What says so in any language: nobody refuses without a *not*."""
_IN_CHINESE: Final[Mapping[Caution, re.Pattern[str]]] = {
    "past": re.compile(
        "[昨刚已曾过被误]|早(?![上晨点])|(?<!太.)(?<!太..)(?<!太...)了|前[天些几]|上[周次个回]|去年|当[时初]|之前|以前|那[次回天会]|差点|本来|原[来先]|[删改建动]的"
    ),
    "quotation": re.compile(
        '[说讲问让叫写听据书题嚷喊催笑哈玩嘿呵歌唱转"]|建议|觉得|意思|希望|要求|想|认为|抱怨|打算|比方|比如|跑路'
    ),
    "question": re.compile(
        "[吗么呢?谁啥哪几]|什么|怎|咋|多[少久长]|如何|为何|[能会可要该是]不|是否|能否|还是|没有?$|有没|不[?!.]*$|[删停关]没|影响|区别|安全"
    ),
    "condition": re.compile(
        "[假若倘等才会该]|如果|要[是不]|万一|除非|的话|也许|可能|或|说不|考虑|打算|想|哪天|以后|将来|迟早|只要|真要|再"
    ),
}
_HAN: Final = re.compile("[\u4e00-\u9fff]")
_TWO_WISHES: Final = re.compile("也[删停关撤建加改设批移]|[和跟与及、][^,.;]{0,12}都")


_ANOTHER_BOT: Final = re.compile(
    r"[/!$\\][a-z\u4e00-\u9fff]|@[^ ]*(?:bot|助手|机器人|小蜜|assistant)(?![a-z])"
    r"|[a-z]{2,8} (?:(?:[a-z]+ )?--|-|/)[a-z]|(?:sudo|chmod|rmdir|mkdir|kubectl|docker|systemctl) "
    r"|(?:drop|alter|truncate) (?:table|database|schema|user)(?![a-z])"
    r"|(?:delete from|insert into|update) [^ ]+ (?:where|set|values)(?![a-z])|.*;--"
)
"""What is written to a shell or a database, too."""
_RULES: Final[tuple[tuple[Caution, re.Pattern[str]], ...]] = (
    ("quotation", _QUOTE),
    ("condition", _IF),
    ("past", _PAST),
    ("negation", _NOT_ZH),
    ("negation", _NOT_EN),
    ("question", _ASK),
)


def cues(copy: str, words: str) -> set[str]:
    """Name what may tell that a sentence is no wish for a command, though it sounds like one."""
    found = {f"!{caution}" for caution, pattern in _RULES if pattern.search(copy)}
    together = {"".join(sorted(found))} if len(found) > 1 else set()
    return {*found, *together, *(f"{each}@{words}" for each in (*found, "")), "!"}


def has_cues(copy: str) -> bool:
    """Tell whether any words say that a sentence may be no wish."""
    return any(pattern.search(copy) for _, pattern in _RULES)


_TAKES_BACK: Final = frozenset({"quotation", "condition", "negation"})


def takes_back(copy: str) -> bool:
    """Tell whether a part of a sentence may say that nobody wishes what the rest says."""
    return any(caution in _TAKES_BACK and pattern.search(copy) for caution, pattern in _RULES)


def may_be_said(copy: str, caution: Caution) -> bool:
    """Tell whether there is any word in a sentence without which a caution cannot be said."""
    chinese = _IN_CHINESE if _HAN.search(copy) else {}
    signs = _WITHOUT_WHICH_NOT.get(caution) or chinese.get(caution)
    return signs is None or signs.search(copy) is not None


def is_to_another_bot(copy: str) -> bool:
    """Tell whether something is written as another bot's command: what is a command of ours in its
    own words is found before.
    """
    return _ANOTHER_BOT.match(copy) is not None


_JOINED: Final = re.compile(
    f"(?:然后|接着|并且|并(?!非)|同时|顺便|顺带|另外|还有|以及|再把|再给|再[删建停关]|最后)[^,.;]{{0,6}}?{_DO}"
    r"|(?<![a-z])(?:and|then|also|plus|as well as|after that|afterwards)(?![a-z])"
)


def joins(copy: str) -> bool:
    """Tell whether words say that something else is to be done too."""
    return _JOINED.search(copy) is not None or _TWO_WISHES.search(copy) is not None


def may_be_spoken(copy: str) -> bool:
    """Tell whether a sentence may be no wish at all, by any word in it."""
    return _JOINED.search(copy) is not None or any(
        may_be_said(copy, caution) for caution, _ in _RULES
    )


def is_chinese(copy: str) -> bool:
    """Tell whether anything in a sentence is Chinese."""
    return _HAN.search(copy) is not None


_DOES_ANYTHING: Final = re.compile(
    f"{_DO}|{_DOES}|拒|收回|授权|转给|发给|分享|共享|延|结束|扔|放回"
)


def does(copy: str) -> bool:
    """Tell whether anything is done in a part of a sentence."""
    return _DOES_ANYTHING.search(copy) is not None


_SEES: Final = re.compile("看看|看[一下]|查|列|多少|哪|几个|谁|什么|啥")


def asks_to_see(piece: str) -> bool:
    """Tell whether a part of a Chinese sentence asks to see something."""
    return _SEES.search(piece) is not None


def pieces(copy: str) -> list[str]:
    """Give what may be several wishes one by one."""
    return [each.strip() for each in _SEVERAL.split(copy) if each.strip()]
