"""A wish that nobody changes anything for now, and one that all may go on: 今晚谁都别改东西,
*nobody should be able to change anything until I say so*, *you can go on, the migration is done*.

Its *nobody* is no answer and its *until* no condition. What is to stop for one space, for some
people or for one kind of change is no wish to stop all.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.reading.cautions import is_chinese
from bot.reading.parts import Mention
from bot.reading.said import Said
from bot.reading.understood import Understood, Wish
from bot.reading.wished import against

_EN_CHANGE: Final = (
    "(?:change|edit|modify|alter|touch|mess with|mess around with|do"
    "|make (?:any )?(?:changes|edits) to|"
    "make (?:any )?(?:changes|edits))"
)
_EN_CHANGING: Final = "(?:chang|edit|modify|alter|touch|mak)ing"
_EN_ANY: Final = (
    "(?: (?:anything|any of (?:it|this|the (?:files|spaces|folders))|a thing|things"
    "|stuff|something|"
    "everything|(?:any|the|our) (?:files|spaces|folders)(?: or (?:files|spaces"
    "|folders))?|changes))?"
)
_EN_ALL: Final = (
    "(?:the bot|everybody|everyone|anybody|anyone|people|them|all users|the users|users)"
)
_EN_CHANGES: Final = "(?:changes?|edits?|editing|modifications?|writes?|writing|updates)"
_ZH_CHANGE: Final = "(?:改|动|更改|修改|改动|变更|操作|碰)"
_ZH_ALL: Final = "(?:任何人|所有人|大家|大伙|谁|其他人|别人|所有成员|全员|成员)"
_ZH_ANY: Final = "(?:任何|所有|一切)?(?:东西|文件|空间|内容|资料|什么)?"
_ZH_NOT: Final = "(?:不能|不许|不准|不可以|不得|不要|不让|禁止|别|甭|勿)"
_STOPS: Final = re.compile(
    "(?<![a-z])(?:nobody|no one|no-one|noone|none of (?:us|them|you)) (?:else )?"
    "(?:should|may|must|shall|is to|needs to|gets to|can|is (?:allowed|permitted|supposed) to)"
    f"(?: be (?:able|allowed|permitted) to)?(?: now| still"
    f"| please)* {_EN_CHANGE}{_EN_ANY}(?![a-z])"
    "|(?<![a-z])(?:don'?t|do not) (?:let (?:the bot|it|yourself) )?"
    "(?:change|edit|modify|touch)"
    " (?:anything|a thing)"
    "(?= (?:at all |please )*(?:until|till|tonight|today|for now|this weekend))"
    "|(?<![a-z])(?:make sure|ensure)(?: that)? nothing (?:gets|is|can be) "
    "(?:changed|edited|touched)"
    f"|(?<![a-z])(?:don'?t|do not|never) (?:let|allow|permit) {_EN_ALL}(?: else)?(?: to)? "
    f"{_EN_CHANGE}{_EN_ANY}(?![a-z])"
    f"|(?<![a-z])(?:stop|prevent|keep|block|ban|forbid) {_EN_ALL}(?: else)?(?: from)? "
    f"(?:{_EN_CHANGING}{_EN_ANY}|to {_EN_CHANGE}{_EN_ANY})(?![a-z])"
    "|(?<![a-z])(?:freeze|lock|block|halt|suspend|stop|pause|hold|forbid|prohibit|disable|refuse)"
    f"(?: down)? (?:(?:all|any|every|further|new|the) )+{_EN_CHANGES}(?![a-z])"
    f"|(?<![a-z])(?:pause|freeze|halt|suspend) {_EN_CHANGES}(?= (?:tonight|for now"
    f"|until|till|today)|[,.!]|$)"
    "|(?<![a-z])(?:freeze|lock|lock down|pause|suspend) (?:everything|it all)(?: down)?(?![a-z])"
    f"|^(?:please |pls )?no (?:more )?(?:{_EN_CHANGES}|changing) (?:at all "
    f"|whatsoever |please |allowed )*"
    "(?:tonight|today|for now|until|till|from now|this (?:evening|weekend))(?![a-z])"
    "|(?<![a-z])(?:put|set|switch|make|turn)(?: [a-z]+){0,2} (?:in|into"
    "|to)? ?read[- ]only(?: mode)?(?![a-z])"
    f"|{_ZH_ALL}(?:都|也|一律|暂时|先|今晚|今天|现在|通通|全都)*{_ZH_NOT}(?:再|给我"
    f"|随便|乱)*{_ZH_CHANGE}"
    f"(?!名|到|成){_ZH_ANY}"
    f"|(?:{_ZH_NOT}|不能)(?:再)?让?{_ZH_ALL}(?:再|来|去|进行|做"
    f"|有)*(?:任何)?{_ZH_CHANGE}(?!名|到|成){_ZH_ANY}"
    f"|(?:冻结|锁定|锁住|停掉|停止|暂停|叫停|禁止|封住|停(?:一?[停下])?)(?:一切|所有"
    "|全部|任何|整个)的?(?:修改|更改|改动|变更|操作|写入)"
    "|(?:所有|一切|全部|任何)的?(?:修改|更改|改动|变更|操作|写入)"
    "(?:都|先|全|通通|统统|暂时|给我|给)*+(?:冻结|锁住|暂停|叫停|停)(?!不|得)"
    "|(?:全部|所有(?:东西|空间)?|整个|都)(?:先|暂时|给我)*(?:冻结|锁住|锁定"
    "|设[为成]只读|改[为成]只读)"
    "|只读模式"
)
_KIND: Final = "(?:delet|remov|eras|wip|bin|trash|upload|add|mov|renam|copy|creat|overwrit)"
_PREVENTED: Final = re.compile(
    "(?:[,.;!-] ?| (?=so |and |to ))(?:(?:and|so|because|since|please|that|to|just) )*+"
    f"(?:(?:don'?t|do not|never|not) (?:let|allow|want|have) {_EN_ALL}|(?:make sure |ensure "
    "|i want |i need )?+(?:that )?+(?:nobody|no one|no-one|noone)"
    f"|(?:stop|prevent|keep|avoid|block) {_EN_ALL})"
    "(?: (?:else|to|from|should|can|may|must|is|be|able|allowed|gets?|accidentally|still|again))*+"
    f" {_KIND}[^,.;!?]*"
    "|[,.;!] ?(?:也|就|先|千万|暂时|一定|为了|请|并且|而且|同时)*+"
    "(?:别再?让|不再?让|不要再?让|别叫|免得|省得|以免|防止|避免|怕|别|不许|不准|禁止)"
    "(?:有|任何|其他|别的)*+(?:人|大家|谁|别人|所有人|员工|同事|成员|他们)们?"
    "(?:再|又|继续|来|去|乱|误|随便|手滑|偷偷|不小心|把|给|还|在)*+"
    "(?:删|移|改名|上传|传|存|复制|新建|建|清)[^,.;!?]*"
)
"""What the pause is to prevent, told beside it: no wish of its own, and no *not* to the pause."""
_NOT_AT_ALL: Final = re.compile(
    "(?:(?<![a-z])(?:do not|don'?t|never|no need to|not)(?: (?:just|please|yet|you|have to))* ?"
    "|(?:别|不要|不用|不必|先不|甭|千万别)(?:再|急着|先|给我|把)*)$"
)
_ENDURES: Final = re.compile(
    "(?<![a-z])(?:until|till|for now|while|tonight|today|from now|for the moment"
    "|meanwhile|please|pls|"
    "should|may|must|shall|is to|needs to)(?![a-z])"
)
"""Told beside *nobody can change anything*, which else may be a complaint."""
_PLAINLY_CAN: Final = re.compile("(?<![a-z])(?:nobody|no one|no-one|noone) can(?![a-z])")
_LET: Final = "(?<!not )(?<!n't )(?<!dont )(?<!never )(?<![a-z])(?:let|allow|permit)"
_GOES_ON: Final = re.compile(
    f"(?<![a-z])(?:{_EN_ALL}|they|we all|the team|you all) (?:can"
    f"|may)(?: all)?(?: now)? (?:{_EN_CHANGE}{_EN_ANY}"
    "|work(?: normally| as usual)?|use it|carry on|go on|continue) (?:again|as usual"
    "|as before)(?![a-z])"
    f"|{_LET} {_EN_ALL}(?: all| else)? (?:to )?+(?:get |go )?(?:back to )?"
    f"(?:{_EN_CHANGE}{_EN_ANY}|work(?:ing)?(?: normally| as usual| on (?:things|stuff|files))?"
    "|use (?:it|drive)|carry on|go on|continue) (?:again|now|as usual|as before|as normal)(?![a-z])"
    f"|{_LET} {_EN_ALL} (?:get |go )?back to (?:work|normal|their work)(?![a-z])"
    f"|(?<![a-z])(?:turn|switch|put) {_EN_CHANGES} back on(?![a-z])"
    "|(?<![a-z])(?:unlock|unfreeze|unblock|unpause|un-pause) (?:everything|all|it"
    "|the bot|changes|all changes|"
    "it all|things)(?: again| now| please)*(?![a-z])"
    "|(?<![a-z])(?:lift|end|remove|undo|cancel) the (?:freeze|lock|lockdown|pause"
    "|block|ban)(?: on changes)?(?![a-z])"
    f"|(?<![a-z])(?:allow|enable|permit|accept) (?:all )?{_EN_CHANGES} (?:again|now)(?![a-z])"
    f"|(?<![a-z]){_EN_CHANGES} (?:are|can be|may be) (?:allowed|ok|okay|fine|made"
    f"|possible|welcome) again(?![a-z])"
    "|(?:大家|所有人|大伙|都|现在)(?:又|都|就|已经|现在)*(?:可以|能)(?:重新|继续|再)*"
    "(?:改|动|修改|更改|操作|正常(?:使用|操作|用|改))(?:东西|文件|空间)?(?:了|啦)"
    "|(?:解除|取消|结束|撤掉)(?:这个|全部|所有|一切)?(?:冻结|锁定|暂停|只读|禁令|限制修改)"
    "|(?<![了没未])(?:解冻|解锁)(?:所有|全部|一下|吧|了)*$|恢复(?:正常)?(?:修改|更改"
    "|操作|变更)(?:吧|了)?"
)
_WORK: Final = (
    "(?:the |our |this )?(?:migration|move|maintenance|freeze|upgrade|backup|audit"
    "|update|transfer|cutover|switch|"
    "clean ?up|work|import|inventory|check)"
)
_OVER: Final = re.compile(
    f"(?<![a-z]){_WORK}(?:'s| is| has| was|'ve)?(?: been)?(?: all| now| finally| just)* "
    "(?:done|over|finished|complete|completed|through|ended)(?![a-z])"
    f"|(?<![a-z])(?:done|finished|through) with {_WORK}(?![a-z])|(?<![a-z])(?:we're"
    f"|we are|i'm|i am) (?:all )?done(?![a-z])"
    "|(?:迁移|搬迁|维护|盘点|升级|备份|审计|整理|导入|切换|搬家|检查|数据)"
    "(?:都|已经|终于|全部|全)*(?:做|弄|搞|迁|搬)?(?:完成?|好|结束|妥)(?:了|啦)?"
)
_CARRY_ON: Final = re.compile(
    "(?<![a-z])(?:(?:you|we|they|everybody|everyone|people|it|things|all) (?:can"
    "|may)(?: all| now)? "
    "(?:go on|go ahead|carry on|continue|resume|start again|unlock|proceed|work|change)"
    f"|{_LET} {_EN_ALL}(?: all)? (?:back )?(?:in|on|at it|to it|work|edit|change|continue|go on)"
    "|back to (?:normal|work|business)|(?:please |pls )?(?:carry on|resume|unlock|open up|go on"
    "|continue)(?: again| now| please|,? thanks)*)"
    "(?![a-z])"
    "|(?:可以|能|都)(?:继续|恢复|改|动|操作|正常|放开|解锁)|继续吧|恢复(?:正常"
    "|使用)?(?:吧|了)|放开(?:吧|了)"
)
_DOUBTS: Final = re.compile(
    "(?<![a-z])(?:if|unless|why|how|who|when|what|whether|would|could nobody|says"
    "|said|told|heard|thinks?|yesterday|"
    "was|were|did|lol|haha|joking|kidding|broken|wrong|error|except|but not"
    "|apart from|yet|(?<!read.)only)(?![a-z])"
    "|如果|要是|假如|万一|的话|为什么|为啥|怎么|咋|谁说|说过|他说|她说|老板说|听说"
    "|昨天|上周|开玩笑|哈哈|除了|除非|"
    "还没|没有|只有|[吗么呢]$|是不是|会不会|能不能"
)
_REFUSED: Final = re.compile(
    "(?<![a-z])(?:don'?t|do not|never|not|no need to)(?: [a-z]+){0,2} (?:pause"
    "|freeze|lock|halt|suspend|block|stop|"
    "resume|unlock|unfreeze|lift)(?![a-z])|(?:别|不要|不用|不必|先不)(?:再"
    "|急着)?(?:暂停|冻结|锁|停|恢复|解|放开)"
)
_MAYBE: Final = re.compile(
    "(?<![a-z])(?:could(?! you)|might|maybe|perhaps|always|sometimes|usually"
    "|shall we|should we|let's not"
    "|example|imagine|suppose)(?![a-z])|考虑|要不要|也许|可能|或许|万一|比如|例如|打算|[:“”]"
)
_MORE: Final = re.compile(
    "(?<![a-z])(?:create|delete|rename|copy|send|approve|restore)(?![a-z])|新建|创建"
    "|建个|删除|删掉|删了|改名|"
    "移动|复制|发给|批准|同意"
)
_PLANNED: Final = re.compile(
    "(?<![a-z])(?:going to|will|'ll|plan(?:ning)? to|want(?:s)? to|wanted to|have to|had to) "
    "(?:pause|freeze|stop|lock|halt|suspend|block)(?![a-z])|(?:准备|计划|打算|下个[周月])"
)
_LATER: Final = re.compile(
    "(?<![a-z])(?:tomorrow|tonight|later|soon|next week|(?:on|from|by|after) [a-z]+day|in an hour"
    "|after (?:the|our|this|that))"
    "(?![a-z])|明天|明早|今晚|下周|晚点|以后|之后再|(?:周|星期|礼拜)[^,.;!?的]"
)
"""Allows changes again, but not now."""
_UNTIL: Final = re.compile(
    "(?<![a-z])(?:until|till|while|before|as long as)(?![a-z])[^,.;]*"
    "|在?[^,.;]{0,12}(?:之前|以前|期间)"
    "|等[^,.;]{1,12}(?:再|通知|后)[^,.;]*"
)
_PAUSE: Final = "pause"
_PLEASE: Final = re.compile("^(?:ok |hi |hello |hey )*,? ?(?:can|could|would|will) you |请|帮|麻烦")
_UNCHANGED: Final = re.compile(
    "(?<![a-z])(?:nobody|no one|no-one|noone)(?: has| had| have|'s)?(?: (?:really"
    "|ever|yet|even))* "
    "(?:changed|edited|modified|touched|altered) (?:anything|a thing|things)(?![a-z])"
    "|没有?(?:任何)?人(?:改|动)(?:过|了)(?:任何)?(?:东西|什么)"
)
_OTHER: Final = re.compile(
    "(?<![a-z])(?:alerts?|notifications?|digests?|reports?|names?|quota|limits?"
    "|levels?|permissions?|uploads?|"
    "downloads?|watch(?:ing)?|members?|guests?|this (?:file|folder|space)"
    "|that (?:file|folder|space)|its)(?![a-z])"
    "|提醒|(?<!等我)(?<!等)(?<!我的)(?<!另行)通知|摘要|日报|周报|级别|上限|权限|监控"
    "|上传|下载|名字|这个|那个|这份|那份|该文件|它"
)
_NOT_NOW: Final = (_DOUBTS, _MAYBE, _MORE, _PLANNED, _REFUSED, _OTHER)


def all_stopped(said: Said, parts: Sequence[Mention]) -> Wish | Understood | None:
    """Give the wish to stop all changes, or to allow them again, and what was changed to whoever
    says that nothing was; None for anything else.
    """
    copy = _PREVENTED.sub("", said.copy)
    if not _STOPS.search(copy):
        copy = said.copy
    named = {each.kind for each in parts if not each.near} & {"space", "file", "quoted", "person"}
    if not named and _UNCHANGED.search(copy) and not _STOPS.search(copy):
        return Understood("half", (Wish("audit", {}, 0.5), Wish("help")), kept=True)
    if not named and (found := _STOPS.search(copy)) and _NOT_AT_ALL.search(copy[: found.start()]):
        return Understood("half", (Wish("help"),), caution="negation", kept=True)
    is_asked = "?" in copy and not _PLEASE.search(copy)
    doubted = any(each.search(copy) for each in _NOT_NOW)
    if named or is_asked or doubted:
        return None
    if _GOES_ON.search(copy) or (_OVER.search(copy) and _CARRY_ON.search(copy)):
        is_later = _STOPS.search(copy) or _LATER.search(copy)
        return None if is_later else Wish("resume", {}, 1.0)
    if not _STOPS.search(copy) or _against(copy):
        return None
    is_complaint = _PLAINLY_CAN.search(copy) and not _ENDURES.search(copy)
    return None if is_complaint else Wish(_PAUSE, {}, 1.0)


def _against(copy: str) -> bool:
    """Whether what is said around it shows that nobody wishes it now: its own *not* and until when
    it is to hold do not.
    """
    plain = "暂停所有更改" if is_chinese(copy) else "pause all changes"
    around = _STOPS.sub("", _STOPS.sub(plain, copy, count=1).replace(plain, "\n")).replace(
        "\n", plain
    )
    return against(Said(_UNTIL.sub(" ", around)), (), Wish(_PAUSE, {}, 1.0)) != ""
