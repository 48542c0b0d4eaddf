"""What a sentence says beside its wish: why somebody wants it, what happened, how long it lasts.

*The team is gone, delete it* wishes one thing. Only parts between commas that plainly wish nothing
are left out, and only where another part is left that wishes something; what names a space, a file
or a time there still counts.
"""

import re
from typing import Final

from bot.reading.parts import PLACES

_PLACE: Final = "".join(PLACES.values())
_PARTED: Final = re.compile("[,;。.!](?![0-9a-z])|[,;]")
_WISHES: Final = re.compile(
    "[删清移挪搬停关开建加设改调撤收批拒给让把将帮请替恢复还原存放发传退换叫拿当带讲说问查找看瞧翻列"
    "读催吵响喊报送贴丢扔授申定限扩续延结缓静续踢去取选弄搞整画做归抹捞摘记冻点打复拷共分]"
    "|扩容|提醒|告警|摘要|汇总|处理|接手|负责|跟进|名字|要[一个点些]|需要|多少|哪|谁|什么|啥|几|怎|咋|吗|权限|同意|通过|暂停|继续|解冻|默认|算了|可以"
)
"""Characters of what is done, and of what is asked."""
_HALTS: Final = re.compile(
    "不|没|别|勿|莫|甭|未必|再|先|等|但|可是|不过|其实|如果|要是|假如|假设|万一|若|倘|除非|只要|的话|也许|可能|"
    "或|说|问|讲|听|想|觉得|建议|打算|考虑|希望|要求|吗|呢|[?]|笑|哈|玩|逗|嘿|算了|昨|上周|上次|之前|以前|当时|那会|"
    "差点|本来|其实|意思|原话|比如|比方|写着|题"
)
"""Who says so may not mean what the rest says."""
_NEVER: Final = re.compile(
    "如果|要是|假如|假设|万一|若|倘|除非|只要|的话|也许|可能|说(?!是)|问|讲|觉得|建议|打算|考虑|希望|要求|"
    "[吗呢?]|笑|哈|玩|逗|嘿|算了"
)
"""Who says so imagines, tells, asks or jokes, whatever else is said."""
_REASON: Final = re.compile(
    "^(?:因为|由于|毕竟|反正|省得|免得|以免|好让|为了|主要是?|理由是|原因是|这样)"
    "|^(?:这个?也?|实在)?太[^,]{1,8}$|太[^,]{1,5}了$|[烦气累忙吵挤乱急]死|^(?:烦人|够了|收工|麻烦)$"
    "|(?:用不[着上到]|没用|没人(?:用|看|要|管|理|读|维护)|不需要|用得?差?不多|过期|过时|作废|解散|离职|辞职|调走|"
    "调岗|调部门|换部门|换岗|转岗|退休|出差|毕业|走人?|[忙做弄搞用干写改审盘聊谈]完|盘点完|结束|完事|收尾|"
    f"[写弄搞放传发]错|满|爆|到期|不在这?儿?|换人|下线|停产|取消|交接完?)了?(?:的|{_PLACE})?[啊呀吧嘛哈]?$"
    "|(?:急着|等着|急|着急|正)(?:要|用|看|等|使)"
    "|(?:正?在|要|还在|都在|得)(?:开会|团建|休息|休假|放假|出差|投标|交付?|汇报|演示|演练|盘点|放[^,]{1,6}|存[^,]{1,6}"
    "|交[^,]{1,6}|上?传[^,]{1,8}|用|上线|发布|培训|展会|拍摄|审计|答辩|验收|归档)"
    "|^改个?错?[字别]|有(?:外国|新|老外)?(?:同事|客户|人)|[我俺][中英]文不|^(?:其他|别|剩下|原来|原|另外)(?:的|那个?)?"
    "(?:都|先|还)?(?:留着|别动|不动|不变|不用动|保留)|不合规|不符合|没(?:找[着到]|干完|做完|弄完|用完|忙完|时间看|空看)"
    "|(?:快|要|都|已经?)?(?:不够用?|不太?够|装不下|放不下|存不下|塞不下|撑不住|顶不住|见底|打不开|进不去|看不了|找不[着到])了?[啊呀]?$"
    "|^(?:记一下|记上|一下|快点|尽快|急|谢谢|多谢|麻烦了|辛苦了?|拜托|就行|得了|行了|好了|对|嗯|喂|好|哎呀?|诶|那个|你好|您好|知道了)+$"
    "|(?:费|烧|浪费|占)[^,]{0,2}(?:次数|调用|钱|流量|地方|空间)|(?:怎么)?(?:那|这)么[^,]{1,6}$"
    "|手滑|找了?半天|不用(?:每次|等|再[讲说问提])[^,]{1,10}|^不留了?$|别再?占[^,]{1,6}$|费点[^,]{1,4}也行"
)
"""Why something is wished, and what a wish leaves as it is."""
_CHIEF: Final = (
    "(?:老板|领导|主管|经理|总监|客户|上面|上级|上头|头儿?|管理员|[\u4e00-\u9fff]?总|it|他们?)"
)
_SAID_TO: Final = re.compile(
    f"^(?:再|先|也|请|帮我?|帮忙|麻烦你?|替我|你)*(?:跟|和|向|给|同|找){_CHIEF}们?"
    "(?:那边|那里)?(?:说|讲|汇报|反映|报备|通报|反馈|提|打)(?:个招呼|一?[声下]|一嘴)$"
    f"|^{_CHIEF}们?(?:还|又|都|一直|老|正|天天)?在?(?:催|等|急|盯)[^,]{{0,5}}$"
)
"""Whom a wish is to be told, and who waits for it."""
_LED: Final = re.compile(
    "^(?:我们?|咱们?|他们?|她们?|你们|大家|这边|那边|客户|团队|公司|部门|项目|今天|明天|后天|下周|下个?月|这周|最近|"
    "马上|好像|感觉|现在|这会儿?|年底|月底|原来|东西|位置|活儿?|里面|手机|待会儿?|[小老][\u4e00-\u9fff])"
    "|了[啊呀嘛]?$"
)
"""How plain statements begin, and how they end."""


_AFTER: Final = re.compile(" +,? *")


def bare(copy: str) -> str:
    """Give a sentence, whose parts are in their places, without what only says why; all of it where
    nothing would be left.
    """
    parted = [each for each in _PARTED.split(copy) if each.strip()]
    if len(parted) < 2 or not re.search("[\u4e00-\u9fff]", copy):  # noqa: PLR2004 - one part is all
        return copy
    beside = [_is_beside(each.strip()) for each in parted]
    if all(beside) or not any(beside):
        return copy
    rest = (each for each, is_beside in zip(parted, beside, strict=True) if not is_beside)
    if not any(_WISHES.search(each) for each in rest):
        return copy
    said, first = "", beside.index(False)
    for place, each in enumerate(parted):
        said += f" {_named(each, leads=place < first)} " if beside[place] else f",{each}"
    return _AFTER.sub(" ", said).strip(" ,")


def is_beside(text: str) -> bool:
    """Tell whether all of a part of a Chinese sentence wishes nothing, and is said beside."""
    parted = [each.strip() for each in _PARTED.split(text) if each.strip()]
    is_chinese = re.search("[\u4e00-\u9fff]", text) is not None
    return is_chinese and all(map(_is_beside, parted))


def may_not_mean_it(text: str) -> bool:
    """Tell whether a part imagines, tells, asks or jokes, whatever else is said."""
    return _NEVER.search(text) is not None


def _named(part: str, *, leads: bool) -> str:
    """Give what is named in a part that only says why: all of it where the wish comes behind."""
    why = _REASON.search(part.strip())
    named = part.strip()[: why.start()] if why and leads else ""
    return named + "".join(sign for sign in part.strip()[len(named) :] if sign in _PLACE)


def _is_beside(part: str) -> bool:
    if _SAID_TO.search(part):
        return True
    if _NEVER.search(part):
        return False
    if _REASON.search(part):
        return True
    if _WISHES.search(part) or _HALTS.search(part):
        return False
    return not part.strip(_PLACE + " ") or _LED.search(part) is not None
