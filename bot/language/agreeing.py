"""The words that agree or decline: who says yes may say what is to be done, and who says no why."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from bot.language.courtesy import THANKS
from bot.language.typed import normalise

_SHORT: Final = 40
"""Nobody agrees or declines in more characters, and what repeats inside may take its time."""
_SOON: Final = (
    "快点儿?(?:弄|办|做|处理|来)?|抓紧(?:弄|办|做)?|速度|(?:麻烦)?尽快|越快越好|赶紧的?|马上|"
    "as soon as possible|asap|right away|quickly|now|then|thanks?|sir"
)
_YES: Final = (
    "yes|y|yep|yeah|yup|ya|ok|okay|okey|sure(?: thing)?|confirm(?:ed)?|go ahead|go for it|"
    "please do|do it|of course|certainly|definitely|absolutely|alright|all right|"
    "fine(?: (?:by|with|for) me)?|"
    "sounds (?:good|great|right|fine)|looks (?:good|great|right|fine)(?: to me)?|"
    "(?:yes[ ,]+)?(?:that|this|it)(?:'s| is) "
    "(?:right|fine|ok|okay|correct|good|it|what i (?:want|meant|need))|"
    "exactly|correct|right(?! now| away)|affirmative|i(?:'m| am) (?:very )?sure|i agree|agreed|"
    "please (?:go on|proceed|continue)|(?:go on|proceed|continue) please|"
    "是的?|好的?|好(?:嘞|滴|呀|呢)|行的?|确认|确定|我(?:很)?(?:确定|确认|同意)|可以的?|没问题|没错|没毛病|当然"
    "|同意|对的?|嗯+|要的|妥了?|就?是这样的?|就这样|就这么[办做定]|就这样[办做定]|正是|请(?:继续|执行)"
)
_AGREEING: Final = (
    f"(?:(?:{_YES})(?:[ ,.!~;]|(?<![a-z])(?:{THANKS}|{_SOON}|please)(?![a-z])"
    "|吧|啊|了|呢|哈|呀|哦|啦)*)+"
)
_PRAISED: Final = "(?:(?:great|good|nice|cool|perfect|lovely|很好|太好了|不错|完美)[ ,.!~;]*)?"
_DOING: Final[Mapping[str, str]] = {
    "": "执行|做|办理?|弄|搞|处理|操作|安排|do(?: it| that| so)?",
    "create": (
        "(?:两个|三个|全部?|一起|统统)?都?(?:新?建|创建)|(?:both|all)(?: of them)?"
        "|(?:create|make|do)(?: it| that| (?:both|all)(?: of them)?| them(?: all)?)?"
    ),
    "delete": "删除?|(?:delete|remove)(?: it| that| them| both)?",
    "undo": (
        "撤销?|撤回|恢复|还原|改回[来去]?|(?:undo|restore|revert)(?: it| that| them)?|take it back|"
        "(?:rename|change|put|bring) (?:it|them|that) back"
    ),
    "rename": "改名?|改个名|重命名|换名?|(?:rename|change)",
    "move": "挪|移动?|搬|转移?|move",
    "copy": "复制|拷贝?|copy",
    "send": "发送?|发给我|传|send",
    "approve": "批准?|同意|通过|approve",
    "decline": "拒绝?|驳回|decline|reject",
    "cancel": "撤回?|撤销|withdraw",
    "room": "申请|提交|发|(?:request|ask|submit|send)",
    "grant": "给|授权|开|加|(?:give|grant|share)",
    "revoke": "收回|去掉|revoke|remove",
    "here": "开启?|打开|提醒|(?:turn|switch) it on|enable",
    "off": "关闭?|关掉|停|(?:turn|switch) it off|stop",
    "set": "设置?|设定?|改|调整?|定|(?:set|change)",
    "lang": "换|切换?|改|(?:switch|change)",
    "store": "存|保存|上传|(?:store|save|upload)",
    "pause": "暂停|停|pause|stop",
    "resume": "恢复|继续|resume",
}
"""What whoever agrees says to do, by what they were asked."""
_LIKE: Final[Mapping[str, str]] = {
    "restore": "undo",
    "space": "room",
    "access": "room",
    "levels": "set",
    "quiet": "set",
    "digest": "set",
    "me": "here",
    "weekly": "here",
    "daily": "here",
    "on": "here",
    "remove": "delete",
    "save": "store",
}
"""What is asked for by another word, and agreed to by the same."""
_ENDING_IT: Final = frozenset({"pause", "off", "mute", "stop", "end", "remove", "decline"})
"""What ends something: who says *go on* to that may mean that it goes on."""
_GOING_ON: Final = "继续|开始|proceed|continue|carry on|go on"
_LEAD: Final = (
    "(?:(?:那就|那|就|请|麻烦(?:你|您)?|帮我|给我|你|您|直接|现在|马上|立刻|快|赶紧|这么|这样|照(?:这个|此|这样|办)"
    "|按(?:这个|此|这样)|please|just|then|and|now|you (?:can|may)|kindly|go ahead and) ?)*"
)
_BEHIND: Final = (
    "(?:了|掉|它|一下|过去|上去|出来|回来|下|这个)*(?: ?(?:it|that|this|them)(?![a-z]))?"
)
_REST: Final = f"(?:[ ,.!~]|(?<![a-z])(?:{THANKS}|{_SOON}|please)(?![a-z])|吧|啊|了|呗|啦|呀|哈)*"


def is_yes(text: str, does: str = "") -> bool:
    """Tell whether this agrees, in either language; a question does not.

    It may say what is to be done, where that is what was asked: ``does`` is *create*, *delete*,
    *undo*, or another last word of a command's name. Who is asked whether something is to end does
    not say 继续 for yes.
    """
    said = normalise(text).lstrip("/ ")
    return len(said) <= _SHORT and _agreement(does).fullmatch(said) is not None


@lru_cache(maxsize=256)
def _agreement(does: str) -> re.Pattern[str]:
    kind = _LIKE.get(does, does)
    doing = "|".join(filter(None, {_DOING[""], _DOING.get(kind, "")}))
    doing += "" if does in _ENDING_IT else f"|{_GOING_ON}"
    done = f"{_LEAD}(?:{doing}){_BEHIND}"
    alone = f"(?:那就|那|就)?(?:{doing}){_BEHIND}[吧呗]{_REST}"
    alone += f"|(?:please )?(?=.+ (?:it|that|both|all|them)){done}{_REST}"
    alone += f"|(?=[^新建创]*[都全]){done}{_REST}" if kind == "create" else ""
    return re.compile(f"{_PRAISED}(?:{_AGREEING}(?:{done}{_REST})?|{alone})")


_BUT: Final = (
    "actually|wait|hold on|hang on|oh(?: no)?|oops|hmm|no|sorry|on second thought|i think|"
    "[搞弄点选说删发]错了?|等等|等一下|等下|等会儿?|慢着|哎呀?|啊|额|呃|嗯|我想|还是|先|那就|那|就|又|我(?=还是|又|不|先)"
)
"""What people say first who think again."""
_UNDONE: Final = (
    "删除?|新?建|创建|做|加|设|改|发|开|关|弄|搞|动|执行|撤|挪|移|搬|复制|申请|办|批|换|停"
)
_NO: Final = re.compile(
    "(?:(?:yes|yeah|ok|okay|sure|好的?|行|可以|是的?)[ ,]*(?:but|though|但是?|不过|可是)[ ,]*)?"
    f"(?:(?:{_BUT})[ ,.!~]*)*"
    "(?:(?:先|还是|那?就)*(?:no[ ,]+(?:wait|hold on|hang on)|no|n|nope|nah|no way|"
    "not (?:now|yet|today|really|this(?: one)?|that(?: one)?)|"
    "(?:please )?(?:don't|do not)(?: (?:do|delete|remove|create|make|change|set|send|move|rename"
    "|copy)(?: it| that| this| them| anything)?)?(?: (?:yet|now|anymore|any more|after all))?|"
    "(?:i've |i have |i )?changed my mind|let's not|rather not|"
    "stop(?: it| that| this| everything)?|"
    "cancel(?: it| that| this| everything| the (?:question|deletion))?|quit|exit|abort|"
    "never ?mind|nvm|forget (?:it|that|about it)|"
    "(?:leave|keep) (?:it|that|this|them)(?: (?:alone|be|there|for now|as it is))?|"
    f"不是(?:这个|那个)?|不(?:要|用|必|需要|想|行|对|可以|同意|{_UNDONE})?|不要(?:{_UNDONE})|"
    f"(?:千万|先)?别(?:{_UNDONE})?|先不|暂不|否|算了|取消|放弃|作罢|退出|停止|停|下次|以后再说|回头再说|"
    f"没事|我?(?:改主意|反悔|后悔)|留着|{THANKS})"
    "[了吧啊呢的它吗先 ,.!~]*)+"
    "(?:(?:再)?(?:等等|等一等|等一下|等下|等会儿?|wait|hold on)[了吧啊 ,.!~]*)*"
)
_CLAUSES: Final = re.compile("[,，。.!！;；~\n]+")
_HESITATES: Final = re.compile(
    f"(?:(?:{_BUT}|no|wait|please|慢|且慢|stop)[ ]*)*(?:(?:a )?(?:second|moment|minute|sec))?"
)
_WHY: Final = re.compile(
    "^(?:我|我们|咱们?|等|因为|怕|领导|主任|老板|经理|同事|他们?|她们?|大家|人家|还没|还要|还得|还是|回头|以后|下次|改天|"
    "晚点|待会|明天|有人|就这样|这样就行|保持|名[字称]还|原来|可能|万一|先(?:问|看|确认|等|让|跟|请示|商量|放|留|这样)|让我|不确定|发错|说错|点错|弄错|选错|搞错|"
    "(?:i|we|he|she|they|let me|my|our|because|since|until|wrong|not sure|later|first|maybe|"
    "perhaps|that was|it was|it's|this was|sorry|need to|have to|must|somebody|someone|thanks|"
    "thank you|oops|by mistake|my (?:mistake|bad))(?![a-z]))"
)
"""How a reason begins."""
_MEANS_OTHER: Final = re.compile(
    "我(?:只|是|就)?(?:要(?!先|再|去|问|请示|确认|商量|想|等|跟|和)|想要|说的|是说|指的)|"
    "改[成为到]|换[成个到]|第(?=.{1,2}[个条份])|而是|另一?个|其他的?|"
    "(?<![a-z])(?:i(?: only| just| really)? (?:want|meant|mean|would like)"
    "(?! to (?:ask|check|think))|"
    "i need (?!to (?:ask|check|think|talk|speak|confirm|discuss|look|wait))|i'd (?:like|prefer)|"
    "better|instead of|rather than|the (?:first|second|third|fourth|last|other)|"
    "(?:make|give|send|show|move|copy|rename|list|find|create|set) )"
)
"""What corrects, and declines nothing."""
_LONGEST: Final = 120


def is_no(text: str) -> bool:
    """Tell whether this declines what is asked and says nothing else, in either language."""
    said = normalise(text).lstrip("/ ")
    thanked = re.fullmatch(f"(?:(?:{THANKS})[ ,.!~]*)*", said)
    return len(said) <= _SHORT and not thanked and _NO.fullmatch(said) is not None


def declines(text: str) -> bool:
    """Tell whether this declines what is asked, with reasons behind it or without; what says in
    the same breath what is to be instead does not.
    """
    if is_no(text):
        return True
    said = normalise(text).lstrip("/ ")
    if len(said) > _LONGEST or "?" in said:
        return False
    clauses = [each.strip() for each in _CLAUSES.split(said) if each.strip()]
    refusals = [each for each in clauses if is_no(each)]
    rest = [each for each in clauses if each not in refusals and not _HESITATES.fullmatch(each)]
    reasons = all(_WHY.match(each) and not _MEANS_OTHER.search(each) for each in rest)
    first = next((each for each in clauses if each in refusals or each in rest), "")
    return bool(refusals) and first in refusals and reasons
