"""Whether a change is wished now, or what a sentence says besides it shows that it is not.

What was learnt from sentences weighs words; these signs stand by themselves, however much the rest
sounds like a wish.
"""

import re
from collections.abc import Sequence
from typing import Final

from bot.reading.asked import only_asks, speaks_about
from bot.reading.parts import Mention, cut
from bot.reading.said import Said
from bot.reading.understood import Caution, Wish

_DOES: Final = (
    "(?:delet|remov|eras|drop|destroy|wip|trash|creat|add|set|chang|paus|freez|undo|restor|resum|"
    "stop|mut|silenc|mak|limit|approv|import|turn)[a-z]*"
)
_TO_DO: Final = (
    f"(?:{_DOES}|(?:cap|rais|renam|mov|copy|approv|declin|giv|shar|cut|kick|revok|grant|appoint|"
    "promot|leav)[a-z]*)"
)
"""What others want done, too."""
_BASE: Final = (
    "(?:delete|remove|erase|trash|bin|wipe|drop|move|copy|rename|create|make|add|set|give|take|"
    "put|"
    "approve|decline|turn|pause|stop|mute|share|send|revoke|raise|cut|restore|undo|resume|kick)"
)
_POLITE: Final = "(?:(?:please|pls|plz|hi|hey|ok|can you|can u|could you|first)[ ,]*)*"
_WHO: Final = "(?:members?|guests?|users?|people|anybody|anyone|everybody|everyone|admins?)"
_CHIEF: Final = (
    "(?:boss|manager|chief|director|ceo|lead|leader|colleague|customer|client|intern|he|she|they)"
)
_ZH_CHIEF: Final = "(?:老板|领导|主管|经理|总监|客户|同事|会上|[他她]们?|有人)"
_WRITING: Final = (
    "(?:纪要|邮件|文档|通知|公告|教程|手册|说明书?|消息|短信|聊天记录|截图|标题|工单|课上|书里|"
    "网上|新闻)"
)
_ZH_DOES: Final = "(?:删|清空|撤|关|停|建|移除|暂停|静音|加|改|设)"
_SIGNS: Final[tuple[tuple[Caution, re.Pattern[str]], ...]] = (
    (
        "quotation",
        re.compile(
            "烦恼|我的(?:钱包|心情|人生|回忆|青春|体重|工资|脂肪|发际线)|(?:午饭|下班|摸鱼|"
            "加班)权限|炸了|😂|🤣|"
            "嚷嚷|念叨|(?:老|一直|总|天天)(?:在)?(?:催|喊|吵)|哈哈|呵呵|嘿嘿|笑死|玩笑|逗你|"
            "闹着玩|真有你的|hhh|233|跑路"
            "|啦啦|[♪♫♬🎵🎶]|(?:时间|时光|岁月|世界)[^,.;]{0,4}(?:停|静|定格|凝固)|"
            "[这那此]一刻(?!钟)"
            "|(?<![a-z])(?:la[ -]?){2,}(?![a-z])|(?<![a-z])(?:the|whole|this) world(?![a-z])"
            "|(?<![a-z])(?:lol|lmao|rofl|(?:ha){2,}h?|(?:he){2,}h?|kidding|joking|joke|yeah right)"
            "(?![a-z])|:d(?![a-z])|xd$"
            f"|{_ZH_CHIEF}[^,.;]{{0,6}}?(?:说|讲|喊|嚷|提出|要求|建议|想|问|"
            f"让我)[^,.;]{{0,8}}?{_ZH_DOES}"
            "|打个?比方|举个?例|比如(?:说|我|你)|(?<![a-z])(?:for (?:example|instance)|"
            "an example)(?![a-z])"
            f"|{_ZH_CHIEF}的意思"
            f"|{_WRITING}[^,.;]{{0,5}}(?:写|说|讲|提|要求|叫|是|"
            f':)[^,.;]{{0,4}}[:“"]?[^,.;]{{0,8}}?{_ZH_DOES}'
            f"|(?<![a-z]){_CHIEF} (?:wants?|wanted|said|says|told|asks?|asked|is asking|demands?|"
            f"demanded|thinks?|suggests?|suggested)(?: [a-z']+){{0,4}} {_DOES}"
            f"|(?<!i )(?<!we )(?<!you )(?<![a-z])(?:wants?|threatens?|plans?) to {_TO_DO}"
            "|(?<![a-z])(?:wants?|would like|tells?|told|asks?|asked|begs?|begged|expects?|"
            "orders?|"
            "ordered|pushes|pushed|urges?|urged|reminds?|reminded) (?:me|us|you) to "
            "|(?<!i )(?<!we )(?<![a-z])(?:thinks?|reckons?|claims?|believes?|feels?|insists?|"
            "argues?|"
            "says?|complains?) (?:that )?[^,.;]{0,40}?(?<![a-z])(?:should|must|ought|(?:has|have|"
            "needs?) to)(?![a-z])"
        ),
    ),
    (
        "question",
        re.compile(
            f"(?<![a-z])(?:can|could|may|do|does|are|is|will|would) {_WHO} "
            f"|(?<![a-z])(?:can|may) (?:i|we) {_DOES}"
            "|(?<![a-z])what (?:happens|becomes of|would happen)"
            "|(?<![a-z])how (?:do|does|would|can) (?:i|one|we)(?![a-z])"
            f"|(?:成员|普通人|别人|大家|谁)(?:能|可以|有权)[^,.;]{{0,6}}?{_ZH_DOES}"
            f"|^(?:请问|想问一?下|[那, ])*(?:怎么|如何|怎样|咋)(?:才?能|可以)?(?:{_ZH_DOES}|导入)"
            r"[^,.;!?]*[?!. ]*$"
            f"|{_ZH_DOES}[^,.;]{{0,8}}(?:会怎|要钱|多少钱|贵不贵|有啥用|有什么用|什么后果|"
            f"的后果)|为什么|为啥"
        ),
    ),
    (
        "past",
        re.compile(
            "差点|本来想|本想|早知道|当初|被谁|(?:谁|哪个)[^,.;]{0,8}的$|早先|当初|原先|那回|"
            "(?<![a-z])by whom(?![a-z])"
            "|(?<![a-z])you (?:deleted|removed|erased|created|changed|paused|stopped|muted|"
            "approved|declined|moved|renamed|revoked) "
            f"|(?<![a-z])(?:wanted|(?:was|were) (?:going|about)|meant|planned|"
            f"intended) to {_TO_DO}"
            "(?![a-z]).* but (?!.*(?:back|undo|restore|recover))"
            f"|被[^,.;]{{0,6}}?{_ZH_DOES}[^,.;]{{0,3}}的"
        ),
    ),
    (
        "condition",
        re.compile(
            "或许|兴许|备不住|只是个?想法|(?:也是|算是)个?(?:办法|主意|选择)|没准|说不准|"
            "还没想好|再考虑|看情况"
            "|(?<![a-z])(?:(?:one|an) option|just an idea|a (?:bad|good|great|nice) idea|"
            "on the fence|off the table|not sure yet|would be a mistake)(?![a-z])"
            "|(?<![a-z])but (?:first|before)(?: that| you do)?,? (?:tell|let|check|show|make sure)"
            "|没人用了?就|(?:不过|但是?)(?:请|麻烦)?先(?:告诉|说|看|查|问|确认)"
        ),
    ),
    (
        "negation",
        re.compile(
            "[,. ]算了[.!]*$|当我没说|幸好|幸亏|还好没|没那个?必要|[轮犯]不[到着]|等等[,.]|"
            "不对[,.]|还是(?:别|不)|免谈|想都别想|[删动关撤]不得|并没有|没人说"
            "|(?<![a-z])(?:nobody|no one|none of us|good thing) (?:wants?|needs?|wanted|asked|is|"
            "should|will|may)(?![a-z])|(?<![a-z])good thing "
            "|(?<![a-z])leave [^,.;]{1,40} (?:as (?:it|they) (?:is|are|was|were)|alone|"
            "be)(?![a-z])"
            "|(?<![a-z])(?:is|are) to (?:remain|stay)(?![a-z])|(?<![a-z])(?:remains?|stays?)$"
            "|(?<![a-z])(?:neither|nor|never ?mind|scratch that|forget it|no wait|wait no|"
            "on second thoughts?|out of the question|"
            "no way|by no means)(?![a-z])"
        ),
    ),
    (
        "several",
        re.compile(
            "(?:[两二三四五六几]|[2-9])个(?:新的?)?(?:空间|钉盘|云盘|网盘|盘)[^,.;:]{0,2}[,.;:]"
            f"|(?:然后|接着|顺便|并且|同时)[^,.;]{{0,4}}?{_ZH_DOES}|(?<![a-z])and then {_DOES}"
            f"|^{_POLITE}{_BASE}(?![a-z]).*(?:[,;.] ?| and )(?:and |then |also |now )*{_BASE}"
            "(?![a-z]| (?:it|them|that|this)(?![a-z]))"
            "|(?<![a-z])(?:whichever|either of)(?![a-z])"
            "|或者干脆|(?<![a-z])or (?:maybe|rather|else|should)(?![a-z])"
            "|(?<![a-z])(?:two|three|four|five|[2-9]) (?:new )?(?:spaces|drives)(?![a-z])"
        ),
    ),
)
_SHOWN_ALONE: Final = frozenset({"alert levels", "alert holidays", "use", "lang"})
"""What people speak about who want to see it, or want it done: 提醒级别是多少."""
_VERB: Final = re.compile(
    f"{_ZH_DOES}|恢复|取消|(?<![a-z]){_DOES}(?![a-z])|(?<![a-z])get rid|(?<![a-z])shut"
)
_EVERYTHING: Final = re.compile(
    "^(?!.*(?:撤|恢复|停|别|不|回|取消|后悔))(?:.*(?:删除?|清空|清掉|清除)(?:掉|了)?(?:所有|"
    "全部|一切|全公司)"
    "|.*(?:所有|全部|一切|统统|通通)[^,.;]{0,6}(?:删|清空|清掉|清除)|.*全[都给]?删)"
    "|^(?!.*(?:undo|stop|cancel|back|don't|not|restor|revert))"
    r".*(?<![a-z])(?:delete|remove|erase|wipe|trash|drop|destroy) (?:it )?(?:all|everything|"
    r"every)(?![a-z])"
)
"""Who says so wants no single space deleted, and no deletion stopped."""
_OF_ALL: Final = frozenset({"space delete", "undo", "file undo", "pause"})
_JOINED: Final = frozenset({"and", "or", "and then", "then"})
_ARTICLES: Final = frozenset({"the", "my", "our", "your", "his", "her", "their", "a", "an", "this"})
_OF_FILES: Final = frozenset({"file move", "file copy"})
_AMISS: Final = re.compile("错了|误|手滑|不小心|(?<![a-z])(?:wrong|mistake|accident|oops)")
"""Who says so wants something put right, and not all changes allowed again."""
_IS_NO_NAME: Final = re.compile(
    "(?:the|my|your|his|her|their) (?!.*(?:files?|folders?|documents?|docs?|one|first|second|"
    "third|"
    "last)(?![a-z]))[a-z]+$"
)
"""What is no name of files, nor tells which: *move the office to the beach*."""
_ONE: Final = frozenset(
    {"space delete", "quota set", "quota levels", "use", "alert room", "request room"}
    | {"alert take", "alert snooze", "alert see", "alert off", "watch now"}
)
"""Changes of one space: who names two of them wants several things."""


def against(said: Said, parts: Sequence[Mention], wish: Wish) -> Caution:
    """Tell why this change is not wished now with a sentence of these parts; empty where nothing
    says so.
    """
    if any(_is_quoted_wish(part, wish) for part in parts):
        return "quotation"
    named = {part.text for part in parts if part.kind == "space" and not part.near}
    if wish.raw.get("person", "") in _JOINED or (wish.words in _ONE and len(named) > 1):
        return "several"
    if wish.words in _OF_FILES and all(map(_IS_NO_NAME.match, wish.raw.values())):
        return "question"
    if wish.words == "file rename" and wish.raw.get("file", "") in _ARTICLES:
        return "question"
    if wish.words in _OF_ALL and _EVERYTHING.search(said.copy):
        return "several"
    copy = cut(said.copy, parts)
    found: Caution = next((caution for caution, signs in _SIGNS if signs.search(copy)), "")
    is_amiss = wish.words == "resume" and _AMISS.search(said.copy) is not None
    asks = (
        is_amiss
        or only_asks(copy, wish.words)
        or (wish.words not in _SHOWN_ALONE and speaks_about(copy))
    )
    return found or ("question" if asks else "")


def _is_quoted_wish(part: Mention, wish: Wish) -> bool:
    """Whether a change stands between quotation marks and is no name that is given."""
    return (
        part.kind == "quoted"
        and part.text not in wish.raw.values()
        and _VERB.search(part.text.casefold()) is not None
    )
